//! Every text of a site, by number.

use super::Span;
use super::composed::{Piece, written};
use super::lines::{LineTable, floor_boundary};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// The number of a text within its [`Sources`]. It tells texts apart; which of two is the greater
/// means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// What is known by the numbers of texts.
pub type ByNumber<T> = HashMap<SourceId, T, BuildHasherDefault<NumberHasher>>;

/// Numbers that are made of paths are hashes already.
#[derive(Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u32(&mut self, number: u32) {
        // The map takes the highest bits as well, and those of 32 would be the same for all.
        self.0 = u64::from(number) << 32 | u64::from(number);
    }
}

/// One text: its line ends are LF and it has no byte order mark, whatever the file had.
#[derive(Debug)]
pub struct Source {
    /// Where it stands in the site, with forward slashes: `content/levels/staff.md`.
    pub path: Arc<str>,
    /// The layer that it came from: its folder in the site (`upstream`, `themes/acme`), empty for
    /// this site's own, and [`SHIPPED`].
    pub layer: Box<str>,
    /// The text.
    pub text: Box<str>,
}

/// What the layer is called that the binary ships; it lies in no folder.
pub const SHIPPED: &str = "default theme";

impl Source {
    /// The path of its file from the site's own folder, whatever layer it lies in:
    /// `upstream/content/levels/staff.md`.
    pub fn file(&self) -> Cow<'_, str> {
        match &*self.layer {
            "" | SHIPPED => Cow::Borrowed(&self.path),
            layer => Cow::Owned(format!("{layer}/{}", self.path)),
        }
    }
}

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A text that several snapshots of a site share, with its lines once somebody asked for them.
#[derive(Debug)]
pub struct Text {
    source: Source,
    lines: OnceLock<LineTable>,
    /// What it is made of; nothing for one that is a file.
    pieces: Box<[Piece]>,
}

impl Text {
    /// A text that nobody has asked for a line of.
    pub fn new(source: Source) -> Self {
        Text {
            source,
            lines: OnceLock::new(),
            pieces: Box::default(),
        }
    }

    /// A text that is put together from pieces of others. Places in it are where those stand.
    pub fn composed(source: Source, pieces: Vec<Piece>) -> Self {
        Text {
            pieces: pieces.into(),
            ..Text::new(source)
        }
    }
}

impl Deref for Text {
    type Target = Source;
    fn deref(&self) -> &Source {
        &self.source
    }
}

/// All texts of a site, content and templates alike.
///
/// A text is numbered by its turn, or by its path: then the number is the same in every snapshot,
/// whatever files come and go, and a document that was read once may be shared with its places.
#[derive(Debug, Default)]
pub struct Sources {
    texts: Vec<(SourceId, Arc<Text>)>,
    /// Where those stand that are numbered by path.
    by_path: ByNumber<u32>,
    /// Whether one of them is composed.
    has_composed: bool,
}

/// Numbers by path begin here, those by turn at 0.
const BY_PATH: u32 = 1 << 31;

impl Sources {
    /// Takes a text in and gives it the number that [`Sources::next_id`] told.
    pub fn add(&mut self, source: Source) -> SourceId {
        let id = self.next_id();
        self.texts.push((id, Arc::new(Text::new(source))));
        id
    }

    /// The number that the next text will have.
    pub fn next_id(&self) -> SourceId {
        SourceId(self.texts.len() as u32)
    }

    /// A number for each of these paths, made of nothing but the path. Where two paths come to the
    /// same one, which one of fifty sites of 10,000 files meets, the later path has another.
    pub fn numbers<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<SourceId> {
        let mut taken: ByNumber<()> = self.by_path.keys().map(|id| (*id, ())).collect();
        taken.reserve(paths.size_hint().0);
        let number =
            |path: &str, seed| SourceId(xxh3_64_with_seed(path.as_bytes(), seed) as u32 | BY_PATH);
        let mut free = |path: &str| {
            (0..)
                .map(|seed| number(path, seed))
                .find(|id| taken.insert(*id, ()).is_none())
        };
        // Some seed gives a free number as long as there is one.
        paths.filter_map(&mut free).collect()
    }

    /// Takes a text in under a number that [`Sources::numbers`] gave.
    pub fn share(&mut self, id: SourceId, text: Arc<Text>) {
        self.by_path.insert(id, self.texts.len() as u32);
        self.has_composed |= !text.pieces.is_empty();
        self.texts.push((id, text));
    }

    /// Whether some text is put together from pieces of others.
    pub fn has_composed(&self) -> bool {
        self.has_composed
    }

    /// Where something was written: the same place, unless it lies in a text that was put together
    /// from pieces of others.
    pub fn written(&self, span: Span) -> Span {
        let pieces = self.pieces(span.source);
        written(pieces, span).unwrap_or(span)
    }

    /// What a text is made of, if it is put together from pieces of others.
    pub fn pieces(&self, id: SourceId) -> &[Piece] {
        if !self.has_composed {
            return &[];
        }
        let text = self.place(id).and_then(|place| self.texts.get(place));
        text.map_or(&[], |(_, text)| &text.pieces)
    }

    /// The text with this number.
    pub fn get(&self, id: SourceId) -> &Source {
        self.text(id)
    }

    /// The text that has this number here, if one has: of a number that is another snapshot's.
    pub fn find(&self, id: SourceId) -> Option<&Source> {
        Some(&self.texts.get(self.place(id)?)?.1)
    }

    /// All texts in the order in which they were taken in.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.texts.iter().map(|(id, text)| (*id, &***text))
    }

    fn place(&self, id: SourceId) -> Option<usize> {
        match id.0 < BY_PATH {
            true => Some(id.0 as usize),
            false => self.by_path.get(&id).map(|place| *place as usize),
        }
    }

    fn text(&self, id: SourceId) -> &Text {
        // Numbers come from here, so the text is there; of a foreign one there is nothing to show.
        &self.texts[self.place(id).unwrap_or(usize::MAX)].1
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
        let text = self.text(id);
        text.lines.get_or_init(|| LineTable::new(&text.source.text))
    }
}
