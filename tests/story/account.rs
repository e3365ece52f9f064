//! What a site says, held against what it must say, thing by thing and line by line.

use super::fork::{Deed, Fork, Override, Piece};
use super::thing::{Line, Thing, Value, World};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use waypost::data::{Table, Value as Read};
use waypost::document::Document;
use waypost::render::render;
use waypost::route::Route;
use waypost::site::{Documents, Site};
use waypost::source::Sources;

/// The documents of a site are these things, and no others; each says what it must, in its order.
pub fn same(site: &Documents, wanted: &World) {
    let found: BTreeMap<String, &Document> = site
        .documents
        .iter()
        .map(|it| (format!("{}:{}", it.kind.name(), it.id), &**it))
        .collect();
    assert_eq!(found.len(), site.documents.len());
    let wanted: BTreeMap<String, &Thing> = wanted.things.iter().map(|it| (it.name(), it)).collect();
    let names = |of: Vec<&String>| of.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(found.keys().collect()),
        names(wanted.keys().collect())
    );
    for (name, thing) in wanted {
        let document = found[&name];
        let mut keys = BTreeMap::new();
        read(&document.table, "", &mut keys);
        keys.remove("id");
        let should: BTreeMap<String, String> = thing
            .fields
            .iter()
            .map(|(key, it)| (key.clone(), it.cell()))
            .collect();
        assert_eq!(keys, should, "{name}");
        assert_eq!(said(document, &site.sources), thing.passages(), "{name}");
    }
}

/// The keys of a thing, lists as cells of a table have them.
fn read(table: &Table, path: &str, keys: &mut BTreeMap<String, String>) {
    for entry in table.entries() {
        let key = format!("{path}{}", entry.key.value);
        let text = |value: &Read| match value {
            Read::String(text) => text.clone(),
            other => panic!("{key}: {other:?}"),
        };
        match &entry.value.value {
            Read::Table(inner) => read(inner, &format!("{key}."), keys),
            Read::List(items) => {
                let items: Vec<String> = items.iter().map(|it| text(&it.value)).collect();
                keys.insert(key, Value::List(items).cell());
            }
            Read::String(said) if said.is_empty() => {}
            value => drop(keys.insert(key.clone(), text(value))),
        }
    }
}

/// The lines of its text that aren't blank, nor a mark that shows nothing.
fn said(document: &Document, sources: &Sources) -> Vec<String> {
    let text = document.body.text(sources);
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && *line != "<!-- -->");
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// The words that mark versions of texts: `rev17y2` is upstream's of the second year, `own17y0` the
/// fork's.
fn versions(text: &str, found: &mut BTreeSet<String>) {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let is_version = |word: &&str| {
        let rest = word.strip_prefix("rev").or(word.strip_prefix("own"));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    found.extend(words.filter(is_version).map(str::to_owned));
}

fn of_thing(thing: &Thing, found: &mut BTreeSet<String>) {
    thing
        .fields
        .values()
        .for_each(|it| versions(&it.cell(), found));
    thing.passages().iter().for_each(|it| versions(it, found));
}

fn of_lines(lines: &[Line], found: &mut BTreeSet<String>) {
    lines.iter().for_each(|line| versions(&line.words, found));
}

fn of_piece(piece: &Option<Piece>, found: &mut BTreeSet<String>) {
    match piece {
        Some(Piece::Value(value)) => versions(&value.cell(), found),
        Some(Piece::Lines(lines)) => of_lines(lines, found),
        None => {}
    }
}

fn of_override(one: &Override, found: &mut BTreeSet<String>) {
    of_piece(&one.ours(), found);
    match &one.deed {
        Deed::Append(_, lines) | Deed::Prepend(_, lines) => of_lines(lines, found),
        Deed::Lists { add, .. } => add.iter().for_each(|it| versions(it, found)),
        _ => {}
    }
}

/// What an override says that upstream never said.
pub fn own_words(one: &Override) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    of_override(one, &mut found);
    found.retain(|word| word.starts_with("own"));
    found
}

/// Every version of a text that upstream or the fork has is in the pages, or an override says why it
/// isn't; and the pages have no others.
pub fn accounts(site: &Arc<Site>, fork: &Fork, upstream: &World) {
    let mut shown = BTreeSet::new();
    for (path, route) in site.routes.iter() {
        if matches!(route, Route::Thing(_) | Route::ModelJson | Route::Home) {
            let bytes =
                render(site, route, path).unwrap_or_else(|it| panic!("{path}: {}", it.message));
            versions(&String::from_utf8_lossy(&bytes), &mut shown);
        }
    }
    let (mut theirs, mut ours, mut covered) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    upstream
        .things
        .iter()
        .for_each(|it| of_thing(it, &mut theirs));
    fork.own.iter().for_each(|it| of_thing(it, &mut ours));
    for one in &fork.overrides {
        of_override(one, &mut ours);
        match &one.deed {
            Deed::Hide => {
                let hidden = upstream.find(&one.of).expect("it is hidden, not gone");
                of_thing(hidden, &mut covered);
            }
            _ => of_piece(&one.theirs(upstream), &mut covered),
        }
    }
    for word in &ours {
        assert!(shown.contains(word), "{word} is said here and not shown");
    }
    for word in &theirs {
        let is_shown = shown.contains(word);
        let is_covered = covered.contains(word) && !ours.contains(word);
        assert_eq!(
            is_shown, !is_covered,
            "{word} is said by upstream; overridden: {is_covered}"
        );
    }
    for word in &shown {
        assert!(
            ours.contains(word) || theirs.contains(word),
            "nobody says {word} any more"
        );
    }
    assert!(
        shown.len() > 1000 && covered.len() > 30,
        "{} {}",
        shown.len(),
        covered.len()
    );
}
