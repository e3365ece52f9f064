//! Every relation from its other end.

use crate::model::{Idx, Model, Need};

/// Gives each thing the list of those that name it, in the order of their numbers.
pub(super) fn fill(model: &mut Model) {
    phases_of_paths(model);
    targets(model);
    let mut skills: Vec<Ends> = (0..model.skills.len()).map(|_| Ends::default()).collect();
    for (id, level) in model.levels.iter() {
        for cell in level.cells.iter().filter(|cell| cell.step.is_some()) {
            skills[cell.skill.place()].levels.push(id);
        }
    }
    for (id, path) in model.paths.iter() {
        for (skill, _) in &path.targets {
            skills[skill.place()].paths.push(id);
        }
        for resource in &path.resources {
            model.resources[*resource].paths.push(id);
        }
        for archetype in &path.archetypes {
            model.archetypes[*archetype].paths.push(id);
        }
        for pitfall in &path.pitfalls {
            model.pitfalls[*pitfall].paths.push(id);
        }
        if let Some(packet) = path.packet {
            model.packets[packet].paths.push(id);
        }
        if let Some(level) = path.from {
            model.levels[level].paths_from.push(id);
        }
        if let Some(level) = path.to {
            model.levels[level].paths_to.push(id);
        }
    }
    for (id, phase) in model.phases.iter() {
        for skill in &phase.skills {
            skills[skill.place()].phases.push(id);
        }
        for resource in &phase.resources {
            model.resources[*resource].phases.push(id);
        }
    }
    for (id, resource) in model.resources.iter() {
        for skill in &resource.skills {
            skills[skill.place()].resources.push(id);
        }
    }
    for (id, archetype) in model.archetypes.iter() {
        for skill in &archetype.skills {
            skills[skill.place()].archetypes.push(id);
        }
        for level in &archetype.levels {
            model.levels[*level].archetypes.push(id);
        }
    }
    for (id, pitfall) in model.pitfalls.iter() {
        for skill in &pitfall.skills {
            skills[skill.place()].pitfalls.push(id);
        }
        for level in &pitfall.levels {
            model.levels[*level].pitfalls.push(id);
        }
    }
    for (id, packet) in model.packets.iter() {
        if let Some(level) = packet.level {
            model.levels[level].packets.push(id);
        }
    }
    for (place, ends) in skills.into_iter().enumerate() {
        let skill = &mut model.skills[Idx::new(place)];
        skill.levels = ends.levels;
        skill.paths = ends.paths;
        skill.phases = ends.phases;
        skill.resources = ends.resources;
        skill.pitfalls = ends.pitfalls;
        skill.archetypes = ends.archetypes;
    }
    for (id, skill) in model.skills.iter() {
        if let Some(area) = skill.area {
            model.areas[area].skills.push(id);
        }
    }
}

/// What names a skill.
#[derive(Default)]
struct Ends {
    levels: Vec<Idx<crate::model::Level>>,
    paths: Vec<Idx<crate::model::LearningPath>>,
    phases: Vec<Idx<crate::model::Phase>>,
    resources: Vec<Idx<crate::model::Resource>>,
    pitfalls: Vec<Idx<crate::model::Pitfall>>,
    archetypes: Vec<Idx<crate::model::Archetype>>,
}

/// Phases stand in file order; one that doesn't say what it comes after comes after the one before.
fn phases_of_paths(model: &mut Model) {
    for (id, phase) in model.phases.iter() {
        model.paths[phase.path].phases.push(id);
    }
    for (_, path) in model.paths.iter() {
        for pair in path.phases.windows(2) {
            let phase = &mut model.phases[pair[1]];
            if phase.after.is_empty() {
                phase.after.push(pair[0]);
            }
        }
    }
}

/// A path without targets of its own aims at what the level that it leads to requires.
fn targets(model: &mut Model) {
    for id in model.paths.ids() {
        let path = &model.paths[id];
        let Some(to) = path.to.filter(|_| path.targets.is_empty()) else {
            continue;
        };
        model.paths[id].targets = model.levels[to]
            .cells
            .iter()
            .filter_map(|cell| match cell.step {
                Some((step, Need::Required)) => Some((cell.skill, step)),
                _ => None,
            })
            .collect();
        if model.paths[id].track.is_none() {
            model.paths[id].track = model.levels[to].track.map(|(track, _)| track);
        }
    }
}
