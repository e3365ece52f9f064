//! What a fork and all that lies beneath it come to as one site that lies over nothing: as an author
//! would have written it, and proven by rendering both.

mod cause;
mod cell;
mod edit;
mod files;
mod leaves;
mod plan;
mod proof;
mod settings;
mod tables;
mod things;
mod toml_rows;

pub use edit::with_key;
pub use plan::{Detached, detached};
