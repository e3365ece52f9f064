//! Ids of new things.

use crate::document::{fault, slug};
use std::collections::HashSet;

/// Longer ones are cut: a folder and an ending come to it.
const LONGEST: usize = 60;

/// The ids that are taken. None is given twice, whatever the kind: then a reference needs no kind.
#[derive(Default)]
pub(super) struct Ids(HashSet<String>);

impl Ids {
    /// Whether nothing is called so yet.
    pub fn is_free(&self, name: &str) -> bool {
        !self.0.contains(&*slug(name))
    }

    /// An id for something of this name; `kind` stands before one that could not stand alone.
    pub fn id(&mut self, kind: &str, name: &str) -> String {
        let slug = slug(name);
        let mut id = slug.into_owned();
        if id.len() > LONGEST {
            let end = id[..LONGEST]
                .rfind('-')
                .filter(|end| *end > 20)
                .unwrap_or(LONGEST);
            id.truncate(end);
        }
        // A number in front of a file's name would order it.
        let is_bare = id.starts_with(|c: char| c.is_ascii_digit());
        if id.is_empty() {
            id = kind.to_owned();
        } else if is_bare || id == "index" || fault(&id, &id).is_some() {
            id = format!("{kind}-{id}");
        }
        if self.0.contains(&id) {
            let of_kind = format!("{id}-{kind}");
            let numbered = (2..).map(|number| format!("{id}-{number}"));
            let mut free = std::iter::once(of_kind)
                .filter(|_| !id.ends_with(kind))
                .chain(numbered);
            id = free.find(|id| !self.0.contains(id)).unwrap_or(id);
        }
        self.0.insert(id.clone());
        id
    }
}
