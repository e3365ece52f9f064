//! Stretches of a text as HTML.

use super::scope::{PageScope, Scope};
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::markdown::{
    Fragment, Item, ReferenceKind, Resolver, Section, Target, Whole, Within, plain_text, render,
};
use crate::model::{Common, Idx, Packet};
use crate::route::Root;
use crate::site::Site;
use crate::source::Span;
use minijinja::Value;
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The HTML of blocks of a thing's text.
pub(super) fn blocks(scope: &Scope, common: &Common, blocks: Range<usize>, demote: i8) -> Value {
    let Some(span) = common.body.outline.span(blocks.clone()) else {
        return Value::from_safe_string(String::new());
    };
    let known = |blocks: &HashMap<_, _>| blocks.get(&(span, demote)).cloned();
    if let Some(known) = scope.blocks.lock().ok().and_then(|blocks| known(&blocks)) {
        return known;
    }
    let html = scope.said(common, blocks, html(scope, common, span, demote));
    let html = Value::from_safe_string(html);
    if let Ok(mut blocks) = scope.blocks.lock() {
        blocks.insert((span, demote), html.clone());
    }
    html
}

/// The HTML of a stretch of a thing's text.
pub(super) fn html(scope: &Scope, common: &Common, span: Span, demote: i8) -> String {
    let text = common.body.slice(span, &scope.site.sources);
    let part = Part {
        text,
        span,
        exact: true,
    };
    scope.blocks_of(common, part.html(scope, common, Within::Blocks, demote))
}

/// The HTML of an item's own text, without the paragraph round it.
pub(super) fn item(scope: &Scope, common: &Common, item: &Item) -> Value {
    Value::from_safe_string(inline_at(scope, common, item.text, item.indent))
}

/// The same for what follows an item's nested list.
pub(super) fn tail(scope: &Scope, common: &Common, item: &Item) -> Value {
    let html = item
        .tail
        .map(|span| inline_at(scope, common, span, item.indent));
    Value::from_safe_string(html.unwrap_or_default())
}

/// The HTML of a few words, without the paragraph round them.
pub(super) fn inline_at(scope: &Scope, common: &Common, span: Span, indent: u16) -> String {
    let text = dedented(common.body.slice(span, &scope.site.sources), indent);
    let part = Part {
        text: &text,
        span,
        exact: false,
    };
    scope.words_of(common, part.html(scope, common, Within::Item, 0))
}

/// The HTML of a value of front matter: Markdown without blocks.
pub(super) fn inline(scope: &Scope, common: &Common, text: &str) -> Value {
    let site = &scope.site;
    let resolver = scope.resolver(site.file(common));
    let html = render(
        Fragment::alone(text),
        Within::Phrase,
        site.settings.markdown,
        &resolver,
        &site.highlighter,
    );
    Value::from_safe_string(scope.value_of(common, text, html))
}

/// The words of a stretch of a text.
pub(super) fn plain(scope: &Scope, common: &Common, span: Span) -> String {
    let site = &scope.site;
    let resolver = scope.resolver(site.file(common));
    plain_words_with(site, common, span, &resolver)
}

/// The title of a section as HTML.
pub(super) fn title(scope: &Scope, common: &Common, section: &Section) -> Value {
    let opening = common.body.outline.opening_in(section.blocks.clone());
    match with_note(scope, common, section, opening, 0) {
        Some((title, _)) => title,
        None => heading(scope, common, section),
    }
}

/// The HTML of a section that stands under a heading of rank `rank`: of all its blocks, or of those
/// in `blocks`, which begin where the section does. Headings in it are moved beneath that rank. A
/// footnote of the heading stands below it.
pub(super) fn beneath(
    scope: &Scope,
    common: &Common,
    section: &Section,
    blocks: Range<usize>,
    rank: u8,
) -> Value {
    let written = common.body.outline.heading(section).level;
    let demote = demotion(written, rank);
    match with_note(scope, common, section, blocks.clone(), demote) {
        Some((_, html)) => html,
        None => self::blocks(scope, common, blocks, demote),
    }
}

/// Title and HTML of a section whose heading has a footnote: the two have to be rendered together.
fn with_note(
    scope: &Scope,
    common: &Common,
    section: &Section,
    blocks: Range<usize>,
    demote: i8,
) -> Option<(Value, Value)> {
    let outline = &common.body.outline;
    let heading = outline.heading(section).span;
    let title = common.body.slice(heading, &scope.site.sources);
    if outline.notes.is_empty() || !title.contains("[^") {
        return None;
    }
    let end = outline.span(blocks).unwrap_or(heading).end;
    let whole = html(scope, common, Span { end, ..heading }, demote);
    // Our own heading comes first, and its anchor last in it.
    let (title, text) = scope.without_marks(&whole).split_once("</h")?;
    let (_, title) = title.split_once('>')?;
    let (title, _) = title.rsplit_once("<a class=\"anchor\"")?;
    let (_, text) = text.split_once('>')?;
    Some((
        Value::from_safe_string(scope.words_of(common, title.to_owned())),
        Value::from_safe_string(scope.blocks_of(common, text.trim_start().to_owned())),
    ))
}

/// By how much headings move down so that those beneath a heading of rank `written` fit beneath
/// one of rank `shown`.
pub(super) fn demotion(written: u8, shown: u8) -> i8 {
    shown as i8 - written as i8
}

/// A heading of a thing's text as HTML, without its tags.
fn heading(scope: &Scope, common: &Common, section: &Section) -> Value {
    let span = common.body.outline.heading(section).span;
    let part = Part {
        text: common.body.slice(span, &scope.site.sources),
        span,
        exact: true,
    };
    let html = part.html(scope, common, Within::Phrase, 0);
    let html = scope.said_by_heading(common, section.heading) + &scope.words_of(common, html);
    Value::from_safe_string(html)
}

/// A part of a thing's text.
struct Part<'a> {
    text: &'a str,
    /// Where it stands.
    span: Span,
    /// Whether the text stands there letter for letter.
    exact: bool,
}

impl Part<'_> {
    fn html(&self, scope: &Scope, common: &Common, within: Within, demote: i8) -> String {
        let site = &scope.site;
        let key = note_key(common);
        let fragment = Fragment {
            text: self.text,
            offset: self.span.start as usize,
            exact: self.exact,
            document: Some(whole(site, common, &key)),
            demote: demote + scope.paper.as_ref().map_or(0, |paper| paper.deeper(common)),
        };
        let resolver = scope.resolver_of(common);
        render(
            fragment,
            within,
            site.settings.markdown,
            &resolver,
            &site.highlighter,
        )
    }
}

/// A heading of a thing's text as words, to stand within a link.
pub(super) fn name(scope: &Scope, common: &Common, section: &Section) -> Value {
    let heading = common.body.outline.heading(section);
    let words = plain(scope, common, heading.span).trim().to_owned();
    scope.words_of(common, words).into()
}

fn whole<'a>(site: &'a Site, common: &'a Common, key: &'a str) -> Whole<'a> {
    Whole {
        text: common.body.text(&site.sources),
        start: common.body.start as usize,
        outline: &common.body.outline,
        key,
    }
}

/// What tells the footnotes of a thing from those of others in the same page. A plain page is
/// never shown within another one, and its footnotes have the short ids.
fn note_key(common: &Common) -> String {
    match common.kind {
        _ if common.body.outline.notes.is_empty() => String::new(),
        Kind::Page => String::new(),
        kind => format!("{}-{}", kind.name(), common.id.replace('/', "-")),
    }
}

/// Lines after the first lose the blanks that the item's marker made necessary.
fn dedented(text: &str, indent: u16) -> Cow<'_, str> {
    if indent == 0 || !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        let (mut column, mut rest) = (0, line);
        while column < usize::from(indent) {
            column += match rest.as_bytes().first() {
                Some(b' ') => 1,
                Some(b'\t') => 4 - column % 4,
                _ => break,
            };
            rest = &rest[1..];
        }
        // A tab may reach further than what is taken away.
        out.extend(std::iter::repeat_n(
            ' ',
            column.saturating_sub(usize::from(indent)),
        ));
        out.push_str(rest);
    }
    Cow::Owned(out)
}

/// The Markdown of a packet's template, with references as words: to copy and to download.
pub(super) fn template_markdown(
    scope: &PageScope,
    common: &Common,
    sections: &[Section],
) -> String {
    let outline = &common.body.outline;
    let mut text = format!("# {}\n", common.title);
    let mut spans = Vec::new();
    for section in sections {
        let heading = outline.heading(section);
        let mut span = heading.span;
        if let Some(below) = outline.span(section.blocks.clone()) {
            span.end = below.end;
        }
        text.push('\n');
        text.push_str(&with_labels(scope, common, span));
        text.push('\n');
        spans.push(span);
    }
    // Footnotes that the template refers to, and those that it doesn't hold itself.
    let is_within = |at: u32| {
        spans
            .iter()
            .any(|span| (span.start..span.end).contains(&at))
    };
    for note in &outline.notes {
        if note.references.iter().any(|at| is_within(*at))
            && let Some(definition) = note.definition.filter(|place| !is_within(place.start))
        {
            text.push('\n');
            text.push_str(&with_labels(scope, common, definition));
            text.push('\n');
        }
    }
    text
}

/// A stretch of Markdown in which `[[…]]` has become the words that it stands for.
fn with_labels(scope: &PageScope, common: &Common, span: Span) -> String {
    let site = &scope.site;
    let resolver = scope.resolver(site.file(common));
    let mut text = String::new();
    let mut from = span.start;
    for reference in &common.body.outline.references {
        let place = reference.span;
        if reference.kind != ReferenceKind::Wiki || place.start < from || place.end > span.end {
            continue;
        }
        let before = Span {
            start: from,
            end: place.start,
            ..span
        };
        text.push_str(common.body.slice(before, &site.sources));
        let written = common.body.slice(place, &site.sources);
        let label = written
            .split_once('|')
            .map(|(_, label)| label.trim_end_matches("]]").to_owned());
        text.push_str(
            &label.unwrap_or_else(|| match resolver.reference(&reference.target) {
                Target::Page { label, .. } | Target::Planned(label) | Target::Text(label) => label,
            }),
        );
        from = place.end;
    }
    text.push_str(common.body.slice(
        Span {
            start: from,
            ..span
        },
        &site.sources,
    ));
    text.trim_end().to_owned()
}

/// The template of a packet as a file.
pub fn packet_template(site: &Arc<Site>, packet: Idx<Packet>, path: &str) -> String {
    let scope = Arc::new(PageScope::new(site.clone(), Root::of(path)));
    let packet = &site.model.packets[packet];
    template_markdown(&scope, &packet.common, &packet.template)
}

/// The words of a stretch of a thing's text, for tables and data.
pub fn plain_words(site: &Site, common: &Common, span: Span) -> String {
    plain_words_with(site, common, span, &Labels(site))
}

pub(super) fn plain_words_with(
    site: &Site,
    common: &Common,
    span: Span,
    resolver: &dyn Resolver,
) -> String {
    let fragment = Fragment {
        text: common.body.slice(span, &site.sources),
        offset: span.start as usize,
        exact: true,
        document: Some(whole(site, common, "")),
        demote: 0,
    };
    plain_text(fragment, site.settings.markdown, resolver)
}

/// The words of a few words of Markdown that stand for themselves.
pub fn plain_phrase(site: &Site, text: &str) -> String {
    plain_text(Fragment::alone(text), site.settings.markdown, &Labels(site))
}

/// References as the titles of what they name.
struct Labels<'a>(&'a Site);

impl Resolver for Labels<'_> {
    fn reference(&self, target: &str) -> Target {
        let site = self.0;
        if let Some(name) = target.strip_prefix("var:") {
            let value = site.settings.vars.get(name.trim());
            return Target::Text(value.map_or_else(|| format!("[[{target}]]"), String::clone));
        }
        Target::Text(match site.names.find(Reference::read(target), None) {
            Found::Thing(thing) => site.common(thing).title.to_string(),
            Found::Planned(name) => name,
            Found::Hidden(label) => label.to_string(),
            Found::Ambiguous(_) | Found::Unknown => target.to_owned(),
        })
    }

    fn link(&self, _address: &str) -> Option<String> {
        None
    }

    fn word(&self, key: &str) -> String {
        self.0.theme.words.get(key).unwrap_or(key).to_owned()
    }
}
