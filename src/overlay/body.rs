//! The text of an overlay over the text below it, section by section and statement by statement.

use super::compose::{Edit, Joint, View};
use super::define;
use super::section::{self, Mode};
use super::statement;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::{Deed, Override, Part};
use crate::markdown::{Block, Item, Section};
use crate::source::Span;
use std::ops::Range;

/// Names that a message lists at the most.
pub(super) const MOST_NAMED: usize = 12;

/// What the text of an overlay does to the one below.
pub(super) struct Plan<'a> {
    pub below: View<'a>,
    pub above: View<'a>,
    pub edits: Vec<Edit>,
    pub overrides: Vec<Override>,
    /// Link definitions and footnotes below that would go with a section and are still used.
    pub rest: Vec<Range<usize>>,
    pub out: Vec<Diagnostic>,
}

/// What is done to which part, as the author wrote it.
pub(super) struct Done {
    pub part: Part,
    pub deed: Deed,
    pub over: Span,
    pub under: Option<Range<usize>>,
}

impl<'a> Plan<'a> {
    /// Reads what `above` says of `below`. `is_named` tells that its title has gone into the front
    /// matter already.
    pub fn read(below: View<'a>, above: View<'a>, is_named: bool) -> Plan<'a> {
        let mut plan = Plan {
            below,
            above,
            edits: Vec::new(),
            overrides: Vec::new(),
            rest: Vec::new(),
            out: Vec::new(),
        };
        let first = plan.title(is_named);
        plan.opening(first);
        let outline = plan.above.outline;
        let sections = outline.sections_in(first..outline.blocks.len());
        let all = 0..plan.below.outline.blocks.len();
        plan.sections(&sections, &all);
        plan.in_order();
        define::keep(&mut plan);
        plan
    }

    /// The title as a heading takes the place of the one below. Gives back the block behind it.
    fn title(&mut self, is_named: bool) -> usize {
        let Some(above) = section::title(&self.above) else {
            return 0;
        };
        let over = self.above.outline.headings[above].span;
        let with = self.above.range(over);
        let done = |under| Done {
            part: Part::Field("title".into()),
            deed: Deed::Replaces,
            over,
            under,
        };
        match section::title(&self.below) {
            Some(below) => {
                let range = self.below.range(self.below.outline.headings[below].span);
                self.edit(range.clone(), with, (Joint::None, Joint::Blank));
                self.did(done(Some(range)));
            }
            // The front matter below has it, and the one above now.
            None if is_named => {}
            None => {
                self.edit(0..0, with, (Joint::Blank, Joint::Blank));
                self.did(done(None));
            }
        }
        1
    }

    /// What stands before the first section takes the place of what stands there below, unless it
    /// is a list of statements that name those that they replace.
    fn opening(&mut self, first: usize) {
        let blocks = self
            .above
            .outline
            .opening_in(first..self.above.outline.blocks.len());
        let range = section::end(&self.above, blocks.start)..section::end(&self.above, blocks.end);
        if blocks.is_empty() {
            return;
        }
        if statement::is_overrides(&self.above, blocks.clone()) {
            let all = 0..self.below.outline.blocks.len();
            let items: Vec<&'a Item> = self.above.outline.items(blocks).collect();
            for item in items {
                self.statement(item, &all, true);
            }
            return;
        }
        let start = usize::from(section::title(&self.below).is_some());
        let below = self
            .below
            .outline
            .opening_in(start..self.below.outline.blocks.len());
        let under = match below.is_empty() {
            true => {
                let at = section::end(&self.below, below.start);
                at..at
            }
            false => section::end(&self.below, below.start)..section::end(&self.below, below.end),
        };
        self.edit(under.clone(), range.clone(), (Joint::Blank, Joint::Blank));
        self.did(Done {
            part: Part::Opening,
            deed: if under.is_empty() {
                Deed::Adds
            } else {
                Deed::Replaces
            },
            over: self.span(range),
            under: Some(under).filter(|range| !range.is_empty()),
        });
    }

    /// Sections of the overlay, each over the one of its name in `within`.
    fn sections(&mut self, sections: &[Section], within: &Range<usize>) {
        for section in sections {
            let heading = self.above.outline.heading(section);
            let mode = section::mode(&self.above, heading, &mut self.out);
            let below = section::matching(&self.below, within.clone(), heading);
            if mode.is_none() && self.is_way(section) {
                match below.as_slice() {
                    [below] => {
                        let within = below.blocks.clone();
                        let inner = self.above.outline.sections_in(section.blocks.clone());
                        self.sections(&inner, &within);
                    }
                    [] => self.unknown(section, within),
                    many => self.several(section, many),
                }
                continue;
            }
            match (mode, below.as_slice()) {
                (Some(Mode::New), []) | (None, []) => self.add(section, within, mode.is_some()),
                (Some(Mode::New), [below, ..]) => {
                    let under = self.below.outline.heading(below).span;
                    self.out.push(
                        Diagnostic::new(
                            Code::BadOverride,
                            format!("`{}` isn't new: it stands below as well", heading.text),
                        )
                        .at(self.above.origin(heading.span))
                        .label(self.below.origin(under), "here")
                        .help("leave `{new}` out to replace it, or give it another name"),
                    );
                }
                (Some(_), []) => self.unknown(section, within),
                (Some(Mode::Append), [below]) => self.put(section, below, false),
                (Some(Mode::Prepend), [below]) => self.put(section, below, true),
                (Some(Mode::Drop), [below]) => self.drop_section(section, below),
                (None | Some(Mode::Replace), [below]) => self.replace(section, below),
                (_, many) => self.several(section, many),
            }
        }
    }

    /// Whether a heading only says where those beneath it belong: it has no text of its own, and one
    /// beneath it says what is done.
    fn is_way(&self, section: &Section) -> bool {
        let outline = self.above.outline;
        let inner = section::all(&self.above, section.blocks.clone());
        outline.opening_in(section.blocks.clone()).is_empty()
            && inner
                .iter()
                .any(|inner| section::says_so(outline.heading(inner)))
    }

    fn replace(&mut self, section: &Section, below: &Section) {
        let (heading, under) = (
            self.above.outline.heading(section),
            self.below.outline.heading(below),
        );
        if heading.level != under.level {
            let marks = "#".repeat(usize::from(under.level));
            self.out.push(
                Diagnostic::new(
                    Code::BadOverride,
                    format!("`{}` is a heading of another rank below", heading.text),
                )
                .at(self.above.origin(heading.span))
                .label(self.below.origin(under.span), "here")
                .help(format!("write it with `{marks}`")),
            );
            return;
        }
        self.refuse_inner(section);
        let (with, range) = (
            section::range(&self.above, section),
            section::range(&self.below, below),
        );
        self.edit(range.clone(), with.clone(), (Joint::Blank, Joint::Blank));
        self.did(Done {
            part: Part::Section(section::key(heading)),
            deed: Deed::Replaces,
            over: self.span(with),
            under: Some(range),
        });
    }

    fn drop_section(&mut self, section: &Section, below: &Section) {
        let heading = self.above.outline.heading(section);
        if !section.blocks.is_empty() {
            self.out.push(
                Diagnostic::new(
                    Code::BadOverride,
                    format!("`{}` is dropped and has a text", heading.text),
                )
                .at(self.above.origin(heading.span))
                .help("leave the text out, or `{drop}`"),
            );
            return;
        }
        let range = section::range(&self.below, below);
        self.edit(range.clone(), 0..0, (Joint::None, Joint::None));
        self.did(Done {
            part: Part::Section(section::key(heading)),
            deed: Deed::Drops,
            over: heading.span,
            under: Some(range),
        });
    }

    /// A section that nothing below has goes to the end. One of a lower rank would become part of
    /// whatever stands there last.
    fn add(&mut self, section: &Section, within: &Range<usize>, is_sure: bool) {
        let heading = self.above.outline.heading(section);
        let title = section::title(&self.below);
        let ranks = self
            .below
            .outline
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading(number) if Some(*number) != title => {
                    Some(self.below.outline.headings[*number].level)
                }
                _ => None,
            });
        let is_whole = *within == (0..self.below.outline.blocks.len());
        if is_whole && ranks.min().is_some_and(|rank| heading.level > rank) {
            self.unknown(section, within);
            return;
        }
        let names = section::names(&self.below, within.clone());
        if let Some(near) = nearest(&heading.text, names.iter().map(String::as_str))
            && !is_sure
        {
            self.out.push(
                Diagnostic::new(
                    Code::NearOverride,
                    format!("`{}` is new, and like a section below", heading.text),
                )
                .at(self.above.origin(heading.span))
                .help(format!(
                    "write `{near}` to replace that one, or `{{new}}` behind this heading"
                )),
            );
        }
        self.refuse_inner(section);
        let at = section::end(&self.below, within.end);
        let with = section::range(&self.above, section);
        self.edit_sections(at, with.clone(), heading.level);
        self.did(Done {
            part: Part::Section(section::key(self.above.outline.heading(section))),
            deed: Deed::Adds,
            over: self.span(with),
            under: None,
        });
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let length = self.above.text[range.clone()].trim_end().len();
        let range = range.start..range.start + length;
        self.above.span(range)
    }

    pub(super) fn edit(&mut self, range: Range<usize>, with: Range<usize>, joints: (Joint, Joint)) {
        self.edits.push(Edit {
            range,
            with,
            before: joints.0,
            behind: joints.1,
            rank: u8::MAX,
        });
    }

    /// The same for sections, of which the first has this rank.
    pub(super) fn edit_sections(&mut self, at: usize, with: Range<usize>, rank: u8) {
        self.edits.push(Edit {
            range: at..at,
            with,
            before: Joint::Blank,
            behind: Joint::Blank,
            rank,
        });
    }

    pub(super) fn did(&mut self, done: Done) {
        let under = done.under.and_then(|range| self.below.place(range));
        self.overrides.push(Override {
            part: done.part,
            deed: done.deed,
            over: self.above.origin(done.over),
            under,
        });
    }

    /// Edits in the order of their places, at one place those first that don't end the section that
    /// they stand in; one that lies in another one is left out, and told.
    fn in_order(&mut self) {
        self.edits
            .sort_by_key(|edit| (edit.range.start, edit.range.end, u8::MAX - edit.rank));
        let mut end = 0;
        let mut overlapping = None;
        self.edits.retain(|edit| {
            let fits = edit.range.start >= end;
            if !fits {
                overlapping = Some(edit.with.clone());
            }
            end = end.max(edit.range.end);
            fits
        });
        if let Some(with) = overlapping {
            self.out.push(
                Diagnostic::new(
                    Code::BadOverride,
                    "two overrides of this file are of the same part",
                )
                .at(self.span(with))
                .help("keep one of them"),
            );
        }
    }
}
