//! The site before the published one, kept for the next build to begin with.
//!
//! Making and removing ten thousand names costs a file system more than the
//! build costs the processor, and ext4 is slow to make files where many were
//! removed a moment ago. A large site therefore isn't removed when another
//! takes its place: the build after that finds in it, under the same names,
//! most of the files it would link, and room for those it writes.

use std::collections::HashSet;
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::disk::Disk;
use super::error::{Deed, Doing, OutputError};
use super::site_path::fold;
use super::tree::{self, GRAIN};

/// What a tree held before this build, by paths as a site's are written, and
/// hasn't taken yet. Nothing of it is believed: what is taken is compared or
/// overwritten, and the rest removed.
#[derive(Debug, Default)]
pub(super) struct Spare {
    /// All that is no folder, links among them.
    files: Mutex<HashSet<Box<str>>>,
    folders: Mutex<HashSet<Box<str>>>,
}

impl Spare {
    /// Looks through a tree.
    ///
    /// # Errors
    /// The disk's, and [`io::ErrorKind::InvalidData`] for a name that no site
    /// has: then the tree is none that a build left.
    pub fn look(disk: &dyn Disk, tree: &Path) -> io::Result<Self> {
        let listed = tree::names(disk, tree)?;
        Ok(Self {
            files: Mutex::new(listed.files),
            folders: Mutex::new(listed.folders),
        })
    }

    /// Whether a file lies at `path`; from now on it is the caller's.
    pub fn take_file(&self, path: &str) -> bool {
        held(&self.files).remove(path)
    }

    /// The same for a folder.
    pub fn take_folder(&self, path: &str) -> bool {
        held(&self.folders).remove(path)
    }

    /// Has a file removed whose name a folder needs. Nobody else goes on with
    /// that name until it is gone.
    ///
    /// # Errors
    /// Those of `remove`.
    pub fn make_way(&self, path: &str, remove: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
        let mut files = held(&self.files);
        if files.remove(path) { remove() } else { Ok(()) }
    }

    /// Whether a file lies there whose name is this one on some file systems;
    /// from now on it is the caller's. To be asked when a name turns out to
    /// be taken.
    pub fn take_other_case(&self, path: &str) -> bool {
        let mut files = held(&self.files);
        let folded = fold(path);
        let other = files.iter().find(|other| fold(other) == folded).cloned();
        other.is_some_and(|other| files.remove(&other))
    }

    /// Forgets what lay in a folder that is gone.
    pub fn forget_in(&self, folder: &str) {
        let is_elsewhere = |path: &str| {
            let inside = path.strip_prefix(folder);
            !inside.is_some_and(|rest| rest.starts_with('/'))
        };
        held(&self.files).retain(|path| is_elsewhere(path));
        held(&self.folders).retain(|path| is_elsewhere(path));
    }

    /// Removes what nobody took.
    ///
    /// # Errors
    /// The first path that would not go.
    pub fn clear(&self, disk: &dyn Disk, tree: &Path) -> Result<(), OutputError> {
        let files: Vec<_> = held(&self.files).drain().collect();
        files.par_iter().with_min_len(GRAIN).try_for_each(|file| {
            let path = tree.join(&**file);
            disk.remove_file(&path).doing(Deed::Remove, path)
        })?;
        let mut folders: Vec<_> = held(&self.folders).drain().collect();
        // Those within come before the one they are in.
        folders.sort_unstable_by(|a, b| b.cmp(a));
        for folder in folders {
            let path = tree.join(&*folder);
            match disk.remove_folder(&path) {
                // In use by its name in another case.
                Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                removed => removed.doing(Deed::Remove, path)?,
            }
        }
        Ok(())
    }
}

/// A thread that panicked in here left nothing half done: each change is one
/// removal.
fn held(names: &Mutex<HashSet<Box<str>>>) -> MutexGuard<'_, HashSet<Box<str>>> {
    names.lock().unwrap_or_else(PoisonError::into_inner)
}
