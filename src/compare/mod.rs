//! Comparison by meaning: what two levels share and what they don't, and what changed from one
//! version of a site to another. Both pair statements by the same rules.

mod assignment;
mod changes;
mod evenness;
mod level;
mod pairing;
mod pairs;
mod version;
mod wordings;
mod words;

pub use changes::{
    Changes, FieldChange, LineChange, Listed, Renames, Spot, ThingChange, What, changes,
    level_changes,
};
pub use evenness::{Rung, rungs, usual};
pub use level::{Change, Difference, Row, SkillDifference, compare, compare_with};
pub use pairs::{Passage, pairs, reworded};
pub use version::{
    Entry, Field, FieldName, Line, LineKind, Name, Section, SectionName, StepValue, Texts, Thing,
    Value, Version,
};
pub use wordings::Wordings;
pub use words::{Part, words};
