//! Every page, rendered once and read.

use super::address::{Addresses, Followed, Leads};
use super::html::{self, Sink, Use};
use crate::diagnostic::Diagnostic;
use crate::proof::{Proof, Shown};
use crate::render::render;
use crate::route::Route;
use crate::site::Site;
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// What is kept of a page: the places in it, and the addresses that can't be called right yet. Of
/// ten thousand pages the texts would fill the memory.
#[derive(Default)]
pub(super) struct Page {
    /// Its place in the list of routes.
    pub place: usize,
    /// The hashes of its ids, sorted.
    pub ids: Vec<u64>,
    /// Ids that stand in it more than once.
    pub doubled: Vec<Box<str>>,
    /// Addresses that lead nowhere, or to a place in a page that is still to be looked up.
    pub open: Vec<Open>,
}

/// An address that leads nowhere, or to a place in a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Open {
    pub what: Use,
    /// As it stands in the page.
    pub address: Box<str>,
    pub leads: Leads,
    pub fragment: Option<Box<str>>,
}

/// All pages of a site.
pub(super) struct Rendered {
    /// In the order of their routes; one that can't be rendered is missing.
    pub pages: Vec<Page>,
    /// What is wrong with templates.
    pub faults: Vec<Diagnostic>,
    /// What is internal and stands in a page.
    pub shown: Vec<Shown>,
}

/// Renders every page and reads it, as long as `goes_on`. Files that are copied as they are can't be wrong, except for
/// HTML among them.
pub(super) fn render_all(
    site: &Arc<Site>,
    addresses: &Addresses<'_>,
    proof: Option<&Proof>,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Option<Rendered> {
    let places: Vec<usize> = (0..site.routes.len())
        .filter(|place| {
            let (path, route) = site.routes.at(*place);
            // The proof wants all that is published.
            is_read(path, route) || proof.is_some_and(|proof| !proof.is_empty())
        })
        .collect();
    let results: Vec<_> = places
        .into_par_iter()
        .map(|place| {
            goes_on().then(|| {
                let (path, route) = site.routes.at(place);
                let bytes = render(site, route, path)?;
                let shown =
                    proof.map_or_else(Vec::new, |proof| proof.look_at(site, route, path, &bytes));
                let page = is_read(path, route).then(|| read(path, place, &bytes, addresses));
                Ok((page, shown))
            })
        })
        .collect::<Option<_>>()?;
    let mut rendered = Rendered {
        pages: Vec::new(),
        faults: Vec::new(),
        shown: Vec::new(),
    };
    for result in results {
        match result {
            Ok((page, shown)) => {
                rendered.pages.extend(page);
                rendered.shown.extend(shown);
            }
            Err::<_, Box<Diagnostic>>(fault) => rendered.faults.push(*fault),
        }
    }
    Some(rendered)
}

/// Whether a route's links are looked at.
fn is_read(path: &str, route: &Route) -> bool {
    let is_html = || path.ends_with(".html") || path.ends_with(".htm");
    route.is_html() || (matches!(route, Route::Static(_)) && is_html())
}

fn read(path: &str, place: usize, bytes: &[u8], addresses: &Addresses<'_>) -> Page {
    let mut reading = Reading {
        path,
        addresses,
        seen: HashSet::new(),
        ids: HashSet::new(),
        page: Page {
            place,
            ..Page::default()
        },
    };
    html::read(bytes, &mut reading);
    let mut page = reading.page;
    page.ids = reading.ids.iter().map(|id| hash(id)).collect();
    page.ids.sort_unstable();
    // Places in the page itself are known by now.
    page.open.retain(|open| {
        let fragment = open.fragment.as_deref();
        open.leads != Leads::Route(place) || fragment.is_some_and(|name| !has(&page.ids, name))
    });
    page.doubled.sort();
    page.doubled.dedup();
    page
}

/// Whether a page has a place of this name, as written or decoded, as browsers look for it.
pub(super) fn has(ids: &[u64], fragment: &str) -> bool {
    let has = |name: &str| ids.binary_search(&hash(name)).is_ok();
    has(fragment) || has(&crate::markdown::decode(fragment))
}

fn hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

/// A page while it is being read.
struct Reading<'a> {
    path: &'a str,
    addresses: &'a Addresses<'a>,
    /// Addresses that were followed before: a page names most of them several times.
    seen: HashSet<(Use, Box<str>)>,
    ids: HashSet<Box<str>>,
    page: Page,
}

impl Sink for Reading<'_> {
    fn address(&mut self, what: Use, address: &str) {
        if !self.seen.insert((what, address.into())) {
            return;
        }
        let Followed { leads, fragment } = self.addresses.follow(self.path, address);
        let is_open = match &leads {
            Leads::Elsewhere => false,
            Leads::Route(_) => fragment.is_some(),
            Leads::Nowhere(_) | Leads::Outside => true,
        };
        if is_open {
            self.page.open.push(Open {
                what,
                address: address.into(),
                leads,
                fragment,
            });
        }
    }

    fn id(&mut self, id: &str) {
        if !self.ids.insert(id.into()) {
            self.page.doubled.push(id.into());
        }
    }
}
