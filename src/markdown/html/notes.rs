//! Footnotes: kept aside where they are defined, written at the end of the fragment.

use super::escape::attribute_into;
use super::writer::Writer;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};
use std::collections::{BTreeMap, HashMap};

/// Events with their places in the source.
type Events<'e> = Vec<(Event<'e>, isize)>;

/// The footnotes of a fragment.
#[derive(Default)]
pub(super) struct Notes<'e> {
    /// Those that are referred to and not yet written, by their number in the document.
    waiting: BTreeMap<u32, Used>,
    /// The ids of those that are referred to or written.
    ids: HashMap<u32, String>,
    /// Events of each definition, by the name as it stands there.
    definitions: HashMap<u32, Events<'e>>,
    /// The definition that is being read, and how many containers are open in it.
    open: Option<(CowStr<'e>, usize, Events<'e>)>,
    /// Definitions whose number isn't looked up yet.
    read: Vec<(CowStr<'e>, Events<'e>)>,
    /// While one is written: the id of the one that the text itself refers to and by way of which
    /// it came here.
    root: Option<String>,
    /// References that footnotes made.
    inner: u32,
}

#[derive(Default)]
struct Used {
    /// The ids of the references to it.
    references: Vec<String>,
    /// See [`Notes::root`]; none where the text refers to it.
    root: Option<String>,
}

impl<'e> Notes<'e> {
    /// Keeps the events of definitions, and gives back all others.
    pub(super) fn keep(&mut self, event: Event<'e>, at: isize) -> Option<Event<'e>> {
        let Some((_, depth, events)) = &mut self.open else {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                self.open = Some((name, 0, Vec::new()));
                return None;
            }
            return Some(event);
        };
        match &event {
            Event::Start(_) => *depth += 1,
            Event::End(TagEnd::FootnoteDefinition) if *depth == 0 => {
                if let Some((name, _, events)) = self.open.take() {
                    self.read.push((name, events));
                }
                return None;
            }
            Event::End(_) => *depth -= 1,
            _ => {}
        }
        events.push((event, at));
        None
    }
}

impl<'e> Writer<'_, 'e> {
    /// A reference to a footnote.
    pub(super) fn footnote(&mut self, name: &str) {
        if self.within.is_phrase() {
            return;
        }
        let Some(whole) = self.fragment.document else {
            return;
        };
        let Some(note) = whole.outline.note(name) else {
            return;
        };
        let number = note.number;
        let key = match whole.key {
            "" => String::new(),
            key => format!("{key}-"),
        };
        let (id, reference) = match &self.notes.root {
            // In another footnote: counted there, since both may be written in several fragments.
            Some(root) => {
                self.notes.inner += 1;
                let inner = self.notes.inner;
                (format!("{root}_n{number}"), format!("{root}_ref{inner}"))
            }
            None => {
                let offset = self.fragment.offset as u32;
                let before = note.references.partition_point(|place| *place < offset);
                let waiting = self.notes.waiting.get(&number);
                let count = before + waiting.map_or(0, |used| used.references.len());
                let again = match count {
                    0 => String::new(),
                    count => format!("_{}", count + 1),
                };
                // A footnote that is used in several fragments is written in each of them.
                (
                    format!("wp-fn-{key}{number}{again}"),
                    format!("wp-fnref-{key}{number}{again}"),
                )
            }
        };
        let id = self.notes.ids.entry(number).or_insert(id).clone();
        let used = self.notes.waiting.entry(number).or_default();
        if used.references.is_empty() {
            used.root = self.notes.root.clone();
        }
        used.references.push(reference.clone());
        let label = self.resolver.word("markup.footnote");
        let label = label.replace("{n}", &number.to_string());
        self.out.push_str("<sup class=\"footnote-ref\"><a");
        attribute_into(&mut self.out, "href", &format!("#{id}"));
        attribute_into(&mut self.out, "id", &reference);
        attribute_into(&mut self.out, "aria-label", &label);
        self.out.push_str(&format!(">{number}</a></sup>"));
    }

    /// The footnotes that were referred to, in the order of their numbers; those that only a
    /// footnote refers to after it.
    pub(super) fn write_notes(&mut self) {
        let Some(whole) = self.fragment.document else {
            return;
        };
        if self.notes.waiting.is_empty() {
            return;
        }
        for (name, events) in std::mem::take(&mut self.notes.read) {
            if let Some(note) = whole.outline.note(&name) {
                self.notes.definitions.entry(note.number).or_insert(events);
            }
        }
        self.line();
        self.out.push_str("<div class=\"footnotes\" role=\"group\"");
        self.word_into("aria-label", "footnotes.title");
        self.out.push_str("><ol>\n");
        let mut next = 1;
        while let Some((number, used)) = self.notes.waiting.pop_first() {
            let Some(events) = self.notes.definitions.remove(&number) else {
                continue;
            };
            let id = self.notes.ids.get(&number).cloned().unwrap_or_default();
            self.out.push_str("<li");
            attribute_into(&mut self.out, "id", &id);
            if number != next {
                attribute_into(&mut self.out, "value", &number.to_string());
            }
            next = number + 1;
            self.out.push('>');
            self.notes.root = Some(used.root.clone().unwrap_or(id));
            for (event, at) in events {
                self.write(event, at);
            }
            self.end_all();
            self.way_back(number, &used);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></div>\n");
    }

    /// The way back stands in the last paragraph, where the eye is.
    fn way_back(&mut self, number: u32, used: &Used) {
        let in_paragraph = self.out.ends_with("</p>\n");
        if in_paragraph {
            self.out.truncate(self.out.len() - "</p>\n".len());
        } else {
            self.line();
            self.out.push_str("<p>");
        }
        for (place, reference) in used.references.iter().enumerate() {
            let label = self.resolver.word("footnotes.back");
            let mut named = label.replace("{n}", &number.to_string());
            if place > 0 {
                named.push_str(&format!(" ({})", place + 1));
            }
            self.out.push_str(" <a class=\"footnote-back\"");
            attribute_into(&mut self.out, "href", &format!("#{reference}"));
            attribute_into(&mut self.out, "aria-label", &named);
            self.out.push_str(">\u{21A9}\u{FE0E}</a>");
        }
        self.out.push_str("</p>\n");
    }
}
