//! Cells of a table of content in CSV.

use super::splice::Splice;
use crate::data::{csv_columns, csv_places};
use std::ops::Range;

/// What is lacking to write a cell.
pub(in crate::sheet::bring) enum Lack {
    Column,
    Row,
}

/// The change of one cell: the row is the one that holds `known`.
pub(in crate::sheet::bring) fn cell(
    text: &str,
    known: &Range<usize>,
    column: &str,
    wanted: &str,
) -> Result<Splice, Lack> {
    let (columns, delimiter) = csv_columns(text);
    let column = columns.iter().position(|name| name == column);
    let column = column.ok_or(Lack::Column)?;
    let rows = csv_places(text);
    let row = rows
        .iter()
        .find(|row| row.iter().any(|place| place == known));
    let place = row.and_then(|row| row.get(column)).ok_or(Lack::Row)?;
    let is_quoted = text[..place.start].ends_with('"') && text[place.end..].starts_with('"');
    Ok(match is_quoted {
        true => Splice::new(place.clone(), wanted.replace('"', "\"\"")),
        false => Splice::new(place.clone(), quoted(wanted, delimiter)),
    })
}

/// A row for the end of a table.
pub(in crate::sheet::bring) fn row(text: &str, values: &[(String, String)]) -> Option<String> {
    let (columns, delimiter) = csv_columns(text);
    if values.iter().any(|(key, _)| !columns.contains(key)) {
        return None;
    }
    let cells = columns.iter().map(|column| {
        let value = values.iter().find(|(key, _)| key == column);
        value.map_or(String::new(), |(_, value)| quoted(value, delimiter))
    });
    Some(
        cells
            .collect::<Vec<_>>()
            .join(&char::from(delimiter).to_string()),
    )
}

fn quoted(text: &str, delimiter: u8) -> String {
    let needs = text.contains(['"', '\n', char::from(delimiter)]) || text.trim() != text;
    match needs {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
