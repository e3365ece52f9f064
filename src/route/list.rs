//! All routes of a site.

use super::adding::Adding;
use super::aliases::former_file;
use super::choice::{Choice, MOST_COMPARED, compare_script, compare_url};
use super::print::{Layout, published};
use super::search::{Findable, SearchFile};
use super::url::{page_file, thing_url};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Kind;
use crate::layers::{Found, Listing};
use crate::model::{Idx, LearningPath, Level, Model, Packet, Thing, Track};
use crate::output::MARKER;
use crate::source::Span;
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
    /// The routes of a model, its static files, and the files beside its pages. Two things at one
    /// address are reported, and the first has it.
    pub fn of(
        model: &Model,
        statics: &Listing,
        beside: Vec<(String, Found)>,
        has_base_url: bool,
        out: &mut Vec<Diagnostic>,
    ) -> Routes {
        let mut routes = Adding::default();
        for (kind, span) in lists(model) {
            routes.add(
                &page_file(&format!("{}/", kind.folder())),
                Route::List(kind),
                span,
                out,
            );
        }
        routes.add("index.html", Route::Home, None, out);
        for thing in model.things() {
            let common = model.common(thing);
            let url = thing_url(model, thing);
            let is_folder_text = common.kind == Kind::Page
                && (common.id.is_empty()
                    || Kind::of_folder(&common.id).is_some_and(|kind| routes.has_list(kind)));
            if !is_folder_text {
                routes.add(
                    &page_file(&url),
                    Route::Thing(thing),
                    Some(common.span),
                    out,
                );
            }
        }
        for (from, to) in differences(model) {
            let url = format!(
                "levels/{}/to/{}/",
                model.levels[from].common.id, model.levels[to].common.id
            );
            routes.add(&page_file(&url), Route::Difference(from, to), None, out);
        }
        let choices: Vec<Choice> = model.tracks.ids().map(|id| Choice::of(model, id)).collect();
        let is_small = choices.iter().map(Choice::count).sum::<usize>() <= MOST_COMPARED;
        for ((id, track), choice) in model.tracks.iter().zip(&choices) {
            if choice.count() > 0 {
                let url = page_file(&compare_url(model, id));
                routes.add(&url, Route::Compare(id), Some(track.common.span), out);
                if is_small && choice.is_within_reason(model) {
                    let file = compare_script(model, id);
                    routes.add(&file, Route::CompareScript(id), None, out);
                }
            }
        }
        for (id, path) in model.paths.iter() {
            let url = format!("paths/{}/matrix/", path.common.id);
            routes.add(
                &page_file(&url),
                Route::Matrix(id),
                Some(path.common.span),
                out,
            );
            if !path.phases.is_empty() {
                let url = page_file(&format!("paths/{}/plan/", path.common.id));
                routes.add(&url, Route::Plan(id), Some(path.common.span), out);
            }
        }
        for layout in published(model) {
            let span = model.common(layout.things()[0]).span;
            let url = layout.url(model);
            routes.add(&page_file(&url), Route::Print(layout), Some(span), out);
        }
        for (id, packet) in model.packets.iter() {
            if !packet.template.is_empty() {
                let url = format!("packets/{}/template.md", packet.common.id);
                routes.add(
                    &url,
                    Route::PacketTemplate(id),
                    Some(packet.common.span),
                    out,
                );
            }
        }
        routes.add("glossary/index.html", Route::Glossary, None, out);
        // Where there is nothing to answer and nothing to tick, nobody keeps anything.
        if !(model.paths.is_empty() && model.resources.is_empty() && model.packets.is_empty()) {
            routes.add("your-copy/index.html", Route::YourCopy, None, out);
            routes.add("theme/words.js", Route::Words, None, out);
        }
        routes.add("search/index.html", Route::Search, None, out);
        routes.add("404.html", Route::NotFound, None, out);
        let findable = Findable::of(model);
        let pages = routes.list.iter();
        let pages = pages.filter(|(_, route, _)| findable.has(route)).count();
        for (path, file) in SearchFile::all(pages) {
            routes.add(&path, Route::SearchFile(file), None, out);
        }
        // A site may bring a `robots.txt` of its own.
        if !statics
            .files
            .iter()
            .any(|found| *found.path == *"static/robots.txt")
        {
            routes.add("robots.txt", Route::Robots, None, out);
        }
        routes.add("model.json", Route::ModelJson, None, out);
        if !model.levels.is_empty() {
            routes.add("matrix.csv", Route::MatrixCsv, None, out);
            routes.add("matrix.xlsx", Route::MatrixXlsx, None, out);
        }
        routes.add("theme/tokens.css", Route::Tokens, None, out);
        if has_base_url {
            routes.add("feed.xml", Route::Feed, None, out);
            let pages = routes
                .list
                .iter()
                .filter(|(_, route, _)| route.is_page())
                .count();
            routes.add("sitemap.xml", Route::Sitemap(None), None, out);
            if pages > SITEMAP_LIMIT {
                for part in 0..pages.div_ceil(SITEMAP_LIMIT) {
                    let file = format!("sitemap-{}.xml", part + 1);
                    routes.add(&file, Route::Sitemap(Some(part)), None, out);
                }
            }
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
        for thing in model.things() {
            for former in &model.common(thing).was {
                if let Some(file) = former_file(model, thing, former, out) {
                    routes.add(&file, Route::Alias(thing), Some(former.span), out);
                }
            }
        }
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

/// The kinds that have something to list.
fn lists(model: &Model) -> Vec<(Kind, Option<Span>)> {
    let filled = [
        (Kind::Track, model.tracks.is_empty()),
        (Kind::Level, model.levels.is_empty()),
        (Kind::Skill, model.skills.is_empty()),
        (Kind::Path, model.paths.is_empty()),
        (Kind::Resource, model.resources.is_empty()),
        (Kind::Archetype, model.archetypes.is_empty()),
        (Kind::Pitfall, model.pitfalls.is_empty()),
        (Kind::Packet, model.packets.is_empty()),
    ];
    filled
        .into_iter()
        .filter(|(_, is_empty)| !is_empty)
        .map(|(kind, _)| (kind, None))
        .collect()
}
