//! Where and how to publish.

use std::path::PathBuf;
use std::time::Duration;

use super::target::Guarded;

/// Where and how to publish.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder to publish as. Folders above it are made.
    pub output: PathBuf,
    /// Folders that must not be replaced, beside the root of the file system,
    /// the home folder, the current one and all that hold them.
    pub guarded: Vec<Guarded>,
    /// Whether the site must be old or new also after a power cut. Costs one
    /// flush of the file system per build that replaces a site; a build that
    /// is killed needs none. A first site is never flushed: there is no old
    /// one to fall back to.
    pub flush: bool,
    /// How long to wait for another build of the same output.
    pub patience: Duration,
    /// From how many files on a site that another takes the place of is kept
    /// beside the output, for the next build to begin with.
    pub spare_from: u64,
}

/// Below this the removal of a site is no matter, on any disk tried: a tenth
/// of a second.
const SPARE_FROM: u64 = 2_000;

impl Settings {
    /// The settings for most: flushed, two seconds of patience, and a spare
    /// from 2,000 files on.
    #[must_use]
    pub fn new(output: impl Into<PathBuf>) -> Self {
        Self {
            output: output.into(),
            guarded: Vec::new(),
            flush: true,
            patience: Duration::from_secs(2),
            spare_from: SPARE_FROM,
        }
    }
}
