//! Skills that don't say what their steps look like, and skills that nothing uses or develops.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx, Level, Need, Skill};
use crate::site::Site;

/// Reports steps of a skill's scale that the skill says nothing of: all of one skill together.
pub(in crate::check) fn missing_steps(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let mut findings = Vec::new();
    for (_, skill) in model.skills.iter() {
        let missing: Vec<String> = (0..skill.steps.len())
            .filter(|step| skill.steps[*step].is_none())
            .map(|step| format!("`{}`", step_name(site, skill, step as u8)))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let what = if missing.len() == skill.steps.len() {
            "any step of its scale looks like".to_owned()
        } else {
            let verb = if missing.len() == 1 { "looks" } else { "look" };
            format!("{} {verb} like", listed(&missing, "and"))
        };
        let first = missing[0].trim_matches('`').to_owned();
        findings.push(
            Diagnostic::new(
                Code::MissingStep,
                format!("the skill `{}` doesn't say what {what}", skill.common.id),
            )
            .at(skill.common.span)
            .help(format!(
                "write `## {first}` and beneath it what one can observe"
            )),
        );
    }
    findings
}

/// What a skill calls a step of its scale.
pub(super) fn step_name<'a>(site: &'a Site, skill: &'a Skill, step: u8) -> &'a str {
    let place = usize::from(step);
    let own = skill.step_names.get(place).map(|name| &**name);
    let of_scale = || {
        let steps = &site.model.scales[skill.scale].steps;
        steps.get(place).map(|step| &*step.title)
    };
    own.or_else(of_scale).unwrap_or_default()
}

/// Names in a row, as a sentence has them.
pub(super) fn listed(names: &[String], conjunction: &str) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [first, last] => format!("{first} {conjunction} {last}"),
        [others @ .., last] => format!("{}, {conjunction} {last}", others.join(", ")),
    }
}

/// Reports skills that no level, path or phase names. A site without any of those is a catalogue
/// of skills, and all of them are meant.
pub(in crate::check) fn unused(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    if model.levels.is_empty() && model.paths.is_empty() {
        return Vec::new();
    }
    let mut used: Vec<bool> = model
        .skills
        .iter()
        .map(|(_, skill)| {
            !(skill.levels.is_empty() && skill.paths.is_empty() && skill.phases.is_empty())
        })
        .collect();
    for (_, path) in model.paths.iter() {
        for skill in &path.competencies {
            used[skill.place()] = true;
        }
    }
    // A level may expect something of a skill without requiring a step of it.
    for (_, level) in model.levels.iter() {
        for cell in &level.cells {
            used[cell.skill.place()] |= !cell.statements.is_empty();
        }
    }
    model
        .skills
        .iter()
        .filter(|(id, _)| !used[id.place()])
        .map(|(_, skill)| {
            Diagnostic::new(
                Code::UnusedSkill,
                format!(
                    "no level, path or phase names the skill `{}`",
                    skill.common.id
                ),
            )
            .at(skill.common.span)
            .help("require it at a level or develop it in a phase, or take it out")
        })
        .collect()
}

/// Reports skills that a path's level requires at a higher step than the one it begins at, and
/// that no phase of any path develops. Each is reported once, at the first such level.
pub(in crate::check) fn undeveloped(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    // A site without phases describes levels only, and promises to develop nothing.
    if model.phases.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (id, skill) in model.skills.iter().filter(|(_, s)| s.phases.is_empty()) {
        let asking = skill.levels.iter().find(|level| rises(site, **level, id));
        let Some(level) = asking else { continue };
        let level = &model.levels[*level];
        let span = level.cell(id).and_then(|cell| cell.span);
        findings.push(
            Diagnostic::new(
                Code::UndevelopedSkill,
                format!(
                    "the level `{}` requires `{}`, and no phase of any path develops it",
                    level.common.id, skill.common.id
                ),
            )
            .at(span.unwrap_or(level.common.span))
            .help(format!(
                "add it to a phase of a path to `{}`",
                level.common.id
            )),
        );
    }
    findings
}

/// Whether a path to `level` begins below what the level requires of a skill.
fn rises(site: &Site, level: Idx<Level>, skill: Idx<Skill>) -> bool {
    let model = &site.model;
    let required = |level: Idx<Level>| {
        let step = model.levels[level].cell(skill)?.step?;
        (step.1 == Need::Required).then_some(step.0)
    };
    let Some(wanted) = required(level) else {
        return false;
    };
    model.levels[level].paths_to.iter().any(|path| {
        let from = model.paths[*path].from.and_then(required);
        from.is_none_or(|from| from < wanted)
    })
}
