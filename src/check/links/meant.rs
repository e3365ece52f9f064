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

/// The file of `static/` that was probably meant.
pub(super) fn asset(site: &Site, path: &str) -> Option<String> {
    let files = site.routes.iter();
    let files = files.filter(|(_, route)| matches!(route, Route::Static(_)));
    beside(path, files.map(|(known, _)| known))
}

/// The page that was probably meant, written as the author wrote: by its file where the address
/// named a file, else by its own address.
pub(super) fn page(site: &Site, link: &Authored, path: &str) -> Option<String> {
    let wanted = path.strip_suffix("/index.html").unwrap_or(path);
    if let Some(wanted) = wanted.strip_suffix(".md") {
        let things = site.model.things().map(|thing| site.common(thing));
        let files: Vec<&str> = things
            .filter(|common| !common.is_row)
            .filter_map(|common| without_ending(site.file(common)))
            .collect();
        let name = apart(wanted).1;
        let moved = files
            .iter()
            .find(|file| name != "index" && apart(file).1 == name);
        let found = match moved {
            Some(moved) => (*moved).to_owned(),
            None => beside(wanted, files.iter().copied())?,
        };
        let thing: Thing = link.thing?;
        let from = without_ending(site.file(site.common(thing)))?;
        return Some(relative(from, &format!("{found}.md")));
    }
    let pages = site.routes.iter();
    let pages = pages
        .filter(|(_, route)| route.is_page())
        .filter_map(|(known, _)| known.strip_suffix("/index.html"));
    Some(format!("/{}/", beside(wanted, pages)?))
}

/// The path below `content/` of a file of Markdown.
fn without_ending(file: &str) -> Option<&str> {
    let file = file.strip_suffix(".md")?;
    Some(file.strip_prefix("content/").unwrap_or(file))
}

/// Folder and name.
fn apart(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// The path in the same folder whose name is most like.
fn beside<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let (folder, name) = apart(wanted);
    let names = known
        .map(apart)
        .filter(|(other, _)| *other == folder)
        .map(|(_, name)| name);
    let near = nearest(name, names)?;
    Some(if folder.is_empty() {
        near.to_owned()
    } else {
        format!("{folder}/{near}")
    })
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
