//! Scales of proficiency and areas of skills.

use super::{Idx, Skill};
use std::sync::Arc;

/// The ordered steps of proficiency.
#[derive(Debug)]
pub struct Scale {
    /// Its id; `default` for the site's own.
    pub id: Box<str>,
    /// What it is called.
    pub title: Arc<str>,
    /// From the lowest to the highest.
    pub steps: Vec<Step>,
}

/// One step of a scale.
#[derive(Debug)]
pub struct Step {
    /// Its id: `advanced`.
    pub id: Box<str>,
    /// What it is called.
    pub title: Arc<str>,
    /// What it means, for every skill alike.
    pub definition: Option<Arc<str>>,
    /// What it is called in the site's own language, where this is another one.
    pub also: Option<Box<str>>,
}

/// A group of skills.
#[derive(Debug)]
pub struct Area {
    /// Its id.
    pub id: Box<str>,
    /// What it is called.
    pub title: Arc<str>,
    /// What belongs to it.
    pub description: Option<Arc<str>>,
    /// Its skills, in the order in which they are listed.
    pub skills: Vec<Idx<Skill>>,
}

impl Scale {
    /// The place of the step with this id or title.
    pub fn step(&self, name: &str) -> Option<u8> {
        let slug = crate::document::slug(name);
        self.steps
            .iter()
            .position(|step| {
                let also = step.also.as_deref();
                *step.id == *slug
                    || step.title.eq_ignore_ascii_case(name)
                    || also.is_some_and(|also| also.eq_ignore_ascii_case(name))
            })
            .map(|place| place as u8)
    }
}
