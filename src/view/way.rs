//! The paths that lead from one level to another, one after the other.

use crate::model::{Idx, LearningPath, Level, Model};
use std::collections::{BTreeMap, VecDeque};

/// The way with the fewest paths from a level to each that any leads to; of two as short the one
/// whose paths come first.
pub(super) fn ways(
    model: &Model,
    from: Idx<Level>,
) -> BTreeMap<Idx<Level>, Vec<Idx<LearningPath>>> {
    let mut ways = BTreeMap::from([(from, Vec::new())]);
    let mut open = VecDeque::from([from]);
    while let Some(level) = open.pop_front() {
        for path in &model.levels[level].paths_from {
            let Some(to) = model.paths[*path].to.filter(|to| !ways.contains_key(to)) else {
                continue;
            };
            let mut way = ways.get(&level).cloned().unwrap_or_default();
            way.push(*path);
            ways.insert(to, way);
            open.push_back(to);
        }
    }
    ways.remove(&from);
    ways
}
