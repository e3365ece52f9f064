//! Links a track.

use super::fields::Site;
use super::settle::read;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::model::Track;

pub(super) fn settle(document: &Document, site: &Site<'_>, out: &mut Vec<Diagnostic>) -> Track {
    let (common, (kind, levels, switch_to)) = read(document, site, out, |fields| {
        (
            fields.text("kind"),
            fields.many("levels"),
            fields.many("switch_to"),
        )
    });
    Track {
        common,
        kind,
        levels,
        switch_to,
    }
}
