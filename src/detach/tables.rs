//! Tables of small things: rows that nobody overrides stay as they are, in their tables; one that
//! several layers have is put together, and those that became a file, or are hidden, go.

use super::cell::cell;
use super::leaves::{are_same, leaves};
use super::plan::{Ground, Laying, Tongue};
use super::toml_rows;
use crate::data::{Asked, Table, Value, csv_columns};
use crate::document::{Document, Kind, read_csv, read_toml};
use crate::link::keys;
use crate::source::{Source, SourceId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A table of one layer.
pub(super) struct Version<'g> {
    pub id: SourceId,
    pub source: &'g Source,
    /// Its rows as they are there.
    pub rows: Vec<Document>,
}

/// A row that is to stand in a table.
pub(super) struct Row<'g> {
    /// The thing as it is to be.
    pub thing: &'g Arc<Document>,
    /// Whether it says just what it says in its version.
    pub is_kept: bool,
}

/// Lays every table, in every language.
pub(super) fn lay(ground: &Ground<'_>, laying: &mut Laying) {
    for tongue in &ground.tongues {
        for kind in Kind::ALL {
            let mut paths: BTreeMap<&str, Vec<Version<'_>>> = BTreeMap::new();
            for version in versions(ground, tongue, kind) {
                let of_path = paths.entry(&version.source.path).or_default();
                of_path.push(version);
            }
            let asked = keys(kind);
            for (path, versions) in &paths {
                lay_one(ground, tongue, laying, kind, path, versions, &asked);
            }
        }
    }
}

/// The tables of a kind in all layers that are sites, the lowest layer first.
fn versions<'g>(ground: &'g Ground<'_>, tongue: &Tongue, kind: Kind) -> Vec<Version<'g>> {
    let upstreams = &ground.documents.settings.upstreams;
    let rank = |layer: &str| match layer {
        "" => Some(upstreams.len()),
        layer => {
            let place = upstreams.iter().position(|it| it.folder == layer)?;
            Some(upstreams.len() - 1 - place)
        }
    };
    let mut found: Vec<(usize, Version<'g>)> = Vec::new();
    for (id, source) in ground.sources().iter() {
        let plain = tongue.plain(&source.path).unwrap_or_default();
        let Some(ending) = ["toml", "csv"]
            .into_iter()
            .find(|ending| *plain == *format!("content/{}.{ending}", kind.folder()))
        else {
            continue;
        };
        let Some(rank) = rank(&source.layer) else {
            continue;
        };
        let mut out = Vec::new();
        let rows = match ending {
            "toml" => read_toml(kind, id, &source.text, &mut out),
            _ => read_csv(kind, id, &source.text, &mut out),
        };
        found.push((rank, Version { id, source, rows }));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, version)| version).collect()
}

fn lay_one(
    ground: &Ground<'_>,
    tongue: &Tongue,
    laying: &mut Laying,
    kind: Kind,
    path: &str,
    versions: &[Version<'_>],
    asked: &[Asked],
) {
    let rows: Vec<Vec<Option<Row<'_>>>> = versions
        .iter()
        .map(|version| {
            let row = |row: &Document| wanted(ground, tongue, version, row);
            version.rows.iter().map(row).collect()
        })
        .collect();
    let is_whole = |rows: &[Option<Row<'_>>]| {
        let is_kept = |row: &Option<Row<'_>>| row.as_ref().is_some_and(|row| row.is_kept);
        rows.iter().all(is_kept)
    };
    if let ([version], [rows]) = (versions, rows.as_slice())
        && is_whole(rows)
    {
        ground.take(version.id, laying);
        return;
    }
    if rows.iter().flatten().flatten().next().is_none() {
        if ground.tree.contains_key(path) {
            laying.gone.insert(path.to_owned());
        }
        return;
    }
    let text = match path.ends_with(".toml") {
        true => toml_rows::text(ground, kind, versions, &rows, asked),
        false => csv_text(versions, &rows),
    };
    laying.put(path.to_owned(), text.into_bytes());
}

/// What a row of a version comes to, if it is to stand there.
fn wanted<'g>(
    ground: &Ground<'_>,
    tongue: &'g Tongue,
    version: &Version<'_>,
    row: &Document,
) -> Option<Row<'g>> {
    let mut all = tongue.documents.iter();
    let thing = all.find(|it| it.is_row && it.kind == row.kind && is_of(it, version, row))?;
    match &thing.overlay {
        None => Some(Row {
            thing,
            is_kept: true,
        }),
        // It stands in the topmost table of TOML, else in the lowest of all: there are cells for
        // most of it.
        Some(overlay) => {
            let path = |it: &&Arc<Document>| ground.sources().get(it.span.source);
            let documents = &overlay.documents;
            let is_toml = |it: &&Arc<Document>| path(it).path.ends_with(".toml");
            let home = documents.iter().find(is_toml).or(documents.last())?;
            let home = &path(&home).path;
            // Of several layers that have this table it stands where the lowest one has it.
            let first = documents.iter().rev().find(|it| path(it).path == *home)?;
            (first.span.source == version.id).then_some(Row {
                thing,
                is_kept: false,
            })
        }
    }
}

/// Whether a thing has this row of this version.
fn is_of(thing: &Document, version: &Version<'_>, row: &Document) -> bool {
    let is_it = |document: &Document| document.span == row.span && document.id == row.id;
    match &thing.overlay {
        None => thing.span.source == version.id && is_it(thing),
        Some(overlay) => overlay
            .documents
            .iter()
            .any(|it| it.span.source == version.id && is_it(it)),
    }
}

/// A table of CSV, written anew: columns of the lowest layer first.
fn csv_text(versions: &[Version<'_>], rows: &[Vec<Option<Row<'_>>>]) -> String {
    let mut columns: Vec<String> = Vec::new();
    let mut delimiter = b',';
    for (number, version) in versions.iter().enumerate() {
        let (names, parts) = csv_columns(&version.source.text);
        if number == 0 {
            delimiter = parts;
        }
        add_new(&mut columns, names);
    }
    if !columns.iter().any(|name| name == "id") {
        columns.insert(0, "id".to_owned());
    }
    let cells: Vec<Vec<(String, String)>> = rows
        .iter()
        .flatten()
        .flatten()
        .map(|row| {
            let mut cells = vec![("id".to_owned(), row.thing.id.to_string())];
            flat(&row.thing.table, "", &mut cells);
            cells
        })
        .collect();
    for row in &cells {
        add_new(&mut columns, row.iter().map(|(name, _)| name.clone()));
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .from_writer(Vec::new());
    let empty = String::new();
    let lines = cells.iter().map(|row| {
        let cell = |column: &String| {
            let found = row.iter().find(|(name, _)| name == column);
            found.map_or(&empty, |(_, cell)| cell).clone()
        };
        columns.iter().map(cell).collect::<Vec<_>>()
    });
    // To memory nothing goes wrong.
    for line in std::iter::once(columns.clone()).chain(lines) {
        let _ = writer.write_record(line);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn add_new(columns: &mut Vec<String>, names: impl IntoIterator<Item = String>) {
    for name in names {
        if !columns.contains(&name) && !name.is_empty() {
            columns.push(name);
        }
    }
}

fn flat(table: &Table, under: &str, cells: &mut Vec<(String, String)>) {
    for entry in table.entries() {
        let name = format!("{under}{}", entry.key.value);
        match &entry.value.value {
            Value::Table(inner) => flat(inner, &format!("{name}."), cells),
            _ if name == "id" => {}
            value => cells.extend(cell(value).map(|cell| (name, cell))),
        }
    }
}

/// Whether a text of TOML holds these rows and no others.
pub(super) fn holds(kind: Kind, text: &str, rows: &[&Row<'_>], asked: &[Asked]) -> bool {
    let mut out = Vec::new();
    let found = read_toml(kind, SourceId(0), text, &mut out);
    let is_there = |row: &&Row<'_>| {
        let same = found.iter().find(|it| *it.id == *row.thing.id);
        same.is_some_and(|it| {
            are_same(
                &without_id(leaves(&it.table, &[])),
                &without_id(leaves(&row.thing.table, asked)),
            )
        })
    };
    out.is_empty() && found.len() == rows.len() && rows.iter().all(is_there)
}

/// The values of a row without its id, which stands in its heading or in a column.
pub(super) fn without_id(mut all: Vec<super::leaves::Leaf>) -> Vec<super::leaves::Leaf> {
    all.retain(|leaf| leaf.path != ["id"]);
    all
}
