//! Merges put into the files of a site: the parts that upstream has changed under an override.

use super::edit::{Edit, edit, renaming, splices};
use super::lock::{Key, Lock};
use super::own::{Orphan, alone};
use super::sides::Sides;
use super::standing::{Standing, State};
use crate::layers::Layers;
use crate::sheet::spliced;
use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is done where both sides differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Both are merged.
    Both,
    /// What stands here stays as it is, and upstream's change counts as seen.
    Ours,
}

/// An override that nothing was done to, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Which.
    pub key: Key,
    /// Why: what is.
    pub why: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// What comes of a merge.
#[derive(Clone, Debug, Default)]
pub struct Merging {
    /// Files of the site as they are to be.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What each override is based on afterwards.
    pub lock: Lock,
    /// What merged.
    pub merged: Vec<Key>,
    /// Where both sides differ, with how many conflicts; markers stand in the file.
    pub conflicts: Vec<(Key, usize)>,
    /// What stayed as it is, and upstream's change counts as seen.
    pub seen: Vec<Key>,
    /// What a person has to decide, without markers.
    pub left: Vec<Left>,
    /// Statements whose override names them by another id now.
    moved: BTreeMap<Key, Key>,
    /// Overrides of which nothing is left, since upstream has taken away all that they said.
    gone: BTreeSet<Key>,
}

/// Merges what upstream has changed under overrides, of the things of these names or of all.
pub fn merging(
    root: &Path,
    sides: &Sides,
    lock: &Lock,
    is_meant: &dyn Fn(&Key) -> bool,
    whose: Whose,
) -> Merging {
    let mut done = Merging {
        lock: lock.clone(),
        ..Merging::default()
    };
    let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    let standings = sides.standings(lock);
    for standing in standings.iter().filter(|it| is_meant(&it.key)) {
        let left = |why, help| Left {
            key: standing.key.clone(),
            why,
            help,
        };
        match (standing.state, whose) {
            (State::Stands, _) => {}
            (State::Conflict, _) => done.left.push(left(
                "an earlier merge left two versions here",
                "keep what is right and delete the lines of markers",
            )),
            // Nothing to decide: both say it.
            (State::Same, _) => done.base(&standing.key, standing.theirs.clone()),
            (_, Whose::Ours) => {
                match renaming(sides, standing) {
                    Some(Ok(edit)) => edits.entry(standing.file.clone()).or_default().push(edit),
                    Some(Err((why, help))) => {
                        done.left.push(left(why, help));
                        continue;
                    }
                    None => done.base(&standing.key, standing.theirs.clone()),
                }
                done.seen.push(standing.key.clone());
            }
            (State::Unrecorded, Whose::Both) => done.left.push(left(
                "it was written by hand, and nobody knows what it was based on",
                "compare it to upstream's, then say `waypost upstream merge --keep`",
            )),
            (State::Changed | State::Renamed | State::Removed, Whose::Both) => {
                match edit(sides, standing) {
                    Ok(edit) => edits.entry(standing.file.clone()).or_default().push(edit),
                    Err((why, help)) => done.left.push(left(why, help)),
                }
            }
        }
    }
    orphans(root, sides, lock, is_meant, whose, &mut done);
    for (path, edits) in edits {
        file(root, sides, &path, edits, &mut done);
    }
    verify(root, &standings, lock, &mut done);
    done
}

impl Merging {
    fn base(&mut self, key: &Key, theirs: Option<String>) {
        self.lock.bases.insert(key.clone(), theirs);
    }
}

/// Things that lay over one of upstream, which has taken it away: kept, they are things of the site
/// like others, and nothing is held against them any more.
fn orphans(
    root: &Path,
    sides: &Sides,
    lock: &Lock,
    is_meant: &dyn Fn(&Key) -> bool,
    whose: Whose,
    done: &mut Merging,
) {
    for orphan in sides.orphans(lock) {
        let key = (orphan.thing.clone(), "all of it".to_owned());
        if !is_meant(&key) {
            continue;
        }
        let left = |why, help| Left {
            key: key.clone(),
            why,
            help,
        };
        if whose == Whose::Both {
            done.left.push(left(
                "upstream has taken it away, and what stands here is all that there is",
                "delete it, or say `waypost upstream merge --keep` to have it as your own",
            ));
            continue;
        }
        let title = lock.bases.get(&(orphan.thing.clone(), "title".to_owned()));
        let title = title.and_then(|title| title.as_deref());
        let Some(bytes) = kept(root, sides, &orphan, title) else {
            done.left.push(left(
                "it speaks of what lies below, and nothing does any more",
                "give it a `title`, and take out `unset`, `replaces`, lists with `add` or `remove`, and the words in braces behind headings",
            ));
            continue;
        };
        done.files
            .extend(bytes.map(|bytes| (orphan.path.clone(), bytes)));
        done.lock.bases.retain(|(of, _), _| *of != orphan.thing);
        done.seen.push(key);
    }
}

/// The file of something that is a thing of its own from now on; nothing where it stays as it is.
fn kept(
    root: &Path,
    sides: &Sides,
    orphan: &Orphan,
    title: Option<&str>,
) -> Option<Option<Vec<u8>>> {
    if !orphan.path.ends_with(".md") {
        return Some(None);
    }
    let source = own_source(sides, &orphan.path)?;
    let splices = alone(&source.text, title)?;
    if splices.is_empty() {
        return Some(None);
    }
    let bytes = std::fs::read(root.join(&orphan.path)).ok()?;
    Some(Some(spliced(&bytes, &source.text, &splices)?))
}

fn own_source<'s>(sides: &'s Sides, path: &str) -> Option<&'s Source> {
    let mut all = sides.fork.sources.iter();
    let found = all.find(|(_, source)| source.layer.is_empty() && &*source.path == path);
    found.map(|(_, source)| source)
}

/// Puts the edits of one file into its bytes.
fn file(root: &Path, sides: &Sides, path: &str, edits: Vec<Edit>, done: &mut Merging) {
    let bytes = std::fs::read(root.join(path)).ok();
    let new = match (own_source(sides, path), bytes) {
        (Some(source), Some(bytes)) => {
            spliced(&bytes, &source.text, &splices(&source.text, &edits))
        }
        _ => None,
    };
    let Some(new) = new else {
        done.left.extend(edits.into_iter().map(|edit| Left {
            key: edit.key,
            why: "its file was changed just now",
            help: "try again",
        }));
        return;
    };
    done.files.insert(path.to_owned(), new);
    for edit in edits {
        let (conflicts, is_gone) = (edit.conflicts(), edit.is_gone());
        let key = edit.key_after.unwrap_or_else(|| edit.key.clone());
        done.lock.bases.remove(&edit.key);
        if is_gone || edit.is_quiet {
            done.gone.insert(key.clone());
        }
        if !is_gone {
            done.lock.bases.insert(key.clone(), edit.theirs);
        }
        if key != edit.key {
            done.moved.insert(edit.key.clone(), key.clone());
        }
        match conflicts {
            _ if done.seen.contains(&edit.key) => {}
            0 => done.merged.push(key),
            count => done.conflicts.push((key, count)),
        }
    }
}

/// Nothing is written on trust: with the changes in place every other override says what it said. A
/// file in which one doesn't is left as it is.
fn verify(root: &Path, before: &[Standing], lock: &Lock, done: &mut Merging) {
    if done.files.is_empty() {
        return;
    }
    let layers = Layers::of_folder(root).instead(done.files.clone());
    let after = Sides::load(layers).map(|sides| sides.standings(&done.lock));
    let said: BTreeMap<Key, Option<String>> = after
        .unwrap_or_default()
        .into_iter()
        .map(|it| (it.key, it.ours.map(|piece| piece.text)))
        .collect();
    let touched: BTreeSet<&Key> = done
        .merged
        .iter()
        .chain(done.conflicts.iter().map(|(key, _)| key))
        .collect();
    let of_conflicts: BTreeSet<&str> = done.conflicts.iter().map(|(key, _)| &*key.0).collect();
    let broken: BTreeSet<String> = before
        .iter()
        .filter(|it| {
            let ours = it.ours.as_ref().map(|piece| piece.text.clone());
            let is_touched = |key: &Key| {
                let is_moved = done.moved.values().any(|it| it == key);
                touched.contains(key) || is_moved || done.gone.contains(key)
            };
            let key = done.moved.get(&it.key).unwrap_or(&it.key);
            match is_touched(key) {
                true if done.gone.contains(key) => said.contains_key(key),
                // Markers may take one side's statements along.
                true => !said.contains_key(key) && !of_conflicts.contains(&*it.key.0),
                false => said.get(key) != Some(&ours) && !of_conflicts.contains(&*it.key.0),
            }
        })
        .map(|it| it.key.0.clone())
        .collect();
    if broken.is_empty() {
        return;
    }
    // All of the file stays as it was, and so does what its overrides were based on.
    let is_broken = |it: &&Standing| broken.contains(&it.key.0);
    let files: BTreeSet<&str> = before
        .iter()
        .filter(is_broken)
        .map(|it| &*it.file)
        .collect();
    for it in before.iter().filter(|it| files.contains(&*it.file)) {
        let now = done.moved.remove(&it.key).unwrap_or_else(|| it.key.clone());
        done.lock.bases.remove(&now);
        if let Some(base) = lock.bases.get(&it.key) {
            done.lock.bases.insert(it.key.clone(), base.clone());
        }
        let count = done.merged.len() + done.conflicts.len() + done.seen.len();
        done.merged.retain(|key| *key != now);
        done.seen.retain(|key| *key != it.key);
        done.conflicts.retain(|(key, _)| *key != now);
        if count > done.merged.len() + done.conflicts.len() + done.seen.len() {
            done.left.push(Left {
                key: it.key.clone(),
                why: "merged, it would change what other overrides of the thing say",
                help: "write what is right, then say `waypost upstream merge --keep`",
            });
        }
    }
    done.files.retain(|path, _| !files.contains(&**path));
}
