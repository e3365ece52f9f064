//! A version from the graph of a site.

use super::fields::Fields;
use super::sections::{Plan, sections};
use super::{Entry, Name, Section, SectionName, StepValue, Thing, Value, Version};
use crate::document::{Body, slug};
use crate::model::{Model, Need, Thing as ModelThing};
use crate::settings::Settings;
use crate::source::Sources;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The texts of a version by the things that they are of, so that another version of the same site
/// reads again only those that differ.
pub type Texts = HashMap<Name, (Arc<Body>, Plan, Arc<Vec<Section>>)>;

impl Version {
    /// What a site says.
    pub fn of(model: &Model, settings: &Settings, sources: &Sources) -> Version {
        let no_text = &mut Texts::new();
        Version::of_next(model, settings, sources, no_text)
    }

    /// The same where `known` holds what another version says. A text that both were loaded with
    /// is taken from there; those of this version lie in it afterwards.
    pub fn of_next(
        model: &Model,
        settings: &Settings,
        sources: &Sources,
        known: &mut Texts,
    ) -> Version {
        let mut things = vec![site(settings)];
        things.extend(scales(model));
        things.extend(areas(model));
        let of_model: Vec<ModelThing> = model.things().collect();
        let of_model: Vec<(Thing, Plan)> = of_model
            .par_iter()
            .map(|thing| of_thing(model, sources, *thing, known))
            .collect();
        for (thing, (said, plan)) in model.things().zip(of_model) {
            let body = model.common(thing).body.clone();
            known.insert(said.name.clone(), (body, plan, said.sections.clone()));
            things.push(said);
        }
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

fn of_thing(model: &Model, sources: &Sources, thing: ModelThing, known: &Texts) -> (Thing, Plan) {
    let common = model.common(thing);
    let name = Name::of(model, thing);
    let plan = Plan::of(model, thing);
    let same = known
        .get(&name)
        .filter(|(body, of_known, _)| Arc::ptr_eq(body, &common.body) && *of_known == plan)
        .map(|(_, _, text)| text.clone());
    let text = same.unwrap_or_else(|| Arc::new(sections(common, sources, &plan)));
    let thing = Thing {
        name,
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
        sections: text,
    };
    (thing, plan)
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
        sections: Arc::default(),
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
            sections: Arc::default(),
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
            sections: Arc::default(),
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
