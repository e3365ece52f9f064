//! A page as search knows it.

use super::places::{Place, places, prose};
use crate::document::Kind;
use crate::model::{Common, Thing};
use crate::route::Route;
use crate::search::folded;
use crate::view::index::list_page;
use crate::view::plain_phrase;
use crate::view::scope::Scope;
use crate::view::thing::plain_summary;
use crate::view::title::{described, title_of};

/// A page that search finds.
pub(super) struct Entry<'a> {
    scope: &'a Scope,
    path: &'a str,
    route: &'a Route,
}

impl<'a> Entry<'a> {
    /// The page at this place of the routes.
    pub fn new(scope: &'a Scope, place: u32) -> Self {
        let (path, route) = scope.site.routes.at(place as usize);
        Entry { scope, path, route }
    }

    pub fn title(&self) -> String {
        title_of(self.scope, self.route)
    }

    /// Its address from the root of the site, without the file's name.
    pub fn url(&self) -> String {
        crate::route::encoded(self.path.strip_suffix("index.html").unwrap_or(self.path))
    }

    /// The kind that it stands among.
    pub fn kind(&self) -> Kind {
        match self.route {
            Route::Thing(thing) => thing.kind(),
            Route::Difference(..) => Kind::Level,
            Route::Compare(_) => Kind::Track,
            Route::Matrix(_) | Route::Plan(_) => Kind::Path,
            _ => Kind::Page,
        }
    }

    /// Whether it is a page beside that of a thing, which is meant more often.
    pub fn is_beside(&self) -> bool {
        matches!(
            self.route,
            Route::Difference(..) | Route::Compare(_) | Route::Matrix(_) | Route::Plan(_)
        )
    }

    /// The thing whose text it shows.
    fn thing(&self) -> Option<Thing> {
        let site = &self.scope.site;
        match self.route {
            Route::Thing(thing) => Some(*thing),
            Route::List(kind) => list_page(site, *kind).map(Thing::from),
            Route::Home => site.home(),
            _ => None,
        }
    }

    fn common(&self) -> Option<&'a Common> {
        let scope: &'a Scope = self.scope;
        Some(scope.site.common(self.thing()?))
    }

    /// What it is called besides: other names, former ids, tags, and who made it.
    pub fn names(&self, mut name: impl FnMut(&str)) {
        let model = &self.scope.site.model;
        let Some(common) = self.common() else { return };
        common
            .aka
            .iter()
            .chain(&common.tags)
            .for_each(|other| name(other));
        // The id is what people call it who write: `ddia`.
        let title = folded(&common.title);
        if !common.id.split(['-', '/']).all(|part| title.contains(part)) {
            name(&common.id);
        }
        common.was.iter().for_each(|former| name(&former.value));
        match self.thing() {
            Some(Thing::Level(id)) => {
                let level = &model.levels[id];
                level
                    .code
                    .iter()
                    .chain(&level.equivalents)
                    .for_each(|other| name(other));
            }
            Some(Thing::Resource(id)) => {
                let resource = &model.resources[id];
                resource.by.iter().for_each(|by| name(by));
                name(
                    &self
                        .scope
                        .word(&format!("medium.{}", resource.medium.name())),
                );
            }
            _ => {}
        }
    }

    /// One sentence on it: of a pitfall what goes wrong, where it has no other.
    pub fn summary(&self) -> Option<String> {
        let common = self.common()?;
        plain_summary(self.scope, common).or_else(|| {
            let site = &self.scope.site;
            let own = match self.thing()? {
                Thing::Pitfall(id) => site.model.pitfalls[id].problem.as_deref(),
                Thing::Archetype(id) => site.model.archetypes[id].focus.as_deref(),
                _ => None,
            };
            own.map(|text| plain_phrase(site, text))
        })
    }

    /// What is said of a page that shows no text of its own.
    pub fn description(&self) -> Option<String> {
        described(self.scope, self.route)
    }

    /// The words of its paragraphs.
    pub fn prose(&self, with: impl FnMut(&str)) {
        if let Some(thing) = self.thing() {
            prose(&self.scope.site, thing, with);
        }
    }

    /// What stands where in it.
    pub fn places(&self) -> Vec<Place> {
        let site = &self.scope.site;
        let Some(thing) = self.thing() else {
            return Vec::new();
        };
        let mut places = places(site, thing);
        let own = match thing {
            Thing::Pitfall(id) => {
                let pitfall = &site.model.pitfalls[id];
                [pitfall.problem.as_deref(), pitfall.solution.as_deref()]
            }
            Thing::Archetype(id) => {
                let archetype = &site.model.archetypes[id];
                [archetype.focus.as_deref(), archetype.best_for.as_deref()]
            }
            Thing::Level(id) => [site.model.levels[id].scope.as_deref(), None],
            _ => [None, None],
        };
        let own: Vec<String> = own
            .into_iter()
            .flatten()
            .map(|text| plain_phrase(site, text))
            .collect();
        if !own.is_empty() {
            let top = Place {
                texts: own,
                ..Place::default()
            };
            places.insert(0, top);
        }
        places
    }
}
