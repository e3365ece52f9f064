//! Levels.

use super::compare::compare_href;
use super::group::named;
use super::path::PathView;
use super::profile;
use super::prose;
use super::scope::Scope;
use super::section::sections;
use super::skill::AreaView;
use super::small::{ArchetypeView, PacketView, PitfallView};
use super::statement::CellView;
use super::thing::{dashed, texts};
use super::track::TrackView;
use crate::model::{Idx, Level, Thing};
use crate::route::{Route, differences_of, is_onward, page_file};
use minijinja::Value;

view! {
    /// A level.
    LevelView(Idx<Level>) thing |v| Thing::Level(v.id);
    /// The track that it is a rung of, or none.
    track = |v| v.level().track.map(|(track, _)| TrackView::value(&v.scope, track));
    /// Its place on the track, from 1; 0 without a track.
    rank = |v| v.level().track.map_or(0, |(_, rank)| rank + 1);
    /// Its short name, or none.
    code = |v| v.level().code.as_deref();
    /// What it is called elsewhere.
    equivalents = |v| texts(&v.level().equivalents);
    /// Levels whose expectations hold here too.
    includes = |v| LevelView::values(&v.scope, v.level().includes.iter().copied());
    /// How far its responsibility reaches, as HTML, or none.
    scope = |v| v.inline(v.level().scope.as_deref());
    /// How long people stay, in words, or none.
    typical_time = |v| v.level().typical_time.as_ref().map(|time| dashed(&time.words));
    /// Whether one may stay for a career.
    career_level = |v| v.level().career_level;
    /// The level below on its track, or none.
    below = |v| v.neighbour(-1);
    /// The level above on its track, or none.
    above = |v| v.neighbour(1);
    /// What it requires and expects, skill by skill; skills that are not expected are left out.
    cells = |v| v.cells(|_| true);
    /// The same in groups: `area` (or none) and `cells` of each.
    areas = |v| v.areas();
    /// Its picture as SVG, a bar for each skill that it asks a step of; none where there
    /// are fewer than three, or more than sixty. It says nothing to a screen reader: show it beside what it is drawn
    /// from.
    profile = |v| profile::of_level(&v.scope, v.id);
    /// How many skills it asks for at each step, the highest first: `title` and `count` of each.
    steps = |v| profile::steps(&v.scope, v.id);
    /// How many statements it adds to those that it inherits.
    new_count = |v| v.new_count();
    /// Paths that begin here.
    paths_from = |v| PathView::values(&v.scope, v.level().paths_from.iter().copied());
    /// Paths that lead here.
    paths_to = |v| PathView::values(&v.scope, v.level().paths_to.iter().copied());
    /// Ways to fill it.
    archetypes = |v| ArchetypeView::values(&v.scope, v.level().archetypes.iter().copied());
    /// What goes wrong at it.
    pitfalls = |v| PitfallView::values(&v.scope, v.level().pitfalls.iter().copied());
    /// Packets for it.
    packets = |v| PacketView::values(&v.scope, v.level().packets.iter().copied());
    /// Pages of differences that begin here: `level`, `url` and `onward` (whether people go that
    /// way: up the track, or along a path) of each.
    differences_from = |v| v.differences(true);
    /// Pages of differences that lead here: `level`, `url` and `onward` of each.
    differences_to = |v| v.differences(false);
    /// Where it can be compared with any other level of its track, or none.
    compare_url = |v| v.level().track.and_then(|(track, _)| compare_href(&v.scope, track, Some(v.id), None));
    /// Sections of its text that are about no skill: `id`, `title`, `name`, `html`.
    sections = |v| sections(&v.scope, v.id, &v.level().sections);
}

impl LevelView {
    pub(super) fn level(&self) -> &Level {
        &self.scope.site.model.levels[self.id]
    }

    fn inline(&self, text: Option<&str>) -> Value {
        text.map(|text| prose::inline(&self.scope, &self.level().common, text))
            .into()
    }

    fn neighbour(&self, step: isize) -> Option<Value> {
        let (track, rank) = self.level().track?;
        let place = rank.checked_add_signed(step)?;
        let level = self.scope.site.model.tracks[track].levels.get(place)?;
        Some(LevelView::value(&self.scope, *level))
    }

    fn cells(&self, wanted: impl Fn(Idx<crate::model::Skill>) -> bool) -> Value {
        let cells = &self.level().cells;
        let shown = (0..cells.len())
            .filter(|place| cells[*place].is_shown() && wanted(cells[*place].skill))
            .map(|place| (self.id, place));
        CellView::values(&self.scope, shown)
    }

    fn areas(&self) -> Value {
        let model = &self.scope.site.model;
        let mut areas: Vec<_> = self
            .level()
            .cells
            .iter()
            .map(|cell| model.skills[cell.skill].area)
            .collect();
        areas.dedup();
        areas
            .into_iter()
            .map(|area| {
                let cells = self.cells(|skill| model.skills[skill].area == area);
                named([
                    (
                        "area",
                        area.map(|area| AreaView::value(&self.scope, area)).into(),
                    ),
                    ("cells", cells),
                ])
            })
            .filter(|group| group.get_attr("cells").ok().and_then(|cells| cells.len()) != Some(0))
            .collect()
    }

    fn new_count(&self) -> usize {
        let statements = &self.scope.site.model.statements;
        let all = self.level().cells.iter().flat_map(|cell| &cell.statements);
        all.filter(|id| statements[**id].level == self.id).count()
    }

    fn differences(&self, from_here: bool) -> Value {
        let model = &self.scope.site.model;
        differences_of(model, self.id)
            .into_iter()
            .map(|other| {
                let (from, to) = if from_here {
                    (self.id, other)
                } else {
                    (other, self.id)
                };
                named([
                    ("level", LevelView::value(&self.scope, other)),
                    ("url", difference_href(&self.scope, from, to).into()),
                    ("onward", is_onward(model, from, to).into()),
                ])
            })
            .collect()
    }
}

/// The address of the page of a difference, from here.
pub(super) fn difference_href(scope: &Scope, from: Idx<Level>, to: Idx<Level>) -> Option<String> {
    let levels = &scope.site.model.levels;
    let path = page_file(&format!(
        "levels/{}/to/{}/",
        levels[from].common.id, levels[to].common.id
    ));
    match scope.site.routes.get(&path) {
        Some(Route::Difference(..)) => Some(scope.file_href(&path)),
        _ => None,
    }
}
