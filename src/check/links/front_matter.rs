//! References and addresses in the values of front matter, which are shown as Markdown too.

use crate::markdown::{Reference, ReferenceKind, outline};
use crate::model::{Common, Thing};
use crate::site::Site;
use crate::source::{SourceId, Span};

/// The references in a thing's front matter, each with its place. Those that name nothing were
/// reported when the values were read.
pub(super) fn references(site: &Site, thing: Thing) -> Vec<Reference> {
    let common = site.common(thing);
    let mut references = Vec::new();
    for text in texts(site, thing).filter(|text| text.contains('[')) {
        let read = outline(
            SourceId(0),
            text,
            0,
            site.settings.markdown,
            &mut Vec::new(),
        );
        for mut reference in read.references {
            let written = text.get(reference.span.range()).unwrap_or_default();
            reference.span = place(site, common, written);
            references.push(reference);
        }
    }
    references.extend(addresses(site, thing).map(|address| Reference {
        kind: ReferenceKind::Link,
        target: address.into(),
        span: place(site, common, address),
    }));
    references
}

/// The values that pages show as Markdown.
fn texts(site: &Site, thing: Thing) -> impl Iterator<Item = &str> {
    let model = &site.model;
    let mut texts: Vec<Option<&str>> = vec![site.common(thing).summary.as_deref()];
    match thing {
        Thing::Level(id) => texts.push(model.levels[id].scope.as_deref()),
        Thing::Path(id) => {
            let path = &model.paths[id];
            texts.extend([path.difficulty.as_deref(), path.success_rate.as_deref()]);
            texts.extend(path.prerequisites.iter().map(|text| Some(&**text)));
        }
        Thing::Archetype(id) => {
            let archetype = &model.archetypes[id];
            texts.extend([archetype.focus.as_deref(), archetype.best_for.as_deref()]);
        }
        Thing::Pitfall(id) => {
            let pitfall = &model.pitfalls[id];
            texts.extend([pitfall.problem.as_deref(), pitfall.solution.as_deref()]);
        }
        _ => {}
    }
    texts.into_iter().flatten()
}

/// The values that are addresses.
fn addresses(site: &Site, thing: Thing) -> impl Iterator<Item = &str> {
    let model = &site.model;
    let (one, many): (_, &[Box<str>]) = match thing {
        Thing::Resource(id) => (model.resources[id].url.as_deref(), &[]),
        Thing::Skill(id) => (None, &model.skills[id].external),
        _ => (None, &[]),
    };
    one.into_iter().chain(many.iter().map(|address| &**address))
}

/// Where `words` stand in the front matter or the row of a thing. The values themselves don't know
/// their places in the model, since few of them can be wrong.
fn place(site: &Site, common: &Common, words: &str) -> Span {
    let source = common.body.source;
    let text = &site.sources.get(source).text;
    let range = if common.is_row {
        common.span.start as usize..text.len()
    } else {
        0..common.body.start as usize
    };
    let within = text.get(range.clone()).unwrap_or_default();
    let found = within.find(words).filter(|_| !words.is_empty());
    // In a row a key may stand before the title.
    let anywhere = || text.find(words).filter(|_| !words.is_empty());
    match found.map(|at| range.start + at).or_else(anywhere) {
        Some(at) => Span::new(source, at, at + words.len()),
        None => common.span,
    }
}

/// Where a value stands between quotation marks.
pub(super) fn quoted(text: &str, value: &str) -> Option<usize> {
    let marks = ['"', '\''].into_iter();
    marks
        .filter_map(|mark| text.find(&format!("{mark}{value}{mark}")))
        .min()
        .map(|at| at + 1)
}
