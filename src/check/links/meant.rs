//! What was probably meant by an address that leads nowhere.

use super::authored::Authored;
use crate::diagnostic::nearest;
use crate::markdown::decode;
use crate::model::Thing;
use crate::route::Route;
use crate::site::Site;

/// The heading of a page that was probably meant.
pub(super) fn place(site: &Site, route: usize, fragment: &str) -> Option<String> {
    let Route::Thing(thing) = site.routes.at(route).1 else {
        return None;
    };
    let headings = &site.common(*thing).body.outline.headings;
    let fragment = decode(fragment);
    nearest(&fragment, headings.iter().map(|heading| &*heading.id)).map(str::to_owned)
}

/// The file of `static/` that was probably meant: one of the same folder.
pub(super) fn asset<'a>(site: &'a Site, path: &str) -> Option<&'a str> {
    let files = site.routes.iter().filter(|(known, route)| {
        matches!(route, Route::Static(_)) && folder_of(known) == folder_of(path)
    });
    nearest(path, files.map(|(known, _)| known))
}

/// The page that was probably meant, written as the author wrote: by its file where the address
/// named a file, else by its own address.
pub(super) fn page(site: &Site, link: &Authored, path: &str) -> Option<String> {
    let wanted = path.strip_suffix("/index.html").unwrap_or(path);
    let folder = folder_of(wanted);
    let things = site.model.things().map(|thing| site.common(thing));
    if let Some(wanted) = wanted.strip_suffix(".md") {
        let name = wanted.rsplit('/').next().unwrap_or_default();
        let files: Vec<&str> = things
            .filter(|common| !common.is_row)
            .filter_map(|common| site.file(common).strip_suffix(".md"))
            .map(|file| file.strip_prefix("content/").unwrap_or(file))
            .collect();
        let same_name = |file: &&&str| file.rsplit('/').next() == Some(name);
        let beside = || {
            files
                .iter()
                .copied()
                .filter(|file| folder_of(file) == folder)
        };
        let found = match files.iter().find(same_name) {
            Some(moved) => moved,
            None => nearest(wanted, beside())?,
        };
        let thing: Thing = link.thing?;
        let from = site.file(site.common(thing));
        let from = from.strip_prefix("content/").unwrap_or(from);
        return Some(relative(from, &format!("{found}.md")));
    }
    let pages = site.routes.iter().filter(|(known, route)| {
        route.is_page()
            && known
                .strip_suffix("/index.html")
                .is_some_and(|known| folder_of(known) == folder)
    });
    let near = nearest(
        wanted,
        pages.filter_map(|(known, _)| known.strip_suffix("/index.html")),
    )?;
    Some(format!("/{near}/"))
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The way from one file to another.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let most = (from.len() - 1).min(to.len() - 1);
    let common = (0..most).take_while(|at| from[*at] == to[*at]).count();
    let up = "../".repeat(from.len() - 1 - common);
    format!("{up}{}", to[common..].join("/"))
}
