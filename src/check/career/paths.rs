//! Paths whose parts name different skills, or aim beside the level that they lead to.

use super::skills::{listed, step_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Idx, LearningPath, Model, Need, Skill};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// So many skills are named one by one; of more only how many they are.
const MOST: usize = 12;

/// Reports paths whose competencies, targets and phases name different skills. Only sets that the
/// files give count: a path without targets of its own aims at all that its level requires, which
/// is more than it has to develop.
pub(in crate::check) fn disagreeing(site: &Site) -> Vec<Diagnostic> {
    let paths: Vec<Idx<LearningPath>> = site.model.paths.ids().collect();
    paths
        .into_par_iter()
        .filter_map(|id| disagreement(&site.model, &site.model.paths[id]))
        .collect()
}

fn disagreement(model: &Model, path: &LearningPath) -> Option<Diagnostic> {
    let competencies: BTreeSet<_> = path.competencies.iter().copied().collect();
    let targets = path.target_spans.iter().map(|(skill, _)| *skill).collect();
    let phases = path
        .phases
        .iter()
        .flat_map(|phase| model.phases[*phase].skills.iter().copied())
        .collect();
    let sets: Vec<(&str, BTreeSet<Idx<Skill>>)> = [
        ("the competencies", competencies),
        ("the targets", targets),
        ("the phases", phases),
    ]
    .into_iter()
    .filter(|(_, set): &(&str, BTreeSet<_>)| !set.is_empty())
    .collect();
    let mut lacking: BTreeMap<Idx<Skill>, Vec<String>> = BTreeMap::new();
    for skill in sets.iter().flat_map(|(_, set)| set) {
        let without = sets.iter().filter(|(_, set)| !set.contains(skill));
        let without: Vec<String> = without.map(|(name, _)| (*name).to_owned()).collect();
        if !without.is_empty() {
            lacking.insert(*skill, without);
        }
    }
    if lacking.is_empty() {
        return None;
    }
    let names: Vec<String> = sets.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut finding = Diagnostic::new(
        Code::SkillsDisagree,
        format!(
            "{} of the path `{}` name different skills",
            listed(&names, "and"),
            path.common.id
        ),
    )
    .at(path.common.span)
    .help("name the same skills in each");
    for (skill, without) in lacking.iter().take(MOST) {
        let id = &model.skills[*skill].common.id;
        finding = finding.note(format!("`{id}` isn't in {}", listed(without, "or")));
    }
    if lacking.len() > MOST {
        finding = finding.note(format!("and {} more", lacking.len() - MOST));
    }
    Some(finding)
}

/// Reports targets that aim at another step than the level at the end of the path requires.
pub(in crate::check) fn mistargeted(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let mut findings = Vec::new();
    for (_, path) in model.paths.iter() {
        let Some(to) = path.to else { continue };
        let level = &model.levels[to];
        for (skill, span) in &path.target_spans {
            let target = path.targets.iter().find(|(target, _)| target == skill);
            let required = level.cell(*skill).and_then(|cell| cell.step);
            let (Some((_, target)), Some((required, Need::Required))) = (target, required) else {
                continue;
            };
            if *target == required {
                continue;
            }
            let thing = &model.skills[*skill];
            findings.push(
                Diagnostic::new(
                    Code::TargetMismatch,
                    format!(
                        "the path aims at `{}` in `{}`, and the level `{}` requires `{}`",
                        step_name(site, thing, *target),
                        thing.common.id,
                        level.common.id,
                        step_name(site, thing, required)
                    ),
                )
                .at(*span)
                .label_if(
                    level.cell(*skill).and_then(|cell| cell.span),
                    "required here",
                )
                .help("write the step that the level requires, or mend the level"),
            );
        }
    }
    findings
}
