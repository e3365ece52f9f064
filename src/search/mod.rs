//! The index that search in the browser reads: which words stand in which pages. It knows texts by
//! number and nothing of sites.
//!
//! Texts are read in parts, each by one thread, and a part keeps its words packed. From the parts
//! the files are put together: one for each few first letters, so that a reader of a large site
//! fetches those that begin like what was typed.

mod index;
mod part;
mod terms;
mod words;

pub use index::{Index, files};
pub use part::{Field, Reading};
pub use words::{folded, words};
