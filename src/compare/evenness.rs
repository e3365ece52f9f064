//! How even the steps of a track are: how much is new at each of its levels.

use super::level::{Change, Row, compare_with};
use super::wordings::Wordings;
use crate::model::{Idx, Level, Model, Statement, Track};

/// So many times what is usual is far more,
const TIMES: f64 = 2.5;
/// and so many statements at least above it: in a small track three against one is no news.
const ABOVE: f64 = 8.0;
/// Of fewer steps none is usual.
const LEAST: usize = 3;

/// A level of a track, as a step up from the one below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// The level.
    pub level: Idx<Level>,
    /// How many statements are new.
    pub new: usize,
    /// How many skills rise, or are asked for the first time.
    pub raised: usize,
    /// Whether it says everything for the first time: the lowest one, and any that has nothing in
    /// common with the one below. It is no step that others could be held against.
    pub is_first: bool,
}

/// How much is new at each level of a track, from the lowest. `text` gives the words of a
/// statement.
pub fn rungs<'a>(
    model: &Model,
    track: Idx<Track>,
    text: impl Fn(Idx<Statement>) -> &'a str + Copy,
) -> Vec<Rung> {
    let levels = &model.tracks[track].levels;
    let wordings = Wordings::new(text);
    let below = std::iter::once(None).chain(levels.iter().copied().map(Some));
    levels
        .iter()
        .zip(below)
        .map(|(level, below)| {
            // Nothing is new against itself, and then all that stays is said for the first time.
            let difference = compare_with(model, below.unwrap_or(*level), *level, &wordings);
            let new = difference.count(|row| match below {
                Some(_) => matches!(row, Row::New(_)),
                None => true,
            });
            let kept = difference
                .count(|row| matches!(row, Row::Same(_) | Row::Reworded(..) | Row::Moved(..)));
            let skills = difference.skills.iter();
            let raised = skills.filter(|skill| match below {
                Some(_) => matches!(skill.change, Change::New | Change::Raised),
                None => skill.to.is_some(),
            });
            Rung {
                level: *level,
                new,
                raised: raised.count(),
                is_first: below.is_none()
                    || (kept == 0 && model.levels[*level].includes.is_empty()),
            }
        })
        .collect()
}

/// How many new statements are usual at a step of the track: the median. None where there are too
/// few steps to tell.
pub fn usual(rungs: &[Rung]) -> Option<f64> {
    let steps = rungs.iter().filter(|rung| !rung.is_first);
    let mut counts: Vec<usize> = steps.map(|rung| rung.new).collect();
    counts.sort_unstable();
    let middle = counts.len() / 2;
    (counts.len() >= LEAST).then(|| match counts.len() % 2 {
        0 => (counts[middle - 1] + counts[middle]) as f64 / 2.0,
        _ => counts[middle] as f64,
    })
}

impl Rung {
    /// Whether it asks for far more that is new than is usual.
    pub fn is_far(&self, usual: f64) -> bool {
        let new = self.new as f64;
        !self.is_first && new > TIMES * usual && new >= usual + ABOVE
    }
}
