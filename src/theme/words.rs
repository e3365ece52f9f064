//! The words that a theme says itself, in the language of the site.

use super::plural::{CATEGORIES, category};
use crate::data::{Table, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::without_conflicts;
use crate::layers::Layers;
use crate::source::{Sources, Span};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Words by dotted key: `alert.note`.
#[derive(Debug, Default)]
pub struct Words {
    words: HashMap<String, String>,
    /// Keys that the theme itself has, in any of the languages that were read.
    theirs: BTreeSet<String>,
    /// Keys that the site or its theme's folder gives, and where.
    own: Vec<(String, Span)>,
    /// Which files were read.
    pub(super) files: BTreeSet<Box<str>>,
    /// Words that are said in English, as the language has none.
    unspoken: usize,
}

impl Words {
    /// The words of the site's language over the English ones, so that a language that is not yet
    /// whole falls back word by word; in each the upper layer first.
    pub(super) fn load(
        layers: &Layers,
        language: &str,
        sources: &mut Sources,
        out: &mut Vec<Diagnostic>,
    ) -> Words {
        let mut words = Words::default();
        let short = language.split('-').next().unwrap_or_default();
        for language in [language, short, "en"] {
            let path = format!("words/{language}.toml");
            if !words.files.insert(path.as_str().into()) {
                continue;
            }
            let said = words.said();
            let before = words.words.len();
            for found in &layers.list(&path, sources, out).files {
                let id = sources.next_id();
                let (source, mut faults) = layers.text(found, id);
                let text = without_conflicts(id, &source.text, &mut faults).into_owned();
                sources.add(source);
                let table = parse_toml(id, &text, 0, &mut faults);
                out.append(&mut faults);
                words.add("", &table, &said, layers.is_embedded(found.layer), out);
            }
            if language == "en" && short != "en" {
                words.unspoken = words.words.len() - before;
            }
        }
        words
    }

    /// The words that are there in forms, among them the one for any number.
    fn said(&self) -> HashSet<String> {
        let words = self
            .words
            .keys()
            .filter_map(|key| key.strip_suffix(".other"));
        words.map(str::to_owned).collect()
    }

    /// Takes in a table of words; those that are there already stay, and a word that another
    /// language says in `said` takes no form of this one: a Japanese word has no singular that
    /// might be an English one.
    fn add(
        &mut self,
        prefix: &str,
        table: &Table,
        said: &HashSet<String>,
        is_theirs: bool,
        out: &mut Vec<Diagnostic>,
    ) {
        for entry in table.entries() {
            let key = match prefix {
                "" => entry.key.value.clone(),
                prefix => format!("{prefix}.{}", entry.key.value),
            };
            match &entry.value.value {
                Value::String(word) => {
                    if is_theirs {
                        self.theirs.insert(key.clone());
                    } else {
                        self.own.push((key.clone(), entry.key.span));
                    }
                    let is_said = said.contains(&key)
                        || word_of(&key)
                            .is_some_and(|of| said.contains(of) || self.words.contains_key(of));
                    if !is_said {
                        self.words.entry(key).or_insert_with(|| word.clone());
                    }
                }
                Value::Table(inner) => self.add(&key, inner, said, is_theirs, out),
                other => out.push(
                    Diagnostic::new(
                        Code::WrongType,
                        format!("`{key}` holds {} where a text belongs", other.kind()),
                    )
                    .at(entry.value.span)
                    .help("put it between quotation marks"),
                ),
            }
        }
    }

    /// The word with this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.words.get(key).map(String::as_str)
    }

    /// The word with this key in the form that a number takes in `language`, with the number in
    /// its place, `{n}`.
    pub fn counted(&self, language: &str, key: &str, n: usize) -> String {
        let form = category(language, n as f64);
        let word = self.get(&format!("{key}.{form}"));
        let word = word.or_else(|| self.get(&format!("{key}.other")));
        let word = word.or_else(|| self.get(key)).unwrap_or(key);
        word.replace("{n}", &n.to_string())
    }

    /// How many of them are said in English, as the language has none.
    pub fn unspoken(&self) -> usize {
        self.unspoken
    }

    /// All of them, by their keys.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().map(|(key, word)| (&**key, &**word))
    }

    /// Keys that the site gives and the theme doesn't know. Another form of a word that depends on
    /// a number is one that it knows.
    pub(super) fn unknown(&self) -> impl Iterator<Item = (&str, Span)> {
        let is_known = |key: &str| {
            let word = key.rsplit_once('.').map_or(key, |(word, _)| word);
            self.theirs.contains(key) || self.theirs.contains(&format!("{word}.other"))
        };
        self.own
            .iter()
            .filter(move |(key, _)| !is_known(key))
            .map(|(key, span)| (key.as_str(), *span))
    }

    /// The keys that the theme has.
    pub(super) fn theirs(&self) -> impl Iterator<Item = &str> {
        self.theirs.iter().map(String::as_str)
    }
}

/// The word that a key is a form of, as far as a key tells.
fn word_of(key: &str) -> Option<&str> {
    let (word, form) = key.rsplit_once('.')?;
    CATEGORIES.contains(&form).then_some(word)
}
