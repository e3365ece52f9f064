//! The graph: every thing of a site and every relation between them, by number.

mod archetype;
mod common;
mod duration;
mod level;
mod path;
mod resource;
mod scale;
mod skill;
mod table;
mod thing;

pub use archetype::{Archetype, Packet, Page, Pitfall};
pub use common::Common;
pub use duration::{Duration, months};
pub use level::{Cell, Level, Need, State, Statement, Track};
pub use path::{Develop, LearningPath, Next, Phase};
pub use resource::{Medium, Resource};
pub use scale::{Area, Scale, Step};
pub use skill::Skill;
pub use table::{Idx, Table};
pub use thing::{Model, OfKind, Thing};
