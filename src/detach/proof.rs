//! That a site that stands alone is the one that it was: both are rendered, page by page.

use super::cause::{Page, of_page, told};
use crate::diagnostic::{Diagnostic, Severity};
use crate::layers::Layers;
use crate::render::render;
use crate::route::Route;
use crate::settings::Settings;
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
        (true, "", options(false, false)),
        (says("draft"), " with drafts", options(true, false)),
        (says("internal"), " for the public", options(false, true)),
    ];
    for (_, build, options) in variants.into_iter().filter(|variant| variant.0) {
        let before = loaded(before, &options);
        let after = loaded(after, &options);
        same_errors(&before, &after)?;
        same_pages(&before, &after, build)?;
        // One that is missing shows in the pages of the others, which lead to it.
        for (before, after) in before.editions.iter().zip(&after.editions) {
            same_pages(before, after, build)?;
        }
    }
    Ok(())
}

/// A site without the links by which its pages are edited: where these lead is each layer's own.
fn loaded(tree: &Tree, options: &LoadOptions) -> Arc<Site> {
    let mut site = Site::load(Layers::of_memory(tree.clone()), options);
    unedited(&mut site.settings);
    // Nobody else has them yet.
    for edition in site.editions.iter_mut().filter_map(Arc::get_mut) {
        unedited(&mut edition.settings);
    }
    Arc::new(site)
}

fn unedited(settings: &mut Settings) {
    settings.edit = None;
    for upstream in &mut settings.upstreams {
        upstream.edit = None;
    }
}

fn same_errors(before: &Site, after: &Site) -> Result<(), Refusal> {
    fn errors(site: &Site) -> impl Iterator<Item = &Diagnostic> {
        let all = site.diagnostics.iter();
        all.filter(|it| it.severity == Severity::Error)
    }
    let known: Vec<&str> = errors(before).map(|it| &*it.message).collect();
    match errors(after).find(|it| !known.contains(&&*it.message)) {
        Some(new) => Err(Refusal::new(
            format!(
                "standing alone, this site would have a fault: {}",
                told(new, after)
            ),
            "mend what is said of it here, then try again",
        )),
        None => Ok(()),
    }
}

fn same_pages(before: &Arc<Site>, after: &Arc<Site>, build: &'static str) -> Result<(), Refusal> {
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
    let is_other =
        |path: &&&String| bytes(before, old.get(**path)) != bytes(after, new.get(**path));
    let other: Vec<&String> = all.par_iter().filter(is_other).copied().collect();
    let route = |path: &String| Some(before.routes.at(*old.get(path)?).1);
    // A thing's own page says best what it is about; a list or an index only shows it again.
    let is_thing = |path: &&&String| matches!(route(path), Some(Route::Thing(_)));
    let Some(path) = other.iter().find(is_thing).or(other.first()) else {
        return Ok(());
    };
    let said = |rendered: Result<_, String>| match rendered {
        Ok(bytes) => bytes,
        Err(message) => message.into_bytes(),
    };
    Err(of_page(
        before,
        &Page {
            path,
            route: route(path),
            now: bytes(before, old.get(*path)).map(said),
            alone: bytes(after, new.get(*path)).map(said),
            build,
            more: other.len() - 1,
        },
    ))
}
