//! The skills matrix of a path: what each step of each skill looks like, in tables.

use super::group::named;
use super::phase::PhaseView;
use super::resource::ResourceView;
use super::scope::Scope;
use super::skill::{SkillView, StepView};
use crate::model::{Idx, LearningPath, Phase, Resource, Skill};
use minijinja::Value;
use std::sync::Arc;

/// Skills whose steps have the same names, with the step that is aimed at.
struct Table {
    steps: Vec<Arc<str>>,
    rows: Vec<(Idx<Skill>, u8)>,
}

/// Skills that are measured by steps of the same names have a table together, in the order of the
/// first of them: else the heads of its columns would be wrong for some. Each table has `steps`,
/// the names, and `targets`: `skill`, `step`, and what of the path leads there, `phases` and
/// `resources`.
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
        let (phases, resources) = leading(scope, path, *skill);
        named([
            ("skill", SkillView::value(scope, *skill)),
            ("step", StepView::of(scope, *skill, Some(*step))),
            ("phases", PhaseView::values(scope, phases)),
            ("resources", ResourceView::values(scope, resources)),
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

/// What of a path leads further in a skill: its phases that develop it, and the resources of the
/// path that teach it.
fn leading(
    scope: &Scope,
    path: Idx<LearningPath>,
    skill: Idx<Skill>,
) -> (Vec<Idx<Phase>>, Vec<Idx<Resource>>) {
    let model = &scope.site.model;
    let path = &model.paths[path];
    let of_phases = path.phases.iter().copied();
    let phases: Vec<_> = of_phases
        .filter(|phase| model.phases[*phase].skills.contains(&skill))
        .collect();
    let all = path.phases.iter();
    let all = all.flat_map(|phase| &model.phases[*phase].resources);
    let mut resources: Vec<Idx<Resource>> = Vec::new();
    for resource in all.chain(&path.resources) {
        if model.resources[*resource].skills.contains(&skill) && !resources.contains(resource) {
            resources.push(*resource);
        }
    }
    (phases, resources)
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
