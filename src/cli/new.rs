//! `waypost new`

use super::Exit;
use super::args::{Common, New};
use super::ask::{asked, defaults};
use super::refused::refused;
use super::report::load;
use super::today::today;
use crate::check::{check, settled};
use crate::diagnostic::{Code, Diagnostic, Format, Printer, Severity};
use crate::document::Kind;
use crate::site::Site;
use crate::source::Sources;
use crate::start::{Place, Wish, free_id, kind_named, place, text, write_thing};
use std::collections::BTreeSet;
use std::io::{IsTerminal, Write};

/// Writes a file for something new, or a row of a table, and says what is still to be written.
pub(super) fn new(
    common: &Common,
    new: &New,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let kind = match kind_named(&new.kind) {
        Ok(kind) => kind,
        Err(refusal) => return refused(&refusal, err),
    };
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let wish = match wished(&site, kind, new) {
        Ok(wish) => wish,
        Err(refusal) => return refused(&refusal, err),
    };
    let place = match place(&site, kind, &wish.id) {
        Ok(place) => place,
        Err(refusal) => return refused(&refusal, err),
    };
    // Questions come last, so that nobody answers them for nothing.
    let is_terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let wish = match is_terminal {
        true => match asked(&site, wish, &mut std::io::stdin().lock(), err) {
            Some(wish) => wish,
            None => {
                let _ = writeln!(err, "\nnothing was written");
                return Exit::Usage;
            }
        },
        false => defaults(&site, wish),
    };
    let written =
        text(&site, &wish, &place).and_then(|text| write_thing(&common.root, &place, &text));
    let written = match written {
        Ok(written) => written,
        Err(refusal) => return refused(&refusal, err),
    };
    let after = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let faults = new_errors(&site, &after);
    if !faults.is_empty() {
        let _ = Printer::new(format(common), &after.sources).print(&faults, err);
        let left = written.undo();
        let _ = match left.first() {
            None => writeln!(err, "nothing was written"),
            Some(path) => writeln!(err, "what was written is still there: {}", path.display()),
        };
        return Exit::Usage;
    }
    let path = match common.root.as_os_str() == "." {
        true => place.path().into(),
        false => common.root.join(place.path()),
    };
    if writeln!(out, "{}", path.display()).is_err() {
        return Exit::Machine;
    }
    if !common.quiet {
        said(&after, &site, &wish, &place, err);
    }
    Exit::Well
}

fn wished(site: &Site, kind: Kind, new: &New) -> Result<Wish, crate::start::Refusal> {
    let mut wish = Wish::new(kind, free_id(site, kind, &new.id)?);
    if let Some(title) = &new.title {
        wish.set(&format!("title={title}"))?;
    }
    for pair in &new.set {
        wish.set(pair)?;
    }
    Ok(wish)
}

fn format(common: &Common) -> Format {
    use super::args::FormatArgument;
    match common.format {
        FormatArgument::Human => Format::Human,
        FormatArgument::Short => Format::Short,
        FormatArgument::Json => Format::Json,
        FormatArgument::Github => Format::Github,
    }
}

/// What tells a finding from others: not its place, since a row moves nothing.
fn key(finding: &Diagnostic, sources: &Sources) -> (Code, String, String) {
    let path = finding
        .span()
        .map(|span| sources.get(span.source).path.to_string());
    (
        finding.code,
        finding.message.clone(),
        path.unwrap_or_default(),
    )
}

/// The errors that were not there before.
fn new_errors(before: &Site, after: &Site) -> Vec<Diagnostic> {
    let known: BTreeSet<_> = before
        .diagnostics
        .iter()
        .map(|finding| key(finding, &before.sources))
        .collect();
    settled(after, after.diagnostics.clone())
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| !known.contains(&key(finding, &after.sources)))
        .collect()
}

/// What the new file or row lacks, and what to do next.
fn said(
    after: &std::sync::Arc<Site>,
    before: &Site,
    wish: &Wish,
    place: &Place,
    err: &mut dyn Write,
) {
    let (kind, id) = (wish.kind.name(), &wish.id);
    let _ = writeln!(err, "the {kind} `{id}`");
    let Ok(today) = today(None) else { return };
    let known: BTreeSet<_> = before
        .diagnostics
        .iter()
        .map(|finding| key(finding, &before.sources))
        .collect();
    let row = match place {
        Place::File { .. } => 0,
        Place::Table { path } => before
            .sources
            .iter()
            .find(|(_, source)| *source.path == **path)
            .map_or(0, |(_, source)| source.text.len()),
    };
    let findings: Vec<Diagnostic> = settled(after, check(after, today))
        .into_iter()
        .filter(|finding| !known.contains(&key(finding, &after.sources)))
        .filter(|finding| {
            finding.span().is_some_and(|span| {
                *after.sources.get(span.source).path == *place.path() && span.start as usize >= row
            })
        })
        .collect();
    let left_out: Vec<_> = wish.left_out().collect();
    if !findings.is_empty() || !left_out.is_empty() {
        let _ = writeln!(err, "\nstill to be written:");
        for key in left_out {
            let means = key.words.map_or("", |words| words.means);
            let _ = writeln!(err, "  `{}`: {means}", key.path);
        }
        for finding in &findings {
            let span = finding.span();
            let line = span.map_or(1, |span| after.sources.position(span).line);
            let _ = writeln!(err, "  line {line}: {}", finding.message);
        }
    }
    let next = match wish.kind {
        Kind::Path => format!("waypost new phase {id}/NAME"),
        Kind::Track => "waypost new level NAME".to_owned(),
        _ => "waypost check".to_owned(),
    };
    let _ = writeln!(err, "\nnext: open `{}`, then `{next}`", place.path());
}
