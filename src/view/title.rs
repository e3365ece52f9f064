//! What the page of a route is called, and what is said of it in a sentence.

use super::index::list_page;
use super::print::print_title;
use super::scope::Scope;
use crate::model::{Idx, Level, Thing};
use crate::route::Route;

/// One sentence on a page that shows no text of its own.
pub(super) fn described(scope: &Scope, route: &Route) -> Option<String> {
    let model = &scope.site.model;
    let level = |id: Idx<Level>| &*model.levels[id].common.title;
    Some(match route {
        Route::Difference(from, to) => scope
            .word("difference.description")
            .replace("{from}", level(*from))
            .replace("{to}", level(*to)),
        Route::Compare(track) => scope
            .word("compare.description")
            .replace("{track}", &model.tracks[*track].common.title),
        Route::Matrix(path) => scope
            .word("matrix.description")
            .replace("{path}", &model.paths[*path].common.title),
        Route::Plan(path) => scope
            .word("plan.description")
            .replace("{path}", &model.paths[*path].common.title),
        Route::YourCopy => scope.word("mine.description"),
        Route::List(kind) => scope.word(&format!("describe.{}", kind.folder())),
        Route::Glossary => scope.word("glossary.description"),
        Route::Search => scope.word("search.description"),
        _ => return None,
    })
}

/// What the page of a route is called.
pub(super) fn title_of(scope: &Scope, route: &Route) -> String {
    let site = &scope.site;
    let title = |thing: Thing| site.common(thing).title.to_string();
    match route {
        Route::Home => site
            .home()
            .map_or_else(|| site.settings.title.clone(), title),
        Route::Thing(thing) | Route::Alias(thing) => title(*thing),
        Route::Difference(from, to) => scope
            .word("difference.title")
            .replace("{from}", &title((*from).into()))
            .replace("{to}", &title((*to).into())),
        Route::Compare(track) => scope
            .word("compare.title")
            .replace("{track}", &title((*track).into())),
        Route::Matrix(path) => scope
            .word("matrix.title")
            .replace("{path}", &title((*path).into())),
        Route::Plan(path) => scope
            .word("plan.title")
            .replace("{path}", &title((*path).into())),
        Route::Print(layout) => print_title(scope, *layout),
        Route::List(kind) => match list_page(site, *kind) {
            Some(page) if site.model.pages[page].is_named => title(page.into()),
            _ => scope.word(&format!("list.{}", kind.folder())),
        },
        Route::Glossary => scope.word("glossary.title"),
        Route::YourCopy => scope.word("mine.title"),
        Route::Search => scope.word("search.title"),
        Route::NotFound => scope.word("not-found.title"),
        _ => site.settings.title.clone(),
    }
}
