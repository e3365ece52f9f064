//! A site on its way to being published.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::disk::{Disk, Found, Likeness, NativeDisk};
use super::error::{Deed, Doing, OutputError};
use super::register::{Folder, Register};
use super::report::{Put, Report, Warning};
use super::settings::Settings;
use super::site_path;
use super::spare::Spare;
use super::swap::swap;
use super::target::{MARKER, MARKER_TEXT, Standing, Target};
use super::tree::{self, Extent};
use super::work::Work;

/// A site on its way to being published.
///
/// Files are put by any number of threads, in any order. Dropped without
/// [`publish`](Self::publish), it leaves the old site and nothing else.
pub struct Staging {
    disk: Box<dyn Disk>,
    target: Target,
    standing: Standing,
    flush: bool,
    spare_from: u64,
    work: Work,
    spare: Spare,
    is_published: bool,
    register: Register,
    /// Files of the old site that the new one has, too, the same or another.
    /// Those that stay are linked only when it is known that some don't: a
    /// build that changes nothing makes nothing.
    stood: Mutex<Vec<Stood>>,
    marker: Put,
    written: Tally,
    unchanged: Tally,
    is_broken: AtomicBool,
}

#[derive(Debug)]
struct Stood {
    path: Box<str>,
    folder: Arc<Folder>,
    is_kept: bool,
}

#[derive(Debug, Default)]
struct Tally {
    files: AtomicU64,
    bytes: AtomicU64,
}

impl Tally {
    fn add(&self, bytes: u64) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

impl Staging {
    /// Checks that the output may be replaced, keeps other builds out, and
    /// removes what a killed one left.
    ///
    /// # Errors
    /// All of [`OutputError`] but the faults of a single file. Nothing has
    /// changed then, except that a dead build's leftovers may be gone.
    pub fn begin(settings: Settings) -> Result<Self, OutputError> {
        Self::begin_on(Box::new(NativeDisk), settings)
    }

    /// The same on a disk that is not the machine's.
    ///
    /// # Errors
    /// Those of [`begin`](Self::begin).
    pub fn begin_on(disk: Box<dyn Disk>, settings: Settings) -> Result<Self, OutputError> {
        let target = Target::resolve(&*disk, &settings.output, &settings.guarded)?;
        // Refused before anything is made beside it; asked again once no
        // other build is in the way.
        target.inspect(&*disk)?;
        let (work, spare) = Work::begin(&*disk, &target, settings.patience)?;
        let standing = match target.inspect(&*disk) {
            Ok(standing) => standing,
            Err(error) => {
                work.abandon(&*disk);
                return Err(error);
            }
        };
        let mut staging = Self {
            disk,
            target,
            standing,
            flush: settings.flush,
            spare_from: settings.spare_from,
            work,
            spare,
            is_published: false,
            register: Register::new(standing == Standing::Site),
            stood: Mutex::default(),
            marker: Put::Written,
            written: Tally::default(),
            unchanged: Tally::default(),
            is_broken: AtomicBool::new(false),
        };
        staging.marker = staging.place(MARKER, MARKER_TEXT.as_bytes())?;
        Ok(staging)
    }

    /// Puts a file of the site at `path`: relative, names with `/` between
    /// them. To be called once for each path, from any thread.
    ///
    /// # Errors
    /// A path that leaves the site, or collides with another, equal but for
    /// case included; or the disk's. The site can't be published then.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<Put, OutputError> {
        let put = self.place(path, bytes);
        match put {
            Ok(Put::Written) => self.written.add(bytes.len() as u64),
            Ok(Put::Unchanged) => self.unchanged.add(bytes.len() as u64),
            Err(_) => self.is_broken.store(true, Ordering::Relaxed),
        }
        put
    }

    fn place(&self, path: &str, bytes: &[u8]) -> Result<Put, OutputError> {
        site_path::check(path)?;
        let folder = self.register.claim(path, |folder| self.stood(folder))?;
        if folder.stood {
            let likeness = self.disk.compare(&self.target.path.join(path), bytes);
            if likeness != Likeness::NoFile {
                self.note(path, &folder, likeness == Likeness::Same);
            }
            if likeness == Likeness::Same {
                return Ok(Put::Unchanged);
            }
        }
        self.make(&folder)?;
        let staged = self.work.next.join(path);
        self.write(path, &staged, bytes)
            .doing(Deed::Write, staged)?;
        Ok(Put::Written)
    }

    fn write(&self, path: &str, staged: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.take(path, staged)? {
            if self.disk.write_over(staged, bytes)? {
                return Ok(());
            }
            self.disk.remove_file(staged)?;
        }
        match self.disk.write_new(staged, bytes) {
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists
                    && self.spare.take_other_case(path) =>
            {
                self.disk.remove_file(staged)?;
                self.disk.write_new(staged, bytes)
            }
            written => written,
        }
    }

    /// Whether a file of the spare lies at a name of the new site; a folder
    /// there makes way for it.
    fn take(&self, path: &str, staged: &Path) -> io::Result<bool> {
        if self.spare.take_folder(path) {
            self.spare.forget_in(path);
            let (_, removed) = tree::remove(&*self.disk, staged);
            removed.map_err(|stuck| stuck.source)?;
        }
        Ok(self.spare.take_file(path))
    }

    fn note(&self, path: &str, folder: &Arc<Folder>, is_kept: bool) {
        folder.successors.fetch_add(1, Ordering::Relaxed);
        let stood = Stood {
            path: path.into(),
            folder: Arc::clone(folder),
            is_kept,
        };
        self.stood_files().push(stood);
    }

    fn stood_files(&self) -> MutexGuard<'_, Vec<Stood>> {
        self.stood.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a real folder lies there in the old site.
    fn stood(&self, folder: &str) -> Result<bool, OutputError> {
        let path = self.target.path.join(folder);
        Ok(self.disk.look(&path).doing(Deed::Read, path)? == Found::Folder)
    }

    /// Makes a folder of the new site, and those above it.
    fn make(&self, folder: &Folder) -> Result<(), OutputError> {
        if folder.made.load(Ordering::Relaxed) {
            return Ok(());
        }
        if let Some(parent) = &folder.parent {
            self.make(parent)?;
        }
        if !self.spare.take_folder(&folder.path) {
            let path = self.work.next.join(&*folder.path);
            self.spare
                .make_way(&folder.path, || self.disk.remove_file(&path))
                .doing(Deed::Remove, &path)?;
            match self.disk.make_folder(&path) {
                Ok(()) => {}
                // Another thread was quicker: nobody else is in here.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                error => return error.doing(Deed::Make, path),
            }
        }
        folder.made.store(true, Ordering::Relaxed);
        Ok(())
    }

    /// Publishes what was put, and removes what the old site had beside it.
    ///
    /// # Errors
    /// The old site stands, and nothing is left beside it if the disk allows.
    /// Once the new one stands, nothing is an error: see
    /// [`Report::warnings`].
    pub fn publish(mut self) -> Result<Report, OutputError> {
        let is_replaced = !self.is_same();
        let mut old = None;
        if is_replaced {
            self.complete()?;
            // Asked a third time: rendering takes a while, and folders change.
            let standing = self.target.inspect(&*self.disk)?;
            old = swap(&*self.disk, &self.target, standing, &self.work)?;
        }
        self.is_published = true;
        let mut warnings: Vec<Warning> = self.work.warning.take().into_iter().collect();
        if old.is_some()
            && self.flush
            && let Err(source) = self.disk.flush_folder(&self.target.parent)
        {
            warnings.push(Warning::NotFlushed {
                path: self.target.path.clone(),
                source,
            });
        }
        let (removed, left) = match old {
            Some(old) => self.finish(&old),
            // The old site is the new one, and the spare as good as before.
            None if !is_replaced && self.work.has_spare() => {
                (0, self.work.keep(&*self.disk, &self.work.next))
            }
            None => self.work.finish(&*self.disk),
        };
        warnings.extend(left);
        Ok(Report {
            written: self.written.files.load(Ordering::Relaxed),
            unchanged: self.unchanged.files.load(Ordering::Relaxed),
            removed,
            written_bytes: self.written.bytes.load(Ordering::Relaxed),
            unchanged_bytes: self.unchanged.bytes.load(Ordering::Relaxed),
            is_replaced,
            warnings,
        })
    }

    /// Removes the old site, or keeps it for the next build. Returns how many
    /// files it had that the new one hasn't.
    fn finish(&self, old: &Path) -> (u64, Vec<Warning>) {
        let stood = self.stood_files().len() as u64;
        if stood >= self.spare_from {
            let removed = tree::extent(&*self.disk, old)
                .map_or(0, |extent| extent.files.saturating_sub(stood));
            return (removed, self.work.keep(&*self.disk, old));
        }
        let stuck = self.clear(old);
        let (cleared, left) = self.work.finish(&*self.disk);
        (cleared.saturating_sub(stuck), left)
    }

    /// Whether the old site is the new one: every file was kept, and there
    /// are no others.
    fn is_same(&self) -> bool {
        let all_kept = self.standing == Standing::Site
            && self.marker == Put::Unchanged
            && self.written.files.load(Ordering::Relaxed) == 0
            && !self.is_broken.load(Ordering::Relaxed);
        all_kept
            && tree::extent(&*self.disk, &self.target.path).is_ok_and(|extent| {
                let folders = self.register.count_folders();
                extent
                    == Extent {
                        files: self.stood_files().len() as u64,
                        folders,
                    }
            })
    }

    /// Adds what is kept of the old site, and sees to it that the new one
    /// survives a power cut before the old one goes.
    fn complete(&self) -> Result<(), OutputError> {
        if self.is_broken.load(Ordering::Relaxed) {
            return Err(OutputError::Incomplete);
        }
        self.stood_files()
            .par_iter()
            .with_min_len(GRAIN)
            .filter(|stood| stood.is_kept)
            .try_for_each(|kept| self.keep(kept))?;
        self.spare.clear(&*self.disk, &self.work.next)?;
        if self.flush && self.standing == Standing::Site {
            let next = &self.work.next;
            self.disk.flush(next).doing(Deed::Flush, next)?;
        }
        Ok(())
    }

    fn keep(&self, kept: &Stood) -> Result<(), OutputError> {
        self.make(&kept.folder)?;
        let old = self.target.path.join(&*kept.path);
        let new = self.work.next.join(&*kept.path);
        if self.take(&kept.path, &new).doing(Deed::Keep, &old)? {
            if self.disk.is_one_file(&old, &new).unwrap_or(false) {
                return Ok(());
            }
            self.disk.remove_file(&new).doing(Deed::Remove, &new)?;
        }
        // Not every file system has links, and not every file may be linked:
        // one that belongs to somebody else, say.
        self.disk
            .link(&old, &new)
            .or_else(|_| self.disk.copy(&old, &new))
            .doing(Deed::Keep, old)
    }

    /// Removes from the old site, now out of sight, what is known to be in it:
    /// that saves reading its folders. Returns how many of these files would
    /// not go; they are found again by whoever removes the rest.
    fn clear(&self, old: &Path) -> u64 {
        let stuck = AtomicU64::new(0);
        self.stood_files()
            .par_iter()
            .with_min_len(GRAIN)
            .for_each(|stood| {
                if self.disk.remove_file(&old.join(&*stood.path)).is_err() {
                    stuck.fetch_add(1, Ordering::Relaxed);
                }
                if stood.folder.successors.fetch_sub(1, Ordering::Relaxed) == 1 {
                    let _ = self.disk.remove_folder(&old.join(&*stood.folder.path));
                }
            });
        stuck.into_inner()
    }
}

/// Files for one thread at a time: enough to be worth handing over.
const GRAIN: usize = 32;

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.is_published {
            self.work.abandon(&*self.disk);
        }
    }
}
