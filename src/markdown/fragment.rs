//! A stretch of Markdown, and what it needs to know of the rest of its document.

use super::outline::{Outline, folded};
use super::{Dialect, var};
use memchr::memchr;
use pulldown_cmark::{BrokenLink, BrokenLinkCallback, CowStr, Options, Parser};
use std::borrow::Cow;
use std::collections::HashSet;

/// What a reference comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page of this site.
    Page {
        /// Its address, relative to the page that is being rendered.
        href: String,
        /// What it is called.
        label: String,
    },
    /// A page that is not there yet, by the name that is shown for it.
    Planned(String),
    /// Words only: a variable, or an id that nobody knows.
    Text(String),
}

/// Knows what the references of a text mean. The one who asks for HTML brings it, since an address
/// depends on the page that it stands in.
pub trait Resolver {
    /// What `[[target]]` means.
    fn reference(&self, target: &str) -> Target;
    /// The address to write for the one that the author wrote, and `None` to leave the link off.
    fn link(&self, address: &str) -> Option<String>;
    /// The same for a picture.
    fn image(&self, address: &str) -> Option<String> {
        self.link(address)
    }
    /// A word of the theme in the site's language: `alert.note`, `footnotes.title`.
    fn word(&self, key: &str) -> String;
    /// The id that a heading has in the page, for the one that it has in its text: a page may hold
    /// texts of several documents.
    fn id<'i>(&self, id: &'i str) -> Cow<'i, str> {
        Cow::Borrowed(id)
    }
    /// HTML to stand after a link to this address; most often nothing.
    fn after_link(&self, _address: &str) -> String {
        String::new()
    }
}

/// What a text is, so that it can be rendered.
#[derive(Clone, Copy)]
pub struct Fragment<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// Where in the source it begins.
    pub offset: usize,
    /// Whether the text stands in the source letter for letter, so that its headings are found
    /// there. The text of a list item isn't: its lines have lost the blanks before them.
    pub exact: bool,
    /// The document that it is a part of; none for a text that stands for itself, which has no
    /// footnotes.
    pub document: Option<Whole<'a>>,
    /// Headings move down by this many ranks, so that they fit beneath the heading that the page has
    /// above them: 1 in a page whose text has several of the first rank.
    pub demote: i8,
}

/// The document that a fragment is a part of.
#[derive(Clone, Copy)]
pub struct Whole<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where in the source its text begins.
    pub start: usize,
    /// Its structure.
    pub outline: &'a Outline,
    /// Tells the ids of its footnotes from those of other documents that are shown in the same
    /// page; may be empty for one of them.
    pub key: &'a str,
}

impl<'a> Fragment<'a> {
    /// A text that stands for itself.
    pub fn alone(text: &'a str) -> Self {
        Fragment {
            text,
            offset: 0,
            exact: false,
            document: None,
            demote: 0,
        }
    }

    /// A whole document.
    pub fn whole(whole: Whole<'a>) -> Self {
        Fragment {
            text: whole.text,
            offset: whole.start,
            exact: true,
            document: Some(whole),
            demote: 0,
        }
    }

    /// The text as it is parsed: the footnotes that it uses and that stand elsewhere, then the
    /// text itself; and how long the first part is.
    pub(super) fn source(&self, dialect: Dialect) -> (Cow<'a, str>, usize) {
        if dialect.commonmark {
            return (Cow::Borrowed(self.text), 0);
        }
        let text = self.without_pins();
        let notes = self.notes_from_elsewhere();
        if notes.is_empty() {
            return match text {
                Cow::Borrowed(text) => (var::marked(text), 0),
                Cow::Owned(text) => (Cow::Owned(var::marked(&text).into_owned()), 0),
            };
        }
        let mut source = String::new();
        for note in notes {
            source.push_str(note.trim_end());
            source.push_str("\n\n");
        }
        // A footnote goes on with what is indented below it; a comment ends it for certain.
        source.push_str("<!---->\n\n");
        let length = source.len();
        source.push_str(&text);
        let source = match var::marked(&source) {
            Cow::Owned(marked) => marked,
            Cow::Borrowed(_) => source,
        };
        (Cow::Owned(source), length)
    }

    /// The text with blanks in the place of each `{#id}` that pins an item.
    fn without_pins(&self) -> Cow<'a, str> {
        let Some(whole) = self.document.filter(|_| self.exact) else {
            return Cow::Borrowed(self.text);
        };
        let pins = &whole.outline.pins;
        let first = pins.partition_point(|pin| (pin.start as usize) < self.offset);
        let end = self.offset + self.text.len();
        let mut text = String::new();
        let mut from = 0;
        for pin in &pins[first..] {
            if pin.end as usize > end {
                break;
            }
            let (start, end) = (
                pin.start as usize - self.offset,
                pin.end as usize - self.offset,
            );
            text.push_str(&self.text[from..start]);
            text.extend(std::iter::repeat_n(' ', end - start));
            from = end;
        }
        if from == 0 {
            return Cow::Borrowed(self.text);
        }
        text.push_str(&self.text[from..]);
        Cow::Owned(text)
    }

    /// The definitions of the footnotes that the text refers to, also by way of one another.
    fn notes_from_elsewhere(&self) -> Vec<&'a str> {
        let Some(whole) = self.document else {
            return Vec::new();
        };
        let bytes = self.text.as_bytes();
        if memchr(b'^', bytes).is_none()
            || !self.text.contains("[^")
            || self.text.len() == whole.text.len()
        {
            return Vec::new();
        }
        let own = self.offset..self.offset + self.text.len();
        let mut seen = HashSet::new();
        let mut notes = Vec::new();
        let mut texts = vec![self.text];
        while let Some(text) = texts.pop() {
            for name in note_names(text) {
                let Some(note) = whole.outline.note(name) else {
                    continue;
                };
                let Some(place) = note.definition.filter(|_| seen.insert(note.number)) else {
                    continue;
                };
                let range = place.start as usize..place.end as usize;
                if self.exact && own.contains(&range.start) {
                    continue;
                }
                let range = range.start - whole.start..range.end - whole.start;
                if let Some(definition) = whole.text.get(range) {
                    texts.push(definition);
                    notes.push(definition);
                }
            }
        }
        notes
    }

    /// A parser of what [`Fragment::source`] gave, which knows the link definitions of the whole
    /// document.
    pub(super) fn parser<'s>(
        &self,
        source: &'s str,
        dialect: Dialect,
    ) -> Parser<'s, impl BrokenLinkCallback<'s> + use<'s, 'a>>
    where
        'a: 's,
    {
        let mut options = dialect.options();
        if self.document.is_none() {
            options.remove(Options::ENABLE_FOOTNOTES);
        }
        let outline = self.document.map(|whole| whole.outline);
        let elsewhere = move |link: BrokenLink<'s>| {
            let (address, title) = outline?.definitions.get(&folded(&link.reference))?;
            Some((
                CowStr::from(address.to_string()),
                CowStr::from(title.to_string()),
            ))
        };
        Parser::new_with_broken_link_callback(source, options, Some(elsewhere))
    }
}

/// The names in all `[^name]` of a text. Some may stand in code; that does no harm.
fn note_names(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let rest = &text[at + 2..];
        let end = rest.find([']', '\n', '['])?;
        rest[end..].starts_with(']').then(|| &rest[..end])
    })
}
