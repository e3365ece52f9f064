//! Things that are a file of their own: one that upstream has alone is taken as it is, one that
//! several layers have is put together.

use super::edit::{Groups, edited, plain};
use super::leaves::{Leaf, leaves};
use super::plan::{Ground, Laying, Tongue};
use crate::data::{FrontMatterFormat, Syntax, split_front_matter};
use crate::document::{Document, Place};
use crate::drift::FieldLines;
use crate::link::keys;
use crate::source::{SourceId, Sources};

/// Lays every thing that is a file, and what translates it.
pub(super) fn lay(ground: &Ground<'_>, laying: &mut Laying) {
    for tongue in &ground.tongues {
        lay_all(ground, tongue, laying);
    }
}

fn lay_all(ground: &Ground<'_>, tongue: &Tongue, laying: &mut Laying) {
    for document in &tongue.documents {
        match &document.overlay {
            _ if document.is_row => {}
            None => ground.take(document.span.source, laying),
            Some(overlay) => {
                let path = path_of(ground, tongue, document);
                for own in overlay.documents.iter().filter(|it| !it.is_row) {
                    let source = ground.sources().get(own.span.source);
                    if source.layer.is_empty() && *source.path != *path {
                        laying.gone.insert(source.path.to_string());
                    }
                }
                laying.put(path, text(ground.sources(), document).into_bytes());
            }
        }
    }
}

/// Where a thing goes that several layers have: the place of the topmost of its files, which links
/// in its text are relative to, unless another one alone says its id and its order.
fn path_of(ground: &Ground<'_>, tongue: &Tongue, document: &Document) -> String {
    let chain = document.overlay.iter().flat_map(|it| &it.documents);
    let paths: Vec<String> = chain
        .filter(|it| !it.is_row)
        .map(|it| ground.sources().get(it.span.source).path.to_string())
        .collect();
    let place = |path: &str| {
        let path = tongue.plain(path).unwrap_or_default();
        Place::of(path.strip_prefix("content/").unwrap_or(&path))
    };
    let is_it = |path: &&String| {
        let place = place(path);
        place.kind == document.kind
            && place.id == *document.id
            && (place.order == document.order || document.table.get("order").is_some())
    };
    if let Some(path) = paths.iter().find(is_it) {
        return path.clone();
    }
    // The id is one layer's and the number another one's.
    let named = paths.iter().find(|path| place(path).id == *document.id);
    let path = named.or(paths.first()).cloned().unwrap_or_default();
    match (document.order, path.rsplit_once('/')) {
        // The order of a translation is that of what it translates.
        (Some(order), Some((folder, _))) if tongue.code.is_none() => {
            format!("{folder}/{order}-{}.md", place(&path).name)
        }
        _ => path,
    }
}

/// The text of a thing that several layers have.
fn text(sources: &Sources, document: &Document) -> String {
    let body = body(sources, document);
    let wanted = leaves(&document.table, &keys(document.kind));
    // Its front matter is that of the lowest file that something is still taken from.
    let chain = document.overlay.iter().flat_map(|it| &it.documents);
    let mut files: Vec<&Document> = Vec::new();
    for layer in chain {
        if !layer.is_row {
            files.push(layer);
        }
        if layer.table.get("replaces").is_some() {
            break;
        }
    }
    let base = files.last().map(|it| &*sources.get(it.span.source).text);
    let (matter, fence) = matter(base.unwrap_or_default(), &wanted, sources);
    let mut out = match (matter.is_empty(), fence) {
        (true, _) => String::new(),
        (false, fence) => format!("{fence}\n{matter}{fence}\n"),
    };
    // One blank line between the two, however many layers have one.
    if !out.is_empty() && !body.trim().is_empty() {
        out.push('\n');
    }
    out.push_str(body.trim_start_matches('\n'));
    format!("{}\n", out.trim_end())
}

/// Front matter that says what is wanted, as the file says it that has this text; with its fence.
fn matter(text: &str, wanted: &[Leaf], sources: &Sources) -> (String, &'static str) {
    let split = split_front_matter(SourceId(0), text, &mut Vec::new());
    let (syntax, fence) = match split.format {
        FrontMatterFormat::Yaml => (Syntax::Yaml, "---"),
        _ => (Syntax::Toml, "+++"),
    };
    let lines = text.get(split.matter).unwrap_or_default();
    match edited(lines, syntax, wanted, Groups::Dotted, &|leaf| {
        written(leaf, sources)
    }) {
        Some(matter) => (matter, fence),
        None => (plain(wanted, Groups::Dotted), "+++"),
    }
}

/// A value as its author wrote it, with the comment behind it.
pub(super) fn written(leaf: &Leaf, sources: &Sources) -> Option<String> {
    if leaf.key.source != leaf.place.source {
        return None;
    }
    let text = &sources.find(leaf.key.source)?.text;
    let (key, place) = (leaf.key.range(), leaf.place.range());
    let found = FieldLines::find(text, &(key.start..place.end), Syntax::Toml)?;
    let behind = found.lines.start + found.prefix().len() - 1;
    let value = text.get(behind..found.lines.end)?.trim();
    let says = plain_value(value)?;
    (says == leaf.value).then(|| value.to_owned())
}

/// What a value as it was written says.
fn plain_value(value: &str) -> Option<String> {
    let mut out = Vec::new();
    let source = Sources::default().next_id();
    let table = crate::data::parse_toml(source, &format!("k = {value}"), 0, &mut out);
    let found = leaves(&table, &[]).into_iter().next()?;
    out.is_empty().then_some(found.value)
}

/// The text below the front matter, as it stands in the files: with the marks of what is internal,
/// and without the words that say what an override does.
fn body(sources: &Sources, document: &Document) -> String {
    let body = &document.body;
    // That of a row has none in the table that it stands in.
    if body.text(sources).is_empty() {
        return String::new();
    }
    let whole = &sources.get(body.source).text;
    let pieces = sources.pieces(body.source);
    if pieces.is_empty() {
        return whole
            .get(body.start as usize..)
            .unwrap_or_default()
            .to_owned();
    }
    let mut out = String::new();
    let mut at = 0;
    for piece in pieces {
        out.push_str(whole.get(at..piece.at as usize).unwrap_or_default());
        out.push_str(sources.slice(piece.from));
        at = piece.at as usize + piece.from.range().len();
    }
    out.push_str(whole.get(at..).unwrap_or_default());
    // Of the same length as the composed text, so that its headings stand where they stood there.
    let headings = body.outline.headings.iter().rev();
    for heading in headings.filter(|heading| !heading.flags.is_empty()) {
        let range = heading.span.range();
        if let Some(line) = out.get(range.clone()).map(without_modes) {
            out.replace_range(range, &line);
        }
    }
    out
}

/// A heading without the words in braces that say what an override does.
fn without_modes(heading: &str) -> String {
    let line = heading.lines().next().unwrap_or_default();
    let rest = &heading[line.len()..];
    let closed = line.trim_end().trim_end_matches('#').trim_end();
    let (Some(open), true) = (closed.rfind('{'), closed.ends_with('}')) else {
        return heading.to_owned();
    };
    let inner = &closed[open + 1..closed.len() - 1];
    let kept: Vec<&str> = inner
        .split_whitespace()
        .filter(|word| !matches!(*word, "append" | "prepend" | "drop" | "replace" | "new"))
        .collect();
    let before = line[..open].trim_end();
    match kept.is_empty() {
        true => format!("{before}{rest}"),
        false => format!("{before} {{{}}}{rest}", kept.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::without_modes;

    #[test]
    fn a_heading_keeps_what_it_says_beside_what_is_done_to_it() {
        for (heading, wanted) in [
            ("## Scope {append}", "## Scope"),
            ("## Scope {#reach replace}", "## Scope {#reach}"),
            ("## Scope {replace}\n", "## Scope\n"),
            ("## A {set} of things", "## A {set} of things"),
            ("Scope {new}\n-----\n", "Scope\n-----\n"),
        ] {
            assert_eq!(without_modes(heading), wanted);
        }
    }
}
