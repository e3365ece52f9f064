//! Keys of the author's own, for templates.

use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::value::{Entry, Table, Value};
use crate::source::Spanned;

/// The `extra.*` keys of a thing, and in a plain page the keys that mean nothing to Waypost.
///
/// It serializes as the template sees it: keys in the order written, dates as `YYYY-MM-DD`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra(Table);

impl Extra {
    /// The table of `extra.*`.
    pub fn new(table: Table) -> Extra {
        Extra(table)
    }

    /// Takes in what [`super::Reader::finish`] kept. A key that is there already stays.
    pub fn keep(&mut self, unknown: Table) {
        for Entry { key, value } in unknown.into_entries() {
            if self.0.place(&key.value).is_none() {
                self.0.push(key, value);
            }
        }
    }

    /// The value of one key.
    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        self.0.get(key)
    }

    /// All of them in the order written.
    pub fn entries(&self) -> &[Entry] {
        self.0.entries()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Extra> for Value {
    fn from(extra: Extra) -> Value {
        Value::Table(extra.0)
    }
}

impl Serialize for Extra {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries().len()))?;
        for entry in self.entries() {
            map.serialize_entry(&entry.key.value, &entry.value.value)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::String(text) => serializer.serialize_str(text),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Float(number) => serializer.serialize_f64(*number),
            Value::Boolean(flag) => serializer.serialize_bool(*flag),
            Value::Date(date) => serializer.collect_str(date as &Date),
            Value::List(items) => {
                let mut seq = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    seq.serialize_element(&item.value)?;
                }
                seq.end()
            }
            Value::Table(table) => table.serialize(serializer),
        }
    }
}
