//! Links a plain page.

use super::fields::{Fields, Site};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::markdown::{Block, Fragment, Resolver, Target, Whole, plain_text};
use crate::model::Page;
use crate::settings::Settings;
use crate::source::Sources;
use std::sync::Arc;

pub(super) fn settle(
    document: &Document,
    site: &Site<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Page {
    let mut faults = Vec::new();
    let mut late = Vec::new();
    let fields = Fields::new(document, site, &mut faults);
    let common = fields.finish(document, &mut late);
    out.append(&mut faults);
    out.append(&mut late);

    let is_given = common.title.as_ref().is_some_and(|title| !title.is_empty());
    let (title, title_block) = title(common.title.clone(), document, site, sources);
    let outline = &document.body.outline;
    let has_first_rank = outline.blocks.iter().enumerate().any(|(place, block)| {
        matches!(block, Block::Heading(heading) if outline.headings[*heading].level == 1)
            && Some(place) != title_block
    });
    Page {
        common: common.with(document, title),
        is_named: is_given || title_block.is_some(),
        title_block,
        demote: i8::from(has_first_rank),
    }
}

/// The title that is given; else the first heading of the first rank, or the first of all; else
/// the file's name. And the block that need not be shown again beneath the title.
fn title(
    given: Option<Arc<str>>,
    document: &Document,
    site: &Site<'_>,
    sources: &Sources,
) -> (Arc<str>, Option<usize>) {
    let outline = &document.body.outline;
    let headings: Vec<(usize, &str, u8)> = outline
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(place, block)| match block {
            Block::Heading(heading) => {
                let heading = &outline.headings[*heading];
                Some((place, &*heading.text, heading.level))
            }
            _ => None,
        })
        .collect();
    if let Some(given) = given.filter(|given| !given.is_empty()) {
        let repeated = headings
            .first()
            .filter(|(place, text, level)| *place == 0 && *level == 1 && **text == *given)
            .map(|(place, ..)| *place);
        return (given, repeated);
    }
    let first = headings
        .iter()
        .find(|(.., level)| *level == 1)
        .or(headings.first())
        .filter(|(_, text, _)| !text.is_empty());
    match first {
        Some((place, ..)) => {
            let body = &document.body;
            let span = outline.blocks[*place].span(outline);
            let fragment = Fragment {
                text: body.slice(span, sources),
                offset: span.start as usize,
                exact: true,
                document: Some(Whole {
                    text: body.text(sources),
                    start: body.start as usize,
                    outline,
                    key: "",
                }),
                demote: 0,
            };
            let words = plain_text(fragment, site.settings.markdown, &Vars(site.settings));
            (words.trim().into(), Some(*place))
        }
        None => (named(&document.name), None),
    }
}

/// A file's name as a title: `how-to-use` is "How to use".
fn named(name: &str) -> Arc<str> {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first
            .to_uppercase()
            .chain(letters)
            .collect::<String>()
            .into(),
        None => "Page".into(),
    }
}

/// The words of `[vars]`, for a title that is made before all things are linked.
struct Vars<'a>(&'a Settings);

impl Resolver for Vars<'_> {
    fn reference(&self, target: &str) -> Target {
        let value = target
            .strip_prefix("var:")
            .and_then(|name| self.0.vars.get(name.trim()));
        Target::Text(value.map_or(target, String::as_str).to_owned())
    }

    fn link(&self, _address: &str) -> Option<String> {
        None
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}
