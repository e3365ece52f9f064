//! `waypost upstream override`

use super::Fork;
use super::args::Override;
use super::blame::found;
use super::copied::{Copied, copied};
use crate::cli::Exit;
use crate::cli::args::Common;
use crate::document::{Document, Part, slug};
use crate::drift::{LOCK, Wanted, Work, written};
use crate::overlay::{origins, pieces};
use crate::start::Refusal;
use std::collections::BTreeMap;
use std::io::Write;

/// Copies a part of upstream into a file of the site, and records what it was based on.
pub(super) fn override_part(
    common: &Common,
    it: &Override,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    let (work, fork) = Fork::to_change(&common.root)?;
    if let Some(made) = copied(&common.root, &fork, it)? {
        return done(common, &work, made, out, err);
    }
    let things = found(&fork.sides.below.documents, &it.id)
        .map_err(|help| Refusal::new(format!("nothing upstream is called `{}`", it.id), help))?;
    let [thing] = things.as_slice() else {
        let names: Vec<String> = things
            .iter()
            .map(|thing| format!("`{}:{}`", thing.kind.name(), thing.id))
            .collect();
        return Err(Refusal::new(
            format!("several things upstream are called `{}`", it.id),
            format!("write one of {}", names.join(", ")),
        ));
    };
    let part = match &it.part {
        Some(word) => Some(part(&fork, thing, word)?),
        None => None,
    };
    let wanted = Wanted {
        thing,
        part: part.as_ref(),
    };
    let made = written(&common.root, &fork.sides, &fork.lock, wanted)
        .map_err(|fault| Refusal::new(fault.message, fault.help))?;
    let made = Copied {
        path: made.path,
        bytes: made.bytes,
        lock: made.lock,
    };
    done(common, &work, made, out, err)
}

/// Writes what was decided on, and says where it is.
fn done(
    common: &Common,
    work: &Work,
    made: Copied,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Exit, Refusal> {
    let mut files = BTreeMap::from([(LOCK.to_owned(), made.lock.text().into_bytes())]);
    let is_new = made.bytes.is_some();
    if let Some(bytes) = made.bytes {
        files.insert(made.path.clone(), bytes);
    }
    work.write(&files)?;
    if writeln!(out, "{}", made.path).is_err() {
        return Ok(Exit::Machine);
    }
    if !common.quiet {
        let said = match is_new {
            true => "edit it there; what it was based on is in",
            false => "it is overridden there already; what it was based on is in",
        };
        let _ = writeln!(err, "{said} `{LOCK}`");
    }
    Ok(Exit::Well)
}

/// The part that a word means.
fn part(fork: &Fork, thing: &Document, word: &str) -> Result<Part, Refusal> {
    let sources = &fork.sides.below.sources;
    let plain = word.trim();
    if let Some(id) = plain.strip_prefix("{#").and_then(|id| id.strip_suffix('}')) {
        return Ok(Part::Statement(id.into()));
    }
    let name = plain.trim_start_matches('#').trim();
    let name = name.trim_start_matches("[[").trim_end_matches("]]");
    let key = slug(name);
    let wanted = [
        Part::Field(name.into()),
        Part::Section(key.into()),
        Part::Statement(name.into()),
        Part::Opening,
    ];
    let is_there = |part: &&Part| {
        let is_meant = **part != Part::Opening || name == "opening";
        is_meant && !pieces(thing, part, sources).is_empty()
    };
    if let Some(part) = wanted.iter().find(is_there) {
        return Ok(part.clone());
    }
    let names: Vec<String> = origins(thing, sources)
        .iter()
        .filter(|origin| !matches!(origin.part, Part::Statement(_)))
        .map(|origin| format!("`{}`", origin.part.name()))
        .collect();
    Err(Refusal::new(
        format!("`{}:{}` has no part `{word}`", thing.kind.name(), thing.id),
        match names.is_empty() {
            true => "name none, to have all of it".to_owned(),
            false => format!("write one of {}", names.join(", ")),
        },
    ))
}
