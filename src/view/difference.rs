//! The difference between two levels.

use super::group::named;
use super::level::{LevelView, difference_href};
use super::path::PathView;
use super::phase::PhaseView;
use super::prose;
use super::scope::Scope;
use super::skill::{AreaView, SkillView, StepView};
use super::statement::StatementView;
use super::way::ways;
use crate::compare::{Change, Difference, Part, Row, SkillDifference, compare, words};
use crate::model::{Idx, Level, Need, Skill, Statement};
use minijinja::Value;
use std::collections::HashSet;
use std::sync::Arc;

view! {
    /// What is different from one level to another.
    DifferenceView(Arc<Difference>);
    /// The level that is left.
    from = |v| LevelView::value(&v.scope, v.id.from);
    /// The level that is reached.
    to = |v| LevelView::value(&v.scope, v.id.to);
    /// The address of the difference the other way round, or none.
    reverse_url = |v| difference_href(&v.scope, v.id.to, v.id.from);
    /// Where two other levels can be compared, or none.
    compare_url = |v| v.compare_url();
    /// Paths that lead from the one to the other.
    paths = |v| v.paths();
    /// Those that lead there one after the other, where it takes several too: `path` and `phases`,
    /// of which each has `phase` and `skills`, those that it develops and that differ here.
    way = |v| v.way();
    /// Skills in groups: `area` (or none) and `skills`.
    areas = |v| v.areas(true);
    /// Skills in which nothing differs, in groups.
    unchanged_areas = |v| v.areas(false);
    /// How many statements are new.
    new_count = |v| v.id.count(|row| matches!(row, Row::New(_)));
    /// How many are reworded.
    reworded_count = |v| v.id.count(|row| matches!(row, Row::Reworded(..)));
    /// How many are moved to another skill.
    moved_count = |v| v.id.count(|row| matches!(row, Row::Moved(..)));
    /// How many fall away.
    gone_count = |v| v.id.count(|row| matches!(row, Row::Gone(_)));
    /// How many stay.
    same_count = |v| v.id.count(|row| matches!(row, Row::Same(_)));
    /// How many skills rise or are asked for the first time.
    raised_count = |v| v.changes(&[Change::Raised, Change::New]);
    /// How many skills fall or are no longer asked for.
    lowered_count = |v| v.changes(&[Change::Lowered, Change::Gone]);
    /// How many differences there are in all.
    count = |v| v.count();
}

impl DifferenceView {
    /// The difference between two levels, computed here.
    pub(super) fn between(scope: &Scope, from: Idx<Level>, to: Idx<Level>) -> Value {
        let site = &scope.site;
        let difference = compare(&site.model, from, to, |id| site.statement(id));
        DifferenceView::value(scope, Arc::new(difference))
    }

    fn changes(&self, wanted: &[Change]) -> usize {
        self.id
            .skills
            .iter()
            .filter(|skill| wanted.contains(&skill.change))
            .count()
    }

    fn count(&self) -> usize {
        self.id.count(|row| !matches!(row, Row::Same(_)))
            + self
                .id
                .skills
                .iter()
                .filter(|skill| skill.change != Change::Same)
                .count()
    }

    fn paths(&self) -> Value {
        let model = &self.scope.site.model;
        let from = &model.levels[self.id.from].paths_from;
        let fitting = from
            .iter()
            .copied()
            .filter(|path| model.paths[*path].to == Some(self.id.to));
        PathView::values(&self.scope, fitting)
    }

    fn way(&self) -> Value {
        let model = &self.scope.site.model;
        let skills = self.id.skills.iter().filter(|skill| differs(skill));
        let differing: HashSet<Idx<Skill>> = skills.map(|skill| skill.skill).collect();
        let way = ways(model, self.id.from).remove(&self.id.to);
        let way = way.into_iter().flatten().map(|path| {
            let phases = model.paths[path].phases.iter().map(|phase| {
                let skills = model.phases[*phase].skills.iter().copied();
                let skills = skills.filter(|skill| differing.contains(skill));
                named([
                    ("phase", PhaseView::value(&self.scope, *phase)),
                    ("skills", SkillView::values(&self.scope, skills)),
                ])
            });
            named([
                ("path", PathView::value(&self.scope, path)),
                ("phases", phases.collect()),
            ])
        });
        way.collect()
    }

    fn areas(&self, differing: bool) -> Value {
        let model = &self.scope.site.model;
        let skills = &self.id.skills;
        let area = |place: &usize| model.skills[skills[*place].skill].area;
        let wanted: Vec<usize> = (0..skills.len())
            .filter(|place| differs(&skills[*place]) == differing)
            .collect();
        wanted
            .chunk_by(|a, b| area(a) == area(b))
            .map(|group| {
                let area = area(&group[0]).map(|area| AreaView::value(&self.scope, area));
                let parts = group.iter().map(|place| (self.id.clone(), *place));
                named([
                    ("area", area.into()),
                    ("skills", DifferentSkillView::values(&self.scope, parts)),
                ])
            })
            .collect()
    }
}

view! {
    /// What is different in a skill.
    DifferentSkillView((Arc<Difference>, usize));
    /// The skill.
    skill = |v| SkillView::value(&v.scope, v.difference().skill);
    /// What becomes of its step: `new`, `raised`, `lowered`, `gone` or `same`.
    change = |v| change_name(v.difference().change);
    /// `step` and `required` at the level that is left, or none.
    from = |v| v.step(v.difference().from);
    /// `step` and `required` at the level that is reached, or none.
    to = |v| v.step(v.difference().to);
    /// Statements that differ. A row has `what` (`new`, `reworded`, `moved`, `gone`), `old` and
    /// `new` (statements, or none), and where their words differ `parts` (`what` is `same`, `removed`
    /// or `added`, and `text`), else none.
    rows = |v| v.rows(false);
    /// Statements that don't: rows of which `what` is `same`.
    same = |v| v.rows(true);
}

impl DifferentSkillView {
    fn difference(&self) -> &SkillDifference {
        &self.id.0.skills[self.id.1]
    }

    fn step(&self, step: Option<(u8, Need)>) -> Option<Value> {
        let (step, need) = step?;
        let skill = self.difference().skill;
        Some(named([
            ("step", StepView::of(&self.scope, skill, Some(step))),
            ("required", (need == Need::Required).into()),
        ]))
    }

    fn rows(&self, same: bool) -> Value {
        let rows = self.difference().rows.iter();
        let wanted = rows.filter(|row| matches!(row, Row::Same(_)) == same);
        wanted.map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &Row) -> Value {
        let statement = |id: Idx<Statement>| StatementView::value(&self.scope, id);
        let none = || Value::from(());
        let (what, old, new) = match *row {
            Row::New(new) => ("new", none(), statement(new)),
            Row::Reworded(old, new) => ("reworded", statement(old), statement(new)),
            Row::Moved(old, new) => ("moved", statement(old), statement(new)),
            Row::Gone(old) => ("gone", statement(old), none()),
            Row::Same(same) => {
                let same = statement(same);
                ("same", same.clone(), same)
            }
        };
        let key = |id: Idx<Statement>| self.scope.site.model.statements[id].key;
        let parts = match *row {
            Row::Reworded(old, new) | Row::Moved(old, new) if key(old) != key(new) => {
                self.parts(old, new)
            }
            _ => none(),
        };
        named([
            ("what", Value::from(what)),
            ("old", old),
            ("new", new),
            ("parts", parts),
        ])
    }

    fn parts(&self, old: Idx<Statement>, new: Idx<Statement>) -> Value {
        let model = &self.scope.site.model;
        let plain = |id: Idx<Statement>| {
            let statement = &model.statements[id];
            let common = &model.levels[statement.level].common;
            prose::plain(&self.scope, common, statement.text)
        };
        words(&plain(old), &plain(new))
            .into_iter()
            .map(|part| {
                let (what, text) = match part {
                    Part::Same(text) => ("same", text),
                    Part::Removed(text) => ("removed", text),
                    Part::Added(text) => ("added", text),
                };
                named([("what", Value::from(what)), ("text", Value::from(text))])
            })
            .collect()
    }
}

fn differs(skill: &SkillDifference) -> bool {
    skill.change != Change::Same || skill.rows.iter().any(|row| !matches!(row, Row::Same(_)))
}

fn change_name(change: Change) -> &'static str {
    match change {
        Change::New => "new",
        Change::Raised => "raised",
        Change::Lowered => "lowered",
        Change::Gone => "gone",
        Change::Same => "same",
    }
}
