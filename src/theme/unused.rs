//! Overrides that nothing would come of: most often a name is mistyped.

use super::Words;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::layers::{Found, Layers, Listing};
use crate::source::{Source, Sources, Span};
use std::collections::BTreeSet;

/// Reports templates, words and files of the theme that hide nothing and that nothing names.
pub(super) fn report(
    layers: &Layers,
    templates: &Listing,
    words: &Words,
    others: &[String],
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) {
    let names: BTreeSet<&str> = templates.files.iter().map(|found| &*found.path).collect();
    let texts: Vec<(&str, &str)> = sources
        .iter()
        .filter(|(_, source)| names.contains(&*source.path))
        .map(|(_, source)| (&*source.path, &*source.text))
        .collect();
    // Another file than `path` speaks of `name`.
    let is_named = |name: &str, path: &str| {
        texts
            .iter()
            .any(|(other, text)| *other != path && text.contains(name))
    };
    let mut found = Vec::new();
    for (path, near) in hiding_nothing(layers, templates) {
        let name = path.strip_prefix("templates/").unwrap_or(path);
        if !is_named(name, path) {
            let what = "hides no template of the theme, and no template uses it";
            found.push((path.to_owned(), what, near));
        }
    }
    for (key, span) in words.unknown() {
        if !is_named(&format!("\"{key}\""), "") && !is_named(&format!("'{key}'"), "") {
            out.push(unknown(key, span, words));
        }
    }
    let mut ignored = Vec::new();
    let lists = [
        layers.list("words/", sources, &mut ignored),
        layers.list("static/theme/", sources, &mut ignored),
    ];
    // The theme has words in more languages than this site speaks: to hide some is not enough.
    let strange: BTreeSet<&str> = hiding_nothing(layers, &lists[0])
        .map(|(path, _)| path)
        .collect();
    let own = lists[0].files.iter().filter(|own| layers.is_own(own.layer));
    for path in own.map(|own| &*own.path) {
        let is_spoken = |code: &String| {
            let name = path
                .strip_prefix("words/")
                .and_then(|it| it.strip_suffix(".toml"));
            let short = code.split('-').next();
            name.is_some_and(|name| name == code || Some(name) == short)
        };
        if !words.files.contains(path) && !others.iter().any(is_spoken) {
            let what = "holds words of no language that the site speaks";
            let meant = words.files.iter().map(|file| &**file);
            let near = nearest(path, meant).filter(|_| strange.contains(path));
            found.push((path.to_owned(), what, near.map(str::to_owned)));
        }
    }
    // A stylesheet may name a file of its own that no template names, so only what looks mistyped
    // is reported.
    for (path, near) in hiding_nothing(layers, &lists[1]) {
        // The tokens are made of the settings; a file in their place is a collision of its own.
        if near.is_some() && path != "static/theme/tokens.css" {
            found.push((path.to_owned(), "hides no file of the theme", near));
        }
    }
    for (path, what, near) in found {
        let known = sources
            .iter()
            .find(|(_, source)| *source.path == *path && source.layer.is_empty())
            .map(|(id, _)| id);
        let source = known.unwrap_or_else(|| {
            sources.add(Source {
                path: path.as_str().into(),
                layer: "".into(),
                text: "".into(),
            })
        });
        out.push(
            Diagnostic::new(Code::UnknownOverride, format!("`{path}` {what}"))
                .at(Span::start_of(source))
                .help("give it the name of the file that it is to replace, or take it away")
                .suggest(near.as_deref()),
        );
    }
}

/// Reports words of another language of a site that have no key of the theme, nor one of the site's
/// own in `base`.
pub(super) fn report_words(words: &Words, base: &Words, out: &mut Vec<Diagnostic>) {
    let all = words.unknown().filter(|(key, _)| base.get(key).is_none());
    out.extend(all.map(|(key, span)| unknown(key, span, words)));
}

fn unknown(key: &str, span: Span, words: &Words) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownOverride,
        format!("no word of the theme has the key `{key}`, and no template asks for it"),
    )
    .at(span)
    .help("delete it, or give it the key of the word that it is to replace")
    .suggest(nearest(key, words.theirs()))
}

/// The site's own files of a listing that hide no file of a layer beneath, each with the name that
/// was perhaps meant.
fn hiding_nothing<'l>(
    layers: &'l Layers,
    listing: &'l Listing,
) -> impl Iterator<Item = (&'l str, Option<String>)> {
    let is_own = |found: &&Found| layers.is_own(found.layer);
    let beneath: BTreeSet<&str> = listing
        .files
        .iter()
        .filter(|found| !layers.is_own(found.layer))
        .map(|found| &*found.path)
        .collect();
    listing
        .files
        .iter()
        .filter(is_own)
        .filter_map(move |found| {
            let is_hiding = beneath.contains(&*found.path);
            let near = || nearest(&found.path, beneath.iter().copied()).map(str::to_owned);
            (!is_hiding).then(|| (&*found.path, near()))
        })
}
