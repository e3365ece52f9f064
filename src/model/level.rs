//! Tracks, their levels, and what a level asks of a skill.

use super::{Archetype, Common, Duration, Idx, LearningPath, Packet, Pitfall, Skill};
use crate::markdown::Section;
use crate::source::Span;

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
    /// Sections of its text that are about no skill. Of a group of skills what stands before the
    /// first of them.
    pub sections: Vec<Section>,
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
    /// What stands there: one section, or more where the skill has several headings.
    pub sections: Vec<Section>,
}

impl Cell {
    /// Whether the level has anything to say of the skill.
    pub fn is_shown(&self) -> bool {
        self.state != State::NotExpected || self.sections.iter().any(|own| !own.blocks.is_empty())
    }
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

    /// All of them.
    pub const ALL: [State; 4] = [
        State::Expected,
        State::Same,
        State::NotExpected,
        State::Undefined,
    ];

    /// The state with this word.
    pub fn named(name: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.name() == name)
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
