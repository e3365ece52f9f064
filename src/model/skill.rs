//! Skills.

use super::{Archetype, Area, Common, Idx, LearningPath, Level, Phase, Pitfall, Resource, Scale};
use crate::markdown::Section;
use std::sync::Arc;

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
