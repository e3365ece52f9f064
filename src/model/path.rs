//! Learning paths and their phases.

use super::{Archetype, Common, Duration, Idx, Level, Packet, Pitfall, Resource, Skill, Track};
use crate::markdown::Section;
use crate::source::{Span, Spanned};
use jiff::civil::Date;

/// A learning path: from one level to the next.
#[derive(Debug)]
pub struct LearningPath {
    /// What all kinds have.
    pub common: Common,
    /// Its track; that of `to` where the file names none.
    pub track: Option<Idx<Track>>,
    /// Where it begins.
    pub from: Option<Idx<Level>>,
    /// Where it leads.
    pub to: Option<Idx<Level>>,
    /// How long it takes.
    pub timeline: Option<Spanned<Duration>>,
    /// How hard it is, in words.
    pub difficulty: Option<Box<str>>,
    /// How many get there, in words.
    pub success_rate: Option<Box<str>>,
    /// What one brings along; a prerequisite that is a path is also in `requires`.
    pub prerequisites: Vec<Box<str>>,
    /// Paths that come before it.
    pub requires: Vec<Spanned<Idx<LearningPath>>>,
    /// The skills at its core.
    pub competencies: Vec<Idx<Skill>>,
    /// Ways to fill the level that it leads to.
    pub archetypes: Vec<Idx<Archetype>>,
    /// What goes wrong on it.
    pub pitfalls: Vec<Idx<Pitfall>>,
    /// What to read for the path as a whole.
    pub resources: Vec<Idx<Resource>>,
    /// The packet at its end.
    pub packet: Option<Idx<Packet>>,
    /// What comes after it.
    pub next: Vec<Next>,
    /// The steps it aims at, by skill: its own, else what `to` requires.
    pub targets: Vec<(Idx<Skill>, u8)>,
    /// Where its own file sets a target; empty when it aims at what `to` requires.
    pub target_spans: Vec<(Idx<Skill>, Span)>,
    /// Who wrote it.
    pub author: Option<Box<str>>,
    /// When it was published.
    pub date: Option<Date>,
    /// Whether it is shown first.
    pub featured: bool,
    /// Its phases in order.
    pub phases: Vec<Idx<Phase>>,
    /// The section "What changes", a table.
    pub changes: Option<Section>,
    /// The section "Next steps", in branches.
    pub next_steps: Option<Section>,
    /// Other sections.
    pub sections: Vec<Section>,
}

/// What comes after a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A path that exists.
    Path(Idx<LearningPath>),
    /// One that is planned, by name.
    Planned(Box<str>),
}

/// A stretch of a path.
#[derive(Debug)]
pub struct Phase {
    /// What all kinds have; the id is `PATH/NAME`.
    pub common: Common,
    /// The path that it is part of.
    pub path: Idx<LearningPath>,
    /// How long it takes.
    pub duration: Option<Spanned<Duration>>,
    /// The skills it develops, in order.
    pub skills: Vec<Idx<Skill>>,
    /// What to read and do.
    pub resources: Vec<Idx<Resource>>,
    /// Phases that come before it; the one before it in file order where the file says nothing.
    pub after: Vec<Idx<Phase>>,
    /// The section "Skills to develop".
    pub learning: Option<Section>,
    /// What to learn, skill by skill.
    pub develops: Vec<Develop>,
    /// The section "Project ideas": a project is a subsection or an item.
    pub projects: Option<Section>,
    /// The section "Success metrics".
    pub metrics: Option<Section>,
    /// Other sections.
    pub sections: Vec<Section>,
}

/// The learning items of one skill in a phase.
#[derive(Clone, Debug)]
pub struct Develop {
    /// The skill.
    pub skill: Idx<Skill>,
    /// Its subsection.
    pub section: Section,
}
