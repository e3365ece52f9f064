//! `waypost upstream detach`

use super::Fork;
use super::args::Detach;
use crate::cli::Exit;
use crate::cli::args::Common;
use crate::detach::{Detached, detached};
use crate::drift::{LOCK, Work};
use crate::layers::{LIST, WAITING, leaving};
use crate::start::Refusal;
use std::io::{self, Write};

/// Makes the site stand alone: what all layers come to is written into its own folder.
pub(super) fn detach(
    common: &Common,
    it: &Detach,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    // A killed one had decided, perhaps: then there is no upstream any more, and files to be placed.
    let is_decided =
        !leaving(&common.root).is_empty() && common.root.join(WAITING).join(LIST).is_file();
    if is_decided {
        drop(Work::begin(&common.root, "upstream")?);
        if Fork::read(&common.root).is_err() {
            let _ = writeln!(
                err,
                "this site stands alone: what an earlier run began is done"
            );
            return Ok(Exit::Well);
        }
    }
    if it.dry_run {
        let fork = Fork::read(&common.root)?;
        let done = detached(&common.root, &fork.sides.folder, LOCK)?;
        return Ok(exit(listed(&done, out)));
    }
    let (work, fork) = Fork::to_change(&common.root)?;
    let done = detached(&common.root, &fork.sides.folder, LOCK)?;
    work.replace(&done.files, &done.gone)?;
    if !common.quiet {
        let _ = said(&done, err);
    }
    Ok(Exit::Well)
}

fn exit(done: io::Result<()>) -> Exit {
    match done {
        Ok(()) => Exit::Well,
        Err(_) => Exit::Machine,
    }
}

/// What would be written and what would go, a line each.
fn listed(done: &Detached, out: &mut dyn Write) -> io::Result<()> {
    for path in done.files.keys() {
        writeln!(out, "write  {path}")?;
    }
    for path in &done.gone {
        writeln!(out, "remove {path}")?;
    }
    Ok(())
}

fn said(done: &Detached, err: &mut dyn Write) -> io::Result<()> {
    let of = match done.from.as_slice() {
        [one] => format!("`{one}`"),
        many => many
            .iter()
            .map(|name| format!("`{name}`"))
            .collect::<Vec<_>>()
            .join(" and "),
    };
    writeln!(
        err,
        "this site stands alone: {} files written; what {of} said is its own now",
        done.files.len(),
    )?;
    if !done.left_out.is_empty() {
        writeln!(
            err,
            "left out, since nobody trusted them: {}",
            done.left_out.join(", ")
        )?;
    }
    writeln!(
        err,
        "`[based_on]` in `site.toml` names where the texts came from: keep it as long as their licence asks for it"
    )
}
