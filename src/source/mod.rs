//! Texts as they were read, and places in them.

mod lines;
mod place;
mod sources;

pub(crate) use lines::floor_boundary;
pub use place::{Span, Spanned};
pub use sources::{ByNumber, Position, Source, SourceId, Sources, Text};
