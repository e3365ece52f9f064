//! Reads the structure of a text: headings, items, tables, references.

use super::outline::{Block, Heading, Item, List, Outline, Reference, ReferenceKind, Table};
use super::{Anchors, Dialect, Safety, safety};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span, Spanned};
use pulldown_cmark::{Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// Lists nested deeper than this stay part of the item that they stand in. No framework nests its
/// statements that deep; a hostile text does.
const DEEPEST: usize = 16;

/// Reads the structure of `text`, which begins at byte `offset` of `source`.
pub fn outline(
    source: SourceId,
    text: &str,
    offset: usize,
    dialect: Dialect,
    out: &mut Vec<Diagnostic>,
) -> Outline {
    let parser = Parser::new_ext(text, dialect.options());
    let definitions = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect::<Vec<_>>();
    let mut scan = Scan {
        source,
        text,
        offset,
        dialect,
        out,
        anchors: Anchors::default(),
        outline: Outline::default(),
        depth: 0,
        heading: None,
        items: Vec::new(),
        list: None,
        table: None,
        quiet: 0,
    };
    for (event, range) in parser.into_offset_iter() {
        scan.event(event, range);
    }
    let mut outline = scan.outline;
    outline.definitions = definitions
        .into_iter()
        .map(|range| Span::new(source, offset + range.start, offset + range.end))
        .collect();
    outline.definitions.sort();
    outline
}

struct Scan<'a, 'o> {
    source: SourceId,
    text: &'a str,
    offset: usize,
    dialect: Dialect,
    out: &'o mut Vec<Diagnostic>,
    anchors: Anchors,
    outline: Outline,
    /// Containers that are open.
    depth: usize,
    heading: Option<OpenHeading>,
    /// The items of the top-level list that are open, outermost first.
    items: Vec<OpenItem>,
    list: Option<List>,
    table: Option<Table>,
    /// Code blocks and pictures that are open: their text is counted but not read.
    quiet: usize,
}

struct OpenHeading {
    level: u8,
    span: Span,
    id: Option<Box<str>>,
    flags: Vec<Box<str>>,
    text: String,
    /// Events that were neither a reference nor part of one.
    others: usize,
    reference: Option<Spanned<Box<str>>>,
    in_reference: bool,
}

struct OpenItem {
    depth: usize,
    start: Option<usize>,
    end: usize,
    tail: Option<Range<usize>>,
    notes: Vec<Item>,
    ticked: Option<bool>,
    nested: bool,
}

impl Scan<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(
            self.source,
            self.offset + range.start,
            self.offset + range.end,
        )
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.note_child(&range, matches!(tag, Tag::List(_)));
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.end(tag, range);
            }
            Event::Text(words) | Event::Code(words) => {
                self.note_child(&range, false);
                self.words(&words);
                if let Some(heading) = &mut self.heading {
                    heading.text.push_str(&words);
                    heading.others += usize::from(!heading.in_reference);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.text.push(' ');
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.note_child(&range, false);
                if let Some(heading) = &mut self.heading {
                    heading.others += 1;
                }
                self.raw_html(range);
            }
            Event::TaskListMarker(ticked) => {
                if let Some(item) = self.items.last_mut() {
                    item.ticked = Some(ticked);
                    item.start = None;
                    item.end = range.end;
                }
            }
            Event::Rule => {
                if self.depth == 0 {
                    let span = self.span(range);
                    self.outline.blocks.push(Block::Prose(span));
                } else {
                    self.note_child(&range, false);
                }
            }
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.note_child(&range, false);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = self.span(range.clone());
        let top = self.depth == 0;
        match tag {
            Tag::Heading {
                level, id, attrs, ..
            } => {
                if top {
                    self.outline
                        .blocks
                        .push(Block::Heading(self.outline.headings.len()));
                }
                self.heading = Some(OpenHeading {
                    level: rank(level),
                    span,
                    id: id.map(|id| id.as_ref().into()),
                    flags: attrs
                        .into_iter()
                        .filter(|(_, value)| value.is_none())
                        .map(|(name, _)| name.as_ref().into())
                        .collect(),
                    text: String::new(),
                    others: 0,
                    reference: None,
                    in_reference: false,
                });
            }
            Tag::List(_) if top => {
                self.list = Some(List {
                    span,
                    items: Vec::new(),
                });
            }
            Tag::Item if self.list.is_some() && self.is_item_place() => {
                self.items.push(OpenItem {
                    depth: self.depth,
                    start: None,
                    end: range.start,
                    tail: None,
                    notes: Vec::new(),
                    ticked: None,
                    nested: false,
                });
            }
            Tag::Table(_) if top => {
                self.table = Some(Table {
                    span,
                    head: Vec::new(),
                    rows: Vec::new(),
                });
            }
            Tag::TableRow if self.depth == 1 => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell if self.depth == 2 => self.cell(range),
            Tag::FootnoteDefinition(_) if top => self.outline.footnotes.push(span),
            Tag::CodeBlock(_) => {
                self.quiet += 1;
                if top {
                    self.outline.blocks.push(Block::Prose(span));
                }
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, span),
            Tag::Image { dest_url, .. } => {
                self.quiet += 1;
                self.outline.references.push(Reference {
                    kind: ReferenceKind::Image,
                    target: dest_url.as_ref().into(),
                    span,
                });
                self.refuse_script(&dest_url, span);
                if let Some(heading) = &mut self.heading {
                    heading.others += 1;
                }
            }
            _ if top => self.outline.blocks.push(Block::Prose(span)),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Item => {
                if self
                    .items
                    .last()
                    .is_some_and(|item| item.depth == self.depth)
                {
                    self.end_item(range);
                }
            }
            TagEnd::List(_) if self.depth == 0 => {
                if let Some(list) = self.list.take() {
                    self.outline.blocks.push(Block::List(list));
                }
            }
            TagEnd::Table if self.depth == 0 => {
                if let Some(table) = self.table.take() {
                    self.outline.blocks.push(Block::Table(table));
                }
            }
            TagEnd::CodeBlock | TagEnd::Image => self.quiet -= 1,
            TagEnd::Link => {
                if let Some(heading) = &mut self.heading {
                    heading.in_reference = false;
                }
            }
            _ => {}
        }
    }

    /// A list item counts as one of ours when only lists stand between it and the top.
    fn is_item_place(&self) -> bool {
        let expected = self.items.last().map_or(1, |item| item.depth + 2);
        self.depth == expected && self.items.len() < DEEPEST
    }

    /// Widens the text of the innermost open item by something that stands directly in it.
    fn note_child(&mut self, range: &Range<usize>, is_list: bool) {
        let depth = self.depth;
        let deepest = self.items.len() >= DEEPEST;
        let Some(item) = self.items.last_mut() else {
            return;
        };
        if depth != item.depth + 1 {
            return;
        }
        if is_list && !deepest {
            item.nested = true;
        } else if item.nested {
            let start = item.tail.as_ref().map_or(range.start, |tail| tail.start);
            item.tail = Some(start..range.end);
        } else {
            item.start.get_or_insert(range.start);
            item.end = item.end.max(range.end);
        }
    }

    fn end_item(&mut self, range: Range<usize>) {
        let Some(open) = self.items.pop() else { return };
        let start = open.start.unwrap_or(open.end).min(self.text.len());
        let end = open.end.max(start);
        let trimmed = self.text[start..end].trim_end();
        let (length, id) = self.pinned(trimmed, start);
        let line = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let item = Item {
            text: self.span(start..start + length),
            indent: self.text[line..start].chars().count().min(200) as u16,
            id,
            notes: open.notes,
            tail: open.tail.map(|tail| self.span(tail)),
            ticked: open.ticked,
        };
        match self.items.last_mut() {
            Some(parent) => parent.notes.push(item),
            None => {
                if let Some(list) = &mut self.list {
                    list.items.push(item);
                }
            }
        }
    }

    /// Takes `{#id}` from the end of an item's text: how long the text is without it, and the id.
    fn pinned(&self, text: &str, start: usize) -> (usize, Option<Spanned<Box<str>>>) {
        if self.dialect.commonmark || !text.ends_with('}') {
            return (text.len(), None);
        }
        let Some(open) = text.rfind("{#") else {
            return (text.len(), None);
        };
        let id = &text[open + 2..text.len() - 1];
        if id.is_empty() || id.contains(|c: char| c.is_whitespace() || matches!(c, '{' | '}')) {
            return (text.len(), None);
        }
        let place = self.span(start + open + 2..start + text.len() - 1);
        (
            text[..open].trim_end().len(),
            Some(Spanned::new(id.into(), place)),
        )
    }

    /// A cell's range has the bars and blanks around it; the words alone are kept.
    fn cell(&mut self, range: Range<usize>) {
        let raw = &self.text[range.clone()];
        let inner = raw.trim().trim_start_matches('|').trim();
        let lead = raw.find(inner).unwrap_or(0);
        let span = self.span(range.start + lead..range.start + lead + inner.len());
        if let Some(table) = &mut self.table {
            match table.rows.last_mut() {
                Some(row) => row.push(span),
                None => table.head.push(span),
            }
        }
    }

    fn link(&mut self, link_type: LinkType, target: &str, span: Span) {
        let kind = match link_type {
            LinkType::WikiLink { .. } => ReferenceKind::Wiki,
            LinkType::Email => return,
            _ => ReferenceKind::Link,
        };
        if let Some(heading) = &mut self.heading {
            if kind == ReferenceKind::Wiki && heading.reference.is_none() {
                heading.in_reference = true;
                heading.reference = Some(Spanned::new(target.into(), span));
            } else {
                heading.others += 1;
            }
        }
        if kind == ReferenceKind::Link {
            self.refuse_script(target, span);
        }
        self.outline.references.push(Reference {
            kind,
            target: target.into(),
            span,
        });
    }

    fn refuse_script(&mut self, address: &str, span: Span) {
        if safety(address) == Safety::Script {
            self.out.push(
                Diagnostic::new(
                    Code::UnsafeLink,
                    "this link would run a script in the reader's browser",
                )
                .at(span)
                .help("link to a page, or take the link away; it is left out of the site"),
            );
        }
    }

    fn raw_html(&mut self, range: Range<usize>) {
        let is_comment = self.text[range.clone()].trim_start().starts_with("<!--");
        if self.dialect.html || self.dialect.commonmark || is_comment {
            return;
        }
        // One block comes as many lines; the first of them speaks for all.
        let span = self.span(range);
        let follows = self.out.last().is_some_and(|last| {
            last.code == Code::RawHtml && last.span().is_some_and(|before| before.end == span.start)
        });
        if follows {
            if let Some(label) = self.out.last_mut().and_then(|last| last.labels.first_mut()) {
                label.span.end = span.end;
            }
            return;
        }
        self.out.push(
            Diagnostic::new(Code::RawHtml, "HTML in Markdown is shown as text")
                .at(span)
                .help("write it in Markdown, or set `[markdown] html = true` in `site.toml`"),
        );
    }

    fn words(&mut self, text: &str) {
        // Scripts without blanks: two characters take about as long as one word.
        let dense = text
            .chars()
            .filter(|c| ('\u{2E80}'..='\u{FAFF}').contains(c))
            .count();
        let words = if dense > 0 {
            dense / 2
        } else {
            text.split_whitespace().count()
        };
        self.outline.words = self.outline.words.saturating_add(words as u32);
    }

    fn end_heading(&mut self) {
        let Some(open) = self.heading.take() else {
            return;
        };
        let reference = open.reference.filter(|_| open.others == 0);
        let id = match (open.id, &reference) {
            (Some(id), _) => self.explicit(id, open.span),
            (None, Some(reference)) => self
                .anchors
                .take(reference.value.rsplit(':').next().unwrap_or_default()),
            (None, None) => self.anchors.take(&open.text),
        };
        self.outline.headings.push(Heading {
            level: open.level,
            span: open.span,
            text: open.text.trim().into(),
            id: id.into(),
            reference,
            flags: open.flags,
        });
    }

    fn explicit(&mut self, id: Box<str>, span: Span) -> String {
        let unique = self.anchors.unique(id.clone().into());
        if *unique != *id {
            self.out.push(
                Diagnostic::new(
                    Code::DuplicateAnchor,
                    format!("the id `{id}` stands twice in this page"),
                )
                .at(span)
                .help("give one of the two another id"),
            );
        }
        unique
    }
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}
