//! The places in all pages.

use super::pages::{Page, has};
use crate::site::Site;

/// The places in all pages, by the place of the page in the list of routes.
pub(super) struct Anchors<'a>(Vec<Option<&'a [u64]>>);

impl<'a> Anchors<'a> {
    pub fn of(site: &Site, pages: &'a [Page]) -> Self {
        let mut ids = vec![None; site.routes.len()];
        for page in pages {
            ids[page.place] = Some(page.ids.as_slice());
        }
        Anchors(ids)
    }

    /// Whether a route is known to have no place of this name. What isn't HTML, and a page that
    /// can't be rendered, may have any.
    pub fn lacks(&self, route: usize, fragment: &str) -> bool {
        match self.0.get(route) {
            Some(Some(ids)) => !has(ids, fragment),
            _ => false,
        }
    }
}
