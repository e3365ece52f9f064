//! Changes as Markdown, for the comment of a pull request.

use super::Report;
use super::points::{Detail, groups};
use super::summary::summary;
use crate::compare::{Part, What};
use std::io::{self, Write};

/// Writes changes as Markdown. What authors wrote is text in it: it links nowhere, and calls nobody.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (from, to) = (told(&report.from), told(&report.to));
    let Some(summary) = summary(report) else {
        return writeln!(out, "No difference between {from} and {to}.");
    };
    writeln!(out, "**From {from} to {to}:** {summary}")?;
    for group in groups(report) {
        if !report.is_of_levels() {
            writeln!(out, "\n### {}", group.heading)?;
        }
        for card in group.cards {
            if !report.is_of_levels() {
                let title = escaped(&card.title);
                // Words of our own, and ids, which hold no mark.
                let whole = card.whole.map(|whole| format!(" {whole}"));
                let whole = whole.unwrap_or_default();
                match card.name.kind {
                    "site" => writeln!(out, "\n#### {title}{whole}")?,
                    kind => writeln!(out, "\n#### {title} (`{kind}:{}`){whole}", card.name.id)?,
                }
            }
            if !card.points.is_empty() {
                writeln!(out)?;
            }
            for point in &card.points {
                let colon = if point.is_sentence { "" } else { ":" };
                let subject = escaped(&point.subject);
                writeln!(out, "- **{subject}**{colon} {}", marked(&point.said))?;
                for detail in &point.details {
                    writeln!(out, "  - {}", line(detail))?;
                }
            }
        }
    }
    Ok(())
}

fn told(told: &super::telling::Told) -> String {
    match &told.title {
        Some(title) => escaped(title),
        None => format!("the {} {}", told.what, code(&told.name)),
    }
}

/// As code, whatever is in it.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    match longest {
        0 => format!("{fence}{text}{fence}"),
        _ => format!("{fence} {text} {fence}"),
    }
}

fn line(detail: &Detail) -> String {
    let words = match (&detail.what, detail.parts.as_slice()) {
        (What::Added, [Part::Added(text)]) => format!("new: {}", escaped(text)),
        (What::Removed, [Part::Removed(text)]) => format!("gone: {}", escaped(text)),
        (What::Moved, parts) => format!("moved: {}", marked(parts)),
        (_, parts) => format!("reworded: {}", marked(parts)),
    };
    match &detail.note {
        Some(note) => format!("{words} *({})*", escaped(note)),
        None => words,
    }
}

fn marked(parts: &[Part]) -> String {
    let mut text = String::new();
    let mut is_marked = false;
    for part in parts {
        let (words, mark) = match part {
            Part::Same(words) => (words, ""),
            Part::Removed(words) => (words, "~~"),
            Part::Added(words) => (words, "**"),
        };
        let inner = words.trim();
        if inner.is_empty() {
            continue;
        }
        // Marks that touch each other or a letter are none.
        let is_tight = |c: char| c.is_alphanumeric() || c == '~' || c == '*';
        let touches = text.ends_with(is_tight) && (!mark.is_empty() || inner.starts_with(is_tight));
        if touches && (is_marked || !mark.is_empty()) {
            text.push(' ');
        }
        text.push_str(&format!("{mark}{}{mark}", escaped(inner)));
        if words.ends_with(' ') {
            text.push(' ');
        }
        is_marked = !mark.is_empty();
    }
    text.truncate(text.trim_end().len());
    text
}

/// What authors wrote, as text: no mark, no HTML, nobody is mentioned and no issue is referred to.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '|' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
