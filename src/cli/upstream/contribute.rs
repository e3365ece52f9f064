//! `waypost upstream contribute`

use super::args::Contribute;
use super::{Fork, is_of};
use crate::cli::Exit;
use crate::cli::args::Common;
use crate::document::Deed;
use crate::drift::{State, contribution};
use crate::start::Refusal;
use std::io::Write;

/// Writes overrides as a patch for upstream.
pub(super) fn contribute(
    common: &Common,
    it: &Contribute,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    let fork = Fork::read(&common.root)?;
    let standings = fork.sides.standings(&fork.lock);
    let is_meant = |part: &str| {
        let wanted = it.part.as_deref();
        wanted.is_none_or(|wanted| plain(part) == plain(wanted))
    };
    let meant: Vec<_> = standings
        .iter()
        .filter(|one| is_of(&one.key, &it.id) && is_meant(&one.key.1))
        .filter(|one| one.state != State::Same)
        .filter(|one| !matches!(one.deed, Deed::Appends | Deed::Prepends))
        .collect();
    let additions = fork.sides.additions();
    let added: Vec<_> = additions
        .iter()
        .filter(|one| is_of(&one.key, &it.id) && is_meant(&one.key.1))
        .collect();
    if meant.is_empty() && added.is_empty() {
        return Err(Refusal::new(
            format!(
                "nothing of `{}` says something else than upstream here",
                it.id
            ),
            "see `waypost upstream status` for what there is",
        ));
    }
    let done = contribution(&fork.sides, &meant, &added);
    if out.write_all(done.patch.as_bytes()).is_err() {
        return Ok(Exit::Machine);
    }
    for ((of, part), why) in &done.left {
        let _ = writeln!(err, "left out: {of}, {part}: {why}");
    }
    if !common.quiet && !done.taken.is_empty() {
        let _ = writeln!(
            err,
            "read it before you send it: upstream's readers will read it too"
        );
    }
    Ok(Exit::Well)
}

/// A part's name as people may type it.
fn plain(part: &str) -> String {
    let name = part.trim_matches(['#', '{', '}', ' ']);
    name.to_lowercase().replace(' ', "-")
}
