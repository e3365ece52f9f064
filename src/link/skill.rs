//! Links a skill.

use super::fields::{Fields, Site};
use super::settle::read;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{Document, slug};
use crate::model::{Area, Idx, Scale, Skill, Table};
use std::sync::Arc;

/// The scale with this id.
pub(super) fn scale_named(scales: &Table<Scale>, name: &str) -> Option<Idx<Scale>> {
    let slug = slug(name);
    scales
        .iter()
        .find(|(_, scale)| *scale.id == *slug)
        .map(|(id, _)| id)
}

pub(super) fn settle(document: &Document, site: &Site<'_>, out: &mut Vec<Diagnostic>) -> Skill {
    let (common, (area, scale, step_names, related, external)) =
        read(document, site, out, |fields| {
            let area = area(fields);
            let scale = scale(fields);
            let names = step_names(fields, scale);
            (area, scale, names, fields.many("related"), external(fields))
        });
    let outline = &common.body.outline;
    let mut steps = vec![None; site.scales[scale].steps.len()];
    let mut sections = Vec::new();
    for section in outline.sections() {
        let heading = outline.heading(&section);
        match step_of(&heading.text, &site.scales[scale], &step_names) {
            Some(place) if steps[place].is_none() => steps[place] = Some(section),
            Some(_) => {
                out.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        format!("the step `{}` stands twice", heading.text),
                    )
                    .at(heading.span)
                    .help("put what the two say under one heading"),
                );
                sections.push(section);
            }
            None => sections.push(section),
        }
    }
    Skill {
        common,
        area,
        scale,
        step_names,
        steps,
        sections,
        related,
        external,
        levels: Vec::new(),
        paths: Vec::new(),
        phases: Vec::new(),
        resources: Vec::new(),
        pitfalls: Vec::new(),
        archetypes: Vec::new(),
    }
}

fn external(fields: &mut Fields<'_>) -> Vec<Box<str>> {
    let texts = fields.reader.texts("external");
    texts
        .into_iter()
        .filter_map(|text| fields.address(text))
        .collect()
}

fn area(fields: &mut Fields<'_>) -> Option<Idx<Area>> {
    let area = fields.reader.text("area")?;
    let wanted = slug(&area.value);
    let known = &fields.site.settings.areas;
    let place = known.iter().position(|known| known.id.value == *wanted);
    if place.is_none() {
        fields.faults.push(
            Diagnostic::new(
                Code::UnknownId,
                format!("no area is called `{}`", area.value),
            )
            .at(area.span)
            .help("areas stand in `site.toml`, like `[areas.technical]`")
            .suggest(nearest(
                &wanted,
                known.iter().map(|known| known.id.value.as_str()),
            )),
        );
    }
    place.map(Idx::new)
}

fn scale(fields: &mut Fields<'_>) -> Idx<Scale> {
    let Some(name) = fields.reader.text("scale") else {
        return Idx::new(0);
    };
    let scales = fields.site.scales;
    scale_named(scales, &name.value).unwrap_or_else(|| {
        fields.faults.push(
            Diagnostic::new(
                Code::UnknownId,
                format!("no scale is called `{}`", name.value),
            )
            .at(name.span)
            .help("scales stand in `site.toml`, like `[scales.craft]`")
            .suggest(nearest(
                &name.value,
                scales.iter().map(|(_, scale)| &*scale.id),
            )),
        );
        Idx::new(0)
    })
}

fn step_names(fields: &mut Fields<'_>, scale: Idx<Scale>) -> Vec<Arc<str>> {
    let names = fields.reader.texts("steps");
    let count = fields.site.scales[scale].steps.len();
    if names.is_empty() || names.len() == count {
        return names
            .into_iter()
            .map(|name| Arc::from(name.value))
            .collect();
    }
    fields.faults.push(
        Diagnostic::new(
            Code::BadValue,
            format!(
                "the skill names {} steps, and its scale has {count}",
                names.len()
            ),
        )
        .at(names[0].span)
        .help(format!(
            "give {count} names, from the lowest step to the highest"
        )),
    );
    Vec::new()
}

/// The step that a heading names: by the skill's own name for it, the scale's, or its id.
fn step_of(text: &str, scale: &Scale, own: &[Arc<str>]) -> Option<usize> {
    let wanted = slug(text);
    own.iter()
        .position(|name| slug(name) == wanted)
        .or_else(|| scale.step(text).map(usize::from))
}
