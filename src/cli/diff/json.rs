//! Changes as JSON, for programs. The format is described in `docs/comparing.md`.

use super::Report;
use super::telling::Told;
use crate::compare::{
    Entry, FieldChange, Line, LineChange, Listed, Name, Part, SectionName, Spot, Value, What,
};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// The version of the format: it grows when something that was there is no longer so.
const VERSION: u32 = 1;

/// Writes changes as JSON.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let json = json!({
        "version": VERSION,
        "from": told(&report.from),
        "to": told(&report.to),
        "counts": counts(report),
        "things": things(report),
    });
    serde_json::to_writer_pretty(&mut *out, &json)?;
    writeln!(out)
}

fn told(told: &Told) -> Json {
    json!({ "what": told.what, "name": told.name, "title": told.title.as_deref() })
}

/// How often what happened: to things, to lines, to steps.
fn counts(report: &Report) -> Json {
    let changes = &report.changes;
    let steps = changes.things.iter().flat_map(|thing| &thing.fields);
    let steps = steps.filter(|field| &*field.name.key == "requires" && field.name.about.is_some());
    json!({
        "things": counted(changes.things.iter().map(|thing| thing.what())),
        "lines": counted(changes.lines.iter().map(LineChange::what)),
        "steps": counted(steps.map(FieldChange::what)),
    })
}

fn counted(all: impl Iterator<Item = What>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for what in all {
        *counts.entry(what.name()).or_default() += 1;
    }
    counts
}

fn things(report: &Report) -> Vec<Json> {
    let changes = &report.changes;
    let mut order: Vec<&Name> = changes.things.iter().map(|thing| &thing.name).collect();
    order.extend(changes.renamed.0.values());
    let mut lines: HashMap<&Name, Vec<&LineChange>> = HashMap::new();
    for change in &changes.lines {
        if let Some(spot) = change.spot() {
            order.push(&spot.thing);
            lines.entry(&spot.thing).or_default().push(change);
        }
    }
    let known: HashMap<&Name, usize> = changes
        .things
        .iter()
        .enumerate()
        .map(|(at, thing)| (&thing.name, at))
        .collect();
    let mut seen = std::collections::HashSet::new();
    order.retain(|name| seen.insert(*name));
    order
        .into_iter()
        .map(|name| {
            let thing = known.get(name).map(|at| &changes.things[*at]);
            let lines = lines.remove(name).unwrap_or_default();
            let what = thing.map_or(What::Changed, |thing| thing.what());
            let old_title = thing.and_then(|thing| thing.old_title.as_deref());
            let was = changes.renamed.old_name(name).map(|old| &*old.id);
            let fields = thing.map_or(&[][..], |thing| &thing.fields);
            let sections = thing.map_or(&[][..], |thing| &thing.sections);
            json!({
                "kind": name.kind,
                "id": &*name.id,
                "title": report.title(name),
                "change": what.name(),
                "was": was,
                "old_title": old_title,
                "fields": fields.iter().map(field).collect::<Vec<_>>(),
                "sections": sections
                    .iter()
                    .map(|(old, new)| json!({ "old": section(old), "new": section(new) }))
                    .collect::<Vec<_>>(),
                "lines": lines.iter().map(|one| line(report, one)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

fn name(name: &Name) -> Json {
    json!(format!("{}:{}", name.kind, name.id))
}

fn field(change: &FieldChange) -> Json {
    let listed = Listed::between(change.old.as_ref(), change.new.as_ref());
    let entries = |entries: &[Entry]| entries.iter().map(entry).collect::<Vec<_>>();
    json!({
        "field": &*change.name.key,
        "about": change.name.about.as_ref().map(name),
        "change": change.what().name(),
        "old": change.old.as_ref().map(value),
        "new": change.new.as_ref().map(value),
        "entries": listed.map(|listed| json!({
            "added": entries(&listed.added),
            "removed": entries(&listed.removed),
            "moved": entries(&listed.moved),
        })),
        "follows": change.follows.as_ref().map(name),
    })
}

fn entry(entry: &Entry) -> Json {
    match entry {
        Entry::Thing(thing) => name(thing),
        Entry::Words(words) => json!(words),
    }
}

fn value(value: &Value) -> Json {
    match value {
        Value::Words(words) => json!(words),
        Value::Thing(thing) => name(thing),
        Value::Set(entries) => entries.iter().map(entry).collect(),
        Value::List(entries) => entries.iter().map(entry).collect(),
        Value::Step(step) => json!({
            "step": &*step.id,
            "title": &*step.title,
            "required": step.is_required,
        }),
    }
}

fn section(section: &SectionName) -> Json {
    json!({
        "skill": section.skill.as_ref().map(name),
        "path": section.path.iter().map(|words| &**words).collect::<Vec<_>>(),
    })
}

fn line(report: &Report, change: &LineChange) -> Json {
    let kind = change.new.as_ref().or(change.old.as_ref());
    let side = |(spot, line): &(Spot, Line), words: String, thing: Json| {
        json!({
            "thing": thing,
            "section": section(&spot.section),
            "text": words,
            "markdown": &*line.text,
            "id": line.pin.as_deref(),
        })
    };
    // Of two levels each says its own.
    let before = |thing: &Name| match report.is_of_levels() {
        true => json!(format!("level:{}", report.from.name)),
        false => name(thing),
    };
    let old = change.old.as_ref();
    let new = change.new.as_ref();
    let parts = match (old, new) {
        (Some((_, old)), Some((_, new))) if old != new => Some(parts(report.parts(old, new))),
        _ => None,
    };
    json!({
        "line": kind.map(|(_, line)| super::wording::noun(line.kind)),
        "change": change.what().name(),
        "old": old.map(|old| side(old, report.old_words(&old.1), before(&old.0.thing))),
        "new": new.map(|new| side(new, report.new_words(&new.1), name(&new.0.thing))),
        "parts": parts,
        "through": change.through.as_ref().map(name),
    })
}

fn parts(parts: Vec<Part>) -> Vec<Json> {
    let part = |part| match part {
        Part::Same(text) => json!({ "what": "same", "text": text }),
        Part::Removed(text) => json!({ "what": "removed", "text": text }),
        Part::Added(text) => json!({ "what": "added", "text": text }),
    };
    parts.into_iter().map(part).collect()
}
