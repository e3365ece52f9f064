//! Archetypes, pitfalls, packets and plain pages.

use super::{Common, Idx, LearningPath, Level, Skill};
use crate::markdown::Section;
use crate::source::Spanned;

/// A way to fill a level.
#[derive(Debug)]
pub struct Archetype {
    /// What all kinds have.
    pub common: Common,
    /// What it is about.
    pub focus: Option<Box<str>>,
    /// Shares of the time, in per cent, in the order written.
    pub time: Vec<(Spanned<Box<str>>, f64)>,
    /// Whom it suits.
    pub best_for: Option<Box<str>>,
    /// Levels at which it makes sense.
    pub levels: Vec<Idx<Level>>,
    /// Skills that it leans on.
    pub skills: Vec<Idx<Skill>>,
    /// Paths that name it.
    pub paths: Vec<Idx<LearningPath>>,
}

/// A common mistake.
#[derive(Debug)]
pub struct Pitfall {
    /// What all kinds have.
    pub common: Common,
    /// What goes wrong.
    pub problem: Option<Box<str>>,
    /// What to do instead.
    pub solution: Option<Box<str>>,
    /// Levels at which it is met.
    pub levels: Vec<Idx<Level>>,
    /// Skills that it touches.
    pub skills: Vec<Idx<Skill>>,
    /// Paths that name it.
    pub paths: Vec<Idx<LearningPath>>,
}

/// A promotion packet.
#[derive(Debug)]
pub struct Packet {
    /// What all kinds have.
    pub common: Common,
    /// The level that it is for.
    pub level: Option<Idx<Level>>,
    /// The section "Evidence to collect", in groups.
    pub evidence: Option<Section>,
    /// The template to fill in: all other sections.
    pub template: Vec<Section>,
    /// Paths that end with it.
    pub paths: Vec<Idx<LearningPath>>,
}

/// A plain page.
#[derive(Debug)]
pub struct Page {
    /// What all kinds have; the id is its place, `guide/how-to-use`, and empty for the home page.
    pub common: Common,
    /// Whether its own file gives the title, by a key or a heading.
    pub is_named: bool,
    /// The block whose heading gave the title, which the page doesn't show again.
    pub title_block: Option<usize>,
    /// Ranks by which headings move down, so that the page's title stays the only one of the first.
    pub demote: i8,
}
