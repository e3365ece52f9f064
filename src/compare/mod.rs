//! Comparison by meaning: which steps and statements two levels share, and which they don't.

mod level;
mod words;

pub use level::{Change, Difference, Row, SkillDifference, compare};
pub use words::{Part, words};
