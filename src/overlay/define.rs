//! Link definitions and footnotes of a text below: those of a section that is replaced may be used
//! elsewhere, and none may take the place of another.

use super::body::Plan;
use super::compose::View;
use crate::diagnostic::{Code, Diagnostic};
use std::ops::Range;

/// Keeps what is still used of what would go, and reports names that both texts give.
pub(super) fn keep(plan: &mut Plan<'_>) {
    let gone: Vec<Range<usize>> = plan
        .edits
        .iter()
        .map(|edit| edit.range.clone())
        .filter(|range| !range.is_empty())
        .collect();
    let mut rest = Vec::new();
    for range in &gone {
        rest.extend(links(&plan.below, range));
    }
    let is_gone = |at: usize| gone.iter().any(|range| range.contains(&at));
    let mut clashes = Vec::new();
    for note in &plan.below.outline.notes {
        let Some(definition) = note.definition.map(|span| plan.below.range(span)) else {
            continue;
        };
        let is_used = note
            .references
            .iter()
            .any(|at| !is_gone(plan.below.offset(*at)));
        let name = note_name(&plan.below.text[definition.clone()]);
        let ours = name.and_then(|name| plan.above.outline.note(name)?.definition);
        match (ours, is_used) {
            (Some(ours), true) => clashes.push((name.unwrap_or_default().to_owned(), ours)),
            (None, true) if is_gone(definition.start) => rest.push(definition),
            _ => {}
        }
    }
    for (name, ours) in clashes {
        let place = plan.above.origin(ours);
        plan.out.push(
            Diagnostic::new(
                Code::BadOverride,
                format!("the footnote `{name}` stands in the text below as well"),
            )
            .at(place)
            .help("give it another name"),
        );
    }
    plan.rest = rest;
}

/// `[^name]: …`
fn note_name(definition: &str) -> Option<&str> {
    let rest = definition.trim_start().strip_prefix("[^")?;
    rest.split_once("]:").map(|(name, _)| name)
}

/// Link definitions within a stretch: what stands between its blocks and is no block.
fn links(view: &View<'_>, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if view.outline.definitions.is_empty() {
        return found;
    }
    let mut at = range.start;
    let spans = view
        .outline
        .blocks
        .iter()
        .map(|block| view.range(block.span(view.outline)));
    let within = spans.filter(|span| range.contains(&span.start));
    for span in within.chain(std::iter::once(range.end..range.end)) {
        let gap = at..span.start.max(at);
        if view
            .text
            .get(gap.clone())
            .is_some_and(|text| text.trim_start().starts_with('['))
        {
            found.push(gap);
        }
        at = span.end.max(at);
    }
    found
}
