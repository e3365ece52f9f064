//! Values as the types that keys take.

use jiff::civil::Date;

use crate::data::date::{Dated, dated, no_such_date};
use crate::data::value::{Syntax, Value};
use crate::data::written::quoted;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// What a key takes.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Text,
    Texts,
    Flag,
    Integer,
    Number,
    Date,
    Group,
}

/// A text, or what is written like one.
pub(super) fn text(value: &Spanned<Value>) -> Option<String> {
    // The tree holds the number, not its digits. `1.10` would come out as `1.1`, and the length
    // tells.
    let as_written = |text: String| (text.len() == value.span.range().len()).then_some(text);
    match &value.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => as_written(number.to_string()),
        Value::Float(number) => as_written(number.to_string()),
        Value::Date(date) => Some(date.to_string()),
        Value::Boolean(_) | Value::List(_) | Value::Table(_) => None,
    }
}

/// In a cell everything is a text; in YAML `yes` is one, and was none in older generators.
pub(super) fn flag(value: &Value, syntax: Syntax) -> Option<bool> {
    match value {
        Value::Boolean(flag) => Some(*flag),
        Value::String(text) if syntax != Syntax::Toml => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn integer(value: &Value, syntax: Syntax) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::String(text) if syntax == Syntax::Csv => text.parse().ok(),
        _ => None,
    }
}

pub(super) fn number(value: &Value, syntax: Syntax) -> Option<f64> {
    let number = match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        Value::String(text) if syntax == Syntax::Csv => text.parse().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

pub(super) fn date(value: &Value, _: Syntax) -> Option<Date> {
    match value {
        Value::Date(date) => Some(*date),
        Value::String(text) => match dated(text) {
            Dated::Day(date) => Some(date),
            _ => None,
        },
        _ => None,
    }
}

/// What is said of a text that is meant as a date and is none.
pub(super) fn not_a_date(value: &Spanned<Value>) -> Option<Diagnostic> {
    match &value.value {
        Value::String(text) => match dated(text) {
            Dated::NoSuchDay | Dated::OtherForm => Some(no_such_date(text, value.span)),
            Dated::Day(_) | Dated::Text => None,
        },
        _ => None,
    }
}

/// The items of a cell that holds several.
pub(crate) fn divided(text: &str, span: Span) -> Vec<Spanned<String>> {
    let exact = span.range().len() == text.len();
    let mut at = span.start as usize;
    let mut items = Vec::new();
    for item in text.split(';') {
        let from = at + item.len() - item.trim_start().len();
        at += item.len() + 1;
        let item = item.trim();
        if !item.is_empty() {
            let place = match exact {
                true => Span::new(span.source, from, from + item.len()),
                false => span,
            };
            items.push(Spanned::new(item.to_owned(), place));
        }
    }
    items
}

/// What is and what is expected.
pub(super) fn wrong_type(
    key: &str,
    value: &Spanned<Value>,
    wanted: Wanted,
    syntax: Syntax,
) -> Diagnostic {
    let belongs = match wanted {
        Wanted::Text => "a text belongs",
        Wanted::Texts => "a list of texts belongs",
        Wanted::Flag => "`true` or `false` belongs",
        Wanted::Integer => "a whole number belongs",
        Wanted::Number => "a number belongs",
        Wanted::Date => "a date belongs",
        Wanted::Group => "a group of keys belongs",
    };
    let kind = value.value.kind();
    let (key, quoted_key) = (key, quoted(key));
    let message = format!("{quoted_key} holds {kind} where {belongs}");
    let help = match (wanted, &value.value) {
        (Wanted::Text | Wanted::Texts, Value::Table(_)) => {
            format!("write the value behind {quoted_key} itself")
        }
        // A `[[var:company]]` without quotation marks is a list in a list.
        (Wanted::Text, Value::List(_)) if syntax == Syntax::Yaml => {
            "put a text that begins with `[` between quotation marks, or write one text".to_owned()
        }
        (Wanted::Text, Value::List(_)) => "write one text".to_owned(),
        (Wanted::Text | Wanted::Texts, _) => "put it between quotation marks".to_owned(),
        (Wanted::Flag, Value::String(_)) if syntax == Syntax::Toml => {
            "write `true` or `false` without quotation marks".to_owned()
        }
        (Wanted::Flag, _) => "write `true` or `false`".to_owned(),
        (Wanted::Integer | Wanted::Number, Value::String(text)) if text.parse::<f64>().is_ok() => {
            format!("write `{text}` without quotation marks")
        }
        (Wanted::Integer | Wanted::Number, _) => "write a number such as `12`".to_owned(),
        (Wanted::Date, _) => "write a date such as `2025-11-17`".to_owned(),
        (Wanted::Group, _) => match syntax {
            Syntax::Yaml => format!("write keys below it, such as `{key}.name: value`"),
            Syntax::Toml => format!("write keys of their own, such as `{key}.name = \"value\"`"),
            Syntax::Csv => format!("name the column `{key}.name`"),
        },
    };
    let message = match (wanted, &value.value) {
        (Wanted::Text | Wanted::Texts, Value::Integer(_) | Value::Float(_)) => {
            format!("{quoted_key} holds a number that a text would not keep as it is written")
        }
        _ => message,
    };
    Diagnostic::new(Code::WrongType, message)
        .at(value.span)
        .help(help)
}
