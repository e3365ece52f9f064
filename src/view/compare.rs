//! The page on which any two levels of a track are compared.

use super::difference::DifferenceView;
use super::group::named;
use super::level::{LevelView, difference_href};
use super::scope::Scope;
use super::track::TrackView;
use crate::compare::{Rung, rungs, usual};
use crate::model::{Idx, Level, Track};
use crate::route::{Choice, compare_script, compare_url, encoded, page_file};
use minijinja::Value;
use std::sync::{Arc, OnceLock};

/// A track with what the page says of it.
#[derive(Debug)]
pub struct Compared {
    track: Idx<Track>,
    choice: Choice,
    rungs: OnceLock<Vec<Rung>>,
}

view! {
    /// The comparison of any two levels of a track, or of a track and one that it is switched with.
    CompareView(Arc<Compared>);
    /// The track.
    track = |v| TrackView::value(&v.scope, v.id.track);
    /// The levels of the track.
    levels = |v| LevelView::values(&v.scope, v.id.choice.own.iter().copied());
    /// The tracks beside it: `track` and `levels` of each.
    beside = |v| v.beside();
    /// The address of what the browser needs to compare any two of them, or none where that would
    /// be too much.
    script_url = |v| v.script_url();
    /// Differences from its levels that have a page: `level`, the one that is left, and `to`: `level`
    /// and `url` of each.
    pages = |v| v.pages();
    /// How much is new at each level: `level`, `new` (how many statements), `raised` (how many
    /// skills), `share` (of the most that are new at any, from 0 to 100), `first` (whether it says
    /// everything for the first time) and `far` (whether that is far more than usual).
    rungs = |v| v.rungs();
    /// How many statements are usually new at a step of the track, in digits, or none where it has
    /// too few.
    usual = |v| usual(v.counted()).map(|usual| usual.to_string());
}

impl CompareView {
    pub(super) fn of(scope: &Scope, track: Idx<Track>) -> Value {
        let compared = Compared {
            track,
            choice: Choice::of(&scope.site.model, track),
            rungs: OnceLock::new(),
        };
        CompareView::value(scope, Arc::new(compared))
    }

    fn beside(&self) -> Value {
        let beside = self.id.choice.beside.iter();
        beside
            .map(|(track, levels)| {
                named([
                    ("track", TrackView::value(&self.scope, *track)),
                    (
                        "levels",
                        LevelView::values(&self.scope, levels.iter().copied()),
                    ),
                ])
            })
            .collect()
    }

    fn script_url(&self) -> Option<String> {
        let file = compare_script(&self.scope.site.model, self.id.track);
        let route = self.scope.site.routes.get(&file);
        route.map(|_| self.scope.file_href(&file))
    }

    fn pages(&self) -> Value {
        let all: Vec<Idx<Level>> = (self.id.choice.own.iter().copied())
            .chain(self.id.choice.others())
            .collect();
        let pages = self.id.choice.own.iter().filter_map(|from| {
            let to: Vec<Value> = all
                .iter()
                .filter_map(|to| {
                    let url = difference_href(&self.scope, *from, *to)?;
                    let level = LevelView::value(&self.scope, *to);
                    Some(named([("level", level), ("url", url.into())]))
                })
                .collect();
            (!to.is_empty()).then(|| {
                let level = LevelView::value(&self.scope, *from);
                named([("level", level), ("to", to.into())])
            })
        });
        pages.collect()
    }

    fn counted(&self) -> &[Rung] {
        let site = &self.scope.site;
        let rungs = || rungs(&site.model, self.id.track, |id| site.statement(id));
        self.id.rungs.get_or_init(rungs)
    }

    fn rungs(&self) -> Value {
        let rungs = self.counted();
        let usual = usual(rungs);
        let most = rungs.iter().map(|rung| rung.new).max().unwrap_or(0).max(1);
        let rungs = rungs.iter().map(|rung| {
            named([
                ("level", LevelView::value(&self.scope, rung.level)),
                ("new", rung.new.into()),
                ("raised", rung.raised.into()),
                (
                    "share",
                    (rung.new as f64 * 100.0 / most as f64).round().into(),
                ),
                ("first", rung.is_first.into()),
                ("far", usual.is_some_and(|usual| rung.is_far(usual)).into()),
            ])
        });
        rungs.collect()
    }
}

/// Where the levels of a track can be compared, from here; with these two chosen already. None
/// where there is nothing to compare.
pub(super) fn compare_href(
    scope: &Scope,
    track: Idx<Track>,
    from: Option<Idx<Level>>,
    to: Option<Idx<Level>>,
) -> Option<String> {
    let model = &scope.site.model;
    let file = page_file(&compare_url(model, track));
    scope.site.routes.get(&file)?;
    let mut href = scope.file_href(&file);
    let mut sign = '?';
    for (name, level) in [("from", from), ("to", to)] {
        if let Some(level) = level {
            href.push(sign);
            href.push_str(name);
            href.push('=');
            href.push_str(&encoded(&model.levels[level].common.id));
            sign = '&';
        }
    }
    Some(href)
}

impl DifferenceView {
    /// Where two other levels can be compared.
    pub(super) fn compare_url(&self) -> Option<String> {
        let (from, to) = (self.id.from, self.id.to);
        let (track, _) = self.scope.site.model.levels[from].track?;
        compare_href(&self.scope, track, Some(from), Some(to))
    }
}
