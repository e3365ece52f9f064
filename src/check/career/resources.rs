//! Resources that nothing uses, and paths that know only the outside world.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::{Found, Reference};
use crate::markdown::ReferenceKind;
use crate::model::{Idx, Medium, Resource, Thing};
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashSet;

/// Reports resources that no path, phase or skill uses and no text names. One that has been
/// replaced stays for those who look for it.
pub(in crate::check) fn unused(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let candidates: Vec<(Idx<Resource>, &Resource)> = model
        .resources
        .iter()
        .filter(|(_, resource)| {
            resource.paths.is_empty()
                && resource.phases.is_empty()
                && resource.skills.is_empty()
                && resource.replaced_by.is_none()
        })
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let mut used = named_in_texts(site);
    let replacing = model.resources.iter();
    used.extend(replacing.filter_map(|(_, resource)| resource.replaced_by));
    candidates
        .into_iter()
        .filter(|(id, _)| !used.contains(id))
        .map(|(_, resource)| {
            Diagnostic::new(
                Code::UnusedResource,
                format!(
                    "no path, phase or skill uses the resource `{}`",
                    resource.common.id
                ),
            )
            .at(resource.common.span)
            .help("name the `skills` that it teaches, list it in a phase, or take it out")
        })
        .collect()
}

fn named_in_texts(site: &Site) -> HashSet<Idx<Resource>> {
    let things: Vec<Thing> = site.model.things().collect();
    things
        .into_par_iter()
        .flat_map_iter(|thing| site.common(thing).body.outline.references.iter())
        .filter(|reference| reference.kind == ReferenceKind::Wiki)
        .filter_map(
            |reference| match site.names.find(Reference::read(&reference.target), None) {
                Found::Thing(Thing::Resource(id)) => Some(id),
                _ => None,
            },
        )
        .collect()
}

/// Reports paths that recommend something, and nothing of the company's own.
pub(in crate::check) fn outside_only(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let mut findings = Vec::new();
    for (_, path) in model.paths.iter() {
        let of_phases = path
            .phases
            .iter()
            .flat_map(|phase| &model.phases[*phase].resources);
        let mut resources = path.resources.iter().chain(of_phases).peekable();
        if resources.peek().is_none() {
            continue;
        }
        let is_own =
            |resource: &Resource| resource.medium == Medium::Internal || resource.common.internal;
        if !resources.any(|id| is_own(&model.resources[*id])) {
            findings.push(
                Diagnostic::new(
                    Code::NoInternalResource,
                    format!(
                        "the path `{}` recommends nothing of your own company",
                        path.common.id
                    ),
                )
                .at(path.common.span)
                .help("add a resource with `type = \"internal\"`: a guide, a channel, a review"),
            );
        }
    }
    findings
}
