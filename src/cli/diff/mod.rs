//! `waypost diff`

mod details;
mod json;
mod markdown;
mod points;
mod side;
mod summary;
mod telling;
mod text;
mod wording;

pub(in crate::cli) use points::{Card, Detail, Group};

use super::Exit;
use super::args::{Common, Diff, Form, FormatArgument};
use super::report::is_coloured;
use crate::compare::{Changes, Texts, Version, changes, compare, level_changes};
use crate::model::{Idx, Level, Statement};
use crate::site::Site;
use side::{Side, Sides};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use telling::Told;

/// What is told, and of what.
pub(super) struct Report {
    from: Told,
    to: Told,
    changes: Changes,
}

/// Tells what changed from one side to the other.
pub(super) fn diff(
    common: &Common,
    diff: &Diff,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let mut sides = Sides::new(common);
    let found = sides.find(&diff.from, diff.to.as_deref(), err);
    let report = match found {
        Ok((Side::Level(site, from), Side::Level(_, to))) => levels(&site, from, to),
        Ok((Side::Version(from), Side::Version(to))) => versions(from, to),
        Ok((level, _)) => return sides.mixed(matches!(level, Side::Level(..)), diff, err),
        Err(exit) => return exit,
    };
    let form = diff.form.unwrap_or(match common.format {
        FormatArgument::Json => Form::Json,
        _ => Form::Text,
    });
    let written = match form {
        Form::Text => {
            let is_coloured = is_coloured(common, std::io::stdout().is_terminal());
            text::write(&report, is_coloured, out)
        }
        Form::Json => json::write(&report, out),
        Form::Markdown => markdown::write(&report, out),
    };
    match written {
        Ok(()) => Exit::Well,
        Err(_) => Exit::Machine,
    }
}

/// Tells in text what changed from one version of a site to another, each by what it is called.
pub(super) fn news(
    (old, from): (Arc<Site>, &str),
    (new, to): (Arc<Site>, &str),
    is_coloured: bool,
    out: &mut dyn Write,
) -> std::io::Result<Changes> {
    let report = versions(Told::site(old, from), Told::site(new, to));
    if !report.changes.is_empty() {
        text::write(&report, is_coloured, out)?;
    }
    Ok(report.changes)
}

/// The same thing by thing, for those who write it in a way of their own.
pub(super) fn news_of(old: Arc<Site>, new: Arc<Site>) -> Vec<Group> {
    let report = versions(Told::site(old, "now"), Told::site(new, "then"));
    points::groups(&report)
}

fn versions(from: Told, to: Told) -> Report {
    let mut texts = Texts::new();
    let mut version =
        |site: &Site| Version::of_next(&site.model, &site.settings, &site.sources, &mut texts);
    let (old, new) = (version(&from.site), version(&to.site));
    let changes = changes(&old, &new);
    Report {
        from: from.of(old),
        to: to.of(new),
        changes,
    }
}

fn levels(site: &Arc<Site>, from: Idx<Level>, to: Idx<Level>) -> Report {
    let text = |id: Idx<Statement>| site.statement(id);
    let difference = compare(&site.model, from, to, text);
    let version = Version::of(&site.model, &site.settings, &site.sources);
    Report {
        changes: level_changes(&site.model, &difference, text),
        from: Told::level(site, from).of(version.clone()),
        to: Told::level(site, to).of(version),
    }
}
