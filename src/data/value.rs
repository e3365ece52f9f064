//! The tree that TOML, YAML and CSV are read into.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::source::{Span, Spanned};

/// A value with no trace of the language that it was written in.
///
/// There is no null: a key with nothing behind it is as though it weren't there.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text. Its span is what stands between the quotation marks, so that it is as long as the
    /// text exactly when it holds no escapes, and places within the text can be told.
    String(String),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A day. Of a date with a time the day is kept.
    Date(Date),
    /// Several values.
    List(Vec<Spanned<Value>>),
    /// A group of keys.
    Table(Table),
}

impl Value {
    /// What it is, in words for authors: "a text", "a list".
    pub fn kind(&self) -> &'static str {
        match self {
            Value::String(_) => "a text",
            Value::Integer(_) => "a whole number",
            Value::Float(_) => "a number",
            Value::Boolean(true) => "`true`",
            Value::Boolean(false) => "`false`",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a group of keys",
        }
    }
}

/// The language that a table was written in. It matters to the reader, because a cell of CSV is
/// always a text, and to the advice in messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Syntax {
    /// Front matter between `+++`, tables and settings.
    #[default]
    Toml,
    /// Front matter between `---`.
    Yaml,
    /// A row of a table.
    Csv,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// One segment of a dotted key, and where it stands.
    pub key: Spanned<String>,
    /// What is behind it. The span of a group made by dotted keys is that of its own segment where
    /// it is first named.
    pub value: Spanned<Value>,
}

/// Keys and values in the order in which they were written. No key stands twice.
#[derive(Clone, Debug, Default)]
pub struct Table {
    syntax: Syntax,
    entries: Vec<Entry>,
    // Keys that were written in another language: of tables that lay over each other.
    #[allow(clippy::box_collection)]
    others: Option<Box<HashMap<String, Syntax>>>,
    // Of large tables only: 800,000 keys fit into the largest file that is read.
    // Boxed, because most tables are small and there are as many as there are files.
    #[allow(clippy::box_collection)]
    places: Option<Box<HashMap<String, usize>>>,
}

const SMALL: usize = 16;

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.entries == other.entries
    }
}

impl Table {
    /// A table without entries.
    pub fn new(syntax: Syntax) -> Table {
        Table {
            syntax,
            entries: Vec::new(),
            others: None,
            places: None,
        }
    }

    /// The language that it was written in.
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// The language that the value of a key was written in.
    pub fn syntax_of(&self, key: &str) -> Syntax {
        let other = self.others.as_ref().and_then(|others| others.get(key));
        other.copied().unwrap_or(self.syntax)
    }

    /// Adds an entry that may come from a table in another language. Where the key is taken nothing
    /// is added.
    pub fn take(&mut self, entry: Entry, syntax: Syntax) {
        if self.place(&entry.key.value).is_some() {
            return;
        }
        if syntax != self.syntax {
            let others = self.others.get_or_insert_default();
            others.insert(entry.key.value.clone(), syntax);
        }
        self.push(entry.key, entry.value);
    }

    /// The entries as written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of a key; a dot in `key` is part of the key.
    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        let place = self.place(key)?;
        Some(&self.entries[place].value)
    }

    /// A key and its value.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(self.place(key)?)
    }

    /// Adds an entry. Where the key is taken nothing is added, and the place of the first is given
    /// back.
    pub fn insert(&mut self, key: Spanned<String>, value: Spanned<Value>) -> Result<(), Span> {
        match self.place(&key.value) {
            Some(place) => Err(self.entries[place].key.span),
            None => {
                self.push(key, value);
                Ok(())
            }
        }
    }

    /// Gives back what was reserved and not used: tables live until all files are linked.
    pub(crate) fn shrink(&mut self) {
        self.entries.shrink_to_fit();
        for entry in &mut self.entries {
            match &mut entry.value.value {
                Value::Table(table) => table.shrink(),
                Value::List(list) => list.shrink_to_fit(),
                _ => {}
            }
        }
    }

    /// Takes the entries out.
    pub fn into_entries(self) -> Vec<Entry> {
        self.entries
    }

    pub(super) fn place(&self, key: &str) -> Option<usize> {
        if self.entries.len() > SMALL {
            return self.places.as_ref()?.get(key).copied();
        }
        self.entries.iter().position(|entry| entry.key.value == key)
    }

    pub(super) fn entry_mut(&mut self, place: usize) -> &mut Entry {
        &mut self.entries[place]
    }

    /// Adds an entry whose key is known to be free, and tells its place.
    pub(super) fn push(&mut self, key: Spanned<String>, value: Spanned<Value>) -> usize {
        let place = self.entries.len();
        self.entries.push(Entry { key, value });
        if self.entries.len() > SMALL {
            let places = self.places.get_or_insert_default();
            for place in places.len()..self.entries.len() {
                places.insert(self.entries[place].key.value.clone(), place);
            }
        }
        place
    }
}
