//! A table of TOML with other rows: those that stay keep their lines.

use super::edit::{Groups, edited, plain};
use super::leaves::{Leaf, key_text, leaves};
use super::plan::Ground;
use super::tables::{Row, Version, holds, without_id};
use super::things::written;
use crate::data::{Asked, Syntax, text_value};
use crate::document::Kind;
use std::ops::Range;

/// The text of a table that holds these rows.
pub(super) fn text(
    ground: &Ground<'_>,
    kind: Kind,
    versions: &[Version<'_>],
    rows: &[Vec<Option<Row<'_>>>],
    asked: &[Asked],
) -> String {
    let all: Vec<&Row<'_>> = rows.iter().flatten().flatten().collect();
    kept(ground, versions, rows, asked)
        .filter(|text| holds(kind, text, &all, asked))
        .unwrap_or_else(|| anew(&all, asked))
}

/// The rows in their own lines; `None` where these can't be told apart.
fn kept(
    ground: &Ground<'_>,
    versions: &[Version<'_>],
    rows: &[Vec<Option<Row<'_>>>],
    asked: &[Asked],
) -> Option<String> {
    let mut out = String::new();
    for (number, (version, rows)) in versions.iter().zip(rows).enumerate() {
        let text = &version.source.text;
        let blocks = blocks(text, version)?;
        if number == 0 {
            let first = blocks.first().map_or(text.len(), |block| block.start);
            out.push_str(text[..first].trim_end());
        }
        for (block, row) in blocks.iter().zip(rows) {
            let Some(row) = row else { continue };
            let lines = text.get(block.clone())?.trim();
            let lines = match row.is_kept {
                true => lines.to_owned(),
                false => changed(ground, lines, row, asked)?,
            };
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            out.push_str(lines.trim());
        }
    }
    out.push('\n');
    Some(out)
}

/// The lines of a row with other values.
fn changed(ground: &Ground<'_>, lines: &str, row: &Row<'_>, asked: &[Asked]) -> Option<String> {
    let heading = lines
        .lines()
        .position(|line| line.trim_start().starts_with('['))?;
    let end: usize = lines
        .split_inclusive('\n')
        .take(heading + 1)
        .map(str::len)
        .sum();
    let (head, keys) = lines.split_at(end);
    let wanted = leaves(&row.thing.table, asked);
    let mut wanted = without_id(wanted);
    // In a list of tables the id is a key of its own.
    if head
        .trim_start()
        .lines()
        .last()
        .is_some_and(|line| line.trim_start().starts_with("[["))
    {
        let id = Leaf {
            path: vec!["id".to_owned()],
            value: text_value(&row.thing.id),
            key: row.thing.span,
            place: row.thing.span,
        };
        wanted.insert(0, id);
    }
    let written = |leaf: &Leaf| written(leaf, ground.sources());
    let keys = edited(keys, Syntax::Toml, &wanted, Groups::Dotted, &written)?;
    Some(format!("{}\n{keys}", head.trim_end()))
}

/// The lines of each row, from its heading with the comments above it to the next one's.
fn blocks(text: &str, version: &Version<'_>) -> Option<Vec<Range<usize>>> {
    let mut starts = Vec::new();
    for row in &version.rows {
        let at = row.span.start as usize;
        let mut line = line_start(text, at);
        // The id of a list's row stands somewhere beneath its heading.
        while !text[line..].trim_start_matches(' ').starts_with('[') {
            line = line_start(text, line.checked_sub(1)?);
        }
        while line > 0 {
            let above = line_start(text, line - 1);
            if !text[above..line].trim_start().starts_with('#') {
                break;
            }
            line = above;
        }
        if starts.last().is_some_and(|last| *last >= line) {
            return None;
        }
        starts.push(line);
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    Some(
        starts
            .iter()
            .copied()
            .zip(ends)
            .map(|(start, end)| start..end)
            .collect(),
    )
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The rows written anew.
fn anew(rows: &[&Row<'_>], asked: &[Asked]) -> String {
    let text = |row: &&Row<'_>| {
        let keys = plain(&without_id(leaves(&row.thing.table, asked)), Groups::Dotted);
        format!("[{}]\n{keys}", key_text(&row.thing.id))
    };
    rows.iter().map(text).collect::<Vec<_>>().join("\n")
}
