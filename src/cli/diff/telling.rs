//! What is compared, and what things are called in it.

use super::Report;
use crate::compare::{Line, Name, Part, SectionName, Version, words};
use crate::model::{Idx, Level};
use crate::site::Site;
use crate::view::plain_phrase;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// One of the two that are compared.
pub(in crate::cli) struct Told {
    /// `level`, `folder` or `revision`.
    pub what: &'static str,
    /// Its id, its path, its name.
    pub name: String,
    /// What a level is called.
    pub title: Option<Arc<str>>,
    pub site: Arc<Site>,
    /// What its things are called, and their places.
    titles: HashMap<Name, (usize, Arc<str>)>,
}

impl Told {
    fn new(site: Arc<Site>, what: &'static str, name: &str) -> Told {
        Told {
            what,
            name: name.to_owned(),
            title: None,
            site,
            titles: HashMap::new(),
        }
    }

    pub fn folder(site: Arc<Site>, name: &str) -> Told {
        Told::new(site, "folder", name)
    }

    pub fn revision(site: Arc<Site>, name: &str) -> Told {
        Told::new(site, "revision", name)
    }

    /// A version that has a name in words.
    pub fn site(site: Arc<Site>, name: &str) -> Told {
        Told {
            title: Some(name.into()),
            ..Told::new(site, "folder", name)
        }
    }

    pub fn level(site: &Arc<Site>, level: Idx<Level>) -> Told {
        let common = &site.model.levels[level].common;
        Told {
            title: Some(common.title.clone()),
            ..Told::new(site.clone(), "level", &common.id)
        }
    }

    /// The same, with what its things are called.
    pub fn of(self, version: Version) -> Told {
        let things = version.things.into_iter().enumerate();
        Told {
            titles: things
                .map(|(place, thing)| (thing.name, (place, thing.title)))
                .collect(),
            ..self
        }
    }

    fn plain(&self, text: &str) -> String {
        plain_phrase(&self.site, text)
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.title {
            Some(title) => write!(f, "{title}"),
            None => write!(f, "the {} `{}`", self.what, self.name),
        }
    }
}

impl Report {
    /// What a thing is called, now or else then.
    pub fn title(&self, name: &Name) -> String {
        let old = self.changes.renamed.old_name(name).unwrap_or(name);
        let title = self.to.titles.get(name).or(self.from.titles.get(old));
        let title = title.map(|(_, title)| title).filter(|one| !one.is_empty());
        title.map_or_else(|| name.id.to_string(), |title| title.to_string())
    }

    /// Where a thing stands among all: those that went behind those that are there.
    pub fn place(&self, name: &Name) -> (bool, usize) {
        let now = self.to.titles.get(name);
        let place = now.or(self.from.titles.get(name));
        (now.is_none(), place.map_or(usize::MAX, |(place, _)| *place))
    }

    /// What a section is called; none for what stands before the first heading.
    pub fn section(&self, name: &SectionName) -> Option<String> {
        let mut parts: Vec<String> = Vec::new();
        parts.extend(name.skill.as_ref().map(|skill| self.title(skill)));
        parts.extend(name.path.iter().map(|words| self.to.plain(words)));
        (!parts.is_empty()).then(|| parts.join(" › "))
    }

    /// The words of a line as they are read.
    pub fn old_words(&self, line: &Line) -> String {
        self.from.plain(&line.text)
    }

    /// The same of one that is new.
    pub fn new_words(&self, line: &Line) -> String {
        self.to.plain(&line.text)
    }

    /// What differs between the words of two lines. Where nothing that is read does, as they were
    /// written: a link leads elsewhere.
    pub fn parts(&self, old: &Line, new: &Line) -> Vec<Part> {
        let (before, after) = (self.old_words(old), self.new_words(new));
        if before == after {
            return words(&old.text, &new.text);
        }
        words(&before, &after)
    }

    /// Whether two levels are compared.
    pub fn is_of_levels(&self) -> bool {
        self.to.what == "level"
    }
}
