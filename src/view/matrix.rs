//! The skills matrix of a path: what each step of each skill looks like, in tables.

use super::group::named;
use super::scope::Scope;
use super::skill::{SkillView, StepView};
use crate::model::{Idx, LearningPath, Skill};
use minijinja::Value;
use std::sync::Arc;

/// Skills whose steps have the same names, with the step that is aimed at.
struct Table {
    steps: Vec<Arc<str>>,
    rows: Vec<(Idx<Skill>, u8)>,
}

/// Skills that are measured by steps of the same names have a table together, in the order of the
/// first of them: else the heads of its columns would be wrong for some. Each table has `steps`,
/// the names, and `targets`: `skill` and `step`.
pub(super) fn tables(scope: &Scope, path: Idx<LearningPath>) -> Value {
    let targets = &scope.site.model.paths[path].targets;
    let mut tables: Vec<Table> = Vec::new();
    for (skill, step) in targets {
        let steps = step_names(scope, *skill);
        match tables.iter_mut().find(|known| known.steps == steps) {
            Some(known) => known.rows.push((*skill, *step)),
            None => tables.push(Table {
                steps,
                rows: vec![(*skill, *step)],
            }),
        }
    }
    let target = |(skill, step): &(Idx<Skill>, u8)| {
        named([
            ("skill", SkillView::value(scope, *skill)),
            ("step", StepView::of(scope, *skill, Some(*step))),
        ])
    };
    let table = |table: &Table| {
        let steps = table.steps.iter().map(|name| Value::from(name.clone()));
        named([
            ("steps", steps.collect()),
            ("targets", table.rows.iter().map(target).collect()),
        ])
    };
    tables.iter().map(table).collect()
}

/// What the steps of a skill are called.
fn step_names(scope: &Scope, skill: Idx<Skill>) -> Vec<Arc<str>> {
    let model = &scope.site.model;
    let skill = &model.skills[skill];
    let steps = model.scales[skill.scale].steps.iter().enumerate();
    let name = |(place, step): (usize, &crate::model::Step)| {
        let own = skill.step_names.get(place);
        own.unwrap_or(&step.title).clone()
    };
    steps.map(name).collect()
}
