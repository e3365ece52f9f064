//! `model.json`: the graph for other programs, with ids for references.

use crate::model::{Idx, Level, Model, Need, OfKind, Table, Thing};
use crate::route::thing_url;
use crate::site::Site;
use crate::view::plain;
use serde::Serialize;
use serde_json::{Value, json};

/// The graph as JSON. Every list has the order of the site, every reference is an id. It is written
/// thing by thing: as one tree a large site's would take more memory than all the rest of a build.
pub(super) fn model_json(site: &Site) -> Vec<u8> {
    let model = &site.model;
    let head = json!({
        "version": 1,
        "title": site.settings.title,
        "language": site.settings.language,
        "scales": scales(model),
        "areas": areas(model),
    });
    // About as much as the texts themselves; growing by doubling would need three times as much.
    let texts: usize = site
        .sources
        .iter()
        .map(|(_, source)| source.text.len())
        .sum();
    let mut text = Vec::with_capacity(texts / 4);
    write(&mut text, &head);
    text.pop();
    let mut kind = None;
    for thing in model.things() {
        if kind == Some(thing.kind()) {
            text.push(b',');
        } else {
            let end = if kind.is_some() { "]" } else { "" };
            text.extend_from_slice(format!("{end},\"{}s\":[", thing.kind().name()).as_bytes());
            kind = Some(thing.kind());
        }
        write(&mut text, &thing_json(site, thing));
        if let Thing::Level(id) = thing {
            text.pop();
            text.extend_from_slice(b",\"cells\":");
            write_cells(&mut text, site, id);
            text.push(b'}');
        }
    }
    text.extend_from_slice(if kind.is_some() { b"]}\n" } else { b"}\n" });
    text
}

fn write(out: &mut Vec<u8>, value: &impl Serialize) {
    // Neither what is written here nor a list of bytes can refuse.
    let written = serde_json::to_writer(out, value);
    debug_assert!(written.is_ok());
}

/// What a level asks for in one skill.
#[derive(Serialize)]
struct CellJson<'a> {
    skill: &'a str,
    step: Option<&'a str>,
    required: bool,
    state: &'a str,
    statements: Vec<StatementJson<'a>>,
}

/// A statement of a level; one that it takes over from another level by name alone, since the
/// words stand there: written out at each level they would be most of the file.
#[derive(Serialize)]
struct StatementJson<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
}

/// The cells of a level, each written as it is made: they are most of the file.
fn write_cells(out: &mut Vec<u8>, site: &Site, id: Idx<Level>) {
    let model = &site.model;
    let level = &model.levels[id];
    for (place, cell) in level.cells.iter().enumerate() {
        let skill = &model.skills[cell.skill];
        let steps = &model.scales[skill.scale].steps;
        let statements = cell.statements.iter().map(|statement| {
            let statement = &model.statements[*statement];
            let own = statement.level == id;
            StatementJson {
                id: &statement.id,
                text: own.then(|| plain(site, &level.common, statement.text)),
                from: (!own).then(|| &*model.levels[statement.level].common.id),
            }
        });
        out.push(if place == 0 { b'[' } else { b',' });
        let cell = CellJson {
            skill: &skill.common.id,
            step: cell.step.map(|(step, _)| &*steps[usize::from(step)].id),
            required: cell.step.is_some_and(|(_, need)| need == Need::Required),
            state: cell.state.name(),
            statements: statements.collect(),
        };
        write(out, &cell);
    }
    out.extend_from_slice(if level.cells.is_empty() { b"[]" } else { b"]" });
}

fn scales(model: &Model) -> Value {
    let scales = model.scales.iter().map(|(_, scale)| {
        let steps = scale.steps.iter().map(|step| {
            let definition = step.definition.as_deref();
            json!({ "id": &*step.id, "title": &*step.title, "definition": definition })
        });
        json!({ "id": &*scale.id, "steps": steps.collect::<Vec<_>>() })
    });
    scales.collect()
}

fn areas(model: &Model) -> Value {
    let areas = model.areas.iter();
    areas
        .map(|(_, area)| json!({ "id": &*area.id, "title": &*area.title }))
        .collect()
}

/// One thing with what its own file states.
fn thing_json(site: &Site, thing: Thing) -> Value {
    let common = site.common(thing);
    let mut data = json!({
        "id": &*common.id,
        "title": &*common.title,
        "url": thing_url(&site.model, thing),
    });
    if let Some(summary) = &common.summary {
        data["summary"] = json!(&**summary);
    }
    if !common.tags.is_empty() {
        data["tags"] = common.tags.iter().map(|tag| json!(&**tag)).collect();
    }
    relations(site, thing, &mut data);
    data
}

fn ids<T: OfKind>(table: &Table<T>, ids: &[Idx<T>], id: impl Fn(&T) -> &str) -> Value {
    ids.iter().map(|idx| json!(id(&table[*idx]))).collect()
}

/// The relations of a thing that its own file states; the other ends follow from them.
fn relations(site: &Site, thing: Thing, data: &mut Value) {
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
