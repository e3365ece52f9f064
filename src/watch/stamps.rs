//! Asking instead of being told: which files have another stamp than a moment ago. The library's own
//! polling compares times in whole seconds, and takes two saves within one for none.

use super::relevance::{is_read, is_relevant};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// What tells two versions of a file apart without reading them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Device and number, where the system has them: a file renamed over another is another.
    file: (u64, u64),
}

impl Stamp {
    fn of(metadata: &Metadata) -> Stamp {
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        };
        #[cfg(not(unix))]
        let file = (0, 0);
        Stamp {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            file,
        }
    }
}

/// The stamps of all files of a site.
pub(super) type Stamps = BTreeMap<PathBuf, Stamp>;

/// Looks at every file that can change the site; `also` are folders that are read beside the usual.
pub(super) fn stamps(root: &Path, also: &[PathBuf]) -> Stamps {
    let has_content = root.join("content").is_dir();
    let mut found = Stamps::new();
    let mut look = |start: PathBuf, depth: usize| {
        let walk = WalkDir::new(start).follow_links(true).max_depth(depth);
        let entries = walk.into_iter().filter_entry(|entry| {
            let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
            let depth = path.components().count();
            let is_read = depth != 1
                || !entry.file_type().is_dir()
                || is_read(entry.file_name(), has_content)
                || also.iter().any(|also| also.starts_with(path));
            is_read && (depth == 0 || is_relevant(root, path))
        });
        for entry in entries.flatten() {
            if let Ok(metadata) = entry.metadata()
                && metadata.is_file()
            {
                let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
                found.insert(path.to_owned(), Stamp::of(&metadata));
            }
        }
    };
    look(root.to_owned(), usize::MAX);
    found
}

/// The files that came, went or changed from one look to the next.
pub(super) fn changed(before: &Stamps, after: &Stamps) -> Vec<PathBuf> {
    let other = |(path, stamp): (&PathBuf, &Stamp), than: &Stamps| {
        (than.get(path) != Some(stamp)).then(|| path.clone())
    };
    let mut paths: Vec<PathBuf> = before
        .iter()
        .filter_map(|entry| other(entry, after))
        .chain(after.iter().filter_map(|entry| other(entry, before)))
        .collect();
    paths.sort();
    paths.dedup();
    paths
}
