//! Rules about what a career framework should hold, one noun per file.

pub(super) mod archetypes;
pub(super) mod cells;
pub(super) mod evenness;
pub(super) mod paths;
pub(super) mod resources;
pub(super) mod sections;
pub(super) mod skills;
pub(super) mod timeline;
