//! Values with the keys that lead to them: what is to stand in a file, whatever it was written in.

use super::cell::typed;
use crate::data::{Asked, Syntax, Table, Value, text_value};
use crate::overlay::value_text;
use crate::source::Span;

/// A value that is no group, and the keys that lead to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Leaf {
    /// The keys, the outermost first.
    pub path: Vec<String>,
    /// The value as TOML writes it in one line.
    pub value: String,
    /// Where its last key stands.
    pub key: Span,
    /// Where the value stands: of a text what is between the quotation marks.
    pub place: Span,
}

impl Leaf {
    /// A value that nobody has written yet.
    pub fn new<const N: usize>(path: [&str; N], value: &str, at: Span) -> Leaf {
        Leaf {
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            value: text_value(value),
            key: at,
            place: at,
        }
    }

    /// Its keys with dots between them, as TOML writes them.
    pub fn dotted(&self, from: usize) -> String {
        let keys = self.path.iter().skip(from);
        keys.map(|key| key_text(key)).collect::<Vec<_>>().join(".")
    }
}

/// A key as TOML writes it.
pub(super) fn key_text(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    match !key.is_empty() && key.chars().all(is_bare) {
        true => key.to_owned(),
        false => text_value(key),
    }
}

/// All values of a table, in its order. Cells of CSV are what `asked` says that their keys take.
pub(super) fn leaves(table: &Table, asked: &[Asked]) -> Vec<Leaf> {
    let mut found = Vec::new();
    of_table(table, &mut Vec::new(), asked, &mut found);
    found
}

fn of_table(table: &Table, path: &mut Vec<String>, asked: &[Asked], found: &mut Vec<Leaf>) {
    for entry in table.entries() {
        path.push(entry.key.value.clone());
        match &entry.value.value {
            // One without keys says nothing.
            Value::Table(inner) => of_table(inner, path, asked, found),
            value => {
                let value = match (table.syntax_of(&entry.key.value), value) {
                    (Syntax::Csv, Value::String(cell)) => typed(cell, &path.join("."), asked),
                    _ => value_text(value),
                };
                found.push(Leaf {
                    path: path.clone(),
                    value,
                    key: entry.key.span,
                    place: entry.value.span,
                });
            }
        }
        path.pop();
    }
}

/// Whether two lots of values say the same. The order matters within a group: that of areas, of
/// words that use each other; at the top keys are looked up by their names.
pub(super) fn are_same(one: &[Leaf], other: &[Leaf]) -> bool {
    fn sorted(leaves: &[Leaf]) -> Vec<(&str, &[String], &str)> {
        let mut all: Vec<(&str, &[String], &str)> = leaves
            .iter()
            .filter_map(|leaf| {
                let (first, rest) = leaf.path.split_first()?;
                Some((first.as_str(), rest, leaf.value.as_str()))
            })
            .collect();
        // Stable: within a group the order stays.
        all.sort_by(|a, b| a.0.cmp(b.0));
        all
    }
    sorted(one) == sorted(other)
}
