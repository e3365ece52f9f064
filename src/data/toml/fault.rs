//! What the TOML parser found, in words for people who have never heard of TOML.

use std::ops::Range;

use crate::data::date::{Dated, dated, no_such_date};
use crate::data::vars::is_unquoted_var;
use crate::data::written::{Written, line_at, quoted};
use crate::diagnostic::{Code, Diagnostic};

/// One of the parser's errors.
pub(super) struct Fault {
    /// Where, in the text that was read.
    pub(super) at: Range<usize>,
    /// The parser's own words, without the list of what it would have taken.
    pub(super) description: String,
}

impl Fault {
    pub(super) fn of(error: &::toml::de::Error, written: Written) -> Fault {
        let message = error.message();
        let description = message.split(", expected").next().unwrap_or(message);
        let end = written.text.len();
        let at = error.span().unwrap_or(0..0);
        Fault {
            at: at.start.min(end)..at.end.min(end),
            description: description.to_owned(),
        }
    }

    pub(super) fn is(&self, description: &str) -> bool {
        self.description.starts_with(description)
    }

    pub(super) fn is_repeated(&self) -> bool {
        self.is("duplicate key") || self.is("cannot extend value")
    }

    /// Whether it can't be the consequence of another fault in its line.
    pub(super) fn stands_alone(&self) -> bool {
        self.is_repeated() || self.is("invalid date")
    }

    /// What is said of it; nothing of a repeated key, which needs two places.
    pub(super) fn finding(&self, written: Written) -> Option<Diagnostic> {
        if self.is_repeated() {
            return None;
        }
        let raw = written.slice(self.at.clone());
        let value = written.slice(self.value(written));
        if self.is("string values must be quoted") && raw.is_empty() {
            let key = written.slice(line_at(written.text, self.at.start));
            let key = key.split('=').next().unwrap_or(key).trim();
            let message = format!("{} has no value", quoted(key));
            let help = "write the value behind `=`, or delete the line";
            return Some(self.syntax(written, message).help(help));
        }
        if self.is("string values must be quoted") {
            return Some(self.unquoted(raw, written));
        }
        if self.is("invalid date") || self.is("invalid time") || self.is("invalid float") {
            return Some(match dated(value) {
                Dated::Text => self.unquoted(value, written),
                _ => no_such_date(value, written.span(self.value(written))),
            });
        }
        if self.is("invalid boolean") {
            return Some(self.unquoted(raw, written));
        }
        Some(self.by_description(raw, value, written))
    }

    fn by_description(&self, raw: &str, value: &str, written: Written) -> Diagnostic {
        let line = line_at(written.text, self.at.start);
        let (message, help) = match self.description.as_str() {
            "unexpected leading zero" => (
                format!("{} is a number that begins with a zero", quoted(value)),
                format!(
                    "write `{}`, or `\"{value}\"` for a text",
                    value.trim_start_matches('0')
                ),
            ),
            "missing escaped value" => {
                let end = written.text[self.at.start..].chars().next();
                let end = self.at.start + end.map_or(0, char::len_utf8);
                let escape = self.at.start.saturating_sub(1)..end;
                let message = format!(
                    "{} stands for nothing",
                    quoted(written.slice(escape.clone()))
                );
                return Diagnostic::new(Code::Syntax, message)
                    .at(written.span(escape))
                    .help("write `\\\\` for a backslash, or put the text between `'`");
            }
            "invalid basic string" | "invalid literal string" if raw.is_empty() => {
                let mark = if self.is("invalid basic") { '"' } else { '\'' };
                let text = written.slice(line.clone());
                let opened = text[..self.at.start - line.start].rfind(mark);
                let from = line.start + opened.unwrap_or_default();
                let message = format!("the text that begins with `{mark}` here is never closed");
                return Diagnostic::new(Code::Syntax, message)
                    .at(written.span(from..self.at.start))
                    .help(format!("write `{mark}` where it ends"));
            }
            description if description.ends_with("string") => (
                "a control character stands in the text here".to_owned(),
                "delete it".to_owned(),
            ),
            "missing comma between array elements" => (
                "a comma is missing in the list here".to_owned(),
                "put `,` between every two items".to_owned(),
            ),
            "extra comma in array" | "extra comma in inline table" => (
                "a comma has nothing before it".to_owned(),
                "delete it".to_owned(),
            ),
            "extra assignment between key-value pairs"
            | "missing comma between key-value pairs" => (
                "a comma is missing between two keys here".to_owned(),
                "put `,` between every two `key = value`".to_owned(),
            ),
            "unexpected key or value" => {
                let rest = written.slice(self.at.start..line.end).trim();
                let help = if rest.contains('=') {
                    "begin a new line for each key"
                } else if rest.starts_with([',', ']', '}']) {
                    "delete it"
                } else {
                    "write a text that holds `\"` between `'`, and one that holds `'` between `\"`"
                };
                (
                    format!("{} follows a value that has ended", quoted(rest)),
                    help.to_owned(),
                )
            }
            "missing inline table opening" | "missing array opening" | "extra `=`" => (
                format!("{} stands where a value belongs", quoted(raw)),
                "delete it".to_owned(),
            ),
            "too few unicode value digits" => (
                "an escape has too few digits here".to_owned(),
                "write the character itself".to_owned(),
            ),
            "invalid unquoted key" => {
                let key = Fault {
                    at: self.value(written),
                    description: String::new(),
                };
                let message = format!("the key {} has no quotation marks", quoted(value));
                return key
                    .syntax(written, message)
                    .help(format!("write `\"{}\"`", short(value)));
            }
            "unquoted keys cannot be empty" => (
                "a key is missing here".to_owned(),
                "write `key = value`".to_owned(),
            ),
            "cannot recurse further; max recursion depth met" | "recursion limit" => (
                "lists and groups are nested too deep here".to_owned(),
                "write it flatter".to_owned(),
            ),
            other => {
                // Rare enough that the parser's own words have to do.
                let message = match other.strip_prefix("invalid ") {
                    Some(what) => format!("this can't be read as {what}"),
                    None => format!("this can't be read: {other}"),
                };
                return self.syntax(written, message);
            }
        };
        self.syntax(written, message).help(help)
    }

    fn unquoted(&self, raw: &str, written: Written) -> Diagnostic {
        let typographic = without_typographic_marks(raw);
        if typographic != raw {
            return self
                .syntax(
                    written,
                    format!(
                        "{} stands between typographic quotation marks",
                        quoted(typographic)
                    ),
                )
                .help(format!("write straight ones: `\"{}\"`", short(typographic)));
        }
        let brackets = self.at.start.saturating_sub(2)..self.at.end + 2;
        if is_unquoted_var(written.slice(brackets.clone())) {
            let raw = quoted(written.slice(brackets.clone()));
            return Diagnostic::new(
                Code::Syntax,
                format!("the text {raw} has no quotation marks"),
            )
            .at(written.span(brackets))
            .help(format!("write `\"{}\"`", raw.trim_matches('`')));
        }
        let lower = raw.to_ascii_lowercase();
        if is_spoken_boolean(raw) || ["true", "false"].contains(&lower.as_str()) {
            let meant = ["yes", "on", "true"].contains(&lower.as_str());
            return self
                .syntax(
                    written,
                    format!("{} stands without quotation marks", quoted(raw)),
                )
                .help(format!("write `{meant}`, or `\"{raw}\"` for a text"));
        }
        let message = format!("the text {} has no quotation marks", quoted(raw));
        let finding = Diagnostic::new(Code::Syntax, message).at(written.span(self.value(written)));
        finding.help(format!("write `\"{}\"`", short(raw)))
    }

    fn syntax(&self, written: Written, message: String) -> Diagnostic {
        Diagnostic::new(Code::Syntax, message).at(written.span(self.at.clone()))
    }

    /// The whole word that the fault lies in: the parser underlines the one digit that is wrong.
    fn value(&self, written: Written) -> Range<usize> {
        let line = line_at(written.text, self.at.start);
        let ends = |c: char| c.is_whitespace() || ",[]{}=#".contains(c);
        let before = &written.text[line.start..self.at.start];
        let start = before.rfind(ends).map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let after = &written.text[self.at.end..line.end.max(self.at.end)];
        let end = after.find(ends).unwrap_or(after.len());
        line.start + start..self.at.end + end
    }
}

/// The words that other languages take for `true` and `false`.
pub(super) fn is_spoken_boolean(text: &str) -> bool {
    ["yes", "no", "on", "off"].contains(&text.to_ascii_lowercase().as_str())
}

/// `text` without the quotation marks that word processors make of straight ones.
pub(super) fn without_typographic_marks(text: &str) -> &str {
    const MARKS: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];
    match text.starts_with(MARKS) {
        true => text.trim_matches(MARKS),
        false => text,
    }
}

fn short(text: &str) -> String {
    let quoted = quoted(text);
    quoted.trim_matches('`').to_owned()
}
