//! Archetypes, pitfalls, packets and plain pages.

use super::group::named;
use super::level::LevelView;
use super::path::PathView;
use super::prose;
use super::section::{all_sections, ranked, section, sections};
use super::skill::SkillView;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::markdown::Section;
use crate::model::{Archetype, Idx, Packet, Page, Pitfall, Thing};
use minijinja::Value;
use std::ops::Range;

view! {
    /// An archetype.
    ArchetypeView(Idx<Archetype>) thing |v| Thing::Archetype(v.id);
    /// What it is about, as HTML, or none.
    focus = |v| v.inline(v.archetype().focus.as_deref());
    /// Shares of the time: `name`, `share` (in per cent) and `start` (the sum before it) of each.
    time = |v| v.time();
    /// Whom it suits, as HTML, or none.
    best_for = |v| v.inline(v.archetype().best_for.as_deref());
    /// Levels at which it makes sense.
    levels = |v| LevelView::values(&v.scope, v.archetype().levels.iter().copied());
    /// Skills that it leans on.
    skills = |v| SkillView::values(&v.scope, v.archetype().skills.iter().copied());
    /// Paths that name it.
    paths = |v| PathView::values(&v.scope, v.archetype().paths.iter().copied());
    /// Sections of its text: `id`, `title` (as HTML), `name` (the same as words), `html`.
    sections = |v| all_sections(&v.scope, v.id);
}

impl ArchetypeView {
    fn archetype(&self) -> &Archetype {
        &self.scope.site.model.archetypes[self.id]
    }

    fn inline(&self, text: Option<&str>) -> Value {
        text.map(|text| prose::inline(&self.scope, &self.archetype().common, text))
            .into()
    }

    fn time(&self) -> Value {
        let mut start = 0.0;
        self.archetype()
            .time
            .iter()
            .map(|(name, share)| {
                let before = start;
                start += share;
                named([
                    ("name", Value::from(&*name.value)),
                    ("share", number(*share)),
                    ("start", number(before)),
                ])
            })
            .collect()
    }
}

view! {
    /// A pitfall.
    PitfallView(Idx<Pitfall>) thing |v| Thing::Pitfall(v.id);
    /// What goes wrong, as HTML, or none.
    problem = |v| v.inline(v.pitfall().problem.as_deref());
    /// What to do instead, as HTML, or none.
    solution = |v| v.inline(v.pitfall().solution.as_deref());
    /// Levels at which it is met.
    levels = |v| LevelView::values(&v.scope, v.pitfall().levels.iter().copied());
    /// Skills that it touches.
    skills = |v| SkillView::values(&v.scope, v.pitfall().skills.iter().copied());
    /// Paths that name it.
    paths = |v| PathView::values(&v.scope, v.pitfall().paths.iter().copied());
    /// Sections of its text: `id`, `title` (as HTML), `name` (the same as words), `html`.
    sections = |v| all_sections(&v.scope, v.id);
}

/// A whole number where it is one, so that it is written without a fraction.
fn number(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        Value::from(number as i64)
    } else {
        Value::from(number)
    }
}

impl PitfallView {
    fn pitfall(&self) -> &Pitfall {
        &self.scope.site.model.pitfalls[self.id]
    }

    fn inline(&self, text: Option<&str>) -> Value {
        text.map(|text| prose::inline(&self.scope, &self.pitfall().common, text))
            .into()
    }
}

view! {
    /// A promotion packet.
    PacketView(Idx<Packet>) thing |v| Thing::Packet(v.id);
    /// The level that it is for, or none.
    level = |v| v.packet().level.map(|level| LevelView::value(&v.scope, level));
    /// Evidence to collect: `id`, `title`, `name`, `opening` and `groups`, of which each has `id`, `title`,
    /// `html` and `items`; or none.
    evidence = |v| v.packet().evidence.as_ref().map(|evidence| section(&v.scope, v.id, evidence));
    /// The template, section by section: `id`, `title`, `html`.
    template = |v| ranked(&v.scope, v.id, &v.packet().template, 3);
    /// The template as Markdown, to copy.
    template_markdown = |v| v.scope.template(v.packet());
    /// The address of the template as a file, or none.
    template_url = |v| v.template_url();
    /// Paths that end with it.
    paths = |v| PathView::values(&v.scope, v.packet().paths.iter().copied());
}

impl PacketView {
    fn packet(&self) -> &Packet {
        &self.scope.site.model.packets[self.id]
    }

    fn template_url(&self) -> Option<String> {
        let packet = self.packet();
        let file = format!("packets/{}/template.md", packet.common.id);
        (!packet.template.is_empty()).then(|| self.scope.file_href(&file))
    }
}

view! {
    /// A plain page.
    PlainPageView(Idx<Page>) thing |v| Thing::Page(v.id);
    /// Its whole text as HTML, without the heading that gave the title.
    html = |v| v.html();
    /// Its headings: `id`, `title`, and `below`, the headings beneath it.
    toc = |v| v.toc();
    /// The text before the first heading that isn't its title, as HTML.
    opening = |v| v.opening();
    /// Sections of its text: `id`, `title` (as HTML), `name` (the same as words), `html`.
    sections = |v| v.sections();
    /// The page of the folder that it lies in, or that it is; or none.
    folder = |v| v.folder();
    /// The pages of that folder, itself among them, where there are at most thirty others.
    siblings = |v| v.siblings();
}

impl PlainPageView {
    fn page(&self) -> &Page {
        &self.scope.site.model.pages[self.id]
    }

    fn html(&self) -> Value {
        // The title's block may stand anywhere; what is before and after it is one text each.
        let before = 0..self.page().title_block.unwrap_or(0);
        self.parts([before, self.below_title()])
    }

    fn parts(&self, parts: [Range<usize>; 2]) -> Value {
        let page = self.page();
        let mut html = String::new();
        for part in parts {
            let Some(span) = page.common.body.outline.span(part) else {
                continue;
            };
            html.push_str(&prose::html(&self.scope, &page.common, span, page.demote));
        }
        Value::from_safe_string(html)
    }

    /// The blocks beneath the title.
    fn below_title(&self) -> Range<usize> {
        let page = self.page();
        let start = page.title_block.map_or(0, |title| title + 1);
        start..page.common.body.outline.blocks.len()
    }

    fn toc(&self) -> Value {
        let outline = &self.page().common.body.outline;
        self.entries(&outline.sections_in(self.below_title()), 2)
    }

    /// What stands before the title is part of it.
    pub(super) fn opening(&self) -> Value {
        let page = self.page();
        let opening = page.common.body.outline.opening_in(self.below_title());
        self.parts([0..page.title_block.unwrap_or(0), opening])
    }

    pub(super) fn sections(&self) -> Value {
        let page = self.page();
        let found = page.common.body.outline.sections_in(self.below_title());
        sections(&self.scope, self.id, &found)
    }

    /// The id of the folder: `guide` for `guide/for-authors` and for `guide` itself.
    fn folder_id(&self) -> &str {
        let id = &*self.page().common.id;
        id.rsplit_once('/').map_or(id, |(folder, _)| folder)
    }

    fn folder(&self) -> Option<Value> {
        let reference = Reference::read(self.folder_id());
        match self.scope.site.names.find(reference, Some(Kind::Page)) {
            Found::Thing(Thing::Page(id)) => Some(PlainPageView::value(&self.scope, id)),
            _ => None,
        }
    }

    /// Pages of a folder stand side by side, so that looking a little way round is enough.
    fn siblings(&self) -> Value {
        const MOST: usize = 30;
        let pages = &self.scope.site.model.pages;
        let prefix = format!("{}/", self.folder_id());
        let is_within = |id: &Idx<Page>| pages[*id].common.id.starts_with(&prefix);
        let here = self.id.place();
        let around = here.saturating_sub(2 * MOST);
        let found: Vec<Idx<Page>> = pages
            .ids()
            .skip(around)
            .take(4 * MOST)
            .filter(is_within)
            .filter(|id| !pages[*id].common.id[prefix.len()..].contains('/'))
            .take(MOST + 2)
            .collect();
        if found.len() > MOST + 1 {
            return Value::from(Vec::<Value>::new());
        }
        PlainPageView::values(&self.scope, found)
    }

    fn entries(&self, sections: &[Section], depth: usize) -> Value {
        let common = &self.page().common;
        let outline = &common.body.outline;
        sections
            .iter()
            .map(|section| {
                let below = if depth > 1 {
                    self.entries(&outline.sections_in(section.blocks.clone()), depth - 1)
                } else {
                    Value::from(Vec::<Value>::new())
                };
                let title = prose::plain(&self.scope, common, outline.heading(section).span);
                named([
                    ("id", Value::from(&*outline.heading(section).id)),
                    ("title", Value::from(title)),
                    ("below", below),
                ])
            })
            .collect()
    }
}
