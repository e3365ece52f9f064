//! Changes in sentences.

use super::Report;
use crate::compare::{Entry, FieldChange, LineKind, Listed, StepValue, Value, What};

/// What became of a step: "rises from Advanced to Expert".
pub(super) fn step(change: &FieldChange) -> String {
    let step = |value: &Option<Value>| match value {
        Some(Value::Step(step)) => Some(step.clone()),
        _ => None,
    };
    let named = |step: &StepValue| match step.is_required {
        true => step.title.to_string(),
        false => format!("{} (optional)", step.title),
    };
    match (step(&change.old), step(&change.new)) {
        (Some(old), Some(new)) if old.id == new.id => match new.is_required {
            true => format!("becomes required, at {}", new.title),
            false => format!("becomes optional, at {}", new.title),
        },
        (Some(old), Some(new)) => {
            let verb = match change.what() {
                What::Raised => "rises",
                What::Lowered => "falls",
                _ => "changes",
            };
            format!("{verb} from {} to {}", named(&old), named(&new))
        }
        (None, Some(new)) => format!("is asked for at {}", named(&new)),
        (Some(old), None) => format!("is no longer asked for, was at {}", named(&old)),
        (None, None) => String::new(),
    }
}

/// The name of a field as people say it: `typical_time` is "Typical time".
pub(super) fn field(report: &Report, change: &FieldChange) -> String {
    let key = &*change.name.key;
    let words = match key.strip_prefix("extra.") {
        Some(_) => key.to_owned(),
        None => {
            let words = key.replace('_', " ");
            let mut letters = words.chars();
            let first = letters.next().map(|c| c.to_uppercase().to_string());
            first.unwrap_or_default() + letters.as_str()
        }
    };
    match &change.name.about {
        Some(about) => format!("{words} {}", report.title(about)),
        None => words,
    }
}

/// A value in words.
pub(super) fn value(report: &Report, value: &Value) -> String {
    match value {
        Value::Words(words) => words.clone(),
        Value::Thing(name) => report.title(name),
        Value::Step(step) => step.title.to_string(),
        Value::Set(_) | Value::List(_) => {
            let entries = value.entries().unwrap_or_default();
            entries_words(report, &entries)
        }
    }
}

/// What became of several: "new: A, B; gone: C; moved: D".
pub(super) fn listed(report: &Report, listed: &Listed) -> String {
    let parts = [
        ("new", &listed.added),
        ("gone", &listed.removed),
        ("moved", &listed.moved),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(what, entries)| format!("{what}: {}", entries_words(report, entries)))
        .collect();
    parts.join("; ")
}

fn entries_words(report: &Report, entries: &[Entry]) -> String {
    let words: Vec<String> = entries
        .iter()
        .map(|entry| match entry {
            Entry::Thing(name) => report.title(name),
            Entry::Words(words) => words.clone(),
        })
        .collect();
    words.join(", ")
}

/// "1 statement", "2 statements".
pub(super) fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

/// What a line is called.
pub(super) fn noun(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Statement => "statement",
        LineKind::Item => "item",
        LineKind::Row => "row",
        LineKind::Paragraph => "paragraph",
    }
}

/// The heading of a kind.
pub(super) fn kind_heading(kind: &str) -> &'static str {
    match kind {
        "site" => "Site",
        "scale" => "Scales",
        "area" => "Areas",
        "track" => "Tracks",
        "level" => "Levels",
        "skill" => "Skills",
        "path" => "Paths",
        "phase" => "Phases",
        "resource" => "Resources",
        "archetype" => "Archetypes",
        "pitfall" => "Pitfalls",
        "packet" => "Packets",
        _ => "Pages",
    }
}
