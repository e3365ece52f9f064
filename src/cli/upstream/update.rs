//! `waypost upstream update`

use super::Fork;
use super::args::Update;
use super::changes::{Both, Next};
use super::status::text;
use super::told::Told;
use crate::cli::Exit;
use crate::cli::args::Common;
use crate::cli::fork::source;
use crate::drift::{LOCK, new_settings};
use crate::start::Refusal;
use std::collections::BTreeMap;
use std::io::Write;

/// Takes a new snapshot of upstream, and says how the overrides stand over it.
pub(super) fn update(
    common: &Common,
    it: &Update,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    let (work, fork) = Fork::to_change(&common.root)?;
    let typed = it.source.as_deref();
    let next = Next::take(&common.root, &fork, typed, it.revision.as_deref(), true)?;
    let Some(next) = next else {
        return Err(Refusal::new(
            "nothing says where this site's upstream comes from",
            "name a folder, an archive or a repository",
        ));
    };
    let said = typed.map(|typed| source(typed, &common.root));
    let settings = std::fs::read_to_string(common.root.join("site.toml"))
        .map_err(|error| Refusal::disk(&common.root.join("site.toml"), &error))?;
    let settings = new_settings(
        &settings,
        said.as_deref(),
        next.snapshot.revision.as_deref(),
    )?;
    let lock = fork.sides.recorded(&fork.lock);
    let both = Both::load(common, next.snapshot.files.clone())?;
    let mut told = Told::of(&next.sides, &lock, &both.broken(), &both.then.sources);
    told.active = next.active(&common.root, &fork.sides.folder);
    let lock = next.sides.noted(lock);
    if lock != fork.lock {
        // True of the old snapshot as of the new one: what stood below when each was written.
        let files = BTreeMap::from([(LOCK.to_owned(), lock.text().into_bytes())]);
        work.write(&files)?;
    }
    let files: BTreeMap<String, Vec<u8>> = settings
        .into_iter()
        .map(|text| ("site.toml".to_owned(), text.into_bytes()))
        .collect();
    if next.is_same(&common.root, &fork.sides.folder) {
        if !files.is_empty() {
            work.write(&files)?;
        }
        if !common.quiet {
            let _ = writeln!(err, "nothing new at `{}`", next.source);
        }
    } else {
        work.exchange(&next.snapshot.files, &files)?;
        if !common.quiet {
            let count = next.snapshot.files.len();
            let _ = writeln!(
                err,
                "a new snapshot of {count} files in `{}`",
                fork.sides.folder
            );
        }
    }
    Ok(
        match (text(&told, None, fork.name(), out), told.needs_decision()) {
            (Err(_), _) => Exit::Machine,
            (Ok(()), true) => Exit::Drift,
            (Ok(()), false) => Exit::Well,
        },
    )
}
