//! What is told of single lines of text.

use super::Report;
use super::points::Detail;
use super::wording::{counted, noun};
use crate::compare::{LineChange, LineKind, Part, Spot, What};
use std::collections::BTreeMap;

/// "2 statements new, 1 reworded"
pub(super) fn counts(lines: &[&LineChange]) -> Vec<String> {
    let mut counts: BTreeMap<(LineKind, bool, What), usize> = BTreeMap::new();
    for change in lines {
        if let Some((_, line)) = change.new.as_ref().or(change.old.as_ref()) {
            let key = (line.kind, change.through.is_some(), change.what());
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut said: Vec<String> = Vec::new();
    let mut last = None;
    for ((kind, is_through, what), count) in counts {
        let word = match (what, is_through) {
            (What::Added, true) => "repeated",
            (What::Removed, true) => "no longer repeated",
            (What::Added, _) => "new",
            (What::Removed, _) => "gone",
            (What::Moved, _) => "moved here",
            _ => "reworded",
        };
        match said.last_mut().filter(|_| last == Some(kind)) {
            Some(sentence) => sentence.push_str(&format!(", {count} {word}")),
            None => said.push(format!("{} {word}", counted(count, noun(kind)))),
        }
        last = Some(kind);
    }
    said
}

/// One of them.
pub(super) fn detail(report: &Report, change: &LineChange) -> Detail {
    let what = change.what();
    let parts = match (&change.old, &change.new) {
        (Some((_, old)), Some((_, new))) if old == new => vec![Part::Same(report.new_words(new))],
        (Some((_, old)), Some((_, new))) => report.parts(old, new),
        (Some((_, old)), None) => vec![Part::Removed(report.old_words(old))],
        (None, Some((_, new))) => vec![Part::Added(report.new_words(new))],
        (None, None) => Vec::new(),
    };
    let note = match (&change.through, &change.old, &change.new) {
        (Some(level), Some(_), _) => Some(format!("{} says it still", report.title(level))),
        (Some(level), None, _) => Some(format!("{} said it already", report.title(level))),
        (None, Some((old, _)), Some((new, _))) if old != new => {
            Some(format!("from {}", place(report, old, new)))
        }
        _ => None,
    };
    Detail { what, parts, note }
}

/// Where a line stood, as much of it as differs from where it stands.
fn place(report: &Report, old: &Spot, new: &Spot) -> String {
    let section = || {
        report
            .section(&old.section)
            .unwrap_or_else(|| "the text".to_owned())
    };
    match (old.thing == new.thing, old.section == new.section) {
        (true, _) => section(),
        (false, true) => report.title(&old.thing),
        (false, false) => format!("{}, {}", report.title(&old.thing), section()),
    }
}
