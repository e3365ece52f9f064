//! What the content says now, as it would be exported.

use crate::data::Shape;
use crate::document::Kind;
use crate::link::{Found, Reference, keys};
use crate::model::Idx;
use crate::sheet::What;
use crate::sheet::table::Slot;
use crate::site::Site;
use std::collections::{HashMap, HashSet};

/// What the content says now, by the id of the row and the key of the column.
pub(in crate::sheet::bring) struct Current {
    pub cells: HashMap<(String, String), Known>,
    pub rows: HashSet<String>,
    pub columns: HashSet<String>,
    /// The keys of resources in the order of their columns.
    pub order: Vec<String>,
    /// What each key of a resource takes.
    pub shapes: HashMap<String, Shape>,
}

/// A cell as it would be exported now.
pub(in crate::sheet::bring) struct Known {
    pub slot: Slot,
    pub text: String,
    pub fixed: Option<String>,
}

impl Current {
    pub fn of(site: &Site) -> Current {
        let shapes = keys(Kind::Resource).into_iter();
        let mut current = Current {
            cells: HashMap::new(),
            rows: HashSet::new(),
            columns: HashSet::new(),
            order: Vec::new(),
            shapes: shapes.map(|key| (key.path, key.shape)).collect(),
        };
        let mut whats = What::all(site);
        // Also where there is none: one may be added.
        if !whats.contains(&What::Resources) {
            whats.push(What::Resources);
        }
        for what in whats {
            let sheet = what.sheet(site);
            let names = sheet.columns.iter().map(|column| column.key.clone());
            let names: Vec<String> = names.collect();
            current.columns.extend(names.iter().cloned());
            for row in sheet.rows {
                for (cell, key) in row.cells.into_iter().zip(&names) {
                    if let Some(slot) = cell.slot {
                        let known = Known {
                            slot,
                            text: cell.text,
                            fixed: cell.fixed,
                        };
                        current.cells.insert((row.id.clone(), key.clone()), known);
                    }
                }
                current.rows.insert(row.id);
            }
            if what == What::Resources {
                current.order = names;
            }
        }
        current
    }
}

/// What would be exported as this cell now.
pub(in crate::sheet::bring) fn known(
    site: &Site,
    current: &Current,
    id: &str,
    key: &str,
) -> Option<Known> {
    let both = (id.to_owned(), key.to_owned());
    if let Some(known) = current.cells.get(&both) {
        return Some(Known {
            slot: known.slot.clone(),
            text: known.text.clone(),
            fixed: known.fixed.clone(),
        });
    }
    let slot = match (id.split_once(':')?, key.strip_prefix("level:")) {
        (("skill", skill), Some(level)) => {
            let (level, is_step) = match level.strip_suffix(".step") {
                Some(level) => (level, true),
                None => (level, false),
            };
            let level = thing(site, Kind::Level, level)?;
            let skill = Idx::new(thing(site, Kind::Skill, skill)?);
            match is_step {
                true => Slot::Step(Idx::new(level), skill),
                false => Slot::Statements(Idx::new(level), skill),
            }
        }
        (("resource", resource), None) if current.shapes.contains_key(key) => {
            let resource = thing(site, Kind::Resource, resource)?;
            Slot::Key(Idx::new(resource), key.to_owned())
        }
        _ => return None,
    };
    Some(Known {
        slot,
        text: String::new(),
        fixed: None,
    })
}

fn thing(site: &Site, kind: Kind, id: &str) -> Option<usize> {
    match site.names.find(Reference::read(id), Some(kind)) {
        Found::Thing(thing) => Some(thing.place()),
        _ => None,
    }
}
