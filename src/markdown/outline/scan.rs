//! Reads the structure of a text: headings, items, tables, references.

use super::heading::OpenHeading;
use super::item::{OpenItems, Text};
use super::{Block, List, Outline, Reference, ReferenceKind, Table, folded, note, raw};
use crate::diagnostic::{Code, Diagnostic, limit};
use crate::markdown::html::wiki_target;
use crate::markdown::plain::word_count;
use crate::markdown::{Anchors, Dialect, Safety, safety, var};
use crate::source::{SourceId, Span};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// Findings that are gathered before those that nobody would read are dropped.
const MOST_GATHERED: usize = 4096;

/// Reads the structure of `text`, which begins at byte `offset` of `source`.
pub fn outline(
    source: SourceId,
    text: &str,
    offset: usize,
    dialect: Dialect,
    out: &mut Vec<Diagnostic>,
) -> Outline {
    let marked = match dialect.commonmark {
        true => std::borrow::Cow::Borrowed(text),
        false => var::marked(text),
    };
    let parser = Parser::new_ext(&marked, dialect.options());
    let definitions = parser
        .reference_definitions()
        .iter()
        .map(|(label, definition)| {
            let title = definition.title.as_deref().unwrap_or_default();
            (folded(label), ((&*definition.dest).into(), title.into()))
        })
        .collect();
    let mut scan = Scan {
        text: Text {
            source,
            text: &marked,
            offset,
            dialect,
        },
        out,
        anchors: Anchors::default(),
        outline: Outline {
            definitions,
            ..Outline::default()
        },
        depth: 0,
        heading: None,
        items: OpenItems::default(),
        list: None,
        table: None,
        html: None,
        top: 0,
        pictures: Vec::new(),
        raw_in: None,
        code: Vec::new(),
        notes: note::Found::default(),
    };
    let mut most = scan.out.len() + MOST_GATHERED;
    for (event, range) in parser.into_offset_iter() {
        scan.event(event, range);
        if scan.out.len() > most {
            limit(scan.out);
            most = scan.out.len() + MOST_GATHERED;
        }
    }
    scan.finish()
}

struct Scan<'a, 'o> {
    text: Text<'a>,
    out: &'o mut Vec<Diagnostic>,
    anchors: Anchors,
    outline: Outline,
    /// Containers that are open.
    depth: usize,
    heading: Option<OpenHeading>,
    items: OpenItems,
    list: Option<List>,
    table: Option<Table>,
    /// A block of HTML that is open: its text so far.
    html: Option<(Range<usize>, String)>,
    /// Pictures that are open: where each stands, whether its words are its file's name, and the
    /// words that were counted before it.
    pictures: Vec<(Span, bool, u32)>,
    /// Blocks of the top level that were begun.
    top: usize,
    /// The one of them in which inline HTML was reported last.
    raw_in: Option<usize>,
    /// Where code stands, in order: `[[var:…]]` in it is no reference.
    code: Vec<Range<usize>>,
    notes: note::Found,
}

impl Scan<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.top += usize::from(self.depth == 0);
                let is_bullets = matches!(tag, Tag::List(None));
                self.items.child(self.depth, &range, is_bullets);
                self.start(tag, range);
                self.depth += 1;
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.end(tag, range);
            }
            Event::Text(words) => self.inline(&words, &range),
            Event::Code(words) => {
                self.code.push(range.clone());
                self.inline(&words, &range);
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut self.heading {
                    heading.blank();
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.items.child(self.depth, &range, false);
                if let Some(heading) = &mut self.heading {
                    heading.other();
                }
                match &mut self.html {
                    Some((whole, text)) => {
                        whole.end = range.end;
                        text.push_str(&html);
                    }
                    None => self.inline_html(&html, range),
                }
            }
            Event::TaskListMarker(ticked) => self.items.task(ticked, &range),
            Event::Rule => {
                self.items.child(self.depth, &range, false);
                if self.depth == 0 {
                    let span = self.text.span(range);
                    self.outline.blocks.push(Block::Prose(span));
                }
            }
            Event::FootnoteReference(name) => {
                self.items.child(self.depth, &range, false);
                self.notes
                    .refer(&name, (self.text.offset + range.start) as u32);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) => self.inline(&words, &range),
        }
    }

    /// One finding for all tags of a block: the author has one thing to mend.
    fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.raw_in != Some(self.top) {
            let before = self.out.len();
            let span = self.text.span(range);
            raw::report(html, span, self.text.dialect, self.out);
            if self.out.len() > before {
                self.raw_in = Some(self.top);
            }
        }
    }

    fn inline(&mut self, words: &str, range: &Range<usize>) {
        // The backslash before a character is no part of its event, and is of the item's text.
        let before = &self.text.text.as_bytes()[..range.start];
        let slashes = before.iter().rev().take_while(|b| **b == b'\\').count();
        let whole = range.start - slashes % 2..range.end;
        self.items.child(self.depth, &whole, false);
        let count = word_count(words);
        self.outline.words = self.outline.words.saturating_add(count);
        if let Some(heading) = &mut self.heading {
            heading.words(words);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let span = self.text.span(range.clone());
        let top = self.depth == 0;
        match tag {
            Tag::Heading {
                level, id, attrs, ..
            } => {
                if top {
                    let number = self.outline.headings.len();
                    self.outline.blocks.push(Block::Heading(number));
                }
                self.heading = Some(OpenHeading::new(level as u8, span, id, attrs));
            }
            Tag::List(_) if top => {
                self.list = Some(List {
                    span,
                    items: Vec::new(),
                });
            }
            Tag::Item if self.list.is_some() => self.items.start(self.depth, range.start),
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
            Tag::FootnoteDefinition(name) => {
                self.notes.start(&name, self.depth, top.then_some(span));
            }
            Tag::CodeBlock(_) => {
                self.code.push(range.clone());
                if top {
                    // The blanks before the first line make it code, or are taken off the others.
                    let start = self.line_start(range.start);
                    let span = self.text.span(start..range.end);
                    self.outline.blocks.push(Block::Prose(span));
                }
            }
            Tag::HtmlBlock => {
                self.html = Some((range, String::new()));
                if top {
                    self.outline.blocks.push(Block::Prose(span));
                }
            }
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => self.link(link_type, &dest_url, span),
            Tag::Image {
                dest_url,
                link_type,
                ..
            } => {
                self.picture(link_type, &dest_url, span);
            }
            _ if top => self.outline.blocks.push(Block::Prose(span)),
            _ => {}
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text.text[..at].rfind('\n').map_or(0, |line| line + 1)
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Item => {
                let pins = &mut self.outline.pins;
                if let Some(item) = self.items.end(self.depth, &range, self.text, pins)
                    && let Some(list) = &mut self.list
                {
                    list.items.push(item);
                }
            }
            TagEnd::List(_) => {
                self.items.list_ends(self.depth);
                if self.depth == 0
                    && let Some(list) = self.list.take()
                {
                    self.outline.blocks.push(Block::List(list));
                }
            }
            TagEnd::Table if self.depth == 0 => {
                if let Some(table) = self.table.take() {
                    self.outline.blocks.push(Block::Table(table));
                }
            }
            TagEnd::FootnoteDefinition => self.notes.end(self.depth),
            TagEnd::HtmlBlock => {
                if let Some((range, html)) = self.html.take() {
                    let span = self.text.span(range);
                    raw::report(&html, span, self.text.dialect, self.out);
                }
            }
            TagEnd::Image => self.end_picture(),
            TagEnd::Link => {
                if let Some(heading) = &mut self.heading {
                    heading.link_ends();
                }
            }
            _ => {}
        }
    }

    /// A cell's range has the bars and blanks around it; the words alone are kept.
    fn cell(&mut self, range: Range<usize>) {
        let raw = &self.text.text[range.clone()];
        let behind = raw.trim_start().trim_start_matches('|').trim_start();
        let inner = behind.trim_end();
        let lead = raw.len() - behind.len();
        let start = range.start + if inner.is_empty() { 0 } else { lead };
        let span = self.text.span(start..start + inner.len());
        if let Some(table) = &mut self.table {
            match table.rows.last_mut() {
                Some(row) => row.push(span),
                None => table.head.push(span),
            }
        }
    }

    fn link(&mut self, link_type: LinkType, target: &str, span: Span) {
        let (kind, target) = match link_type {
            LinkType::WikiLink { has_pothole } => {
                (ReferenceKind::Wiki, wiki_target(target, has_pothole))
            }
            LinkType::Email => return,
            _ => (ReferenceKind::Link, target),
        };
        if let Some(heading) = &mut self.heading {
            heading.link(kind, target, span);
        }
        self.refer(kind, target, span);
    }

    fn picture(&mut self, link_type: LinkType, target: &str, span: Span) {
        let is_named_by_file = matches!(link_type, LinkType::WikiLink { has_pothole: false });
        self.pictures
            .push((span, is_named_by_file, self.outline.words));
        if let Some(heading) = &mut self.heading {
            heading.other();
        }
        let is_wiki = matches!(link_type, LinkType::WikiLink { .. });
        self.refer(ReferenceKind::Image, wiki_target(target, is_wiki), span);
    }

    /// The words of a picture are its description.
    fn end_picture(&mut self) {
        let Some((span, is_named_by_file, words)) = self.pictures.pop() else {
            return;
        };
        if is_named_by_file || self.outline.words == words {
            self.out.push(
                Diagnostic::new(Code::MissingAlt, "this picture has no description")
                    .at(span)
                    .help("say what it shows: `![The four levels as a ladder](ladder.png)`"),
            );
        }
    }

    fn refer(&mut self, kind: ReferenceKind, target: &str, span: Span) {
        let target = var::unmarked(target);
        if kind != ReferenceKind::Wiki && safety(&target) == Safety::Script {
            self.out.push(
                Diagnostic::new(
                    Code::UnsafeLink,
                    "this link would run a script in the reader's browser",
                )
                .at(span)
                .help("link to a page, or take the link away; it is left out of the site"),
            );
        }
        self.outline.references.push(Reference {
            kind,
            target: target.into(),
            span,
        });
    }

    fn end_heading(&mut self) {
        if let Some(open) = self.heading.take() {
            let heading = open.finish(&mut self.anchors, self.out);
            self.outline.headings.push(heading);
        }
    }

    fn finish(mut self) -> Outline {
        let mut outline = self.outline;
        self.notes.finish(&mut outline);
        outline.pins.sort();
        let source = self.text.source;
        self.code.sort_by_key(|range| range.start);
        let vars = var::names(self.text.text).filter(|name| {
            let before = self.code.partition_point(|range| range.start <= name.start);
            self.code[..before]
                .last()
                .is_none_or(|range| name.start >= range.end)
        });
        for name in vars {
            let (start, end) = (self.text.offset + name.start, self.text.offset + name.end);
            let target = self.text.text[name].split('|').next().unwrap_or_default();
            outline.references.push(Reference {
                kind: ReferenceKind::Wiki,
                target: target.into(),
                // With the brackets.
                span: Span::new(source, start - 2, end + 2),
            });
        }
        outline
            .references
            .sort_by_key(|reference| reference.span.start);
        outline
    }
}
