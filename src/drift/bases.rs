//! What the overrides of one thing were based on, by the lock: also where upstream has renamed the
//! thing since, and the fork's own file has followed.

use super::lock::Lock;
use super::standing::Base;
use crate::data::{Table, Value};
use crate::document::{Deed, Document, Kind, Override, Part};

/// The entries of one thing.
pub(super) struct Bases<'l> {
    lock: &'l Lock,
    /// What it is called here, and what it was called before.
    names: Vec<String>,
}

impl<'l> Bases<'l> {
    /// Those of a thing; `path` is the path that a phase is of, since that gives it its name.
    pub fn of(
        lock: &'l Lock,
        own: &Document,
        below: Option<&Document>,
        path: Option<&Document>,
    ) -> Bases<'l> {
        let kind = own.kind.name();
        let mut names = vec![format!("{kind}:{}", own.id)];
        let former = |of: Option<&Document>| of.map_or_else(Vec::new, |it| former(&it.table));
        names.extend(former(below).into_iter().map(|id| format!("{kind}:{id}")));
        if let (Kind::Phase, Some((_, phase))) = (own.kind, own.id.split_once('/')) {
            let paths = former(path).into_iter();
            names.extend(paths.map(|path| format!("{kind}:{path}/{phase}")));
        }
        Bases { lock, names }
    }

    /// What a part was based on.
    pub fn get(&self, part: &str) -> Base {
        let entry = |name: &String| self.lock.bases.get(&(name.clone(), part.to_owned()));
        match self.names.iter().find_map(entry) {
            None => Base::Unknown,
            Some(None) => Base::Nothing,
            Some(Some(text)) => Base::Text(text.clone()),
        }
    }
}

/// `was`, as it was written.
pub(super) fn former(table: &Table) -> Vec<String> {
    match table.get("was").map(|value| &value.value) {
        Some(Value::String(text)) => text.split(';').map(|it| it.trim().to_owned()).collect(),
        Some(Value::List(items)) => {
            let texts = items.iter().filter_map(|item| match &item.value {
                Value::String(text) => Some(text.clone()),
                _ => None,
            });
            texts.collect()
        }
        _ => Vec::new(),
    }
}

/// Whether an override is based on what stands below. What only adds to a section or a list isn't:
/// whatever upstream writes there flows in.
pub(super) fn is_based(own: &Table, it: &Override) -> bool {
    match (&it.part, it.deed) {
        (_, Deed::Replaces | Deed::Adds) => true,
        (_, Deed::Appends | Deed::Prepends) => false,
        // An item that is taken out of a list; of a whole key it is what `unset` says.
        (Part::Field(name), Deed::Drops) => {
            let first = name.split('.').next().unwrap_or_default();
            let is_list = |value: &Value| match value {
                Value::Table(table) => table.get("remove").is_some(),
                _ => false,
            };
            let value = own.get(first);
            !value.is_some_and(|value| is_list(&value.value)) || name.contains('.')
        }
        (_, Deed::Drops) => true,
    }
}
