//! The languages of a site, as each of its editions knows them.

use super::Site;
use crate::model::{Model, Thing};
use crate::route::Route;
use crate::source::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// The languages of a site, and which of them an edition is in.
#[derive(Debug)]
pub struct Languages {
    /// The place of this edition's own; 0 is the language that the site is written in.
    pub here: usize,
    /// All of them, the one that the site is written in first.
    pub all: Arc<Vec<Language>>,
    /// What the site says in the language that it is written in; none in that edition itself. Its
    /// things have the same numbers.
    pub base: Option<Arc<Model>>,
    /// Files that all editions share, by their paths from the root of the site.
    pub shared: Arc<HashMap<Arc<str>, ()>>,
}

/// A language that a site is published in.
#[derive(Debug)]
pub struct Language {
    /// Its tag: `de`.
    pub code: String,
    /// What it is called by those who speak it.
    pub name: String,
    /// The folder that its pages lie in, with a slash; empty for the one that the site is written
    /// in.
    pub folder: String,
    /// Where it is declared; none for the one that the site is written in.
    pub declared: Option<Span>,
    /// The pages that it has, and whether what they show is in this language.
    pub pages: HashMap<Arc<str>, bool>,
}

impl Languages {
    /// The language of this edition.
    pub fn own(&self) -> &Language {
        &self.all[self.here]
    }

    /// The language that the site is written in.
    pub fn first(&self) -> &Language {
        &self.all[0]
    }

    /// Whether this is another language than the one that the site is written in.
    pub fn is_other(&self) -> bool {
        self.here > 0
    }
}

/// The pages of an edition, and whether each is in its language.
pub(super) fn pages(site: &Site, is_other: bool) -> HashMap<Arc<str>, bool> {
    let pages = site.routes.iter().filter(|(_, route)| route.is_html());
    pages
        .map(|(path, route)| (path.into(), !is_other || is_translated(site, route)))
        .collect()
}

/// Whether what a route shows is in the language of an edition: all that it is about. What is about
/// nothing in particular is put together from the theme's words.
fn is_translated(site: &Site, route: &Route) -> bool {
    let things: Vec<Thing> = match route {
        Route::Thing(thing) | Route::Alias(thing) => vec![*thing],
        Route::Difference(from, to) => vec![(*from).into(), (*to).into()],
        Route::Compare(track) => {
            let levels = site.model.tracks[*track].levels.iter();
            levels.map(|level| Thing::Level(*level)).collect()
        }
        Route::Matrix(path) | Route::Plan(path) => vec![(*path).into()],
        Route::Print(layout) => layout.things(),
        Route::Home => site.home().into_iter().collect(),
        _ => Vec::new(),
    };
    let mut things = things.into_iter();
    things.all(|thing| site.common(thing).is_translated())
}
