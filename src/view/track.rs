//! Tracks and their ladders.

use super::compare::compare_href;
use super::ladder::{Ladder, LadderView};
use super::level::LevelView;
use super::section::all_sections;
use crate::model::{Idx, Thing, Track};

view! {
    /// A track.
    TrackView(Idx<Track>) thing |v| Thing::Track(v.id);
    /// Individual contributor, management, or what the site says; or none.
    track_kind = |v| v.track().kind.as_deref();
    /// Its levels from the lowest to the highest.
    levels = |v| LevelView::values(&v.scope, v.track().levels.iter().copied());
    /// Where any two of its levels can be compared, or none.
    compare_url = |v| compare_href(&v.scope, v.id, None, None);
    /// Tracks that one can switch to.
    switch_to = |v| TrackView::values(&v.scope, v.track().switch_to.iter().copied());
    /// The ladder, area by area; for its fields see `ladder.areas`.
    ladder = |v| Ladder::of(&v.scope, v.id).areas(&v.scope);
    /// The columns of the ladder; for their fields see `ladder.columns`.
    columns = |v| LadderView { scope: v.scope.clone(), id: Ladder::of(&v.scope, v.id) }.columns();
    /// How many skills the ladder has.
    skill_count = |v| Ladder::of(&v.scope, v.id).skill_count();
    /// Sections of its text: `id`, `title` (as HTML), `name` (the same as words), `html`.
    sections = |v| all_sections(&v.scope, v.id);
}

impl TrackView {
    fn track(&self) -> &Track {
        &self.scope.site.model.tracks[self.id]
    }
}
