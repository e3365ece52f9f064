//! Other values put into lines that somebody wrote: comments, order and the way in which things are
//! written stay, as far as they can.

use super::leaves::{Leaf, are_same, key_text, leaves};
use crate::data::{Syntax, Table, parse_toml, parse_yaml};
use crate::drift::FieldLines;
use crate::source::{Sources, Span};
use std::ops::Range;

/// How keys of a group that isn't there yet are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Groups {
    /// `requires.design = …`
    Dotted,
    /// `[vars]`, and the key beneath it.
    Sections,
}

/// Lines that set just these values: those of `text`, changed where they say something else. `None`
/// where that can't be done line by line. `written` gives a value as its author wrote it.
pub(super) fn edited(
    text: &str,
    syntax: Syntax,
    wanted: &[Leaf],
    groups: Groups,
    written: &dyn Fn(&Leaf) -> Option<String>,
) -> Option<String> {
    let there = leaves(&parsed(text, syntax)?, &[]);
    let lines = |leaf: &Leaf| {
        let (key, place) = (leaf.key.range(), leaf.place.range());
        FieldLines::find(text, &(key.start..place.end.max(key.end)), syntax)
    };
    let value = |leaf: &Leaf| match syntax {
        Syntax::Toml => written(leaf).unwrap_or_else(|| leaf.value.clone()),
        _ => leaf.value.clone(),
    };
    let mut splices: Vec<(Range<usize>, String)> = Vec::new();
    for leaf in &there {
        match wanted.iter().find(|wanted| wanted.path == leaf.path) {
            Some(wanted) if wanted.value == leaf.value => {}
            Some(wanted) => {
                let lines = lines(leaf)?;
                splices.push((lines.lines.clone(), lines.with(&value(wanted))));
            }
            None => splices.push((whole_lines(text, lines(leaf)?.lines), String::new())),
        }
    }
    let mut behind: Vec<&Leaf> = Vec::new();
    for (place, leaf) in wanted.iter().enumerate() {
        if there.iter().any(|known| known.path == leaf.path) {
            continue;
        }
        // Beside the nearest one of its group: behind those before it, or before those behind it.
        let near = |other: &&Leaf| {
            let known = there.iter().find(|known| known.path == other.path)?;
            let lines = lines(known)?;
            let depth = depth(lines.prefix())?;
            let shared = known.path.len().checked_sub(depth)?;
            let is_sibling =
                leaf.path.len() > shared && leaf.path[..shared] == known.path[..shared];
            // At the top of a file that has sections only what is no group stands in a line.
            let fits = groups == Groups::Dotted
                || leaf.path.len() == shared + 1
                || (shared > 0 && leaf.path.len() == known.path.len());
            (is_sibling && fits).then_some((lines, shared))
        };
        let before = wanted[..place].iter().rev().find_map(|it| near(&it));
        let after = || wanted[place..].iter().find_map(|it| near(&it));
        let is_yaml = syntax == Syntax::Yaml;
        let line = |prefix: &str, shared: usize| {
            let indent: &str = &prefix[..prefix.len() - prefix.trim_start().len()];
            let sign = if is_yaml { ": " } else { " = " };
            format!("{indent}{}{sign}{}", leaf.dotted(shared), value(leaf))
        };
        if let Some((lines, shared)) = before {
            let at = lines.lines.end;
            splices.push((at..at, format!("\n{}", line(lines.prefix(), shared))));
        } else if let Some((lines, shared)) = after() {
            let at = lines.lines.start;
            splices.push((at..at, format!("{}\n", line(lines.prefix(), shared))));
        } else if is_yaml {
            return None;
        } else {
            behind.push(leaf);
        }
    }
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::new();
    let mut at = 0;
    for (range, new) in splices {
        out.push_str(text.get(at..range.start)?);
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(&text[at..]);
    let mut out = match groups {
        Groups::Sections => without_emptied(&out, text),
        Groups::Dotted => out,
    };
    if !behind.is_empty() {
        add(&mut out, &behind, groups, &value);
    }
    let is_right = are_same(&leaves(&parsed(&out, syntax)?, &[]), wanted);
    is_right.then_some(out)
}

/// The text of a file of keys with one more of them: `None` where it can't be put there.
pub fn with_key(text: &str, path: &[&str], value: &str) -> Option<String> {
    let mut wanted = leaves(&parsed(text, Syntax::Toml)?, &[]);
    let at = wanted.first().map(|leaf| leaf.key);
    let at = at.unwrap_or(Span::start_of(Sources::default().next_id()));
    wanted.push(Leaf {
        path: path.iter().map(|key| (*key).to_owned()).collect(),
        value: value.to_owned(),
        key: at,
        place: at,
    });
    edited(text, Syntax::Toml, &wanted, Groups::Sections, &|_| None)
}

/// Lines that set these values, with nothing kept of how anybody wrote them.
pub(super) fn plain(wanted: &[Leaf], groups: Groups) -> String {
    let mut out = String::new();
    let all: Vec<&Leaf> = wanted.iter().collect();
    add(&mut out, &all, groups, &|leaf: &Leaf| leaf.value.clone());
    out
}

/// Adds values at the end: those of one group together.
fn add(out: &mut String, all: &[&Leaf], groups: Groups, value: &dyn Fn(&Leaf) -> String) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    let of_section = |leaf: &Leaf| match groups {
        Groups::Dotted => 0,
        Groups::Sections => leaf.path.len() - 1,
    };
    let mut sections: Vec<&[String]> = Vec::new();
    for leaf in all {
        let section = &leaf.path[..of_section(leaf)];
        if !sections.contains(&section) {
            sections.push(section);
        }
    }
    // What stands in no section stands before all.
    sections.sort_by_key(|section| !section.is_empty());
    for section in sections {
        if !section.is_empty() {
            let keys: Vec<String> = section.iter().map(|key| key_text(key)).collect();
            let blank = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{blank}[{}]\n", keys.join(".")));
        }
        for leaf in all {
            let from = of_section(leaf);
            if leaf.path[..from] == *section {
                out.push_str(&format!("{} = {}\n", leaf.dotted(from), value(leaf)));
            }
        }
    }
}

fn parsed(text: &str, syntax: Syntax) -> Option<Table> {
    let mut out = Vec::new();
    let source = Sources::default().next_id();
    let table = match syntax {
        Syntax::Toml => parse_toml(source, text, 0, &mut out),
        Syntax::Yaml => parse_yaml(source, text, 0, &mut out),
        Syntax::Csv => return None,
    };
    out.is_empty().then_some(table)
}

/// How many keys stand in a line before its sign.
fn depth(prefix: &str) -> Option<usize> {
    let key = prefix.trim().trim_end_matches(['=', ':']);
    let table = parsed(&format!("{key} = 1"), Syntax::Toml)?;
    leaves(&table, &[]).first().map(|leaf| leaf.path.len())
}

/// Lines with their last line end, and with comments right above them that nothing else is beneath.
fn whole_lines(text: &str, lines: Range<usize>) -> Range<usize> {
    let end = (lines.end + 1).min(text.len());
    let next = text[end..].lines().next().unwrap_or_default().trim();
    let mut start = lines.start;
    if next.is_empty() || next.starts_with('[') {
        let mut above = start;
        while above > 0 {
            let before = text[..above - 1].rfind('\n').map_or(0, |at| at + 1);
            if !text[before..above].trim_start().starts_with('#') {
                break;
            }
            above = before;
        }
        // A comment at the very top is about the file.
        if above > 0 {
            start = above;
        }
    }
    start..end
}

/// Without headings that nothing is beneath any more, and the comments right above those.
fn without_emptied(text: &str, before: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_heading = |line: &str| line.trim_start().starts_with('[');
    let is_idle = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let is_empty = |lines: &[&str], number: usize| {
        let mut rest = lines[number + 1..].iter();
        let next = rest.find(|line| !is_idle(line));
        is_heading(lines[number]) && next.is_none_or(|next| is_heading(next))
    };
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let empty_before: Vec<&str> = (0..old.len())
        .filter(|number| is_empty(&old, *number))
        .map(|number| old[number].trim())
        .collect();
    let mut kept = vec![true; lines.len()];
    for (number, line) in lines.iter().enumerate() {
        if !is_empty(&lines, number) || empty_before.contains(&line.trim()) {
            continue;
        }
        let rest = &lines[number + 1..];
        kept[number] = false;
        // Up to the blank line before it, and the one behind.
        let above = lines[..number].iter().rev();
        let comments = above
            .take_while(|line| line.trim_start().starts_with('#'))
            .count();
        if comments < number {
            kept[number - comments..number].fill(false);
        }
        if rest.first().is_some_and(|line| line.trim().is_empty()) {
            kept[number + 1] = false;
        }
    }
    let text: String = lines
        .iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(line, _)| *line)
        .collect();
    format!("{}\n", text.trim_end())
}
