//! A version from the graph of a site.

use super::fields::Fields;
use super::sections::sections;
use super::{Entry, Name, Section, SectionName, StepValue, Thing, Value, Version};
use crate::document::slug;
use crate::model::{Model, Need, Thing as ModelThing};
use crate::settings::Settings;
use crate::source::Sources;
use std::sync::Arc;

impl Version {
    /// What a site says.
    pub fn of(model: &Model, settings: &Settings, sources: &Sources) -> Version {
        let mut things = vec![site(settings)];
        things.extend(scales(model));
        things.extend(areas(model));
        things.extend(model.things().map(|thing| of_thing(model, sources, thing)));
        Version { things }
    }
}

impl Name {
    /// The name of a thing of the graph.
    pub fn of(model: &Model, thing: impl Into<ModelThing>) -> Name {
        let common = model.common(thing.into());
        Name {
            kind: common.kind.name(),
            id: common.id.clone(),
        }
    }
}

fn of_thing(model: &Model, sources: &Sources, thing: ModelThing) -> Thing {
    let common = model.common(thing);
    Thing {
        name: Name::of(model, thing),
        title: common.title.clone(),
        was: common
            .was
            .iter()
            .map(|was| match was.value.rsplit_once('/') {
                Some((path, name)) => format!("{}/{}", slug(path), slug(name)).into(),
                None => slug(&was.value).into(),
            })
            .collect(),
        fields: Fields::of(model, thing),
        sections: sections(model, sources, thing),
    }
}

fn site(settings: &Settings) -> Thing {
    let mut fields = Fields::default();
    fields.words("description", settings.description.as_deref());
    fields.words("language", Some(&settings.language));
    fields.words(
        "licence",
        settings.licence.as_ref().map(|licence| &*licence.value),
    );
    for (name, value) in &settings.vars {
        fields.words(&format!("vars.{name}"), Some(value));
    }
    fields.list(
        "navigation",
        settings
            .navigation
            .iter()
            .map(|(title, address)| Entry::Words(format!("{title} ({address})"))),
    );
    Thing {
        name: Name {
            kind: "site",
            id: "site".into(),
        },
        title: settings.title.as_str().into(),
        was: Default::default(),
        fields: fields.finish(),
        sections: Vec::new(),
    }
}

fn scales(model: &Model) -> impl Iterator<Item = Thing> + '_ {
    model.scales.iter().map(|(_, scale)| {
        let mut fields = Fields::default();
        fields.list(
            "steps",
            scale
                .steps
                .iter()
                .map(|step| Entry::Words(step.title.to_string())),
        );
        for step in &scale.steps {
            fields.words(
                &format!("definition.{}", step.id),
                step.definition.as_deref(),
            );
        }
        Thing {
            name: Name {
                kind: "scale",
                id: (&*scale.id).into(),
            },
            title: scale.title.clone(),
            was: Default::default(),
            fields: fields.finish(),
            sections: Vec::<Section>::new(),
        }
    })
}

fn areas(model: &Model) -> impl Iterator<Item = Thing> + '_ {
    model.areas.iter().map(|(_, area)| {
        let mut fields = Fields::default();
        fields.words("description", area.description.as_deref());
        Thing {
            name: Name {
                kind: "area",
                id: (&*area.id).into(),
            },
            title: area.title.clone(),
            was: Default::default(),
            fields: fields.finish(),
            sections: Vec::new(),
        }
    })
}

impl StepValue {
    /// The step of this number on the scale of a skill.
    pub fn of(
        model: &Model,
        skill: crate::model::Idx<crate::model::Skill>,
        step: u8,
        need: Need,
    ) -> Option<StepValue> {
        let skill = &model.skills[skill];
        let steps = &model.scales[skill.scale].steps;
        let place = usize::from(step);
        let title = skill.step_names.get(place);
        Some(StepValue {
            id: (&*steps.get(place)?.id).into(),
            title: title.unwrap_or(&steps[place].title).clone(),
            is_required: need == Need::Required,
            scale: steps.iter().map(|step| Arc::from(&*step.id)).collect(),
        })
    }
}

impl Value {
    /// A step as a value.
    pub fn step(step: Option<StepValue>) -> Option<Value> {
        step.map(Value::Step)
    }
}

impl SectionName {
    /// What stands directly under the heading of a skill.
    pub fn of_skill(skill: Name) -> SectionName {
        SectionName {
            skill: Some(skill),
            path: Vec::new(),
        }
    }
}
