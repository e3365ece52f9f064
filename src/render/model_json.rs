//! `model.json`: the graph for other programs, with ids for references.

use crate::model::{Idx, Model, Need, OfKind, Table};
use crate::route::thing_url;
use crate::site::Site;
use crate::view::plain;
use serde_json::{Map, Value, json};

/// The graph as JSON. Every list has the order of the site, every reference is an id.
pub(super) fn model_json(site: &Site) -> Vec<u8> {
    let model = &site.model;
    let mut kinds = Map::new();
    for thing in model.things() {
        let common = site.common(thing);
        let mut data = json!({
            "id": &*common.id,
            "title": &*common.title,
            "url": thing_url(model, thing),
        });
        if let Some(summary) = &common.summary {
            data["summary"] = json!(&**summary);
        }
        if !common.tags.is_empty() {
            data["tags"] = common.tags.iter().map(|tag| json!(&**tag)).collect();
        }
        relations(site, thing, &mut data);
        let name = format!("{}s", common.kind.name());
        match kinds.entry(name).or_insert_with(|| json!([])) {
            Value::Array(list) => list.push(data),
            _ => continue,
        }
    }
    let scales: Vec<Value> = model
        .scales
        .iter()
        .map(|(_, scale)| {
            let steps: Vec<Value> = scale
                .steps
                .iter()
                .map(|step| json!({ "id": &*step.id, "title": &*step.title, "definition": step.definition.as_deref() }))
                .collect();
            json!({ "id": &*scale.id, "steps": steps })
        })
        .collect();
    let areas: Vec<Value> = model
        .areas
        .iter()
        .map(|(_, area)| json!({ "id": &*area.id, "title": &*area.title }))
        .collect();
    let mut root = json!({
        "version": 1,
        "title": site.settings.title,
        "language": site.settings.language,
        "scales": scales,
        "areas": areas,
    });
    if let Value::Object(fields) = &mut root {
        fields.extend(kinds);
    }
    let mut bytes = root.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

fn ids<T: OfKind>(table: &Table<T>, ids: &[Idx<T>], id: impl Fn(&T) -> &str) -> Value {
    ids.iter().map(|idx| json!(id(&table[*idx]))).collect()
}

/// The relations of a thing that its own file states; the other ends follow from them.
fn relations(site: &Site, thing: crate::model::Thing, data: &mut Value) {
    use crate::model::Thing;
    let model: &Model = &site.model;
    match thing {
        Thing::Track(id) => {
            data["levels"] = ids(&model.levels, &model.tracks[id].levels, |level| {
                &level.common.id
            });
        }
        Thing::Level(id) => {
            let level = &model.levels[id];
            data["code"] = json!(level.code.as_deref());
            data["includes"] = ids(&model.levels, &level.includes, |level| &level.common.id);
            data["track"] = json!(
                level
                    .track
                    .map(|(track, _)| &*model.tracks[track].common.id)
            );
            data["cells"] = level
                .cells
                .iter()
                .map(|cell| {
                    let skill = &model.skills[cell.skill];
                    let scale = &model.scales[skill.scale];
                    json!({
                        "skill": &*skill.common.id,
                        "step": cell.step.map(|(step, _)| &*scale.steps[usize::from(step)].id),
                        "required": cell.step.is_some_and(|(_, need)| need == Need::Required),
                        "state": cell.state.name(),
                        "statements": cell.statements.iter().map(|id| {
                            let statement = &model.statements[*id];
                            let own = statement.level == thing_level(thing).unwrap_or(statement.level);
                            let from = &model.levels[statement.level].common;
                            let mut data = json!({ "id": &*statement.id, "text": plain(site, from, statement.text) });
                            if !own {
                                data["from"] = json!(&*from.id);
                            }
                            data
                        }).collect::<Vec<_>>(),
                    })
                })
                .collect();
        }
        Thing::Skill(id) => {
            let skill = &model.skills[id];
            data["area"] = json!(skill.area.map(|area| &*model.areas[area].id));
            data["scale"] = json!(&*model.scales[skill.scale].id);
            data["related"] = ids(&model.skills, &skill.related, |skill| &skill.common.id);
        }
        Thing::Path(id) => {
            let path = &model.paths[id];
            data["from"] = json!(path.from.map(|level| &*model.levels[level].common.id));
            data["to"] = json!(path.to.map(|level| &*model.levels[level].common.id));
            data["phases"] = ids(&model.phases, &path.phases, |phase| &phase.common.id);
            data["targets"] = path
                .targets
                .iter()
                .map(|(skill, step)| {
                    let skill = &model.skills[*skill];
                    let step = &model.scales[skill.scale].steps[usize::from(*step)];
                    json!({ "skill": &*skill.common.id, "step": &*step.id })
                })
                .collect();
        }
        Thing::Phase(id) => {
            let phase = &model.phases[id];
            data["skills"] = ids(&model.skills, &phase.skills, |skill| &skill.common.id);
            data["resources"] = ids(&model.resources, &phase.resources, |resource| {
                &resource.common.id
            });
            data["duration"] = json!(
                phase
                    .duration
                    .as_ref()
                    .map(|duration| &*duration.value.words)
            );
        }
        Thing::Resource(id) => {
            let resource = &model.resources[id];
            data["type"] = json!(resource.medium.name());
            data["by"] = json!(resource.by.as_deref());
            data["address"] = json!(resource.url.as_deref());
            data["hours"] = json!(resource.hours.map(|(from, to)| [from, to]));
            data["skills"] = ids(&model.skills, &resource.skills, |skill| &skill.common.id);
        }
        Thing::Archetype(id) => {
            let archetype = &model.archetypes[id];
            data["levels"] = ids(&model.levels, &archetype.levels, |level| &level.common.id);
            data["skills"] = ids(&model.skills, &archetype.skills, |skill| &skill.common.id);
        }
        Thing::Pitfall(id) => {
            let pitfall = &model.pitfalls[id];
            data["levels"] = ids(&model.levels, &pitfall.levels, |level| &level.common.id);
            data["skills"] = ids(&model.skills, &pitfall.skills, |skill| &skill.common.id);
        }
        Thing::Packet(id) => {
            let packet = &model.packets[id];
            data["level"] = json!(packet.level.map(|level| &*model.levels[level].common.id));
        }
        Thing::Page(_) => {}
    }
}

fn thing_level(thing: crate::model::Thing) -> Option<Idx<crate::model::Level>> {
    match thing {
        crate::model::Thing::Level(id) => Some(id),
        _ => None,
    }
}
