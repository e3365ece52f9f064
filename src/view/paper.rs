//! What a page for paper makes of links and ids: what can't be followed on it is a number and a
//! line at its end, and texts of several things may stand in it.

use crate::document::Kind;
use crate::markdown::{Safety, decode, safety};
use crate::model::{Common, Thing};
use crate::route::{Layout, joined};
use crate::site::Site;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The things that stand in a page for paper, and the addresses that it leads to.
pub struct Paper {
    /// The file that the page is published at.
    file: Box<str>,
    /// Where in the page each thing stands that has a place in it.
    places: HashMap<(Kind, Arc<str>), Place>,
    /// The addresses at its end, in the order in which the page speaks of them; none where links
    /// have no numbers.
    notes: Option<Mutex<Vec<Box<str>>>>,
}

/// Where a thing stands in a page.
pub(super) struct Place {
    /// The id of the part of the page that is its.
    anchor: Box<str>,
    /// What the ids of its text begin with there; none where the text isn't.
    prefix: Option<Box<str>>,
    /// By how many ranks its headings are lower than in a page of its own.
    deeper: i8,
}

impl Place {
    /// The id in the page for one of the thing's text, or for the thing itself where it has none.
    pub fn id(&self, id: &str) -> String {
        match &self.prefix {
            Some(prefix) if !id.is_empty() => format!("{prefix}{id}"),
            _ => self.anchor.to_string(),
        }
    }
}

impl Paper {
    /// That of a layout: of them the document of a path alone holds more than one thing.
    pub fn of(site: &Site, layout: Layout, file: &str) -> Paper {
        let mut paper = Paper {
            file: file.into(),
            places: HashMap::new(),
            notes: None,
        };
        let Layout::Path(id) = layout else {
            return paper;
        };
        paper.notes = Some(Mutex::default());
        let path = &site.model.paths[id];
        paper.add(site, id.into(), "wp-main", Some(""), 0);
        for (place, phase) in path.phases.iter().enumerate() {
            let number = place + 1;
            let (anchor, prefix) = (format!("wp-phase-{number}"), format!("phase-{number}-"));
            paper.add(site, (*phase).into(), &anchor, Some(&prefix), 1);
        }
        let archetypes = path.archetypes.iter().map(|id| Thing::Archetype(*id));
        let pitfalls = path.pitfalls.iter().map(|id| Thing::Pitfall(*id));
        let phases = path
            .phases
            .iter()
            .flat_map(|id| &site.model.phases[*id].resources);
        let resources = phases.chain(&path.resources).map(|id| Thing::Resource(*id));
        for thing in archetypes.chain(pitfalls).chain(resources) {
            let common = site.common(thing);
            let anchor = format!("wp-{}-{}", common.kind.name(), common.id);
            paper.add(site, thing, &anchor, None, 0);
        }
        paper
    }

    fn add(&mut self, site: &Site, thing: Thing, anchor: &str, prefix: Option<&str>, deeper: i8) {
        let place = Place {
            anchor: anchor.into(),
            prefix: prefix.map(Box::from),
            deeper,
        };
        let common = site.common(thing);
        self.places.insert((common.kind, common.id.clone()), place);
    }

    /// The place of a thing.
    pub(super) fn place_of(&self, common: &Common) -> Option<&Place> {
        match self.places.is_empty() {
            true => None,
            false => self.places.get(&(common.kind, common.id.clone())),
        }
    }

    /// By how many ranks the headings of a thing's text are lower.
    pub(super) fn deeper(&self, common: &Common) -> i8 {
        self.place_of(common).map_or(0, |place| place.deeper)
    }

    /// The place within the page that a link to a thing leads to, or none.
    pub(super) fn reach(&self, common: &Common, rest: &str) -> Option<String> {
        let id = rest.split_once('#').map_or("", |(_, id)| id);
        let place = self.place_of(common)?;
        (id.is_empty() || place.prefix.is_some()).then(|| format!("#{}", place.id(id)))
    }

    /// The number of an address, as HTML; nothing for a place within the page, and for another page
    /// of a site that doesn't say where it is published.
    pub(super) fn note(&self, site: &Site, address: &str) -> String {
        let (Some(notes), Some(address)) = (&self.notes, self.whole(site, address)) else {
            return String::new();
        };
        let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = notes.iter().position(|known| **known == address);
        let place = known.unwrap_or_else(|| {
            notes.push(address.into_boxed_str());
            notes.len() - 1
        });
        let number = place + 1;
        format!("<sup class=\"note\"><a href=\"#wp-note-{number}\">[{number}]</a></sup>")
    }

    /// An address as one would type it.
    fn whole(&self, site: &Site, address: &str) -> Option<String> {
        if safety(address) == Safety::Elsewhere {
            return Some(address.to_owned());
        }
        let base_url = Some(&site.settings.base_url).filter(|base_url| base_url.is_known())?;
        let (path, rest) = address.split_at(address.find(['#', '?']).unwrap_or(address.len()));
        if path.is_empty() {
            return None;
        }
        let path = joined(&self.file, path)?;
        let path = path.strip_suffix("index.html").unwrap_or(&path);
        Some(base_url.absolute(&decode(path)) + rest)
    }

    /// The addresses that have numbers so far.
    pub(super) fn notes(&self) -> Vec<Box<str>> {
        let Some(notes) = &self.notes else {
            return Vec::new();
        };
        let notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.clone()
    }
}
