//! The system's own word of changes, where it can be had.

use super::folders::{below, folders};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// What comes in from outside.
pub(super) enum Signal {
    /// A change, or that changes can't be told of any more.
    Told(notify::Result<Event>),
    /// It is time to end.
    End,
}

/// Watches the folders of a site.
pub(super) struct System {
    notify: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl System {
    /// Begins to watch.
    ///
    /// # Errors
    /// Why the system can't tell of changes, as the end of a sentence.
    pub(super) fn start(
        root: &Path,
        also: &[PathBuf],
        to: Sender<Signal>,
    ) -> Result<System, String> {
        if let Some(kind) = network(root) {
            return Err(format!(
                "the folder lies on {kind}, which tells of no changes"
            ));
        }
        let notify = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // The site is read whole at each load, and that is told as well.
            if event.as_ref().is_ok_and(|event| event.kind.is_access()) {
                return;
            }
            // Nobody listens any more at the very end.
            let _ = to.send(Signal::Told(event));
        });
        let mut system = System {
            notify: notify.map_err(|error| reason(&error))?,
            watched: BTreeSet::new(),
        };
        system.watch(folders(root, also))?;
        Ok(system)
    }

    /// Watches what has come, and forgets what has gone.
    ///
    /// # Errors
    /// Why a folder can't be watched. One that has gone meanwhile is none.
    pub(super) fn follow(&mut self, root: &Path, also: &[PathBuf]) -> Result<(), String> {
        let now: BTreeSet<PathBuf> = folders(root, also).into_iter().collect();
        for gone in self.watched.difference(&now) {
            // It may have ended by itself, with its folder.
            let _ = self.notify.unwatch(gone);
        }
        self.watched.retain(|folder| now.contains(folder));
        self.watch(now)
    }

    /// Watches a path that was told of, where it is a new folder or a link to one.
    ///
    /// # Errors
    /// Like [`System::follow`].
    pub(super) fn meet(&mut self, root: &Path, path: &Path) -> Result<bool, String> {
        let Ok(metadata) = path.symlink_metadata() else {
            return Ok(false);
        };
        if !(metadata.is_dir() || metadata.is_symlink()) {
            return Ok(false);
        }
        // Made anew under a name that was watched, it is another folder.
        if self.watched.remove(path) {
            let _ = self.notify.unwatch(path);
        }
        let mut found = Vec::new();
        below(root, path, &mut found);
        found.retain(|folder| folder.starts_with(root));
        self.watch(found)?;
        Ok(true)
    }

    fn watch(&mut self, folders: impl IntoIterator<Item = PathBuf>) -> Result<(), String> {
        for folder in folders {
            if self.watched.contains(&folder) {
                continue;
            }
            match self.notify.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.watched.insert(folder)),
                Err(_) if !folder.exists() => {}
                Err(error) => return Err(reason(&error)),
            }
        }
        Ok(())
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "the system watches no more folders for this user".to_owned(),
        ErrorKind::Io(cause) => format!("the system says `{cause}`"),
        other => format!("the system says `{other:?}`"),
    }
}

/// The name of a file system that is known to keep changes to itself: those of another machine, and
/// those that reach into a virtual one. Numbers from Linux's `statfs(2)`.
#[cfg(target_os = "linux")]
fn network(root: &Path) -> Option<&'static str> {
    let found = rustix::fs::statfs(root).ok()?;
    #[allow(clippy::unnecessary_cast, reason = "its type differs between machines")]
    match found.f_type as u32 {
        0x6969 => Some("NFS"),
        0xFF53_4D42 | 0xFE53_4D42 | 0x517B => Some("a Windows share"),
        0x0102_1997 => Some("a folder of the host machine (9p)"),
        0x786F_4256 => Some("a folder of the host machine (VirtualBox)"),
        0x6573_5546 => Some("FUSE"),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn network(_root: &Path) -> Option<&'static str> {
    None
}
