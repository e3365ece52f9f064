//! Scales and areas of `site.toml`.

use super::language::steps;
use super::{AreaSetting, ScaleSetting, StepSetting};
use crate::data::{Reader, UnknownKeys, Value, Vars};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{fault, slug};
use crate::source::Spanned;

/// Steps of a scale: nobody can tell more of them apart.
const MOST_STEPS: usize = 20;

/// The scale of a site that sets none, from the vocabulary of the field in its language.
pub(super) fn default_scale(language: &str) -> ScaleSetting {
    ScaleSetting {
        id: "default".to_owned(),
        title: String::new(),
        steps: steps(language)
            .into_iter()
            .map(|(id, title, definition)| StepSetting {
                id: id.to_owned(),
                title: title.to_owned(),
                definition: Some(definition.to_owned()),
                also: None,
            })
            .collect(),
    }
}

/// The site's own scale, then those under `[scales]`.
pub(super) fn scales(
    reader: &mut Reader<'_>,
    language: &str,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> Vec<ScaleSetting> {
    let mut own = default_scale(language);
    let steps = reader.texts("scale");
    let definitions = reader.texts_table("definitions");
    let titles = reader.texts_table("titles");
    if !(steps.is_empty() && definitions.is_empty() && titles.is_empty()) {
        own = scale(own, steps, definitions, faults);
        rename(&mut own, titles, faults);
    }
    let mut scales = vec![own];
    for (name, value) in reader.table("scales") {
        let Value::Table(table) = &value.value else {
            faults.push(no_group("scales", &name, &value.value, "steps = [\"…\"]"));
            continue;
        };
        let taken: Vec<&str> = scales.iter().map(|scale| scale.id.as_str()).collect();
        let id = id_of(&name, &taken, "scale", faults);
        let under = format!("scales.{}", name.value);
        let mut inner = Reader::new(table, name.span, vars, faults)
            .under(&under)
            .recording(reader.record());
        let title = inner.text("title").map(|title| title.value);
        let steps = inner.texts("steps");
        let definitions = inner.texts_table("definitions");
        let titles = inner.texts_table("titles");
        inner.finish("a scale", &[], UnknownKeys::Error);
        let Some(id) = id else { continue };
        let default = ScaleSetting {
            id,
            title: title.unwrap_or(name.value),
            ..default_scale(language)
        };
        let mut scale = scale(default, steps, definitions, faults);
        rename(&mut scale, titles, faults);
        scales.push(scale);
    }
    scales
}

/// Other titles for steps, whose ids stay: an upstream's texts name them by those.
fn rename(
    scale: &mut ScaleSetting,
    titles: Vec<(Spanned<String>, Spanned<String>)>,
    faults: &mut Vec<Diagnostic>,
) {
    for (step, title) in titles {
        if let Some(known) = step_named(scale, &step, faults) {
            known.title = title.value;
        }
    }
}

fn step_named<'s>(
    scale: &'s mut ScaleSetting,
    step: &Spanned<String>,
    faults: &mut Vec<Diagnostic>,
) -> Option<&'s mut StepSetting> {
    let name = slug(&step.value);
    let place = scale.steps.iter().position(|known| known.id == *name);
    let Some(place) = place else {
        faults.push(
            Diagnostic::new(
                Code::UnknownId,
                format!("no step is called `{}`", step.value),
            )
            .at(step.span)
            .help("name a step of the scale")
            .suggest(nearest(
                &name,
                scale.steps.iter().map(|step| step.id.as_str()),
            )),
        );
        return None;
    };
    scale.steps.get_mut(place)
}

/// A scale with these steps, or with those that it has where there are none.
fn scale(
    mut scale: ScaleSetting,
    steps: Vec<Spanned<String>>,
    definitions: Vec<(Spanned<String>, Spanned<String>)>,
    faults: &mut Vec<Diagnostic>,
) -> ScaleSetting {
    let mut taken: Vec<StepSetting> = Vec::new();
    for (place, step) in steps.into_iter().enumerate() {
        if place == MOST_STEPS {
            let message = format!("a scale has at most {MOST_STEPS} steps");
            faults.push(
                Diagnostic::new(Code::BadValue, message)
                    .at(step.span)
                    .help("leave this step and those behind it out"),
            );
            break;
        }
        let id = slug(&step.value).into_owned();
        if id.is_empty() || taken.iter().any(|other| other.id == id) {
            faults.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    format!("the step `{}` needs a name of its own", step.value),
                )
                .at(step.span)
                .help("give each step another name, with letters or digits in it"),
            );
            continue;
        }
        taken.push(StepSetting {
            id,
            title: step.value,
            definition: None,
            also: None,
        });
    }
    if !taken.is_empty() {
        scale.steps = taken;
    }
    for (step, definition) in definitions {
        if let Some(known) = step_named(&mut scale, &step, faults) {
            known.definition = Some(definition.value);
        }
    }
    scale
}

/// `[areas.technical]` with a title, or in short `technical = "Technical"` under `[areas]`.
pub(super) fn areas(
    reader: &mut Reader<'_>,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> Vec<AreaSetting> {
    let mut areas: Vec<AreaSetting> = Vec::new();
    for (name, value) in reader.table("areas") {
        let taken: Vec<&str> = areas.iter().map(|area| area.id.value.as_str()).collect();
        let id = id_of(&name, &taken, "area", faults);
        let (title, description) = match &value.value {
            Value::Table(table) => {
                let under = format!("areas.{}", name.value);
                let mut inner = Reader::new(table, name.span, vars, faults)
                    .under(&under)
                    .recording(reader.record());
                let title = inner.text("title").map(|text| text.value);
                let description = inner.text("description").map(|text| text.value);
                inner.finish("an area", &[], UnknownKeys::Error);
                (title, description)
            }
            Value::String(title) => (Some(title.clone()), None),
            other => {
                faults.push(no_group("areas", &name, other, "title = \"…\""));
                (None, None)
            }
        };
        let Some(id) = id else { continue };
        areas.push(AreaSetting {
            title: title.unwrap_or_else(|| name.value.clone()),
            description,
            id: Spanned::new(id, name.span),
        });
    }
    areas
}

/// The id that a name in the settings comes to; none when it is of no use.
fn id_of(
    name: &Spanned<String>,
    taken: &[&str],
    what: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<String> {
    let id = slug(&name.value).into_owned();
    let finding = match fault(&name.value, &id) {
        Some(fault) => Diagnostic::new(
            Code::BadId,
            format!("the name `{}` of this {what} {fault}", name.value),
        ),
        None if taken.contains(&id.as_str()) => {
            Diagnostic::new(Code::DuplicateId, format!("two {what}s have the id `{id}`"))
        }
        None => return Some(id),
    };
    faults.push(
        finding
            .at(name.span)
            .help("give it another name, with letters, digits and hyphens"),
    );
    None
}

fn no_group(key: &str, name: &Spanned<String>, value: &Value, holds: &str) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        format!(
            "`{key}.{}` holds {} where a group of keys belongs",
            name.value,
            value.kind()
        ),
    )
    .at(name.span)
    .help(format!(
        "write `[{key}.{}]` and beneath it `{holds}`",
        name.value
    ))
}
