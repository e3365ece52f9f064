//! Each override of a site and how it stands: what it was based on, what it says, what upstream says
//! now.

use super::bases::{Bases, is_based};
use super::canonical::Shapes;
use super::lock::{Key, Lock};
use super::merge::{has_markers, is_in_conflict};
use super::sides::Sides;
use crate::data::Syntax;
use crate::document::{Deed, Document, Kind, Override, Part};
use crate::overlay::{Piece, overriding, syntax_of};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;

/// What an override was based on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// Nobody has written that down: it was written by hand.
    Unknown,
    /// Nothing stood below.
    Nothing,
    /// This.
    Text(String),
}

/// How an override stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// A merge left two versions in it.
    Conflict,
    /// Upstream has changed what it was based on.
    Changed,
    /// Upstream calls what it is over otherwise now.
    Renamed,
    /// Upstream has taken away what it was based on.
    Removed,
    /// It was written by hand, and isn't in the lock yet.
    Unrecorded,
    /// It says what upstream says.
    Same,
    /// Upstream says what it said.
    Stands,
}

/// One override.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Which: its key in the lock.
    pub key: Key,
    /// The part that is overridden.
    pub part: Part,
    /// What is done to it.
    pub deed: Deed,
    /// The thing's title, for people.
    pub title: String,
    /// Where it stands.
    pub over: Span,
    /// What it was based on.
    pub base: Base,
    /// What it says; nothing where it takes something away.
    pub ours: Option<Piece>,
    /// What upstream says now.
    pub theirs: Option<String>,
    /// Where it says that.
    pub below: Option<Piece>,
    /// What its keys are written in.
    pub syntax_below: Syntax,
    /// What upstream calls it by now: a section with another heading, a key of a thing that was
    /// renamed, a statement whose words were its id.
    pub successor: Option<Part>,
    /// How it stands.
    pub state: State,
    /// Its file, from the site's own folder.
    pub file: String,
    /// What its keys are written in.
    pub syntax: Syntax,
}

impl Sides {
    /// Every override of the site's own layer, in the order of their files.
    pub fn standings(&self, lock: &Lock) -> Vec<Standing> {
        let sources = &self.fork.sources;
        let mut all = Vec::new();
        let mut shapes = Shapes::default();
        for document in &self.fork.documents {
            let Some(overlay) = &document.overlay else {
                continue;
            };
            let Some(own) = overlay.documents.iter().find(|it| is_own(it.span, sources)) else {
                continue;
            };
            let below = self.under(document.kind, &document.id);
            let path = document.id.split_once('/');
            let path = path.and_then(|(path, _)| self.under(Kind::Path, path));
            let bases = Bases::of(lock, own, below.map(|it| &**it), path.map(|it| &**it));
            let mut seen: BTreeMap<String, usize> = BTreeMap::new();
            let mut found = Vec::new();
            for it in &overlay.overrides {
                if !is_own(it.over, sources) || !is_based(&own.table, it) {
                    continue;
                }
                let name = it.part.name();
                let count = seen.entry(name.clone()).or_default();
                *count += 1;
                let name = match *count {
                    1 => name,
                    count => format!("{name} ({count})"),
                };
                found.push(Found {
                    name,
                    it: it.clone(),
                    sides: Two {
                        ours: overriding(own, it, sources),
                        below: below.and_then(|below| self.theirs(below, it)),
                        successor: None,
                    },
                });
            }
            if let Some(below) = below {
                self.renamed(own, below, &mut found, &bases);
            }
            let mut standing =
                |one: Found| self.standing((document, own), one, &bases, &mut shapes);
            let mut of_thing: Vec<Standing> = found.into_iter().map(&mut standing).collect();
            if let Some(below) = below {
                let missed = self.missed(own, below, &of_thing, &bases);
                of_thing.extend(missed.into_iter().map(standing));
            }
            all.extend(of_thing);
        }
        all.extend(self.others.standings(&self.fork, lock));
        all.sort_by(|a, b| {
            let place = |it: &Standing| sources.get(it.over.source).path.clone();
            (place(a), a.over.start, &a.key).cmp(&(place(b), b.over.start, &b.key))
        });
        all
    }

    fn standing(
        &self,
        (document, own): (&Document, &Document),
        Found {
            name,
            it,
            sides:
                Two {
                    ours,
                    below,
                    successor,
                },
        }: Found,
        bases: &Bases<'_>,
        shapes: &mut Shapes,
    ) -> Standing {
        let sources = &self.fork.sources;
        let key = (format!("{}:{}", own.kind.name(), own.id), name);
        let table = self.under(document.kind, &document.id).map(|it| &it.table);
        let (syntax, syntax_below) = match &it.part {
            Part::Field(key) => (own.table.syntax(), table.map(|it| syntax_of(it, key))),
            _ => (own.table.syntax(), table.map(|it| it.syntax())),
        };
        let syntax_below = syntax_below.unwrap_or_default();
        let mut said = |text: &str, syntax| match &it.part {
            Part::Field(key) => shapes.canonical(text, own.kind, key, syntax),
            _ => text.to_owned(),
        };
        let ours = ours.map(|piece| Piece {
            text: said(&piece.text, syntax),
            ..piece
        });
        let theirs = below.as_ref().map(|piece| said(&piece.text, syntax_below));
        let base = match bases.get(&key.1) {
            Base::Text(text) => Base::Text(said(&text, Syntax::Toml)),
            other => other,
        };
        let at = ours
            .as_ref()
            .map_or(it.over.start as usize, |piece| piece.range.start);
        let is_open = is_in_conflict(&sources.get(it.over.source).text, at);
        let says = ours.as_ref().map(|piece| match &it.part {
            Part::Statement(id) => without_pin(&piece.text, id, theirs.as_deref()),
            _ => piece.text.clone(),
        });
        let state = if is_open || says.as_deref().is_some_and(has_markers) {
            State::Conflict
        } else if successor.is_some() && !matches!(it.part, Part::Statement(_)) {
            State::Renamed
        } else if says.is_some() && says == theirs && successor.is_none() {
            State::Same
        } else {
            match (&base, &theirs) {
                (Base::Unknown, _) => State::Unrecorded,
                (Base::Nothing, None) => State::Stands,
                (Base::Text(base), Some(theirs)) if base == theirs && successor.is_none() => {
                    State::Stands
                }
                (Base::Text(_), None) => State::Removed,
                _ => State::Changed,
            }
        };
        Standing {
            key,
            part: it.part.clone(),
            deed: it.deed,
            title: document.called().to_owned(),
            over: match &ours {
                // The key of a cell stands in the first row.
                Some(cell) if syntax == Syntax::Csv => {
                    Span::new(cell.source, cell.range.start, cell.range.end)
                }
                _ => it.over,
            },
            base,
            ours,
            theirs,
            below,
            syntax_below,
            successor,
            state,
            file: sources.get(it.over.source).path.to_string(),
            syntax,
        }
    }
}

/// An override as it was found: by what name, and both sides of it.
pub(super) struct Found {
    pub name: String,
    pub it: Override,
    pub sides: Two,
}

/// What an override says, and what it is held against.
pub(super) struct Two {
    pub ours: Option<Piece>,
    pub below: Option<Piece>,
    pub successor: Option<Part>,
}

/// A statement without the id that is there only to name the one below.
fn without_pin(text: &str, id: &str, theirs: Option<&str>) -> String {
    let pin = format!("{{#{id}}}");
    match theirs.is_some_and(|theirs| theirs.contains(&pin)) {
        true => text.to_owned(),
        false => text.replacen(&format!(" {pin}"), "", 1),
    }
}

/// Whether something stands in the site's own files.
pub(super) fn is_own(span: Span, sources: &Sources) -> bool {
    sources
        .find(span.source)
        .is_some_and(|source| source.layer.is_empty())
}
