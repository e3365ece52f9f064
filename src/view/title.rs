//! What the page of a route is called, and what is said of it in a sentence.

use super::index::list_page;
use super::print::print_title;
use super::scope::Scope;
use crate::model::{Idx, Level, Thing};
use crate::route::Route;

/// One sentence on a page that shows no text of its own.
pub(super) fn described(scope: &Scope, route: &Route) -> Option<String> {
    let model = &scope.site.model;
    let level = |id: Idx<Level>| scope.titled(&model.levels[id].common);
    Some(match route {
        Route::Difference(from, to) => scope
            .word("difference.description")
            .replace("{from}", &level(*from))
            .replace("{to}", &level(*to)),
        Route::Compare(track) => scope
            .word("compare.description")
            .replace("{track}", &scope.titled(&model.tracks[*track].common)),
        Route::Matrix(path) => scope
            .word("matrix.description")
            .replace("{path}", &scope.titled(&model.paths[*path].common)),
        Route::Plan(path) => scope
            .word("plan.description")
            .replace("{path}", &scope.titled(&model.paths[*path].common)),
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
    let title = |thing: Thing| scope.titled(site.common(thing)).into_owned();
    match route {
        Route::Home => match site.home() {
            // The theme says a title that is the site's once.
            Some(page) if *site.common(page).title != *site.settings.title => title(page),
            _ => site.settings.title.clone(),
        },
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
