//! The map of all tracks: lines, stations and changes on a grid, for a theme to draw.

use super::group::named;
use super::level::LevelView;
use super::path::PathView;
use super::scope::Scope;
use super::track::TrackView;
use crate::model::{Idx, LearningPath, Level, Model, Track};
use minijinja::Value;

/// A change of track: where it leaves, where it arrives, and the path that makes it.
type Change = (Idx<Level>, Idx<Level>, Idx<LearningPath>);

/// The grid: a row for each track, a column for each rank. A track whose levels are reached from
/// another one is pushed to the right until its first level stands beneath the level that it is
/// reached from.
///
/// `lines` has for each track `track`, `row` (from 0) and `stations` (`level`, `column` from 0,
/// `is_change`, and `path`: the one that leads on to the next station, or none). `changes` has
/// `from` and `to` (`level`, `row`, `column`) and `path`. `columns` is how many there are.
pub(super) fn map(scope: &Scope) -> Value {
    let model = &scope.site.model;
    let changes = changes(model);
    let offsets = offsets(model, &changes);
    let place = |level: Idx<Level>| {
        let (track, rank) = model.levels[level].track?;
        Some((track.place(), rank + offsets[track.place()]))
    };
    let end = |level: Idx<Level>| -> Value {
        let (row, column) = place(level).unwrap_or_default();
        named([
            ("level", LevelView::value(scope, level)),
            ("row", row.into()),
            ("column", column.into()),
        ])
    };
    let columns = model
        .tracks
        .iter()
        .map(|(id, track)| track.levels.len() + offsets[id.place()]);
    let columns = columns.max().unwrap_or(0);
    let lines: Value = model
        .tracks
        .iter()
        .filter(|(_, track)| !track.levels.is_empty())
        .map(|(id, track)| {
            named([
                ("track", TrackView::value(scope, id)),
                ("row", id.place().into()),
                (
                    "stations",
                    stations(scope, track, offsets[id.place()], &changes),
                ),
            ])
        })
        .collect();
    let changes: Value = changes
        .iter()
        .map(|(from, to, path)| {
            named([
                ("from", end(*from)),
                ("to", end(*to)),
                ("path", PathView::value(scope, *path)),
            ])
        })
        .collect();
    named([
        ("lines", lines),
        ("changes", changes),
        ("columns", Value::from(columns)),
    ])
}

/// Paths from a level of one track to a level of another.
fn changes(model: &Model) -> Vec<Change> {
    let change = |(id, path): (Idx<LearningPath>, &LearningPath)| {
        let (from, to) = (path.from?, path.to?);
        let (a, b) = (model.levels[from].track?.0, model.levels[to].track?.0);
        (a != b).then_some((from, to, id))
    };
    model.paths.iter().filter_map(change).collect()
}

/// How far each track is pushed to the right. Only changes to a later track push, so that two
/// tracks that lead into each other don't push each other on and on.
fn offsets(model: &Model, changes: &[Change]) -> Vec<usize> {
    let mut offsets = vec![0usize; model.tracks.len()];
    for track in 0..offsets.len() {
        for (from, to, _) in changes {
            let (Some(a), Some(b)) = (model.levels[*from].track, model.levels[*to].track) else {
                continue;
            };
            if b.0.place() == track && a.0.place() < track {
                let pushed = (a.1 + offsets[a.0.place()]).saturating_sub(b.1);
                offsets[track] = offsets[track].max(pushed);
            }
        }
    }
    offsets
}

fn stations(scope: &Scope, track: &Track, offset: usize, changes: &[Change]) -> Value {
    let model = &scope.site.model;
    track
        .levels
        .iter()
        .enumerate()
        .map(|(rank, level)| {
            let next = track.levels.get(rank + 1);
            let mut paths = model.levels[*level].paths_from.iter().copied();
            let on = paths.find(|path| next.is_some() && model.paths[*path].to == next.copied());
            let is_change = changes
                .iter()
                .any(|(from, to, _)| from == level || to == level);
            named([
                ("level", LevelView::value(scope, *level)),
                ("column", Value::from(rank + offset)),
                ("is_change", is_change.into()),
                ("path", on.map(|path| PathView::value(scope, path)).into()),
            ])
        })
        .collect()
}
