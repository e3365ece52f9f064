//! Which files of a site's folder can change what is shown.

use crate::layers::NO_PAGES;
use crate::output::MARKER;
use std::ffi::OsStr;
use std::path::{Component, Path};

/// Folders at the top of a site that hold what was made, never what is read.
const MADE: &[&str] = &["public", "target", "node_modules"];

/// Folders at the top of a site that it is read from, beside its content.
const READ: &[&str] = &["static", "templates", "words", "themes", "upstream"];

/// Whether a change of this path, as seen from the site's folder, can change the site. Hidden files
/// count in `static/` only; what a build has written never does, wherever it was written to.
pub(super) fn is_relevant(root: &Path, path: &Path) -> bool {
    let mut parts = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name),
        _ => None,
    });
    let Some(first) = parts.next() else {
        return true;
    };
    let is_static = first == "static";
    if is_hidden(first) || MADE.iter().any(|made| first == *made) {
        return false;
    }
    if !is_static && parts.any(is_hidden) {
        return false;
    }
    if path.file_name().is_some_and(is_left_by_an_editor) {
        return false;
    }
    // From the top: the marker of a build lies in the folder that was published.
    let mut folder = root.to_owned();
    for part in path.components() {
        folder.push(part);
        if !is_static && folder.join(MARKER).exists() {
            return false;
        }
    }
    true
}

/// Whether a folder at the top of a site is one that it is read from. Where there is no `content/`,
/// the site is its content, and any folder may hold pages.
pub(super) fn is_read(name: &OsStr, has_content: bool) -> bool {
    if name == "content" || READ.iter().any(|read| name == *read) {
        return true;
    }
    !has_content && !is_hidden(name) && !NO_PAGES.iter().any(|other| name == *other)
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Copies and trials that editors leave for a moment: `staff.md~`, `#staff.md#`, Vim's `4913`.
fn is_left_by_an_editor(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.ends_with(b"~") || (name.starts_with(b"#") && name.ends_with(b"#")) || name == b"4913"
}
