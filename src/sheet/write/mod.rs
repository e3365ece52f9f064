//! Tables as files: CSV, and workbooks.

mod csv;
mod xlsx;

pub use csv::csv;
pub(super) use csv::{plain_csv, unguarded};
pub use xlsx::xlsx;
pub(super) use xlsx::{BASE, FORMAT, plain_xlsx};

/// Why a table doesn't fit into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit(pub String);

/// The names of the columns that Waypost needs.
pub(super) const ID: &str = "id";
/// What stands in the column of ids of a row that is a head for people.
pub(super) const HEAD: &str = "(id)";
/// The column of CSV in which the marks of the cells stand.
pub(super) const MARKS: &str = "base";
