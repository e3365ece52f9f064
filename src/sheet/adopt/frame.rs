//! A framework: tracks, levels, areas and skills, with what each level says of each skill.

use super::bullets::Block;
use super::cell::Saying;
use super::scale::Scale;
use std::collections::BTreeMap;

/// All that a new site is made of.
#[derive(Debug, Default)]
pub(super) struct Frame {
    pub title: String,
    pub tracks: Vec<Track>,
    pub areas: Vec<Area>,
    pub skills: Vec<Skill>,
    pub scale: Scale,
}

#[derive(Debug)]
pub(super) struct Track {
    pub id: String,
    pub title: String,
    pub levels: Vec<Level>,
    /// Whether each level includes the one below it.
    pub inherits: bool,
}

#[derive(Debug, Default)]
pub(super) struct Level {
    pub id: String,
    pub title: String,
    pub code: Option<String>,
    pub scope: Option<String>,
    /// What is said of it as a whole.
    pub about: Vec<String>,
    /// What it says of each skill, by its place.
    pub cells: BTreeMap<usize, Cell>,
}

/// A cell with its place in the sheet.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub text: String,
    pub place: String,
    /// The level whose cell it shares, by its place in the track.
    pub shares: Option<usize>,
    pub saying: Saying,
}

#[derive(Debug)]
pub(super) struct Area {
    pub id: String,
    pub title: String,
}

#[derive(Debug, Default)]
pub(super) struct Skill {
    pub id: String,
    pub title: String,
    pub area: Option<usize>,
    pub about: Vec<String>,
    /// What each step looks like, by its place on the scale.
    pub steps: BTreeMap<usize, Vec<Block>>,
}
