//! The order in which things are listed, which is also that of their numbers.

use crate::data::{Table, Value};
use crate::document::{Document, Kind, slug};
use crate::settings::Settings;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// A text of a table that nobody has checked yet.
pub(super) fn peek<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    match &table.get(key)?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The texts of a table that nobody has checked yet.
pub(super) fn peek_texts(table: &Table, key: &str) -> Vec<String> {
    match table.get(key).map(|value| &value.value) {
        Some(Value::String(text)) => text.split(';').map(|text| text.trim().to_owned()).collect(),
        Some(Value::List(values)) => values
            .iter()
            .filter_map(|value| match &value.value {
                Value::String(text) => Some(text.clone()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A flag of a table that nobody has checked yet. A cell of CSV is always a text.
pub(super) fn peek_flag(table: &Table, key: &str) -> bool {
    match table.get(key).map(|value| &value.value) {
        Some(Value::Boolean(flag)) => *flag,
        // As spreadsheets write it, and YAML of old; what isn't understood is told elsewhere.
        Some(Value::String(text)) => {
            let text = text.trim().to_ascii_lowercase();
            matches!(&*text, "true" | "yes" | "1")
        }
        _ => false,
    }
}

/// Sorts by kind; within a kind by `order` or the number before the file's name, then by id.
/// Levels stand as their tracks list them, skills area by area, phases path by path.
pub(super) fn sort(documents: &mut Vec<Arc<Document>>, settings: &Settings) {
    let ranks = level_ranks(documents);
    let areas: HashMap<&str, usize> = settings
        .areas
        .iter()
        .enumerate()
        .map(|(place, area)| (area.id.value.as_str(), place))
        .collect();
    let mut keyed: Vec<(Key, Arc<Document>)> = std::mem::take(documents)
        .into_par_iter()
        .map(|document| (key(&document, &ranks, &areas), document))
        .collect();
    // Stable, so that two of one id stay in the order of their paths.
    keyed.par_sort_by(|(a, one), (b, other)| {
        let ids = || one.id.cmp(&other.id);
        let paths = || path_of(one).cmp(path_of(other));
        (a.kind, a.group)
            .cmp(&(b.kind, b.group))
            .then_with(paths)
            .then(a.order.cmp(&b.order))
            .then_with(ids)
    });
    documents.extend(keyed.into_iter().map(|(_, document)| document));
}

/// What decides first where a document stands among all others.
struct Key {
    kind: Kind,
    group: usize,
    order: i64,
}

fn key(document: &Document, ranks: &HashMap<Box<str>, usize>, areas: &HashMap<&str, usize>) -> Key {
    let group = match document.kind {
        Kind::Level => ranks.get(&*document.id).copied(),
        Kind::Skill => {
            peek(&document.table, "area").and_then(|area| areas.get(&*slug(area)).copied())
        }
        _ => Some(0),
    };
    let order = match document.table.get("order").map(|value| &value.value) {
        Some(Value::Integer(order)) => *order,
        _ => document.order.map_or(i64::MAX, i64::from),
    };
    Key {
        kind: document.kind,
        group: group.unwrap_or(usize::MAX),
        order,
    }
}

/// The path that a phase belongs to: phases stand path by path.
fn path_of(document: &Document) -> &str {
    match document.kind {
        Kind::Phase => document.id.split('/').next().unwrap_or_default(),
        _ => "",
    }
}

/// The place of each level in the list of all tracks' levels.
fn level_ranks(documents: &[Arc<Document>]) -> HashMap<Box<str>, usize> {
    let mut tracks: Vec<&Arc<Document>> = documents
        .iter()
        .filter(|document| document.kind == Kind::Track)
        .collect();
    tracks.sort_by_key(|track| (track.order.unwrap_or(u32::MAX), track.id.clone()));
    let mut ranks = HashMap::new();
    for track in tracks {
        for level in peek_texts(&track.table, "levels") {
            let place = ranks.len();
            let id = level.rsplit(':').next().unwrap_or_default();
            ranks.entry(slug(id).as_ref().into()).or_insert(place);
        }
    }
    ranks
}
