//! What a page loads, and a version of each: so that a style that changed is exchanged, and a page
//! whose picture changed is shown anew.

use crate::check::assets as found;
use crate::render::render;
use crate::route::Route;
use crate::site::Site;
use std::collections::BTreeMap;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// Files above this size, in bytes, are told apart by their size alone: they are read for each
/// question.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The version of every file of the site that a page loads, by its address relative to the site.
pub(super) fn assets(site: &Arc<Site>, file: &str, html: &[u8]) -> BTreeMap<String, String> {
    found(site, file, html)
        .into_iter()
        .filter_map(|place| {
            let (path, route) = site.routes.at(place);
            let version = match route {
                Route::Static(found) if site.layers.size(found) > LARGEST => {
                    format!("{} bytes", site.layers.size(found))
                }
                _ => version(&render(site, route, path).ok()?),
            };
            Some((path.to_owned(), version))
        })
        .collect()
}

/// What tells two versions of some bytes apart.
pub(super) fn version(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}
