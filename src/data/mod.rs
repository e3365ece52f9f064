//! Front matter, tables and settings: TOML, YAML and CSV as one tree with places, and one typed
//! reader behind it.
//!
//! A parser never fails: it reports what is wrong and gives what could be read. Deriving with
//! serde would stop at the first fault and lose the places.

mod csv;
mod date;
mod extra;
mod front_matter;
mod insert;
mod literal;
mod reader;
mod toml;
mod value;
mod vars;
mod written;
mod yaml;

pub use csv::{csv_columns, csv_places, parse_csv};
pub use extra::Extra;
pub use front_matter::{FrontMatter, FrontMatterFormat, split_front_matter};
pub use literal::{is_number, text_value};
pub(crate) use reader::divided;
pub use reader::{Asked, Reader, Record, Shape, UnknownKeys};
pub use toml::parse_toml;
pub use value::{Entry, Syntax, Table, Value};
pub use vars::{Vars, expand_vars};
pub(crate) use written::blanked;
pub use yaml::parse_yaml;
