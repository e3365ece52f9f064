//! What is said of a reference that can't be right.

use super::names::{Names, Reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Kind;
use crate::source::Span;

/// The finding for a reference that names nothing.
pub(super) fn unknown(
    names: &Names,
    reference: Reference<'_>,
    expected: Option<Kind>,
    span: Span,
) -> Diagnostic {
    let kind = reference.kind.or(expected);
    let what = kind.map_or("nothing".to_owned(), |kind| format!("no {}", kind.name()));
    let finding = Diagnostic::new(
        Code::UnknownId,
        format!("{what} is called `{}`", reference.id),
    )
    .at(span);
    match names.nearest(reference.id, kind) {
        Some(near) => finding.suggest(Some(&near)),
        None => finding.help(format!(
            "write the id of one that exists; one that is planned is written `{}?`",
            reference.id
        )),
    }
}

/// The finding for a thing that is said to be planned and is there.
pub(super) fn planned_exists(id: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::PlannedExists,
        format!("`{id}` is said to be planned, and it is there"),
    )
    .at(span)
    .help("take the question mark away")
}
