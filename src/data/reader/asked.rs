//! Which questions are asked of a table: what the schemas are made of, so that they can't disagree
//! with the readers.

use std::sync::{Mutex, PoisonError};

/// A key that a reader asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// With those of the groups that it stands in: `theme.accent`. Where any name may stand, it is
    /// `*`.
    pub path: String,
    /// What it takes.
    pub shape: Shape,
    /// The kind of the things that it names, where it names things.
    pub names: Option<&'static str>,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A list of texts, or a single one.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A group of keys.
    Group,
    /// A group of keys of one's own, of which each takes a text.
    TextsGroup,
    /// Anything.
    Any,
}

/// Takes down what is asked.
#[derive(Debug, Default)]
pub struct Record(Mutex<Vec<Asked>>);

impl Record {
    /// What was asked so far, each key once, in the order of the questions.
    pub fn into_asked(self) -> Vec<Asked> {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// A question. The first one for a key counts: a reader may look at it again in another way.
    pub(super) fn add(&self, path: String, shape: Shape) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.iter().all(|known| known.path != path) {
            let names = None;
            asked.push(Asked { path, shape, names });
        }
    }

    /// What a key names, once it has been asked for.
    pub fn names(&self, path: &str, kind: &'static str) {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = asked.iter_mut().find(|known| known.path == path) {
            known.names = Some(kind);
        }
    }
}
