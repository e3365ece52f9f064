//! Waits for changes of a site's folder.

use super::quiet::Change;
use super::relevance::is_relevant;
use super::stamps::{Stamps, changed, stamps};
use super::system::{Signal, System};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How often files are looked at when nobody tells of changes. A look at a large site takes long,
/// and is repeated the less often for it.
const POLL: Duration = Duration::from_millis(400);

/// How often to see whether the folder is still the one that is watched.
const PULSE: Duration = Duration::from_secs(2);

/// What a [`Watcher`] tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Files have changed, and it is quiet again.
    Changed(
        /// Their paths, as seen from the site's folder, with forward slashes; none where the system
        /// lost count of them.
        Vec<String>,
    ),
    /// From now on files are looked at in turn; why, as the end of a sentence.
    Polling(String),
    /// It was told to end.
    End,
}

/// Ends a [`Watcher`] from another thread.
#[derive(Clone, Debug)]
pub struct Ender(Sender<Signal>);

impl Ender {
    /// Its next word is the last one.
    pub fn end(&self) {
        let _ = self.0.send(Signal::End);
    }
}

enum Means {
    System(System),
    Looking { stamps: Stamps, every: Duration },
}

/// Waits for changes of one folder.
pub struct Watcher {
    root: PathBuf,
    /// Folders that are read beside the usual ones: a theme's.
    also: Vec<PathBuf>,
    /// Device and number of the folder: it may be replaced as a whole.
    root_id: Option<(u64, u64)>,
    means: Means,
    told: Option<String>,
    change: Change,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
}

impl Watcher {
    /// Begins to watch a site's folder; with `polls` by looking only. Never fails: where the system
    /// can't tell, files are looked at.
    pub fn start(root: &Path, polls: bool) -> Watcher {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let (sender, signals) = channel();
        let mut watcher = Watcher {
            root_id: id(&root),
            means: Means::Looking {
                stamps: Stamps::new(),
                every: POLL,
            },
            root,
            also: Vec::new(),
            told: None,
            change: Change::default(),
            signals,
            sender,
        };
        if polls {
            watcher.look();
        } else {
            watcher.listen();
        }
        // The site is still to be loaded.
        watcher.change.take();
        watcher
    }

    /// What ends it.
    pub fn ender(&self) -> Ender {
        Ender(self.sender.clone())
    }

    /// Says which folders, as seen from the site's, are read beside the usual ones.
    pub fn also(&mut self, folders: Vec<PathBuf>) {
        if folders == self.also {
            return;
        }
        self.also = folders;
        if let Means::System(system) = &mut self.means
            && let Err(why) = system.follow(&self.root, &self.also)
        {
            self.fall_back(why);
        }
    }

    /// Waits for the next thing worth telling.
    pub fn wait(&mut self) -> Word {
        loop {
            if let Some(why) = self.told.take() {
                return Word::Polling(why);
            }
            let now = Instant::now();
            let pause = match self.change.is_none() {
                false => match self.change.wait(&self.root, now) {
                    Some(pause) => pause,
                    None => return Word::Changed(self.change.take()),
                },
                true => match &self.means {
                    Means::System(_) => PULSE,
                    Means::Looking { every, .. } => *every,
                },
            };
            match self.signals.recv_timeout(pause) {
                Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return Word::End,
                Ok(Signal::Told(event)) => self.take(event),
                Err(RecvTimeoutError::Timeout) => self.pulse(),
            }
        }
    }

    fn take(&mut self, event: notify::Result<notify::Event>) {
        let Means::System(system) = &mut self.means else {
            // Told by the system that was given up.
            return;
        };
        let now = Instant::now();
        match event {
            Ok(event) if event.need_rescan() => {
                self.change.add(None, now);
                let followed = system.follow(&self.root, &self.also);
                followed.unwrap_or_else(|why| self.fall_back(why));
            }
            Ok(event) => {
                for path in &event.paths {
                    let Ok(relative) = path.strip_prefix(&self.root) else {
                        continue;
                    };
                    if relative.as_os_str().is_empty() || !is_relevant(&self.root, relative) {
                        continue;
                    }
                    self.change.add(Some(relative), now);
                    if let Err(why) = system.meet(&self.root, path) {
                        return self.fall_back(why);
                    }
                }
            }
            Err(error) => {
                self.change.add(None, now);
                self.fall_back(format!("the system says `{error}`"));
            }
        }
    }

    /// When nothing was told for a while.
    fn pulse(&mut self) {
        match &mut self.means {
            Means::System(_) => {
                let found = id(&self.root);
                if found != self.root_id {
                    self.root_id = found;
                    self.change.add(None, Instant::now());
                    self.listen();
                }
            }
            Means::Looking {
                stamps: before,
                every,
            } => {
                if !self.change.is_none() {
                    return;
                }
                let began = Instant::now();
                let after = stamps(&self.root, &self.also);
                *every = POLL.max(began.elapsed() * 10);
                let now = Instant::now();
                for path in changed(before, &after) {
                    self.change.add(Some(&path), now);
                }
                *before = after;
            }
        }
    }

    fn listen(&mut self) {
        match System::start(&self.root, &self.also, self.sender.clone()) {
            Ok(system) => self.means = Means::System(system),
            Err(why) => self.fall_back(why),
        }
    }

    /// Looks from now on. What changed while it was still thought to be told is not known.
    fn fall_back(&mut self, why: String) {
        self.told = Some(why);
        self.change.add(None, Instant::now());
        self.look();
    }

    fn look(&mut self) {
        self.means = Means::Looking {
            stamps: stamps(&self.root, &self.also),
            every: POLL,
        };
    }
}

fn id(root: &Path) -> Option<(u64, u64)> {
    let metadata = root.metadata().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    Some((0, u64::from(metadata.is_dir())))
}
