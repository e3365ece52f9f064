//! Rows that were deleted in a sheet: resources that are to go from their table.

use super::change::splice::{Splice, line_end};
use super::named::not_upstreams;
use super::plan::is_faulty;
use super::{Edit, Said, Stop};
use crate::data::parse_csv;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::model::{Idx, Thing};
use crate::site::Site;
use crate::source::SourceId;
use std::ops::Range;

/// A row that goes.
pub(super) struct Gone {
    pub source: SourceId,
    pub splice: Splice,
    pub edit: Edit,
}

/// Takes a resource out of its table; `id` is that of its row in the sheet.
pub(super) fn gone(site: &Site, id: &str) -> Result<Gone, Stop> {
    let stop = |message: String, help: String| Stop {
        place: format!("the deleted row `{id}`"),
        message,
        help,
    };
    let name = id.strip_prefix("resource:").unwrap_or(id);
    let found = site.names.find(Reference::read(name), Some(Kind::Resource));
    let Found::Thing(Thing::Resource(resource)) = found else {
        return Err(stop("there is no such resource".to_owned(), String::new()));
    };
    let common = &site.model.resources[Idx::new(resource.place())].common;
    let file = site.file(common).to_owned();
    if not_upstreams(site, common).is_err() {
        let message = "it is the upstream's, or has a part in this site and there".to_owned();
        let help = format!(
            "write `hide = [\"resource:{}\"]` into `site.toml`",
            common.id
        );
        return Err(stop(message, help));
    }
    if !common.is_row {
        let message = "it has a file of its own".to_owned();
        return Err(stop(message, format!("delete `{file}`")));
    }
    let source = common.body.source;
    let text = &*site.sources.get(source).text;
    let at = common.span.start as usize;
    let range = match file.ends_with(".csv") {
        true => csv_row(source, text, at),
        false => toml_table(text, at),
    };
    let Some(range) = range.filter(|_| !is_faulty(site, source)) else {
        let message = format!("its row can't be told from others in `{file}`");
        return Err(stop(message, "take it out there".to_owned()));
    };
    Ok(Gone {
        source,
        splice: Splice::new(range, ""),
        edit: Edit {
            file,
            what: format!("the resource `{}`", common.id),
            said: vec![Said::Removed(common.title.to_string(), 0)],
        },
    })
}

/// The row of a table of CSV that holds a place, with its line end.
fn csv_row(source: SourceId, text: &str, at: usize) -> Option<Range<usize>> {
    let rows = parse_csv(source, text, &mut Vec::new());
    let mut spans = rows.iter().map(|(span, _)| span.range());
    let row = spans.find(|row| row.contains(&at) || row.start == at)?;
    let end = line_end(text, row.end);
    Some(row.start..(end + 1).min(text.len()))
}

/// The table of TOML that holds a place: from its head to the next one's, whose comments stay.
fn toml_table(text: &str, at: usize) -> Option<Range<usize>> {
    let mut heads = Vec::new();
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            heads.push((begin, line.trim_end()));
        }
        begin += line.len();
    }
    let own = heads.iter().rposition(|(begin, _)| *begin <= at)?;
    let (start, head) = heads[own];
    let name = head.trim_matches(['[', ']', ' ']);
    let is_beneath = |head: &str| {
        let inner = head.trim_start_matches(['[', ' ']);
        inner
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let next = heads[own + 1..].iter().find(|(_, head)| !is_beneath(head));
    let end = next.map_or(text.len(), |(begin, _)| begin_of_comments(text, *begin));
    Some(begin_of_comments(text, start)..end)
}

/// Where the comments right above a head begin. Those at the beginning of a file are about all of
/// it.
fn begin_of_comments(text: &str, head: usize) -> usize {
    let mut begin = head;
    for line in text[..head].split_inclusive('\n').rev() {
        if !line.starts_with('#') {
            return begin;
        }
        begin -= line.len();
    }
    head
}
