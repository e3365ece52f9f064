//! Texts as they were read, and places in them.

mod place;
mod sources;

pub use place::{Span, Spanned};
pub use sources::{Position, Source, SourceId, Sources};
