//! What a build tells about its writing.

use std::io;
use std::path::PathBuf;

/// What became of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is new, or differs from the one in the old site.
    Written,
    /// The old site has it byte for byte: inode and time stay.
    Unchanged,
}

/// What publishing did. The marker that Waypost adds is counted nowhere.
#[derive(Debug, Default)]
pub struct Report {
    /// Files that are new or differ.
    pub written: u64,
    /// Files that the old site had byte for byte.
    pub unchanged: u64,
    /// Files of the old site that the new one doesn't have.
    pub removed: u64,
    /// Bytes in the written files.
    pub written_bytes: u64,
    /// Bytes in the unchanged files.
    pub unchanged_bytes: u64,
    /// Whether a new folder stands in the old one's place. Not so when
    /// nothing differs: then nothing is touched at all.
    pub is_replaced: bool,
    /// What went wrong without harm to the published site.
    pub warnings: Vec<Warning>,
}

/// Something that went wrong beside a site that is published and whole.
#[derive(Debug)]
pub enum Warning {
    /// Something of an earlier site or of this build could not be removed.
    Left { path: PathBuf, source: io::Error },
    /// The site stands, but a power cut in the next seconds may bring back
    /// the old one.
    NotFlushed { path: PathBuf, source: io::Error },
    /// The file system knows no locks: a second build is not kept out.
    NoLock { path: PathBuf },
}

impl Warning {
    /// What to do about it, in the imperative.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Left { .. } => "let the next build remove it, or remove it by hand",
            Self::NotFlushed { .. } => "look at the health of the disk, then build again",
            Self::NoLock { .. } => "make sure that no second build writes to the same output",
        }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Left { path, source } => {
                write!(f, "`{}` is left over: {source}", path.display())
            }
            Self::NotFlushed { path, source } => {
                write!(
                    f,
                    "`{}` may not yet be safe on the disk: {source}",
                    path.display()
                )
            }
            Self::NoLock { path } => {
                write!(f, "the file system of `{}` knows no locks", path.display())
            }
        }
    }
}
