//! The filters and functions that templates have: the engine's own, each of which weighs what it is
//! given and pays for what it makes. Those that print the whole state are left out.

use super::spending::{HELD, KEPT, held, kept, spend, weigh};
use minijinja::value::{Rest, Value, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, filters, functions};

/// The widest that anything may be padded or indented, in characters.
const WIDEST: usize = 1000;

/// How a filter's work grows with what it is given.
#[derive(Clone, Copy)]
enum Growth {
    /// Not at all: it looks at it, or at one part of it.
    Look,
    /// Its result is a text about as long as what it is given.
    Text,
    /// It goes through all values, or through all characters of a text.
    Each,
    /// More than that; what comes of it is known beforehand.
    Known(fn(&[Value]) -> Result<usize, Error>),
}

/// Puts all filters and functions into the environment.
pub(in crate::theme) fn add_all(environment: &mut Environment<'static>) {
    use Growth::{Each, Known, Look, Text};
    environment.remove_filter("pprint");
    environment.remove_global("debug");
    environment.add_filter(HELD, held);
    environment.add_filter(KEPT, kept);
    macro_rules! add {
        ($($growth:expr => $($name:literal $filter:path),+;)+) => {
            $($(add(environment, $name, $growth, Value::from_function($filter));)+)+
        };
    }
    add! {
        Look => "length" filters::length, "count" filters::length, "first" filters::first,
            "last" filters::last, "abs" filters::abs, "round" filters::round,
            "int" filters::int, "float" filters::float, "bool" filters::bool,
            "attr" filters::attr;
        Text => "lower" filters::lower, "upper" filters::upper, "title" filters::title,
            "capitalize" filters::capitalize, "trim" filters::trim, "string" filters::string,
            "urlencode" filters::urlencode;
        Each => "dictsort" filters::dictsort, "items" filters::items,
            "reverse" filters::reverse, "min" filters::min, "max" filters::max,
            "sort" filters::sort, "list" filters::list, "sum" filters::sum,
            "select" filters::select, "reject" filters::reject,
            "selectattr" filters::selectattr, "rejectattr" filters::rejectattr,
            "map" filters::map, "groupby" filters::groupby, "unique" filters::unique,
            "chain" filters::chain, "zip" filters::zip, "split" filters::split,
            "lines" filters::lines;
        Known(replaced) => "replace" filters::replace;
        Known(joined) => "join" filters::join;
        Known(indented) => "indent" filters::indent;
        Known(divided) => "batch" filters::batch, "slice" filters::slice;
        Known(formatted) => "format" filters::format;
    }
    for (name, function) in [
        ("dict", Value::from_function(functions::dict)),
        ("namespace", Value::from_function(functions::namespace)),
    ] {
        environment.add_function(
            name,
            move |state: &mut State<'_, '_>, arguments: Rest<ValueOrKwargs>| {
                let arguments = arguments.into_values();
                // Weighed as a list, in which no namespace may stand.
                weigh(&Value::from(arguments.clone()))?;
                function.call(state, &arguments)
            },
        );
    }
}

fn add(environment: &mut Environment<'static>, name: &'static str, growth: Growth, filter: Value) {
    environment.add_filter(
        name,
        move |state: &mut State<'_, '_>, arguments: Rest<ValueOrKwargs>| -> Result<Value, Error> {
            let arguments = arguments.into_values();
            match growth {
                Growth::Look => return filter.call(state, &arguments),
                Growth::Text => arguments.iter().try_for_each(weigh)?,
                Growth::Each => {
                    arguments.iter().try_for_each(weigh)?;
                    // A text becomes a list of its characters.
                    let text = arguments.first().and_then(Value::as_str);
                    spend(text.map_or(0, |text| text.len().saturating_mul(32)))?;
                }
                Growth::Known(amount) => {
                    arguments.iter().try_for_each(weigh)?;
                    spend(amount(&arguments)?)?;
                    return filter.call(state, &arguments);
                }
            }
            held(filter.call(state, &arguments)?)
        },
    );
}

fn text(arguments: &[Value], place: usize) -> &str {
    arguments
        .get(place)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Escaping makes six characters of one.
fn replaced(arguments: &[Value]) -> Result<usize, Error> {
    let (value, from, to) = (text(arguments, 0), text(arguments, 1), text(arguments, 2));
    let times = match from {
        "" => value.len() + 1,
        from => value.matches(from).count(),
    };
    let added = times.saturating_mul(to.len()).saturating_mul(6);
    Ok(added.saturating_add(value.len().saturating_mul(6)))
}

fn joined(arguments: &[Value]) -> Result<usize, Error> {
    let Some(value) = arguments.first() else {
        return Ok(0);
    };
    let count = value.len().unwrap_or_default();
    let words = match value.as_str() {
        Some(text) => text.len(),
        None => value
            .try_iter()?
            .map(|item| item.as_str().map_or(32, str::len))
            .fold(0, usize::saturating_add),
    };
    Ok(count
        .saturating_mul(text(arguments, 1).len())
        .saturating_add(words))
}

fn indented(arguments: &[Value]) -> Result<usize, Error> {
    let width = arguments.get(1).and_then(Value::as_usize).unwrap_or(4);
    narrow(width)?;
    let value = text(arguments, 0);
    Ok(value.len() + value.matches('\n').count().saturating_mul(width))
}

fn divided(arguments: &[Value]) -> Result<usize, Error> {
    let count = arguments.get(1).and_then(Value::as_usize).unwrap_or(1);
    let length = arguments.first().and_then(Value::len).unwrap_or_default();
    Ok(count.saturating_add(length).saturating_mul(32))
}

/// Widths stand in the text, or in the place of `*` among the values.
fn formatted(arguments: &[Value]) -> Result<usize, Error> {
    let format = text(arguments, 0);
    for digits in format.split(|c: char| !c.is_ascii_digit()) {
        if !digits.is_empty() {
            narrow(digits.parse().unwrap_or(usize::MAX))?;
        }
    }
    if format.contains('*') {
        let widths = arguments.iter().skip(1).filter_map(Value::as_i64);
        for width in widths {
            narrow(usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX))?;
        }
    }
    let words = arguments
        .iter()
        .filter_map(Value::as_str)
        .map(str::len)
        .sum::<usize>();
    let times = format.matches('%').count();
    Ok(words
        .saturating_mul(2)
        .saturating_add(times.saturating_mul(WIDEST)))
}

fn narrow(width: usize) -> Result<(), Error> {
    if width <= WIDEST {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::InvalidOperation,
        format!("a width of {width} is more than {WIDEST}"),
    ))
}
