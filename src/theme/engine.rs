//! The template engine, set up.

use super::Words;
use super::sandbox::{DEEPEST, FUEL, add_all, spend, spent};
use super::saying::{Saying, date};
use crate::markdown::escape_to;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, Output, State, UndefinedBehavior};
use std::fmt::Write;
use std::sync::Arc;

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
    speak(&mut environment, words, language);
    environment
}

/// Lets templates speak a language.
pub(super) fn speak(environment: &mut Environment<'static>, words: &Words, language: &str) {
    let saying = Arc::new(Saying::new(words, language));
    environment.add_global("t", Value::from_dyn_object(saying.clone()));
    environment.add_function("date", move |day: &str| date(&saying, day));
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
    escape_to(out, text).map_err(Error::from)
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
