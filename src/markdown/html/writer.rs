//! Events of the parser as HTML.

use super::Within;
use super::block::is_inline;
use super::escape::{attribute_into, escape_text};
use super::link::{OpenLink, Picture};
use super::notes::Notes;
use super::raw::{Around, Raw, without_comments};
use crate::markdown::bare::linked;
use crate::markdown::{Dialect, Fragment, Highlighter, Resolver, Target, var};
use memchr::memchr;
use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use std::borrow::Cow;

/// Writes the HTML of one fragment.
pub(super) struct Writer<'a, 'e> {
    pub fragment: Fragment<'a>,
    pub within: Within,
    pub dialect: Dialect,
    pub resolver: &'a dyn Resolver,
    pub highlighter: &'a Highlighter,
    pub out: String,
    pub notes: Notes<'e>,
    /// Open links, innermost last.
    pub links: Vec<OpenLink>,
    pub picture: Option<Picture>,
    /// The info string and the text of an open block of code.
    pub code: Option<(String, String)>,
    /// The lines of an open block of HTML.
    pub html_block: Option<String>,
    pub table: Option<Table>,
    /// How many tables there were.
    pub tables: usize,
    /// The words of an open heading, and its id.
    pub heading: Option<(String, Option<String>)>,
    /// Elements that the author's own HTML has opened.
    raw: Raw,
    /// For each of our elements that is open: how many of the author's were open before it.
    marks: Vec<usize>,
    /// Text that may yet turn out to be a part of something longer.
    pending: String,
}

/// An open table.
pub(super) struct Table {
    pub alignment: Vec<Alignment>,
    pub cell: usize,
    pub in_head: bool,
    pub has_body: bool,
}

impl<'a, 'e> Writer<'a, 'e> {
    pub fn new(
        fragment: Fragment<'a>,
        within: Within,
        dialect: Dialect,
        resolver: &'a dyn Resolver,
        highlighter: &'a Highlighter,
    ) -> Self {
        Writer {
            fragment,
            within,
            dialect,
            resolver,
            highlighter,
            out: String::with_capacity(fragment.text.len() * 3 / 2),
            notes: Notes::default(),
            links: Vec::new(),
            picture: None,
            code: None,
            html_block: None,
            table: None,
            tables: 0,
            heading: None,
            raw: Raw::default(),
            marks: Vec::new(),
            pending: String::new(),
        }
    }

    /// Takes in an event that begins at byte `at` of the parsed text, of which the first `lead`
    /// bytes hold footnotes from elsewhere and nothing that is shown in its place.
    pub fn event(&mut self, event: Event<'e>, at: usize, lead: usize) {
        let at = at as isize - lead as isize;
        let Some(event) = self.notes.keep(event, at) else {
            return;
        };
        if at >= 0 {
            self.write(event, at);
        }
    }

    /// Writes what an event comes to; `at` is its place in the fragment.
    pub fn write(&mut self, event: Event<'e>, at: isize) {
        if let Some((_, code)) = &mut self.code {
            match event {
                Event::Text(text) => code.push_str(&var::unmarked(&text)),
                Event::End(TagEnd::CodeBlock) => self.end_code(),
                _ => {}
            }
            return;
        }
        if self.picture.is_some() {
            return self.in_picture(event);
        }
        let replaced = self.links.last().is_some_and(|link| link.is_replaced);
        if replaced && !matches!(event, Event::End(TagEnd::Link)) {
            return;
        }
        match &event {
            Event::Text(text) if self.is_pending(text) => {
                self.pending.push_str(text);
                return;
            }
            _ => self.flush(),
        }
        match event {
            Event::Start(Tag::HtmlBlock) => self.html_block = Some(String::new()),
            Event::End(TagEnd::HtmlBlock) => self.end_html_block(),
            Event::Start(tag) => {
                if !is_inline(&tag) {
                    let base = self.marks.last().copied().unwrap_or(0);
                    self.raw.before_block(base, &mut self.out);
                }
                self.start(tag, at);
                self.marks.push(self.raw.depth());
            }
            Event::End(tag) => {
                self.end_own();
                self.end(tag);
            }
            Event::Text(text) => self.text(&text, false),
            Event::Code(code) => {
                let code = var::unmarked(&code);
                if let Some((words, _)) = &mut self.heading {
                    words.push_str(&code);
                }
                self.out.push_str("<code>");
                escape_text(&mut self.out, &code);
                self.out.push_str("</code>");
            }
            Event::Html(html) => match &mut self.html_block {
                Some(block) => block.push_str(&html),
                None => self.raw_html(&html),
            },
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule if self.within.is_phrase() => {}
            Event::Rule => {
                self.line();
                self.out.push_str("<hr>\n");
            }
            Event::FootnoteReference(name) => self.footnote(&name),
            Event::TaskListMarker(_) if self.within.is_phrase() => {}
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, true),
        }
    }

    /// Closes what the author's HTML has opened within an element of ours that ends.
    pub fn end_own(&mut self) {
        let before = self.marks.pop().unwrap_or(0);
        self.raw.close_to(before, &mut self.out);
    }

    /// The same at the end of the fragment or of a footnote.
    pub fn end_all(&mut self) {
        self.flush();
        self.raw.close_to(0, &mut self.out);
    }

    /// Whether a text has to wait for its next piece: the parser cuts texts at every character that
    /// may be a mark, also within an address or the name of a variable.
    fn is_pending(&self, text: &str) -> bool {
        !self.dialect.commonmark
            && self.html_block.is_none()
            && (!self.pending.is_empty() || has_address(text) || var::is_cut(text))
    }

    pub fn flush(&mut self) {
        if !self.pending.is_empty() {
            let text = std::mem::take(&mut self.pending);
            self.text(&text, true);
        }
    }

    /// Writes a text. One that didn't have to wait holds no address.
    fn text(&mut self, text: &str, has_waited: bool) {
        let text = self.words(text);
        if let Some((words, _)) = &mut self.heading {
            words.push_str(&text);
        }
        if has_waited && !self.dialect.commonmark && self.links.is_empty() && has_address(&text) {
            linked(&mut self.out, &text);
        } else {
            escape_text(&mut self.out, &text);
        }
    }

    /// A text with the words of variables in it.
    pub fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.dialect.commonmark {
            return Cow::Borrowed(text);
        }
        var::expanded(text, |name| match self.resolver.reference(name) {
            Target::Page { label, .. } | Target::Planned(label) | Target::Text(label) => label,
        })
    }

    /// Ends the line, unless one has just ended.
    pub fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    pub fn word_into(&mut self, name: &str, key: &str) {
        attribute_into(&mut self.out, name, &self.resolver.word(key));
    }

    fn end_html_block(&mut self) {
        let Some(html) = self.html_block.take() else {
            return;
        };
        if self.dialect.commonmark || self.dialect.html {
            self.line();
            self.raw_html(&html);
            return;
        }
        let shown = without_comments(&var::unmarked(&html));
        if self.within.is_phrase() {
            escape_text(&mut self.out, shown.trim());
        } else if !shown.trim().is_empty() {
            self.line();
            self.out.push_str("<p>");
            escape_text(&mut self.out, shown.trim());
            self.out.push_str("</p>\n");
        }
    }

    fn raw_html(&mut self, html: &str) {
        if self.dialect.commonmark {
            self.out.push_str(html);
            return;
        }
        let html = var::expanded(html, |name| match self.resolver.reference(name) {
            Target::Page { label, .. } | Target::Planned(label) | Target::Text(label) => {
                let mut escaped = String::new();
                super::escape::escape_into(&mut escaped, &label);
                escaped
            }
        });
        let around = Around {
            base: self.marks.last().copied().unwrap_or(0),
            in_link: !self.links.is_empty(),
            in_phrase: self.within.is_phrase() || self.heading.is_some(),
        };
        self.raw.write(&html, around, &mut self.out);
    }

    fn inline_html(&mut self, html: &str) {
        if self.dialect.commonmark || self.dialect.html {
            self.raw_html(html);
        } else if !html.starts_with("<!--") {
            escape_text(&mut self.out, &var::unmarked(html));
        }
    }

    /// The whole HTML.
    pub fn finish(mut self) -> String {
        self.end_all();
        match self.within {
            Within::Blocks => {}
            Within::Item => unwrap(&mut self.out),
            Within::Phrase => {
                let length = self.out.trim_end().len();
                self.out.truncate(length);
            }
        }
        self.write_notes();
        self.out
    }
}

/// Whether a text may hold a bare address. Most hold no colon, and to look for one byte is quick.
fn has_address(text: &str) -> bool {
    memchr(b':', text.as_bytes()).is_some() && text.contains("://")
}

/// One paragraph loses its tags, so that it can stand in a line; several stay blocks.
fn unwrap(out: &mut String) {
    let words = out
        .strip_prefix("<p>")
        .and_then(|rest| rest.trim_end().strip_suffix("</p>"))
        .filter(|words| !words.contains("<p>"));
    if let Some(words) = words {
        *out = words.to_owned();
    }
}
