//! What a page loads from its own site.

use super::address::{Addresses, Leads};
use super::html::{self, Sink, Use};
use crate::site::Site;
use std::collections::BTreeSet;

/// The places in the list of routes of what the page at `file` loads: pictures, styles, scripts.
pub fn assets(site: &Site, file: &str, page: &[u8]) -> BTreeSet<usize> {
    let mut loading = Loading {
        file,
        addresses: Addresses::of(site),
        found: BTreeSet::new(),
    };
    html::read(page, &mut loading);
    loading.found
}

struct Loading<'a> {
    file: &'a str,
    addresses: Addresses<'a>,
    found: BTreeSet<usize>,
}

impl Sink for Loading<'_> {
    fn address(&mut self, what: Use, address: &str) {
        if what == Use::Asset
            && let Leads::Route(place) = self.addresses.follow(self.file, address).leads
        {
            self.found.insert(place);
        }
    }

    fn id(&mut self, _id: &str) {}
}
