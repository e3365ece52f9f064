//! The words of the theme in the languages that it ships: whole, in the order and with the places
//! of the English ones.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use waypost::data::{Entry, Table, Value, parse_toml};
use waypost::source::{Source, Sources};

/// The forms that a word may have for a number, after CLDR.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A word's texts by form; one that doesn't depend on a number has one, under nothing.
type Forms = BTreeMap<String, String>;

/// The words of a table by their keys, in the order of the file.
fn words(path: &Path) -> Vec<(String, Forms)> {
    let text = fs::read_to_string(path).expect("a table of words");
    let mut sources = Sources::default();
    let source = sources.add(Source {
        path: "words.toml".into(),
        layer: "".into(),
        text: "".into(),
    });
    let mut faults = Vec::new();
    let table = parse_toml(source, &text, 0, &mut faults);
    assert!(faults.is_empty(), "{}: {faults:?}", path.display());
    let mut words = Vec::new();
    gather("", &table, &mut words);
    words
}

fn gather(prefix: &str, table: &Table, words: &mut Vec<(String, Forms)>) {
    for entry in table.entries() {
        let key = match prefix {
            "" => entry.key.value.clone(),
            prefix => format!("{prefix}.{}", entry.key.value),
        };
        match &entry.value.value {
            Value::String(text) => words.push((key, [(String::new(), text.clone())].into())),
            Value::Table(inner) => match forms(inner) {
                Some(forms) => words.push((key, forms)),
                None => gather(&key, inner, words),
            },
            other => panic!("{key} holds {}", other.kind()),
        }
    }
}

/// The forms of a word; none for a group of words.
fn forms(table: &Table) -> Option<Forms> {
    let form = |entry: &Entry| match &entry.value.value {
        Value::String(text) if FORMS.contains(&entry.key.value.as_str()) => {
            Some((entry.key.value.clone(), text.clone()))
        }
        _ => None,
    };
    table.entries().iter().map(form).collect()
}

/// The places of a word's forms: `{n}`, `{level}`.
fn places(forms: &Forms) -> BTreeSet<String> {
    let parts = forms.values().flat_map(|text| text.split('{').skip(1));
    parts
        .filter_map(|part| Some(part.split_once('}')?.0.to_owned()))
        .collect()
}

/// The forms that a language tells apart in counts as small as those of a page.
fn forms_of(language: &str) -> BTreeSet<&'static str> {
    match language {
        "ja" => ["other"].into(),
        "ar" => FORMS.into(),
        _ => ["one", "other"].into(),
    }
}

#[test]
fn every_language_says_every_word_with_its_places() {
    let folder = Path::new("themes/default/words");
    let english = words(&folder.join("en.toml"));
    let keys: Vec<&str> = english.iter().map(|(key, _)| key.as_str()).collect();
    for language in ["ar", "de", "es", "fr", "ja"] {
        let words = words(&folder.join(format!("{language}.toml")));
        let own: Vec<&str> = words.iter().map(|(key, _)| key.as_str()).collect();
        let missing: Vec<&&str> = keys.iter().filter(|key| !own.contains(key)).collect();
        let unknown: Vec<&&str> = own.iter().filter(|key| !keys.contains(key)).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(unknown.is_empty(), "{language} has besides {unknown:?}");
        assert_eq!(own, keys, "{language} has another order than English");
        for ((key, forms), (_, said)) in words.iter().zip(&english) {
            for (form, text) in forms {
                assert!(!text.trim().is_empty(), "{language}: {key} is empty");
                assert!(
                    form.is_empty() || forms_of(language).contains(form.as_str()),
                    "{language}: {key} has the form {form}, which no count takes"
                );
            }
            assert!(
                forms.contains_key("") || forms.contains_key("other"),
                "{language}: {key} has no form for any number"
            );
            assert_eq!(places(forms), places(said), "{language}: {key}");
        }
    }
}

#[test]
fn french_signs_stand_behind_a_space_that_does_not_break() {
    for (key, forms) in words(Path::new("themes/default/words/fr.toml")) {
        for text in forms.values() {
            for sign in [" :", " ;", " ?", " !", " »", "« ", " %"] {
                assert!(!text.contains(sign), "{key}: `{sign}` may break in {text}");
            }
            for sign in [':', ';', '?', '!', '»', '%'] {
                let bare = text.split(sign).rev().skip(1);
                let is_bare = bare.into_iter().any(|before| !before.ends_with('\u{202f}'));
                assert!(!is_bare, "{key}: no space before `{sign}` in {text}");
            }
        }
    }
}
