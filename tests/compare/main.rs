//! Comparison by meaning: what holds for any two versions, and planted changes that are all found.

mod guide;
mod hard;
mod levels;
mod planted;
mod random;
mod revisions;
#[path = "../site/mod.rs"]
#[allow(dead_code)] // No page is looked at here.
mod site;
mod words;

use waypost::compare::Version;
use waypost::site::Site;

/// What a site says.
fn version(site: &Site) -> Version {
    Version::of(&site.model, &site.settings, &site.sources)
}
