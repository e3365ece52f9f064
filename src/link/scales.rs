//! The scales and areas that `site.toml` sets, and the scale of each skill, which is needed before
//! the skills themselves are linked.

use super::order::{peek, peek_texts};
use super::skill;
use crate::document::{Document, Kind};
use crate::model::{Area, Idx, Scale, Step, Table};
use crate::settings::Settings;
use std::sync::Arc;

pub(super) fn scales(settings: &Settings) -> Table<Scale> {
    let scales = settings.scales.iter().map(|scale| Scale {
        id: scale.id.as_str().into(),
        title: scale.title.as_str().into(),
        steps: scale
            .steps
            .iter()
            .map(|step| Step {
                id: step.id.as_str().into(),
                title: step.title.as_str().into(),
                definition: step.definition.as_deref().map(Into::into),
                also: step.also.as_deref().map(Into::into),
            })
            .collect(),
    });
    scales.collect::<Vec<_>>().into()
}

pub(super) fn areas(settings: &Settings) -> Table<Area> {
    let areas = settings.areas.iter().map(|area| Area {
        id: area.id.value.as_str().into(),
        title: area.title.as_str().into(),
        description: area.description.as_deref().map(Into::into),
        skills: Vec::new(),
    });
    areas.collect::<Vec<_>>().into()
}

pub(super) fn skill_scales(
    documents: &[Arc<Document>],
    scales: &Table<Scale>,
) -> Vec<(Idx<Scale>, Vec<Arc<str>>)> {
    documents
        .iter()
        .filter(|document| document.kind == Kind::Skill)
        .map(|document| {
            let scale = peek(&document.table, "scale")
                .and_then(|name| skill::scale_named(scales, name))
                .unwrap_or(Idx::new(0));
            let own = peek_texts(&document.table, "steps")
                .into_iter()
                .map(Arc::from)
                .collect();
            (scale, own)
        })
        .collect()
}
