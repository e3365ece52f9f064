//! The hidden folder beside the output in which a build is at work.

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::disk::{Disk, Found, Lock};
use super::error::{Deed, Doing, OutputError};
use super::report::Warning;
use super::spare::Spare;
use super::target::Target;
use super::tree::{self, Stuck};

const LOCK: &str = "lock";
const NEXT: &str = "next-";
const ASIDE: &str = "aside";
const SPARE: &str = "spare";
/// Keeps the spare out of git, where the output isn't.
const IGNORE: &str = ".gitignore";

/// A name for the new site that no build before had: file systems that lay
/// folders far from each other choose the place by the name.
fn next_name() -> String {
    format!("{NEXT}{:016x}", RandomState::new().hash_one(()))
}

fn is_ours(name: &OsStr) -> bool {
    [LOCK, ASIDE, SPARE, IGNORE]
        .iter()
        .any(|ours| name == *ours)
        || name.to_str().is_some_and(|name| name.starts_with(NEXT))
}

/// How long to sleep between two attempts at a lock.
const NAP: Duration = Duration::from_millis(20);

/// The hidden folder beside the output, held by this build alone.
#[derive(Debug)]
pub(super) struct Work {
    path: PathBuf,
    /// Where the new site is built; after the exchange, the old one.
    pub next: PathBuf,
    /// Where the old site waits when names can't be exchanged.
    pub aside: PathBuf,
    pub warning: Option<Warning>,
    /// Folders made above the output, the deepest first.
    made: Vec<PathBuf>,
    _lock: File,
}

impl Work {
    /// Makes the folder, or takes over that of a dead build: brings back the
    /// old site if that build left it aside, and removes the rest but for a
    /// spare, with which the new site begins. Waits for a living build up to
    /// `patience`.
    pub fn begin(
        disk: &dyn Disk,
        target: &Target,
        patience: Duration,
    ) -> Result<(Self, Spare), OutputError> {
        let mut made = Vec::new();
        let begun = make_parents(disk, &target.parent, &mut made)
            .and_then(|()| lock(disk, target, patience))
            .map(|(path, held)| Self {
                next: path.join(next_name()),
                aside: path.join(ASIDE),
                warning: (!held.1).then(|| Warning::NoLock { path: path.clone() }),
                path,
                made: Vec::new(),
                _lock: held.0,
            });
        let mut work = match begun {
            Ok(work) => work,
            Err(error) => {
                remove_folders(disk, &made);
                return Err(error);
            }
        };
        work.made = made;
        match work.recover(disk, target) {
            Ok(spare) => Ok((work, spare)),
            Err(error) => {
                work.abandon(disk);
                Err(error)
            }
        }
    }

    fn recover(&mut self, disk: &dyn Disk, target: &Target) -> Result<Spare, OutputError> {
        let output = disk.look(&target.path).doing(Deed::Read, &target.path)?;
        let aside = disk.look(&self.aside).doing(Deed::Read, &self.aside)?;
        if output == Found::Nothing && aside == Found::Folder {
            disk.rename(&self.aside, &target.path)
                .doing(Deed::Place, &target.path)?;
        }
        let mut begun = None;
        for left in disk.list(&self.path).doing(Deed::Read, &self.path)? {
            if left.name == LOCK || left.name == IGNORE {
                continue;
            }
            if left.name == SPARE && left.is_folder {
                let path = self.path.join(SPARE);
                if let Ok(spare) = Spare::look(disk, &path) {
                    self.next = path;
                    begun = Some(spare);
                    continue;
                }
            }
            if let (_, Err(Stuck { path, source })) = tree::remove(disk, &self.path.join(left.name))
            {
                return Err(source).doing(Deed::Remove, path);
            }
        }
        // The old site's files are removed after the exchange, and some file
        // systems are slow to make new ones where many were removed a moment
        // ago (ext4 without a journal looks at each of them, for minutes: a
        // hundred times slower). So each build works in a place of its own.
        disk.spread(&self.path);
        match begun {
            Some(spare) => Ok(spare),
            None => disk
                .make_folder(&self.next)
                .doing(Deed::Make, &self.next)
                .map(|()| Spare::default()),
        }
    }

    /// Whether the new site begins with a spare.
    pub fn has_spare(&self) -> bool {
        self.next.ends_with(SPARE)
    }

    /// Keeps the old site, which lies at `old`, for the next build. Whatever
    /// won't go is a warning.
    pub fn keep(&self, disk: &dyn Disk, old: &Path) -> Vec<Warning> {
        let ignore = self.path.join(IGNORE);
        let spare = self.path.join(SPARE);
        let ignored = match disk.write_new(&ignore, b"*\n") {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            written => written,
        };
        let kept = ignored.and_then(|()| {
            if old == spare {
                return Ok(());
            }
            disk.rename(old, &spare)
        });
        if kept.is_err() {
            return self.finish(disk).1;
        }
        let unlocked = disk.remove_file(&self.path.join(LOCK));
        unlocked
            .err()
            .map(|source| left(self.path.clone(), source))
            .into_iter()
            .collect()
    }

    /// Removes the folder after success, and counts the files of the old
    /// site. What would not go is a warning.
    pub fn finish(&self, disk: &dyn Disk) -> (u64, Vec<Warning>) {
        let mut warnings = Vec::new();
        let mut files = 0;
        for old in [&self.next, &self.aside] {
            let (count, removed) = tree::remove(disk, old);
            files += count;
            warnings.extend(
                removed
                    .err()
                    .map(|Stuck { path, source }| left(path, source)),
            );
        }
        if warnings.is_empty()
            && let Err(source) = self.remove_itself(disk)
        {
            warnings.push(left(self.path.clone(), source));
        }
        (files, warnings)
    }

    /// Removes the folder after a failure, as far as that goes: the error is
    /// already on its way, and the next build removes the rest. An old site
    /// that lies aside stays.
    pub fn abandon(&self, disk: &dyn Disk) {
        let (_, removed) = tree::remove(disk, &self.next);
        if removed.is_ok() && self.remove_itself(disk).is_ok() {
            remove_folders(disk, &self.made);
        }
    }

    /// Removes the lock while it is held, so that whoever opened it already
    /// finds that it is gone, and then the folder, unless another build has
    /// made a new lock in it meanwhile: then it is that build's.
    fn remove_itself(&self, disk: &dyn Disk) -> io::Result<()> {
        if disk.look(&self.aside)? != Found::Nothing {
            return Ok(());
        }
        match disk.remove_file(&self.path.join(IGNORE)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        disk.remove_file(&self.path.join(LOCK))?;
        match disk.remove_folder(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
            other => other,
        }
    }
}

fn left(path: PathBuf, source: io::Error) -> Warning {
    Warning::Left { path, source }
}

/// Makes the missing folders above the output, and notes them, the deepest
/// first.
fn make_parents(
    disk: &dyn Disk,
    parent: &Path,
    made: &mut Vec<PathBuf>,
) -> Result<(), OutputError> {
    let mut missing = Vec::new();
    for folder in parent.ancestors() {
        if disk.look(folder).doing(Deed::Read, folder)? != Found::Nothing {
            break;
        }
        missing.push(folder);
    }
    for folder in missing.into_iter().rev() {
        match disk.make_folder(folder) {
            Ok(()) => made.insert(0, folder.to_path_buf()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            error => return error.doing(Deed::Make, folder),
        }
    }
    Ok(())
}

/// Removes the folders in order, up to one that is in use or would not go.
fn remove_folders(disk: &dyn Disk, folders: &[PathBuf]) {
    let _ = folders
        .iter()
        .try_for_each(|folder| disk.remove_folder(folder));
}

/// The folder and its lock, and whether the lock keeps others out.
fn lock(
    disk: &dyn Disk,
    target: &Target,
    patience: Duration,
) -> Result<(PathBuf, (File, bool)), OutputError> {
    let mut name = OsString::from(".");
    name.push(&target.name);
    name.push(".waypost");
    let path = target.parent.join(name);
    let file = path.join(LOCK);
    let start = Instant::now();
    loop {
        make_work(disk, &path)?;
        let process = match disk.lock(&file) {
            Ok(Lock::Held(held)) => return Ok((path, (held, true))),
            Ok(Lock::Unknown(held)) => return Ok((path, (held, false))),
            Ok(Lock::Busy(process)) => process,
            Ok(Lock::Gone) => None,
            // Its last owner removed the folder just now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(source) => {
                // Empty when we made it; else it isn't ours to remove.
                let _ = disk.remove_folder(&path);
                return Err(source).doing(Deed::Lock, file);
            }
        };
        if start.elapsed() >= patience {
            return Err(OutputError::Busy {
                output: target.shown.clone(),
                process,
            });
        }
        thread::sleep(NAP.min(patience));
    }
}

/// Makes the folder, or checks that the one which is there is ours: what is
/// in it will be removed.
fn make_work(disk: &dyn Disk, path: &Path) -> Result<(), OutputError> {
    match disk.make_folder(path) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        error => return error.doing(Deed::Make, path),
    }
    let foreign = || OutputError::ForeignWork {
        path: path.to_path_buf(),
    };
    match disk.look(path).doing(Deed::Read, path)? {
        Found::Folder => {}
        // Its owner was quicker to remove it; whoever locks will see.
        Found::Nothing => return Ok(()),
        Found::File | Found::Link | Found::Other => return Err(foreign()),
    }
    let entries = match disk.list(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.doing(Deed::Read, path)?,
    };
    if entries.iter().all(|entry| is_ours(&entry.name)) {
        Ok(())
    } else {
        Err(foreign())
    }
}
