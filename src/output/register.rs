//! Which names of a site are taken, and by what.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::error::OutputError;
use super::site_path::fold;

/// A folder of the site that is being built.
#[derive(Debug)]
pub(super) struct Folder {
    /// As it was first spelled; empty for the site's own.
    pub path: Box<str>,
    pub parent: Option<Arc<Folder>>,
    /// Whether a real folder lies there in the old site. As that holds for
    /// its parents too, no link is ever followed on the way.
    pub stood: bool,
    /// Whether it is known to lie in the new site already.
    pub made: AtomicBool,
    /// How many files in it the old site has, too.
    pub successors: AtomicU64,
}

/// Names are looked up by many threads at once, each for a moment only.
const SHARDS: usize = 32;

type Shard = HashMap<Box<str>, Claim>;

/// The names that are taken, in every spelling.
///
/// Two names that differ in case only are one on some file systems, so they
/// are one here: a site must not depend on the machine it is built on.
#[derive(Debug)]
pub(super) struct Register {
    root: Arc<Folder>,
    shards: Vec<Mutex<Shard>>,
    hasher: RandomState,
}

#[derive(Debug)]
enum Claim {
    File(Box<str>),
    Folder(Arc<Folder>),
}

impl Register {
    /// A register without names. `stood` tells of the site's own folder what
    /// [`Folder::stood`] tells of each.
    pub fn new(stood: bool) -> Self {
        Self {
            root: Arc::new(Folder {
                path: "".into(),
                parent: None,
                stood,
                made: AtomicBool::new(true),
                successors: AtomicU64::new(0),
            }),
            shards: (0..SHARDS).map(|_| Mutex::default()).collect(),
            hasher: RandomState::new(),
        }
    }

    /// Takes `path` for a file, and the folders above it, and returns the
    /// folder it lies in. `stood` is asked once or a few times for each new
    /// folder whose parent stood in the old site.
    ///
    /// # Errors
    /// [`OutputError::Collision`] when the path, or one above it, is taken by
    /// something else or in another spelling.
    pub fn claim(
        &self,
        path: &str,
        stood: impl Fn(&str) -> Result<bool, OutputError>,
    ) -> Result<Arc<Folder>, OutputError> {
        let parent = match path.rsplit_once('/') {
            Some((folder, _)) => self.folder(folder, stood)?,
            None => Arc::clone(&self.root),
        };
        let key = fold(path);
        let mut shard = self.shard(&key);
        match shard.get(key.as_ref()) {
            Some(other) => Err(collision(other, path.to_owned())),
            None => {
                shard.insert(key.into(), Claim::File(path.into()));
                Ok(parent)
            }
        }
    }

    /// How many folders there are below the site's own.
    pub fn count_folders(&self) -> u64 {
        let count = |shard| {
            held(shard)
                .values()
                .filter(|claim| matches!(claim, Claim::Folder(_)))
                .count() as u64
        };
        self.shards.iter().map(count).sum()
    }

    fn folder(
        &self,
        folder: &str,
        stood: impl Fn(&str) -> Result<bool, OutputError>,
    ) -> Result<Arc<Folder>, OutputError> {
        // Most files lie beside one that came before.
        if let Some(known) = self.known_folder(folder)? {
            return Ok(known);
        }
        let mut parent = Arc::clone(&self.root);
        let ends = folder
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([folder.len()]);
        for path in ends.map(|end| &folder[..end]) {
            parent = match self.known_folder(path)? {
                Some(known) => known,
                None => {
                    let stood = parent.stood && stood(path)?;
                    self.add_folder(path, parent, stood)?
                }
            };
        }
        Ok(parent)
    }

    fn known_folder(&self, path: &str) -> Result<Option<Arc<Folder>>, OutputError> {
        let key = fold(path);
        self.shard(&key)
            .get(key.as_ref())
            .map(|claim| same_folder(claim, path))
            .transpose()
    }

    fn add_folder(
        &self,
        path: &str,
        parent: Arc<Folder>,
        stood: bool,
    ) -> Result<Arc<Folder>, OutputError> {
        let key = fold(path);
        let mut shard = self.shard(&key);
        // Another thread may have been quicker since we looked.
        if let Some(claim) = shard.get(key.as_ref()) {
            return same_folder(claim, path);
        }
        let folder = Arc::new(Folder {
            path: path.into(),
            parent: Some(parent),
            stood,
            made: AtomicBool::new(false),
            successors: AtomicU64::new(0),
        });
        shard.insert(key.into(), Claim::Folder(Arc::clone(&folder)));
        Ok(folder)
    }

    fn shard(&self, key: &str) -> MutexGuard<'_, Shard> {
        let hash = self.hasher.hash_one(key);
        held(&self.shards[(hash % SHARDS as u64) as usize])
    }
}

/// A thread that panicked in here left nothing half done: each change is one
/// insertion.
fn held(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

fn same_folder(claim: &Claim, path: &str) -> Result<Arc<Folder>, OutputError> {
    match claim {
        Claim::Folder(folder) if &*folder.path == path => Ok(Arc::clone(folder)),
        _ => Err(collision(claim, format!("{path}/"))),
    }
}

/// Names the two that collide, not the files that brought them along: which
/// file came first is chance.
fn collision(taken: &Claim, claimed: String) -> OutputError {
    let taken = match taken {
        Claim::File(path) => path.to_string(),
        Claim::Folder(folder) => format!("{}/", folder.path),
    };
    let mut paths = [taken, claimed];
    paths.sort_unstable();
    OutputError::Collision { paths }
}

#[cfg(test)]
mod tests {
    use super::Register;
    use crate::output::OutputError;

    fn collide(first: &str, second: &str) -> String {
        let register = Register::new(false);
        register
            .claim(first, |_| Ok(false))
            .expect("the first has no rival");
        match register.claim(second, |_| Ok(false)) {
            Err(error @ OutputError::Collision { .. }) => error.to_string(),
            other => panic!("{first} and {second}: {other:?}"),
        }
    }

    #[test]
    fn two_claims_on_one_name_are_named_alike_in_any_order() {
        for (a, b, named) in [
            ("a/x.html", "a/X.html", ["`a/x.html`", "`a/X.html`"]),
            ("a/x.html", "A/y.html", ["`a/`", "`A/`"]),
            ("a", "a/index.html", ["`a`", "`a/`"]),
            ("a/b", "a/B/c/index.html", ["`a/b`", "`a/B/`"]),
            ("x", "x", ["`x`", "two files"]),
        ] {
            let message = collide(a, b);
            assert_eq!(message, collide(b, a));
            assert!(named.iter().all(|name| message.contains(name)), "{message}");
        }
    }

    #[test]
    fn neighbours_share_their_folders() {
        let register = Register::new(true);
        let asked = std::sync::Mutex::new(Vec::new());
        for path in ["a/b/1", "a/b/2", "a/3", "4"] {
            let stood = |folder: &str| {
                asked.lock().expect("one thread").push(folder.to_owned());
                Ok(folder == "a")
            };
            register.claim(path, stood).expect("all differ");
        }
        assert_eq!(asked.into_inner().expect("one thread"), ["a", "a/b"]);
        assert_eq!(register.count_folders(), 2);
    }
}
