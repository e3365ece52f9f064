//! The difference between two levels.

use super::group::named;
use super::level::{LevelView, difference_href};
use super::path::PathView;
use super::prose;
use super::scope::Scope;
use super::skill::{AreaView, SkillView, StepView};
use super::statement::StatementView;
use crate::compare::{Change, Difference, Part, Row, SkillDifference, compare, words};
use crate::model::{Idx, Level, Need, Statement};
use minijinja::Value;
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
    /// Paths that lead from the one to the other.
    paths = |v| v.paths();
    /// Skills in groups: `area` (or none) and `skills`; of each skill `skill`, `change` (`new`,
    /// `raised`, `lowered`, `gone`, `same`), `from` and `to` (`step` and `required`, or none),
    /// `rows` that differ and `same` that don't. A row has `what` (`new`, `reworded`, `moved`,
    /// `gone`, `same`), `old` and `new` (statements, or none), and when it is reworded `parts`
    /// (`what` is `same`, `removed` or `added`, and `text`).
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
        let text = |id: Idx<Statement>| site.sources.slice(site.model.statements[id].text);
        let difference = compare(&site.model, from, to, text);
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

    fn areas(&self, differing: bool) -> Value {
        let model = &self.scope.site.model;
        let mut groups: Vec<(Option<Idx<crate::model::Area>>, Vec<Value>)> = Vec::new();
        for skill in self
            .id
            .skills
            .iter()
            .filter(|skill| differs(skill) == differing)
        {
            let area = model.skills[skill.skill].area;
            let value = self.skill(skill);
            match groups.last_mut() {
                Some((last, skills)) if *last == area => skills.push(value),
                _ => groups.push((area, vec![value])),
            }
        }
        groups
            .into_iter()
            .map(|(area, skills)| {
                named([
                    (
                        "area",
                        area.map(|area| AreaView::value(&self.scope, area)).into(),
                    ),
                    ("skills", Value::from(skills)),
                ])
            })
            .collect()
    }

    fn skill(&self, difference: &SkillDifference) -> Value {
        let step = |step: Option<(u8, Need)>| -> Value {
            step.map(|(step, need)| {
                named([
                    (
                        "step",
                        StepView::of(&self.scope, difference.skill, Some(step)),
                    ),
                    ("required", (need == Need::Required).into()),
                ])
            })
            .into()
        };
        let rows = |same: bool| -> Value {
            let wanted = |row: &&Row| matches!(row, Row::Same(_)) == same;
            difference
                .rows
                .iter()
                .filter(wanted)
                .map(|row| self.row(row))
                .collect()
        };
        named([
            ("skill", SkillView::value(&self.scope, difference.skill)),
            ("change", change_name(difference.change).into()),
            ("from", step(difference.from)),
            ("to", step(difference.to)),
            ("rows", rows(false)),
            ("same", rows(true)),
        ])
    }

    fn row(&self, row: &Row) -> Value {
        let statement = |id: Option<Idx<Statement>>| -> Value {
            id.map(|id| StatementView::value(&self.scope, id)).into()
        };
        let (what, old, new) = match *row {
            Row::New(new) => ("new", None, Some(new)),
            Row::Reworded(old, new) => ("reworded", Some(old), Some(new)),
            Row::Moved(old, new) => ("moved", Some(old), Some(new)),
            Row::Gone(old) => ("gone", Some(old), None),
            Row::Same(same) => ("same", Some(same), Some(same)),
        };
        let parts = match *row {
            Row::Reworded(old, new) => self.parts(old, new),
            _ => Value::from(Vec::<Value>::new()),
        };
        named([
            ("what", Value::from(what)),
            ("old", statement(old)),
            ("new", statement(new)),
            ("parts", parts),
        ])
    }

    fn parts(&self, old: Idx<Statement>, new: Idx<Statement>) -> Value {
        let model = &self.scope.site.model;
        let plain = |id: Idx<Statement>| {
            let statement = &model.statements[id];
            prose::plain(
                &self.scope,
                &model.levels[statement.level].common,
                statement.text,
            )
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
