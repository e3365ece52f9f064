//! The disk of the machine.

use std::cell::RefCell;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::{Disk, Entry, Found, Likeness, Lock};

/// The disk of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeDisk;

/// Bytes compared at a time: most pages fit in one read.
const CHUNK: usize = 64 * 1024;

thread_local! {
    static BUFFER: RefCell<Box<[u8]>> = RefCell::new(vec![0; CHUNK].into_boxed_slice());
}

impl Disk for NativeDisk {
    fn look(&self, path: &Path) -> io::Result<Found> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(found(&metadata)),
            Err(error) if is_absence(&error) => Ok(Found::Nothing),
            Err(error) => Err(error),
        }
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        fs::read_dir(folder)?
            .map(|entry| {
                let entry = entry?;
                let is_folder = entry.file_type()?.is_dir();
                Ok(Entry {
                    name: entry.file_name(),
                    is_folder,
                })
            })
            .collect()
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        open_plain(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn compare(&self, path: &Path, bytes: &[u8]) -> Likeness {
        let opened = open_plain(path).and_then(|file| Ok((file.metadata()?, file)));
        let (metadata, mut file) = match opened {
            Ok(opened) => opened,
            Err(error) if is_absence(&error) => return Likeness::NoFile,
            Err(_) => return Likeness::Other,
        };
        if metadata.is_dir() {
            return Likeness::NoFile;
        }
        if !metadata.is_file() || metadata.len() != bytes.len() as u64 {
            return Likeness::Other;
        }
        let is_same = BUFFER.with_borrow_mut(|buffer| {
            bytes.chunks(CHUNK).all(|expected| {
                let actual = &mut buffer[..expected.len()];
                file.read_exact(actual).is_ok() && actual == expected
            })
        });
        if is_same {
            Likeness::Same
        } else {
            Likeness::Other
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn on_one_device(&self, a: &Path, b: &Path) -> io::Result<bool> {
        on_one_device(&fs::symlink_metadata(a)?, &fs::symlink_metadata(b)?)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn spread(&self, folder: &Path) {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        if let Ok(folder) = File::open(folder) {
            use rustix::fs::{IFlags, ioctl_getflags, ioctl_setflags};
            let _ = ioctl_getflags(&folder)
                .and_then(|flags| ioctl_setflags(&folder, flags | IFlags::TOPDIR));
        }
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        let _ = folder;
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // Errors that a network file system reports only when the file is
        // closed are lost here; `flush` reports them where it runs.
        File::create_new(path)?.write_all(bytes)
    }

    fn write_over(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        let opened = open_without_links(OpenOptions::new().write(true), path);
        // A link, or a file that we may not write: not ours to write over.
        let Ok(mut file) = opened else {
            return Ok(false);
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() || !has_one_name(&metadata) {
            return Ok(false);
        }
        file.write_all(bytes)?;
        // Cut only now: a file that is emptied first gives up its room on the
        // disk, and ext4 makes whoever closes it wait for the new one.
        if metadata.len() > bytes.len() as u64 {
            file.set_len(bytes.len() as u64)?;
        }
        Ok(true)
    }

    fn is_one_file(&self, a: &Path, b: &Path) -> io::Result<bool> {
        let (a, b) = (fs::symlink_metadata(a)?, fs::symlink_metadata(b)?);
        Ok(cfg!(unix) && is_one_file(&a, &b))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut source = open_plain(from)?;
        let mut target = File::create_new(to)?;
        io::copy(&mut source, &mut target)?;
        target.set_modified(source.metadata()?.modified()?)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        exchange(a, b)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn flush(&self, tree: &Path) -> io::Result<()> {
        flush(tree)
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        flush_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Lock> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = open_without_links(&mut options, path)?;
        let held = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => return Ok(Lock::Busy(owner(&mut file))),
            Err(TryLockError::Error(error)) if knows_no_locks(&error) => false,
            Err(TryLockError::Error(error)) => return Err(error),
        };
        // Its last owner may have removed the file after we opened it; then
        // we hold the lock of a file that nobody else will ever find.
        match fs::symlink_metadata(path) {
            Ok(there) if is_one_file(&file.metadata()?, &there) => {}
            Ok(_) => return Ok(Lock::Gone),
            Err(error) if is_absence(&error) => return Ok(Lock::Gone),
            Err(error) => return Err(error),
        }
        // The number is a courtesy to whoever finds us at work: without room
        // for it the build still goes on, to the error that matters.
        let _ = name_owner(&mut file);
        Ok(if held {
            Lock::Held(file)
        } else {
            Lock::Unknown(file)
        })
    }
}

fn found(metadata: &Metadata) -> Found {
    let kind = metadata.file_type();
    if kind.is_symlink() {
        Found::Link
    } else if kind.is_dir() {
        Found::Folder
    } else if kind.is_file() {
        Found::File
    } else {
        Found::Other
    }
}

/// `a/b` is absent also where `a` is a file.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Opens for reading what should be a regular file: never through a link,
/// never hanging on a pipe.
fn open_plain(path: &Path) -> io::Result<File> {
    open_without_links(OpenOptions::new().read(true), path)
}

fn owner(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn name_owner(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn knows_no_locks(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::NOLCK.raw_os_error()) {
        return true;
    }
    error.kind() == io::ErrorKind::Unsupported
}

#[cfg(unix)]
fn open_without_links(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    options.custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open_without_links(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => Err(io::ErrorKind::InvalidInput.into()),
        _ => options.open(path),
    }
}

#[cfg(unix)]
fn on_one_device(a: &Metadata, b: &Metadata) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    Ok(a.dev() == b.dev())
}

#[cfg(not(unix))]
fn on_one_device(_: &Metadata, _: &Metadata) -> io::Result<bool> {
    // Not known; the exchange will tell.
    Ok(true)
}

#[cfg(unix)]
fn is_one_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    a.dev() == b.dev() && a.ino() == b.ino()
}

#[cfg(not(unix))]
fn is_one_file(a: &Metadata, b: &Metadata) -> bool {
    // No number of the file is at hand, so a moment stands for it.
    a.created().ok() == b.created().ok()
}

#[cfg(unix)]
fn has_one_name(file: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    file.nlink() == 1
}

#[cfg(not(unix))]
fn has_one_name(_: &Metadata) -> bool {
    // Not known, so it may have others.
    false
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        // What kernels and file systems say that don't know the flag.
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP => io::ErrorKind::Unsupported.into(),
        errno => errno.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn flush(tree: &Path) -> io::Result<()> {
    // One call for the whole file system: 10,000 calls for 10,000 files take
    // longer than the build. It waits for what others wrote there, too.
    Ok(rustix::fs::syncfs(File::open(tree)?)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn flush(tree: &Path) -> io::Result<()> {
    let mut folders = vec![tree.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                // Windows flushes only what is open for writing.
                OpenOptions::new()
                    .read(true)
                    .write(true)
                    .open(entry.path())?
                    .sync_all()?;
            }
        }
        flush_folder(&folder)?;
    }
    Ok(())
}

#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn flush_folder(_: &Path) -> io::Result<()> {
    // Folders can't be opened here; the file system's journal keeps names.
    Ok(())
}
