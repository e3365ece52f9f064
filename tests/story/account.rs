//! What a site says, held against what it must say, thing by thing and line by line.

use super::thing::{Thing, Value, World};
use std::collections::BTreeMap;
use waypost::data::{Table, Value as Read};
use waypost::document::Document;
use waypost::site::Documents;
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
