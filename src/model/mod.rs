//! The graph: every thing of a site and every relation between them, by number.

mod common;
mod duration;
mod kinds;
mod scale;
mod table;
mod thing;

pub use common::Common;
pub use duration::{Duration, months};
pub use kinds::{
    Archetype, Cell, Develop, LearningPath, Level, Medium, Need, Next, Packet, Page, Phase,
    Pitfall, Resource, Skill, State, Statement, Track,
};
pub use scale::{Area, Scale, Step};
pub use table::{Idx, Table};
pub use thing::{Model, OfKind, Thing};
