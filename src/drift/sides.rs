//! A fork and the site beneath it alone: the two sides of everything that is held against each other.

use super::lock::Lock;
use super::others::Others;
use super::standing::{Base, is_own};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Kind, Overlay, Override};
use crate::layers::{Layer, Layers};
use crate::overlay::{Piece, pieces};
use crate::site::{Documents, LoadOptions, Site};
use crate::source::Span;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    pub(super) others: Others,
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
        in_all_languages(&mut fork);
        in_all_languages(&mut below);
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
        super::others::below(&self.fork, path)
    }

    /// The thing of this kind and id beneath the site.
    pub fn under(&self, kind: Kind, id: &str) -> Option<&Arc<Document>> {
        let mut all = self.below.documents.iter();
        all.find(|document| document.kind == kind && *document.id == *id)
    }

    /// What upstream says of what an override names. Of several of one name the one that the
    /// override lies over.
    pub(super) fn theirs(&self, below: &Document, it: &Override) -> Option<Piece> {
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
    /// down: they were written over the snapshot that is there. Beside that what they are known again
    /// by, when upstream calls something otherwise.
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
        let mut all = self.anchors();
        all.extend(bases);
        let mut bases = all;
        let orphans = self.orphans(lock);
        let is_orphan = |of: &String| orphans.iter().any(|it| it.thing == *of);
        let kept = lock.bases.iter().filter(|((of, _), _)| is_orphan(of));
        bases.extend(kept.map(|(key, base)| (key.clone(), base.clone())));
        Lock { bases }
    }

    /// The lock with what is known again by what it says now, so that it doesn't matter through which
    /// snapshots a site has come.
    pub fn noted(&self, mut lock: Lock) -> Lock {
        lock.bases.extend(self.anchors());
        lock
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
}

/// Takes what translates things for things, called by the names of their files: `staff.de`. It lies
/// over upstream's and is merged like any other text.
fn in_all_languages(site: &mut Documents) {
    let editions = site.settings.editions.iter();
    for (edition, translations) in editions.zip(&site.translations) {
        let named = translations
            .iter()
            .map(|document| called(document, &edition.code));
        site.documents.extend(named);
    }
}

fn called(document: &Document, code: &str) -> Arc<Document> {
    let mut named = document.clone();
    named.id = format!("{}.{code}", document.id).into();
    named.overlay = document.overlay.as_ref().map(|overlay| {
        let documents = overlay.documents.iter();
        Arc::new(Overlay {
            documents: documents.map(|it| called(it, code)).collect(),
            overrides: overlay.overrides.clone(),
            covered: overlay.covered.clone(),
            translation: overlay.translation,
        })
    });
    Arc::new(named)
}
