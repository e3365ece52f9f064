//! The template engine, set up.

use super::Words;
use super::plural::category;
use super::sandbox::{DEEPEST, FUEL, add_all, spend, spent};
use crate::markdown::escape_into;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use std::collections::HashMap;
use std::fmt::Write;

/// A line that holds nothing but a tag leaves no trace in the page.
pub(super) fn syntax() -> SyntaxConfig {
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    syntax.unwrap_or_default()
}

/// The engine's name of the n-th template of one name, counted from the layer on top.
pub(super) fn versioned(name: &str, version: usize) -> String {
    match version {
        0 => name.to_owned(),
        version => format!("{name}@{version}"),
    }
}

/// The engine without templates.
pub(super) fn environment(words: &Words, language: &str) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_debug(true);
    environment.set_syntax(syntax());
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(DEEPEST);
    environment.set_auto_escape_callback(|name| {
        let name = name.split('@').next().unwrap_or_default();
        if name.ends_with(".html") || name.ends_with(".xml") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    environment.set_formatter(write_value);
    // A template that extends or includes its own name means the one that it hides.
    environment.set_path_join_callback(|name, parent| {
        let (base, version) = parent.split_once('@').unwrap_or((parent, "0"));
        if name == base {
            let next = version.parse::<usize>().unwrap_or(0) + 1;
            versioned(name, next).into()
        } else {
            name.into()
        }
    });
    add_all(&mut environment);
    let words: std::sync::Arc<HashMap<String, String>> = words.all().into();
    let language = language.to_owned();
    let names = words.clone();
    environment.add_function("date", move |day: &str| date(&names, day));
    environment.add_function(
        "t",
        move |key: &str, values: Kwargs| -> Result<String, Error> {
            // Words that depend on a number have a table of forms in the place of one text.
            let number = values.get::<Option<f64>>("n").unwrap_or(None);
            let form = number.map(|number| format!("{key}.{}", category(&language, number)));
            let word = form
                .and_then(|form| words.get(&form))
                .or_else(|| words.get(key))
                .or_else(|| words.get(&format!("{key}.other")));
            let Some(word) = word else {
                if let Some(otherwise) = values.get::<Option<String>>("otherwise")? {
                    return Ok(otherwise);
                }
                return Err(Error::new(
                    ErrorKind::UndefinedError,
                    format!("no word has the key `{key}`"),
                ));
            };
            let mut word = word.clone();
            for name in values.args().map(str::to_owned).collect::<Vec<_>>() {
                let value: Value = values.get(&name)?;
                word = word.replace(&format!("{{{name}}}"), &value.to_string());
            }
            Ok(word)
        },
    );
    environment
}

/// A day such as `2026-11-02` in the words of the theme, in a `time` element.
fn date(words: &HashMap<String, String>, day: &str) -> Value {
    let mut parts = day.split('-');
    let (year, month, number) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(month), Some(number)) = (year, month, number) else {
        return day.into();
    };
    let word = |key: &str| words.get(key).map_or("", String::as_str);
    let text = word("date.form")
        .replace("{day}", number.trim_start_matches('0'))
        .replace("{month}", word(&format!("month.{month}")))
        .replace("{year}", year);
    let mut html = String::from("<time datetime=\"");
    escape_into(&mut html, day);
    html.push_str("\">");
    escape_into(&mut html, &text);
    html.push_str("</time>");
    Value::from_safe_string(html)
}

/// Writes a value into a page: text is escaped, none is nothing, safe HTML stays as it is.
fn write_value(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if value.is_none() {
        return Ok(());
    }
    if value.is_undefined() {
        return minijinja::escape_formatter(out, state, value);
    }
    let printed;
    let text = match value.as_str() {
        Some(text) => text,
        None => {
            let mut paid = Paid(String::new());
            write!(paid, "{value}").map_err(|_| spent())?;
            printed = paid.0;
            &printed
        }
    };
    spend(text.len())?;
    if value.is_safe() || !matches!(state.auto_escape(), AutoEscape::Html) {
        return out.write_str(text).map_err(Error::from);
    }
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    escape_into(&mut escaped, text);
    out.write_str(&escaped).map_err(Error::from)
}

/// A text that is paid for while it is printed: a list may print far more than it holds.
struct Paid(String);

impl Write for Paid {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        spend(text.len()).map_err(|_| std::fmt::Error)?;
        self.0.push_str(text);
        Ok(())
    }
}
