//! The sections of one document as it was written: what each is called, and what its heading says is
//! done to the one below.

use super::compose::View;
use super::piece::{Piece, of_text};
use super::section::{self, Mode};
use crate::document::{Deed, Document};
use crate::source::Sources;

/// A section, at whatever rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headed {
    /// What it goes by: the key of its part.
    pub key: Box<str>,
    /// What a word in braces says is done; none where it stands without one.
    pub deed: Option<Deed>,
    /// Its heading alone.
    pub heading: Piece,
    /// All of it.
    pub whole: Piece,
}

/// The sections of a document, in order, its title not among them.
pub fn headed(document: &Document, sources: &Sources) -> Vec<Headed> {
    let view = View::of(&document.body, sources);
    let source = document.body.source;
    let title = section::title(&view);
    let piece = |range| of_text(&view, source, range, sources);
    section::all(&view, 0..view.outline.blocks.len())
        .into_iter()
        .filter(|section| Some(section.heading) != title)
        .map(|section| {
            let heading = view.outline.heading(&section);
            Headed {
                key: section::key(heading),
                deed: section::mode(&view, heading, &mut Vec::new()).map(|mode| match mode {
                    Mode::Append => Deed::Appends,
                    Mode::Prepend => Deed::Prepends,
                    Mode::Drop => Deed::Drops,
                    Mode::Replace => Deed::Replaces,
                    Mode::New => Deed::Adds,
                }),
                heading: piece(view.range(heading.span)),
                whole: piece(section::range(&view, &section)),
            }
        })
        .collect()
}
