//! Every operation of the output that touches the disk.
//!
//! One trait, so that a test can let any of them go wrong. It knows paths,
//! not sites. Paths instead of folder handles, because walking the few
//! components that a site's path has costs under 2 % of making a file, and
//! handles would keep this from running where there are none.

mod native;

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

pub use native::NativeDisk;

/// What lies at a path; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    Folder,
    File,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// How what lies at a path compares with the bytes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// A regular file that holds exactly these bytes.
    Same,
    /// Another file, a link, a pipe.
    Other,
    /// Nothing, or a folder.
    NoFile,
}

/// One name in a folder.
#[derive(Clone, Debug)]
pub struct Entry {
    pub name: OsString,
    /// A real folder; a link to one is none.
    pub is_folder: bool,
}

/// The answer to an attempt at a lock.
#[derive(Debug)]
pub enum Lock {
    /// Ours until the file is dropped.
    Held(File),
    /// The file system knows no locks; the file is open, and nobody is kept
    /// out.
    Unknown(File),
    /// Another build holds it: its process, where that can be read.
    Busy(Option<u32>),
    /// The file was removed by its last owner while we opened it: try again.
    Gone,
}

/// The operations that a build needs, over absolute paths.
///
/// Every error is the bare one of the system; the caller adds path and deed.
pub trait Disk: Send + Sync {
    /// What lies at `path`; a path that isn't there is no error.
    fn look(&self, path: &Path) -> io::Result<Found>;

    /// The names in `folder`, in the system's order.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// At most the first `limit` bytes of a file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Compares what lies at `path` with `bytes`.
    ///
    /// A file that can't be read is one that differs: it is about to be
    /// replaced, so this is nobody's fault.
    fn compare(&self, path: &Path, bytes: &[u8]) -> Likeness;

    /// The path with every link and `..` resolved.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether both paths lie on one mounted file system, as far as known.
    fn on_one_device(&self, a: &Path, b: &Path) -> io::Result<bool>;

    /// Makes one folder, whose parent is there.
    fn make_folder(&self, path: &Path) -> io::Result<()>;

    /// Asks the file system to lay what is made in `folder` far from its
    /// neighbours. A hint: where it isn't understood, nothing happens.
    fn spread(&self, folder: &Path);

    /// Writes a file that must not exist yet.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Writes over what lies at `path`, a file that nobody is sent any more,
    /// in the room that it has. False, and nothing done, for what isn't a
    /// regular file, or has other names as well.
    fn write_over(&self, path: &Path, bytes: &[u8]) -> io::Result<bool>;

    /// Whether both names lead to one file, as far as known.
    fn is_one_file(&self, a: &Path, b: &Path) -> io::Result<bool>;

    /// Gives a file a second name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Copies a file to a name that is free, with its time.
    fn copy(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Renames a folder to a name that is free.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Exchanges two names in one step. [`io::ErrorKind::Unsupported`] where
    /// the system or the file system can't.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;

    fn remove_file(&self, path: &Path) -> io::Result<()>;

    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;

    /// Returns when all that was written under `tree` would survive a power
    /// cut.
    fn flush(&self, tree: &Path) -> io::Result<()>;

    /// The same for the names in one folder only.
    fn flush_folder(&self, folder: &Path) -> io::Result<()>;

    /// Opens or makes the lock file at `path` and tries, without waiting, to
    /// hold it.
    fn lock(&self, path: &Path) -> io::Result<Lock>;
}
