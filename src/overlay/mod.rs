//! Layers into one: the documents of all layers come to one document for each id, and the settings
//! to one table.
//!
//! A document here whose id exists below is an overlay. What it says takes the place of what is said
//! below, field by field, section by section, statement by statement; all else shines through. Each
//! override matches exactly one thing below, or is an error. Nothing is copied that nobody
//! overrides, and every part of what comes out knows where it was written.

mod body;
mod compose;
mod define;
mod fields;
mod headed;
mod list;
mod matching;
mod merge;
mod origin;
mod piece;
mod put;
mod section;
mod settings;
mod statement;
mod told;
mod translation;

pub use fields::fields;
pub use headed::{Headed, headed};
pub use merge::{Hidden, Merged, Own, merge};
pub use origin::{Origin, origins};
pub use piece::{
    Piece, field_at, field_named, mode_words, overriding, pieces, section_of, statements,
    syntax_of, value_text,
};
pub use settings::{inherited, settings};
pub use statement::statement_key;
pub use told::nothing_below;
pub use translation::{Language, over_each_other, translated};
