//! Reads a sheet that was edited: texts of cells with the ids of their rows and columns. What a
//! person must look at is a fault with sheet, row and column; then nothing of the file counts.

mod csv;
mod names;
mod unpacked;
mod xlsx;

pub use csv::read_csv;
pub(super) use names::column_name;
pub(super) use unpacked::{bounded, no_workbook};
pub use xlsx::read_xlsx;

use std::collections::HashMap;

/// The most rows of a sheet that are read: half as many again as resources fit into a table.
pub(in crate::sheet) const MOST_ROWS: usize = 20_000;

/// The most columns: a ladder of 200 levels has 400.
pub(in crate::sheet) const MOST_COLUMNS: usize = 500;

/// The most cells of a file.
pub(in crate::sheet) const MOST_CELLS: usize = 2_000_000;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the sheet; empty for CSV.
    pub sheet: String,
    /// The row from 1 and the column from 0, where it is about a cell; the row alone where it is
    /// about one.
    pub at: Option<(usize, Option<usize>)>,
    /// What is.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A file of sheets, as it came back.
#[derive(Debug, Default)]
pub struct Sheets {
    /// Those with anything to bring back.
    pub sheets: Vec<ReadSheet>,
    /// What each cell was when it was exported, by the id of its row and the key of its column.
    pub base: HashMap<(String, String), Base>,
}

/// What is known of a cell as it was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// What stood in it.
    Text(String),
    /// A mark of what stood in it.
    Mark(String),
}

/// A sheet.
#[derive(Debug)]
pub struct ReadSheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// The number of the row that names the columns, from 1.
    pub head: usize,
    /// The keys of the columns and where each stands, from 0.
    pub columns: Vec<(String, usize)>,
    /// The rows with their numbers, from 1.
    pub rows: Vec<ReadRow>,
}

/// A row.
#[derive(Debug)]
pub struct ReadRow {
    /// Its number, from 1.
    pub number: usize,
    /// Its id; empty for one that was added.
    pub id: String,
    /// The texts, one for each of the columns.
    pub cells: Vec<String>,
}

impl Fault {
    pub(super) fn new(sheet: &str, message: impl Into<String>, help: impl Into<String>) -> Fault {
        Fault {
            sheet: sheet.to_owned(),
            at: None,
            message: message.into(),
            help: help.into(),
        }
    }

    pub(super) fn in_cell(mut self, row: usize, column: usize) -> Fault {
        self.at = Some((row, Some(column)));
        self
    }

    pub(super) fn in_row(mut self, row: usize) -> Fault {
        self.at = Some((row, None));
        self
    }

    /// Where it is, as a spreadsheet says it: `sheet "IC", cell C7`; empty where it is about the
    /// whole file.
    pub fn place(&self) -> String {
        let sheet = match self.sheet.is_empty() {
            true => String::new(),
            false => format!("sheet `{}`", self.sheet),
        };
        let at = match self.at {
            None => return sheet,
            Some((row, None)) => format!("row {row}"),
            Some((row, Some(column))) => format!("cell {}{row}", names::column_name(column)),
        };
        match sheet.is_empty() {
            true => at,
            false => format!("{sheet}, {at}"),
        }
    }
}
