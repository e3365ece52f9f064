//! Things that texts speak of and that are still to be written.

use crate::link::{Found, Reference};
use crate::markdown::ReferenceKind;
use crate::site::Site;
use crate::source::Span;

/// Every reference to something planned, by its name, in the order of the things. They are no
/// findings: their authors said so.
pub fn planned(site: &Site) -> Vec<(String, Span)> {
    let things = site.model.things();
    things
        .flat_map(|thing| &site.common(thing).body.outline.references)
        .filter(|reference| reference.kind == ReferenceKind::Wiki)
        .filter_map(
            |reference| match site.names.find(Reference::read(&reference.target), None) {
                Found::Planned(name) => Some((name, reference.span)),
                _ => None,
            },
        )
        .collect()
}
