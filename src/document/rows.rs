//! Reads tables that hold many small things: `resources.toml`, `pitfalls.csv`.

use super::id::id_of;
use super::read::report_id;
use super::{Body, Document, Kind, slug, without_conflicts};
use crate::data::{Table, Value, parse_csv, parse_toml};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span, Spanned};
use std::sync::Arc;

/// Reads `content/KIND.toml`: a table for each thing, named by its id (`[ddia]`), or a list of
/// tables with an `id` each (`[[resource]]`).
pub fn read_toml(
    kind: Kind,
    source: SourceId,
    text: &str,
    out: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let text = without_conflicts(source, text, out);
    let table = parse_toml(source, &text, 0, out);
    let mut documents = Vec::new();
    for entry in table.into_entries() {
        let is_list_name = entry.key.value == kind.name() || entry.key.value == kind.folder();
        match entry.value.value {
            Value::Table(row) => documents.push(row_document(kind, entry.key, row, out)),
            Value::List(rows) if is_list_name => {
                for row in rows {
                    match row.value {
                        Value::Table(table) => {
                            documents.extend(with_id(kind, row.span, table, out))
                        }
                        other => out.push(not_a_table(&other, row.span)),
                    }
                }
            }
            other => out.push(not_a_table(&other, entry.key.span)),
        }
    }
    documents
}

/// Reads `content/KIND.csv`: the columns are the kind's keys, beside `id`.
pub fn read_csv(
    kind: Kind,
    source: SourceId,
    text: &str,
    out: &mut Vec<Diagnostic>,
) -> Vec<Document> {
    let text = without_conflicts(source, text, out);
    parse_csv(source, &text, out)
        .into_iter()
        .filter_map(|(span, row)| with_id(kind, span, row, out))
        .collect()
}

fn not_a_table(value: &Value, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::WrongType,
        format!(
            "this table holds a group of keys for each thing, and here stands {}",
            value.kind()
        ),
    )
    .at(span)
    .help("write `[id]` and beneath it the keys of the thing, `title` first")
}

/// A row with its id in a column: `id`, else what the title gives.
fn with_id(kind: Kind, span: Span, row: Table, out: &mut Vec<Diagnostic>) -> Option<Document> {
    let named = ["id", "title"].into_iter().find_map(|key| {
        let value = row.get(key)?;
        match &value.value {
            Value::String(text) => Some(Spanned::new(text.clone(), value.span)),
            Value::Integer(number) => Some(Spanned::new(number.to_string(), value.span)),
            _ => None,
        }
    });
    let Some(name) = named else {
        out.push(
            Diagnostic::new(
                Code::MissingKey,
                format!("this {} has neither an `id` nor a `title`", kind.name()),
            )
            .at(span)
            .help("give it both"),
        );
        return None;
    };
    Some(row_document(kind, name, row, out))
}

fn row_document(
    kind: Kind,
    name: Spanned<String>,
    table: Table,
    out: &mut Vec<Diagnostic>,
) -> Document {
    report_id(&name.value, &slug(&name.value), name.span, out);
    let id = id_of(&name.value).into_owned();
    Document {
        kind,
        id: id.into(),
        order: None,
        name: name.value.into(),
        table,
        body: Arc::new(Body::empty(name.span.source)),
        span: name.span,
        is_row: true,
        overlay: None,
    }
}
