//! The words that a theme says itself, in the language of the site.

use crate::data::{Table, Value, parse_toml};
use crate::diagnostic::Diagnostic;
use crate::source::SourceId;
use std::collections::HashMap;

/// Words by dotted key: `alert.note`.
#[derive(Debug, Default)]
pub struct Words(HashMap<String, String>);

impl Words {
    /// Takes in a table of words; those that are there already stay.
    pub(super) fn add(&mut self, source: SourceId, text: &str, out: &mut Vec<Diagnostic>) {
        let table = parse_toml(source, text, 0, out);
        self.add_table("", &table);
    }

    fn add_table(&mut self, prefix: &str, table: &Table) {
        for entry in table.entries() {
            let key = match prefix {
                "" => entry.key.value.clone(),
                prefix => format!("{prefix}.{}", entry.key.value),
            };
            match &entry.value.value {
                Value::String(word) => {
                    self.0.entry(key).or_insert_with(|| word.clone());
                }
                Value::Table(inner) => self.add_table(&key, inner),
                _ => {}
            }
        }
    }

    /// The word with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

impl Words {
    /// All of them, for the engine's own use.
    pub(super) fn all(&self) -> HashMap<String, String> {
        self.0.clone()
    }
}
