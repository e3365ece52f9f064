//! The lines of a file that set one key, so that another value can be put there.

use crate::data::{Syntax, Value, parse_toml, parse_yaml};
use crate::source::Sources;
use std::ops::Range;

/// So many lines one value has at the most.
const MOST_LINES: usize = 500;

/// Lines that set one key and nothing else.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FieldLines {
    /// Where they are, without the last line end.
    pub lines: Range<usize>,
    prefix: String,
    comment: String,
}

impl FieldLines {
    /// The lines of a value in its file: `field` reaches from the key to the end of the value.
    /// `None` where something else stands in them as well, that would be lost.
    pub fn find(text: &str, field: &Range<usize>, syntax: Syntax) -> Option<FieldLines> {
        let start = text[..field.start].rfind('\n').map_or(0, |end| end + 1);
        let (sign, is_yaml) = match syntax {
            Syntax::Toml => ('=', false),
            Syntax::Yaml => (':', true),
            Syntax::Csv => return None,
        };
        let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\'');
        let lead = &text[start..field.start];
        if !lead.chars().all(|c| is_key(c) || c == ' ') || lead.trim_start().starts_with('-') {
            return None;
        }
        let rest = &text[field.start..];
        let divide = rest.find(sign)?;
        if !rest[..divide].chars().all(|c| is_key(c) || c == ' ') {
            return None;
        }
        let prefix = format!("{} ", &text[start..=field.start + divide]);
        let end_of_line = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end);
        let first = end_of_line(field.start);
        if is_yaml {
            let next = text.get(first + 1..).unwrap_or_default();
            let goes_on = next.starts_with([' ', '-', '\t']) && !next.starts_with("---");
            if goes_on || !sets_one(&text[start..first], true) {
                return None;
            }
        }
        let mut end = first;
        for _ in 0..MOST_LINES {
            if sets_one(&text[start..end], is_yaml) {
                let comment = comment(text, field.end, start..end)?;
                return Some(FieldLines {
                    lines: start..end,
                    prefix,
                    comment,
                });
            }
            if end >= text.len() {
                return None;
            }
            end = end_of_line(end + 1);
        }
        None
    }

    /// What stands before the value: the key and its sign.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The line with another value.
    pub fn with(&self, value: &str) -> String {
        format!("{}{value}{}", self.prefix, self.comment)
    }
}

/// Whether lines hold one key with a value, whole.
fn sets_one(lines: &str, is_yaml: bool) -> bool {
    let mut out = Vec::new();
    let id = Sources::default().next_id();
    let lines = lines.trim_start();
    let table = match is_yaml {
        true => parse_yaml(id, lines, 0, &mut out),
        false => parse_toml(id, lines, 0, &mut out),
    };
    let [entry] = table.entries() else {
        return false;
    };
    fn is_one(value: &Value) -> bool {
        match value {
            Value::Table(inner) => {
                inner.entries().len() == 1 && inner.entries().iter().all(|it| is_one(&it.value))
            }
            _ => true,
        }
    }
    out.is_empty() && is_one(&entry.value.value)
}

/// The comment behind a value of one line. `None` where one would be lost.
fn comment(text: &str, value_end: usize, lines: Range<usize>) -> Option<String> {
    if text[lines.clone()].contains('\n') {
        let has_one = text[lines].lines().any(|line| line.contains('#'));
        return (!has_one).then(String::new);
    }
    let rest = text.get(value_end..lines.end)?;
    let rest = rest.trim_start_matches(['"', '\'']);
    match rest.trim() {
        "" => Some(String::new()),
        said if said.starts_with('#') => Some(format!("{}{said}", &rest[..rest.find('#')?])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::FieldLines;
    use crate::data::Syntax;

    fn with(text: &str, field: &str, syntax: Syntax) -> Option<String> {
        let start = text.find(field).expect("it is there");
        let found = FieldLines::find(text, &(start..start + field.len()), syntax)?;
        let mut text = text.to_owned();
        text.replace_range(found.lines.clone(), &found.with("NEW"));
        Some(text)
    }

    #[test]
    fn another_value_is_put_into_the_lines_of_a_key() {
        use Syntax::{Toml, Yaml};
        let cases = [
            (
                "a = 1\nb = \"x\" # why\nc = 2\n",
                "b = \"x",
                "a = 1\nb = NEW # why\nc = 2\n",
            ),
            ("requires.x = \"e\"\n", "x = \"e", "requires.x = NEW\n"),
            (
                "l = [\n  \"a\",\n]\nm = 1\n",
                "l = [\n  \"a\",\n]",
                "l = NEW\nm = 1\n",
            ),
        ];
        for (text, field, wanted) in cases {
            assert_eq!(with(text, field, Toml).as_deref(), Some(wanted));
        }
        assert_eq!(
            with("a: x\nb: y\n", "a: x", Yaml).as_deref(),
            Some("a: NEW\nb: y\n")
        );
        assert_eq!(with("a:\n  - x\nb: y\n", "a:\n  - x", Yaml), None);
        assert_eq!(with("g = { a = 1, b = 2 }\n", "a = 1", Toml), None);
        assert_eq!(
            with("l = [\n  1, # one\n]\n", "l = [\n  1, # one\n]", Toml),
            None
        );
    }
}
