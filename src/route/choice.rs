//! Which levels can be compared from a track.

use crate::model::{Idx, Level, Model, Track};

/// The levels that can be chosen from: those of a track, and those of the tracks that one can
/// switch to from there, or from which one can switch to it.
#[derive(Debug)]
pub struct Choice {
    /// The track's own levels, of which one of the two has to be.
    pub own: Vec<Idx<Level>>,
    /// Tracks with their levels beside.
    pub beside: Vec<(Idx<Track>, Vec<Idx<Level>>)>,
}

/// The most statements that are looked at for one track, over all its pairs of levels. That is more
/// than 20 levels of 1,000 skills; beyond it only the pairs that have a page can be compared.
const MOST: usize = 20_000_000;

/// The most pairs of levels of a whole site that are compared for the browser: those of some 60
/// tracks of eight levels, each with one to switch to. On a larger site too the pairs that have a
/// page are shown.
pub(super) const MOST_COMPARED: usize = 5_000;

impl Choice {
    /// The levels of a track and beside it, each once.
    pub fn of(model: &Model, track: Idx<Track>) -> Choice {
        let mut seen = std::collections::HashSet::new();
        let mut once = |track: Idx<Track>| -> Vec<Idx<Level>> {
            let levels = model.tracks[track].levels.iter().copied();
            levels.filter(|level| seen.insert(*level)).collect()
        };
        let own = once(track);
        let is_beside = |other: &Idx<Track>| {
            *other != track
                && (model.tracks[track].switch_to.contains(other)
                    || model.tracks[*other].switch_to.contains(&track))
        };
        let beside = model.tracks.ids().filter(is_beside);
        let beside = beside.map(|other| (other, once(other)));
        let beside = beside.filter(|(_, levels)| !levels.is_empty()).collect();
        Choice { own, beside }
    }

    /// The levels beside the track.
    pub fn others(&self) -> impl Iterator<Item = Idx<Level>> + '_ {
        self.beside
            .iter()
            .flat_map(|(_, levels)| levels.iter().copied())
    }

    /// Every pair of levels that can be compared, in one of its two orders.
    pub fn pairs(&self) -> impl Iterator<Item = (Idx<Level>, Idx<Level>)> + '_ {
        self.own.iter().enumerate().flat_map(|(place, from)| {
            let others = self.own[place + 1..].iter().copied().chain(self.others());
            others.map(|to| (*from, to))
        })
    }

    /// How many pairs that are.
    pub(super) fn count(&self) -> usize {
        let own = self.own.len();
        own * own.saturating_sub(1) / 2 + own * self.others().count()
    }

    /// Whether all pairs can be compared when the site is built.
    pub(super) fn is_within_reason(&self, model: &Model) -> bool {
        let count = |level: Idx<Level>| -> usize {
            let cells = model.levels[level].cells.iter();
            cells.map(|cell| 1 + cell.statements.len()).sum()
        };
        let own: usize = self.own.iter().map(|level| count(*level)).sum();
        let others: usize = self.others().map(count).sum();
        let each = self.own.len() + self.others().count();
        let work = own.saturating_mul(each);
        work.saturating_add(others.saturating_mul(self.own.len())) <= MOST
    }
}

/// The address of the page on which the levels of a track are compared.
pub fn compare_url(model: &Model, track: Idx<Track>) -> String {
    format!("tracks/{}/compare/", model.tracks[track].common.id)
}

/// The file beside it with what the browser needs.
pub fn compare_script(model: &Model, track: Idx<Track>) -> String {
    compare_url(model, track) + "levels.js"
}
