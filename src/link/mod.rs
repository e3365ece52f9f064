//! From documents to the graph: after this stage every id is valid, and no name is left to look up.

mod archetype;
mod backlinks;
mod check_references;
mod cycles;
mod fields;
mod finding;
mod inherit;
mod keys;
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

pub use keys::keys;
pub(crate) use level::key as statement_key;
pub use names::{Found, Names, Reference};
pub use settle::{Linked, link};
