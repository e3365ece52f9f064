//! `waypost upstream merge`

use super::args::Merge;
use super::{Fork, is_of};
use crate::cli::Exit;
use crate::cli::args::Common;
use crate::diagnostic::nearest;
use crate::drift::{Key, LOCK, Left, Merging, Whose, merging};
use crate::start::Refusal;
use std::io::{self, Write};

/// Merges what upstream has changed under overrides, and lists what a person has to decide.
pub(super) fn merge(
    common: &Common,
    it: &Merge,
    out: &mut dyn Write,
    _err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    let (work, fork) = Fork::to_change(&common.root)?;
    let is_meant = |key: &Key| it.id.as_ref().is_none_or(|id| is_of(key, id));
    if let Some(id) = &it.id {
        let standings = fork.sides.standings(&fork.lock);
        let orphans = fork.sides.orphans(&fork.lock);
        let names = standings.iter().map(|it| it.key.0.as_str());
        let mut names = names.chain(orphans.iter().map(|it| it.thing.as_str()));
        let is_thing = |name: &str| is_meant(&(name.to_owned(), String::new()));
        if !names.clone().any(is_thing) {
            return Err(Refusal::new(
                format!("nothing here that lies over upstream is called `{id}`"),
                match nearest(id, names.by_ref()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "see `waypost upstream status` for what there is".to_owned(),
                },
            ));
        }
    }
    let whose = match it.keep {
        true => Whose::Ours,
        false => Whose::Both,
    };
    let done = merging(&common.root, &fork.sides, &fork.lock, &is_meant, whose);
    let mut files = done.files.clone();
    if done.lock != fork.lock {
        files.insert(LOCK.to_owned(), done.lock.text().into_bytes());
    }
    if !files.is_empty() {
        work.write(&files)?;
    }
    Ok(match (told(&done, out), needs_decision(&done)) {
        (Err(_), _) => Exit::Machine,
        (Ok(()), true) => Exit::Drift,
        (Ok(()), false) => Exit::Well,
    })
}

fn needs_decision(done: &Merging) -> bool {
    !done.conflicts.is_empty() || !done.left.is_empty()
}

fn told(done: &Merging, out: &mut dyn Write) -> io::Result<()> {
    let named = |(of, part): &Key| format!("{of}, {part}");
    for key in &done.merged {
        writeln!(out, "merged: {}", named(key))?;
    }
    for key in &done.seen {
        writeln!(out, "kept: {}", named(key))?;
    }
    for (key, count) in &done.conflicts {
        match count {
            1 => writeln!(out, "conflict: {}", named(key))?,
            count => writeln!(out, "{count} conflicts: {}", named(key))?,
        }
    }
    for Left { key, why, help } in &done.left {
        writeln!(out, "left: {}: {why}\n  = help: {help}", named(key))?;
    }
    if !done.conflicts.is_empty() {
        writeln!(
            out,
            "keep what is right between the markers and delete their lines; `waypost check` finds \
             those that are left"
        )?;
    }
    if done.merged.is_empty() && done.seen.is_empty() && !needs_decision(done) {
        writeln!(out, "nothing to merge")?;
    }
    Ok(())
}
