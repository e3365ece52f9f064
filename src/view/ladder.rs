//! Ladders: skills by levels, of one track or of several side by side.

use super::group::named;
use super::level::LevelView;
use super::profile::profile;
use super::rungs::Row;
use super::scope::Scope;
use super::skill::{AreaView, SkillView, StepView};
use super::statement::CellView;
use super::track::TrackView;
use crate::model::{Area, Idx, Level, Skill, State, Track};
use minijinja::Value;
use std::ops::Range;
use std::sync::Arc;

/// Most rows to a part of the table, which folds as a whole: more than this a browser doesn't lay
/// out at once.
const PART: usize = 100;

/// More cells than this don't stand side by side: a page of them would take seconds to open, and
/// no two tracks of such a site are alike.
const MOST_SIDE_BY_SIDE: usize = 24_000;

/// What a ladder shows.
#[derive(Debug)]
pub struct Ladder {
    pub(super) columns: Vec<Column>,
    skills: Vec<Idx<Skill>>,
    /// Whether columns are told apart by their tracks.
    pub(super) has_tracks: bool,
}

/// A level, and the place of its track among those that are shown, from 1.
#[derive(Debug)]
pub(super) struct Column {
    pub level: Idx<Level>,
    pub track: usize,
    /// Whether it is the first of its track.
    pub is_first: bool,
}

impl Ladder {
    /// The ladder of one track.
    pub(super) fn of(scope: &Scope, track: Idx<Track>) -> Arc<Ladder> {
        Arc::new(Ladder::new(scope, &[track]))
    }

    /// All tracks side by side, where there are several and they aren't too much for a page.
    pub(super) fn of_all(scope: &Scope) -> Option<Arc<Ladder>> {
        let model = &scope.site.model;
        let tracks = model.tracks.iter();
        let filled = tracks.filter(|(_, track)| !track.levels.is_empty());
        let tracks: Vec<_> = filled.map(|(id, _)| id).collect();
        if tracks.len() < 2 {
            return None;
        }
        // Every page of a track asks this: what is clearly too much isn't counted out.
        let levels = || tracks.iter().flat_map(|it| &model.tracks[*it].levels);
        let widest = levels().map(|it| model.levels[*it].cells.len()).max();
        if levels().count() * widest.unwrap_or(0) > MOST_SIDE_BY_SIDE {
            return None;
        }
        let ladder = Ladder::new(scope, &tracks);
        let cells = ladder.columns.len() * ladder.skills.len();
        (1..=MOST_SIDE_BY_SIDE)
            .contains(&cells)
            .then(|| Arc::new(ladder))
    }

    fn new(scope: &Scope, tracks: &[Idx<Track>]) -> Ladder {
        let model = &scope.site.model;
        let mut columns: Vec<Column> = Vec::new();
        for (place, track) in tracks.iter().enumerate() {
            let levels = &model.tracks[*track].levels;
            columns.extend(levels.iter().enumerate().map(|(rank, level)| Column {
                level: *level,
                track: place + 1,
                is_first: rank == 0,
            }));
        }
        let cells = columns.iter().flat_map(|it| &model.levels[it.level].cells);
        let expected = cells.filter(|cell| cell.state != State::NotExpected);
        let mut skills: Vec<Idx<Skill>> = expected.map(|cell| cell.skill).collect();
        skills.sort();
        skills.dedup();
        Ladder {
            columns,
            skills,
            has_tracks: tracks.len() > 1,
        }
    }

    /// How many skills it has.
    pub(super) fn skill_count(&self) -> usize {
        self.skills.len()
    }

    /// Its areas, as a template sees them.
    pub(super) fn areas(self: &Arc<Self>, scope: &Scope) -> Value {
        let area = |skill: Idx<Skill>| scope.site.model.skills[skill].area;
        let mut start = 0;
        let groups = self.skills.chunk_by(|a, b| area(*a) == area(*b));
        let groups = groups.map(|skills| {
            let rows = start..start + skills.len();
            start = rows.end;
            let ladder = self.clone();
            LadderAreaView::value(scope, Rows { ladder, rows })
        });
        groups.collect()
    }
}

view! {
    /// Several tracks side by side.
    LadderView(Arc<Ladder>);
    /// The columns: `level`, `track`, `number` (of the track, from 1), `first` (whether it is the
    /// first of its track) and `profile` (as a level's, with room for every skill) of each.
    columns = |v| v.columns();
    /// The rows, area by area, as `track.ladder` has them.
    areas = |v| v.id.areas(&v.scope);
    /// How many skills there are.
    skill_count = |v| v.id.skills.len();
}

impl LadderView {
    fn profile(&self, level: Idx<Level>) -> Option<Value> {
        profile(&self.scope, level, &self.id.skills)
    }

    pub(super) fn columns(&self) -> Value {
        let track = |level: Idx<Level>| {
            let track = self.scope.site.model.levels[level].track;
            track.map(|(track, _)| TrackView::value(&self.scope, track))
        };
        let columns = self.id.columns.iter().map(|column| {
            named([
                ("level", LevelView::value(&self.scope, column.level)),
                ("track", track(column.level).into()),
                ("number", column.track.into()),
                ("first", column.is_first.into()),
                ("profile", self.profile(column.level).into()),
            ])
        });
        columns.collect()
    }
}

/// Some rows of a ladder that stand under one another.
#[derive(Clone, Debug)]
pub struct Rows {
    ladder: Arc<Ladder>,
    rows: Range<usize>,
}

view! {
    /// An area of a ladder.
    LadderAreaView(Rows);
    /// The area, or none.
    area = |v| v.area().map(|area| AreaView::value(&v.scope, area));
    /// Its rows: `skill` and `cells` of each, one for each column: `level`, `cell` (none where
    /// nothing is expected) and `step`.
    rows = |v| v.skills().iter().map(|skill| v.row(*skill)).collect::<Value>();
    /// The same rows as HTML, in parts of at most a hundred, each to stand in a `tbody` of its own:
    /// `html`, `count` (how many rows), `first` and `last` (the titles of their skills) of each.
    parts = |v| v.parts();
}

impl LadderAreaView {
    fn skills(&self) -> &[Idx<Skill>] {
        &self.id.ladder.skills[self.id.rows.clone()]
    }

    fn area(&self) -> Option<Idx<Area>> {
        let first = self.skills().first()?;
        self.scope.site.model.skills[*first].area
    }

    fn row(&self, skill: Idx<Skill>) -> Value {
        let columns = self.id.ladder.columns.iter();
        let cells: Value = columns
            .map(|column| self.cell(skill, column.level))
            .collect();
        named([
            ("skill", SkillView::value(&self.scope, skill)),
            ("cells", cells),
        ])
    }

    fn cell(&self, skill: Idx<Skill>, level: Idx<Level>) -> Value {
        let cells = &self.scope.site.model.levels[level].cells;
        let place = cells.binary_search_by_key(&skill, |cell| cell.skill).ok();
        let place = place.filter(|place| cells[*place].state != State::NotExpected);
        let step = place.and_then(|place| cells[place].step);
        let cell = place.map(|place| CellView::value(&self.scope, (level, place)));
        named([
            ("level", LevelView::value(&self.scope, level)),
            ("cell", cell.into()),
            (
                "step",
                StepView::of(&self.scope, skill, step.map(|(step, _)| step)),
            ),
        ])
    }

    fn parts(&self) -> Value {
        let row = Row::new(&self.scope, &self.id.ladder);
        let title = |skill: Option<&Idx<Skill>>| {
            let skills = &self.scope.site.model.skills;
            skill.map(|skill| Value::from(&skills[*skill].common.title))
        };
        let parts = self.skills().chunks(PART).map(|skills| {
            let mut html = String::with_capacity(skills.len() * 1024);
            for skill in skills {
                row.write(&mut html, *skill);
            }
            named([
                ("html", Value::from_safe_string(html)),
                ("count", skills.len().into()),
                ("first", title(skills.first()).into()),
                ("last", title(skills.last()).into()),
            ])
        });
        parts.collect()
    }
}
