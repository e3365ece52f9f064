//! Merges put into the files of a site: the parts that upstream has changed under an override.

use super::line::FieldLines;
use super::lock::{Key, Lock};
use super::merge::{Merge, conflict, merge_text, merge_value};
use super::standing::{Base, Sides, Standing, State};
use crate::document::Part;
use crate::layers::Layers;
use crate::overlay::mode_words;
use crate::sheet::{Splice, spliced};
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
}

/// One change of a file.
struct Change {
    key: Key,
    splice: Splice,
    merge: Merge,
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
    let mut changes: BTreeMap<String, Vec<Change>> = BTreeMap::new();
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
            (State::Same, _) | (_, Whose::Ours) => {
                let base = Some(standing.theirs.clone());
                let known = done
                    .lock
                    .bases
                    .insert(standing.key.clone(), standing.theirs.clone());
                if known != base && standing.state != State::Same {
                    done.seen.push(standing.key.clone());
                }
            }
            (State::Unrecorded, Whose::Both) => done.left.push(left(
                "it was written by hand, and nobody knows what it was based on",
                "compare it to upstream's, then say `waypost upstream merge --keep`",
            )),
            (State::Changed | State::Removed, Whose::Both) => match change(sides, standing) {
                Ok(change) => {
                    changes
                        .entry(standing.file.clone())
                        .or_default()
                        .push(change);
                }
                Err((why, help)) => done.left.push(left(why, help)),
            },
        }
    }
    let said: BTreeMap<Key, Option<String>> = standings
        .iter()
        .map(|it| (it.key.clone(), it.theirs.clone()))
        .collect();
    for (path, changes) in changes {
        file(root, sides, &path, changes, &mut done);
    }
    verify(root, &standings, &mut done);
    for key in done
        .merged
        .iter()
        .chain(done.conflicts.iter().map(|(key, _)| key))
    {
        let theirs = said.get(key).cloned().flatten();
        done.lock.bases.insert(key.clone(), theirs);
    }
    done
}

type Why = (&'static str, &'static str);

/// The change that one merge makes.
fn change(sides: &Sides, it: &Standing) -> Result<Change, Why> {
    let Some(ours) = &it.ours else {
        return Err((
            "it is taken away here, and upstream has changed it",
            "read what upstream says now; `waypost upstream merge --keep` leaves it away",
        ));
    };
    let base = match &it.base {
        Base::Text(text) => text.as_str(),
        _ => "",
    };
    let theirs = it.theirs.as_deref().unwrap_or_default();
    let source = sides.fork.sources.get(ours.source);
    let (range, merge) = match &it.part {
        Part::Field(_) => {
            let syntax = it.syntax;
            let lines = FieldLines::find(&source.text, &ours.range, syntax).ok_or((
                "both sides have changed it, and it is written in a way that isn't merged",
                "write what is right, then say `waypost upstream merge --keep`",
            ))?;
            let value = match (base, theirs) {
                ("", _) | (_, "") => None,
                _ => merge_value(base, &ours.text, theirs),
            };
            let line = |value: &str| match value {
                "" => String::new(),
                value => lines.with(value),
            };
            let merge = match value {
                Some(value) => Merge {
                    text: lines.with(&value),
                    conflicts: 0,
                },
                None => Merge {
                    text: conflict(
                        &line(base),
                        &source.text[lines.lines.clone()],
                        &line(theirs),
                    ),
                    conflicts: 1,
                },
            };
            (lines.lines, merge)
        }
        _ => {
            let mut merge = merge_text(base, &ours.text, theirs);
            if let Some(words) = mode_words(&source.text[ours.range.clone()])
                && merge.text.starts_with('#')
            {
                let end = merge.text.find('\n').unwrap_or(merge.text.len());
                merge.text.insert_str(end, words);
            }
            (ours.range.clone(), merge)
        }
    };
    Ok(Change {
        key: it.key.clone(),
        splice: Splice::new(range, merge.text.clone()),
        merge,
    })
}

/// Puts the changes of one file into its bytes.
fn file(root: &Path, sides: &Sides, path: &str, changes: Vec<Change>, done: &mut Merging) {
    let source = sides
        .fork
        .sources
        .iter()
        .find(|(_, source)| source.layer.is_empty() && &*source.path == path);
    let splices: Vec<Splice> = changes.iter().map(|change| change.splice.clone()).collect();
    let bytes = std::fs::read(root.join(path)).ok();
    let new = match (source, bytes) {
        (Some((_, source)), Some(bytes)) => spliced(&bytes, &source.text, &splices),
        _ => None,
    };
    let Some(new) = new else {
        done.left.extend(changes.into_iter().map(|change| Left {
            key: change.key,
            why: "its file was changed just now",
            help: "try again",
        }));
        return;
    };
    done.files.insert(path.to_owned(), new);
    for Change { key, merge, .. } in changes {
        match merge.conflicts {
            0 => done.merged.push(key),
            count => done.conflicts.push((key, count)),
        }
    }
}

/// Nothing is written on trust: with the changes in place every other override says what it said. A
/// file in which one doesn't is left as it is.
fn verify(root: &Path, before: &[Standing], done: &mut Merging) {
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
            match touched.contains(&it.key) {
                // Markers may take one side's statements along.
                true => !said.contains_key(&it.key) && !of_conflicts.contains(&*it.key.0),
                false => said.get(&it.key) != Some(&ours) && !of_conflicts.contains(&*it.key.0),
            }
        })
        .map(|it| it.key.0.clone())
        .collect();
    if broken.is_empty() {
        return;
    }
    let is_broken = |key: &Key| broken.contains(&key.0);
    for key in done.merged.iter().filter(|key| is_broken(key)) {
        done.left.push(Left {
            key: key.clone(),
            why: "merged, it would change what other overrides of the thing say",
            help: "write what is right, then say `waypost upstream merge --keep`",
        });
    }
    let files: BTreeSet<String> = before
        .iter()
        .filter(|it| is_broken(&it.key))
        .map(|it| it.file.clone())
        .collect();
    let of_files: BTreeSet<&Key> = before
        .iter()
        .filter(|it| files.contains(&it.file))
        .map(|it| &it.key)
        .collect();
    done.files.retain(|path, _| !files.contains(path));
    done.merged.retain(|key| !of_files.contains(key));
    done.conflicts.retain(|(key, _)| !of_files.contains(key));
}
