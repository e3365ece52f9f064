//! Stretches of a TOML text behind which the parser can't go on.

use std::ops::Range;

use ::toml::de::{DeTable, DeValue};

use super::Strings;
use super::fault::Fault;
use crate::data::written::{MAX_DEPTH, Written, line_at, quoted};
use crate::diagnostic::{Code, Diagnostic};

/// What is to be blanked before the text is read again.
pub(super) struct Broken {
    pub(super) findings: Vec<Diagnostic>,
    pub(super) ranges: Vec<Range<usize>>,
}

/// The first of them, or all lines that hold no `key = value`.
pub(super) fn find(faults: &[Fault], table: &DeTable, written: Written) -> Option<Broken> {
    let first = |descriptions: &[&str]| {
        let those = faults
            .iter()
            .filter(|f| descriptions.iter().any(|d| f.is(d)));
        those.min_by_key(|fault| fault.at.start)
    };
    if let Some(fault) = first(&["invalid multi-line"])
        && fault.at.start == written.text.len()
    {
        return unclosed_string(written);
    }
    let unclosed = [
        "unexpected `=` in array",
        "unclosed array",
        "unclosed inline table",
    ];
    if let Some(fault) = first(&unclosed) {
        return unclosed_list(fault, table, written);
    }
    if let Some(fault) = first(&["unclosed table"]) {
        let line = line_at(written.text, fault.at.start);
        let header = written.slice(line.clone()).trim();
        let brackets = if header.starts_with("[[") { "]]" } else { "]" };
        let message = format!("{} is never closed", quoted(header));
        return Some(Broken::one(
            Diagnostic::new(Code::Syntax, message)
                .at(written.span(line.clone()))
                .help(format!("write `{brackets}` at its end")),
            line,
        ));
    }
    let lines: Vec<Range<usize>> = faults
        .iter()
        .filter(|fault| fault.is("key with no value"))
        .map(|fault| line_at(written.text, fault.at.start))
        .collect();
    (!lines.is_empty()).then(|| no_pairs(lines, written))
}

impl Broken {
    fn one(finding: Diagnostic, range: Range<usize>) -> Broken {
        Broken {
            findings: vec![finding],
            ranges: vec![range],
        }
    }
}

fn unclosed_string(written: Written) -> Option<Broken> {
    let mut strings = Strings::default();
    let mut at = 0;
    for line in written.text.split_inclusive('\n') {
        strings.line(line.trim_end_matches('\n'), at);
        at += line.len();
    }
    let opened = strings.open()?;
    let marks = opened..opened + 3;
    let text = written.slice(marks.clone());
    Some(Broken::one(
        Diagnostic::new(
            Code::Syntax,
            format!("the text that `{text}` opens here is never closed"),
        )
        .at(written.span(marks))
        .help(format!("write `{text}` where it ends")),
        line_at(written.text, opened).start..next_entry(written.text, opened),
    ))
}

fn unclosed_list(fault: &Fault, table: &DeTable, written: Written) -> Option<Broken> {
    let opened = outermost(table, fault.at.start, written, 0)?;
    let (what, close) = match written.text.as_bytes()[opened] {
        b'{' => ("group", "}"),
        _ => ("list", "]"),
    };
    Some(Broken::one(
        Diagnostic::new(
            Code::Syntax,
            format!("the {what} that begins here is never closed"),
        )
        .at(written.span(opened..opened + 1))
        .help(format!("write `{close}` where it ends")),
        line_at(written.text, opened).start..next_entry(written.text, opened),
    ))
}

/// Where the outermost list or group within braces begins that holds `at`.
fn outermost(table: &DeTable, at: usize, written: Written, depth: usize) -> Option<usize> {
    for value in table.values() {
        let range = value.span();
        let holds = range.start < at && at <= range.end;
        let opens = written.slice(range.clone()).starts_with(['[', '{']);
        match value.get_ref() {
            DeValue::Array(_) if holds && opens => return Some(range.start),
            DeValue::Table(inner) => {
                // A header `[x]` has a bracket too; what is in it ends with its line.
                if holds && written.slice(range.clone()).starts_with('{') {
                    return Some(range.start);
                }
                if depth < MAX_DEPTH
                    && let Some(found) = outermost(inner, at, written, depth + 1)
                {
                    return Some(found);
                }
            }
            DeValue::Array(items) if depth < MAX_DEPTH => {
                let inner = items.iter().filter_map(|item| item.get_ref().as_table());
                for inner in inner {
                    if let Some(found) = outermost(inner, at, written, depth + 1) {
                        return Some(found);
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the next line begins that has a key or a header, behind the line of `from`.
fn next_entry(text: &str, from: usize) -> usize {
    let mut at = line_at(text, from).end;
    for line in text[at..].split_inclusive('\n') {
        let key = line.split_once('=').map_or("", |(key, _)| key.trim());
        let plain = |c: char| c.is_alphanumeric() || "-_.\"'".contains(c);
        let has_key = !key.is_empty() && key.chars().all(plain);
        if has_key || (line.starts_with('[') && line.trim_end().ends_with(']')) {
            return at;
        }
        at += line.len();
    }
    text.len()
}

/// Lines that hold no `key = value`. Of several together the first is reported: they are one
/// paragraph or one list that got above the fence.
fn no_pairs(mut lines: Vec<Range<usize>>, written: Written) -> Broken {
    lines.sort_by_key(|line| line.start);
    lines.dedup();
    let mut findings = Vec::new();
    let mut last_end = None;
    for line in &lines {
        let follows =
            last_end.is_some_and(|end: usize| written.slice(end..line.start).trim().is_empty());
        last_end = Some(line.end);
        if follows {
            continue;
        }
        let text = written.slice(line.clone());
        let start = line.start + text.len() - text.trim_start().len();
        let text = text.trim();
        let place = written.span(start..start + text.len());
        let colon = text.split_once(':').filter(|(key, _)| {
            let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
            !key.is_empty() && key.chars().all(plain)
        });
        findings.push(match (colon, spaced_key(text)) {
            (Some((key, _)), _) => {
                let at = start + key.len();
                Diagnostic::new(
                    Code::Syntax,
                    format!("`:` stands behind the key {}", quoted(key)),
                )
                .at(written.span(at..at + 1))
                .help("write `=` between a key and its value")
            }
            (None, Some(key)) => Diagnostic::new(
                Code::Syntax,
                format!("the key {} has a space in it", quoted(key)),
            )
            .at(written.span(start..start + key.len()))
            .help("join its words with `-`"),
            (None, None) => Diagnostic::new(
                Code::Syntax,
                format!("{} is no `key = value`", quoted(text)),
            )
            .at(place)
            .help(match text.starts_with("- ") {
                true => "write a list as `key = [\"one\", \"two\"]`",
                false => "write a key, `=` and a value, and put prose below the front matter",
            }),
        });
    }
    Broken {
        findings,
        ranges: lines,
    }
}

/// The key of a line whose only fault is a space in it.
fn spaced_key(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    let plain = |c: char| c.is_alphanumeric() || "-_. ".contains(c);
    (!key.is_empty() && !key.starts_with('-') && key.chars().all(plain)).then_some(key)
}
