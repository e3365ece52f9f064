//! Lists of all things of a kind, in groups.

use super::group::named;
use super::path::{level_rank, path_rank};
use super::scope::Scope;
use super::small::PlainPageView;
use super::thing::view;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::model::{Idx, Medium, Page, Thing};
use crate::route::{Route, page_file};
use crate::site::Site;
use minijinja::Value;

view! {
    /// The list of all things of a kind.
    ListView(Kind);
    /// The kind that is listed.
    kind = |v| v.id.name();
    /// How many things there are.
    count = |v| v.things().len();
    /// All of them.
    things = |v| v.things().into_iter().map(|thing| view(&v.scope, thing)).collect::<Value>();
    /// The same in groups: `id`, `title` and `things`. Skills by area, resources by what they are,
    /// levels, paths and packets by track, archetypes and pitfalls by level.
    groups = |v| v.groups();
    /// The text of the folder's `index.md` as HTML, before the first heading that isn't its title; or
    /// none.
    opening = |v| v.opening();
    /// Other sections of that text: `id`, `title`, `html`.
    sections = |v| v.sections();
}

/// The page that is shown above the list of a kind, if the site has one.
pub(super) fn list_page(site: &Site, kind: Kind) -> Option<Idx<Page>> {
    match site
        .names
        .find(Reference::read(kind.folder()), Some(Kind::Page))
    {
        Found::Thing(Thing::Page(page)) if *site.model.pages[page].common.id == *kind.folder() => {
            Some(page)
        }
        _ => None,
    }
}

impl ListView {
    fn things(&self) -> Vec<Thing> {
        let model = &self.scope.site.model;
        let things = model.things().filter(|thing| thing.kind() == self.id);
        let mut things: Vec<Thing> = things.collect();
        things.sort_by_key(|thing| match thing {
            Thing::Path(id) => path_rank(model, *id),
            Thing::Packet(id) => [level_rank(model, model.packets[*id].level), (0, 0)],
            _ => [(0, 0); 2],
        });
        if self.id == Kind::Resource {
            things.sort_by_cached_key(|thing| model.common(*thing).title.to_lowercase());
        }
        things
    }

    fn text(&self) -> Option<PlainPageView> {
        list_page(&self.scope.site, self.id).map(|id| PlainPageView {
            scope: self.scope.clone(),
            id,
        })
    }

    fn opening(&self) -> Value {
        self.text().map(|text| text.opening()).into()
    }

    fn sections(&self) -> Value {
        match self.text() {
            Some(text) => text.sections(),
            None => Value::from(Vec::<Value>::new()),
        }
    }

    fn groups(&self) -> Value {
        let model = &self.scope.site.model;
        let things = self.things();
        let groups: Vec<(String, String, Vec<Thing>)> = match self.id {
            Kind::Skill => grouped(&things, |thing| match thing {
                Thing::Skill(id) => match model.skills[id].area {
                    Some(area) => (model.areas[area].id.to_string(), model.areas[area].title.to_string()),
                    None => (String::new(), String::new()),
                },
                _ => Default::default(),
            }),
            Kind::Resource => Medium::ALL
                .into_iter()
                .map(|medium| {
                    let of_medium = |thing: &&Thing| matches!(thing, Thing::Resource(id) if model.resources[*id].medium == medium);
                    let title = self.scope.word(&format!("media.{}", medium.name()));
                    (medium.name().to_owned(), title, things.iter().filter(of_medium).copied().collect())
                })
                .collect(),
            Kind::Level | Kind::Path | Kind::Packet => grouped(&things, |thing| {
                let track = match thing {
                    Thing::Level(id) => model.levels[id].track.map(|(track, _)| track),
                    Thing::Path(id) => model.paths[id].track.or_else(|| {
                        let to = model.paths[id].to?;
                        model.levels[to].track.map(|(track, _)| track)
                    }),
                    Thing::Packet(id) => model.packets[id]
                        .level
                        .and_then(|level| model.levels[level].track)
                        .map(|(track, _)| track),
                    _ => None,
                };
                match track {
                    Some(track) => {
                        let common = &model.tracks[track].common;
                        (common.id.to_string(), common.title.to_string())
                    }
                    None => Default::default(),
                }
            }),
            Kind::Archetype | Kind::Pitfall => grouped(&things, |thing| {
                let levels = match thing {
                    Thing::Archetype(id) => &model.archetypes[id].levels,
                    Thing::Pitfall(id) => &model.pitfalls[id].levels,
                    _ => return Default::default(),
                };
                match levels.first() {
                    Some(level) => {
                        let common = &model.levels[*level].common;
                        (common.id.to_string(), common.title.to_string())
                    }
                    None => Default::default(),
                }
            }),
            _ => vec![(String::new(), String::new(), things)],
        };
        groups
            .into_iter()
            .filter(|(_, _, things)| !things.is_empty())
            .map(|(id, title, things)| {
                named([
                    ("id", Value::from(id)),
                    ("title", Value::from(title)),
                    (
                        "things",
                        things
                            .into_iter()
                            .map(|thing| view(&self.scope, thing))
                            .collect(),
                    ),
                ])
            })
            .collect()
    }
}

/// Things by the id and title of their group, groups in the order of their first things; those
/// without a group come last.
fn grouped(
    things: &[Thing],
    group: impl Fn(Thing) -> (String, String),
) -> Vec<(String, String, Vec<Thing>)> {
    let mut groups: Vec<(String, String, Vec<Thing>)> = Vec::new();
    let mut places: std::collections::HashMap<String, usize> = Default::default();
    for thing in things {
        let (id, title) = group(*thing);
        let place = *places.entry(id.clone()).or_insert_with(|| {
            groups.push((id, title, Vec::new()));
            groups.len() - 1
        });
        groups[place].2.push(*thing);
    }
    groups.sort_by_key(|(id, ..)| id.is_empty());
    groups
}

/// The address of the list of a kind, or none where there is none.
pub(super) fn list_href(scope: &Scope, kind: Kind) -> Option<String> {
    let file = page_file(&format!("{}/", kind.folder()));
    let has = matches!(scope.site.routes.get(&file), Some(Route::List(_)));
    has.then(|| scope.file_href(&file))
}

/// A kind with more things than this has them in its list alone, where it has one.
const MOST_NAMED: usize = 200;

/// Every kind that there is: `id`, `title`, `url` of its list or none, `count`, `is_short` when its
/// list alone has them, `things`; for the page that names everything.
pub(super) fn everything(scope: &Scope) -> Value {
    let model = &scope.site.model;
    let group = |kind: Kind| {
        let things = model.things().filter(|thing| thing.kind() == kind);
        // The home page has its own place in the navigation.
        let things: Vec<Thing> = things
            .filter(|thing| !model.common(*thing).id.is_empty())
            .collect();
        let url = list_href(scope, kind);
        let is_short = url.is_some() && things.len() > MOST_NAMED;
        let shown = if is_short { &[] } else { things.as_slice() };
        let named = named([
            ("id", Value::from(kind.name())),
            (
                "title",
                Value::from(scope.word(&format!("kinds.{}", kind.name()))),
            ),
            ("url", url.into()),
            ("count", things.len().into()),
            ("is_short", is_short.into()),
            (
                "things",
                shown.iter().map(|thing| view(scope, *thing)).collect(),
            ),
        ]);
        (!things.is_empty()).then_some(named)
    };
    Kind::ALL.into_iter().filter_map(group).collect()
}
