//! From documents to the graph: after this stage every id is valid, and no name is left to look up.

mod allow;
mod archetype;
mod backlinks;
mod check_references;
mod cycles;
mod fields;
mod finding;
mod inherit;
mod keys;
mod leaving;
mod level;
mod names;
mod order;
mod page;
mod path;
mod resource;
mod scales;
mod settle;
mod skill;
mod track;

pub(crate) use crate::overlay::statement_key;
pub use keys::keys;
pub use names::{Found, Names, Reference};
pub use settle::{Linked, link};
