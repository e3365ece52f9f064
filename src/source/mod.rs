//! Texts as they were read, and places in them.

mod composed;
mod lines;
mod place;
mod sources;

pub use composed::{Composer, Piece, taken};
pub(crate) use lines::floor_boundary;
pub use place::{Span, Spanned};
pub use sources::{ByNumber, Position, SHIPPED, Source, SourceId, Sources, Text};
