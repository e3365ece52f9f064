//! `waypost.lock`: what each override of a site was based on.

use crate::data::{Table, Value, parse_toml, text_value};
use crate::source::Sources;
use std::collections::BTreeMap;

/// The name of the file, beside `site.toml`.
pub const LOCK: &str = "waypost.lock";

/// The version of its format.
const VERSION: i64 = 1;

/// The part of a thing that an override is of: the thing by kind and id as it is called here
/// (`level:staff`), and the part (`typical_time`, `## scope`, `{#ten-times}`).
pub type Key = (String, String);

/// What each override was based on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// What stood below when the override was written, or last held against it; nothing where
    /// nothing stood there.
    pub bases: BTreeMap<Key, Option<String>>,
}

/// Why a lock can't be read: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFault {
    /// What is.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl Lock {
    /// Reads the text of the file.
    ///
    /// # Errors
    /// What is wrong with it: nothing is guessed of what an override was based on.
    pub fn read(text: &str) -> Result<Lock, LockFault> {
        const HELP: &str = "bring it back from version control";
        let text = text.replace("\r\n", "\n");
        let fault = |message: &str| LockFault {
            message: format!("`{LOCK}` {message}"),
            help: HELP,
        };
        if text.lines().any(|line| line.starts_with("<<<<<<< ")) {
            return Err(LockFault {
                message: format!("a merge left two versions in `{LOCK}`"),
                help: "keep the entries of both sides, and delete the lines of markers",
            });
        }
        let mut out = Vec::new();
        let table = parse_toml(Sources::default().next_id(), &text, 0, &mut out);
        if let Some(finding) = out.first() {
            return Err(fault(&format!("is no TOML: {}", finding.message)));
        }
        match table.get("version").map(|version| &version.value) {
            Some(Value::Integer(VERSION)) => {}
            Some(Value::Integer(other)) if *other > VERSION => {
                return Err(LockFault {
                    message: format!("`{LOCK}` was written by a later version of Waypost"),
                    help: "use that one",
                });
            }
            _ => return Err(fault("doesn't say its version")),
        }
        let mut lock = Lock::default();
        let overrides = match table.get("override").map(|list| &list.value) {
            Some(Value::List(list)) => list.as_slice(),
            None => &[],
            _ => return Err(fault("has no list `override`")),
        };
        for entry in overrides {
            let Value::Table(entry) = &entry.value else {
                return Err(fault("has an entry that is no table"));
            };
            let (Some(of), Some(part)) = (text_of(entry, "of"), text_of(entry, "part")) else {
                return Err(fault("has an entry without `of` or `part`"));
            };
            let base = text_of(entry, "based_on").map(str::to_owned);
            let known = lock.bases.insert((of.to_owned(), part.to_owned()), base);
            if known.is_some() {
                return Err(LockFault {
                    message: format!("`{LOCK}` has two entries for `{of}`, {part}"),
                    help: "delete the older one of them",
                });
            }
        }
        Ok(lock)
    }

    /// The text of the file: entries in the order of their names, each a paragraph of its own, so
    /// that two branches that add some rarely meet.
    pub fn text(&self) -> String {
        let mut text = format!(
            "# What each override of this site was based on, for `waypost upstream status` and\n\
             # `merge`. Written by Waypost; keep it under version control, and don't edit it.\n\
             version = {VERSION}\n"
        );
        for ((of, part), base) in &self.bases {
            text.push_str("\n[[override]]\n");
            text.push_str(&format!("of = {}\n", text_value(of)));
            text.push_str(&format!("part = {}\n", text_value(part)));
            if let Some(base) = base {
                text.push_str(&format!("based_on = {}\n", written(base)));
            }
        }
        text
    }
}

fn text_of<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    match &table.get(key)?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A text in lines as they are, where TOML can hold them so: a diff of the lock then reads like one
/// of the text.
fn written(text: &str) -> String {
    let is_plain = !text.contains("'''")
        && !text.ends_with('\'')
        && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t');
    if !is_plain || !text.contains(['\n', '"', '\\']) {
        return text_value(text);
    }
    match text.contains(['\n', '\'']) {
        true => format!("'''\n{text}'''"),
        false => format!("'{text}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;

    #[test]
    fn whatever_text_an_override_was_based_on_is_read_as_it_was_written() {
        let mut lock = Lock::default();
        let texts = [
            "",
            "one",
            "## Scope\n\nMany \"teams\" \\ and `code`\n\n- a\n\tb",
            "ends with '",
            "'''\nthree",
            "\n\nleading lines",
            "tab\tbell\u{7}",
            "é 日本 …",
        ];
        for (number, text) in texts.iter().enumerate() {
            let key = (format!("level:{number}"), "## \"scope\"".to_owned());
            lock.bases.insert(key, Some((*text).to_owned()));
        }
        lock.bases
            .insert(("level:x".to_owned(), "code".to_owned()), None);
        let text = lock.text();
        assert_eq!(Lock::read(&text).expect("it reads"), lock, "{text}");
        let windows = text.replace('\n', "\r\n");
        assert_eq!(Lock::read(&windows).expect("it reads"), lock);
    }

    #[test]
    fn a_lock_that_is_not_whole_is_refused() {
        for text in [
            "",
            "version = 2\n",
            "version = 1\n[[override]]\nof = \"a\"\n",
            "version = 1\n<<<<<<< ours\n",
            "version = 1\noverride = 3\n",
        ] {
            assert!(Lock::read(text).is_err(), "{text}");
        }
    }
}
