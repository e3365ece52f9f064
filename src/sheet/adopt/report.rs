//! What is told of a sheet that was brought in: what was guessed, and what has no place.

/// A text that has no place in the site, or lost something on its way there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Where it stands.
    pub place: String,
    /// The text; empty where only the place is told.
    pub text: String,
    /// Why it isn't in the site.
    pub why: String,
}

/// Something that the sheet doesn't say, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What it was taken for.
    pub what: String,
    /// What to do where that is wrong; empty where there is nothing.
    pub help: String,
}

impl Guess {
    pub(super) fn new(what: impl Into<String>, help: impl Into<String>) -> Guess {
        Guess {
            what: what.into(),
            help: help.into(),
        }
    }
}

/// How much was placed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tracks.
    pub tracks: usize,
    /// Levels of all tracks.
    pub levels: usize,
    /// Skills.
    pub skills: usize,
    /// Statements that the files hold.
    pub statements: usize,
}
