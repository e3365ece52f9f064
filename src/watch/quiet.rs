//! When a change is over: an editor saves in several steps, and a branch switches in thousands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A save is over when nothing has happened for so long. Editors rename within a millisecond.
const SAVE: Duration = Duration::from_millis(15);

/// A file that has gone, or is empty, is most often on its way back: some editors move the old one
/// aside, or truncate it, and write only then.
const RETURN: Duration = Duration::from_millis(400);

/// So many files are more than a save: a branch was switched, or a folder copied.
const STORM: usize = 20;

/// A storm pauses while a disk is busy; to load in its midst would show half of it.
const STORM_PAUSE: Duration = Duration::from_millis(300);

/// The longest that a change without any pause is waited for.
const LONGEST: Duration = Duration::from_secs(10);

/// What has changed since it was last quiet.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// The files, as seen from the site's folder.
    paths: BTreeSet<PathBuf>,
    /// Some changes have no path: the system lost count.
    is_everything: bool,
    began: Option<Instant>,
    last: Option<Instant>,
    /// Whether one of the files was on its way back when it was last looked at.
    is_between: bool,
}

impl Change {
    pub(super) fn is_none(&self) -> bool {
        self.began.is_none()
    }

    pub(super) fn add(&mut self, path: Option<&Path>, now: Instant) {
        match path {
            Some(path) => drop(self.paths.insert(path.to_owned())),
            None => self.is_everything = true,
        }
        self.began.get_or_insert(now);
        self.last = Some(now);
    }

    /// How much longer to wait; `None` when the change is over, or there is none.
    pub(super) fn wait(&mut self, root: &Path, now: Instant) -> Option<Duration> {
        let was_between = self.is_between;
        self.is_between = self.paths.iter().any(|path| is_between(&root.join(path)));
        if was_between && !self.is_between {
            // It is back, before that was told.
            self.last = Some(now);
        }
        let pause = if self.is_everything || self.paths.len() >= STORM {
            STORM_PAUSE
        } else if self.is_between {
            RETURN
        } else {
            SAVE
        };
        let over = (self.last? + pause).min(self.began? + LONGEST);
        over.checked_duration_since(now)
            .filter(|wait| !wait.is_zero())
    }

    /// The paths with forward slashes; none where there may be more than are known.
    pub(super) fn take(&mut self) -> Vec<String> {
        let change = std::mem::take(self);
        if change.is_everything {
            return Vec::new();
        }
        let paths = change.paths.iter().map(|path| {
            let parts = path.components().map(|part| part.as_os_str());
            let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
            parts.join("/")
        });
        paths.collect()
    }
}

fn is_between(path: &Path) -> bool {
    match path.metadata() {
        Ok(metadata) => metadata.is_file() && metadata.len() == 0,
        Err(_) => true,
    }
}
