//! Whole trees of files: counting, listing and removing them.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::disk::{Disk, Entry, Found};

/// How much lies in a tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// All that is no folder.
    pub files: u64,
    /// Folders, the tree's own not among them.
    pub folders: u64,
}

/// The first path in a tree that would not go.
#[derive(Debug)]
pub(super) struct Stuck {
    pub path: PathBuf,
    pub source: io::Error,
}

/// Counts what lies in a tree. Links are counted, not followed.
pub(super) fn extent(disk: &dyn Disk, tree: &Path) -> Result<Extent, Stuck> {
    let walk = Walk::new(disk, |_| Ok(()));
    let folders = walk.levels(tree).iter().map(Vec::len).sum::<usize>() as u64;
    walk.finish()
        .map(|files| Extent {
            files,
            folders: folders.saturating_sub(1),
        })
        .map_err(|(_, stuck)| stuck)
}

/// The paths in a tree, written as a site's are.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// All that is no folder.
    pub files: HashSet<Box<str>>,
    /// Folders, the tree's own not among them.
    pub folders: HashSet<Box<str>>,
}

/// Lists what lies in a tree. Links are listed, not followed.
///
/// # Errors
/// The first folder that can't be listed, and
/// [`io::ErrorKind::InvalidData`] for a name that isn't UTF-8.
pub(super) fn names(disk: &dyn Disk, tree: &Path) -> io::Result<Names> {
    let site_path = |path: &Path| -> io::Result<Box<str>> {
        let below = path.strip_prefix(tree).map_err(io::Error::other)?;
        let text = below.to_str().ok_or(io::ErrorKind::InvalidData)?;
        let is_site_path = std::path::MAIN_SEPARATOR == '/';
        Ok(if is_site_path {
            text.into()
        } else {
            text.replace('\\', "/").into()
        })
    };
    let files = Mutex::new(HashSet::new());
    let walk = Walk::new(disk, |path| {
        let path = site_path(path)?;
        files
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path);
        Ok(())
    });
    let levels = walk.levels(tree);
    let folders: io::Result<_> = levels
        .iter()
        .skip(1)
        .flatten()
        .map(|folder| site_path(folder))
        .collect();
    walk.finish().map_err(|(_, stuck)| stuck.source)?;
    let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Names {
        files,
        folders: folders?,
    })
}

/// Removes a tree, if it is there, and counts the files in it. Links are
/// removed, not followed. What would not go doesn't keep the rest.
///
/// # Errors
/// The first path that would not go.
pub(super) fn remove(disk: &dyn Disk, tree: &Path) -> (u64, Result<(), Stuck>) {
    match disk.look(tree) {
        Ok(Found::Nothing) => return (0, Ok(())),
        Ok(Found::Folder) => {}
        Ok(_) => {
            let removed = disk.remove_file(tree);
            return (
                1,
                removed.map_err(|source| Stuck {
                    path: tree.to_path_buf(),
                    source,
                }),
            );
        }
        Err(source) => {
            return (
                0,
                Err(Stuck {
                    path: tree.to_path_buf(),
                    source,
                }),
            );
        }
    }
    let walk = Walk::new(disk, |path| disk.remove_file(path));
    // The deepest first; a folder is empty once those below it are gone.
    for level in walk.levels(tree).iter().rev() {
        level.par_iter().with_min_len(GRAIN).for_each(|folder| {
            walk.note(folder, disk.remove_folder(folder));
        });
    }
    match walk.finish() {
        Ok(files) => (files, Ok(())),
        Err((files, stuck)) => (files, Err(stuck)),
    }
}

/// Folders for one thread at a time: enough to be worth handing over.
pub(super) const GRAIN: usize = 16;

/// A walk over a tree, one depth after the other: no recursion, so no tree is
/// too deep for a stack.
struct Walk<'a, F> {
    disk: &'a dyn Disk,
    visit: F,
    files: AtomicU64,
    stuck: Mutex<Option<Stuck>>,
}

impl<'a, F: Fn(&Path) -> io::Result<()> + Sync> Walk<'a, F> {
    fn new(disk: &'a dyn Disk, visit: F) -> Self {
        Self {
            disk,
            visit,
            files: AtomicU64::new(0),
            stuck: Mutex::new(None),
        }
    }

    /// Visits all files, and returns the folders by depth.
    fn levels(&self, tree: &Path) -> Vec<Vec<PathBuf>> {
        let mut levels = vec![vec![tree.to_path_buf()]];
        while let Some(level) = levels.last()
            && !level.is_empty()
        {
            let next = level
                .par_iter()
                .with_min_len(GRAIN)
                .flat_map_iter(|folder| self.children(folder))
                .collect();
            levels.push(next);
        }
        levels
    }

    fn children(&self, folder: &Path) -> Vec<PathBuf> {
        let entries = self.disk.list(folder).unwrap_or_else(|source| {
            self.note(folder, Err(source));
            Vec::new()
        });
        let (folders, files): (Vec<Entry>, Vec<Entry>) =
            entries.into_iter().partition(|entry| entry.is_folder);
        self.files.fetch_add(files.len() as u64, Ordering::Relaxed);
        let visit = |file: &Entry| {
            let path = folder.join(&file.name);
            let visited = (self.visit)(&path);
            self.note(&path, visited);
        };
        // One folder may hold most of the site: a blog without folders.
        files.par_iter().with_min_len(4 * GRAIN).for_each(visit);
        folders
            .into_iter()
            .map(|child| folder.join(child.name))
            .collect()
    }

    fn note(&self, path: &Path, outcome: io::Result<()>) {
        if let Err(source) = outcome {
            let mut stuck = self.stuck.lock().unwrap_or_else(PoisonError::into_inner);
            stuck.get_or_insert(Stuck {
                path: path.to_path_buf(),
                source,
            });
        }
    }

    fn finish(self) -> Result<u64, (u64, Stuck)> {
        let files = self.files.into_inner();
        match self
            .stuck
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
        {
            None => Ok(files),
            Some(stuck) => Err((files, stuck)),
        }
    }
}
