//! `KEY.add` and `KEY.remove`: a list below with a few items more or less.

use super::told::with_candidates;
use crate::data::{Entry, Syntax, Table, Value, divided};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::slug;
use crate::document::{Deed, Override, Part};
use crate::source::{Span, Spanned};

/// What is added to a list and taken out of it.
pub(super) struct Changes {
    add: Vec<Spanned<Value>>,
    remove: Vec<Spanned<String>>,
}

/// What a value says of the list below, if it is nothing but `add` and `remove`, and one of them is
/// a list: the values of groups are never lists, so that a skill may be called `add`.
pub(super) fn changes(value: &Spanned<Value>, syntax: Syntax) -> Option<Changes> {
    let Value::Table(table) = &value.value else {
        return None;
    };
    let is_change = |entry: &Entry| matches!(entry.key.as_str(), "add" | "remove");
    let has_list = table
        .entries()
        .iter()
        .any(|entry| matches!(entry.value.value, Value::List(_)) || syntax == Syntax::Csv);
    if table.is_empty() || !table.entries().iter().all(is_change) || !has_list {
        return None;
    }
    let items = |key: &str| {
        table
            .entry(key)
            .map(|entry| items(&entry.value, table.syntax_of(key)))
            .unwrap_or_default()
    };
    let texts = items("remove").into_iter().filter_map(text).collect();
    Some(Changes {
        add: items("add"),
        remove: texts,
    })
}

/// The items of a list; a single value counts as a list of one, a cell is divided.
fn items(value: &Spanned<Value>, syntax: Syntax) -> Vec<Spanned<Value>> {
    match &value.value {
        Value::List(items) => items.clone(),
        Value::String(text) if syntax == Syntax::Csv => divided(text, value.span)
            .into_iter()
            .map(|item| item.map(Value::String))
            .collect(),
        _ => vec![value.clone()],
    }
}

fn text(value: Spanned<Value>) -> Option<Spanned<String>> {
    let text = match value.value {
        Value::String(text) => text,
        Value::Integer(number) => number.to_string(),
        _ => return None,
    };
    Some(Spanned::new(text, value.span))
}

fn word(value: &Spanned<Value>) -> String {
    text(value.clone()).map_or_else(String::new, |text| text.value)
}

/// What an item of a list names: without brackets, label and kind, by the rule of ids.
fn named(text: &str) -> String {
    let text = text.trim().trim_start_matches("[[").trim_end_matches("]]");
    let text = text.split('|').next().unwrap_or_default();
    let text = text.rsplit(':').next().unwrap_or_default();
    let parts: Vec<_> = text.split('/').map(|part| slug(part.trim())).collect();
    parts.join("/")
}

impl Changes {
    /// The list below with the changes.
    pub fn of(
        self,
        name: &str,
        over: &Entry,
        under: &Entry,
        under_syntax: Syntax,
        overrides: &mut Vec<Override>,
        out: &mut Vec<Diagnostic>,
    ) -> Spanned<Value> {
        let mut list = items(&under.value, under_syntax);
        if matches!(under.value.value, Value::Table(_)) {
            list.clear();
        }
        self.apply(
            name,
            over.key.span,
            Some(under.key.span),
            &mut list,
            overrides,
            out,
        );
        Spanned::new(Value::List(list), under.value.span)
    }

    /// The same where nothing below has the key.
    pub fn of_nothing(
        self,
        name: &str,
        over: &Entry,
        overrides: &mut Vec<Override>,
        out: &mut Vec<Diagnostic>,
    ) -> Spanned<Value> {
        let mut list = Vec::new();
        self.apply(name, over.key.span, None, &mut list, overrides, out);
        Spanned::new(Value::List(list), over.value.span)
    }

    fn apply(
        self,
        name: &str,
        over: Span,
        under: Option<Span>,
        list: &mut Vec<Spanned<Value>>,
        overrides: &mut Vec<Override>,
        out: &mut Vec<Diagnostic>,
    ) {
        let mut did = |deed, over, under| {
            overrides.push(Override {
                part: Part::Field(name.into()),
                deed,
                over,
                under,
            });
        };
        for item in &self.remove {
            let exact: Vec<usize> = places(list, |known| known.trim() == item.value.trim());
            let alike = || places(list, |known| named(known) == named(&item.value));
            let found = if exact.is_empty() { alike() } else { exact };
            match found.as_slice() {
                [place] => {
                    let gone = list.remove(*place);
                    did(Deed::Drops, item.span, Some(gone.span));
                }
                [] => {
                    let known: Vec<String> = list.iter().map(word).collect();
                    let finding = Diagnostic::new(
                        Code::UnknownOverride,
                        format!("`{}` is not in `{name}` below", item.value),
                    )
                    .at(item.span);
                    out.push(with_candidates(finding, &item.value, &known, "such list"));
                }
                many => {
                    let mut finding = Diagnostic::new(
                        Code::AmbiguousOverride,
                        format!("`{}` stands in `{name}` {} times", item.value, many.len()),
                    )
                    .at(item.span)
                    .help("write the whole list");
                    for place in many {
                        finding = finding.label(list[*place].span, "one of them");
                    }
                    out.push(finding);
                }
            }
        }
        for item in self.add {
            let words = word(&item);
            if let Some(known) = list
                .iter()
                .find(|known| named(&word(known)) == named(&words))
            {
                out.push(
                    Diagnostic::new(
                        Code::IdleOverride,
                        format!("`{words}` is in `{name}` below already"),
                    )
                    .at(item.span)
                    .label(known.span, "here")
                    .help("leave it out"),
                );
                continue;
            }
            did(Deed::Appends, over, under);
            list.push(item);
        }
    }
}

fn places(list: &[Spanned<Value>], is_it: impl Fn(&str) -> bool) -> Vec<usize> {
    let numbered = list.iter().enumerate();
    numbered
        .filter(|(_, known)| is_it(&word(known)))
        .map(|(place, _)| place)
        .collect()
}

/// Two groups without the keys that `remove` names, and without `remove` itself; nothing where there
/// is none.
pub(super) fn without_removed(
    above: &Table,
    below: &Table,
    name: &str,
    overrides: &mut Vec<Override>,
    out: &mut Vec<Diagnostic>,
) -> Option<(Table, Table)> {
    let remove = above.entry("remove")?;
    if !matches!(remove.value.value, Value::List(_)) {
        return None;
    }
    let mut gone: Vec<String> = Vec::new();
    for item in items(&remove.value, Syntax::Toml)
        .into_iter()
        .filter_map(text)
    {
        match below
            .entries()
            .iter()
            .find(|entry| named(&entry.key.value) == named(&item.value))
        {
            Some(entry) => {
                overrides.push(Override {
                    part: Part::Field(format!("{name}.{}", entry.key.value).into()),
                    deed: Deed::Drops,
                    over: item.span,
                    under: Some(entry.key.span),
                });
                gone.push(entry.key.value.clone());
            }
            None => {
                let known: Vec<String> = below
                    .entries()
                    .iter()
                    .map(|entry| entry.key.value.clone())
                    .collect();
                let finding = Diagnostic::new(
                    Code::UnknownOverride,
                    format!("`{name}.{}` is not there below", item.value),
                )
                .at(item.span);
                out.push(with_candidates(finding, &item.value, &known, "such key"));
            }
        }
    }
    let without = |table: &Table, is_gone: &dyn Fn(&str) -> bool| {
        let mut kept = Table::new(table.syntax());
        for entry in table
            .entries()
            .iter()
            .filter(|entry| !is_gone(entry.key.as_str()))
        {
            kept.take(entry.clone(), table.syntax_of(entry.key.as_str()));
        }
        kept
    };
    Some((
        without(above, &|key| key == "remove"),
        without(below, &|key| gone.iter().any(|gone| gone == key)),
    ))
}
