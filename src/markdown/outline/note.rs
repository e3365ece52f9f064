//! Footnotes of a document: their numbers, and where they are referred to.

use super::{Outline, folded};
use crate::source::Span;
use std::collections::{HashMap, VecDeque};

/// A footnote that the text refers to.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its number: by the first reference to it, those in other footnotes last.
    pub number: u32,
    /// Its definition, where that stands at the top level of the text.
    pub definition: Option<Span>,
    /// Where in the source the text refers to it; references in footnotes don't count.
    pub references: Vec<u32>,
}

/// References and definitions, as they are met.
#[derive(Default)]
pub(super) struct Found {
    /// Of the text, in order.
    references: Vec<(Box<str>, u32)>,
    /// Of each footnote.
    within: HashMap<Box<str>, Vec<Box<str>>>,
    definitions: HashMap<Box<str>, Span>,
    /// The definition that is open, and how deep it stands.
    open: Option<(Box<str>, usize)>,
}

impl Found {
    pub fn refer(&mut self, name: &str, at: u32) {
        let name = folded(name);
        match &self.open {
            Some((note, _)) => self.within.entry(note.clone()).or_default().push(name),
            None => self.references.push((name, at)),
        }
    }

    /// `span` is given where the definition stands at the top level.
    pub fn start(&mut self, name: &str, depth: usize, span: Option<Span>) {
        let name = folded(name);
        if let Some(span) = span {
            self.definitions.entry(name.clone()).or_insert(span);
        }
        if self.open.is_none() {
            self.open = Some((name, depth));
        }
    }

    pub fn end(&mut self, depth: usize) {
        if self.open.as_ref().is_some_and(|(_, open)| *open == depth) {
            self.open = None;
        }
    }

    /// Numbers them.
    pub fn finish(mut self, outline: &mut Outline) {
        let mut waiting: VecDeque<(Box<str>, Option<u32>)> = self
            .references
            .into_iter()
            .map(|(name, at)| (name, Some(at)))
            .collect();
        while let Some((name, at)) = waiting.pop_front() {
            let place = match outline.note_places.get(&name) {
                Some(place) => *place,
                None => {
                    let inner = self.within.remove(&name).unwrap_or_default();
                    waiting.extend(inner.into_iter().map(|name| (name, None)));
                    outline.notes.push(Note {
                        number: outline.notes.len() as u32 + 1,
                        definition: self.definitions.get(&name).copied(),
                        references: Vec::new(),
                    });
                    let place = outline.notes.len() - 1;
                    outline.note_places.insert(name, place);
                    place
                }
            };
            outline.notes[place].references.extend(at);
        }
    }
}
