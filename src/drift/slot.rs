//! Where one value stands in a file, in TOML, in YAML, in a row of CSV or as a heading, with the
//! lines that can be said twice, once for each side of a conflict.

use super::canonical::read;
use crate::data::{Syntax, Value, csv_columns, csv_places, parse_toml, parse_yaml};
use crate::overlay::{Piece, value_text};
use crate::sheet::Splice;
use crate::source::Sources;
use std::ops::Range;

/// So many lines one value has at the most.
const MOST_LINES: usize = 500;

/// Where a value stands, and how another one is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The lines that are read by themselves, without the last line end: of a cell its row.
    pub lines: Range<usize>,
    /// Whether they may be left away: nothing else stands in them, or an empty cell says as much.
    pub may_go: bool,
    /// What is replaced.
    value: Range<usize>,
    how: How,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum How {
    /// In one line; a list that had its items in lines of their own keeps them there, so indented.
    Toml(Option<String>),
    Yaml,
    /// The byte that parts the cells.
    Cell(u8),
    Heading,
}

impl Slot {
    /// The slot of a value in its file. `None` where something would be lost with it, or where it is
    /// written in a way that can't be taken apart.
    pub fn find(text: &str, piece: &Piece, syntax: Syntax) -> Option<Slot> {
        let at = piece.range.start;
        if text[at..].starts_with('#') {
            return heading(text, piece);
        }
        match syntax {
            Syntax::Csv => cell(text, &piece.value),
            Syntax::Toml => keyed(text, piece, false),
            Syntax::Yaml => keyed(text, piece, true),
        }
    }

    /// Another value in its place, given as TOML writes it; none where it can't be written so.
    pub fn with(&self, value: Option<&str>) -> Option<Splice> {
        let Some(value) = value else {
            let empty =
                matches!(self.how, How::Cell(_)).then(|| Splice::new(self.value.clone(), ""));
            return empty;
        };
        let text = match &self.how {
            How::Toml(None) => value.to_owned(),
            How::Toml(Some(indent)) => spread(value, indent),
            How::Yaml => format!(" {value}"),
            How::Cell(delimiter) => quoted(&plain(value)?, *delimiter),
            How::Heading => Some(plain(value)?).filter(|it| !it.contains('\n'))?,
        };
        Some(Splice::new(self.value.clone(), text))
    }

    /// Whether an empty value is as good as none.
    pub fn is_cell(&self) -> bool {
        matches!(self.how, How::Cell(_))
    }
}

/// The value behind a key of TOML or YAML.
fn keyed(text: &str, piece: &Piece, is_yaml: bool) -> Option<Slot> {
    let sign = if is_yaml { ':' } else { '=' };
    let key = piece.range.start;
    let start = text[..key].rfind('\n').map_or(0, |end| end + 1);
    let rest = text.get(key..)?;
    let divide = rest.find(sign)?;
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'' | ' ');
    if !rest[..divide].chars().all(is_key) {
        return None;
    }
    let behind = key + divide + 1;
    let begin = text.len() - text[behind..].trim_start().len();
    let mark = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|mark| text[begin..].starts_with(mark));
    let mut end = piece.value.end.max(begin);
    if let Some(mark) = mark
        && text.get(end..)?.starts_with(mark)
    {
        end += mark.len();
    }
    end = begin + text.get(begin..end)?.trim_end().len();
    let raw = &text[begin..end];
    let value = if is_yaml { behind..end } else { begin..end };
    let has_comment = raw.contains('\n') && text[behind..end].contains('#');
    if has_comment || raw.starts_with(['&', '*']) {
        return None;
    }
    let end_of_line = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
    let mut last = end_of_line(end);
    for _ in 0..MOST_LINES {
        if let Some(may_go) = sets(&text[start..last], is_yaml) {
            let indent = (!is_yaml && raw.starts_with('[') && raw.contains('\n')).then(|| {
                let line = raw.lines().nth(1).unwrap_or_default();
                line[..line.len() - line.trim_start().len()].to_owned()
            });
            return Some(Slot {
                lines: start..last,
                may_go,
                value,
                how: if is_yaml {
                    How::Yaml
                } else {
                    How::Toml(indent)
                },
            });
        }
        if last >= text.len() || is_yaml {
            return None;
        }
        last = end_of_line(last + 1);
    }
    None
}

/// Whether lines can be read by themselves; if so, whether they set one key and nothing else.
fn sets(lines: &str, is_yaml: bool) -> Option<bool> {
    let mut out = Vec::new();
    let id = Sources::default().next_id();
    let indent = lines.len() - lines.trim_start_matches(' ').len();
    let table = match is_yaml {
        true => {
            let lines: Vec<&str> = lines
                .lines()
                .map(|it| it.get(indent..).unwrap_or(it))
                .collect();
            parse_yaml(id, &lines.join("\n"), 0, &mut out)
        }
        false => parse_toml(id, lines, 0, &mut out),
    };
    fn is_one(value: &Value) -> bool {
        match value {
            Value::Table(inner) => {
                inner.entries().len() == 1 && inner.entries().iter().all(|it| is_one(&it.value))
            }
            _ => true,
        }
    }
    let entries = table.entries();
    (out.is_empty() && !entries.is_empty())
        .then(|| entries.len() == 1 && entries.iter().all(|it| is_one(&it.value.value)))
}

fn cell(text: &str, known: &Range<usize>) -> Option<Slot> {
    let (_, delimiter) = csv_columns(text);
    let rows = csv_places(text);
    let row = rows.iter().find(|row| row.contains(known))?;
    let first = row.first()?.start;
    let begin = text[..first].trim_end_matches(['"', ' ']).len();
    let end = row.last()?.end;
    let end = text[end..].find('\n').map_or(text.len(), |line| end + line);
    let is_quoted = text[..known.start].ends_with('"') && text[known.end..].starts_with('"');
    let value = match is_quoted {
        true => known.start - 1..known.end + 1,
        false => known.clone(),
    };
    Some(Slot {
        lines: begin..end,
        may_go: false,
        value,
        how: How::Cell(delimiter),
    })
}

/// A title that is a heading.
fn heading(text: &str, piece: &Piece) -> Option<Slot> {
    let line = text[piece.range.clone()].lines().next()?;
    let words = line.trim_start_matches('#').trim_start();
    let start = piece.range.start + line.len() - words.len();
    let end = start + words.trim_end().len();
    (!words.contains('{')).then(|| Slot {
        lines: piece.range.start..piece.range.start + line.len(),
        may_go: true,
        value: start..end,
        how: How::Heading,
    })
}

/// A value as a cell has it.
fn plain(value: &str) -> Option<String> {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::List(_) | Value::Table(_) => None,
        other => Some(value_text(other)),
    };
    match read(value)? {
        Value::List(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| text(&item.value)).collect();
            items
                .filter(|items| items.iter().all(|it| !it.contains(';')))
                .map(|items| items.join("; "))
        }
        value => text(&value),
    }
}

fn quoted(text: &str, delimiter: u8) -> String {
    let needs = text.contains(['"', '\n', char::from(delimiter)]) || text.trim() != text;
    match needs {
        true => text_in_quotes(text),
        false => text.to_owned(),
    }
}

fn text_in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// A list with each item in a line of its own.
fn spread(value: &str, indent: &str) -> String {
    match read(value) {
        Some(Value::List(items)) if !items.is_empty() => {
            let lines: Vec<String> = items
                .iter()
                .map(|it| format!("{indent}{},\n", value_text(&it.value)))
                .collect();
            format!("[\n{}]", lines.concat())
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Slot;
    use crate::data::Syntax::{self, Csv, Toml, Yaml};
    use crate::overlay::Piece;
    use crate::source::Sources;

    fn with(text: &str, field: &str, value: &str, syntax: Syntax) -> Option<(String, String)> {
        let start = text.find(field).expect("it is there");
        let inner = start + field.rfind(value).expect("so is its value");
        let piece = Piece {
            text: String::new(),
            source: Sources::default().next_id(),
            range: start..start + field.len(),
            value: inner..inner + value.len(),
        };
        let slot = Slot::find(text, &piece, syntax)?;
        let splice = slot.with(Some("[\"n\"]"))?;
        let lines = text[slot.lines].to_owned();
        let mut text = text.to_owned();
        text.replace_range(splice.at, &splice.text);
        Some((text, lines))
    }

    #[test]
    fn another_value_is_put_where_one_stands_and_nothing_else_changes() {
        let cases = [
            (
                Toml,
                "a = 1\nb = \"x\" # why\n",
                "b = \"x",
                "x",
                "a = 1\nb = [\"n\"] # why\n",
                "b = \"x\" # why",
            ),
            (
                Toml,
                "r.x = \"e\"\n",
                "x = \"e",
                "e",
                "r.x = [\"n\"]\n",
                "r.x = \"e\"",
            ),
            (
                Toml,
                "g = { a = 1, b = 2 }\n",
                "a = 1",
                "1",
                "g = { a = [\"n\"], b = 2 }\n",
                "g = { a = 1, b = 2 }",
            ),
            (
                Toml,
                "l = [\n  \"a\",\n]\n",
                "l = [\n  \"a\",\n]",
                "[\n  \"a\",\n]",
                "l = [\n  \"n\",\n]\n",
                "l = [\n  \"a\",\n]",
            ),
            (
                Yaml,
                "a: x # why\nb: y\n",
                "a: x",
                "x",
                "a: [\"n\"] # why\nb: y\n",
                "a: x # why",
            ),
            (
                Yaml,
                "a:\n  - x\n  - y\nb: y\n",
                "a:\n  - x\n  - y",
                "- x\n  - y",
                "a: [\"n\"]\nb: y\n",
                "a:\n  - x\n  - y",
            ),
            (
                Yaml,
                "g:\n  a: 'x'\n  b: y\n",
                "a: 'x",
                "x",
                "g:\n  a: [\"n\"]\n  b: y\n",
                "  a: 'x'",
            ),
            (
                Yaml,
                "g: {a: x, b: y}\n",
                "a: x",
                "x",
                "g: {a: [\"n\"], b: y}\n",
                "g: {a: x, b: y}",
            ),
            (
                Csv,
                "id,t\na,\"x, y\"\nb,z\n",
                "x, y",
                "x, y",
                "id,t\na,n\nb,z\n",
                "a,\"x, y\"",
            ),
        ];
        for (syntax, text, field, value, wanted, lines) in cases {
            let found = with(text, field, value, syntax);
            assert_eq!(found, Some((wanted.to_owned(), lines.to_owned())), "{text}");
        }
        assert_eq!(
            with(
                "l = [\n  1, # one\n]\n",
                "l = [\n  1, # one\n]",
                "1, # one\n]",
                Toml
            ),
            None
        );
    }
}
