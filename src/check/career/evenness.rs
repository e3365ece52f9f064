//! Tracks with one step that asks for far more than its neighbours.

use crate::compare::{rungs, usual};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx, Statement, Track};
use crate::site::Site;

/// Reports levels with far more new statements than is usual on their track. A statement that the
/// level below has, in the same words or in others, isn't new, whether it is inherited or copied.
pub(in crate::check) fn uneven(site: &Site) -> Vec<Diagnostic> {
    let tracks = site.model.tracks.ids();
    tracks.flat_map(|track| of_track(site, track)).collect()
}

fn of_track(site: &Site, track: Idx<Track>) -> Vec<Diagnostic> {
    let model = &site.model;
    let rungs = rungs(model, track, |id: Idx<Statement>| site.statement(id));
    let Some(usual) = usual(&rungs) else {
        return Vec::new();
    };
    let far = rungs.into_iter().filter(|rung| rung.is_far(usual));
    far.map(|rung| {
        let level = &model.levels[rung.level];
        Diagnostic::new(
            Code::UnevenTrack,
            format!(
                "the level `{}` makes {} new statements; on the track `{}` {usual} are usual",
                level.common.id, rung.new, model.tracks[track].common.id
            ),
        )
        .at(level.common.span)
        .help("look for what belongs to another level, or can be said once")
    })
    .collect()
}
