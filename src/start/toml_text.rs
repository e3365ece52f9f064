//! Values as TOML.

use crate::data::{Shape, is_number, text_value};
use crate::schema::Key;

/// The values of a key as it takes them.
pub(super) fn value(key: Option<&Key>, values: &[String]) -> String {
    let first = values.first().map_or("", String::as_str);
    match key.map(|key| key.shape) {
        Some(Shape::Texts) => list(values),
        Some(Shape::Flag | Shape::Integer | Shape::Number | Shape::Date) => bare(first),
        Some(Shape::Any | Shape::Group) if is_number(first) && values.len() == 1 => {
            first.to_owned()
        }
        _ if values.len() > 1 => list(values),
        _ => text_value(first),
    }
}

fn list(values: &[String]) -> String {
    let values: Vec<String> = values.iter().map(|value| text_value(value)).collect();
    format!("[{}]", values.join(", "))
}

/// A number, a day, `true`: as it was typed where it is one, and otherwise as a text, so that its
/// reader says what is wrong with it.
fn bare(text: &str) -> String {
    let is_flag = matches!(text, "true" | "false");
    let is_day = text.parse::<jiff::civil::Date>().is_ok() && text.len() == "2026-01-31".len();
    match is_flag || is_day || is_number(text) {
        true => text.to_owned(),
        false => text_value(text),
    }
}

/// A part of a key as it may stand between points.
pub(super) fn bare_key(key: &str) -> String {
    let is_bare = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    match !key.is_empty() && key.bytes().all(is_bare) {
        true => key.to_owned(),
        false => text_value(key),
    }
}
