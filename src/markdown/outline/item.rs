//! Items of lists while they are being read.

use super::Item;
use crate::markdown::Dialect;
use crate::source::{SourceId, Span, Spanned};
use std::ops::Range;

/// Lists nested deeper than this stay part of the item that they stand in. No framework nests its
/// statements that deep; a hostile text does.
const DEEPEST: usize = 16;

/// The items of a list at the top level that are open, outermost first.
#[derive(Default)]
pub(super) struct OpenItems {
    items: Vec<OpenItem>,
}

struct OpenItem {
    /// Containers round it.
    depth: usize,
    start: Option<usize>,
    end: usize,
    tail: Option<Range<usize>>,
    notes: Vec<Item>,
    ticked: Option<bool>,
    list: Nested,
}

/// Where the list of notes of an item is.
#[derive(PartialEq, Eq)]
enum Nested {
    NotYet,
    Open,
    Over,
}

/// The text that items are cut out of.
#[derive(Clone, Copy)]
pub(super) struct Text<'a> {
    pub source: SourceId,
    pub text: &'a str,
    pub offset: usize,
    pub dialect: Dialect,
}

impl Text<'_> {
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(
            self.source,
            self.offset + range.start,
            self.offset + range.end,
        )
    }
}

impl OpenItems {
    /// An item begins. It counts as one of ours when only lists of notes stand between it and the
    /// top.
    pub fn start(&mut self, depth: usize, at: usize) {
        let fits = match self.items.last() {
            Some(item) => depth == item.depth + 2 && item.list == Nested::Open,
            None => depth == 1,
        };
        if fits && self.items.len() < DEEPEST {
            self.items.push(OpenItem {
                depth,
                start: None,
                end: at,
                tail: None,
                notes: Vec::new(),
                ticked: None,
                list: Nested::NotYet,
            });
        }
    }

    /// Widens the text of the innermost open item by something that stands directly in it.
    pub fn child(&mut self, depth: usize, range: &Range<usize>, is_bullets: bool) {
        let deepest = self.items.len() >= DEEPEST;
        let Some(item) = self.items.last_mut() else {
            return;
        };
        if depth != item.depth + 1 {
            return;
        }
        if is_bullets && !deepest && item.list == Nested::NotYet {
            item.list = Nested::Open;
        } else if item.list != Nested::NotYet {
            let start = item.tail.as_ref().map_or(range.start, |tail| tail.start);
            item.tail = Some(start..range.end);
        } else {
            item.start.get_or_insert(range.start);
            item.end = item.end.max(range.end);
        }
    }

    /// A list ends, round which so many containers are open.
    pub fn list_ends(&mut self, depth: usize) {
        if let Some(item) = self.items.last_mut()
            && depth == item.depth + 1
            && item.list == Nested::Open
        {
            item.list = Nested::Over;
        }
    }

    /// The box of a task, which is no part of its text.
    pub fn task(&mut self, ticked: bool, range: &Range<usize>) {
        if let Some(item) = self.items.last_mut() {
            item.ticked = Some(ticked);
            // In a loose list the paragraph after the box was met before it.
            item.start = item.start.filter(|start| *start >= range.end);
            item.end = item.end.max(range.end);
        }
    }

    /// The item that stands at this depth ends: itself, and whether it is an item of the list at
    /// the top level. Otherwise it is put into the one round it.
    pub fn end(
        &mut self,
        depth: usize,
        range: &Range<usize>,
        text: Text<'_>,
        pins: &mut Vec<Span>,
    ) -> Option<Item> {
        if self.items.last().is_none_or(|item| item.depth != depth) {
            return None;
        }
        let open = self.items.pop()?;
        let start = open.start.unwrap_or(open.end).min(text.text.len());
        let end = open.end.max(start);
        let trimmed = text.text[start..end].trim_end();
        let (length, id) = pinned(trimmed, start, text);
        if id.is_some() {
            pins.push(text.span(start + length..start + trimmed.len()));
        }
        let item = Item {
            text: text.span(start..start + length),
            whole: text.span(range.clone()),
            indent: content_column(text.text, range.start),
            id,
            notes: open.notes,
            tail: open.tail.map(|tail| text.span(tail)),
            ticked: open.ticked,
        };
        match self.items.last_mut() {
            Some(parent) => {
                parent.notes.push(item);
                None
            }
            None => Some(item),
        }
    }
}

/// The column at which the content of an item begins whose marker stands at `marker`. By
/// <https://spec.commonmark.org/0.31.2/#list-items>: the marker and the blanks after it, or the
/// marker and one column where five or more blanks or none follow.
fn content_column(text: &str, marker: usize) -> u16 {
    // An item that is indented begins with its blanks.
    let blanks = text[marker..].len() - text[marker..].trim_start_matches([' ', '\t']).len();
    let marker = marker + blanks;
    let line = text[..marker].rfind('\n').map_or(0, |at| at + 1);
    let digits = text[marker..].bytes().take_while(u8::is_ascii_digit);
    let after = (marker + digits.count() + 1).min(text.len());
    let start = text[line..marker].chars().fold(0, column_after) + (after - marker);
    let rest = text.get(after..).unwrap_or_default();
    let words = rest.trim_start_matches([' ', '\t']);
    let blanks = &rest[..rest.len() - words.len()];
    let column = blanks.chars().fold(start, column_after);
    let is_empty = words.is_empty() || words.starts_with('\n');
    let column = match column - start {
        1..=4 if !is_empty => column,
        _ => start + 1,
    };
    column.min(200) as u16
}

/// A tab goes on to the next multiple of four.
fn column_after(column: usize, c: char) -> usize {
    match c {
        '\t' => column + 4 - column % 4,
        _ => column + 1,
    }
}

/// Takes `{#id}` from the end of an item's text: how long the text is without it, and the id.
fn pinned(item: &str, start: usize, text: Text<'_>) -> (usize, Option<Spanned<Box<str>>>) {
    let none = (item.len(), None);
    if text.dialect.commonmark || !item.ends_with('}') {
        return none;
    }
    let Some(open) = item.rfind("{#") else {
        return none;
    };
    let id = &item[open + 2..item.len() - 1];
    if id.is_empty() || id.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}')) {
        return none;
    }
    let place = text.span(start + open + 2..start + item.len() - 1);
    (
        item[..open].trim_end().len(),
        Some(Spanned::new(id.into(), place)),
    )
}
