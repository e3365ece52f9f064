//! Sections by their headings: which one below an override means, and what it says is done to it.

use super::compose::View;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::slug;
use crate::markdown::{Block, Heading, Section};
use std::ops::Range;

/// What the heading of an override says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// `{append}`
    Append,
    /// `{prepend}`
    Prepend,
    /// `{drop}`
    Drop,
    /// `{replace}`: as without a word, and there must be something to replace.
    Replace,
    /// `{new}`: there is nothing to replace.
    New,
}

/// The words in braces behind a heading.
const MODES: [(&str, Mode); 5] = [
    ("append", Mode::Append),
    ("prepend", Mode::Prepend),
    ("drop", Mode::Drop),
    ("replace", Mode::Replace),
    ("new", Mode::New),
];

/// What a heading is called by: the id that it refers to, else its words by the rule of ids, so that
/// `## [[system-design]]` and `## System design` are the same.
pub(super) fn key(heading: &Heading) -> Box<str> {
    let name = match &heading.reference {
        Some(reference) => {
            let name = reference.value.rsplit(':').next().unwrap_or_default();
            name.split(['#', '?']).next().unwrap_or_default()
        }
        None => &heading.text,
    };
    match slug(name) {
        slug if slug.is_empty() => name.trim().to_lowercase().into(),
        slug => slug.into(),
    }
}

/// What a heading says is done; reported where it says two things, or something like one of them.
pub(super) fn mode(view: &View<'_>, heading: &Heading, out: &mut Vec<Diagnostic>) -> Option<Mode> {
    let mut found = None;
    for flag in &heading.flags {
        let named = MODES.iter().find(|(name, _)| **name == **flag);
        match (named, found) {
            (Some((_, mode)), None) => found = Some(*mode),
            (Some(_), Some(_)) => out.push(
                Diagnostic::new(Code::BadOverride, "this heading says two things at once")
                    .at(view.origin(heading.span))
                    .help("keep one of the words in braces"),
            ),
            (None, _) => {
                let names = MODES.iter().map(|(name, _)| *name);
                if let Some(near) = nearest(flag, names) {
                    out.push(
                        Diagnostic::new(
                            Code::UnknownOverride,
                            format!("`{{{flag}}}` says nothing that can be done to a section"),
                        )
                        .at(view.origin(heading.span))
                        .suggest(Some(&format!("{{{near}}}"))),
                    );
                }
            }
        }
    }
    found
}

/// Whether a heading says that it is an override.
pub(super) fn says_so(heading: &Heading) -> bool {
    heading.flags.iter().any(|flag| {
        MODES
            .iter()
            .any(|(name, mode)| **name == **flag && *mode != Mode::New)
    })
}

/// All sections within some blocks, at whatever rank, each with all that stands beneath it.
pub(super) fn all(view: &View<'_>, blocks: Range<usize>) -> Vec<Section> {
    let outline = view.outline;
    let mut found = Vec::new();
    for at in blocks.clone() {
        let Block::Heading(heading) = outline.blocks[at] else {
            continue;
        };
        let level = outline.headings[heading].level;
        let ends = |at: &usize| matches!(outline.blocks[*at], Block::Heading(other) if outline.headings[other].level <= level);
        let end = (at + 1..blocks.end).find(ends).unwrap_or(blocks.end);
        found.push(Section {
            heading,
            blocks: at + 1..end,
        });
    }
    found
}

/// The sections below that a heading above means, by its key: of several those of its rank.
pub(super) fn matching(below: &View<'_>, blocks: Range<usize>, heading: &Heading) -> Vec<Section> {
    let wanted = key(heading);
    let mut found = all(below, blocks);
    found.retain(|section| key(below.outline.heading(section)) == wanted);
    let of_rank = |section: &Section| below.outline.heading(section).level == heading.level;
    if found.len() > 1 && found.iter().any(of_rank) {
        found.retain(of_rank);
    }
    found
}

/// The offsets of a whole section, its heading first.
pub(super) fn range(view: &View<'_>, section: &Section) -> Range<usize> {
    let heading = view.range(view.outline.heading(section).span);
    heading.start..end(view, section.blocks.end)
}

/// The offsets of what stands directly beneath a heading, before the headings of a lower rank.
pub(super) fn own(view: &View<'_>, section: &Section) -> Range<usize> {
    let heading = view.range(view.outline.heading(section).span);
    let opening = view.outline.opening_in(section.blocks.clone());
    let end = end(view, opening.end);
    heading.end.min(end)..end
}

/// Where the block with this number begins, or the text ends.
pub(super) fn end(view: &View<'_>, block: usize) -> usize {
    match view.outline.blocks.get(block) {
        Some(block) => view.range(block.span(view.outline)).start,
        None => view.text.len(),
    }
}

/// The title that a text has as its first heading, and nothing but sections beneath it.
pub(super) fn title(view: &View<'_>) -> Option<usize> {
    let headings = &view.outline.headings;
    let Some(Block::Heading(first)) = view.outline.blocks.first() else {
        return None;
    };
    let ranks =
        view.outline.blocks.iter().filter(
            |block| matches!(block, Block::Heading(number) if headings[*number].level == 1),
        );
    (headings[*first].level == 1 && ranks.count() == 1).then_some(*first)
}

/// The names of the headings below, for messages.
pub(super) fn names(below: &View<'_>, blocks: Range<usize>) -> Vec<String> {
    let sections = all(below, blocks);
    let name = |section: &Section| below.slice(below.outline.heading(section).span);
    sections
        .iter()
        .map(|section| {
            let line = name(section).lines().next().unwrap_or_default();
            line.trim_start_matches('#').trim().to_owned()
        })
        .collect()
}
