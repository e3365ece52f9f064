//! Links: every page is rendered once, and what it links to must be there. A link that an author
//! wrote is reported where it was written; any other was made by a template, and the page is named.

mod address;
mod anchors;
mod assets;
mod authored;
mod faults;
mod front_matter;
mod html;
mod meant;
mod pages;

pub use assets::assets;

use crate::diagnostic::Diagnostic;
use crate::proof::Proof;
use crate::site::Site;
use std::sync::Arc;

/// Renders every page and reports what is wrong with it. `whole` is the site with what is internal
/// where `site` was loaded without. `None` when it didn't go on to the end.
pub(super) fn check(
    site: &Arc<Site>,
    whole: Option<&Site>,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<Diagnostic>> {
    let addresses = address::Addresses::of(site);
    let proof = whole.map(|whole| Proof::of(site, whole));
    let rendered = pages::render_all(site, &addresses, proof.as_ref(), goes_on)?;
    let anchors = anchors::Anchors::of(site, &rendered.pages);
    let authored = authored::authored(site, &addresses);
    let mut findings = rendered.faults;
    findings.extend(faults::of_links(site, &rendered.pages, &anchors, &authored));
    findings.extend(faults::of_doubled(site, &rendered.pages));
    if let Some(proof) = &proof {
        findings.extend(proof.findings(&rendered.shown, true));
        findings.extend(proof.useless());
    }
    Some(findings)
}
