//! What is set of each kind of thing. Relations are read from the end at which they are written.

use super::{Entry, Field, FieldName, Name, StepValue, Value};
use crate::model::{
    Common, Idx, LearningPath, Level, Model, Need, Next, OfKind, Phase, Resource, Skill, State,
    Thing,
};
use std::collections::BTreeMap;

/// Fields while they are collected; what is empty is not set.
#[derive(Default)]
pub(super) struct Fields(BTreeMap<FieldName, Value>);

impl Fields {
    pub fn of(model: &Model, thing: Thing) -> Vec<Field> {
        let mut fields = Fields::default();
        fields.common(model.common(thing));
        match thing {
            Thing::Track(id) => {
                let track = &model.tracks[id];
                fields.words("kind", track.kind.as_deref());
                fields.things_in_order("levels", model, &track.levels);
                fields.things("switch_to", model, &track.switch_to);
            }
            Thing::Level(id) => fields.level(model, &model.levels[id]),
            Thing::Skill(id) => fields.skill(model, &model.skills[id]),
            Thing::Path(id) => fields.path(model, &model.paths[id]),
            Thing::Phase(id) => fields.phase(model, id),
            Thing::Resource(id) => fields.resource(model, &model.resources[id]),
            Thing::Archetype(id) => {
                let archetype = &model.archetypes[id];
                fields.words("focus", archetype.focus.as_deref());
                fields.words("best_for", archetype.best_for.as_deref());
                for (what, share) in &archetype.time {
                    fields.words(&format!("time.{}", what.value), Some(&share.to_string()));
                }
                fields.things("levels", model, &archetype.levels);
                fields.things("skills", model, &archetype.skills);
            }
            Thing::Pitfall(id) => {
                let pitfall = &model.pitfalls[id];
                fields.words("problem", pitfall.problem.as_deref());
                fields.words("solution", pitfall.solution.as_deref());
                fields.things("levels", model, &pitfall.levels);
                fields.things("skills", model, &pitfall.skills);
            }
            Thing::Packet(id) => fields.thing("level", model, model.packets[id].level),
            Thing::Page(_) => {}
        }
        fields.finish()
    }

    pub fn finish(self) -> Vec<Field> {
        let fields = self.0.into_iter();
        fields.map(|(name, value)| Field { name, value }).collect()
    }

    fn common(&mut self, common: &Common) {
        self.words("summary", common.summary.as_deref());
        self.all("tags", &common.tags);
        self.all("aka", &common.aka);
        self.words("owner", common.owner.as_deref());
        let reviewed = common.reviewed.as_ref().map(|day| day.value.to_string());
        self.words("reviewed", reviewed.as_deref());
        let every = common.review_every.as_ref();
        self.words("review_every", every.map(|every| &*every.value.words));
        self.flag("draft", common.draft);
        self.flag("internal", common.internal);
        let order = common.order.map(|order| order.to_string());
        self.words("order", order.as_deref());
        for entry in common.extra.entries() {
            let value = match serde_json::to_value(&entry.value.value) {
                Ok(serde_json::Value::String(text)) => text,
                Ok(other) => other.to_string(),
                // A number that JSON doesn't have.
                Err(_) => format!("{:?}", entry.value.value),
            };
            self.words(&format!("extra.{}", entry.key.value), Some(&value));
        }
        let allowed: Vec<&str> = common.allow.iter().map(|code| code.value.name()).collect();
        self.all("allow", &allowed);
    }

    fn level(&mut self, model: &Model, level: &Level) {
        self.words("code", level.code.as_deref());
        self.all("equivalents", &level.equivalents);
        self.things("includes", model, &level.includes);
        self.words("scope", level.scope.as_deref());
        let time = level.typical_time.as_ref();
        self.words("typical_time", time.map(|time| &*time.words));
        self.flag("career_level", level.career_level);
        for cell in &level.cells {
            let skill = Name::of(model, cell.skill);
            let step = cell
                .step
                .and_then(|(step, need)| StepValue::of(model, cell.skill, step, need));
            self.set("requires", Some(skill.clone()), Value::step(step));
            // The other states follow from the rest.
            if cell.state == State::NotExpected && cell.span.is_some() {
                let state = Value::Words(cell.state.name().to_owned());
                self.set("state", Some(skill), Some(state));
            }
        }
    }

    fn skill(&mut self, model: &Model, skill: &Skill) {
        if let Some(area) = skill.area {
            let id = (&*model.areas[area].id).into();
            self.set("area", None, Some(Value::Thing(Name { kind: "area", id })));
        }
        let id = (&*model.scales[skill.scale].id).into();
        let scale = Value::Thing(Name { kind: "scale", id });
        self.set("scale", None, Some(scale));
        let names = skill.step_names.iter();
        self.list("steps", names.map(|name| Entry::Words(name.to_string())));
        self.things("related", model, &skill.related);
        self.all("external", &skill.external);
    }

    fn path(&mut self, model: &Model, path: &LearningPath) {
        // Else it is that of the level at its end.
        let of_end = path.to.and_then(|level| model.levels[level].track);
        if path.track != of_end.map(|(track, _)| track) {
            self.thing("track", model, path.track);
        }
        self.thing("from", model, path.from);
        self.thing("to", model, path.to);
        let timeline = path.timeline.as_ref();
        self.words("timeline", timeline.map(|time| &*time.value.words));
        self.words("difficulty", path.difficulty.as_deref());
        self.words("success_rate", path.success_rate.as_deref());
        self.all("prerequisites", &path.prerequisites);
        let requires: Vec<_> = path.requires.iter().map(|path| path.value).collect();
        self.things("requires", model, &requires);
        self.things("competencies", model, &path.competencies);
        self.things("archetypes", model, &path.archetypes);
        self.things("pitfalls", model, &path.pitfalls);
        self.things("resources", model, &path.resources);
        self.thing("packet", model, path.packet);
        let next = path.next.iter().map(|next| match next {
            Next::Path(path) => Entry::Thing(Name::of(model, *path)),
            Next::Planned(name) => Entry::Words(name.to_string()),
        });
        let next: std::collections::BTreeSet<Entry> = next.collect();
        self.set("next", None, (!next.is_empty()).then_some(Value::Set(next)));
        // Else it aims at what the level at its end requires, where a change is told.
        if !path.target_spans.is_empty() {
            for (skill, step) in &path.targets {
                let step = StepValue::of(model, *skill, *step, Need::Required);
                let skill = Name::of(model, *skill);
                self.set("targets", Some(skill), Value::step(step));
            }
        }
        self.words("author", path.author.as_deref());
        let date = path.date.map(|date| date.to_string());
        self.words("date", date.as_deref());
        self.flag("featured", path.featured);
        self.things_in_order("phases", model, &path.phases);
    }

    fn phase(&mut self, model: &Model, id: Idx<Phase>) {
        let phase = &model.phases[id];
        let duration = phase.duration.as_ref();
        self.words("duration", duration.map(|time| &*time.value.words));
        self.things("skills", model, &phase.skills);
        self.things("resources", model, &phase.resources);
        let phases = &model.paths[phase.path].phases;
        let place = phases.iter().position(|other| *other == id).unwrap_or(0);
        let before = place.checked_sub(1).map(|before| phases[before]);
        // Else it comes after the one before it, which the order of the path tells.
        if phase.after.iter().copied().ne(before) {
            self.things("after", model, &phase.after);
        }
    }

    fn resource(&mut self, model: &Model, resource: &Resource) {
        self.words("type", Some(resource.medium.name()));
        self.words("by", resource.by.as_deref());
        self.words("url", resource.url.as_deref());
        let hours = resource.hours.map(|(from, to)| match from == to {
            true => from.to_string(),
            false => format!("{from}-{to}"),
        });
        self.words("hours", hours.as_deref());
        self.words("cost", resource.cost.as_deref());
        self.words("language", resource.language.as_deref());
        self.things("skills", model, &resource.skills);
        let checked = resource.checked.map(|day| day.to_string());
        self.words("checked", checked.as_deref());
        self.thing("replaced_by", model, resource.replaced_by);
    }

    fn set(&mut self, key: &str, about: Option<Name>, value: Option<Value>) {
        if let Some(value) = value {
            let name = FieldName {
                key: key.into(),
                about,
            };
            self.0.insert(name, value);
        }
    }

    pub fn words(&mut self, key: &str, words: Option<&str>) {
        let words = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
        let words = words.filter(|words| !words.is_empty());
        self.set(key, None, words.map(Value::Words));
    }

    fn flag(&mut self, key: &str, flag: bool) {
        self.words(key, flag.then_some("true"));
    }

    fn all(&mut self, key: &str, words: &[impl AsRef<str>]) {
        let words = words.iter().map(|word| Entry::Words(word.as_ref().into()));
        let value = (words.len() > 0).then(|| Value::Set(words.collect()));
        self.set(key, None, value);
    }

    pub fn list(&mut self, key: &str, entries: impl Iterator<Item = Entry>) {
        let entries: Vec<Entry> = entries.collect();
        let value = (!entries.is_empty()).then_some(Value::List(entries));
        self.set(key, None, value);
    }

    fn thing<T: OfKind>(&mut self, key: &str, model: &Model, thing: Option<Idx<T>>)
    where
        Idx<T>: Into<Thing>,
    {
        let thing = thing.map(|thing| Value::Thing(Name::of(model, thing)));
        self.set(key, None, thing);
    }

    fn things<T: OfKind>(&mut self, key: &str, model: &Model, things: &[Idx<T>])
    where
        Idx<T>: Into<Thing>,
    {
        let names = things.iter().map(|id| Entry::Thing(Name::of(model, *id)));
        let value = (!things.is_empty()).then(|| Value::Set(names.collect()));
        self.set(key, None, value);
    }

    fn things_in_order<T: OfKind>(&mut self, key: &str, model: &Model, things: &[Idx<T>])
    where
        Idx<T>: Into<Thing>,
    {
        let names = things.iter().map(|id| Entry::Thing(Name::of(model, *id)));
        self.list(key, names);
    }
}
