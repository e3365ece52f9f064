//! Whose text is this: each field, section and statement of a document, and where it was written.

use super::compose::View;
use super::{section, statement};
use crate::data::{Table, Value};
use crate::document::Document;
use crate::document::Part;
use crate::source::{Sources, Span};

/// A part of a document and the place that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What it is.
    pub part: Part,
    /// Where it was written: which layer and file that is, says [`Sources::get`].
    pub span: Span,
    /// How it is written, for people: the key, the words of the heading or of the statement.
    pub name: Box<str>,
}

/// Every field, section and statement of a document, in the order in which they stand. Of a
/// document that one layer has alone as well.
pub fn origins(document: &Document, sources: &Sources) -> Vec<Origin> {
    let mut found = Vec::new();
    of_table(&document.table, "", sources, &mut found);
    let view = View::of(&document.body, sources);
    let outline = &document.body.outline;
    let mut add = |part, span, name: &str| {
        found.push(Origin {
            part,
            span: sources.written(span),
            name: name.trim().into(),
        });
    };
    if let Some(span) = outline.span(outline.opening()) {
        add(Part::Opening, span, "");
    }
    let items = |blocks: std::ops::Range<usize>| outline.items(blocks);
    for item in items(outline.opening()) {
        let id = statement::id(item, &view);
        add(Part::Statement(id), item.text, view.slice(item.text));
    }
    for section in section::all(&view, outline.opening().end..outline.blocks.len()) {
        let heading = outline.heading(&section);
        let line = view.slice(heading.span).lines().next().unwrap_or_default();
        add(Part::Section(section::key(heading)), heading.span, line);
        for item in items(outline.opening_in(section.blocks.clone())) {
            let id = statement::id(item, &view);
            add(Part::Statement(id), item.text, view.slice(item.text));
        }
    }
    found
}

fn of_table(table: &Table, path: &str, sources: &Sources, found: &mut Vec<Origin>) {
    for entry in table.entries() {
        let name = format!("{path}{}", entry.key.value);
        match &entry.value.value {
            Value::Table(inner) => of_table(inner, &format!("{name}."), sources, found),
            Value::List(items)
                if items
                    .iter()
                    .any(|item| item.span.source != entry.key.span.source) =>
            {
                for item in items {
                    let words = match &item.value {
                        Value::String(text) => format!("{name} › {text}"),
                        _ => name.clone(),
                    };
                    found.push(Origin {
                        part: Part::Field(name.as_str().into()),
                        span: sources.written(item.span),
                        name: words.into(),
                    });
                }
            }
            _ => found.push(Origin {
                part: Part::Field(name.as_str().into()),
                span: sources.written(entry.key.span),
                name: name.into(),
            }),
        }
    }
}
