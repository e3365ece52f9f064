//! The resources: a row for each, and a column for each of their keys.

use super::table::{Cell, Column, Row, Sheet, Slot};
use super::written::{Rows, Written};
use crate::data::{Asked, Shape, Syntax, Value};
use crate::document::Kind;
use crate::link::keys;
use crate::model::Medium;
use crate::site::Site;
use std::sync::Arc;

/// Keys that every sheet has a column for; others have one where a resource has them.
const ALWAYS: [&str; 9] = [
    "title", "type", "by", "url", "hours", "cost", "language", "skills", "summary",
];

/// What parts the values of a list in a cell.
pub(super) const PARTS: &str = "; ";

/// The resources, row by row as they are written.
pub fn resources(site: &Site) -> Sheet {
    let rows = Rows::of_resources(site);
    let resources: Vec<_> = site.model.resources.iter().collect();
    let written: Vec<Option<&Arc<Written>>> = resources
        .iter()
        .map(|(_, resource)| rows.get(&resource.common))
        .collect();
    let keys = shown_keys(&written);
    let mut sheet = Sheet {
        name: "Resources".to_owned(),
        columns: keys.iter().map(column).collect(),
        rows: Vec::new(),
        lists: Vec::new(),
    };
    let media = sheet.list(Medium::ALL.map(|medium| medium.name().to_owned()).to_vec());
    for ((id, resource), written) in resources.into_iter().zip(written) {
        let cells = keys.iter().map(|key| {
            let slot = Slot::Key(id, key.path.clone());
            let cell = match written.and_then(|it| it.table.get(&key.path)) {
                None => Cell::of(slot, ""),
                Some(value) => match text_of(site, value, written) {
                    Some(text) => Cell::of(slot, text),
                    None => {
                        let file = site.file(&resource.common);
                        Cell::of(slot, site.sources.slice(value.span))
                            .fixed(Some(format!("edit it in `{file}`")))
                    }
                },
            };
            match key.path == "type" {
                true => cell.from_list(media),
                false => cell,
            }
        });
        sheet.rows.push(Row {
            id: format!("resource:{}", resource.common.id),
            cells: cells.collect(),
        });
    }
    sheet
}

/// The keys that have a column: what one begins with, then those of a resource, then the others.
fn shown_keys(rows: &[Option<&Arc<Written>>]) -> Vec<Asked> {
    let is_used = |key: &str| rows.iter().flatten().any(|it| it.table.get(key).is_some());
    let mut keys: Vec<Asked> = keys(Kind::Resource)
        .into_iter()
        .filter(|key| !matches!(key.shape, Shape::Group | Shape::TextsGroup))
        .filter(|key| !key.path.contains(['.', '*']) && key.path != "id")
        .filter(|key| ALWAYS.contains(&&*key.path) || is_used(&key.path))
        .collect();
    keys.sort_by_key(|key| key.path != "title");
    keys
}

fn column(key: &Asked) -> Column {
    let mut head: String = key.path.replace('_', " ");
    if let Some(first) = head.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Column {
        key: key.path.clone(),
        head,
        width: match (&*key.path, key.shape) {
            ("title" | "url" | "skills", _) => 36.0,
            ("summary", _) => 60.0,
            (_, Shape::Texts) => 28.0,
            ("by", _) => 24.0,
            _ => 12.0,
        },
    }
}

/// A value as it stands in a cell; nothing where a cell can't hold it.
fn text_of(
    site: &Site,
    value: &crate::source::Spanned<Value>,
    written: Option<&Arc<Written>>,
) -> Option<String> {
    let is_cell = written.is_some_and(|it| it.syntax() == Syntax::Csv);
    match &value.value {
        Value::String(text) => Some(text.clone()).filter(|text| is_cell || !text.contains('\r')),
        Value::List(values) => {
            let part = |value: &crate::source::Spanned<Value>| match &value.value {
                Value::String(text) if !text.contains([';', '\n']) && text.trim() == text => {
                    Some(text.clone())
                }
                _ => None,
            };
            let parts: Option<Vec<String>> = values.iter().map(part).collect();
            Some(parts?.join(PARTS))
        }
        Value::Table(_) => None,
        Value::Date(date) => Some(date.to_string()),
        // As it was written: `6.0` is not `6`.
        _ => Some(site.sources.slice(value.span).to_owned()),
    }
}
