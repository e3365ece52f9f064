//! A stretch of Markdown as HTML.

use super::outline::Outline;
use super::plain::is_plain;
use super::{Dialect, Highlighter, Safety, safety};
use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd, html,
};
use std::borrow::Cow;

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
    /// Words only: a variable, something planned, or an id that nobody knows.
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
    /// A word of the theme in the site's language: `alert.note`, `footnotes`.
    fn word(&self, key: &str) -> String;
}

/// What a text is, so that it can be rendered.
#[derive(Clone, Copy)]
pub struct Fragment<'a> {
    /// The Markdown.
    pub text: &'a str,
    /// Where in the source it begins, to find the ids of its headings.
    pub offset: usize,
    /// The structure of the document that it is a part of.
    pub outline: Option<&'a Outline>,
    /// The document's text for footnotes and link definitions that stand elsewhere, and where that
    /// text begins in the source.
    pub document: Option<(&'a str, usize)>,
    /// Headings move down by this many ranks: 1 in a page whose text has several of the first rank.
    pub demote: u8,
}

impl<'a> Fragment<'a> {
    /// A text that stands for itself.
    pub fn alone(text: &'a str) -> Self {
        Fragment {
            text,
            offset: 0,
            outline: None,
            document: None,
            demote: 0,
        }
    }
}

/// The HTML of a fragment. Never fails: what can't be resolved is shown as words, since the
/// findings were reported when the text was loaded.
pub fn render(
    fragment: Fragment<'_>,
    dialect: Dialect,
    resolver: &dyn Resolver,
    highlighter: &Highlighter,
) -> String {
    if is_plain(fragment.text) {
        let mut out = String::with_capacity(fragment.text.len() + 8);
        out.push_str("<p>");
        escape_into(&mut out, fragment.text.trim());
        out.push_str("</p>\n");
        return out;
    }
    let text = with_definitions(fragment);
    let mut writer = Writer {
        fragment,
        dialect,
        resolver,
        highlighter,
        events: Vec::new(),
        footnotes: Footnotes::default(),
        code: None,
        skip: 0,
        unlinked: Vec::new(),
        html_block: String::new(),
    };
    for (event, range) in Parser::new_ext(&text, dialect.options()).into_offset_iter() {
        writer.event(event, range.start);
    }
    let mut out = String::with_capacity(text.len() * 3 / 2);
    html::push_html(&mut out, writer.events.into_iter());
    writer.footnotes.finish(&mut out, resolver);
    if dialect.html && !dialect.commonmark {
        return super::balance::balanced(&out);
    }
    out
}

/// The text with the footnotes and link definitions that it uses and that stand outside of it.
fn with_definitions<'a>(fragment: Fragment<'a>) -> Cow<'a, str> {
    let (Some(outline), Some((document, start))) = (fragment.outline, fragment.document) else {
        return Cow::Borrowed(fragment.text);
    };
    if fragment.text.len() == document.len() || !fragment.text.contains('[') {
        return Cow::Borrowed(fragment.text);
    }
    let own = fragment.offset..fragment.offset + fragment.text.len();
    let notes: &[_] = if fragment.text.contains("[^") {
        &outline.footnotes
    } else {
        &[]
    };
    let mut text = String::new();
    for span in notes.iter().chain(&outline.definitions) {
        if own.contains(&(span.start as usize)) {
            continue;
        }
        let range = span.start as usize - start..span.end as usize - start;
        if let Some(definition) = document.get(range) {
            text.push_str("\n\n");
            text.push_str(definition.trim_end());
        }
    }
    if text.is_empty() {
        return Cow::Borrowed(fragment.text);
    }
    text.insert_str(0, fragment.text);
    Cow::Owned(text)
}

struct Writer<'a, 'e> {
    fragment: Fragment<'a>,
    dialect: Dialect,
    resolver: &'a dyn Resolver,
    highlighter: &'a Highlighter,
    events: Vec<Event<'e>>,
    footnotes: Footnotes<'e>,
    code: Option<(String, String)>,
    /// Open links whose words are replaced by a label.
    skip: usize,
    /// For each open link: whether its tags were left off.
    unlinked: Vec<bool>,
    html_block: String,
}

impl<'e> Writer<'_, 'e> {
    fn push(&mut self, event: Event<'e>) {
        self.footnotes.target(&mut self.events).push(event);
    }

    fn html(&mut self, html: impl Into<String>) {
        self.push(Event::Html(html.into().into()));
    }

    fn event(&mut self, event: Event<'e>, at: usize) {
        if self.dialect.commonmark {
            return self.events.push(event);
        }
        if let Some((_, code)) = &mut self.code {
            match event {
                Event::Text(text) => return code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => return self.end_code(),
                _ => return,
            }
        }
        if self.skip > 0 && !matches!(event, Event::End(TagEnd::Link)) {
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Html(text) if !self.dialect.html => self.html_block.push_str(&text),
            Event::InlineHtml(text) if !self.dialect.html => {
                if !text.starts_with("<!--") {
                    self.push(Event::Text(text));
                }
            }
            Event::FootnoteReference(name) => {
                let reference = self.footnotes.refer(&name);
                self.push(Event::InlineHtml(reference.into()));
            }
            Event::TaskListMarker(done) => {
                let key = if done { "task.done" } else { "task.open" };
                let mut label = String::new();
                escape_into(&mut label, &self.resolver.word(key));
                let mark = if done { "\u{2611}" } else { "\u{2610}" };
                self.push(Event::InlineHtml(
                    format!(
                        "<span class=\"task\" role=\"img\" aria-label=\"{label}\">{mark}</span> "
                    )
                    .into(),
                ));
            }
            other => self.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'e>, at: usize) {
        match tag {
            Tag::Heading { level, classes, .. } => {
                let rank = (level as u8 + self.fragment.demote).min(6);
                let mut open = format!("<h{rank}");
                if let Some(id) = self.heading_id(at) {
                    open.push_str(" id=\"");
                    escape_into(&mut open, id);
                    open.push('"');
                }
                if !classes.is_empty() {
                    open.push_str(" class=\"");
                    escape_into(&mut open, &classes.join(" "));
                    open.push('"');
                }
                open.push('>');
                self.html(open);
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.code = Some((info, String::new()));
            }
            Tag::Table(alignment) => {
                self.html("<div class=\"table\" tabindex=\"0\">\n");
                self.push(Event::Start(Tag::Table(alignment)));
            }
            Tag::BlockQuote(Some(kind)) => {
                let name = alert(kind);
                let mut title = String::new();
                escape_into(&mut title, &self.resolver.word(&format!("alert.{name}")));
                self.html(format!(
                    "<div class=\"alert alert-{name}\">\n<p class=\"alert-title\">{title}</p>\n"
                ));
            }
            Tag::Link {
                link_type: LinkType::WikiLink { has_pothole },
                dest_url,
                title,
                ..
            } => self.reference(has_pothole, &dest_url, title),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                title,
                id,
            } => {
                self.unlinked.push(false);
                self.push(Event::Start(Tag::Link {
                    link_type: LinkType::Email,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Link {
                dest_url, title, ..
            } => {
                let address = match safety(&dest_url) {
                    Safety::Script => None,
                    _ => self.resolver.link(&dest_url),
                };
                self.unlinked.push(address.is_none());
                if let Some(address) = address {
                    self.push(link(address, title));
                }
            }
            Tag::Image {
                dest_url,
                title,
                id,
                link_type,
            } => {
                let address = match safety(&dest_url) {
                    Safety::Script => None,
                    _ => self.resolver.image(&dest_url),
                };
                self.push(Event::Start(Tag::Image {
                    link_type,
                    dest_url: address.unwrap_or_default().into(),
                    title,
                    id,
                }));
            }
            Tag::FootnoteDefinition(name) => self.footnotes.open(&name),
            Tag::HtmlBlock => self.html_block.clear(),
            other => self.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let rank = (level as u8 + self.fragment.demote).min(6);
                self.html(format!("</h{rank}>\n"));
            }
            TagEnd::Table => {
                self.push(Event::End(TagEnd::Table));
                self.html("</div>\n");
            }
            TagEnd::BlockQuote(Some(_)) => self.html("</div>\n"),
            TagEnd::Link => {
                let skipped = self.skip > 0;
                self.skip = self.skip.saturating_sub(1);
                match self.unlinked.pop() {
                    Some(true) => {}
                    _ if skipped => {}
                    _ => self.push(Event::End(TagEnd::Link)),
                }
            }
            TagEnd::FootnoteDefinition => self.footnotes.close(),
            TagEnd::HtmlBlock => {
                let text = std::mem::take(&mut self.html_block);
                if !self.dialect.html && !text.trim_start().starts_with("<!--") {
                    self.push(Event::Start(Tag::Paragraph));
                    self.push(Event::Text(text.trim_end().to_owned().into()));
                    self.push(Event::End(TagEnd::Paragraph));
                }
            }
            other => self.push(Event::End(other)),
        }
    }

    fn reference(&mut self, has_label: bool, target: &str, title: CowStr<'e>) {
        match self.resolver.reference(target) {
            Target::Page { href, label } => {
                self.push(link(href, title));
                if has_label {
                    self.unlinked.push(false);
                } else {
                    self.push(Event::Text(label.into()));
                    self.push(Event::End(TagEnd::Link));
                    self.unlinked.push(true);
                    self.skip += 1;
                }
            }
            Target::Text(words) => {
                self.unlinked.push(true);
                if !has_label {
                    self.push(Event::Text(words.into()));
                    self.skip += 1;
                }
            }
        }
    }

    fn heading_id(&self, at: usize) -> Option<&str> {
        let outline = self.fragment.outline?;
        let at = (self.fragment.offset + at) as u32;
        let number = outline
            .headings
            .binary_search_by_key(&at, |heading| heading.span.start)
            .ok()?;
        Some(&outline.headings[number].id)
    }

    fn end_code(&mut self) {
        let Some((info, code)) = self.code.take() else {
            return;
        };
        let language = info
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{'))
            .next()
            .unwrap_or_default();
        let body = self.highlighter.html(language, &code);
        let mut open = String::from("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            open.push_str(" class=\"language-");
            escape_into(&mut open, language);
            open.push('"');
        }
        open.push('>');
        open.push_str(&body);
        open.push_str("</code></pre>\n");
        self.html(open);
    }
}

fn link<'e>(address: String, title: CowStr<'e>) -> Event<'e> {
    Event::Start(Tag::Link {
        link_type: LinkType::Inline,
        dest_url: address.into(),
        title,
        id: CowStr::Borrowed(""),
    })
}

fn alert(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

/// Footnotes are numbered as they are referred to, and stand at the end of the fragment.
#[derive(Default)]
struct Footnotes<'e> {
    /// Names in the order of their first reference, and how often each was referred to.
    order: Vec<(String, usize)>,
    numbers: std::collections::HashMap<String, usize>,
    definitions: std::collections::HashMap<String, Vec<Event<'e>>>,
    open: Option<(String, Vec<Event<'e>>)>,
}

impl<'e> Footnotes<'e> {
    fn target<'t>(&'t mut self, body: &'t mut Vec<Event<'e>>) -> &'t mut Vec<Event<'e>> {
        match &mut self.open {
            Some((_, events)) => events,
            None => body,
        }
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.order.push((name.to_owned(), 0));
        self.numbers.insert(name.to_owned(), self.order.len());
        self.order.len()
    }

    fn refer(&mut self, name: &str) -> String {
        let number = self.number(name);
        let times = &mut self.order[number - 1].1;
        *times += 1;
        let again = if *times > 1 {
            format!("-{times}")
        } else {
            String::new()
        };
        format!(
            "<sup class=\"footnote\"><a href=\"#fn-{number}\" id=\"fnref-{number}{again}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    }

    fn open(&mut self, name: &str) {
        self.open = Some((name.to_owned(), Vec::new()));
    }

    fn close(&mut self) {
        if let Some((name, events)) = self.open.take() {
            self.definitions.entry(name).or_insert(events);
        }
    }

    fn finish(mut self, out: &mut String, resolver: &dyn Resolver) {
        let used: Vec<_> = self
            .order
            .iter()
            .enumerate()
            .filter_map(|(at, (name, times))| {
                Some((at + 1, *times, self.definitions.remove(name)?))
            })
            .collect();
        if used.is_empty() {
            return;
        }
        let mut word = String::new();
        escape_into(&mut word, &resolver.word("footnotes.back"));
        out.push_str("<ol class=\"footnotes\">\n");
        for (number, times, mut events) in used {
            let mut back = String::new();
            for time in 1..=times {
                let again = if time > 1 {
                    format!("-{time}")
                } else {
                    String::new()
                };
                back.push_str(&format!(
                    " <a href=\"#fnref-{number}{again}\" role=\"doc-backlink\" aria-label=\"{word} {number}{again}\">\u{21A9}\u{FE0E}</a>"
                ));
            }
            // The way back stands in the last paragraph, where the eye is.
            let at = match events.last() {
                Some(Event::End(TagEnd::Paragraph)) => events.len() - 1,
                _ => events.len(),
            };
            events.insert(at, Event::InlineHtml(back.into()));
            out.push_str(&format!("<li id=\"fn-{number}\">"));
            html::push_html(out, events.into_iter());
            out.push_str("</li>\n");
        }
        out.push_str("</ol>\n");
    }
}

/// Appends `text` with the five characters escaped that HTML gives a meaning, in text and in
/// attributes alike.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[from..at]);
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(&text[from..]);
}
