//! The structure of a Markdown text: what the model reads from it.

mod heading;
mod item;
mod note;
mod raw;
mod scan;

pub use note::Note;
pub use scan::outline;

use crate::source::{Span, Spanned};
use std::collections::HashMap;
use std::ops::Range;

/// The structure of one document's body. All spans are places in its source.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// Every heading, in order.
    pub headings: Vec<Heading>,
    /// The top level of the text, in order, without gaps.
    pub blocks: Vec<Block>,
    /// Everything that refers to something else.
    pub references: Vec<Reference>,
    /// Footnotes that are referred to, in the order of their numbers.
    pub notes: Vec<Note>,
    /// The place in `notes` of each, by its folded name.
    note_places: HashMap<Box<str>, usize>,
    /// Address and title of each link definition (`[label]: address "title"`), by its folded
    /// label: a stretch of the text may use one that stands elsewhere.
    pub definitions: HashMap<Box<str>, (Box<str>, Box<str>)>,
    /// `{#id}` at the ends of items, in order: the place in the source of each.
    pub pins: Vec<Span>,
    /// Words, for the reading time. Each CJK character counts as half a word.
    pub words: u32,
}

/// A heading.
#[derive(Clone, Debug)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The whole line or lines.
    pub span: Span,
    /// The words, references as they were written.
    pub text: Box<str>,
    /// Its id in the page.
    pub id: Box<str>,
    /// Whether `{#id}` set it.
    pub is_pinned: bool,
    /// What it refers to, when it is a reference and nothing else: `## [[system-design]]`.
    pub reference: Option<Spanned<Box<str>>>,
    /// Attributes without a value, such as `{append}`.
    pub flags: Vec<Box<str>>,
}

/// A part of the top level.
#[derive(Clone, Debug)]
pub enum Block {
    /// The heading with this number.
    Heading(usize),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// Anything else.
    Prose(Span),
}

/// A list at the top level.
#[derive(Clone, Debug)]
pub struct List {
    /// Where it stands.
    pub span: Span,
    /// Its items.
    pub items: Vec<Item>,
}

/// An item of a list: a statement, a learning item, a metric, or a note beneath one.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its text without the marker, the nested list of notes, and a pinned id. A numbered list
    /// within it is part of the text.
    pub text: Span,
    /// The whole of it, from its marker on, with its notes and perhaps blank lines behind it.
    pub whole: Span,
    /// Columns that lines after the first are indented by.
    pub indent: u16,
    /// The id that `{#id}` pins.
    pub id: Option<Spanned<Box<str>>>,
    /// Items of the first nested bullet list.
    pub notes: Vec<Item>,
    /// What follows that list within the item.
    pub tail: Option<Span>,
    /// For a task: whether it is ticked.
    pub ticked: Option<bool>,
}

/// A table at the top level.
#[derive(Clone, Debug)]
pub struct Table {
    /// Where it stands.
    pub span: Span,
    /// The cells of the head.
    pub head: Vec<Span>,
    /// The cells of each row; a short row has fewer.
    pub rows: Vec<Vec<Span>>,
}

/// Something that refers to something else.
#[derive(Clone, Debug)]
pub struct Reference {
    /// How it was written.
    pub kind: ReferenceKind,
    /// What it names: an id, an address.
    pub target: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// How a reference was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReferenceKind {
    /// `[[system-design]]`
    Wiki,
    /// `[words](address)`
    Link,
    /// `![words](address)`
    Image,
}

/// A heading and all that stands beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The number of the heading.
    pub heading: usize,
    /// The blocks beneath it, with the headings of a lower rank.
    pub blocks: Range<usize>,
}

impl Outline {
    /// Gives back what was reserved and not used: outlines live as long as the site.
    pub(crate) fn shrink(&mut self) {
        self.headings.shrink_to_fit();
        self.blocks.shrink_to_fit();
        self.references.shrink_to_fit();
        for block in &mut self.blocks {
            if let Block::List(list) = block {
                list.items.shrink_to_fit();
            }
        }
    }

    /// The blocks before the first heading.
    pub fn opening(&self) -> Range<usize> {
        let end = self
            .blocks
            .iter()
            .position(|block| matches!(block, Block::Heading(_)))
            .unwrap_or(self.blocks.len());
        0..end
    }

    /// The sections of the body: one begins at each heading that isn't beneath another one.
    pub fn sections(&self) -> Vec<Section> {
        self.sections_in(self.opening().end..self.blocks.len())
    }

    /// The sections within `blocks`; what stands before the first heading there belongs to none.
    pub fn sections_in(&self, blocks: Range<usize>) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        let mut level = 0;
        for at in blocks {
            match self.blocks[at] {
                Block::Heading(heading) if level == 0 || self.headings[heading].level <= level => {
                    level = self.headings[heading].level;
                    sections.push(Section {
                        heading,
                        blocks: at + 1..at + 1,
                    });
                }
                _ => {
                    if let Some(section) = sections.last_mut() {
                        section.blocks.end = at + 1;
                    }
                }
            }
        }
        sections
    }

    /// The blocks of `range` before its first heading.
    pub fn opening_in(&self, range: Range<usize>) -> Range<usize> {
        let end = range
            .clone()
            .find(|at| matches!(self.blocks[*at], Block::Heading(_)))
            .unwrap_or(range.end);
        range.start..end
    }

    /// The items of all lists directly within `blocks`.
    pub fn items(&self, blocks: Range<usize>) -> impl Iterator<Item = &Item> {
        self.blocks[blocks].iter().flat_map(|block| match block {
            Block::List(list) => list.items.as_slice(),
            _ => &[],
        })
    }

    /// From the beginning of the first to the end of the last of `blocks`; `None` for no blocks.
    pub fn span(&self, blocks: Range<usize>) -> Option<Span> {
        let first = self.blocks.get(blocks.start)?.span(self);
        let last = self.blocks.get(blocks.end.checked_sub(1)?)?.span(self);
        (blocks.start < blocks.end).then_some(Span {
            source: first.source,
            start: first.start,
            end: last.end,
        })
    }

    /// The footnote with this name, if the text refers to it.
    pub fn note(&self, name: &str) -> Option<&Note> {
        self.notes.get(*self.note_places.get(&folded(name))?)
    }

    /// The section's heading.
    pub fn heading(&self, section: &Section) -> &Heading {
        &self.headings[section.heading]
    }
}

impl Block {
    /// Where the block stands.
    pub fn span(&self, outline: &Outline) -> Span {
        match self {
            Block::Heading(number) => outline.headings[*number].span,
            Block::List(list) => list.span,
            Block::Table(table) => table.span,
            Block::Prose(span) => *span,
        }
    }
}

/// A label or name as CommonMark compares them: blanks count as one, and case doesn't count. In two
/// steps, as the reference implementation in JavaScript does, since `ẞ` is `SS` as well.
pub(super) fn folded(label: &str) -> Box<str> {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").to_lowercase().to_uppercase().into()
}
