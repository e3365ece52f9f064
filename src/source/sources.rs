//! Every text of a site, by number.

use std::ops::Range;
use std::sync::OnceLock;

use super::Span;
use super::lines::{LineTable, floor_boundary};

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
pub struct Sources(Vec<(Source, OnceLock<LineTable>)>);

impl Sources {
    /// Takes a text in and gives it a number.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push((source, OnceLock::new()));
        SourceId(self.0.len() as u32 - 1)
    }

    /// The number that the next text will have.
    pub fn next_id(&self) -> SourceId {
        SourceId(self.0.len() as u32)
    }

    /// The text with this number.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize].0
    }

    /// All texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..)
            .map(SourceId)
            .zip(self.0.iter().map(|(source, _)| source))
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
        self.position_at(span.source, span.start as usize)
    }

    /// The line and column of the character behind the last one of `span`.
    pub fn end_position(&self, span: Span) -> Position {
        self.position_at(span.source, span.end as usize)
    }

    /// The line and column of a byte; of one within a character, that character's.
    pub fn position_at(&self, id: SourceId, offset: usize) -> Position {
        let text = &self.get(id).text;
        let lines = self.lines(id);
        let offset = floor_boundary(text, offset);
        let line = lines.line(offset);
        let start = lines.range(text, line).start;
        Position {
            line: line + 1,
            column: lines.characters_before(text, offset) - lines.characters_before(text, start)
                + 1,
        }
    }

    /// The bytes of a line, counted from 1, without its line end; empty behind the last line.
    pub fn line_range(&self, id: SourceId, line: usize) -> Range<usize> {
        self.lines(id)
            .range(&self.get(id).text, line.saturating_sub(1))
    }

    // Most texts of a site have no fault, so the table is made when a place is first asked for.
    fn lines(&self, id: SourceId) -> &LineTable {
        let (source, lines) = &self.0[id.0 as usize];
        lines.get_or_init(|| LineTable::new(&source.text))
    }
}
