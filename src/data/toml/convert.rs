//! The parser's tree as ours.

use std::ops::Range;

use ::toml::Spanned as Parsed;
use ::toml::de::{DeTable, DeValue};
use jiff::civil::Date;

use super::fault::{is_spoken_boolean, without_typographic_marks};
use crate::data::date::{Dated, dated};
use crate::data::value::{Syntax, Table, Value};
use crate::data::vars::is_unquoted_var;
use crate::data::written::{MAX_DEPTH, Written, quoted, too_deep};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// The tree in written order; the parser sorts by name.
pub(super) fn table(table: &DeTable, written: Written, out: &mut Vec<Diagnostic>) -> Table {
    group(table, written, 1, out)
}

fn group(table: &DeTable, written: Written, depth: usize, out: &mut Vec<Diagnostic>) -> Table {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut converted = Table::new(Syntax::Toml);
    for (key, entry) in entries {
        // `a. = 1` and `= 1` are reported by the parser, and nothing can ask for them.
        if key.get_ref().is_empty() && written.slice(key.span()).is_empty() {
            continue;
        }
        if let Some(entry) = value(entry, written, depth, out) {
            let place = written.span(written.unquoted(key.span()));
            converted.push(Spanned::new(key.get_ref().to_string(), place), entry);
        }
    }
    converted
}

fn value(
    parsed: &Parsed<DeValue>,
    written: Written,
    depth: usize,
    out: &mut Vec<Diagnostic>,
) -> Option<Spanned<Value>> {
    let range = parsed.span();
    let raw = written.slice(range.clone());
    let as_text = || Value::String(raw.to_owned());
    let mut place = range.clone();
    let converted = match parsed.get_ref() {
        // What stands where nothing could be read; the fault is reported.
        DeValue::Integer(_) | DeValue::String(_) if raw.is_empty() => return None,
        DeValue::String(text) => {
            place = written.unquoted(range.clone());
            if place != range {
                Value::String(text.to_string())
            } else if is_spoken_boolean(text) {
                return None;
            } else {
                let plain = without_typographic_marks(text);
                let start = range.start + raw.find(plain).unwrap_or_default();
                place = start..start + plain.len();
                Value::String(plain.to_owned())
            }
        }
        DeValue::Integer(digits) => match i64::from_str_radix(digits.as_str(), digits.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) if digits.as_str().is_empty() => as_text(),
            Err(_) => {
                out.push(out_of_range(raw, written, range));
                return None;
            }
        },
        DeValue::Float(digits) => match digits.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Float(number),
            Ok(_) => {
                out.push(out_of_range(raw, written, range));
                return None;
            }
            // `17.11.2025`, which is reported.
            Err(_) if dated(raw) != Dated::Text => return None,
            Err(_) => as_text(),
        },
        DeValue::Boolean(flag) => Value::Boolean(*flag),
        DeValue::Datetime(moment) => match (moment.date, moment.time) {
            (Some(date), _) => {
                let day = Date::new(date.year as i16, date.month as i8, date.day as i8);
                Value::Date(day.ok()?)
            }
            (None, Some(_)) => as_text(),
            // Either no date of the calendar, which is reported and then left out, or no date at
            // all (`6-12 months`), which is a text without its quotation marks.
            (None, None) => match dated(raw) {
                Dated::Text => as_text(),
                _ => return None,
            },
        },
        DeValue::Array(_) | DeValue::Table(_) if depth >= MAX_DEPTH => {
            out.push(too_deep(written.span(range)));
            return None;
        }
        DeValue::Array(_) if is_unquoted_var(raw) => as_text(),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .filter_map(|item| value(item, written, depth + 1, out))
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(group(table, written, depth + 1, out)),
    };
    Some(Spanned::new(converted, written.span(place)))
}

fn out_of_range(raw: &str, written: Written, range: Range<usize>) -> Diagnostic {
    Diagnostic::new(
        Code::BadValue,
        format!("{} is no number that can be read", quoted(raw)),
    )
    .at(written.span(range))
    .help("put it between quotation marks if it is a text")
}
