//! Changes of several files of a site, or of its whole snapshot, in one step: killed at any moment,
//! the site is as before or as after.
//!
//! ```text
//! .waypost-upstream/   there while a command is at work, or after a killed one
//!   lock               held by that command
//!   0, 1, …            new files
//!   files              which files these are, and which go: from the moment it is there, it counts
//!   gone.0, …          what goes, before it is taken away
//!   then               the same list, for when a snapshot has been exchanged
//!   next/              a new snapshot; after the exchange, the old one
//! upstream/
//!   .waypost-new       there from the exchange on until the list of `then` has been worked off
//! ```

use crate::layers::{LIST, WAITING, leaving, waiting};
use crate::output::{Disk, Lock, NativeDisk};
use crate::start::Refusal;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const THEN: &str = "then";
const NEXT: &str = "next";
const NEW: &str = ".waypost-new";

/// A site whose files are changed by this process alone.
#[derive(Debug)]
pub struct Work {
    root: PathBuf,
    /// The folder of the snapshot, from the site's own.
    upstream: String,
    _lock: File,
}

type Done<T = ()> = Result<T, (PathBuf, io::Error)>;

trait Doing<T> {
    fn at(self, path: &Path) -> Done<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn at(self, path: &Path) -> Done<T> {
        self.map_err(|error| (path.to_owned(), error))
    }
}

impl Work {
    /// Begins, and finishes what a killed command left: what was decided on is done, all else is
    /// taken away.
    ///
    /// # Errors
    /// Another command is at work, or the disk refuses.
    pub fn begin(root: &Path, upstream: &str) -> Result<Work, Refusal> {
        let folder = root.join(WAITING);
        let lock = folder.join("lock");
        // What lies in it is taken away: it must be of our making.
        if folder.symlink_metadata().is_ok_and(|it| !it.is_dir()) {
            return Err(Refusal::new(
                format!("`{WAITING}` is no folder"),
                "take it away: it was put there by somebody else",
            ));
        }
        let made = fs::create_dir_all(&folder).and_then(|()| NativeDisk.lock(&lock));
        let held = match made {
            Ok(Lock::Held(held) | Lock::Unknown(held)) => held,
            Ok(Lock::Busy(_) | Lock::Gone) => {
                return Err(Refusal::new(
                    "another command is at work on this site's upstream",
                    "wait until it is done",
                ));
            }
            Err(error) => return Err(Refusal::disk(&lock, &error)),
        };
        let work = Work {
            root: root.to_owned(),
            upstream: upstream.trim_end_matches('/').to_owned(),
            _lock: held,
        };
        work.finish().map_err(refusal)?;
        Ok(work)
    }

    /// Writes files of the site, all of them or none.
    ///
    /// # Errors
    /// What the disk said; then nothing is changed, unless the message says otherwise.
    pub fn write(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Refusal> {
        self.replace(files, &[])
    }

    /// Writes files of the site and takes others away, or folders: all of it or nothing.
    ///
    /// # Errors
    /// As those of [`Work::write`].
    pub fn replace(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        gone: &[String],
    ) -> Result<(), Refusal> {
        let done = self
            .stage(files, gone, LIST)
            .and_then(|()| self.flush())
            .and_then(|()| self.decide(LIST));
        if let Err(fault) = done {
            let _ = self.clear();
            return Err(refusal(fault));
        }
        self.place().map_err(refusal)
    }

    /// Puts a new snapshot in the place of the old one, and then writes files of the site.
    ///
    /// # Errors
    /// What the disk said; then the old snapshot stands.
    pub fn exchange(
        &self,
        snapshot: &BTreeMap<String, Vec<u8>>,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), Refusal> {
        let staged = self
            .stage(files, &[], THEN)
            .and_then(|()| self.stage_snapshot(snapshot))
            .and_then(|()| self.flush())
            .and_then(|()| self.decide(THEN))
            .and_then(|()| self.swap());
        if let Err(fault) = staged {
            let _ = self.clear();
            return Err(refusal(fault));
        }
        self.finish().map_err(refusal)
    }

    fn folder(&self) -> PathBuf {
        self.root.join(WAITING)
    }

    fn snapshot(&self) -> PathBuf {
        self.root.join(&self.upstream)
    }

    /// Writes new files and a list of them that doesn't count yet.
    fn stage(&self, files: &BTreeMap<String, Vec<u8>>, gone: &[String], list: &str) -> Done {
        let folder = self.folder();
        let mut names = String::new();
        for (number, (path, bytes)) in files.iter().enumerate() {
            let staged = folder.join(number.to_string());
            write_new(&staged, bytes).at(&staged)?;
            if let Ok(metadata) = fs::metadata(self.root.join(path)) {
                fs::set_permissions(&staged, metadata.permissions()).at(&staged)?;
            }
            names.push_str(&format!("{number} {path}\n"));
        }
        for path in gone {
            names.push_str(&format!("- {path}\n"));
        }
        let draft = folder.join(format!("{list}.draft"));
        write_new(&draft, names.as_bytes()).at(&draft)
    }

    fn stage_snapshot(&self, snapshot: &BTreeMap<String, Vec<u8>>) -> Done {
        let next = self.folder().join(NEXT);
        for (path, bytes) in snapshot {
            let path = next.join(path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).at(folder)?;
            }
            write_new(&path, bytes).at(&path)?;
        }
        let new = next.join(NEW);
        write_new(&new, b"").at(&new)
    }

    fn flush(&self) -> Done {
        let folder = self.folder();
        NativeDisk.flush(&folder).at(&folder)
    }

    /// The step from which on a list counts.
    fn decide(&self, list: &str) -> Done {
        let folder = self.folder();
        let to = folder.join(list);
        fs::rename(folder.join(format!("{list}.draft")), &to).at(&to)?;
        NativeDisk.flush_folder(&folder).at(&folder)
    }

    /// The step from which on the new snapshot counts.
    fn swap(&self) -> Done {
        let (old, next) = (self.snapshot(), self.folder().join(NEXT));
        match NativeDisk.exchange(&next, &old) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                // Where names can't be exchanged there is a moment without a snapshot; whoever is
                // killed in it is helped by the next command.
                let aside = self.folder().join("aside");
                fs::rename(&old, &aside).at(&old)?;
                fs::rename(&next, &old).at(&old).inspect_err(|_| {
                    let _ = fs::rename(&aside, &old);
                })
            }
            done => done.at(&old),
        }
    }

    /// Does what was decided on, and takes away all else that lies in the folder.
    fn finish(&self) -> Done {
        let (folder, snapshot) = (self.folder(), self.snapshot());
        let (next, aside) = (folder.join(NEXT), folder.join("aside"));
        if !snapshot.is_dir() && aside.is_dir() {
            let from = if next.join(NEW).is_file() {
                &next
            } else {
                &aside
            };
            fs::rename(from, &snapshot).at(&snapshot)?;
        }
        let new = snapshot.join(NEW);
        if new.is_file() {
            let then = folder.join(THEN);
            match fs::rename(&then, folder.join(LIST)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err((then, error));
                }
                _ => {}
            }
        }
        self.place()?;
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err((new, error)),
            _ => Ok(()),
        }
    }

    /// Moves files that count to their places.
    fn place(&self) -> Done {
        let folder = self.folder();
        for (number, path) in waiting(&self.root) {
            let from = folder.join(number);
            if !from.symlink_metadata().is_ok_and(|it| it.is_file()) {
                continue;
            }
            let to = self.inside(&path)?;
            fs::rename(&from, &to).at(&to)?;
        }
        // What goes is moved into the folder first: it is out of sight in one step, however much
        // there is to be taken away.
        for (number, path) in leaving(&self.root).into_iter().enumerate() {
            let from = self.root.join(&path);
            if from.symlink_metadata().is_err() || !self.is_inside(from.parent())? {
                continue;
            }
            let aside = folder.join(format!("gone.{number}"));
            fs::rename(&from, &aside).at(&from)?;
            self.without_empty(from.parent());
        }
        self.clear()
    }

    /// Takes folders away that nothing is in any more, up to the site's own.
    fn without_empty(&self, mut folder: Option<&Path>) {
        while let Some(path) = folder.filter(|path| **path != *self.root) {
            // One that isn't empty stays.
            if fs::remove_dir(path).is_err() {
                return;
            }
            folder = path.parent();
        }
    }

    /// Where a file of the site lies: a link within the site stays one, and none leads out.
    fn inside(&self, path: &str) -> Done<PathBuf> {
        let whole = self.root.canonicalize().at(&self.root)?;
        let to = self.root.join(path);
        let parent = to.parent().unwrap_or(&self.root);
        if !self.is_inside(Some(parent))? {
            return Err((to, io::ErrorKind::PermissionDenied.into()));
        }
        fs::create_dir_all(parent).at(parent)?;
        let to = match to.canonicalize() {
            Ok(to) => to,
            Err(_) => {
                let name = to.file_name().unwrap_or_default().to_owned();
                parent.canonicalize().at(parent)?.join(name)
            }
        };
        match to.starts_with(&whole) {
            true => Ok(to),
            false => Err((to, io::ErrorKind::PermissionDenied.into())),
        }
    }

    /// Whether a folder, or the nearest one above it that is there, lies in the site.
    fn is_inside(&self, folder: Option<&Path>) -> Done<bool> {
        let whole = self.root.canonicalize().at(&self.root)?;
        let mut above = folder.into_iter().flat_map(Path::ancestors);
        let there = above.find_map(|folder| folder.canonicalize().ok());
        Ok(there.is_some_and(|folder| folder.starts_with(whole)))
    }

    /// Takes away what lies in the folder, the list last: what it names is in its place by then.
    fn clear(&self) -> Done {
        let folder = self.folder();
        let mut names: Vec<_> = fs::read_dir(&folder)
            .at(&folder)?
            .flatten()
            .map(|entry| entry.file_name())
            .filter(|name| name != "lock")
            .collect();
        names.sort_by_key(|name| name == LIST);
        for name in names {
            let path = folder.join(name);
            let gone = match path.is_dir() && !path.is_symlink() {
                true => fs::remove_dir_all(&path),
                false => fs::remove_file(&path),
            };
            gone.at(&path)?;
        }
        Ok(())
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let folder = self.folder();
        // What is left is left for the next command, which knows what to do with it.
        let _ = fs::remove_file(folder.join("lock"));
        let _ = fs::remove_dir(&folder);
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    file.write_all(bytes)
}

fn refusal((path, error): (PathBuf, io::Error)) -> Refusal {
    Refusal::disk(&path, &error)
}
