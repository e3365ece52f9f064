//! Changes of several files of a site that were decided on and are perhaps not all in place yet.
//!
//! Whoever changes several files at once puts the new ones into a hidden folder, and then, in one
//! step, a list of them. From that moment on the site is as it is afterwards: what the list names is
//! read from there, until each has been moved to its place.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The folder in which files wait to be put into their places. Hidden, so that it is no part of a
/// site.
pub const WAITING: &str = ".waypost-upstream";

/// The list of them: a line each, a number and the path; a hyphen and the path of what goes.
pub const LIST: &str = "files";

/// The files that wait: their paths in the site, by the names that they have in the folder.
pub fn waiting(root: &Path) -> Vec<(String, String)> {
    let list = list(root);
    list.lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(number, path)| number.bytes().all(|b| b.is_ascii_digit()) && is_inside(path))
        .map(|(number, path)| (number.to_owned(), path.to_owned()))
        .collect()
}

/// Files and folders of the site that are to go: they count as gone as long as the list is there.
pub fn leaving(root: &Path) -> Vec<String> {
    let list = list(root);
    list.lines()
        .filter_map(|line| line.strip_prefix("- "))
        .filter(|path| is_inside(path))
        .map(str::to_owned)
        .collect()
}

/// The list, if there is one. A site may come from anywhere: what isn't a plain file in a plain folder
/// isn't of our making, and nothing is read through it.
fn list(root: &Path) -> String {
    plain(root, LIST)
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

fn plain(root: &Path, name: &str) -> Option<Vec<u8>> {
    let folder = root.join(WAITING);
    let path = folder.join(name);
    let is_ours = folder.symlink_metadata().is_ok_and(|it| it.is_dir())
        && path.symlink_metadata().is_ok_and(|it| it.is_file());
    is_ours.then(|| fs::read(path).ok())?
}

fn is_inside(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// What is read in place of files that aren't in their places yet.
pub(super) fn pending(root: &Path) -> BTreeMap<String, Vec<u8>> {
    waiting(root)
        .into_iter()
        // One that isn't there any more is in its place.
        .filter_map(|(number, path)| Some((path, plain(root, &number)?)))
        .collect()
}
