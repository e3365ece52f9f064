//! Whether a site with the changes in place is the same one, but for the cells that were edited.

use super::wanted::{Current, Want};
use crate::sheet::table::tidy;
use std::collections::HashMap;

/// Cells that don't read as they are to.
#[derive(Debug, Default)]
pub(super) struct Amiss {
    /// Edited ones, by their places among the wanted.
    pub edited: Vec<usize>,
    /// Others that were changed on the way: row and column.
    pub others: Vec<(String, String)>,
}

impl Amiss {
    pub fn is_empty(&self) -> bool {
        self.edited.is_empty() && self.others.is_empty()
    }
}

/// Holds the cells before against those after; the rows in `gone` are to be there no more.
pub(super) fn amiss(before: &Current, after: &Current, wanted: &[Want], gone: &[String]) -> Amiss {
    let mut amiss = Amiss::default();
    for id in gone.iter().filter(|id| after.rows.contains(*id)) {
        amiss.others.push((id.clone(), String::new()));
    }
    let mut edited: HashMap<(&str, &str), usize> = HashMap::new();
    for (place, want) in wanted.iter().enumerate() {
        edited.insert((&want.id, &want.key), place);
        let both = (want.id.clone(), want.key.clone());
        let now = after.cells.get(&both);
        let now = now.map_or(String::new(), |now| now.slot.own(&now.text));
        if now != tidy(&want.text) {
            amiss.edited.push(place);
        }
    }
    for (both, known) in &before.cells {
        let is_gone = gone.binary_search(&both.0).is_ok();
        if is_gone || edited.contains_key(&(both.0.as_str(), both.1.as_str())) {
            continue;
        }
        let was = known.slot.own(&known.text);
        let now = after.cells.get(both);
        let now = now.map_or(String::new(), |now| now.slot.own(&now.text));
        if was != now {
            amiss.others.push(both.clone());
        }
    }
    amiss.others.sort();
    amiss
}
