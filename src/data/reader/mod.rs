//! Questions to a table, and what is said of the answers.

mod asked;
mod convert;
mod escaped;

use super::extra::Extra;
use super::value::{Entry, Syntax, Table, Value};
use super::vars::{Vars, expand_vars};
use super::written::quoted;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::source::{Span, Spanned};
pub use asked::{Asked, Record, Shape};
use convert::Wanted;
pub(crate) use convert::divided;
use escaped::without_controls;
use jiff::civil::Date;

/// What becomes of keys that nobody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownKeys {
    /// Each is an error.
    Error,
    /// Each is a warning, and its value is given back: a page brought from another generator
    /// builds.
    KeepAsExtra,
}

/// Unknown keys of one table that are told: a table of another kind of thing has nothing else.
const MOST_UNKNOWN: usize = 50;

/// Asks a table for its keys. Which keys a kind has is learnt from the questions, so there is no
/// second list that must agree with them; so every key has to be asked for, whatever was found
/// before, and [`Reader::finish`] comes last.
///
/// A value of the wrong type is reported, and is then as though it weren't there. In every text
/// `[[var:NAME]]` is replaced.
pub struct Reader<'a> {
    table: &'a Table,
    owner: Span,
    path: String,
    vars: &'a Vars,
    out: &'a mut Vec<Diagnostic>,
    /// The names that were asked for, each with a line end behind it: there are dozens in each of
    /// many files.
    asked: String,
    /// Which of the table's entries were.
    is_asked: Vec<bool>,
    record: Option<&'a Record>,
}

impl<'a> Reader<'a> {
    /// A reader of `table`. `owner` is where the table as a whole stands: front matter, a row, the
    /// header of a group.
    pub fn new(
        table: &'a Table,
        owner: Span,
        vars: &'a Vars,
        out: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Reader {
            table,
            owner,
            path: String::new(),
            vars,
            out,
            asked: String::with_capacity(256),
            is_asked: vec![false; table.entries().len()],
            record: None,
        }
    }

    /// The same, taking down what is asked.
    #[must_use]
    pub fn recording(mut self, record: Option<&'a Record>) -> Self {
        self.record = record;
        self
    }

    /// Where it takes down what is asked: for readers of the groups in this table.
    pub fn record(&self) -> Option<&'a Record> {
        self.record
    }

    /// The same for a table that is the value of a key: messages then name `theme.accent`, not
    /// `accent`.
    #[must_use]
    pub fn under(mut self, path: &str) -> Self {
        self.path = format!("{path}.");
        self
    }

    /// Where the table as a whole stands.
    pub fn owner(&self) -> Span {
        self.owner
    }

    /// Where a key stands, once it has been asked for or not.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        let entry = self.table.entries().iter().find(|e| e.key.value == key)?;
        Some(entry.key.span)
    }

    /// Reports what only the caller can judge.
    pub fn report(&mut self, finding: Diagnostic) {
        self.out.push(finding);
    }

    /// A text. A number or a date is taken as it is written; a number that would come out otherwise
    /// (`1.10`) is an error, and `true` is one.
    pub fn text(&mut self, key: &str) -> Option<Spanned<String>> {
        let value = self.ask(key, Shape::Text)?;
        self.text_of(key, value)
    }

    /// A text that the table can't do without.
    pub fn required_text(&mut self, key: &str) -> Option<Spanned<String>> {
        if self.ask(key, Shape::Text).is_none() {
            let key = self.name(key);
            let finding = Diagnostic::new(Code::MissingKey, format!("the key `{key}` is missing"));
            let help = format!("add `{key}`");
            self.out.push(finding.at(self.owner).help(help));
        }
        self.text(key)
    }

    /// Texts: a list, or a single one that counts as a list of one. A cell is divided at `;`.
    pub fn texts(&mut self, key: &str) -> Vec<Spanned<String>> {
        let Some(value) = self.ask(key, Shape::Texts) else {
            return Vec::new();
        };
        match &value.value {
            Value::List(items) => items
                .iter()
                .filter_map(|item| self.text_of(key, item))
                .collect(),
            Value::String(text) if self.table.syntax_of(key) == Syntax::Csv => {
                let items = convert::divided(text, value.span);
                items.into_iter().map(|item| self.expanded(item)).collect()
            }
            Value::Table(_) => {
                self.wrong(key, value, Wanted::Texts);
                Vec::new()
            }
            _ => self.text_of(key, value).into_iter().collect(),
        }
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &str) -> Option<Spanned<bool>> {
        let value = self.ask(key, Shape::Flag)?;
        self.converted(key, value, convert::flag, Wanted::Flag)
    }

    /// A whole number.
    pub fn integer(&mut self, key: &str) -> Option<Spanned<i64>> {
        let value = self.ask(key, Shape::Integer)?;
        self.converted(key, value, convert::integer, Wanted::Integer)
    }

    /// A number, whole or not; never infinite.
    pub fn number(&mut self, key: &str) -> Option<Spanned<f64>> {
        let value = self.ask(key, Shape::Number)?;
        self.converted(key, value, convert::number, Wanted::Number)
    }

    /// A day. A text that is written as one counts.
    pub fn date(&mut self, key: &str) -> Option<Spanned<Date>> {
        let value = self.ask(key, Shape::Date)?;
        match convert::not_a_date(value) {
            Some(finding) => {
                self.out.push(finding);
                None
            }
            None => self.converted(key, value, convert::date, Wanted::Date),
        }
    }

    /// The keys of a group such as `requires.*`, in the order written. All of them count as asked
    /// for.
    pub fn table(&mut self, key: &str) -> Vec<(Spanned<String>, Spanned<Value>)> {
        let Some(table) = self.group(key) else {
            return Vec::new();
        };
        table
            .value
            .entries()
            .iter()
            .map(|entry| {
                let mut value = entry.value.clone();
                self.expand(&mut value);
                (entry.key.clone(), value)
            })
            .collect()
    }

    /// The same where every value is a text.
    pub fn texts_table(&mut self, key: &str) -> Vec<(Spanned<String>, Spanned<String>)> {
        self.take_down(key, Shape::TextsGroup);
        let Some(table) = self.group(key) else {
            return Vec::new();
        };
        let text = |entry: &Entry| {
            let name = format!("{key}.{}", entry.key.value);
            let text = self.text_of(&name, &entry.value)?;
            Some((entry.key.clone(), text))
        };
        table.value.entries().iter().filter_map(text).collect()
    }

    /// A group of keys as it stands, for a reader of its own. Texts in it are not expanded yet.
    pub fn group(&mut self, key: &str) -> Option<Spanned<&'a Table>> {
        let value = self.ask(key, Shape::Group)?;
        match &value.value {
            Value::Table(table) => Some(Spanned::new(table, value.span)),
            _ => {
                self.wrong(key, value, Wanted::Group);
                None
            }
        }
    }

    /// A value of any type.
    pub fn raw(&mut self, key: &str) -> Option<Spanned<Value>> {
        let mut value = self.ask(key, Shape::Any)?.clone();
        self.expand(&mut value);
        Some(value)
    }

    /// The keys of the author's own, `extra.*`.
    pub fn extra(&mut self) -> Extra {
        let mut extra = Table::new(self.table.syntax());
        for (key, value) in self.table("extra") {
            extra.push(key, value);
        }
        Extra::new(extra)
    }

    /// Reports every key that was never asked for and isn't among `allowed` (those that another
    /// reader of the same table asks for). `kind` says what the table is, with its article: "a
    /// level", "the settings file". With [`UnknownKeys::KeepAsExtra`] the values are given back,
    /// else the table is empty.
    pub fn finish(mut self, kind: &str, allowed: &[&str], unknown: UnknownKeys) -> Table {
        let mut kept = Table::new(self.table.syntax());
        let table = self.table;
        let mut unknown_keys = 0;
        for (place, Entry { key, value }) in table.entries().iter().enumerate() {
            let name = key.as_str();
            if self.is_asked[place] || allowed.contains(&name) {
                continue;
            }
            unknown_keys += 1;
            if unknown_keys > MOST_UNKNOWN {
                if unknown == UnknownKeys::KeepAsExtra {
                    kept.push(key.clone(), value.clone());
                }
                continue;
            }
            let message = format!("{kind} has no key {}", quoted(&self.name(name)));
            let mut finding = Diagnostic::new(Code::UnknownKey, message).at(key.span);
            let asked = self.asked.lines();
            let known = nearest(name, asked.chain(allowed.iter().copied()));
            let takes_extra = self.asked.lines().any(|asked| asked == "extra");
            finding = match known {
                Some(known) => {
                    let known = self.name(known);
                    finding.suggest(Some(&known))
                }
                None if takes_extra => {
                    let help = format!(
                        "write {} for a key of your own",
                        quoted(&format!("extra.{name}"))
                    );
                    finding.help(help)
                }
                None => finding.help("delete it"),
            };
            if unknown == UnknownKeys::KeepAsExtra {
                finding.severity = Severity::Warning;
                let mut value = value.clone();
                self.expand(&mut value);
                kept.push(key.clone(), value);
            }
            self.out.push(finding);
        }
        if let (Some(last), 1..) = (
            self.out.last_mut(),
            unknown_keys.saturating_sub(MOST_UNKNOWN),
        ) {
            let more = unknown_keys - MOST_UNKNOWN;
            last.notes
                .push(format!("{more} more keys mean nothing here"));
        }
        kept
    }

    fn take_down(&self, key: &str, shape: Shape) {
        if let Some(record) = self.record {
            record.add(self.name(key), shape);
        }
    }

    fn ask(&mut self, key: &str, shape: Shape) -> Option<&'a Spanned<Value>> {
        self.take_down(key, shape);
        self.asked.push_str(key);
        self.asked.push('\n');
        let place = self.table.place(key)?;
        self.is_asked[place] = true;
        Some(&self.table.entries()[place].value)
    }

    fn name(&self, key: &str) -> String {
        format!("{}{key}", self.path)
    }

    fn converted<T>(
        &mut self,
        key: &str,
        value: &Spanned<Value>,
        convert: fn(&Value, Syntax) -> Option<T>,
        wanted: Wanted,
    ) -> Option<Spanned<T>> {
        let converted = convert(&value.value, self.table.syntax_of(key));
        if converted.is_none() {
            self.wrong(key, value, wanted);
        }
        Some(Spanned::new(converted?, value.span))
    }

    fn text_of(&mut self, key: &str, value: &Spanned<Value>) -> Option<Spanned<String>> {
        match convert::text(value) {
            Some(text) => Some(self.expanded(Spanned::new(text, value.span))),
            None => {
                self.wrong(key, value, Wanted::Text);
                None
            }
        }
    }

    fn wrong(&mut self, key: &str, value: &Spanned<Value>, wanted: Wanted) {
        let name = self.name(key);
        self.out.push(convert::wrong_type(
            &name,
            value,
            wanted,
            self.table.syntax_of(key),
        ));
    }

    fn expanded(&mut self, text: Spanned<String>) -> Spanned<String> {
        let span = text.span;
        text.map(|text| {
            let text = match text.contains('[') {
                true => expand_vars(&text, span, self.vars, self.out),
                false => text,
            };
            without_controls(text, span, self.out)
        })
    }

    fn expand(&mut self, value: &mut Spanned<Value>) {
        match &mut value.value {
            Value::String(text) => {
                let expanded = expand_vars(text, value.span, self.vars, self.out);
                *text = without_controls(expanded, value.span, self.out);
            }
            Value::List(items) => {
                for item in items {
                    self.expand(item);
                }
            }
            Value::Table(table) => {
                for place in 0..table.entries().len() {
                    self.expand(&mut table.entry_mut(place).value);
                }
            }
            _ => {}
        }
    }
}
