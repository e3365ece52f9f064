//! Changes as text, for people.

use super::Report;
use super::points::{Card, Detail, Point, groups};
use super::summary::summary;
use crate::compare::{Part, What};
use std::io::{self, Write};

/// Escapes of a terminal; empty where there are no colours.
struct Style {
    strong: &'static str,
    soft: &'static str,
    old: &'static str,
    new: &'static str,
    plain: &'static str,
}

const COLOURED: Style = Style {
    strong: "\x1b[1m",
    soft: "\x1b[2m",
    old: "\x1b[31m",
    new: "\x1b[32m",
    plain: "\x1b[0m",
};

const PLAIN: Style = Style {
    strong: "",
    soft: "",
    old: "",
    new: "",
    plain: "",
};

/// Writes changes as text. What is removed stands between `[-` and `-]`, what is added between
/// `{+` and `+}`, so that it is told by more than colour.
pub(super) fn write(report: &Report, is_coloured: bool, out: &mut dyn Write) -> io::Result<()> {
    let style = match is_coloured {
        true => COLOURED,
        false => PLAIN,
    };
    let (from, to) = (&report.from, &report.to);
    let Some(summary) = summary(report) else {
        return writeln!(out, "no difference between {from} and {to}");
    };
    writeln!(out, "From {from} to {to}: {summary}")?;
    for group in groups(report) {
        if !report.is_of_levels() {
            writeln!(out, "\n{}{}{}", style.strong, group.heading, style.plain)?;
        }
        for card in group.cards {
            writeln!(out)?;
            if !report.is_of_levels() {
                heading(&card, &style, out)?;
            }
            for point in &card.points {
                self::point(point, &style, out)?;
            }
        }
    }
    Ok(())
}

fn heading(card: &Card, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (strong, soft, plain) = (style.strong, style.soft, style.plain);
    let (title, name) = (&card.title, &card.name);
    write!(out, "  {strong}{title}{plain}")?;
    if name.kind != "site" {
        write!(out, " {soft}({}:{}){plain}", name.kind, name.id)?;
    }
    match &card.whole {
        Some(whole) => writeln!(out, " {whole}"),
        None => writeln!(out),
    }
}

fn point(point: &Point, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let colon = if point.is_sentence { "" } else { ":" };
    let (strong, plain) = (style.strong, style.plain);
    let said = marked(&point.said, style);
    writeln!(out, "    {strong}{}{plain}{colon} {said}", point.subject)?;
    for detail in &point.details {
        writeln!(out, "      {}", line(detail, style))?;
    }
    Ok(())
}

/// A line of text that is there or isn't as a whole needs no marks round it: its sign says so.
fn line(detail: &Detail, style: &Style) -> String {
    let Style {
        soft,
        old,
        new,
        plain,
        ..
    } = style;
    let words = match (&detail.what, detail.parts.as_slice()) {
        (What::Added, [Part::Added(text)]) => format!("{new}+ {text}{plain}"),
        (What::Removed, [Part::Removed(text)]) => format!("{old}- {text}{plain}"),
        (What::Moved, parts) => format!("> {}", marked(parts, style)),
        (_, parts) => format!("~ {}", marked(parts, style)),
    };
    match &detail.note {
        Some(note) => format!("{words} {soft}({note}){plain}"),
        None => words,
    }
}

/// The words of a text with what differs marked. Blanks stay outside of the marks.
fn marked(parts: &[Part], style: &Style) -> String {
    let mut text = String::new();
    for part in parts {
        let (words, before, after) = match part {
            Part::Same(words) => (words, "", ""),
            Part::Removed(words) => (words, "[-", "-]"),
            Part::Added(words) => (words, "{+", "+}"),
        };
        let colour = match part {
            Part::Same(_) => "",
            Part::Removed(_) => style.old,
            Part::Added(_) => style.new,
        };
        let plain = if colour.is_empty() { "" } else { style.plain };
        let inner = words.trim_end();
        let blank = &words[inner.len()..];
        text.push_str(&format!("{colour}{before}{inner}{after}{plain}{blank}"));
        // "[-one-]{+two+}" would run together.
        if blank.is_empty() && matches!(part, Part::Removed(_)) {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}
