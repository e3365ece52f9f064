//! The machine's disk, except when it goes wrong.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use waypost::output::{Disk, Entry, Found, Likeness, Lock, NativeDisk};

/// Which operations go wrong.
#[derive(Clone, Copy, Debug)]
pub enum Failing {
    Never,
    /// The n-th one, from 0.
    Once(usize),
    /// The n-th one and all that follow: the disk is gone.
    From(usize),
    /// All of one kind.
    All(&'static str),
}

#[derive(Clone)]
pub struct FailingDisk {
    pub failing: Failing,
    pub error: fn() -> io::Error,
    pub can_exchange: bool,
    pub operations: Arc<AtomicUsize>,
}

impl FailingDisk {
    pub fn new(failing: Failing) -> Self {
        Self {
            failing,
            error: || io::ErrorKind::StorageFull.into(),
            can_exchange: true,
            operations: Arc::default(),
        }
    }

    fn step(&self, kind: &str) -> io::Result<()> {
        let number = self.operations.fetch_add(1, Ordering::SeqCst);
        let fails = match self.failing {
            Failing::Never => false,
            Failing::Once(n) => number == n,
            Failing::From(n) => number >= n,
            Failing::All(failing) => kind == failing,
        };
        if fails { Err((self.error)()) } else { Ok(()) }
    }
}

const REAL: NativeDisk = NativeDisk;

impl Disk for FailingDisk {
    fn look(&self, path: &Path) -> io::Result<Found> {
        self.step("look")?;
        REAL.look(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        self.step("list")?;
        REAL.list(folder)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.step("read")?;
        REAL.read(path, limit)
    }

    fn compare(&self, path: &Path, bytes: &[u8]) -> Likeness {
        self.step("compare")
            .map_or(Likeness::Other, |()| REAL.compare(path, bytes))
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.step("canonical")?;
        REAL.canonical(path)
    }

    fn on_one_device(&self, a: &Path, b: &Path) -> io::Result<bool> {
        self.step("device")?;
        REAL.on_one_device(a, b)
    }

    fn make_folder(&self, path: &Path) -> io::Result<()> {
        self.step("make")?;
        REAL.make_folder(path)
    }

    fn spread(&self, folder: &Path) {
        REAL.spread(folder);
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // A disk that fills up has taken the first half.
        self.step("write").or_else(|error| {
            REAL.write_new(path, &bytes[..bytes.len() / 2])?;
            Err(error)
        })?;
        REAL.write_new(path, bytes)
    }

    fn write_over(&self, path: &Path, bytes: &[u8]) -> io::Result<bool> {
        self.step("write").or_else(|error| {
            REAL.write_over(path, &bytes[..bytes.len() / 2])?;
            Err(error)
        })?;
        REAL.write_over(path, bytes)
    }

    fn is_one_file(&self, a: &Path, b: &Path) -> io::Result<bool> {
        self.step("look")?;
        REAL.is_one_file(a, b)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("link")?;
        REAL.link(from, to)
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("copy")?;
        REAL.copy(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step("rename")?;
        REAL.rename(from, to)
    }

    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        self.step("exchange")?;
        if !self.can_exchange {
            return Err(io::ErrorKind::Unsupported.into());
        }
        REAL.exchange(a, b)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        REAL.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step("remove")?;
        REAL.remove_folder(path)
    }

    fn flush(&self, tree: &Path) -> io::Result<()> {
        // The real one would wait for what others write on this disk.
        let _ = tree;
        self.step("flush")
    }

    fn flush_folder(&self, folder: &Path) -> io::Result<()> {
        self.step("flush")?;
        REAL.flush_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Lock> {
        self.step("lock")?;
        REAL.lock(path)
    }
}
