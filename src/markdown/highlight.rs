//! Code in colours, as classes that the stylesheet gives a meaning to.

use super::html::escape_text;
use super::lines::colour;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};
use syntect::parsing::{Scope, SyntaxReference, SyntaxSet};
use xxhash_rust::xxh3::Xxh3;

/// A longer block is shown without colours: highlighting runs at some 300 KB a second, and nobody
/// reads code of this length on a career site.
const LONGEST: usize = 48 * 1024;

/// The sum of the cubes of the lengths of all lines of a block. Most grammars take time in
/// proportion to a line's length, the worst ones to its cube (16 KiB of blanks as INI: 27 s). This
/// much is 3 s of the worst, and more than 48 KiB of code as people write it; a line may have some
/// 1,250 bytes. It is no limit of time, since a page must be the same on a slow machine.
const BUDGET: u64 = 2_000_000_000;

/// Blocks that are remembered, in bytes of their HTML: twice as many at most.
const REMEMBERED: usize = 4 * 1024 * 1024;

/// Highlights blocks of code, and remembers them: a pure function and its memory. The grammars are
/// unpacked when the first block asks for them.
#[derive(Default)]
pub struct Highlighter {
    syntaxes: OnceLock<SyntaxSet>,
    memory: Mutex<Remembered>,
}

/// When the new ones have grown to their limit they become the old ones, and what was old and
/// nobody asked for since is let go.
#[derive(Default)]
struct Remembered {
    new: HashMap<u128, Highlighted>,
    old: HashMap<u128, Highlighted>,
    /// Bytes of the new ones.
    size: usize,
}

impl Remembered {
    fn get(&mut self, key: u128) -> Option<Highlighted> {
        if let Some(known) = self.new.get(&key) {
            return Some(known.clone());
        }
        let known = self.old.remove(&key)?;
        self.put(key, known.clone());
        Some(known)
    }

    fn put(&mut self, key: u128, highlighted: Highlighted) {
        let size = highlighted.html.len();
        if self.size + size > REMEMBERED {
            self.old = std::mem::take(&mut self.new);
            self.size = 0;
        }
        if self.new.insert(key, highlighted).is_none() {
            self.size += size;
        }
    }
}

/// A block of code in colours.
#[derive(Clone, Debug)]
pub struct Highlighted {
    /// What stands within `<code>`.
    pub html: Arc<str>,
    /// What the language is called, where it is known: `Rust` for `rs`.
    pub name: Option<Arc<str>>,
}

impl Highlighter {
    /// The HTML of `code`. A language that nobody knows, a block beyond the limit, and a grammar
    /// that breaks all give the plain text.
    pub fn html(&self, language: &str, code: &str) -> Highlighted {
        if language.is_empty() || code.len() > LONGEST || effort(code) > BUDGET {
            return plain(code, None);
        }
        let mut key = Xxh3::new();
        key.update(language.as_bytes());
        key.update(b"\0");
        key.update(code.as_bytes());
        let key = key.digest128();
        if let Some(known) = self.remembered(key) {
            return known;
        }
        let syntaxes = self.syntaxes.get_or_init(two_face::syntax::extra_newlines);
        let highlighted = match syntaxes.find_syntax_by_token(language) {
            None => plain(code, None),
            Some(syntax) => {
                let name: Arc<str> = syntax.name.as_str().into();
                // A grammar is data from elsewhere; one that panics must not take the page along.
                let html = catch_unwind(AssertUnwindSafe(|| coloured(syntaxes, syntax, code)));
                match html.ok().flatten() {
                    Some(html) => Highlighted {
                        html: html.into(),
                        name: Some(name),
                    },
                    None => plain(code, Some(name)),
                }
            }
        };
        self.remember(key, &highlighted);
        highlighted
    }

    fn remembered(&self, key: u128) -> Option<Highlighted> {
        self.memory.lock().ok()?.get(key)
    }

    fn remember(&self, key: u128, highlighted: &Highlighted) {
        if let Ok(mut memory) = self.memory.lock() {
            memory.put(key, highlighted.clone());
        }
    }
}

fn effort(code: &str) -> u64 {
    let lengths = code.lines().map(|line| line.len() as u64);
    lengths.map(|length| length.pow(3)).sum()
}

fn plain(code: &str, name: Option<Arc<str>>) -> Highlighted {
    let mut html = String::with_capacity(code.len());
    escape_text(&mut html, code);
    Highlighted {
        html: html.into(),
        name,
    }
}

fn coloured(syntaxes: &SyntaxSet, syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut out = Spans::default();
    colour(syntaxes, syntax, code, |text, class| out.text(text, class))?;
    Some(out.finish())
}

/// Writes spans, with neighbours of one class merged.
#[derive(Default)]
struct Spans {
    out: String,
    open: Option<Class>,
}

impl Spans {
    fn text(&mut self, text: &str, class: Option<Class>) {
        if text.is_empty() {
            return;
        }
        let blank = text.trim().is_empty();
        if class != self.open && !blank {
            if self.open.is_some() {
                self.out.push_str("</span>");
            }
            if let Some(class) = class {
                self.out.push_str("<span class=\"hl-");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.open = class;
        }
        escape_text(&mut self.out, text);
    }

    fn finish(mut self) -> String {
        if self.open.is_some() {
            self.out.push_str("</span>");
        }
        self.out
    }
}

/// A class without its prefix: `k` for `hl-k`.
pub(super) type Class = &'static str;

/// The class of a scope.
pub(super) fn class_of(scope: Scope) -> Option<Class> {
    let mut classes = classes().iter();
    let found = classes.find(|(prefix, _)| prefix.is_prefix_of(scope))?;
    Some(found.1)
}

/// Scope prefixes and their classes; the first that fits wins. The names of scopes are those of
/// <https://www.sublimetext.com/docs/scope_naming.html>.
fn classes() -> &'static [(Scope, Class)] {
    static CLASSES: OnceLock<Vec<(Scope, Class)>> = OnceLock::new();
    CLASSES.get_or_init(|| {
        [
            ("comment", "c"),
            ("punctuation.definition.comment", "c"),
            ("punctuation.definition.string", "s"),
            ("string", "s"),
            ("constant.character.escape", "n"),
            ("constant", "n"),
            ("keyword.operator", "o"),
            ("keyword", "k"),
            ("storage.type.function", "k"),
            ("storage.modifier", "k"),
            ("storage", "k"),
            ("entity.name.function", "f"),
            ("support.function", "f"),
            ("variable.function", "f"),
            ("entity.name.tag", "a"),
            ("entity.other.attribute-name", "a"),
            ("entity.name.section", "h"),
            ("markup.heading", "h"),
            ("entity.name", "t"),
            ("support", "t"),
            ("variable.parameter", "v"),
            ("variable.other.member", "v"),
            ("variable.language", "k"),
            ("markup.inserted", "i"),
            ("markup.deleted", "d"),
            ("markup.bold", "e"),
            ("markup.italic", "e"),
            ("invalid", "r"),
            ("meta.preprocessor", "m"),
            ("punctuation", "p"),
        ]
        .into_iter()
        .filter_map(|(name, class)| Some((Scope::new(name).ok()?, class)))
        .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_remembered_and_the_rest_is_let_go() {
        let block = || Highlighted {
            html: "x".repeat(REMEMBERED / 8).into(),
            name: None,
        };
        let mut remembered = Remembered::default();
        for key in 0..1000 {
            remembered.put(key, block());
            assert!(remembered.get(0).is_some(), "after {key} others");
            assert!(remembered.new.len() + remembered.old.len() <= 17);
        }
        assert!(remembered.get(500).is_none());
    }
}
