//! What became of a field that holds several things.

use crate::compare::version::{Entry, Value};
use std::collections::{BTreeSet, HashMap};

/// What became of the entries of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// New ones.
    pub added: Vec<Entry>,
    /// Those that went.
    pub removed: Vec<Entry>,
    /// Where order means something, those that have another place among the others: as few as
    /// explain the new order.
    pub moved: Vec<Entry>,
}

impl Value {
    /// The entries of a value that holds several, or one thing.
    pub fn entries(&self) -> Option<Vec<Entry>> {
        match self {
            Value::Set(entries) => Some(entries.iter().cloned().collect()),
            Value::List(entries) => Some(entries.clone()),
            _ => None,
        }
    }
}

impl Listed {
    /// What became of the entries; `None` where the field holds no list.
    pub fn between(old: Option<&Value>, new: Option<&Value>) -> Option<Listed> {
        let is_ordered = matches!(old.or(new), Some(Value::List(_)));
        let entries = |value: Option<&Value>| match value {
            None => Some(Vec::new()),
            Some(value) => value.entries(),
        };
        let (old, new) = (entries(old)?, entries(new)?);
        let (of_old, of_new): (BTreeSet<&Entry>, BTreeSet<&Entry>) =
            (old.iter().collect(), new.iter().collect());
        let only = |list: &[Entry], other: &BTreeSet<&Entry>| -> Vec<Entry> {
            let only = list.iter().filter(|entry| !other.contains(entry));
            only.cloned().collect()
        };
        Some(Listed {
            added: only(&new, &of_old),
            removed: only(&old, &of_new),
            moved: match is_ordered {
                true => moved(&old, &new),
                false => Vec::new(),
            },
        })
    }
}

/// The entries of both that aren't in the longest run that kept its order, by patience sorting.
fn moved(old: &[Entry], new: &[Entry]) -> Vec<Entry> {
    let places: HashMap<&Entry, usize> = old
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry, at))
        .collect();
    let both: Vec<(usize, &Entry)> = new
        .iter()
        .filter_map(|entry| Some((*places.get(entry)?, entry)))
        .collect();
    // The last of the best run of each length, and what comes before each.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; both.len()];
    for (at, (place, _)) in both.iter().enumerate() {
        let length = ends.partition_point(|end| both[*end].0 < *place);
        before[at] = length.checked_sub(1).map(|shorter| ends[shorter]);
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        stays.insert(at);
        next = before[at];
    }
    let moved = both
        .iter()
        .enumerate()
        .filter(|(at, _)| !stays.contains(at));
    moved.map(|(_, (_, entry))| (*entry).clone()).collect()
}
