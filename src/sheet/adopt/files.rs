//! The files of a new site.

use super::Choices;
use super::bullets::{Block, Item, blocks, is_marked};
use super::frame::{Frame, Level, Skill, Track};
use super::marks::{markdown, plain};
use super::words::Word;
use crate::data::text_value;
use crate::diagnostic::Code;
use crate::document::slug;
use std::collections::BTreeMap;

/// The files by their paths, with what `check` isn't to say yet and how often it would.
pub(super) fn files(
    frame: &Frame,
    choices: &Choices,
    language: &str,
    quiet: &BTreeMap<Code, usize>,
) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    files.insert(
        "site.toml".to_owned(),
        settings(frame, choices, language, quiet),
    );
    files.insert("content/index.md".to_owned(), home(frame));
    for track in &frame.tracks {
        files.insert(format!("content/tracks/{}.md", track.id), of_track(track));
        for (rank, level) in track.levels.iter().enumerate() {
            let below = rank.checked_sub(1).filter(|_| track.inherits);
            let below = below.map(|below| track.levels[below].id.as_str());
            let text = of_level(frame, track, level, below);
            files.insert(format!("content/levels/{}.md", level.id), text);
        }
    }
    for (place, skill) in frame.skills.iter().enumerate() {
        files.insert(
            format!("content/skills/{}.md", skill.id),
            of_skill(frame, skill, place),
        );
    }
    files
}

fn settings(
    frame: &Frame,
    choices: &Choices,
    language: &str,
    quiet: &BTreeMap<Code, usize>,
) -> String {
    let mut text = format!(
        "# The settings of this site.\ntitle = {}\n",
        fact(&frame.title)
    );
    if let Some(url) = &choices.base_url {
        text.push_str(&format!("base_url = {}\n", text_value(url)));
    }
    text.push_str(&format!("language = {}\n\n", text_value(language)));
    text.push_str(match frame.scale.is_named {
        true => "# The steps in which every skill is measured, from the lowest.\n",
        false => "# The steps in which every skill is measured. The sheet names none; these are the usual ones.\n",
    });
    let steps: Vec<String> = frame.scale.steps.iter().map(|step| fact(step)).collect();
    text.push_str(&format!("scale = [{}]\n", steps.join(", ")));
    if !frame.areas.is_empty() {
        text.push_str("\n# Groups of skills.\n");
    }
    for (place, area) in frame.areas.iter().enumerate() {
        let apart = if place > 0 { "\n" } else { "" };
        text.push_str(&format!(
            "{apart}[areas.{}]\ntitle = {}\n",
            area.id,
            fact(&area.title)
        ));
    }
    if !quiet.is_empty() {
        text.push_str(
            "\n# What `waypost check` isn't to say yet, since the sheet was like that.\n\
             # Take a line out to be told what is to be done.\n[check]\n",
        );
    }
    for (code, count) in quiet {
        text.push_str(&format!("{} = \"off\" # {count} now\n", code.name()));
    }
    text
}

fn home(frame: &Frame) -> String {
    let mut text = format!("+++\ntitle = {}\n+++\n", fact(&frame.title));
    for track in &frame.tracks {
        text.push_str(&format!("\n- [[track:{}]]", track.id));
    }
    if !frame.tracks.is_empty() {
        text.push('\n');
    }
    text
}

fn of_track(track: &Track) -> String {
    let levels: Vec<String> = track
        .levels
        .iter()
        .map(|level| text_value(&level.id))
        .collect();
    format!(
        "+++\ntitle = {}\nlevels = [{}]\n+++\n",
        fact(&track.title),
        levels.join(", ")
    )
}

fn of_level(frame: &Frame, track: &Track, level: &Level, below: Option<&str>) -> String {
    let mut text = format!(
        "+++\ntitle = {}\ntrack = {}\n",
        fact(&level.title),
        text_value(&track.id)
    );
    if let Some(code) = &level.code {
        text.push_str(&format!("code = {}\n", fact(code)));
    }
    if let Some(below) = below {
        text.push_str(&format!("includes = {}\n", text_value(below)));
    }
    if let Some(scope) = &level.scope {
        text.push_str(&format!("scope = {}\n", fact(scope)));
    }
    let skill = |place: usize| frame.skills[place].id.as_str();
    for (place, cell) in &level.cells {
        if let Some((step, is_optional)) = cell.saying.step {
            let key = if is_optional { "optional" } else { "requires" };
            let step = frame.scale.steps.get(step).map_or("", String::as_str);
            let id = slug(step);
            let name = if id.is_empty() { step } else { &*id };
            text.push_str(&format!("{key}.{} = {}\n", skill(*place), text_value(name)));
        }
    }
    for (place, cell) in &level.cells {
        let state = match cell.saying.word {
            Some(Word::Nothing) => "not-expected",
            Some(Word::Tick) => "expected",
            _ => continue,
        };
        text.push_str(&format!("state.{} = \"{state}\"\n", skill(*place)));
    }
    text.push_str("+++\n");
    for about in &level.about {
        text.push_str(&format!("\n{}\n", prose(about)));
    }
    for (place, cell) in &level.cells {
        if !cell.saying.blocks.is_empty() {
            let said = written(&cell.saying.blocks);
            text.push_str(&format!("\n## [[{}]]\n\n{said}\n", skill(*place)));
        }
    }
    text
}

fn of_skill(frame: &Frame, skill: &Skill, place: usize) -> String {
    let mut text = format!("+++\ntitle = {}\n", fact(&skill.title));
    if let Some(area) = skill.area {
        text.push_str(&format!("area = {}\n", text_value(&frame.areas[area].id)));
    }
    text.push_str(&format!("order = {}\n+++\n", place + 1));
    for about in &skill.about {
        text.push_str(&format!("\n{}\n", prose(about)));
    }
    for (step, blocks) in &skill.steps {
        let name = frame.scale.steps.get(*step).map_or("", String::as_str);
        text.push_str(&format!("\n## {}\n\n{}\n", heading(name), written(blocks)));
    }
    text
}

/// A text for a key. Words of `[vars]` are put into facts as well, and none is meant here.
fn fact(text: &str) -> String {
    let plain = plain(text);
    text_value(&plain.replace("[[var:", "[\u{2060}[var:"))
}

/// A text as a heading.
fn heading(text: &str) -> String {
    let mut out = String::new();
    for c in markdown(text).chars() {
        if matches!(c, '#' | '{' | '}') && !out.ends_with('\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text about something: a paragraph for each line, or points where it has any.
fn prose(text: &str) -> String {
    if is_marked(text) {
        return written(&blocks(text));
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(markdown).collect::<Vec<_>>().join("\n\n")
}

/// Blocks as Markdown.
fn written(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (place, block) in blocks.iter().enumerate() {
        if place > 0 {
            out.push_str("\n\n");
        }
        match block {
            Block::Prose(text) => out.push_str(&markdown(text)),
            Block::Items(items) => {
                let mut lines = Vec::new();
                points(&mut lines, items, 0);
                out.push_str(&lines.join("\n"));
            }
        }
    }
    out
}

fn points(lines: &mut Vec<String>, items: &[Item], indent: usize) {
    let is_numbered = items.first().is_some_and(|item| item.is_numbered);
    for (place, item) in items.iter().enumerate() {
        let mark = if is_numbered {
            format!("{}. ", place + 1)
        } else {
            "- ".to_owned()
        };
        // A point without words of its own is only the head of others.
        let text = if item.text.is_empty() {
            "…".to_owned()
        } else {
            markdown(&item.text)
        };
        lines.push(format!("{:indent$}{mark}{text}", ""));
        points(lines, &item.notes, indent + mark.len());
    }
}
