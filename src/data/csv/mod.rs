//! Tables of CSV, as spreadsheets write them.

mod cells;
mod delimiter;

use super::insert::{insert_at, repeated, segments};
use super::value::{Syntax, Table, Value};
use super::written::{Written, quoted, report, too_deep};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span, Spanned};
use cells::{Cell, Rows};

/// The columns of a table, as its first row names them, and the byte that parts its cells.
pub fn csv_columns(text: &str) -> (Vec<String>, u8) {
    let (start, delimiter) = delimiter::guess(text);
    let header = Rows::new(text, start, delimiter).next();
    let cells = header.map(|row| row.cells).unwrap_or_default();
    let names = cells.iter().map(|cell| cell.text.trim().to_owned());
    (names.collect(), delimiter)
}

/// Reads a whole file: the first row gives the keys, which may be dotted, and each further row is a
/// table, with the place of the row. Empty cells and empty rows are as though they weren't there.
/// Every value is a text; the reader makes of it what the key takes.
pub fn parse_csv(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> Vec<(Span, Table)> {
    let Some(written) = Written::new(source, text, 0, out) else {
        return Vec::new();
    };
    let (start, delimiter) = delimiter::guess(text);
    let mut rows = Rows::new(text, start, delimiter);
    let mut found = Vec::new();
    let Some(header) = rows.next() else {
        return Vec::new();
    };
    found.extend(header.faults.iter().map(|fault| fault.finding(written)));
    let columns = columns(&header.cells, written, &mut found);

    let mut tables = Vec::new();
    for row in rows {
        found.extend(row.faults.iter().map(|fault| fault.finding(written)));
        let mut table = Table::new(Syntax::Csv);
        for (number, cell) in row.cells.iter().enumerate() {
            if cell.text.is_empty() {
                continue;
            }
            let place = written.span(cell.at.clone());
            match columns.get(number) {
                Some(Column::Key(path)) => {
                    let value = Spanned::new(Value::String(cell.text.to_string()), place);
                    insert_at(&mut table, path, value, &mut found);
                }
                Some(Column::Refused) => {}
                Some(Column::Nameless) | None => {
                    let cell = quoted(&cell.text);
                    let message = format!("the cell {cell} stands in a column without a name");
                    let finding = Diagnostic::new(Code::Syntax, message).at(place);
                    found.push(finding.help(
                        "name the column in the first row, or put a cell that holds the \
                         delimiter between `\"`",
                    ));
                }
            }
        }
        if table.is_empty() {
            continue;
        }
        // Spreadsheets write every row in full, so a short one was cut, or typed by hand. Where a
        // quotation mark is at fault it has swallowed cells, and is the thing to mend.
        if row.faults.is_empty() && row.cells.len() < columns.len() {
            let message = format!("the row has {} of {} cells", row.cells.len(), columns.len());
            let finding = Diagnostic::new(Code::Syntax, message).at(written.span(row.at.clone()));
            found.push(finding.help("write the delimiter for every cell, also for an empty one"));
        }
        tables.push((written.span(row.at), table));
    }
    report(found, written, out);
    tables
}

enum Column {
    Key(Vec<Spanned<String>>),
    /// Without a name; nothing may stand in it.
    Nameless,
    /// Its name is at fault, which is said once and not for every row.
    Refused,
}

fn columns(cells: &[Cell], written: Written, out: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut known: Vec<Spanned<String>> = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    for cell in cells {
        let place = written.span(cell.at.clone());
        let name = cell.text.to_string();
        columns.push(if name.is_empty() {
            Column::Nameless
        } else if let Some(first) = known.iter().find(|known| known.value == name) {
            out.push(repeated(&name, place, first.span));
            Column::Refused
        } else {
            match segments(&name, place) {
                Some(path) => {
                    known.push(Spanned::new(name, place));
                    Column::Key(path)
                }
                None => {
                    out.push(too_deep(place));
                    Column::Refused
                }
            }
        });
        if known.len() > MAX_COLUMNS {
            let message = format!("the table has more than {MAX_COLUMNS} columns");
            out.push(Diagnostic::new(Code::TooLarge, message).at(place));
            break;
        }
    }
    columns
}

/// No kind has as many keys; each name is compared with all before it.
const MAX_COLUMNS: usize = 1000;

/// Where each cell of each row stands, the first row included: without quotation marks.
pub fn csv_places(text: &str) -> Vec<Vec<std::ops::Range<usize>>> {
    let (start, delimiter) = delimiter::guess(text);
    let rows = Rows::new(text, start, delimiter);
    rows.map(|row| row.cells.into_iter().map(|cell| cell.at).collect())
        .collect()
}
