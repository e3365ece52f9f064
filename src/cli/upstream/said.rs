//! What the sides of an override say, as people read it.

use crate::compare::{Part, words};
use crate::data::{Value, parse_toml};
use crate::source::Sources;

/// Of longer texts the beginning is shown, in characters.
const MOST_SHOWN: usize = 4000;

/// Two texts with their words marked; where blanks say something, as a whole.
pub(super) fn marked(was: &str, said: &str) -> Vec<Part> {
    match (was.contains('\n') || said.contains('\n'), was.is_empty()) {
        (false, false) => words(was, said),
        (true, false) => by_lines(was, said),
        (_, true) => vec![Part::Same(said.to_owned())],
    }
}

/// Line by line: those that both have stay as they are, of the others the words are marked.
fn by_lines(was: &str, said: &str) -> Vec<Part> {
    let (old, new): (Vec<&str>, Vec<&str>) = (was.lines().collect(), said.lines().collect());
    let is_common = |line: &&str| old.contains(line) && new.contains(line);
    let mut parts = Vec::new();
    let mut gone = old.iter().filter(|line| !is_common(line));
    for line in &new {
        match is_common(line) {
            true => parts.push(Part::Same((*line).to_owned())),
            false => match gone.next() {
                Some(before) => parts.extend(words(before, line)),
                None => parts.push(Part::Added((*line).to_owned())),
            },
        }
        parts.push(Part::Same("\n".to_owned()));
    }
    for line in gone {
        parts.push(Part::Removed((*line).to_owned()));
        parts.push(Part::Same("\n".to_owned()));
    }
    parts
}

/// What a part is called by people.
pub(super) fn part(name: &str) -> String {
    if let Some(section) = name.strip_prefix("## ") {
        return format!("the section {section}");
    }
    match name.starts_with("{#") {
        true => "a statement".to_owned(),
        false => name.replace('_', " "),
    }
}

/// A value as people write it: without the quotation marks of TOML.
pub(super) fn plain(said: &str) -> String {
    fn words(value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.clone()),
            Value::List(items) => {
                let items = items.iter().map(|item| words(&item.value));
                items.collect::<Option<Vec<_>>>().map(|it| it.join(", "))
            }
            _ => None,
        }
    }
    let is_value = said.starts_with(['"', '\'', '[']);
    let mut out = Vec::new();
    let source = Sources::default().next_id();
    let table = parse_toml(source, &format!("it = {said}"), 0, &mut out);
    let value = table.get("it").and_then(|value| words(&value.value));
    let text = match value.filter(|_| is_value && out.is_empty()) {
        Some(text) => text,
        None => said.to_owned(),
    };
    match text.char_indices().nth(MOST_SHOWN) {
        Some((at, _)) => format!("{} …", &text[..at]),
        None => text,
    }
}
