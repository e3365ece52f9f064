//! The things of a site, linked: every relation is a number, from both ends.

use super::{Area, Common, Duration, Idx, Scale};
use crate::markdown::Section;
use crate::source::{Span, Spanned};
use jiff::civil::Date;
use std::sync::Arc;

/// An ordered list of levels.
#[derive(Debug)]
pub struct Track {
    /// What all kinds have.
    pub common: Common,
    /// Individual contributor, management, or what the site says.
    pub kind: Option<Box<str>>,
    /// From the lowest to the highest.
    pub levels: Vec<Idx<Level>>,
    /// Tracks that one can switch to.
    pub switch_to: Vec<Idx<Track>>,
}

/// A rung of a track.
#[derive(Debug)]
pub struct Level {
    /// What all kinds have.
    pub common: Common,
    /// The track, and the place on it from 0.
    pub track: Option<(Idx<Track>, usize)>,
    /// Short name: L6.
    pub code: Option<Box<str>>,
    /// What it is called elsewhere.
    pub equivalents: Vec<Box<str>>,
    /// Levels whose expectations hold here too.
    pub includes: Vec<Idx<Level>>,
    /// How far its responsibility reaches.
    pub scope: Option<Box<str>>,
    /// How long people stay.
    pub typical_time: Option<Duration>,
    /// Whether one may stay for a career.
    pub career_level: bool,
    /// What it requires or expects of each skill, what it includes counted in; in the order of the
    /// skills. A skill without a cell is not expected.
    pub cells: Vec<Cell>,
    /// Paths that begin here.
    pub paths_from: Vec<Idx<LearningPath>>,
    /// Paths that lead here.
    pub paths_to: Vec<Idx<LearningPath>>,
    /// Ways to fill it.
    pub archetypes: Vec<Idx<Archetype>>,
    /// What goes wrong at it.
    pub pitfalls: Vec<Idx<Pitfall>>,
    /// The packets for it.
    pub packets: Vec<Idx<Packet>>,
}

impl Level {
    /// The cell of a skill, if the level says anything of it.
    pub fn cell(&self, skill: Idx<Skill>) -> Option<&Cell> {
        let place = self
            .cells
            .binary_search_by_key(&skill, |cell| cell.skill)
            .ok()?;
        Some(&self.cells[place])
    }
}

/// What a level requires or expects of a skill.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The skill.
    pub skill: Idx<Skill>,
    /// The step of the skill's scale, and whether it is required or optional.
    pub step: Option<(u8, Need)>,
    /// What stands in the cell.
    pub state: State,
    /// What is expected: inherited statements first, in the order of what is included.
    pub statements: Vec<Idx<Statement>>,
    /// Where the level's own file speaks of the skill.
    pub span: Option<Span>,
}

/// Whether a step is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// Held by some.
    Optional,
    /// Asked of everyone.
    Required,
}

/// What stands in a cell of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Something is expected that the level below doesn't expect.
    Expected,
    /// The same as at the level below.
    Same,
    /// Nothing is expected.
    NotExpected,
    /// A step is required and nothing says what it means.
    Undefined,
}

impl State {
    /// The word in content, templates and tables.
    pub fn name(self) -> &'static str {
        match self {
            State::Expected => "expected",
            State::Same => "same",
            State::NotExpected => "not-expected",
            State::Undefined => "undefined",
        }
    }

    /// The state with this word.
    pub fn named(name: &str) -> Option<State> {
        [
            State::Expected,
            State::Same,
            State::NotExpected,
            State::Undefined,
        ]
        .into_iter()
        .find(|state| state.name() == name)
    }
}

/// One expectation, with an identity.
#[derive(Debug)]
pub struct Statement {
    /// Pinned by `{#id}`, else derived from its words, so that it is stable while they stand.
    pub id: Box<str>,
    /// Whether the id was pinned.
    pub is_pinned: bool,
    /// The level whose file it stands in.
    pub level: Idx<Level>,
    /// What it is about.
    pub skill: Idx<Skill>,
    /// Its words, where they stand in the level's text.
    pub text: Span,
    /// The item of the level's outline: block and place in its list.
    pub item: (usize, usize),
    /// Its words in lower case without marks and ends: equal when the statement is.
    pub key: u128,
}

/// Something one gets better at.
#[derive(Debug)]
pub struct Skill {
    /// What all kinds have.
    pub common: Common,
    /// Its group.
    pub area: Option<Idx<Area>>,
    /// The scale that it is measured by.
    pub scale: Idx<Scale>,
    /// Names of its own for the steps; empty when it uses the scale's.
    pub step_names: Vec<Arc<str>>,
    /// What each step looks like; as many as the scale has.
    pub steps: Vec<Option<Section>>,
    /// Other sections.
    pub sections: Vec<Section>,
    /// Skills that are near it.
    pub related: Vec<Idx<Skill>>,
    /// Addresses of descriptions elsewhere.
    pub external: Vec<Box<str>>,
    /// Levels that require it or hold it optional.
    pub levels: Vec<Idx<Level>>,
    /// Paths that target it.
    pub paths: Vec<Idx<LearningPath>>,
    /// Phases that develop it.
    pub phases: Vec<Idx<Phase>>,
    /// Resources that teach it.
    pub resources: Vec<Idx<Resource>>,
    /// Pitfalls that touch it.
    pub pitfalls: Vec<Idx<Pitfall>>,
    /// Archetypes that lean on it.
    pub archetypes: Vec<Idx<Archetype>>,
}

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

/// A book, a course, a talk.
#[derive(Debug)]
pub struct Resource {
    /// What all kinds have.
    pub common: Common,
    /// What it is.
    pub medium: Medium,
    /// Who made it.
    pub by: Option<Box<str>>,
    /// Where it is.
    pub url: Option<Box<str>>,
    /// Hours that it takes, from and to.
    pub hours: Option<(f64, f64)>,
    /// What it costs, in words.
    pub cost: Option<Box<str>>,
    /// The language that it is in.
    pub language: Option<Box<str>>,
    /// What it teaches.
    pub skills: Vec<Idx<Skill>>,
    /// When its address was last seen to work.
    pub checked: Option<Date>,
    /// What is to be read in its stead.
    pub replaced_by: Option<Idx<Resource>>,
    /// Phases that recommend it.
    pub phases: Vec<Idx<Phase>>,
    /// Paths that recommend it.
    pub paths: Vec<Idx<LearningPath>>,
}

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    /// A book.
    Book,
    /// A course.
    Course,
    /// A paper.
    Paper,
    /// A talk.
    Talk,
    /// A blog or an article.
    Blog,
    /// A podcast.
    Podcast,
    /// A newsletter.
    Newsletter,
    /// A tool.
    Tool,
    /// A community.
    Community,
    /// A person to follow or ask.
    Person,
    /// A document of one's own company.
    Internal,
    /// Anything else.
    Other,
}

impl Medium {
    /// All of them, in the order in which they are listed.
    pub const ALL: [Medium; 12] = [
        Medium::Book,
        Medium::Course,
        Medium::Paper,
        Medium::Talk,
        Medium::Blog,
        Medium::Podcast,
        Medium::Newsletter,
        Medium::Tool,
        Medium::Community,
        Medium::Person,
        Medium::Internal,
        Medium::Other,
    ];

    /// The word in content: `type = "book"`.
    pub fn name(self) -> &'static str {
        match self {
            Medium::Book => "book",
            Medium::Course => "course",
            Medium::Paper => "paper",
            Medium::Talk => "talk",
            Medium::Blog => "blog",
            Medium::Podcast => "podcast",
            Medium::Newsletter => "newsletter",
            Medium::Tool => "tool",
            Medium::Community => "community",
            Medium::Person => "person",
            Medium::Internal => "internal",
            Medium::Other => "other",
        }
    }
}

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
    /// The block whose heading gave the title, which the page doesn't show again.
    pub title_block: Option<usize>,
    /// Ranks by which headings move down, so that the page's title stays the only one of the first.
    pub demote: u8,
}
