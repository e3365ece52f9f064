//! What search in the browser reads: the words that it says, the pages by name, which words stand
//! in which pages, and what stands where in them. Scripts and no JSON, since a page that was opened
//! from a folder can't ask for a file.

mod entry;
mod places;

use super::index::list_href;
use super::scope::{PageScope, Scope};
use crate::document::Kind;
use crate::route::{Root, SearchFile, in_places};
use crate::search::{Field, Reading};
use crate::site::Site;
use entry::Entry;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::io::Write;
use std::sync::Arc;

/// The words that the browser says.
const WORDS: [&str; 13] = [
    "title", "words", "close", "keys", "loading", "broken", "found", "best", "instead", "near",
    "nothing", "meant", "browse",
];

/// Up to so many pages their paragraphs are found by, too. Beyond, reading them would be half of what
/// search adds to a build, and each word stand in too many pages to lead to one.
const MOST_WITH_PROSE: usize = 3_000;

/// A file for the browser. Each calls a function of `find.js` with what it brings.
pub fn search_file(site: &Arc<Site>, file: SearchFile) -> Vec<u8> {
    // Addresses are relative to the site; the browser knows where that is.
    let scope: Scope = Arc::new(PageScope::new(site.clone(), Root::Up(0)));
    let index = &site.search;
    let read = |text: usize, reading: &mut Reading| read(&scope, text, reading);
    match file {
        SearchFile::About => call("about", &about(&scope)),
        SearchFile::Names => {
            // A small site's words stand in one file, with those of the names.
            let words = if index.files() > 1 {
                index.names(&read)
            } else {
                String::new()
            };
            let lengths = index.lengths(&read);
            let pages = site
                .routes
                .found()
                .iter()
                .zip(lengths)
                .map(|(at, lengths)| {
                    let entry = Entry::new(&scope, *at);
                    let (kind, is_beside) = (entry.kind() as u8, u8::from(entry.is_beside()));
                    (kind, entry.title(), entry.url(), is_beside, lengths)
                });
            let names = Names {
                pages: pages.collect(),
                words,
            };
            call("names", &names)
        }
        SearchFile::Words(number) => {
            let (words, common) = index.words(number as usize, &read);
            call(
                "text",
                &json!({ "file": number, "words": words, "common": common }),
            )
        }
        SearchFile::Places(number) => {
            let in_file = in_places(index.texts());
            let first = number as usize * in_file;
            let mut text = opening("places");
            let _ = write!(text, "{{\"file\":{number},\"pages\":[");
            for at in first..index.texts().min(first + in_file) {
                if at > first {
                    text.push(b',');
                }
                text.extend_from_slice(index.said(at, &read));
            }
            text.extend_from_slice(b"]});\n");
            text
        }
    }
}

/// All pages by name: the number of their kind, title, address, 1 for one that stands beside a
/// thing, and how many words each field has; and the words of the names.
#[derive(Serialize)]
struct Names {
    pages: Vec<(u8, String, String, u8, [u16; 4])>,
    words: String,
}

/// A script that hands a value over.
fn call(what: &str, value: &impl Serialize) -> Vec<u8> {
    let mut text = opening(what);
    write_json(&mut text, value);
    text.extend_from_slice(b");\n");
    text
}

fn opening(what: &str) -> Vec<u8> {
    format!("waypostSearch.{what}(").into_bytes()
}

fn write_json(out: &mut Vec<u8>, value: &impl Serialize) {
    // Neither trees of values nor texts refuse to be written, nor does a list of bytes.
    let written = serde_json::to_writer(out, value);
    debug_assert!(written.is_ok());
}

/// The words of the site's language, the kinds in their order with their lists, and how many files
/// there are.
fn about(scope: &Scope) -> Value {
    let site = &scope.site;
    let said = |key: &str| -> Value {
        let forms = ["zero", "one", "two", "few", "many", "other"].iter();
        let form = |form: &&str| {
            Some((
                (*form).to_owned(),
                json!(site.theme.words.get(&format!("{key}.{form}"))?),
            ))
        };
        let forms: Map<String, Value> = forms.filter_map(form).collect();
        match (site.theme.words.get(key), forms.is_empty()) {
            (Some(word), _) => json!(word),
            (None, false) => forms.into(),
            (None, true) => json!(key),
        }
    };
    let words = WORDS
        .iter()
        .map(|key| ((*key).to_owned(), said(&format!("search.{key}"))));
    let kinds = Kind::ALL.iter().map(|kind| {
        let title = scope.word(&format!("kinds.{}", kind.name()));
        let list = list_href(scope, *kind);
        json!([
            kind.name(),
            title,
            list,
            scope.word(&format!("kind.{}", kind.name()))
        ])
    });
    json!({
        "language": site.settings.language,
        "words": words.collect::<Map<String, Value>>(),
        "kinds": kinds.collect::<Vec<Value>>(),
        "files": site.search.files(),
        "inPlaces": in_places(site.search.texts()),
    })
}

/// Reads a page: its words for the index, and what a result shows of it.
fn read(scope: &Scope, text: usize, reading: &mut Reading) {
    let Some(at) = scope.site.routes.found().get(text) else {
        return;
    };
    let entry = Entry::new(scope, *at);
    reading.add(Field::Title, &entry.title());
    entry.names(|name| reading.add(Field::Names, name));
    let summary = entry.summary();
    if let Some(summary) = &summary {
        reading.add(Field::Text, summary);
    }
    if scope.site.search.texts() <= MOST_WITH_PROSE {
        entry.prose(|text| reading.add(Field::Text, text));
    }
    let places = entry.places();
    for place in &places {
        reading.add(Field::Headings, &place.heading);
        for text in &place.texts {
            reading.add(Field::Text, text);
        }
    }
    let shown = summary.or_else(|| entry.description());
    write_json(reading.said(), &(shown, places));
}
