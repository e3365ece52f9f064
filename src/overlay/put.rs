//! What an overlay puts beside or in the place of what stands in a section below.

use super::body::{Done, MOST_NAMED, Plan};
use super::compose::{Joint, View};
use super::told::with_candidates;
use super::{section, statement};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Deed, Part};
use crate::markdown::{Block, Item, Section};
use crate::source::Span;
use std::ops::Range;

impl<'a> Plan<'a> {
    /// `{append}` and `{prepend}`: a section's own text goes to that of the one below, sections
    /// beneath it behind or before those there. A statement that names one below replaces it.
    pub(super) fn put(&mut self, section: &Section, below: &Section, first: bool) {
        self.refuse_inner(section);
        let outline = self.above.outline;
        let opening = outline.opening_in(section.blocks.clone());
        let (own, under) = (
            section::own(&self.above, section),
            section::own(&self.below, below),
        );
        let key = section::key(outline.heading(section));
        let deed = if first { Deed::Prepends } else { Deed::Appends };
        let did = |over| Done {
            part: Part::Section(key.clone()),
            deed,
            over,
            under: Some(section::range(&self.below, below)),
        };
        // Of the statements those go first that name one below.
        let items: Vec<&'a Item> = outline.items(opening.clone()).collect();
        let is_override = |item: &&&Item| {
            item.id.as_ref().is_some_and(|id| {
                !statement::with_id(&self.below, below.blocks.clone(), &id.value).is_empty()
            })
        };
        let overrides: Vec<&'a Item> = items.iter().filter(is_override).copied().collect();
        let mut stretches = Vec::new();
        let mut at = section::end(&self.above, opening.start);
        for item in &overrides {
            let whole = self.above.range(item.whole);
            stretches.push(at..whole.start);
            at = whole.end;
        }
        stretches.push(at..own.end);
        stretches.retain(|range| !self.above.text[range.clone()].trim().is_empty());
        let done = (!stretches.is_empty()).then(|| did(self.span(own.clone())));
        let joint = self.list_joint(&opening, &below.blocks, first);
        let count = stretches.len();
        for (number, with) in stretches.into_iter().enumerate() {
            let inner = Joint::Line;
            let (range, before, behind) = match first {
                true => {
                    let begins = section::end(&self.below, below.blocks.start).min(under.end);
                    (under.start..begins.max(under.start), Joint::Blank, joint)
                }
                false => (under.end..under.end, joint, Joint::Blank),
            };
            let range = if number > 0 {
                range.end..range.end
            } else {
                range
            };
            let before = if number > 0 { inner } else { before };
            let behind = if number + 1 < count { inner } else { behind };
            self.edit(range, with, (before, behind));
        }
        done.into_iter().for_each(|done| self.did(done));
        for item in overrides {
            self.statement(item, &below.blocks.clone(), false);
        }
        let rest = own.end..section::range(&self.above, section).end;
        if !self.above.text[rest.clone()].trim().is_empty() {
            let at = match first {
                true => under.end,
                false => section::range(&self.below, below).end,
            };
            let over = self.span(rest.clone());
            let rank = outline.heading(section).level.saturating_add(1);
            self.edit_sections(at, rest, rank);
            let range = section::range(&self.below, below);
            self.did(Done {
                part: Part::Section(section::key(self.above.outline.heading(section))),
                deed,
                over,
                under: Some(range),
            });
        }
    }

    /// How the lists of two texts are put together that meet.
    pub(super) fn list_joint(
        &self,
        opening: &Range<usize>,
        below: &Range<usize>,
        first: bool,
    ) -> Joint {
        let under = self.below.outline.opening_in(below.clone());
        let (ours, theirs) = match first {
            true => (opening.clone().next_back(), under.clone().next()),
            false => (opening.clone().next(), under.clone().next_back()),
        };
        let list = |view: &View<'_>, block: Option<usize>, last: bool| match &view.outline.blocks
            [block?]
        {
            Block::List(list) => {
                let item = if last {
                    list.items.last()
                } else {
                    list.items.first()
                };
                let at = view.range(item?.whole).start;
                let line = view.text[..at].rfind('\n').map_or(0, |line| line + 1);
                Some((at - line, view.text[at..].chars().next()?))
            }
            _ => None,
        };
        match (
            list(&self.above, ours, first),
            list(&self.below, theirs, !first),
        ) {
            (Some(ours), Some(theirs)) if ours == theirs => Joint::Line,
            // An item that is indented otherwise would become part of the one before it.
            (Some(ours), Some(theirs)) if ours.0 != theirs.0 => Joint::Mark,
            _ => Joint::Blank,
        }
    }

    /// A statement of the overlay in the place of the one that it names; one without words takes
    /// that away.
    pub(super) fn statement(&mut self, item: &'a Item, within: &Range<usize>, must: bool) {
        let Some(id) = &item.id else { return };
        let found: Vec<(Span, Span)> = statement::with_id(&self.below, within.clone(), &id.value)
            .into_iter()
            .map(|below| (below.whole, below.text))
            .collect();
        match found.as_slice() {
            [(whole, text)] => {
                let trimmed = |view: &View<'_>, span| {
                    let range = view.range(span);
                    let length = view.text[range.clone()].trim_end().len();
                    range.start..range.start + length
                };
                let mut range = trimmed(&self.below, *whole);
                let mut with = trimmed(&self.above, item.whole);
                let is_empty = self.above.slice(item.text).trim().is_empty();
                if is_empty {
                    range = self.below.range(*whole);
                    with = 0..0;
                }
                let under = self.below.range(*text);
                self.edit(range, with, (Joint::None, Joint::None));
                self.did(Done {
                    part: Part::Statement(id.value.clone()),
                    deed: if is_empty {
                        Deed::Drops
                    } else {
                        Deed::Replaces
                    },
                    over: item.text,
                    under: Some(under),
                });
            }
            [] if !must => {}
            [] => {
                let mut known = Vec::new();
                for item in self.below.outline.items(within.clone()) {
                    known.push(statement::id(item, &self.below).to_string());
                }
                let finding = Diagnostic::new(
                    Code::UnknownOverride,
                    format!("no statement below has the id `{}`", id.value),
                )
                .at(self.above.origin(id.span));
                self.out
                    .push(with_candidates(finding, &id.value, &known, "statement"));
            }
            many => {
                let mut finding = Diagnostic::new(
                    Code::AmbiguousOverride,
                    format!("{} statements below have the id `{}`", many.len(), id.value),
                )
                .at(self.above.origin(id.span))
                .help("replace the whole section");
                for (_, text) in many.iter().take(MOST_NAMED) {
                    finding = finding.label(self.below.origin(*text), "one of them");
                }
                self.out.push(finding);
            }
        }
    }
}
