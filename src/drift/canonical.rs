//! Values in the one way in which sides are held against each other, whatever they were written in.

use crate::data::{Shape, Syntax, Value, is_number, parse_toml, text_value};
use crate::document::Kind;
use crate::schema::kind_keys;
use crate::source::Sources;
use std::collections::HashMap;

/// A value that TOML wrote.
pub(super) fn read(text: &str) -> Option<Value> {
    let mut out = Vec::new();
    let id = Sources::default().next_id();
    let table = parse_toml(id, &format!("it = {text}\n"), 0, &mut out);
    let value = table.get("it")?.value.clone();
    out.is_empty().then_some(value)
}

/// What keys take, of the kinds that were asked for.
#[derive(Debug, Default)]
pub(super) struct Shapes(HashMap<Kind, HashMap<String, Shape>>);

impl Shapes {
    /// A value as TOML writes it: of a key that takes a list a list, also where it is a cell or a
    /// single text; a number in a cell as one.
    pub fn canonical(&mut self, text: &str, kind: Kind, key: &str, syntax: Syntax) -> String {
        let Some(Value::String(said)) = read(text) else {
            return text.to_owned();
        };
        match self.of(kind, key) {
            Some(Shape::Texts) => {
                let items: Vec<String> = match syntax {
                    Syntax::Csv => {
                        let items = said.split(';').map(str::trim);
                        items.filter(|it| !it.is_empty()).map(text_value).collect()
                    }
                    _ => vec![text_value(&said)],
                };
                format!("[{}]", items.join(", "))
            }
            Some(Shape::Integer | Shape::Number | Shape::Any)
                if syntax == Syntax::Csv && is_number(&said) =>
            {
                said
            }
            _ => text.to_owned(),
        }
    }

    fn of(&mut self, kind: Kind, key: &str) -> Option<Shape> {
        let shapes = self.0.entry(kind).or_insert_with(|| {
            let keys = kind_keys(kind).into_iter();
            keys.map(|key| (key.path, key.shape)).collect()
        });
        shapes.get(key).copied()
    }
}
