//! A table of CSV as it came back.

use super::{Fault, MOST_COLUMNS, MOST_ROWS, Sheets, names};
use crate::data::csv_columns;
use crate::sheet::write::unguarded;

/// Reads a table of CSV that was exported and edited.
///
/// # Errors
/// What is wrong with it.
pub fn read_csv(bytes: &[u8]) -> Result<Sheets, Vec<Fault>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{FEFF}'),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n');
            let fault = Fault::new(
                "",
                "the file isn't UTF-8",
                "save it as \"CSV UTF-8\", or edit a workbook: `waypost export -o FILE.xlsx`",
            );
            return Err(vec![fault.in_row(line.count() + 1)]);
        }
    };
    let (_, delimiter) = csv_columns(text);
    // Excel says the delimiter in a line of its own.
    let first = text.split('\n').next().unwrap_or_default();
    let skipped = usize::from(first.starts_with("sep="));
    let text = if skipped > 0 {
        &text[first.len()..]
    } else {
        text
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<names::Texts> = Vec::new();
    let mut out = Vec::new();
    let mut known = None;
    for (number, record) in (1 + skipped..).zip(reader.records()) {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let fault = Fault::new("", error.to_string(), "export it again, and edit that");
                return Err(vec![fault.in_row(number)]);
            }
        };
        if rows.len() > MOST_ROWS {
            return Err(vec![too_many("", number)]);
        }
        let head = *known.get_or_insert(record.len());
        if record.len() > head && record.iter().skip(head).any(|cell| !cell.trim().is_empty()) {
            let message = format!(
                "the row has {} cells, and the first one {head}",
                record.len()
            );
            let help = "put a cell that holds the delimiter between `\"`";
            out.push(Fault::new("", message, help).in_cell(number, head));
        }
        let cells = record.iter().take(MOST_COLUMNS + 1);
        let cells = cells.map(|cell| unguarded(cell).to_owned()).collect();
        rows.push((number, cells));
    }
    let mut sheets = Sheets::default();
    let sheet = names::named("", rows, true, &mut sheets.base, &mut out);
    sheets.sheets.extend(sheet);
    match out.is_empty() {
        true => Ok(sheets),
        false => Err(out),
    }
}

/// That a sheet has more rows than anyone writes.
pub(super) fn too_many(sheet: &str, row: usize) -> Fault {
    Fault::new(
        sheet,
        format!("there are more than {MOST_ROWS} rows"),
        "delete what was filled down by mistake, or bring fewer back at a time",
    )
    .in_row(row)
}
