//! A file of CSV as a sheet.

use super::grid::Grid;
use crate::sheet::read::{Fault, MOST_CELLS, MOST_COLUMNS, MOST_ROWS};

/// The cells of a file of CSV: with commas, semicolons, tabs or bars, in UTF-8 or in UTF-16 with a
/// mark in front.
///
/// # Errors
/// Where it can't be read, or is larger than a person's table is.
pub fn grid_of_csv(name: &str, bytes: &[u8]) -> Result<Grid, Vec<Fault>> {
    let text = decoded(bytes)?;
    let text = text.trim_start_matches('\u{FEFF}');
    // Excel says the delimiter in a line of its own.
    let first = text.split('\n').next().unwrap_or_default();
    let told = first
        .trim_end()
        .strip_prefix("sep=")
        .and_then(|told| told.bytes().next());
    let skipped = usize::from(told.is_some());
    let text = if skipped > 0 {
        text.get(first.len() + 1..).unwrap_or_default()
    } else {
        text
    };
    let delimiter = told.unwrap_or_else(|| delimiter(text));
    let mut grid = Grid::default();
    name.clone_into(&mut grid.stem);
    let mut cells = 0;
    for (row, record) in reader(text, delimiter).records().enumerate() {
        let row = row + skipped;
        let record = record.map_err(|error| {
            vec![Fault::new("", error.to_string(), "save it again").in_row(row + 1)]
        })?;
        cells += record.len();
        if row > MOST_ROWS || cells > MOST_CELLS {
            return Err(vec![Fault::new(
                "",
                format!("there are more than {MOST_ROWS} rows, or {MOST_CELLS} cells"),
                "bring fewer in at a time",
            )]);
        }
        for (column, text) in record.iter().enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            if column >= MOST_COLUMNS {
                let fault = Fault::new(
                    "",
                    format!("something stands behind the first {MOST_COLUMNS} columns"),
                    "delete it",
                );
                return Err(vec![fault.in_cell(row + 1, column)]);
            }
            grid.put((row, column), text);
        }
    }
    Ok(grid)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn decoded(bytes: &[u8]) -> Result<String, Vec<Fault>> {
    let wide = |from: fn([u8; 2]) -> u16| {
        let pairs = bytes[2..].chunks_exact(2);
        let units: Vec<u16> = pairs.map(|pair| from([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, ..] => Ok(wide(u16::from_le_bytes)),
        [0xFE, 0xFF, ..] => Ok(wide(u16::from_be_bytes)),
        bytes => String::from_utf8(bytes.to_vec()).map_err(|error| {
            let before = &bytes[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|b| **b == b'\n').count() + 1;
            let fault = Fault::new(
                "",
                "the file isn't UTF-8",
                "save it as \"CSV UTF-8\", or as a workbook",
            );
            vec![fault.in_row(line)]
        }),
    }
}

/// The delimiter by which the largest share of rows has the same number of cells, and more than one.
fn delimiter(text: &str) -> u8 {
    const ROWS: usize = 60;
    let score = |delimiter: u8| {
        let mut counts = std::collections::BTreeMap::new();
        let mut all = 0;
        for record in reader(text, delimiter).records().take(ROWS).flatten() {
            all += 1;
            if record.len() > 1 {
                *counts.entry(record.len()).or_insert(0usize) += 1;
            }
        }
        let shares = counts
            .into_iter()
            .map(|(cells, rows)| (rows * 1000 / all, cells));
        shares.max().unwrap_or((0, 0))
    };
    let all = [b',', b';', b'\t', b'|'];
    let best = all
        .into_iter()
        .rev()
        .max_by_key(|delimiter| score(*delimiter));
    best.unwrap_or(b',')
}
