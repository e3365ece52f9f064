//! Rows of texts as rows and columns with names.

use super::{Base, Fault, MOST_COLUMNS, ReadRow, ReadSheet};
use crate::diagnostic::nearest;
use crate::sheet::write::{HEAD, ID, MARKS};
use std::collections::HashMap;

/// A row of texts with its number, from 1.
pub(super) type Texts = (usize, Vec<String>);

/// The sheet that these rows are: the first one names the columns. Nothing where they are none of
/// ours, unless `must` says that they have to be.
pub(super) fn named(
    name: &str,
    rows: Vec<Texts>,
    must: bool,
    base: &mut HashMap<(String, String), Base>,
    out: &mut Vec<Fault>,
) -> Option<ReadSheet> {
    let mut rows = rows.into_iter();
    let head = rows.find(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((at, keys)) = head else {
        if must {
            out.push(Fault::new(name, "there is nothing in it", EXPORT));
        }
        return None;
    };
    let Some(ids) = keys.iter().position(|key| key.trim() == ID) else {
        if must {
            out.push(lacks_ids(name, at, &keys));
        }
        return None;
    };
    if keys.len() > MOST_COLUMNS {
        let message = format!(
            "there are {} columns, and {MOST_COLUMNS} are the most",
            keys.len()
        );
        out.push(Fault::new(name, message, "bring fewer back at a time").in_cell(at, MOST_COLUMNS));
        return None;
    }
    let mut columns: Vec<(String, usize)> = Vec::new();
    let mut marks = None;
    for (place, key) in keys.iter().enumerate() {
        let key = key.trim();
        if key == MARKS {
            marks = Some(place);
        } else if place == ids || key.is_empty() {
            continue;
        } else if columns.iter().any(|(known, _)| known == key) {
            let message = format!("the column `{key}` stands twice");
            out.push(Fault::new(name, message, "delete one of the two").in_cell(at, place));
        } else {
            columns.push((key.to_owned(), place));
        }
    }
    let mut sheet = ReadSheet {
        name: name.to_owned(),
        head: at,
        columns,
        rows: Vec::new(),
    };
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, mut cells) in rows {
        let id = cells.get(ids).map_or("", |id| id.trim()).to_owned();
        if id == HEAD {
            continue;
        }
        let texts: Vec<String> = sheet
            .columns
            .iter()
            .map(|(_, place)| {
                cells
                    .get_mut(*place)
                    .map(std::mem::take)
                    .unwrap_or_default()
            })
            .collect();
        if id.is_empty() && texts.iter().all(|text| text.trim().is_empty()) {
            continue;
        }
        if !id.is_empty()
            && let Some(first) = known.insert(id.clone(), number)
        {
            let message = format!("`{id}` stands twice: here and in row {first}");
            let help = "delete one of the two rows; of a new one leave the id empty";
            out.push(Fault::new(name, message, help).in_cell(number, ids));
            continue;
        }
        if let Some(marks) = marks {
            let marks = cells.get(marks).map_or("", String::as_str);
            for (key, mark) in marks.split(' ').filter_map(|mark| mark.split_once('=')) {
                let key = (id.clone(), key.to_owned());
                base.insert(key, Base::Mark(mark.to_owned()));
            }
        }
        sheet.rows.push(ReadRow {
            number,
            id,
            cells: texts,
        });
    }
    Some(sheet)
}

const EXPORT: &str = "export it again with `waypost export`, and edit that";

fn lacks_ids(name: &str, at: usize, keys: &[String]) -> Fault {
    let near = nearest(ID, keys.iter().map(|key| key.trim()));
    let help = match near {
        Some(near) => format!("is it `{near}`? its first row has to call it `{ID}`"),
        None => EXPORT.to_owned(),
    };
    Fault::new(name, format!("no column is called `{ID}`"), help).in_row(at)
}

/// What a spreadsheet calls a column: A, …, Z, AA.
pub(in crate::sheet) fn column_name(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let letter = (rest - 1) % 26;
        name.insert(0, char::from(b'A' + letter as u8));
        rest = (rest - 1) / 26;
    }
    name
}
