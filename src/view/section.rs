//! Sections of texts. Each part is rendered when a template asks for it: a list of contents needs
//! only the names.

use super::prose;
use super::scope::Scope;
use super::statement::{items, pins};
use crate::markdown::Section;
use crate::model::{Common, Thing};
use minijinja::Value;
use std::ops::Range;

/// Where a section stands.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// The thing in whose text it stands.
    pub thing: Thing,
    /// Its heading and its blocks.
    pub section: Section,
    /// The rank at which the page shows its heading.
    pub rank: u8,
}

view! {
    /// A section of a text. Where fields of another table name some of these, all of them are there.
    SectionView(Part);
    /// The id of its heading.
    id = |v| &*v.common().body.outline.heading(&v.id.section).id;
    /// Its heading as HTML.
    title = |v| prose::title(&v.scope, v.common(), &v.id.section);
    /// Its heading as words.
    name = |v| prose::name(&v.scope, v.common(), &v.id.section);
    /// All that stands beneath its heading, as HTML.
    html = |v| v.beneath(v.id.section.blocks.clone());
    /// What stands before the first heading within it, as HTML.
    opening = |v| v.opening();
    /// The items of its lists.
    items = |v| items(&v.scope, v.id.thing, v.id.section.blocks.clone());
    /// Ids that `{#id}` pins to those items, by their place, `-` where there is none; or none where
    /// no item has one.
    pins = |v| pins(&v.scope, v.id.thing, v.id.section.blocks.clone());
    /// The id that `{#id}` pins to its heading, or none.
    pin = |v| v.pin();
    /// The sections within it.
    sections = |v| v.within();
    /// The same, where they are projects of a phase.
    projects = |v| v.within();
    /// The same, where they are next steps after a path.
    branches = |v| v.within();
    /// The same, where they are kinds of evidence for a packet.
    groups = |v| v.within();
}

impl SectionView {
    fn common(&self) -> &Common {
        self.scope.site.common(self.id.thing)
    }

    fn beneath(&self, blocks: Range<usize>) -> Value {
        let Part { section, rank, .. } = &self.id;
        prose::beneath(&self.scope, self.common(), section, blocks, *rank)
    }

    fn opening(&self) -> Value {
        let outline = &self.common().body.outline;
        self.beneath(outline.opening_in(self.id.section.blocks.clone()))
    }

    fn pin(&self) -> Option<&str> {
        let heading = self.common().body.outline.heading(&self.id.section);
        heading.is_pinned.then_some(&*heading.id)
    }

    fn within(&self) -> Value {
        let outline = &self.common().body.outline;
        let found = outline.sections_in(self.id.section.blocks.clone());
        ranked(&self.scope, self.id.thing, &found, self.id.rank + 1)
    }
}

/// A section of a thing's text, shown at the second rank.
pub(super) fn section(scope: &Scope, thing: impl Into<Thing>, section: &Section) -> Value {
    let part = Part {
        thing: thing.into(),
        section: section.clone(),
        rank: 2,
    };
    SectionView::value(scope, part)
}

/// Sections of a thing's text, shown at the second rank.
pub(super) fn sections(scope: &Scope, thing: impl Into<Thing>, sections: &[Section]) -> Value {
    ranked(scope, thing, sections, 2)
}

/// Sections of a thing's text, shown at the rank `rank`.
pub(super) fn ranked(
    scope: &Scope,
    thing: impl Into<Thing>,
    sections: &[Section],
    rank: u8,
) -> Value {
    let thing = thing.into();
    let parts = sections.iter().map(|section| Part {
        thing,
        section: section.clone(),
        rank,
    });
    SectionView::values(scope, parts)
}

/// All sections of a thing's text, for kinds whose sections have no type.
pub(super) fn all_sections(scope: &Scope, thing: impl Into<Thing>) -> Value {
    let thing = thing.into();
    sections(
        scope,
        thing,
        &scope.site.common(thing).body.outline.sections(),
    )
}
