//! What a site says in another language over what it says in its own: fields one by one, the text
//! as a whole. What a thing is, and how it relates to others, no translation changes.

use super::compose::View;
use super::merge::{Hidden, Own, merge};
use super::piece::value_text;
use super::section;
use super::told::with_candidates;
use crate::data::{Entry, Table, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Body, Document, Kind, Overlay, Translation};
use crate::markdown::{Block, Dialect, Item};
use crate::source::{Sources, Spanned};
use std::collections::HashMap;
use std::sync::Arc;

type Key = (Kind, Arc<str>);

/// Another language of a site.
pub struct Language<'a> {
    /// Its tag.
    pub code: &'a str,
    /// With what is unfinished.
    pub drafts: bool,
    /// Without what is internal.
    pub public: bool,
    /// What the site hides of the sites beneath it: what translates that goes with it.
    pub hidden: &'a [Hidden],
    /// Whether a key of a kind is the same in every language: what relates a thing to others, and
    /// what orders it.
    pub is_fixed: &'a (dyn Fn(Kind, &str) -> bool + Sync),
}

/// The translations of all layers, the top one first, into one for each thing.
pub fn over_each_other(
    layers: Vec<Vec<Arc<Document>>>,
    dialect: Dialect,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Arc<Document>> {
    let mut count: HashMap<Key, usize> = HashMap::new();
    for layer in &layers {
        let mut keys: Vec<Key> = layer.iter().map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *count.entry(key).or_default() += 1;
        }
    }
    let mut all = Vec::new();
    let several = layers.into_iter().map(|documents| {
        let (single, several): (Vec<_>, Vec<_>) = documents
            .into_iter()
            .partition(|document| count.get(&key(document)).is_none_or(|count| *count < 2));
        all.extend(single);
        Own {
            documents: several,
            hide: Vec::new(),
        }
    });
    let several: Vec<Own> = several.collect();
    if several.iter().any(|own| !own.documents.is_empty()) {
        all.extend(merge(several, dialect, sources, out).documents);
    }
    all
}

fn key(document: &Arc<Document>) -> Key {
    (document.kind, document.id.clone())
}

/// The documents of a site with what `translations` say in place of what they say. One that isn't
/// translated is the same as before.
pub fn translated(
    base: &[Arc<Document>],
    translations: &[Arc<Document>],
    language: &Language<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Arc<Document>> {
    let mut by_key: HashMap<Key, &Arc<Document>> = HashMap::with_capacity(translations.len());
    for document in translations {
        let is_left_out = (!language.drafts && says(document, "draft"))
            || (language.public && says(document, "internal"));
        if is_left_out {
            continue;
        }
        if let Some(first) = by_key.get(&key(document)) {
            let message = format!(
                "the {} `{}` is translated twice into `{}`",
                document.kind.name(),
                document.id,
                language.code
            );
            out.push(
                Diagnostic::new(Code::DuplicateId, message)
                    .at(document.span)
                    .label(first.span, "the other one")
                    .help("keep one of the two"),
            );
            continue;
        }
        by_key.insert(key(document), document);
    }
    let all: Vec<Arc<Document>> = base
        .iter()
        .map(|below| match by_key.remove(&key(below)) {
            Some(above) => Arc::new(over(above, below, language, sources, out)),
            None => below.clone(),
        })
        .collect();
    // What is left translates nothing. In the order of writing, whatever the order of a map.
    for document in translations {
        let of_hidden =
            |hidden: &Hidden| hidden.kind == document.kind && *hidden.id == *document.id;
        if by_key.remove(&key(document)).is_some() && !language.hidden.iter().any(of_hidden) {
            out.push(of_nothing(document, base, language));
        }
    }
    all
}

/// Whether a translation says of itself that it is a draft, or internal: without it the thing isn't
/// translated.
fn says(document: &Document, key: &str) -> bool {
    match document.table.get(key).map(|value| &value.value) {
        Some(Value::Boolean(flag)) => *flag,
        Some(Value::String(flag)) => {
            matches!(&*flag.trim().to_ascii_lowercase(), "true" | "yes" | "1")
        }
        _ => false,
    }
}

fn of_nothing(document: &Document, base: &[Arc<Document>], language: &Language<'_>) -> Diagnostic {
    let kind = document.kind.name();
    let finding = Diagnostic::new(
        Code::UnknownTranslation,
        format!(
            "no {kind} is called `{}`, so there is nothing to say in `{}`",
            document.id, language.code
        ),
    )
    .at(document.span);
    let known: Vec<String> = base
        .iter()
        .filter(|other| other.kind == document.kind)
        .map(|other| other.id.to_string())
        .collect();
    with_candidates(finding, &document.id, &known, kind)
}

fn over(
    above: &Document,
    below: &Document,
    language: &Language<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Document {
    let mut table = Table::new(above.table.syntax());
    for entry in above.table.entries() {
        if is_said(entry, above, below, language, out) {
            table.take(entry.clone(), above.table.syntax_of(entry.key.as_str()));
        }
    }
    let has_text = !above.body.outline.blocks.is_empty();
    let is_whole = has_text || below.body.outline.blocks.is_empty();
    let named = heading(above, sources);
    let has_title = table.get("title").is_some() || named.is_some();
    let below_title = below.table.get("title").is_some();
    // A heading is the title: in place of the one below, or because that is none any more.
    if table.get("title").is_none() && has_text {
        let title = match &named {
            Some(title) if below_title => Some(title.clone()),
            Some(_) => None,
            None if below_title => None,
            None => heading(below, sources),
        };
        if let Some(title) = title {
            let key = Spanned::new("title".to_owned(), title.span);
            let _ = table.insert(key, title.map(Value::String));
        }
    }
    let translation = Translation {
        title: has_title,
        text: is_whole,
        summary: table.get("summary").is_some() || below.table.get("summary").is_none(),
    };
    let parts = |document: &Document| -> Vec<Arc<Document>> {
        match &document.overlay {
            Some(overlay) => overlay.documents.clone(),
            None => vec![Arc::new(shallow(document))],
        }
    };
    let mut overrides = Vec::new();
    let table = super::fields(&table, &below.table, &mut overrides, out);
    let mut documents = parts(above);
    documents.extend(parts(below));
    Document {
        kind: below.kind,
        id: below.id.clone(),
        order: below.order,
        name: below.name.clone(),
        table,
        body: match has_text {
            true => anchored(above, below, sources),
            false => below.body.clone(),
        },
        span: above.span,
        is_row: below.is_row && above.is_row,
        overlay: Some(Arc::new(Overlay {
            documents,
            overrides,
            covered: Vec::new(),
            translation: Some(translation),
        })),
    }
}

/// The text of a translation with the places and the pinned ids of the one that it translates, so
/// that an address with a place in it, and what readers keep of an item, are the same in every
/// language. Only where both have the same headings, by rank, and as many items.
fn anchored(above: &Document, below: &Document, sources: &Sources) -> Arc<Body> {
    let titled = |document: &Document| section::title(&View::of(&document.body, sources)).is_some();
    // Of a title that one of the two has in its front matter there is no heading.
    let (own, other) = match (titled(above), titled(below)) {
        (own, other) if own == other => (0, 0),
        (own, other) => (usize::from(own), usize::from(other)),
    };
    let ranks = |document: &Document, from: usize| -> Vec<u8> {
        let headings = document.body.outline.headings.iter().skip(from);
        headings.map(|heading| heading.level).collect()
    };
    let mut body = Body::clone(&above.body);
    if ranks(above, own) == ranks(below, other) {
        let others = below.body.outline.headings.iter().skip(other);
        for (heading, other) in body.outline.headings.iter_mut().skip(own).zip(others) {
            heading.id = other.id.clone();
            heading.is_pinned = other.is_pinned;
        }
    }
    let others = &below.body.outline;
    let others: Vec<&Item> = others.items(0..others.blocks.len()).collect();
    let own = &mut body.outline;
    if own.items(0..own.blocks.len()).count() == others.len() {
        let items = own.blocks.iter_mut().flat_map(|block| match block {
            Block::List(list) => list.items.as_mut_slice(),
            _ => &mut [],
        });
        for (item, other) in items.zip(others) {
            let pinned = other.id.as_ref().map(|id| id.value.clone());
            item.id = item
                .id
                .take()
                .or(pinned.map(|id| Spanned::new(id, item.text)));
        }
    }
    Arc::new(body)
}

/// A document without what it is made of.
fn shallow(document: &Document) -> Document {
    Document {
        kind: document.kind,
        id: document.id.clone(),
        order: document.order,
        name: document.name.clone(),
        table: document.table.clone(),
        body: document.body.clone(),
        span: document.span,
        is_row: document.is_row,
        overlay: None,
    }
}

/// The title that a text has as its first heading.
fn heading(document: &Document, sources: &Sources) -> Option<Spanned<String>> {
    let view = View::of(&document.body, sources);
    let heading = &document.body.outline.headings[section::title(&view)?];
    Some(Spanned::new(heading.text.to_string(), heading.span))
}

/// Whether a key of a translation counts. One that says what a thing is and is the same below came
/// along when the file was copied; another one is told.
fn is_said(
    entry: &Entry,
    above: &Document,
    below: &Document,
    language: &Language<'_>,
    out: &mut Vec<Diagnostic>,
) -> bool {
    let key = entry.key.as_str();
    // Of the translation, not of the thing: what is internal stays so in every language.
    if matches!(key, "draft" | "internal") || (key == "id" && above.is_row) {
        return false;
    }
    if !(language.is_fixed)(above.kind, key) {
        return true;
    }
    let same = below
        .table
        .get(key)
        .is_some_and(|value| value_text(&value.value) == value_text(&entry.value.value));
    if !same {
        out.push(
            Diagnostic::new(
                Code::BadTranslation,
                format!(
                    "`{key}` says what the {} is, in every language",
                    above.kind.name()
                ),
            )
            .at(entry.key.span)
            .label(below.span, "what is translated")
            .help(format!(
                "take `{key}` out of the translation, and change it where the {} stands",
                above.kind.name()
            )),
        );
    }
    false
}
