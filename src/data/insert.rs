//! Dotted keys of YAML and CSV as nested tables. (TOML's parser nests its own.)

use super::value::{Syntax, Table, Value};
use super::written::{MAX_DEPTH, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// The segments of a key, each with its place; `None` where they are more than a tree may be deep.
/// A key with an empty segment (`a..b`) is taken as it is: no rule says what it would mean.
pub(super) fn segments(key: &str, span: Span) -> Option<Vec<Spanned<String>>> {
    if key.split('.').any(|segment| segment.trim().is_empty()) {
        return Some(vec![Spanned::new(key.to_owned(), span)]);
    }
    if key.matches('.').count() >= MAX_DEPTH {
        return None;
    }
    let exact = span.range().len() == key.len();
    let mut segments = Vec::new();
    let mut start = 0;
    for segment in key.split('.') {
        let name = segment.trim();
        let from = span.start as usize + start + (segment.len() - segment.trim_start().len());
        let place = match exact {
            true => Span::new(span.source, from, from + name.len()),
            false => span,
        };
        segments.push(Spanned::new(name.to_owned(), place));
        start += segment.len() + 1;
    }
    Some(segments)
}

/// Puts `value` where `path` leads, and says so where something is there already.
pub(super) fn insert_at(
    table: &mut Table,
    path: &[Spanned<String>],
    value: Spanned<Value>,
    out: &mut Vec<Diagnostic>,
) {
    let Some((leaf, groups)) = path.split_last() else {
        return;
    };
    let syntax = table.syntax();
    let mut table = table;
    for (depth, segment) in groups.iter().enumerate() {
        let place = match table.place(&segment.value) {
            Some(place) => place,
            None => table.push(segment.clone(), empty_group(syntax, segment.span)),
        };
        let entry = table.entry_mut(place);
        match &mut entry.value.value {
            Value::Table(inner) => table = inner,
            _ => {
                let name = name(&path[..=depth]);
                out.push(repeated(&name, segment.span, entry.key.span));
                return;
            }
        }
    }
    let Some(place) = table.place(&leaf.value) else {
        table.push(leaf.clone(), value);
        return;
    };
    let taken = table.entry_mut(place);
    // `requires.a: x` and then `requires:` with keys below it are two halves of one group; two
    // groups that were both written out are a mistake.
    let halves = taken.value.span == taken.key.span;
    match (&mut taken.value.value, value.value) {
        (Value::Table(first), Value::Table(second)) if halves => {
            for entry in second.into_entries() {
                insert_at(first, &[entry.key], entry.value, out);
            }
            taken.value.span = value.span;
        }
        _ => out.push(repeated(&name(path), leaf.span, taken.key.span)),
    }
}

/// That a key stands twice, with both places.
pub(super) fn repeated(name: &str, again: Span, first: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateKey,
        format!("the key {} stands twice", quoted(name)),
    )
    .label(again, "here again")
    .label(first, "here first")
    .help("keep one of the two")
}

fn empty_group(syntax: Syntax, span: Span) -> Spanned<Value> {
    Spanned::new(Value::Table(Table::new(syntax)), span)
}

fn name(path: &[Spanned<String>]) -> String {
    let names: Vec<&str> = path.iter().map(|segment| segment.as_str()).collect();
    names.join(".")
}
