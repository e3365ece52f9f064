//! Markdown: its structure (for the model) and its HTML (for pages).
//!
//! The text of a document is looked at twice, by the same parser with the same options: once when
//! it is loaded, for headings, items and references (`Outline`), once when a page asks for the
//! HTML of a stretch of it. Nothing of the HTML is kept in between.

mod anchor;
mod balance;
mod code;
mod dialect;
mod highlight;
mod outline;
mod plain;
mod render;
mod scan;
mod url;

pub use anchor::{Anchors, slug};
pub use code::code_ranges;
pub use dialect::Dialect;
pub use highlight::Highlighter;
pub use outline::{Block, Heading, Item, List, Outline, Reference, ReferenceKind, Section, Table};
pub use plain::plain_text;
pub(crate) use render::escape_into;
pub use render::{Fragment, Resolver, Target, render};
pub use scan::outline;
pub use url::{Safety, decode, safety};
