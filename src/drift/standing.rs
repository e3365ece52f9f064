//! Each override of a site and how it stands: what it was based on, what it says, what upstream says
//! now.

use super::bases::{Bases, is_based};
use super::canonical::Shapes;
use super::lock::{Key, Lock};
use super::merge::{has_markers, is_in_conflict};
use super::others::Others;
use crate::data::{Syntax, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Deed, Document, Kind, Override, Part};
use crate::layers::{Layer, Layers};
use crate::overlay::{Piece, overriding, pieces, syntax_of};
use crate::site::{Documents, LoadOptions, Site};
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// Of a statement whose words were its id: the id of the one that it has become upstream.
    pub successor: Option<Box<str>>,
    /// How it stands.
    pub state: State,
    /// Its file, from the site's own folder.
    pub file: String,
    /// What its keys are written in.
    pub syntax: Syntax,
}

/// A fork, and the site beneath it alone.
#[derive(Debug)]
pub struct Sides {
    /// The fork, all layers over each other.
    pub fork: Documents,
    /// What lies beneath its own layer.
    pub below: Documents,
    /// The folder of the snapshot.
    pub folder: String,
    /// What lies over it beside the content.
    others: Others,
}

impl Sides {
    /// Loads both; `None` where the site has no upstream.
    pub fn load(layers: Layers) -> Option<Sides> {
        let options = LoadOptions::default();
        let snapshot = layers.snapshot().cloned();
        let mut fork = Site::documents(layers, &options);
        let folder = fork.settings.upstreams.first()?.folder.clone();
        let tree = match snapshot {
            Some(files) => crate::layers::Tree::Memory(files),
            None => fork.layers.within_site(&folder)?,
        };
        let layers = Layers::new(vec![Layer::site(tree), Layer::default_theme()]);
        let mut below = Site::documents(layers, &options);
        Some(Sides {
            others: Others::load(&mut fork, &mut below),
            below,
            fork,
            folder,
        })
    }

    /// What of upstream's settings, words and files nothing here lies over: by file and key, what
    /// it says.
    pub fn flowing(&self) -> &BTreeMap<(String, String), String> {
        &self.others.flowing
    }

    /// A file of upstream beneath the site.
    ///
    /// # Errors
    /// What the disk says.
    pub fn file_below(&self, path: &str) -> std::io::Result<Vec<u8>> {
        super::others::below(&self.fork.layers, path)
    }

    /// The thing of this kind and id beneath the site.
    pub fn under(&self, kind: Kind, id: &str) -> Option<&Arc<Document>> {
        let mut all = self.below.documents.iter();
        all.find(|document| document.kind == kind && *document.id == *id)
    }

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
            let mut of_thing = Vec::new();
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
                let below = below.and_then(|below| self.theirs(below, it));
                let sides = Two {
                    ours: overriding(own, it, sources),
                    below,
                    successor: None,
                };
                of_thing.push(self.standing(name, (document, own), it, sides, &bases, &mut shapes));
            }
            if let Some(below) = below {
                let missed = self.missed(own, below, &of_thing, &bases);
                of_thing.extend(missed.into_iter().map(|(it, sides)| {
                    self.standing(
                        it.part.name(),
                        (document, own),
                        &it,
                        sides,
                        &bases,
                        &mut shapes,
                    )
                }));
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
        name: String,
        (document, own): (&Document, &Document),
        it: &Override,
        Two {
            ours,
            below,
            successor,
        }: Two,
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
        let title = match document.table.get("title").map(|title| &title.value) {
            Some(Value::String(title)) => title.clone(),
            _ => document.name.to_string(),
        };
        Standing {
            key,
            part: it.part.clone(),
            deed: it.deed,
            title,
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

    /// What upstream says of what an override names. Of several of one name the one that the
    /// override lies over.
    fn theirs(&self, below: &Document, it: &Override) -> Option<Piece> {
        let mut found = pieces(below, &it.part, &self.below.sources);
        if found.len() > 1
            && let Some(under) = it.under
        {
            let at = |piece: &Piece| {
                let span = Span::new(piece.source, piece.range.start, piece.range.start);
                let place = self.below.sources.written(span);
                let source = self.below.sources.get(place.source);
                (source.path.clone(), place.start)
            };
            let wanted = self.fork.sources.get(under.source).path.clone();
            let exact = found
                .iter()
                .position(|piece| at(piece) == (wanted.clone(), under.start));
            if let Some(exact) = exact {
                return Some(found.swap_remove(exact));
            }
        }
        found.into_iter().next()
    }

    /// What the overrides of the site are based on from now on, as far as nobody has written that
    /// down: they were written over the snapshot that is there.
    pub fn recorded(&self, lock: &Lock) -> Lock {
        let standings = self.standings(lock);
        let bases = standings.into_iter().map(|it| {
            let base = match it.base {
                Base::Unknown => it.theirs,
                Base::Nothing => None,
                Base::Text(text) => Some(text),
            };
            (it.key, base)
        });
        let mut bases: BTreeMap<Key, Option<String>> = bases.collect();
        let orphans = self.orphans(lock);
        let kept = lock
            .bases
            .iter()
            .filter(|((of, _), _)| orphans.contains(of));
        bases.extend(kept.map(|(key, base)| (key.clone(), base.clone())));
        Lock { bases }
    }

    /// What is wrong with overrides as such, in the site's own files.
    pub fn faults(&self) -> Vec<&Diagnostic> {
        let is_one = |code: Code| {
            matches!(
                code,
                Code::UnknownOverride
                    | Code::AmbiguousOverride
                    | Code::BadOverride
                    | Code::MovedOverride
                    | Code::ConflictMarker
            )
        };
        let sources = &self.fork.sources;
        let all = self.fork.diagnostics.iter();
        all.filter(|finding| {
            is_one(finding.code) && finding.span().is_none_or(|span| is_own(span, sources))
        })
        .collect()
    }

    /// Things of the site that lay over one of upstream, by the lock, and don't any more: upstream
    /// has taken it away, and what stands here is a thing of its own now.
    pub fn orphans(&self, lock: &Lock) -> Vec<String> {
        let mut names: Vec<&str> = lock.bases.keys().map(|(of, _)| &**of).collect();
        names.dedup();
        names
            .into_iter()
            .filter(|name| {
                let Some((kind, id)) = name.split_once(':') else {
                    return false;
                };
                self.fork.documents.iter().any(|document| {
                    document.kind.name() == kind
                        && *document.id == *id
                        && document.overlay.is_none()
                        && is_own(document.span, &self.fork.sources)
                })
            })
            .map(str::to_owned)
            .collect()
    }
}

/// What an override says, and what it is held against.
pub(super) struct Two {
    pub ours: Option<Piece>,
    pub below: Option<Piece>,
    pub successor: Option<Box<str>>,
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
