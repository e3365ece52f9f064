//! Tracks and their ladders.

use super::compare::compare_href;
use super::group::named;
use super::level::LevelView;
use super::scope::Scope;
use super::section::all_sections;
use super::skill::{AreaView, SkillView, StepView};
use super::statement::CellView;
use crate::model::{Idx, Level, Skill, State, Thing, Track};
use minijinja::Value;

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
    /// The ladder, area by area: `area` (or none) and `rows`; a row has `skill` and `cells`, one
    /// for each level, of which `cell` is none where nothing is expected.
    ladder = |v| v.ladder();
    /// How many skills the ladder has.
    skill_count = |v| v.skills().len();
    /// Sections of its text: `id`, `title` (as HTML), `name` (the same as words), `html`.
    sections = |v| all_sections(&v.scope, v.id);
}

impl TrackView {
    fn track(&self) -> &Track {
        &self.scope.site.model.tracks[self.id]
    }

    /// The skills that any of its levels speaks of.
    fn skills(&self) -> Vec<Idx<Skill>> {
        let levels = &self.scope.site.model.levels;
        let mut skills: Vec<Idx<Skill>> = self
            .track()
            .levels
            .iter()
            .flat_map(|level| &levels[*level].cells)
            .filter(|cell| cell.state != State::NotExpected)
            .map(|cell| cell.skill)
            .collect();
        skills.sort();
        skills.dedup();
        skills
    }

    fn ladder(&self) -> Value {
        let model = &self.scope.site.model;
        let skills = self.skills();
        let area = |skill: Idx<Skill>| model.skills[skill].area;
        let levels = &self.track().levels;
        skills
            .chunk_by(|a, b| area(*a) == area(*b))
            .map(|skills| {
                let rows = skills.iter().map(|skill| row(&self.scope, *skill, levels));
                let area = area(skills[0]).map(|area| AreaView::value(&self.scope, area));
                named([("area", area.into()), ("rows", rows.collect())])
            })
            .collect()
    }
}

fn row(scope: &Scope, skill: Idx<Skill>, levels: &[Idx<Level>]) -> Value {
    let cells: Value = levels
        .iter()
        .map(|level| cell(scope, skill, *level))
        .collect();
    named([("skill", SkillView::value(scope, skill)), ("cells", cells)])
}

fn cell(scope: &Scope, skill: Idx<Skill>, level: Idx<Level>) -> Value {
    let cells = &scope.site.model.levels[level].cells;
    let place = cells.binary_search_by_key(&skill, |cell| cell.skill).ok();
    let place = place.filter(|place| cells[*place].state != State::NotExpected);
    let step = place
        .and_then(|place| cells[place].step)
        .map(|(step, _)| step);
    named([
        ("level", LevelView::value(scope, level)),
        (
            "cell",
            place
                .map(|place| CellView::value(scope, (level, place)))
                .into(),
        ),
        ("step", StepView::of(scope, skill, step)),
    ])
}
