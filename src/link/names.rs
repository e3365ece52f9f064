//! What every name means.

use crate::diagnostic::nearest;
use crate::document::{Document, Kind, Place, slug};
use crate::model::Thing;
use std::collections::HashMap;
use std::sync::Arc;

/// What a reference comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The thing.
    Thing(Thing),
    /// Not there yet, and said so: `[[path:principal-engineer?]]`. The name without the mark.
    Planned(String),
    /// There, but left out of this build: a draft, or internal in a public build. What may be
    /// shown in its place.
    Hidden(Arc<str>),
    /// Borne by things of several kinds.
    Ambiguous(Vec<Thing>),
    /// Borne by nothing.
    Unknown,
}

/// Every name of a site: ids, former ids, short forms, and the paths of files.
#[derive(Debug, Default)]
pub struct Names {
    /// Things by name; `true` where the name is the whole id and no short form.
    by_id: HashMap<Arc<str>, Named>,
    hidden: HashMap<(Kind, Box<str>), Arc<str>>,
    by_file: HashMap<Arc<str>, Thing>,
    /// `kind:id` of each thing that can be named, for suggestions.
    known: Vec<(Kind, Arc<str>)>,
}

/// What bears a name: nearly always one thing.
#[derive(Debug)]
struct Named {
    first: (Thing, bool),
    more: Vec<(Thing, bool)>,
}

impl Named {
    fn iter(&self) -> impl Iterator<Item = &(Thing, bool)> + Clone {
        std::iter::once(&self.first).chain(&self.more)
    }
}

/// A reference taken apart.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// The kind before the colon.
    pub kind: Option<Kind>,
    /// The id as written.
    pub id: &'a str,
    /// The place in the page, after `#`.
    pub anchor: Option<&'a str>,
    /// Whether it ends with a question mark.
    pub is_planned: bool,
}

impl<'a> Reference<'a> {
    /// Takes `kind:id#anchor?` apart.
    pub fn read(text: &'a str) -> Reference<'a> {
        let text = text.trim();
        let (text, is_planned) = match text.strip_suffix('?') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (text, anchor) = match text.split_once('#') {
            Some((text, anchor)) => (text, Some(anchor)),
            None => (text, None),
        };
        let (kind, id) = match text.split_once(':') {
            Some((kind, id)) => match Kind::named(kind.trim()) {
                Some(kind) => (Some(kind), id.trim()),
                None => (None, text),
            },
            None => (None, text),
        };
        Reference {
            kind,
            id,
            anchor,
            is_planned,
        }
    }
}

impl Names {
    /// Makes room for the names of so many things.
    pub(super) fn reserve(&mut self, things: usize) {
        self.known.reserve(things);
        self.by_id.reserve(things);
        self.by_file.reserve(things);
    }

    /// Takes a thing in under its id and the short forms of it.
    pub(super) fn add(&mut self, thing: Thing, document: &Document) {
        self.known.push((document.kind, document.id.clone()));
        self.add_name(document.id.clone(), thing, true);
        if let Some((_, short)) = document.id.rsplit_once('/') {
            self.add_name(short.into(), thing, false);
        }
    }

    /// Takes a former id in, unless something has it now.
    pub(super) fn add_alias(&mut self, id: &str, thing: Thing) {
        if !self.of_kind(id, thing.kind()) {
            self.add_name(id.into(), thing, true);
        }
    }

    /// Takes the path of a file in, as links between files have it.
    pub(super) fn add_file(&mut self, path: Arc<str>, thing: Thing) {
        self.by_file.insert(path, thing);
    }

    /// Takes a thing in that is left out of this build, with what may be shown of it.
    pub(super) fn hide(&mut self, kind: Kind, id: &str, label: Arc<str>) {
        self.hidden.insert((kind, id.into()), label);
    }

    fn add_name(&mut self, id: Arc<str>, thing: Thing, is_whole: bool) {
        let named = self.by_id.entry(id).or_insert_with(|| Named {
            first: (thing, is_whole),
            more: Vec::new(),
        });
        if !named.iter().any(|(known, _)| *known == thing) {
            named.more.push((thing, is_whole));
        }
    }

    fn of_kind(&self, id: &str, kind: Kind) -> bool {
        self.by_id
            .get(id)
            .is_some_and(|things| things.iter().any(|(thing, _)| thing.kind() == kind))
    }

    /// What a reference means. `expected` is the kind that its place asks for, where it asks for
    /// one; a kind that the reference names itself goes before it.
    pub fn find(&self, reference: Reference<'_>, expected: Option<Kind>) -> Found {
        let kind = reference.kind.or(expected);
        let id = normal(reference.id);
        let of_kind = |(thing, _): &&(Thing, bool)| kind.is_none_or(|kind| thing.kind() == kind);
        if let Some(named) = self.by_id.get(&*id) {
            let mut things = named.iter().filter(of_kind);
            match (things.next(), things.next()) {
                (None, _) => {}
                (Some((thing, _)), None) => return Found::Thing(*thing),
                _ => return several(named.iter().filter(of_kind)),
            }
        }
        if self.hidden.is_empty() && !reference.is_planned {
            return Found::Unknown;
        }
        let kinds = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
        for kind in kinds {
            if let Some(label) = self.hidden.get(&(kind, id.as_ref().into())) {
                return Found::Hidden(label.clone());
            }
        }
        if reference.is_planned {
            return Found::Planned(reference.id.to_owned());
        }
        Found::Unknown
    }

    /// The thing whose file has this path below `content/`.
    pub fn of_file(&self, path: &str) -> Option<Thing> {
        self.by_file.get(path).copied()
    }

    /// Whether the file at this path below `content/` is left out of this build.
    pub fn is_hidden_file(&self, path: &str) -> bool {
        if self.hidden.is_empty() || !path.ends_with(".md") {
            return false;
        }
        let place = Place::of(path);
        self.hidden.contains_key(&(place.kind, place.id.into()))
    }

    /// The known id that is most like `id`, with its kind where the place doesn't give one.
    pub fn nearest(&self, id: &str, expected: Option<Kind>) -> Option<String> {
        let candidates = self
            .known
            .iter()
            .filter(|(kind, _)| expected.is_none_or(|expected| *kind == expected))
            .map(|(_, id)| &**id);
        nearest(&normal(id), candidates).map(str::to_owned)
    }
}

/// Of several things that bear a name, the one whose whole id it is goes before those that it is the
/// short form of.
fn several<'n>(named: impl Iterator<Item = &'n (Thing, bool)> + Clone) -> Found {
    let thing = |(thing, _): &(Thing, bool)| *thing;
    let whole: Vec<Thing> = named
        .clone()
        .filter(|(_, is_whole)| *is_whole)
        .map(thing)
        .collect();
    match whole.as_slice() {
        [] => Found::Ambiguous(named.map(thing).collect()),
        [thing] => Found::Thing(*thing),
        _ => Found::Ambiguous(whole),
    }
}

/// Each part of an id by the rule of ids.
fn normal(id: &str) -> std::borrow::Cow<'_, str> {
    if !id.contains('/') {
        return slug(id);
    }
    id.split('/').map(slug).collect::<Vec<_>>().join("/").into()
}
