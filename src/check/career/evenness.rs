//! Tracks with one step that asks for far more than its neighbours.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx, Level, Track};
use crate::site::Site;

/// So many times the median is far more,
const TIMES: f64 = 2.5;
/// and so many statements at least above it: in a small track three against one is no news.
const ABOVE: f64 = 8.0;

/// Reports levels with far more new statements than is usual on their track. The first level of a
/// track, and any that includes no other, says everything for the first time and doesn't count.
pub(in crate::check) fn uneven(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let mut counts = vec![0usize; model.levels.len()];
    for (_, statement) in model.statements.iter() {
        counts[statement.level.place()] += 1;
    }
    model
        .tracks
        .iter()
        .flat_map(|(_, track)| of_track(site, track, &counts))
        .collect()
}

fn of_track(site: &Site, track: &Track, counts: &[usize]) -> Vec<Diagnostic> {
    let levels = &site.model.levels;
    let steps: Vec<Idx<Level>> = track
        .levels
        .iter()
        .copied()
        .filter(|level| !levels[*level].includes.is_empty())
        .collect();
    if steps.len() < 3 {
        return Vec::new();
    }
    let mut sorted: Vec<usize> = steps.iter().map(|level| counts[level.place()]).collect();
    sorted.sort_unstable();
    let middle = sorted.len() / 2;
    let median = match sorted.len() % 2 {
        0 => (sorted[middle - 1] + sorted[middle]) as f64 / 2.0,
        _ => sorted[middle] as f64,
    };
    let is_far = |count: usize| {
        let count = count as f64;
        count > TIMES * median && count >= median + ABOVE
    };
    steps
        .into_iter()
        .filter(|level| is_far(counts[level.place()]))
        .map(|id| {
            let level = &levels[id];
            Diagnostic::new(
                Code::UnevenTrack,
                format!(
                    "the level `{}` makes {} new statements; on the track `{}` {median} are usual",
                    level.common.id,
                    counts[id.place()],
                    track.common.id
                ),
            )
            .at(level.common.span)
            .help("look for what belongs to another level, or can be said once")
        })
        .collect()
}
