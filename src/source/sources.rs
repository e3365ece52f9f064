//! Every text of a site, by number.

use super::Span;

/// The number of a text within its [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// One text: its line ends are LF and it has no byte order mark, whatever the file had.
#[derive(Debug)]
pub struct Source {
    /// Where it stands in the site, with forward slashes: `content/levels/staff.md`.
    pub path: Box<str>,
    /// The name of the layer that it came from; empty for this site's own folder.
    pub layer: Box<str>,
    /// The text.
    pub text: Box<str>,
}

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All texts of a site, content and templates alike.
#[derive(Debug, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes a text in and gives it a number.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(self.0.len() as u32 - 1)
    }

    /// The text with this number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// All texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.0
            .iter()
            .enumerate()
            .map(|(number, source)| (SourceId(number as u32), source))
    }

    /// The characters of `span`.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source)
            .text
            .get(span.range())
            .unwrap_or_default()
    }

    /// The line and column where `span` begins.
    pub fn position(&self, span: Span) -> Position {
        let text = &self.get(span.source).text;
        let mut offset = (span.start as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Position {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}
