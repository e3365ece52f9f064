//! What search in the browser reads, and which pages it finds.

use super::list::Route;
use crate::document::Kind;
use crate::model::{Model, Thing};
use crate::search::files;
use std::collections::HashSet;

/// A file that search in the browser reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchFile {
    /// The words that it says, and how many of the others there are.
    About,
    /// All pages, and the words of their names.
    Names,
    /// Words that begin alike, and the pages that they stand in.
    Words(u32),
    /// What stands where in some pages.
    Places(u32),
}

/// Pages whose places stand in one file. Results lie scattered over a site, and each brings the file
/// that it stands in; a large site would have too many files of a few pages.
pub fn in_places(pages: usize) -> usize {
    if files(pages) == 1 { 4 } else { 16 }
}

impl SearchFile {
    /// All files for so many pages, each with its path.
    pub(super) fn all(pages: usize) -> impl Iterator<Item = (String, SearchFile)> {
        let first = [SearchFile::About, SearchFile::Names].into_iter();
        let words = (0..files(pages) as u32).map(SearchFile::Words);
        let places = (0..pages.div_ceil(in_places(pages)) as u32).map(SearchFile::Places);
        first
            .chain(words)
            .chain(places)
            .map(|file| (file.path(), file))
    }

    /// Where it is published.
    pub fn path(self) -> String {
        match self {
            SearchFile::About => "search/about.js".to_owned(),
            SearchFile::Names => "search/names.js".to_owned(),
            SearchFile::Words(number) => format!("search/words-{number}.js"),
            SearchFile::Places(number) => format!("search/places-{number}.js"),
        }
    }
}

/// Knows which pages search finds.
pub(super) struct Findable<'a> {
    model: &'a Model,
    /// Plain pages that are the text of a list or of the home page, and aren't to be found.
    kept_out: HashSet<&'a str>,
}

impl<'a> Findable<'a> {
    pub fn of(model: &'a Model) -> Self {
        let pages = model.pages.iter().map(|(_, page)| &page.common);
        let kept_out = pages.filter(|common| !common.search);
        Findable {
            model,
            kept_out: kept_out.map(|common| &*common.id).collect(),
        }
    }

    /// Whether search finds what stands at an address.
    pub fn has(&self, route: &Route) -> bool {
        let is_found = |thing: Thing| self.model.common(thing).search;
        match *route {
            Route::Thing(thing) => is_found(thing),
            Route::Difference(from, to) => is_found(from.into()) && is_found(to.into()),
            Route::Compare(track) => is_found(track.into()),
            Route::Matrix(path) | Route::Plan(path) => is_found(path.into()),
            Route::List(kind) => !self.kept_out.contains(Kind::folder(kind)),
            Route::Home => !self.kept_out.contains(""),
            Route::Glossary | Route::YourCopy => true,
            _ => false,
        }
    }
}
