//! Markdown: its structure (for the model) and its HTML (for pages).
//!
//! The text of a document is looked at twice, by the same parser with the same options: once when
//! it is loaded, for headings, items and references (`Outline`), once when a page asks for the
//! HTML of a stretch of it (`Fragment`). Nothing of the HTML is kept in between.

mod anchor;
mod bare;
mod code;
mod dialect;
mod fragment;
mod highlight;
mod html;
mod lines;
mod link_words;
mod outline;
mod plain;
mod said;
mod url;
mod var;
mod wrapped;

pub use anchor::{Anchors, slug};
pub(crate) use code::code_blocks;
pub use code::code_ranges;
pub use dialect::Dialect;
pub use fragment::{Fragment, Resolver, Target, Whole};
pub use highlight::{Highlighted, Highlighter};
pub use html::{Within, render};
pub(crate) use html::{escape_into, escape_to};
pub use outline::{
    Block, Heading, Item, List, Note, Outline, Reference, ReferenceKind, Section, Table, outline,
};
pub use plain::plain_text;
pub(crate) use said::{is_letter, is_sign};
pub use url::{Safety, decode, safety};
pub use wrapped::is_paragraph;
