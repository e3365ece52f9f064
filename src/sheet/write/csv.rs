//! A table as CSV.

use super::{ID, MARKS, Unfit};
use crate::sheet::table::Sheet;
use csv::{Writer, WriterBuilder};

/// A table as CSV: the first row names the columns, the first column the rows, and the last one
/// holds a mark of what each cell was, so that an edit can be told from a later state of the
/// content. It begins with a byte order mark, without which Excel takes it for another encoding.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, Unfit> {
    let mut writer = WriterBuilder::new().from_writer("\u{FEFF}".as_bytes().to_vec());
    let keys = sheet.columns.iter().map(|column| column.key.as_str());
    let head = [ID].into_iter().chain(keys).chain([MARKS]);
    write(&mut writer, head.map(str::to_owned))?;
    for row in &sheet.rows {
        let marks = sheet.columns.iter().zip(&row.cells);
        let marks =
            marks.filter_map(|(column, cell)| Some(format!("{}={}", column.key, cell.mark()?)));
        let marks = marks.collect::<Vec<_>>().join(" ");
        let cells = row.cells.iter().map(|cell| guarded(&cell.text));
        write(
            &mut writer,
            [row.id.clone()].into_iter().chain(cells).chain([marks]),
        )?;
    }
    finished(writer)
}

/// A table to read and not to bring back: its heads and cells alone. The rows of a large site are
/// written as they come.
pub(in crate::sheet) fn plain_csv<'a>(
    heads: impl Iterator<Item = &'a str>,
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, Unfit> {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    write(&mut writer, heads.map(str::to_owned))?;
    for row in rows {
        write(&mut writer, row.iter().map(|cell| guarded(cell)))?;
    }
    finished(writer)
}

fn write(
    writer: &mut Writer<Vec<u8>>,
    cells: impl IntoIterator<Item = String>,
) -> Result<(), Unfit> {
    writer.write_record(cells).map_err(|error| unfit(&error))
}

fn finished(writer: Writer<Vec<u8>>) -> Result<Vec<u8>, Unfit> {
    writer.into_inner().map_err(|error| unfit(error.error()))
}

fn unfit(error: &dyn std::error::Error) -> Unfit {
    Unfit(format!("the table can't be written as CSV: {error}"))
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it, and one that
/// looks as though it had got one gets one more, so that it can be taken off again.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn guarded(text: &str) -> String {
    match is_risky(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// A cell without the apostrophe of [`guarded`].
pub(in crate::sheet) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_risky(rest) => rest,
        _ => text,
    }
}

fn is_risky(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_comes_off_as_it_went_on() {
        for text in ["", "a", "'a", "=1", "'=1", "''@x", "-", "'", "\t", "'Tis"] {
            let guarded = guarded(text);
            assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
            assert_eq!(unguarded(&guarded), text);
        }
    }
}
