//! That a site that stands alone is the one that it was: both are rendered, page by page.

use crate::diagnostic::Severity;
use crate::layers::Layers;
use crate::render::render;
use crate::site::{LoadOptions, Site};
use crate::start::Refusal;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

type Tree = BTreeMap<String, Vec<u8>>;

/// Holds the site of one tree against that of another, as they are built: plain, with drafts, and
/// without what is internal.
///
/// # Errors
/// The first page that would be another one.
pub(super) fn prove(before: &Tree, after: &Tree) -> Result<(), Refusal> {
    let options = |drafts, public| LoadOptions {
        drafts,
        public,
        ..LoadOptions::default()
    };
    // Where nothing is a draft, a site with drafts is the same as one without.
    let says = |word: &str| {
        let mut all = before.values().chain(after.values());
        all.any(|bytes| memchr::memmem::find(bytes, word.as_bytes()).is_some())
    };
    let variants = [
        (true, options(false, false)),
        (says("draft"), options(true, false)),
        (says("internal"), options(false, true)),
    ];
    for (_, options) in variants.into_iter().filter(|(is_other, _)| *is_other) {
        let before = loaded(before, &options);
        let after = loaded(after, &options);
        same_errors(&before, &after)?;
        same_pages(&before, &after)?;
    }
    Ok(())
}

/// A site without the links by which its pages are edited: where these lead is each layer's own.
fn loaded(tree: &Tree, options: &LoadOptions) -> Arc<Site> {
    let mut site = Site::load(Layers::of_memory(tree.clone()), options);
    site.settings.edit = None;
    for upstream in &mut site.settings.upstreams {
        upstream.edit = None;
    }
    Arc::new(site)
}

fn same_errors(before: &Site, after: &Site) -> Result<(), Refusal> {
    let errors = |site: &Site| {
        let all = site.diagnostics.iter();
        let mut found: Vec<String> = all
            .filter(|it| it.severity == Severity::Error)
            .map(|it| it.message.clone())
            .collect();
        found.sort();
        found
    };
    let known = errors(before);
    match errors(after).into_iter().find(|it| !known.contains(it)) {
        Some(new) => Err(Refusal::new(
            format!("standing alone, this site would have a fault: {new}"),
            "mend what the override says of it, then try again",
        )),
        None => Ok(()),
    }
}

fn same_pages(before: &Arc<Site>, after: &Arc<Site>) -> Result<(), Refusal> {
    let paths = |site: &Arc<Site>| -> BTreeMap<String, usize> {
        let all = 0..site.routes.len();
        all.map(|place| (site.routes.at(place).0.to_string(), place))
            .collect()
    };
    let (old, new) = (paths(before), paths(after));
    let mut all: Vec<&String> = old.keys().chain(new.keys()).collect();
    all.sort();
    all.dedup();
    let bytes = |site: &Arc<Site>, place: Option<&usize>| {
        let (path, route) = site.routes.at(*place?);
        Some(render(site, route, path).map_err(|fault| fault.message.clone()))
    };
    let other = all
        .par_iter()
        .find_first(|path| bytes(before, old.get(**path)) != bytes(after, new.get(**path)));
    match other {
        Some(path) => Err(Refusal::new(
            format!("standing alone, this site would have another `{path}`"),
            "look at the overrides of that page, and at templates that several layers have",
        )),
        None => Ok(()),
    }
}
