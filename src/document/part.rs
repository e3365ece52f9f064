//! Which parts of a document were overridden, and by what.

use super::Document;
use crate::source::Span;
use std::sync::Arc;

/// A part of a document that can be overridden by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A key of its front matter or row, dotted: `requires.system-design`.
    Field(Box<str>),
    /// What stands before its first section.
    Opening,
    /// A section, by the id that its heading refers to, or its words by the rule of ids.
    Section(Box<str>),
    /// A statement, by its id; one without an id of its own by what its words come to.
    Statement(Box<str>),
    /// A whole file that is no content: a template, a style, a picture.
    File,
}

impl Part {
    /// What it is called in messages and by `--blame`.
    pub fn name(&self) -> String {
        match self {
            Part::Field(key) => key.to_string(),
            Part::Opening => "the opening".to_owned(),
            Part::Section(key) => format!("## {key}"),
            Part::Statement(id) => format!("{{#{id}}}"),
            Part::File => "the file".to_owned(),
        }
    }
}

/// What an override does to what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Takes its place.
    Replaces,
    /// Stands beside it: behind a section, at the end of a list.
    Appends,
    /// Stands before it.
    Prepends,
    /// Takes it away.
    Drops,
    /// Is new; nothing below has it.
    Adds,
}

/// One override, as one layer has it over those below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// What is overridden.
    pub part: Part,
    /// How.
    pub deed: Deed,
    /// Where the override stands.
    pub over: Span,
    /// Where the part below stands; none where nothing below is replaced or named.
    pub under: Option<Span>,
}

/// What a document is made of that several layers have.
///
/// Drift and merge stand on this: `documents` are the two or more sides as they were written, and
/// `overrides` what each says of those below it.
#[derive(Debug)]
pub struct Overlay {
    /// The documents that it was made of as they were written, the top one first.
    pub documents: Vec<Arc<Document>>,
    /// All overrides, those of the lowest layer first, each in the order of writing.
    pub overrides: Vec<Override>,
    /// Stretches of the texts below that nothing shines through of.
    pub covered: Vec<Span>,
    /// What of it is in another language than the site's own.
    pub translation: Option<Translation>,
}

/// What a translation of a thing says in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Whether the title does.
    pub title: bool,
    /// Whether the text does; that of a thing without a text does.
    pub text: bool,
    /// Whether the summary does.
    pub summary: bool,
}
