//! The documents of all layers into one for each id.

use super::body::Plan;
use super::compose::{View, composed};
use super::fields::fields;
use super::matching::{Stack, Stacks};
use super::section;
use super::told::with_candidates;
use crate::data::{Entry, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Body, Deed, Document, Kind, Overlay, Override, Part};
use crate::markdown::{Dialect, Outline, outline};
use crate::source::{Piece, Source, SourceId, Sources, Span, Spanned, Text};
use rayon::prelude::*;
use std::sync::Arc;

/// A thing of a layer below that one above has hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// What it is.
    pub kind: Kind,
    /// Its id.
    pub id: Arc<str>,
    /// What it is called, for texts that still speak of it.
    pub title: Arc<str>,
    /// Whether its layer keeps it from the public, so that its title is no more for them than it is.
    pub internal: bool,
}

/// What the layers come to.
#[derive(Debug, Default)]
pub struct Merged {
    /// One document for each thing. Those that only one layer has are the same as before.
    pub documents: Vec<Arc<Document>>,
    /// What was left out.
    pub hidden: Vec<Hidden>,
}

/// What a layer has of its own.
#[derive(Debug, Default)]
pub struct Own {
    /// Its documents.
    pub documents: Vec<Arc<Document>>,
    /// Things of the layers below that its site hides.
    pub hide: Vec<Spanned<String>>,
}

/// Lays the documents of layers over each other, the top layer first. Findings about texts that nothing shines through of are taken out of `out`.
pub fn merge(
    layers: Vec<Own>,
    dialect: Dialect,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Merged {
    let mut stacks = Stacks::default();
    for own in layers.into_iter().rev() {
        stacks.lay(own.documents, &own.hide, out);
    }
    let (single, several): (Vec<Stack>, Vec<Stack>) = stacks
        .shown()
        .into_iter()
        .partition(|stack| stack.documents.len() < 2);
    let mut merged = Merged {
        documents: single
            .into_iter()
            .flat_map(|stack| stack.documents)
            .collect(),
        hidden: stacks.hidden,
    };
    merged.documents.append(&mut stacks.doubles);
    // The number of a composed text is made of what it is the text of, so that it stays the same.
    let names: Vec<String> = several
        .iter()
        .map(|stack| format!("\0{}:{}", stack.documents[0].kind.name(), stack.id))
        .collect();
    let numbers = sources.numbers(names.iter().map(String::as_str));
    let known = &*sources;
    let all: Vec<Laid> = several
        .into_par_iter()
        .zip(&numbers)
        .map(|(stack, number)| laid(stack, *number, dialect, known))
        .collect();
    let mut covered: Vec<Span> = Vec::new();
    for laid in all {
        if let Some((number, text)) = laid.text {
            sources.share(number, Arc::new(text));
        }
        covered.extend(
            laid.document
                .overlay
                .iter()
                .flat_map(|overlay| &overlay.covered),
        );
        out.extend(laid.out);
        merged.documents.push(Arc::new(laid.document));
    }
    if !covered.is_empty() {
        let is_covered = |span: Span| {
            covered.iter().any(|covered| {
                covered.source == span.source
                    && covered.start <= span.start
                    && span.start < covered.end
            })
        };
        out.retain(|finding| !finding.span().is_some_and(is_covered) || is_of_layers(finding.code));
    }
    merged
}

/// Whether a finding is about the layers themselves, and not about a text in one of them.
fn is_of_layers(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownOverride | Code::AmbiguousOverride | Code::BadOverride | Code::ConflictMarker
    )
}

/// One thing, laid together.
struct Laid {
    document: Document,
    text: Option<(SourceId, Text)>,
    out: Vec<Diagnostic>,
}

/// The text of a thing so far.
enum Told {
    /// That of one file.
    File(Arc<Body>),
    /// Put together.
    Composed(Box<Composed>),
}

struct Composed {
    text: String,
    pieces: Vec<Piece>,
    outline: Outline,
}

fn laid(stack: Stack, number: SourceId, dialect: Dialect, sources: &Sources) -> Laid {
    let mut out = Vec::new();
    let mut documents = stack.documents.iter();
    let Some(lowest) = documents.next() else {
        // A stack has two documents here.
        return Laid {
            document: empty(&stack),
            text: None,
            out,
        };
    };
    let mut table = lowest.table.clone();
    if lowest.is_row {
        taken(&mut table, "id");
    }
    let mut told = Told::File(lowest.body.clone());
    let mut order = lowest.order;
    let mut is_row = lowest.is_row;
    let mut overrides = Vec::new();
    let mut covered = Vec::new();
    for document in documents {
        order = document.order.or(order);
        is_row &= document.is_row;
        let mut above = document.table.clone();
        let replaces = taken(&mut above, "replaces");
        if replaces.is_some_and(|entry| entry.value.value == Value::Boolean(true)) {
            covered.extend(whole(&told));
            overrides.clear();
            if document.is_row {
                taken(&mut above, "id");
            }
            table = above;
            told = Told::File(document.body.clone());
            continue;
        }
        if document.is_row {
            taken(&mut above, "id");
        }
        unset(&mut above, &mut table, &mut overrides, &mut out);
        let is_named = named_by_heading(document, &mut above, &table, sources);
        table = fields(&above, &table, &mut overrides, &mut out);
        if document.body.outline.blocks.is_empty() {
            continue;
        }
        let next = {
            let below = match &told {
                Told::File(body) => View::of(body, sources),
                Told::Composed(it) => View::of_pieces(&it.text, &it.outline, number, &it.pieces),
            };
            let view = View::of(&document.body, sources);
            let plan = Plan::read(below, view, is_named);
            for edit in &plan.edits {
                covered.extend(plan.below.written(edit.range.clone()));
            }
            for rest in &plan.rest {
                let kept = plan.below.written(rest.clone());
                covered.retain(|span| !kept.contains(span));
            }
            let made = composed(&plan.below, &plan.above, &plan.edits, &plan.rest);
            out.extend(plan.out);
            overrides.extend(plan.overrides);
            made
        };
        let (text, pieces) = next;
        let mut faults = Vec::new();
        let outline = outline(number, &text, 0, dialect, &mut faults);
        told = Told::Composed(Box::new(Composed {
            text,
            pieces,
            outline,
        }));
    }
    let top = stack.documents.last().unwrap_or(lowest);
    let file = stack
        .documents
        .iter()
        .rev()
        .find(|document| document.is_row == is_row);
    let (body, text) = match told {
        Told::File(body) => (body, None),
        Told::Composed(it) => {
            let Composed {
                text,
                pieces,
                mut outline,
            } = *it;
            outline.shrink();
            let named = file.unwrap_or(top);
            let source = Source {
                path: sources.get(named.span.source).path.clone(),
                layer: COMPOSED.into(),
                text: text.into(),
            };
            let body = Body::composed(number, outline);
            (
                Arc::new(body),
                Some((number, Text::composed(source, pieces))),
            )
        }
    };
    let overlay = Overlay {
        documents: stack.documents.iter().rev().cloned().collect(),
        overrides,
        covered,
        translation: None,
    };
    Laid {
        document: Document {
            kind: top.kind,
            id: stack.id,
            order,
            name: top.name.clone(),
            table,
            body,
            span: file.unwrap_or(top).span,
            is_row,
            overlay: Some(Arc::new(overlay)),
        },
        text,
        out,
    }
}

/// The layer that a text is said to be in that was put together from several.
const COMPOSED: &str = "several layers";

fn whole(told: &Told) -> Vec<Span> {
    match told {
        // A row has no text, and stands in a table with others.
        Told::File(body) if body.start == 0 && body.outline.blocks.is_empty() => Vec::new(),
        Told::File(body) => vec![Span::new(body.source, 0, u32::MAX as usize)],
        Told::Composed(it) => it.pieces.iter().map(|piece| piece.from).collect(),
    }
}

fn empty(stack: &Stack) -> Document {
    let source = SourceId(0);
    Document {
        kind: Kind::Page,
        id: stack.id.clone(),
        order: None,
        name: "".into(),
        table: Table::default(),
        body: Arc::new(Body::empty(source)),
        span: Span::start_of(source),
        is_row: false,
        overlay: None,
    }
}

/// Takes a key out of a table.
fn taken(table: &mut Table, key: &str) -> Option<Entry> {
    let entry = table.entry(key)?.clone();
    let mut rest = Table::new(table.syntax());
    for other in table
        .entries()
        .iter()
        .filter(|other| other.key.value != key)
    {
        rest.take(other.clone(), table.syntax_of(other.key.as_str()));
    }
    *table = rest;
    Some(entry)
}

/// `unset = ["success_rate"]`: keys that are as though nobody had set them.
fn unset(
    above: &mut Table,
    below: &mut Table,
    overrides: &mut Vec<Override>,
    out: &mut Vec<Diagnostic>,
) {
    let Some(entry) = taken(above, "unset") else {
        return;
    };
    let names: Vec<Spanned<String>> = match entry.value.value {
        Value::String(text) => vec![Spanned::new(text, entry.value.span)],
        Value::List(items) => items
            .into_iter()
            .filter_map(|item| match item.value {
                Value::String(text) => Some(Spanned::new(text, item.span)),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    };
    for name in names {
        let known: Vec<String> = below
            .entries()
            .iter()
            .map(|entry| entry.key.value.clone())
            .collect();
        match taken(below, &name.value) {
            Some(gone) => overrides.push(Override {
                part: Part::Field(name.value.into()),
                deed: Deed::Drops,
                over: name.span,
                under: Some(gone.key.span),
            }),
            None => {
                let finding = Diagnostic::new(
                    Code::UnknownOverride,
                    format!("nothing below sets `{}`", name.value),
                )
                .at(name.span);
                out.push(with_candidates(finding, &name.value, &known, "such key"));
            }
        }
    }
}

/// Where front matter below has the title and the one above is a heading, the heading is the title.
fn named_by_heading(
    document: &Document,
    above: &mut Table,
    below: &Table,
    sources: &Sources,
) -> bool {
    if below.get("title").is_none() || above.get("title").is_some() {
        return false;
    }
    let view = View::of(&document.body, sources);
    let Some(title) = section::title(&view) else {
        return false;
    };
    let heading = &document.body.outline.headings[title];
    let key = Spanned::new("title".to_owned(), heading.span);
    let value = Spanned::new(Value::String(heading.text.to_string()), heading.span);
    above.insert(key, value).is_ok()
}
