//! References in texts: each must lead somewhere.

use super::finding::{planned_exists, unknown};
use super::names::{Found, Names, Reference};
use crate::data::expand_vars;
use crate::diagnostic::{Code, Diagnostic, limit, nearest};
use crate::markdown::{ReferenceKind, Safety, outline, safety};
use crate::model::{Model, Thing};
use crate::settings::Settings;
use crate::source::{Span, Spanned};
use rayon::prelude::*;

/// Findings of one text that are told. A text of 8 MB may hold a million references, each of which
/// is compared with every id to find the one that was meant.
const MOST_TOLD: usize = 200;

/// Reports references in the texts of all things that lead nowhere. Links between pages are looked
/// at later, in the HTML, together with those that the templates make.
pub(super) fn check(model: &Model, names: &Names, settings: &Settings, out: &mut Vec<Diagnostic>) {
    let things: Vec<Thing> = model.things().collect();
    let found: Vec<Vec<Diagnostic>> = things
        .into_par_iter()
        .map(|thing| {
            let mut faults = Vec::new();
            for reference in &model.common(thing).body.outline.references {
                one(reference, names, settings, &mut faults);
                // Each is compared with every id to find the one that was meant.
                if faults.len() > MOST_TOLD {
                    break;
                }
            }
            limit(&mut faults);
            faults
        })
        .collect();
    out.extend(found.into_iter().flatten());
    if let Some(licence) = &settings.licence {
        prose(licence, names, settings, out);
    }
}

/// Reports what is wrong in a value that is Markdown: the summary of a thing, the solution of a
/// pitfall.
pub(super) fn prose(
    text: &Spanned<String>,
    names: &Names,
    settings: &Settings,
    out: &mut Vec<Diagnostic>,
) {
    if !text.contains(['[', '<']) {
        return;
    }
    // With escapes or words of `[vars]` in it, places within the text can't be told.
    let is_exact = text.span.range().len() == text.value.len();
    let mut faults = Vec::new();
    let start = text.span.start as usize;
    let outline = outline(
        text.span.source,
        text,
        start,
        settings.markdown,
        &mut faults,
    );
    // Words of `[vars]` were put in when the value was read, and those that aren't there told.
    let references = outline.references.iter().filter(|reference| {
        reference.kind != ReferenceKind::Wiki || !reference.target.starts_with("var:")
    });
    for reference in references.take(MOST_TOLD) {
        one(reference, names, settings, &mut faults);
    }
    if !is_exact {
        for label in faults.iter_mut().flat_map(|fault| &mut fault.labels) {
            label.span = text.span;
        }
    }
    out.append(&mut faults);
}

fn one(
    reference: &crate::markdown::Reference,
    names: &Names,
    settings: &Settings,
    out: &mut Vec<Diagnostic>,
) {
    match reference.kind {
        ReferenceKind::Wiki => wiki(&reference.target, reference.span, names, settings, out),
        // A word may hold the whole address, so the parser couldn't know what it is. Words that
        // nobody knows are references of their own.
        _ if reference.target.contains("[[var:") => {
            let vars = &settings.vars;
            let address = expand_vars(&reference.target, reference.span, vars, &mut Vec::new());
            if safety(&address) == Safety::Script {
                out.push(
                    Diagnostic::new(
                        Code::UnsafeLink,
                        "this link would run a script in the reader's browser",
                    )
                    .at(reference.span)
                    .help("mend the word in `[vars]`; the link is left out of the site"),
                );
            }
        }
        _ => {}
    }
}

/// Reports `[[target]]` when it leads nowhere.
fn wiki(target: &str, span: Span, names: &Names, settings: &Settings, out: &mut Vec<Diagnostic>) {
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
