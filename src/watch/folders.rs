//! Which folders are watched: each by itself, so that what was built and what git keeps beside the
//! content costs no watches.

use super::relevance::{is_read, is_relevant};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The folders of a site, its own first, that changes are told of. With those that links lead to:
/// the system tells of a file where it lies, not where a link to it does.
pub(super) fn folders(root: &Path, also: &[PathBuf]) -> Vec<PathBuf> {
    let has_content = root.join("content").is_dir();
    let mut found = vec![root.to_owned()];
    let entries = root.read_dir().into_iter().flatten().flatten();
    let mut starts: Vec<PathBuf> = entries
        .filter(|entry| is_read(&entry.file_name(), has_content) && entry.path().is_dir())
        .map(|entry| entry.path())
        .chain(also.iter().map(|folder| root.join(folder)))
        .collect();
    starts.sort();
    for start in starts {
        below(root, &start, &mut found);
    }
    if let Ok(settings) = root.join("site.toml").canonicalize()
        && let Some(folder) = settings.parent()
    {
        found.push(folder.to_owned());
    }
    // What lies outside is refused when it is read; it needs no watching either.
    found.retain(|folder| folder.starts_with(root));
    found.sort();
    found.dedup();
    found
}

/// A folder and all below it.
pub(super) fn below(root: &Path, start: &Path, found: &mut Vec<PathBuf>) {
    let walk = WalkDir::new(start)
        .follow_links(true)
        .into_iter()
        .filter_entry(|entry| {
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
            !entry.file_type().is_dir() || is_relevant(root, path)
        });
    for entry in walk.flatten() {
        if entry.path_is_symlink()
            && let Ok(target) = entry.path().canonicalize()
        {
            let folder = match entry.file_type().is_dir() {
                true => Some(target.as_path()),
                false => target.parent(),
            };
            found.extend(folder.map(Path::to_owned));
        }
        if entry.file_type().is_dir() {
            found.push(entry.into_path());
        }
    }
}
