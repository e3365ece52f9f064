//! A cell of CSV, which is always a text, as the value that its key takes; and back.

use crate::data::{Asked, Shape, Value, divided, is_number, text_value};
use crate::overlay::value_text;
use crate::source::{SourceId, Span};

/// A cell as TOML writes what it holds.
pub(super) fn typed(cell: &str, path: &str, asked: &[Asked]) -> String {
    let text = cell.trim();
    let shape = asked.iter().find(|asked| asked.path == path);
    match shape.map(|asked| asked.shape) {
        Some(Shape::Texts) => {
            let items = divided(text, Span::start_of(SourceId(0)));
            let items: Vec<String> = items.iter().map(|item| text_value(&item.value)).collect();
            format!("[{}]", items.join(", "))
        }
        Some(Shape::Flag) if matches!(text, "true" | "yes" | "1") => "true".to_owned(),
        Some(Shape::Flag) if matches!(text, "false" | "no" | "0") => "false".to_owned(),
        Some(Shape::Integer | Shape::Number) if is_number(text) => text.to_owned(),
        _ => text_value(cell),
    }
}

/// A value as a cell holds it; none for what no cell can hold.
pub(super) fn cell(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| cell(&item.value)).collect();
            let items = items?;
            let is_whole = |item: &String| !item.contains(';') && !item.trim().is_empty();
            items.iter().all(is_whole).then(|| items.join("; "))
        }
        Value::Table(_) => None,
        value => Some(value_text(value)),
    }
}
