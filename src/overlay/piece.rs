//! What one part of a document says, alone: the two sides of an override, to be held against each
//! other.

use super::compose::View;
use super::{section, statement};
use crate::data::{Entry, Syntax, Table, Value, text_value};
use crate::document::{Deed, Document, Override, Part};
use crate::source::{SourceId, Sources, Span};
use std::ops::Range;

/// What a part of a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// A value as TOML writes it, whatever it was written in; of a text its Markdown, without the
    /// words in braces that say what an override does.
    pub text: String,
    /// The source that it stands in.
    pub source: SourceId,
    /// Where, in bytes: of a field from its key to the end of its value, in a row the cell alone.
    pub range: Range<usize>,
    /// Where the value of a field stands, without quotation marks; of a text all of it.
    pub value: Range<usize>,
}

/// What a part of a document says: nothing where it hasn't got that part, several where more than
/// one is called so.
pub fn pieces(document: &Document, part: &Part, sources: &Sources) -> Vec<Piece> {
    let view = View::of(&document.body, sources);
    let source = document.body.source;
    let of = |range: Range<usize>| of_text(&view, source, range, sources);
    match part {
        Part::Field(name) => match entry(&document.table, name) {
            Some(entry) => vec![of_field(entry, syntax_of(&document.table, name))],
            None if **name == *"title" => titled(document, &view).into_iter().collect(),
            None => Vec::new(),
        },
        Part::Opening => opening(&view).map(of).into_iter().collect(),
        Part::Section(key) => section::all(&view, 0..view.outline.blocks.len())
            .into_iter()
            .filter(|section| section::key(view.outline.heading(section)) == *key)
            .map(|section| of(section::range(&view, &section)))
            .collect(),
        Part::File => Vec::new(),
        Part::Statement(id) => statement::with_id(&view, 0..view.outline.blocks.len(), id)
            .into_iter()
            .map(|item| of(view.range(item.whole)))
            .collect(),
    }
}

/// What an override puts in the place of what it names; nothing where it takes that away. `own` is
/// the document that it stands in.
pub fn overriding(own: &Document, override_: &Override, sources: &Sources) -> Option<Piece> {
    if !matches!(override_.deed, Deed::Replaces | Deed::Adds) {
        return None;
    }
    let view = View::of(&own.body, sources);
    let source = own.body.source;
    let over = override_.over;
    match &override_.part {
        Part::Field(_) => match entry_at(&own.table, over) {
            Some(entry) => Some(of_field(entry, own.table.syntax())),
            None => titled(own, &view),
        },
        Part::Statement(_) => {
            let mut items = view.outline.items(0..view.outline.blocks.len());
            let item = items.find(|item| item.text == over)?;
            Some(of_text(&view, source, view.range(item.whole), sources))
        }
        Part::File => None,
        Part::Opening | Part::Section(_) => Some(of_text(&view, source, view.range(over), sources)),
    }
}

/// What a key of a table says, by its dotted name.
pub fn field_named(table: &Table, name: &str) -> Option<Piece> {
    entry(table, name).map(|entry| of_field(entry, table.syntax()))
}

/// What the key at this place says.
pub fn field_at(table: &Table, span: Span) -> Option<Piece> {
    entry_at(table, span).map(|entry| of_field(entry, table.syntax()))
}

/// Where an item of this id stands in a section of a document, by the section's name.
pub fn section_of(document: &Document, id: &str, sources: &Sources) -> Option<String> {
    let view = View::of(&document.body, sources);
    let outline = view.outline;
    section::all(&view, 0..outline.blocks.len())
        .into_iter()
        .find(|section| {
            let opening = outline.opening_in(section.blocks.clone());
            !statement::with_id(&view, opening, id).is_empty()
        })
        .map(|section| {
            let heading = view.slice(outline.heading(&section).span);
            heading.lines().next().unwrap_or_default().trim().to_owned()
        })
}

/// A value as TOML writes it in one line.
pub fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text_value(text),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Date(day) => day.to_string(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| value_text(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => {
            let entry = |entry: &Entry| {
                let key = text_value(&entry.key.value);
                format!("{key} = {}", value_text(&entry.value.value))
            };
            let entries: Vec<String> = table.entries().iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// The words in braces behind a heading that say what an override does, if there are any: from the
/// blank before them on.
pub fn mode_words(heading: &str) -> Option<&str> {
    let line = heading.lines().next().unwrap_or_default().trim_end();
    let open = line.rfind('{')?;
    let inner = line[open..].strip_prefix('{')?.strip_suffix('}')?;
    let is_mode = |word: &str| matches!(word, "append" | "prepend" | "drop" | "replace" | "new");
    let start = line[..open].trim_end().len();
    (line.starts_with('#') && !inner.is_empty() && inner.split_whitespace().all(is_mode))
        .then(|| &line[start..])
}

fn of_field(entry: &Entry, syntax: Syntax) -> Piece {
    let (key, value) = (entry.key.span.range(), entry.value.span.range());
    Piece {
        text: value_text(&entry.value.value),
        source: entry.key.span.source,
        range: match syntax {
            // Its key stands in the first row.
            Syntax::Csv => value.clone(),
            _ => key.start..value.end.max(key.end),
        },
        value,
    }
}

/// The language that a key was written in, which is that of its outermost group.
pub fn syntax_of(table: &Table, name: &str) -> Syntax {
    match table.entry(name) {
        Some(_) => table.syntax_of(name),
        None => table.syntax_of(name.split('.').next().unwrap_or_default()),
    }
}

/// Every item of a document with its id and its words, in the order in which they stand.
pub fn statements(document: &Document, sources: &Sources) -> Vec<(Box<str>, Piece)> {
    let view = View::of(&document.body, sources);
    let items = view.outline.items(0..view.outline.blocks.len());
    items
        .map(|item| {
            let piece = of_text(&view, document.body.source, view.range(item.whole), sources);
            (statement::id(item, &view), piece)
        })
        .collect()
}

pub(super) fn of_text(
    view: &View<'_>,
    source: SourceId,
    range: Range<usize>,
    sources: &Sources,
) -> Piece {
    // As it stands in the file: the view lacks the marks of blocks, and the sides of a conflict.
    let text = sources.slice(view.span(range.clone())).trim_end();
    let span = view.span(range.start..range.start + text.len());
    let plain = match mode_words(text) {
        Some(words) => text.replacen(words, "", 1),
        None => text.to_owned(),
    };
    Piece {
        text: plain,
        source,
        range: span.range(),
        value: span.range(),
    }
}

fn titled(document: &Document, view: &View<'_>) -> Option<Piece> {
    let heading = &view.outline.headings[section::title(view)?];
    Some(Piece {
        text: text_value(&heading.text),
        source: document.body.source,
        range: heading.span.range(),
        value: heading.span.range(),
    })
}

fn opening(view: &View<'_>) -> Option<Range<usize>> {
    let start = usize::from(section::title(view).is_some());
    let blocks = view
        .outline
        .opening_in(start..view.outline.blocks.len().max(start));
    let range = section::end(view, blocks.start)..section::end(view, blocks.end);
    (!blocks.is_empty()).then_some(range)
}

/// The entry of a dotted name; a part of a key may hold dots itself.
fn entry<'t>(table: &'t Table, name: &str) -> Option<&'t Entry> {
    table.entry(name).or_else(|| {
        table.entries().iter().find_map(|outer| {
            let rest = name.strip_prefix(&*outer.key.value)?.strip_prefix('.')?;
            match &outer.value.value {
                Value::Table(inner) => entry(inner, rest),
                _ => None,
            }
        })
    })
}

fn entry_at(table: &Table, span: Span) -> Option<&Entry> {
    table.entries().iter().find_map(|entry| {
        if entry.key.span == span {
            return Some(entry);
        }
        match &entry.value.value {
            Value::Table(inner) => entry_at(inner, span),
            _ => None,
        }
    })
}
