//! What a plain word of YAML is.

use crate::data::date::{Dated, dated};
use crate::data::value::Value;

/// A word without quotation marks.
pub(super) enum Plain {
    /// `~`, `null` or nothing.
    Null,
    /// Written like a date, and not in the calendar.
    NoSuchDate,
    /// Anything else.
    Value(Value),
}

/// Reads a plain scalar by the core schema of YAML 1.2, and dates. So `no` is a text: a page whose
/// language is Norwegian is no falsehood.
pub(super) fn plain(text: &str) -> Plain {
    let value = match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "true" | "True" | "TRUE" => Value::Boolean(true),
        "false" | "False" | "FALSE" => Value::Boolean(false),
        _ => match dated(text) {
            Dated::Day(date) => Value::Date(date),
            Dated::NoSuchDay => return Plain::NoSuchDate,
            Dated::OtherForm | Dated::Text => number(text),
        },
    };
    Plain::Value(value)
}

fn number(text: &str) -> Value {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = unsigned.bytes().all(|byte| byte.is_ascii_digit());
    // `007` is a name, and what YAML 1.1 made of it was another number than YAML 1.2 does.
    let padded = unsigned.len() > 1 && unsigned.starts_with('0') && !unsigned.starts_with("0.");
    let text_as_is = || Value::String(text.to_owned());
    if padded || !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return text_as_is();
    }
    if digits {
        return text.parse().map_or_else(|_| text_as_is(), Value::Integer);
    }
    let form = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '-' | '+');
    match text.parse::<f64>() {
        Ok(number) if unsigned.chars().all(form) && number.is_finite() => Value::Float(number),
        _ => text_as_is(),
    }
}
