//! A value of TOML or YAML that was changed, in the way in which the old one was written.

use super::splice::Splice;
use crate::data::{Shape, Syntax, Value, is_number, text_value};
use crate::source::Spanned;
use std::ops::Range;

/// The value and its quotation marks, and which those are.
fn quoted<'t>(text: &'t str, inner: &Range<usize>) -> (Range<usize>, &'t str) {
    let (before, after) = (&text[..inner.start], &text[inner.end..]);
    for mark in ["\"\"\"", "'''", "\"", "'"] {
        // TOML drops a line break right behind the opening marks.
        let lead = [mark.to_owned(), format!("{mark}\n")];
        let lead = lead
            .iter()
            .filter(|lead| mark.len() == 3 || lead.len() == 1);
        for lead in lead {
            if before.ends_with(lead.as_str()) && after.starts_with(mark) {
                let whole = inner.start - lead.len()..inner.end + mark.len();
                return (whole, &text[inner.end..inner.end + mark.len()]);
            }
        }
    }
    (inner.clone(), "")
}

/// The change that makes a value read as `wanted`; nothing where it can't be made.
pub(in crate::sheet::bring) fn changed(
    text: &str,
    syntax: Syntax,
    old: &Spanned<Value>,
    wanted: &str,
    shape: Shape,
) -> Option<Splice> {
    let span = old.span.range();
    match &old.value {
        Value::String(_) if shape != Shape::Texts || !wanted.contains(';') => {
            let (whole, mark) = quoted(text, &span);
            let is_plain = |forbidden: &[char]| {
                !wanted.contains(|c: char| c.is_control() || forbidden.contains(&c))
            };
            match mark {
                "\"" if is_plain(&['"', '\\']) => Some(Splice::new(span, wanted)),
                "'" if is_plain(&['\'']) => Some(Splice::new(span, wanted)),
                "" if syntax == Syntax::Yaml && is_plain_yaml(wanted) => {
                    Some(Splice::new(span, wanted))
                }
                _ => Some(Splice::new(whole, text_value(wanted))),
            }
        }
        Value::List(values) => {
            let literal = &text[span.clone()];
            // A comment within the list would be lost, and a list of lines written another way.
            if !literal.starts_with('[') || literal.contains('#') {
                return None;
            }
            let many = literal.contains('\n') && values.len() > 1;
            Some(Splice::new(
                span.clone(),
                list(wanted, many.then(|| indent(text, values))),
            ))
        }
        Value::String(_) => {
            let (whole, _) = quoted(text, &span);
            Some(Splice::new(whole, list(wanted, None)))
        }
        Value::Table(_) => None,
        _ => {
            let bare = match &old.value {
                Value::Date(_) => is_day(wanted),
                Value::Boolean(_) => matches!(wanted, "true" | "false"),
                _ => is_number(wanted),
            };
            let literal = if bare {
                wanted.to_owned()
            } else {
                text_value(wanted)
            };
            Some(Splice::new(span, literal))
        }
    }
}

/// A value for a key that wasn't there.
pub(in crate::sheet::bring) fn fresh(wanted: &str, shape: Shape) -> String {
    let is_bare = match shape {
        Shape::Date => is_day(wanted),
        Shape::Flag => matches!(wanted, "true" | "false"),
        Shape::Integer | Shape::Number => is_number(wanted),
        _ => false,
    };
    match shape {
        Shape::Texts => list(wanted, None),
        _ if is_bare => wanted.to_owned(),
        _ => text_value(wanted),
    }
}

/// The texts of a cell as a list; one to a line where an indent is given.
fn list(wanted: &str, indent: Option<String>) -> String {
    let values = wanted.split(';').map(str::trim);
    let values = values.filter(|value| !value.is_empty());
    let values: Vec<String> = values.map(text_value).collect();
    match indent {
        Some(indent) => format!("[\n{indent}{},\n]", values.join(&format!(",\n{indent}"))),
        None => format!("[{}]", values.join(", ")),
    }
}

/// How far the first value of a list is indented.
fn indent(text: &str, values: &[Spanned<Value>]) -> String {
    let Some(first) = values.first() else {
        return String::new();
    };
    let (whole, _) = quoted(text, &first.span.range());
    let start = super::splice::line_start(text, whole.start);
    let lead = &text[start..whole.start];
    match lead.trim().is_empty() {
        true => lead.to_owned(),
        false => "  ".to_owned(),
    }
}

/// Whether YAML reads a text without quotation marks as that text.
fn is_plain_yaml(text: &str) -> bool {
    let is_word =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | ',' | '(' | ')' | '/');
    let first = text.chars().next();
    first.is_some_and(char::is_alphabetic)
        && text.chars().all(is_word)
        && text.trim() == text
        && !matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
        )
}

fn is_day(text: &str) -> bool {
    text.len() == "2026-01-31".len() && text.parse::<jiff::civil::Date>().is_ok()
}
