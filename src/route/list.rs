//! All routes of a site.

use super::adding::Adding;
use super::print::Layout;
use super::search::{Findable, SearchFile};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Kind;
use crate::layers::{Found, Listing};
use crate::model::{Idx, LearningPath, Level, Model, Packet, Thing, Track};
use crate::output::MARKER;
use std::collections::HashMap;
use std::sync::Arc;

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The home page, with the text of `index.md` where there is one.
    Home,
    /// The page of a thing.
    Thing(Thing),
    /// What is new from one level to another.
    Difference(Idx<Level>, Idx<Level>),
    /// Any two levels of a track, or of a track and one that it can be switched with.
    Compare(Idx<Track>),
    /// What the browser needs for that.
    CompareScript(Idx<Track>),
    /// The self-assessment sheet of a path.
    Matrix(Idx<LearningPath>),
    /// The plan of somebody who follows a path.
    Plan(Idx<LearningPath>),
    /// A page that is made for paper.
    Print(Layout),
    /// The list of all things of a kind, with the text of the folder's `index.md`.
    List(Kind),
    /// The scale and its definitions.
    Glossary,
    /// What the reader's browser keeps for them.
    YourCopy,
    /// Everything by name.
    Search,
    /// What search in the browser reads.
    SearchFile(SearchFile),
    /// What is shown when nothing is found.
    NotFound,
    /// A former address; leads to the page of the thing.
    Alias(Thing),
    /// The template of a packet, to download.
    PacketTemplate(Idx<Packet>),
    /// `sitemap.xml`, or a part of it when there are more addresses than one may hold.
    Sitemap(Option<usize>),
    /// `robots.txt`
    Robots,
    /// `feed.xml`
    Feed,
    /// `model.json`
    ModelJson,
    /// `matrix.csv`
    MatrixCsv,
    /// `matrix.xlsx`
    MatrixXlsx,
    /// The words that scripts say.
    Words,
    /// The design tokens that `[theme]` sets.
    Tokens,
    /// A file of `static/`, or one beside a page that uses it, copied as it is.
    Static(Found),
    /// What stands there in another language: the number of the edition, and the route in it.
    Edition(u8, Box<Route>),
}

/// Addresses per sitemap: <https://www.sitemaps.org/protocol.html>.
pub const SITEMAP_LIMIT: usize = 50_000;

/// Every address of a site, in a stable order, and what stands there.
#[derive(Debug, Default)]
pub struct Routes {
    pub(super) list: Vec<(Arc<str>, Route)>,
    pub(super) by_path: HashMap<Arc<str>, usize>,
    /// The places of the pages that search finds.
    pub(super) found: Vec<u32>,
}

impl Routes {
    /// The routes of a model, its static files, the files beside its pages, and those of its editions
    /// in other languages with their folders. Two things at one address are reported, and the first
    /// has it.
    pub fn of<'e>(
        model: &Model,
        statics: &Listing,
        beside: Vec<(String, Found)>,
        editions: impl Iterator<Item = (String, &'e Routes)>,
        has_base_url: bool,
        out: &mut Vec<Diagnostic>,
    ) -> Routes {
        let mut routes = Adding::default();
        let findable = Findable::of(model);
        routes.pages(model, &findable, has_base_url, out);
        routes.editions(editions, out);
        // A site may bring a `robots.txt` of its own.
        if !statics
            .files
            .iter()
            .any(|found| *found.path == *"static/robots.txt")
        {
            routes.add("robots.txt", Route::Robots, None, out);
        }
        routes.add("theme/tokens.css", Route::Tokens, None, out);
        if has_base_url {
            routes.sitemaps(out);
        }
        for found in statics.visible() {
            let path = found.path.strip_prefix("static/").unwrap_or(&found.path);
            if path == MARKER {
                out.push(
                    Diagnostic::new(
                        Code::UrlCollision,
                        format!(
                            "`{}` has the name that Waypost marks its output with",
                            found.path
                        ),
                    )
                    .help("rename it"),
                );
                continue;
            }
            routes.add(path, Route::Static(found.clone()), None, out);
        }
        for (path, found) in beside {
            routes.add(&path, Route::Static(found), None, out);
        }
        routes.former(model, out);
        routes.finish(&findable)
    }

    /// The routes of an edition in another language, relative to its folder: what all share lies at
    /// the root of the site.
    pub fn of_edition(model: &Model, has_base_url: bool, out: &mut Vec<Diagnostic>) -> Routes {
        let mut routes = Adding::default();
        let findable = Findable::of(model);
        routes.pages(model, &findable, has_base_url, out);
        routes.former(model, out);
        routes.finish(&findable)
    }

    /// The places in the list of the pages that search finds, in order.
    pub fn found(&self) -> &[u32] {
        &self.found
    }

    /// Every file of the site, sorted by path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Route)> {
        self.list.iter().map(|(path, route)| (&**path, route))
    }

    /// The path and the route at this place of the list.
    pub fn at(&self, place: usize) -> (&str, &Route) {
        let (path, route) = &self.list[place];
        (path, route)
    }

    /// The place in the list of a file's path.
    pub fn place(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What stands at a file's path, which is relative to the site.
    pub fn get(&self, path: &str) -> Option<&Route> {
        self.by_path.get(path).map(|place| &self.list[*place].1)
    }
}

impl Route {
    /// Whether people read it: such addresses stand in the sitemap.
    pub fn is_page(&self) -> bool {
        matches!(
            self,
            Route::Home
                | Route::Thing(_)
                | Route::Difference(..)
                | Route::Compare(_)
                | Route::Matrix(_)
                | Route::List(_)
                | Route::Glossary
        )
    }

    /// Whether it is HTML.
    pub fn is_html(&self) -> bool {
        self.is_page()
            || matches!(
                self,
                Route::Print(_)
                    | Route::Plan(_)
                    | Route::YourCopy
                    | Route::Search
                    | Route::NotFound
                    | Route::Alias(_)
            )
            || matches!(self, Route::Edition(_, inner) if inner.is_html())
    }
}

/// The pairs of levels that have a page: neighbours on a track, and both ends of a path, each way.
pub fn differences(model: &Model) -> Vec<(Idx<Level>, Idx<Level>)> {
    let mut pairs = std::collections::BTreeSet::new();
    for (_, track) in model.tracks.iter() {
        for pair in track.levels.windows(2).filter(|pair| pair[0] != pair[1]) {
            pairs.insert((pair[0], pair[1]));
            pairs.insert((pair[1], pair[0]));
        }
    }
    for (_, path) in model.paths.iter() {
        if let (Some(from), Some(to)) = (path.from, path.to)
            && from != to
        {
            pairs.insert((from, to));
            pairs.insert((to, from));
        }
    }
    pairs.into_iter().collect()
}

/// The levels that a level has a page of differences with.
pub fn differences_of(model: &Model, level: Idx<Level>) -> Vec<Idx<Level>> {
    let mut others = std::collections::BTreeSet::new();
    if let Some((track, rank)) = model.levels[level].track {
        let levels = &model.tracks[track].levels;
        others.extend(rank.checked_sub(1).and_then(|place| levels.get(place)));
        others.extend(levels.get(rank + 1));
    }
    let thing = &model.levels[level];
    others.extend(
        thing
            .paths_from
            .iter()
            .filter_map(|path| model.paths[*path].to),
    );
    others.extend(
        thing
            .paths_to
            .iter()
            .filter_map(|path| model.paths[*path].from),
    );
    others.remove(&level);
    others.into_iter().collect()
}
