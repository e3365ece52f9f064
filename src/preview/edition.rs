//! A snapshot in the course of time: what is wrong with it, and what was there before.

use super::Page;
use crate::check::{allowed, row_starts, settled};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Common, Thing};
use crate::route::{Route, thing_url};
use crate::site::Site;
use crate::source::{Source, SourceId};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

/// So many earlier snapshots are kept for pages that are broken now. Each is a whole site, and an
/// author who breaks more files one after the other sees the others as they are.
const KEPT: usize = 3;

/// The key of [`Edition::good`] for faults that concern every page.
const EVERYTHING: &str = "";

/// The page that was edited last, as the reader of the preview would have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// Grows with every edit.
    pub number: u64,
    /// The page's address, relative to the site.
    pub page: String,
}

/// A snapshot, what is wrong with it, and the last good snapshots of what is broken in it.
pub struct Edition {
    /// Grows with every load.
    pub number: u64,
    /// The site.
    pub site: Arc<Site>,
    /// What loading found, with the site's own severities.
    pub findings: Vec<Diagnostic>,
    /// The page that was edited last.
    pub edited: Option<Edited>,
    /// What the slower checks found, once they have ended: it holds what loading found as well.
    checked: OnceLock<Vec<Diagnostic>>,
    /// Things whose source has an error, as `level:staff`; the empty key for everything.
    broken: HashSet<Box<str>>,
    /// The last site in which each of these was not broken.
    good: HashMap<Box<str>, Arc<Site>>,
    /// The last site whose templates are not known to fail, from before they were changed.
    templates: Option<Arc<Site>>,
    /// Whether a template was met that fails.
    has_failed: AtomicBool,
    /// Pages that were asked for last: a browser asks for a page and for what is known of it at once.
    pub(super) pages: Mutex<Vec<(Box<str>, Rendering)>>,
}

/// A page that is being rendered, or was.
pub(super) type Rendering = Arc<OnceLock<Option<Arc<Page>>>>;

impl Edition {
    /// The edition that follows `before`, made because `changed` were; these are paths as seen from
    /// the site's folder.
    pub fn following(before: Option<&Edition>, site: Arc<Site>, changed: &[String]) -> Edition {
        let findings = settled(&site, allowed(&site, site.diagnostics.clone()));
        let broken = broken(&site, &findings);
        let mut good = HashMap::new();
        let mut kept: Vec<Arc<Site>> = Vec::new();
        let mut edited = None;
        let mut templates = None;
        if let Some(before) = before {
            let mut keys: Vec<&Box<str>> = broken.iter().collect();
            keys.sort();
            for key in keys {
                let site = match before.broken.contains(key) || before.is_all_broken() {
                    true => before.good.get(key).or_else(|| before.good.get(EVERYTHING)),
                    false => Some(&before.site),
                };
                let Some(site) = site else { continue };
                if !kept.iter().any(|known| Arc::ptr_eq(known, site)) {
                    if kept.len() == KEPT {
                        continue;
                    }
                    kept.push(site.clone());
                }
                good.insert(key.clone(), site.clone());
            }
            let has_failed = before.has_failed.load(Ordering::Relaxed)
                || before.known().iter().any(|finding| {
                    finding.severity == Severity::Error && concerns_all(&before.site, finding)
                });
            templates = match changed.is_empty() || changed.iter().any(|path| is_of_theme(path)) {
                true if !has_failed && !before.is_all_broken() => Some(before.site.clone()),
                _ => before.templates.clone(),
            };
            edited = before.edited.clone();
        }
        let number = before.map_or(0, |before| before.number) + 1;
        if let Some(page) = edited_page(&site, changed) {
            edited = Some(Edited { number, page });
        }
        Edition {
            number,
            site,
            findings,
            edited,
            checked: OnceLock::new(),
            broken,
            good,
            templates,
            has_failed: AtomicBool::new(false),
            pages: Mutex::default(),
        }
    }

    /// Takes what the slower checks found.
    pub fn check_ended(&self, findings: Vec<Diagnostic>) {
        let _ = self.checked.set(settled(&self.site, findings));
    }

    /// Whether the slower checks are still at work.
    pub fn is_checking(&self) -> bool {
        self.checked.get().is_none()
    }

    /// All that is known to be wrong.
    pub fn known(&self) -> &[Diagnostic] {
        self.checked.get().unwrap_or(&self.findings)
    }

    /// Whether an error concerns every page.
    pub(super) fn is_all_broken(&self) -> bool {
        self.broken.contains(EVERYTHING)
    }

    /// Whether the source of what a route shows has an error.
    pub(super) fn is_broken(&self, route: &Route) -> bool {
        self.is_all_broken()
            || keys(&self.site, route)
                .iter()
                .any(|key| self.broken.contains(key))
    }

    /// The last site in which what a route shows was not broken.
    pub(super) fn good(&self, route: Option<&Route>) -> Option<&Arc<Site>> {
        let keys = route.map_or_else(Vec::new, |route| keys(&self.site, route));
        let of_things = keys.iter().find_map(|key| self.good.get(key));
        match self.is_all_broken() {
            true => self.good.get(EVERYTHING),
            false => of_things,
        }
    }

    /// The last site whose templates didn't fail; asked for where they do.
    pub(super) fn before_templates(&self) -> Option<&Arc<Site>> {
        self.has_failed.store(true, Ordering::Relaxed);
        self.templates.as_ref()
    }
}

/// What a page is about: the things whose files it is made of before all.
pub(super) fn subjects(site: &Site, route: &Route) -> Vec<Thing> {
    match route {
        Route::Thing(thing) => vec![*thing],
        Route::Difference(from, to) => vec![Thing::Level(*from), Thing::Level(*to)],
        Route::Compare(track) => vec![Thing::Track(*track)],
        Route::Matrix(path) | Route::Plan(path) => vec![Thing::Path(*path)],
        Route::Print(layout) => layout.things(),
        Route::PacketTemplate(packet) => vec![Thing::Packet(*packet)],
        Route::Home => folder_text(site, "").into_iter().collect(),
        Route::List(kind) => folder_text(site, kind.folder()).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The text that stands on the page of a folder.
fn folder_text(site: &Site, folder: &str) -> Option<Thing> {
    let mut pages = site.model.pages.iter();
    pages
        .find(|(_, page)| *page.common.id == *folder)
        .map(|(id, _)| Thing::Page(id))
}

/// The keys of what a page is about.
fn keys(site: &Site, route: &Route) -> Vec<Box<str>> {
    let (site, route) = site.behind(route);
    let things = subjects(site, route).into_iter();
    things.map(|thing| key(site, site.common(thing))).collect()
}

/// A thing in the language of an edition: `level:staff`, `de/level:staff`.
fn key(site: &Site, common: &Common) -> Box<str> {
    format!("{}{}:{}", site.folder(), common.kind.name(), common.id).into()
}

/// Whether a file decides what many pages look like.
fn is_of_theme(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or_default();
    ["site.toml", "templates", "words", "themes"].contains(&top)
}

/// Whether a finding is about settings, a template, or nothing that has a place.
fn concerns_all(site: &Site, finding: &Diagnostic) -> bool {
    finding.span().is_none_or(|span| {
        let source = site.sources.get(span.source);
        let is_site = source.layer.is_empty() || site.settings.upstream_of(&source.layer).is_some();
        !is_site || is_of_theme(&source.path)
    })
}

/// What the errors among these findings break. Those in settings and templates break everything.
fn broken(site: &Site, findings: &[Diagnostic]) -> HashSet<Box<str>> {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let mut broken = HashSet::new();
    let editions = || site.editions.iter().map(|edition| &**edition);
    let mut owners: Option<Vec<(&Site, Owners)>> = None;
    for error in errors {
        let Some(span) = error.span().filter(|_| !concerns_all(site, error)) else {
            broken.insert(EVERYTHING.into());
            continue;
        };
        let owners = owners.get_or_insert_with(|| {
            let all = std::iter::once(site).chain(editions());
            all.map(|site| (site, Owners::of(site))).collect()
        });
        let keys = owners.iter();
        broken.extend(keys.filter_map(|(site, owners)| owners.at(site, span.source, span.start)));
    }
    broken
}

/// Which things stand in each file, by where they begin.
struct Owners(HashMap<SourceId, BTreeMap<u32, Thing>>);

impl Owners {
    fn of(site: &Site) -> Owners {
        let mut owners: HashMap<SourceId, BTreeMap<u32, Thing>> = HashMap::new();
        for thing in site.model.things() {
            let common = site.common(thing);
            let sources = site.sources_of(common);
            for source in sources {
                let things = owners.entry(source).or_default();
                things.insert(common.span.start, thing);
            }
        }
        Owners(owners)
    }

    /// The thing whose row, or whose file, a place lies in.
    fn at(&self, site: &Site, source: SourceId, at: u32) -> Option<Box<str>> {
        let things = self.0.get(&source)?;
        if things.len() == 1 {
            return things
                .values()
                .next()
                .map(|thing| key(site, site.common(*thing)));
        }
        let starts = row_starts(site, source);
        let row = starts
            .partition_point(|start| *start <= at)
            .checked_sub(1)?;
        let thing = things.values().nth(row)?;
        Some(key(site, site.common(*thing)))
    }
}

/// The page of the first of these files that has one.
fn edited_page(site: &Site, changed: &[String]) -> Option<String> {
    // A branch that was switched is no edit.
    if changed.is_empty() || changed.len() > 8 {
        return None;
    }
    let is_changed = |source: &Source| changed.iter().any(|path| **path == *source.file());
    let translated = site.editions.iter().find_map(|edition| {
        let mut things = edition.model.things();
        let thing = things.find(|thing| {
            let common = edition.common(*thing);
            let is_said = common.translation().is_some() && !common.is_row;
            is_said && is_changed(edition.edited(common))
        })?;
        Some(format!(
            "{}{}",
            edition.folder(),
            thing_url(&edition.model, thing)
        ))
    });
    if translated.is_some() {
        return translated;
    }
    let thing = site.model.things().find(|thing| {
        let common = site.common(*thing);
        !common.is_row
            && site
                .files(common)
                .any(|source| changed.iter().any(|path| **path == *source.file()))
    })?;
    Some(thing_url(&site.model, thing))
}
