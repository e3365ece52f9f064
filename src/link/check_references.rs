//! References in texts: each must lead somewhere.

use super::fields::{planned_exists, unknown};
use super::names::{Found, Names, Reference};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::markdown::ReferenceKind;
use crate::model::{Model, Thing};
use crate::settings::Settings;
use crate::source::Span;
use rayon::prelude::*;

/// Reports references in the texts of all things that lead nowhere. Links between pages are looked
/// at later, in the HTML, together with those that the templates make.
pub(super) fn check(model: &Model, names: &Names, settings: &Settings, out: &mut Vec<Diagnostic>) {
    let things: Vec<Thing> = model.things().collect();
    let found: Vec<Vec<Diagnostic>> = things
        .into_par_iter()
        .map(|thing| {
            let mut faults = Vec::new();
            for reference in &model.common(thing).body.outline.references {
                if reference.kind == ReferenceKind::Wiki {
                    wiki(
                        &reference.target,
                        reference.span,
                        names,
                        settings,
                        &mut faults,
                    );
                }
            }
            faults
        })
        .collect();
    out.extend(found.into_iter().flatten());
}

/// Reports `[[target]]` when it leads nowhere.
pub(crate) fn wiki(
    target: &str,
    span: Span,
    names: &Names,
    settings: &Settings,
    out: &mut Vec<Diagnostic>,
) {
    if let Some(name) = target.strip_prefix("var:") {
        if !settings.vars.contains_key(name.trim()) {
            let finding = Diagnostic::new(
                Code::UnknownVar,
                format!("`[vars]` has no word `{}`", name.trim()),
            )
            .at(span);
            let near = nearest(name.trim(), settings.vars.keys().map(String::as_str));
            out.push(match near {
                Some(_) => finding.suggest(near),
                None => finding.help("add it to `[vars]` in `site.toml`"),
            });
        }
        return;
    }
    let reference = Reference::read(target);
    match names.find(reference, None) {
        Found::Unknown => out.push(unknown(names, reference, None, span)),
        Found::Ambiguous(things) => {
            let ways: Vec<String> = things
                .iter()
                .map(|thing| format!("`[[{}:{}]]`", thing.kind().name(), reference.id))
                .collect();
            out.push(
                Diagnostic::new(
                    Code::AmbiguousId,
                    format!("`{}` is the id of several things", reference.id),
                )
                .at(span)
                .help(format!("write {}", ways.join(" or "))),
            );
        }
        Found::Thing(_) if reference.is_planned => out.push(planned_exists(reference.id, span)),
        Found::Thing(_) | Found::Planned(_) | Found::Hidden(_) => {}
    }
}
