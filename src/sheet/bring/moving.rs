//! Lines that were cut out of one cell of a sheet and put into another.

use super::change::moves::{Moves, moves};
use super::change::section::Place;
use super::named::named;
use super::wanted::Want;
use crate::sheet::lines::meant;
use crate::sheet::table::Slot;
use crate::site::Site;

/// For each cell, what of its lines comes from others or goes there: statements among statements,
/// and what steps look like among those.
pub(super) fn moves_between(site: &Site, cells: &[Want]) -> Vec<Moves> {
    let mut all: Vec<Moves> = cells.iter().map(|_| Moves::default()).collect();
    for of_levels in [true, false] {
        let mut places = Vec::new();
        let mut loose = Vec::new();
        for (at, want) in cells.iter().enumerate() {
            let place = match &want.slot {
                Slot::Statements(level, skill) if of_levels => {
                    Place::of_level(site, *level, *skill)
                }
                Slot::Looks(skill, step) if !of_levels => Place::of_step(site, *skill, *step),
                _ => continue,
            };
            let lines: Vec<&str> = want.text.lines().map(meant).collect();
            if let Some(found) = place.loose(&lines, named(site, &want.slot)) {
                places.push(at);
                loose.push(found);
            }
        }
        for (at, moves) in places.into_iter().zip(moves(&loose)) {
            all[at] = moves;
        }
    }
    all
}
