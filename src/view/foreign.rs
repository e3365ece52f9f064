//! What of a page isn't in the language of its edition: marked while the page is put together, by
//! characters that no text holds, and told in HTML once it is whole.
//!
//! A title may stand in a link, in an attribute or in a script, and a view doesn't know which. So
//! it says only where the foreign words begin and end; a site in one language pays nothing for it.

use super::prose::{plain_words_with, template_markdown};
use super::scope::PageScope;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::markdown::{Item, escape_into};
use crate::model::{Common, Model, Packet, Thing};
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Noncharacters (<https://www.unicode.org/faq/private_use.html#noncharacters>): words in the
/// language that the site is written in.
pub(super) const WORDS: (char, char) = ('\u{fdd0}', '\u{fdd1}');
/// Whole elements in that language.
pub(super) const BLOCKS: (char, char) = ('\u{fdd2}', '\u{fdd3}');
/// Words in the language of the edition, which may stand among those.
pub(super) const OWN: (char, char) = ('\u{fdd4}', '\u{fdd5}');
/// What the element that this stands at the beginning of says in the language that the site is
/// written in: by that a reader's copy knows it again.
pub(super) const SAYS: (char, char) = ('\u{fdd6}', '\u{fdd7}');

fn between((begin, end): (char, char), words: &str) -> String {
    let mut marked = String::with_capacity(words.len() + 6);
    marked.push(begin);
    marked.push_str(words);
    marked.push(end);
    marked
}

impl PageScope {
    /// The title of a thing.
    pub(super) fn titled<'c>(&self, common: &'c Common) -> Cow<'c, str> {
        match self.marks && !common.translation().is_some_and(|it| it.title) {
            true => Cow::Owned(between(WORDS, &common.title)),
            false => Cow::Borrowed(&*common.title),
        }
    }

    /// The title of a thing among the words of a text, which may be in another language.
    pub(super) fn title_within(&self, thing: Thing) -> String {
        if self.in_base
            && let Some(base) = self.base()
        {
            return base.common(thing).title.to_string();
        }
        let common = self.site.common(thing);
        match self.titled(common) {
            Cow::Borrowed(title) if self.marks => between(OWN, title),
            title => title.into_owned(),
        }
    }

    /// A word of the theme among those of a text.
    pub(super) fn word_within(&self, key: &str) -> String {
        match self.marks {
            true => between(OWN, &self.word(key)),
            false => self.word(key),
        }
    }

    /// Words, or HTML without blocks, of a thing's text.
    pub(super) fn words_of(&self, common: &Common, words: String) -> String {
        match self.marks && !common.is_translated() && !words.is_empty() {
            true => between(WORDS, &words),
            false => words,
        }
    }

    /// HTML of blocks of a thing's text.
    pub(super) fn blocks_of(&self, common: &Common, html: String) -> String {
        match self.marks && !common.is_translated() && !html.is_empty() {
            true => between(BLOCKS, &html),
            false => html,
        }
    }

    /// The same without the marks of [`PageScope::blocks_of`].
    pub(super) fn without_marks<'h>(&self, html: &'h str) -> &'h str {
        let inner = html.strip_prefix(BLOCKS.0);
        inner.map_or(html, |inner| inner.strip_suffix(BLOCKS.1).unwrap_or(inner))
    }

    /// HTML of a value of front matter, `text`.
    pub(super) fn value_of(&self, common: &Common, text: &str, html: String) -> String {
        match self.marks && !is_told(common, text) {
            true => between(WORDS, &html),
            false => html,
        }
    }

    /// HTML of some blocks of a translated text, where each item of a list knows the words that it
    /// translates: by them a reader's copy knows it in every language. Only where both texts have
    /// as many items.
    pub(super) fn said(&self, common: &Common, blocks: Range<usize>, html: String) -> String {
        let Some(base) = self.ticked_in_base(common) else {
            return html;
        };
        let (own, other) = (&common.body.outline, &base.body.outline);
        let first = own.items(0..blocks.start).count();
        let here = own.items(blocks).count();
        let others: Vec<&Item> = other.items(0..other.blocks.len()).collect();
        if here == 0 || own.items(0..own.blocks.len()).count() != others.len() {
            return html;
        }
        let words = others[first..first + here].iter();
        in_items(&html, words.map(|item| self.base_words(base, item.text)))
    }

    /// The same for a heading, to stand before its words.
    pub(super) fn said_by_heading(&self, common: &Common, heading: usize) -> String {
        let Some(base) = self.ticked_in_base(common) else {
            return String::new();
        };
        let (own, other) = (&common.body.outline.headings, &base.body.outline.headings);
        // One of the two may have its title as a heading.
        let place = (heading + other.len()).checked_sub(own.len());
        let other = place.and_then(|place| other.get(place));
        // They pair where their places do.
        let Some(other) = other.filter(|other| other.id == own[heading].id) else {
            return String::new();
        };
        says(&self.base_words(base, other.span))
    }

    /// The template of a packet, before it what it is in the site's own language: what a reader fills
    /// in is kept by those words.
    pub(super) fn template(&self, packet: &Packet) -> String {
        let own = template_markdown(self, &packet.common, &packet.template);
        let (Some(base), Some(common)) = (self.base(), self.base_of(&packet.common)) else {
            return own;
        };
        let mut packets = base.packets.iter().map(|(_, packet)| packet);
        match packets.find(|packet| packet.common.id == common.id) {
            Some(other) => {
                let scope = self.of_base();
                let said = template_markdown(&scope, &other.common, &other.template);
                between(SAYS, &said) + &own
            }
            None => own,
        }
    }

    /// The thing in the site's own language, where this is a translation of something that readers
    /// tick.
    fn ticked_in_base(&self, common: &Common) -> Option<&Common> {
        if common.kind != Kind::Phase {
            return None;
        }
        self.base_of(common)
    }

    /// The thing in the site's own language, where this is a translation of it.
    fn base_of(&self, common: &Common) -> Option<&Common> {
        if !self.marks || !common.is_translated() {
            return None;
        }
        let base = self.base()?;
        match self
            .site
            .names
            .find(Reference::read(&common.id), Some(common.kind))
        {
            Found::Thing(thing) => Some(base.common(thing)),
            _ => None,
        }
    }
}

impl PageScope {
    /// What the site says in its own language; none in that.
    fn base(&self) -> Option<&Model> {
        self.site.languages.as_deref()?.base.as_deref()
    }

    /// The same site, with labels in the language that it is written in.
    fn of_base(&self) -> PageScope {
        let mut scope = PageScope::new(self.site.clone(), self.root.clone());
        scope.in_base = true;
        scope
    }

    /// The words of a stretch of a text in the site's own language.
    fn base_words(&self, base: &Common, span: Span) -> String {
        let scope = self.of_base();
        plain_words_with(
            &self.site,
            base,
            span,
            &scope.resolver(self.site.file(base)),
        )
    }
}

/// Words that an element says in the site's own language, as HTML.
fn says(words: &str) -> String {
    let mut html = String::with_capacity(words.len());
    escape_into(&mut html, words.trim());
    between(SAYS, &html)
}

/// HTML in which the items of its outermost lists begin with these words, marked.
fn in_items(html: &str, mut words: impl Iterator<Item = String>) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut depth = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, behind) = tag.split_at(end);
        out.push_str(tag);
        rest = behind;
        let is = |name: &str| {
            let inner = tag.strip_prefix(name);
            inner.is_some_and(|inner| inner.starts_with(['>', ' ']))
        };
        if is("<ul") || is("<ol") {
            depth += 1;
        } else if is("</ul") || is("</ol") {
            depth -= 1;
        } else if is("<li") && depth == 1 {
            out.extend(words.next().map(|words| says(&words)));
        }
    }
    out.push_str(rest);
    out
}

/// Whether a translation gives a text itself.
fn is_told(common: &Common, text: &str) -> bool {
    if common.translation().is_none() {
        return false;
    }
    let overlay = common.overlay.as_ref();
    let first = overlay.and_then(|overlay| overlay.documents.first());
    first.is_some_and(|document| holds(&document.table, text))
}

fn holds(table: &crate::data::Table, text: &str) -> bool {
    use crate::data::Value;
    let is_it = |value: &Value| matches!(value, Value::String(it) if it.contains(text.trim()));
    table
        .entries()
        .iter()
        .any(|entry| match &entry.value.value {
            Value::List(items) => items.iter().any(|item| is_it(&item.value)),
            Value::Table(inner) => holds(inner, text),
            value => is_it(value),
        })
}
