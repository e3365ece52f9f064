//! Front matter, rows and settings over those below: field by field, groups key by key.

use super::list;
use crate::data::{Entry, Syntax, Table, Value};
use crate::diagnostic::Diagnostic;
use crate::document::{Deed, Override, Part};

/// The fields of `above` over those of `below`. A field takes the place of the one below, where it
/// stood; a group is gone through key by key; `KEY.add` and `KEY.remove` change a list. Every value
/// keeps its place.
pub fn fields(
    above: &Table,
    below: &Table,
    overrides: &mut Vec<Override>,
    out: &mut Vec<Diagnostic>,
) -> Table {
    Laying { overrides, out }.tables(above, below, "")
}

struct Laying<'a> {
    overrides: &'a mut Vec<Override>,
    out: &'a mut Vec<Diagnostic>,
}

impl Laying<'_> {
    fn tables(&mut self, above: &Table, below: &Table, path: &str) -> Table {
        let mut merged = Table::new(below.syntax());
        for entry in below.entries() {
            let key = entry.key.as_str();
            let syntax = below.syntax_of(key);
            match above.entry(key) {
                Some(over) => {
                    let (over, syntax) =
                        self.entry(over, above.syntax_of(key), entry, syntax, path);
                    merged.take(over, syntax);
                }
                None => merged.take(entry.clone(), syntax),
            }
        }
        for over in above.entries() {
            let key = over.key.as_str();
            if below.entry(key).is_some() {
                continue;
            }
            match list::changes(&over.value, above.syntax_of(key)) {
                Some(changes) => {
                    let name = format!("{path}{key}");
                    let value = changes.of_nothing(&name, over, self.overrides, self.out);
                    merged.take(
                        Entry {
                            key: over.key.clone(),
                            value,
                        },
                        Syntax::Toml,
                    );
                }
                None => {
                    self.did(over, None, path, Deed::Adds);
                    merged.take(over.clone(), above.syntax_of(key));
                }
            }
        }
        merged
    }

    fn entry(
        &mut self,
        over: &Entry,
        over_syntax: Syntax,
        under: &Entry,
        under_syntax: Syntax,
        path: &str,
    ) -> (Entry, Syntax) {
        let name = format!("{path}{}", over.key.value);
        let with = |value| Entry {
            key: over.key.clone(),
            value,
        };
        match (&over.value.value, &under.value.value) {
            (Value::Table(above), Value::Table(below)) => {
                let rest = list::without_removed(above, below, &name, self.overrides, self.out);
                let (above, below) = match &rest {
                    Some((above, below)) => (above, below),
                    None => (above, below),
                };
                let merged = self.tables(above, below, &format!("{name}."));
                let span = under.value.span;
                let value = crate::source::Spanned::new(Value::Table(merged), span);
                (with(value), under_syntax)
            }
            _ => match list::changes(&over.value, over_syntax) {
                Some(changes) => {
                    let value =
                        changes.of(&name, over, under, under_syntax, self.overrides, self.out);
                    (with(value), Syntax::Toml)
                }
                None => {
                    self.did(over, Some(under), path, Deed::Replaces);
                    (over.clone(), over_syntax)
                }
            },
        }
    }

    fn did(&mut self, over: &Entry, under: Option<&Entry>, path: &str, deed: Deed) {
        self.overrides.push(Override {
            part: Part::Field(format!("{path}{}", over.key.value).into()),
            deed,
            over: over.key.span,
            under: under.map(|entry| entry.key.span),
        });
    }
}
