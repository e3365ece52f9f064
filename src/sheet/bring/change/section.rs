//! The section of a file that holds the items of a cell: changed, made or taken away.

use super::items::Items;
use super::moves::{Loose, Moves, line};
use super::splice::{Splice, line_end, line_start};
use crate::markdown::{Block, Section};
use crate::model::{Common, Idx, Level, Skill};
use crate::sheet::bring::Said;
use crate::site::Site;

/// Where items stand, or would.
pub(in crate::sheet::bring) struct Place<'a> {
    pub site: &'a Site,
    pub common: &'a Common,
    /// The sections that hold them; none where there is none yet.
    pub sections: Vec<Section>,
    /// Sections of the same kind with their order, and the order of this one.
    pub others: Vec<(usize, Section)>,
    pub order: usize,
    /// What the heading of a new one says: as a reference, and as words.
    pub heading: (String, String),
}

impl<'a> Place<'a> {
    /// That of the statements of a level on a skill.
    pub fn of_level(site: &'a Site, level: Idx<Level>, skill: Idx<Skill>) -> Self {
        let level = &site.model.levels[level];
        let cell = level.cell(skill);
        let others = level.cells.iter().filter(|cell| cell.skill != skill);
        let others = others.flat_map(|cell| {
            let sections = cell.sections.iter();
            sections.map(|section| (cell.skill.place(), section.clone()))
        });
        let named = &site.model.skills[skill].common;
        Place {
            site,
            common: &level.common,
            sections: cell.map_or(Vec::new(), |cell| cell.sections.clone()),
            others: others.collect(),
            order: skill.place(),
            heading: (format!("[[{}]]", named.id), named.title.to_string()),
        }
    }

    /// That of what a step of a skill looks like.
    pub fn of_step(site: &'a Site, skill: Idx<Skill>, step: usize) -> Self {
        let skill = &site.model.skills[skill];
        let others = skill.steps.iter().enumerate();
        let others = others.filter_map(|(place, section)| Some((place, section.clone()?)));
        let scale = &site.model.scales[skill.scale];
        let own = skill.step_names.get(step);
        let title = own.or(scale.steps.get(step).map(|step| &step.title));
        let title = title.map_or(String::new(), ToString::to_string);
        Place {
            site,
            common: &skill.common,
            sections: skill
                .steps
                .get(step)
                .cloned()
                .flatten()
                .into_iter()
                .collect(),
            others: others.filter(|(place, _)| *place != step).collect(),
            order: step,
            heading: (title.clone(), title),
        }
    }

    fn text(&self) -> &'a str {
        &self.site.sources.get(self.common.body.source).text
    }

    /// What is new here and what is gone, where the items can be told apart.
    pub fn loose(&self, wanted: &[&str], what: String) -> Option<Loose> {
        let items = Items::of(self.site, self.common, &self.sections).ok()?;
        Some(items.loose(wanted, what))
    }

    /// The changes that make the items read as `wanted`; a help where they can't be made.
    pub fn change(
        &self,
        wanted: &[&str],
        moves: &Moves,
    ) -> Result<(Vec<Splice>, Vec<Said>), String> {
        let file = self.site.file(self.common);
        let items = Items::of(self.site, self.common, &self.sections)
            .map_err(|_| format!("edit it in `{file}`"))?;
        let news = || {
            let lines = wanted.iter().enumerate();
            let said = lines.map(|(to, line)| match moves.here.get(&to) {
                Some(carried) => Said::Came((*line).to_owned(), carried.from.clone()),
                None => Said::New((*line).to_owned()),
            });
            said.collect()
        };
        if items.is_empty() {
            if wanted.is_empty() {
                return Ok((Vec::new(), Vec::new()));
            }
            let splice = match self.sections.first() {
                Some(section) => self.first_list(section, wanted, moves),
                None => self.new_section(wanted, moves),
            };
            return Ok((vec![splice], news()));
        }
        let (splices, said) = items.change(wanted, moves);
        if wanted.is_empty()
            && let [section] = self.sections.as_slice()
            && let Some(splice) = self.without(section, &items)
        {
            return Ok((vec![splice], said));
        }
        Ok((splices, said))
    }

    fn list(&self, wanted: &[&str], moves: &Moves) -> String {
        let marker = self.marker();
        let lines: Vec<String> = wanted
            .iter()
            .enumerate()
            .map(|(to, wanted)| format!("{marker} {}", line(moves, to, wanted, 2)))
            .collect();
        lines.join("\n")
    }

    /// The marker that lists of the file have.
    fn marker(&self) -> char {
        let outline = &self.common.body.outline;
        let lists = outline.blocks.iter().filter_map(|block| match block {
            Block::List(list) => list.items.first(),
            _ => None,
        });
        let mut markers = lists.filter_map(|item| {
            let first = self.text()[item.whole.range()].chars().next()?;
            matches!(first, '-' | '*' | '+').then_some(first)
        });
        markers.next().unwrap_or('-')
    }

    /// A list where a section has none yet: behind what it begins with.
    fn first_list(&self, section: &Section, wanted: &[&str], moves: &Moves) -> Splice {
        let outline = &self.common.body.outline;
        let opening = outline.opening_in(section.blocks.clone());
        let heading = outline.heading(section).span;
        let end = outline.span(opening).map_or(heading.end, |span| span.end) as usize;
        let end = self.text()[..end].trim_end().len();
        let at = line_end(self.text(), end);
        Splice::insert(at, format!("\n\n{}", self.list(wanted, moves)))
    }

    /// A section where there is none: behind the one that comes before it in the order of the site,
    /// else before the one that comes after it, else at the end.
    fn new_section(&self, wanted: &[&str], moves: &Moves) -> Splice {
        let outline = &self.common.body.outline;
        let before = self.others.iter().filter(|(order, _)| *order < self.order);
        let before = before.max_by_key(|(order, section)| (*order, section.blocks.end));
        let after = self.others.iter().filter(|(order, _)| *order > self.order);
        let after = after.min_by_key(|(order, section)| (*order, section.blocks.end));
        let like = before
            .or(after)
            .map(|(_, section)| outline.heading(section));
        let rank = like.map_or(2, |heading| usize::from(heading.level));
        // Words where all others are words; a reference where there is no other.
        let words = like.is_some_and(|heading| heading.reference.is_none());
        let name = if words {
            &self.heading.1
        } else {
            &self.heading.0
        };
        let marks = "#".repeat(rank);
        let block = format!("{marks} {name}\n\n{}", self.list(wanted, moves));
        let text = self.text();
        if let Some((_, section)) = before {
            let blocks = section.blocks.clone();
            let heading = outline.heading(section).span;
            let end = outline
                .span(blocks.clone())
                .map_or(heading.end, |it| it.end) as usize;
            let end = text[..end].trim_end().len();
            let next = outline.blocks.get(section.blocks.end);
            let next = next.map_or(text.len(), |next| next.span(outline).start as usize);
            let next = line_start(text, next);
            // What is no block, such as the end of what is internal, isn't gone past.
            if next >= end && text[end..next].trim().is_empty() {
                return Splice::insert(line_end(text, end), format!("\n\n{block}"));
            }
        } else if let Some((_, section)) = after {
            let at = line_start(text, outline.heading(section).span.start as usize);
            return Splice::insert(at, format!("{block}\n\n"));
        }
        Splice::insert(text.trim_end().len(), format!("\n\n{block}"))
    }

    /// Takes a section away of which nothing would be left but its heading.
    fn without(&self, section: &Section, items: &Items<'_>) -> Option<Splice> {
        let outline = &self.common.body.outline;
        let text = self.text();
        let heading = outline.heading(section).span.range();
        let start = line_start(text, heading.start);
        let next = outline.blocks.get(section.blocks.end);
        let end = next.map_or(text.len(), |next| next.span(outline).start as usize);
        let end = match next {
            Some(_) => line_start(text, end),
            None => end,
        };
        let mut at = heading.end;
        for range in items.ranges() {
            if !text.get(at..range.start)?.trim().is_empty() {
                return None;
            }
            at = range.end;
        }
        if !text.get(at..end)?.trim().is_empty() || !text[start..heading.start].trim().is_empty() {
            return None;
        }
        if next.is_some() {
            return Some(Splice::new(start..end, ""));
        }
        let before = text[..start].trim_end().len();
        let keeps_end = text.ends_with('\n') && before > 0;
        Some(Splice::new(before..end, if keeps_end { "\n" } else { "" }))
    }
}
