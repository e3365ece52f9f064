//! What templates say: `t`, a word of the theme, and `date`, a day in words.

use super::Words;
use super::plural::{CATEGORIES, category};
use crate::markdown::escape_into;
use minijinja::value::{Kwargs, Object, Value, from_args};
use minijinja::{Error, ErrorKind, State};
use std::collections::HashMap;
use std::sync::Arc;

/// The words of a theme as a function of templates: `t("count.skills", n=3)`. A page says some
/// fifty of them, so they lie ready as values.
#[derive(Debug)]
pub(super) struct Saying {
    language: String,
    words: HashMap<Box<str>, Word>,
}

/// A word with the forms that it takes for numbers.
#[derive(Debug, Default)]
struct Word {
    plain: Option<Value>,
    forms: Vec<(&'static str, Value)>,
}

impl Word {
    /// The form for a number of this category, or the one for none.
    fn form(&self, category: Option<&str>) -> Option<&Value> {
        let form = |wanted: &str| {
            let mut forms = self.forms.iter();
            forms.find_map(|(name, word)| (*name == wanted).then_some(word))
        };
        let fitting = category.and_then(form);
        fitting.or(self.plain.as_ref()).or_else(|| form("other"))
    }
}

impl Saying {
    pub(super) fn new(words: &Words, language: &str) -> Saying {
        let mut known: HashMap<Box<str>, Word> = HashMap::new();
        for (key, text) in words.all() {
            known.entry(key.into()).or_default().plain = Some(text.into());
            let Some((key, form)) = key.rsplit_once('.') else {
                continue;
            };
            if let Some(form) = CATEGORIES.into_iter().find(|name| *name == form) {
                let forms = &mut known.entry(key.into()).or_default().forms;
                forms.push((form, text.into()));
            }
        }
        Saying {
            language: language.to_owned(),
            words: known,
        }
    }

    fn say(&self, key: &str, values: Option<&Kwargs>) -> Result<Value, Error> {
        let number = values.and_then(|values| values.peek::<Option<f64>>("n").ok()?);
        let category = number.map(|number| category(&self.language, number));
        let word = self.words.get(key).and_then(|word| word.form(category));
        match (word, values) {
            (Some(word), None) => Ok(word.clone()),
            (Some(word), Some(values)) => filled(word.as_str().unwrap_or_default(), values),
            (None, values) => {
                let otherwise = values.map(|values| values.peek::<Option<Value>>("otherwise"));
                otherwise.transpose()?.flatten().ok_or_else(|| {
                    let what = format!("no word has the key `{key}`");
                    Error::new(ErrorKind::UndefinedError, what)
                })
            }
        }
    }
}

/// A word with a value in each of its places, `{name}`; places for which there is none stay.
fn filled(word: &str, values: &Kwargs) -> Result<Value, Error> {
    let mut out = String::with_capacity(word.len() + 32);
    let mut rest = word;
    while let Some((before, place)) = rest.split_once('{') {
        out.push_str(before);
        rest = place;
        match place.split_once('}') {
            Some((name, after)) if values.has(name) => {
                let value: Value = values.peek(name)?;
                match value.as_str() {
                    Some(text) => out.push_str(text),
                    None => out.push_str(&value.to_string()),
                }
                rest = after;
            }
            _ => out.push('{'),
        }
    }
    out.push_str(rest);
    Ok(out.into())
}

impl Object for Saying {
    fn call(self: &Arc<Self>, _: &mut State<'_, '_>, arguments: &[Value]) -> Result<Value, Error> {
        if let [key] = arguments
            && let Some(key) = key.as_str()
        {
            return self.say(key, None);
        }
        let (key, values): (&str, Kwargs) = from_args(arguments)?;
        self.say(key, Some(&values))
    }
}

/// A day such as `2026-11-02` in the words of the theme, in a `time` element.
pub(super) fn date(saying: &Saying, day: &str) -> Value {
    let mut parts = day.split('-');
    let (year, month, number) = (parts.next(), parts.next(), parts.next());
    let (Some(year), Some(month), Some(number)) = (year, month, number) else {
        return day.into();
    };
    let number = number.trim_start_matches('0');
    // The first of a month is an ordinal in some languages: 1er mai, 2 mai.
    let form = number.parse().ok().map(|n| category(&saying.language, n));
    let word = |key: &str| {
        let word = saying.words.get(key).and_then(|word| word.form(form));
        word.and_then(Value::as_str).unwrap_or_default()
    };
    let text = word("date.form")
        .replace("{day}", number)
        .replace("{month}", word(&format!("month.{month}")))
        .replace("{year}", year);
    let mut html = String::from("<time datetime=\"");
    escape_into(&mut html, day);
    html.push_str("\">");
    escape_into(&mut html, &text);
    html.push_str("</time>");
    Value::from_safe_string(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_filled_once_and_one_without_a_value_stays() {
        let values: Kwargs = [("from", "{to}"), ("to", "Staff")]
            .map(|(name, value)| (name, Value::from(value)))
            .into_iter()
            .collect();
        let filled = filled("{from} to {to}, {not} {", &values);
        assert_eq!(filled.ok(), Some("{to} to Staff, {not} {".into()));
    }
}
