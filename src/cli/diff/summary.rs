//! How much changed, in one sentence.

use super::Report;
use super::wording::counted;
use crate::compare::{LineChange, LineKind, ThingChange, What};
use std::collections::{BTreeMap, BTreeSet};

/// "3 levels changed, 1 skill new; 12 statements new, 3 reworded"; none where nothing changed.
pub(super) fn summary(report: &Report) -> Option<String> {
    let changes = &report.changes;
    if changes.is_empty() {
        return None;
    }
    let mut parts = Vec::new();
    if !report.is_of_levels() {
        parts.extend(things(report));
    }
    parts.extend(steps(&changes.things));
    parts.extend(statements(&changes.lines));
    Some(parts.join("; "))
}

/// "3 levels changed, 1 skill new"
fn things(report: &Report) -> Option<String> {
    let changes = &report.changes;
    let mut counts: BTreeMap<(What, &'static str), usize> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for thing in &changes.things {
        let follows = |field: &crate::compare::FieldChange| field.follows.is_some();
        let is_followed = thing.what() == What::Changed
            && !thing.fields.is_empty()
            && thing.fields.iter().all(follows)
            && thing.sections.is_empty()
            && thing.old_title == thing.new_title;
        if !is_followed && told.insert(&thing.name) {
            *counts.entry((thing.what(), thing.name.kind)).or_default() += 1;
        }
    }
    let sides = changes.lines.iter().flat_map(|line| [&line.old, &line.new]);
    let names = sides.flatten().map(|(spot, _)| &spot.thing);
    for name in names.chain(changes.renamed.0.values()) {
        if told.insert(name) {
            *counts.entry((What::Changed, name.kind)).or_default() += 1;
        }
    }
    let words = |what, word: &str| -> Vec<String> {
        let counts = counts.iter().filter(|((of, _), _)| *of == what);
        counts
            .map(|((_, kind), count)| match *kind {
                "site" => format!("the site's settings {word}"),
                kind => format!("{} {word}", counted(*count, kind)),
            })
            .collect()
    };
    let mut said = words(What::Added, "new");
    said.extend(words(What::Removed, "gone"));
    said.extend(words(What::Changed, "changed"));
    (!said.is_empty()).then(|| said.join(", "))
}

/// "2 steps rise, 1 falls"
fn steps(things: &[ThingChange]) -> Option<String> {
    let mut counts: BTreeMap<What, usize> = BTreeMap::new();
    for thing in things.iter().filter(|thing| thing.what() == What::Changed) {
        for field in thing.fields.iter().filter(|field| field.follows.is_none()) {
            if &*field.name.key == "requires" && field.name.about.is_some() {
                *counts.entry(field.what()).or_default() += 1;
            }
        }
    }
    let verbs = [
        (What::Raised, "rises", "rise"),
        (What::Lowered, "falls", "fall"),
        (What::Added, "is asked for newly", "are asked for newly"),
        (
            What::Removed,
            "is asked for no longer",
            "are asked for no longer",
        ),
    ];
    let mut said: Vec<String> = Vec::new();
    for (what, one, several) in verbs {
        if let Some(count) = counts.get(&what) {
            let verb = if *count == 1 { one } else { several };
            said.push(match said.is_empty() {
                true => format!("{} {verb}", counted(*count, "step")),
                false => format!("{count} {verb}"),
            });
        }
    }
    (!said.is_empty()).then(|| said.join(", "))
}

/// "12 statements new, 3 reworded"
fn statements(lines: &[LineChange]) -> Option<String> {
    let mut counts: BTreeMap<What, usize> = BTreeMap::new();
    for change in lines.iter().filter(|change| change.through.is_none()) {
        let side = change.new.as_ref().or(change.old.as_ref());
        if side.is_some_and(|(_, line)| line.kind == LineKind::Statement) {
            *counts.entry(change.what()).or_default() += 1;
        }
    }
    let mut said: Vec<String> = Vec::new();
    for (what, count) in counts {
        let word = match what {
            What::Added => "new",
            What::Removed => "gone",
            What::Moved => "moved",
            _ => "reworded",
        };
        said.push(match said.is_empty() {
            true => format!("{} {word}", counted(count, "statement")),
            false => format!("{count} {word}"),
        });
    }
    (!said.is_empty()).then(|| said.join(", "))
}
