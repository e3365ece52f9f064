//! What an overlay names and nothing below is called like any more: sections whose heading upstream
//! has changed, keys of things that it has renamed. By the lock something was called so; it is known
//! again by what it says, or by `was`.

use super::bases::{Bases, former};
use super::standing::{Base, Found, Two};
use super::{lock::Key, sides::Sides, standing::is_own};
use crate::compare::reworded;
use crate::document::{Deed, Document, Override, Part};
use crate::overlay::{Headed, headed, pieces};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

impl Sides {
    /// Finds what upstream calls otherwise now, for the overrides of a thing that match nothing; adds
    /// those that only say what is done to a section, and that no section matches.
    pub(super) fn renamed(
        &self,
        own: &Document,
        below: &Document,
        found: &mut Vec<Found>,
        bases: &Bases<'_>,
    ) {
        self.unmatched(own, below, found, bases);
        for one in found.iter_mut() {
            if let (Part::Field(name), None) = (&one.it.part, &one.sides.below) {
                let now = self.key_now(below, name);
                one.sides = Two {
                    below: now.as_ref().and_then(|now| {
                        let mut all = pieces(below, now, &self.below.sources);
                        (all.len() == 1).then(|| all.remove(0))
                    }),
                    successor: now,
                    ours: one.sides.ours.take(),
                };
            }
        }
        let is_lost = |one: &Found| {
            let is_section = matches!(one.it.part, Part::Section(_));
            let is_based = matches!(bases.get(&one.name), Base::Text(_));
            is_section && is_based && one.sides.below.is_none()
        };
        let lost: Vec<usize> = (0..found.len()).filter(|at| is_lost(&found[*at])).collect();
        if lost.is_empty() {
            return;
        }
        let known: BTreeSet<Box<str>> = headed(own, &self.fork.sources)
            .into_iter()
            .map(|it| it.key)
            .collect();
        let mut there: Vec<Headed> = headed(below, &self.below.sources);
        there.retain(|it| !known.contains(&it.key));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for at in &lost {
            let Part::Section(key) = &found[*at].it.part else {
                continue;
            };
            let now = there.iter().position(|it| self.is_called(&it.key, key));
            pairs.extend(now.map(|now| (*at, now)));
        }
        let is_free = |pairs: &[(usize, usize)], now: usize| pairs.iter().all(|it| it.1 != now);
        let left: Vec<usize> = lost
            .into_iter()
            .filter(|at| pairs.iter().all(|it| it.0 != *at))
            .collect();
        let free: Vec<usize> = (0..there.len()).filter(|at| is_free(&pairs, *at)).collect();
        let old: Vec<String> = left
            .iter()
            .map(|at| match bases.get(&found[*at].name) {
                Base::Text(text) => body(&text).to_owned(),
                _ => String::new(),
            })
            .collect();
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let new: Vec<&str> = free.iter().map(|at| body(&there[*at].whole.text)).collect();
        let alike = reworded(&old, &new).into_iter();
        pairs.extend(alike.map(|(old, new)| (left[old], free[new])));
        for (at, now) in pairs {
            let sides = &mut found[at].sides;
            sides.successor = Some(Part::Section(there[now].key.clone()));
            sides.below = Some(there[now].whole.clone());
        }
    }

    /// Headings with a word in braces over which nothing stands any more: what they say is done to
    /// nothing, and the thing is read without them.
    fn unmatched(
        &self,
        own: &Document,
        below: &Document,
        found: &mut Vec<Found>,
        bases: &Bases<'_>,
    ) {
        let there: BTreeSet<Box<str>> = headed(below, &self.below.sources)
            .into_iter()
            .map(|it| it.key)
            .collect();
        let source = own.body.source;
        for one in headed(own, &self.fork.sources) {
            let part = Part::Section(one.key.clone());
            let Some(deed) = one.deed.filter(|deed| *deed != Deed::Adds) else {
                continue;
            };
            let is_known = found.iter().any(|it| it.it.part == part);
            let name = part.name();
            if is_known || there.contains(&one.key) || !matches!(bases.get(&name), Base::Text(_)) {
                continue;
            }
            let span = |range: &std::ops::Range<usize>| Span::new(source, range.start, range.end);
            let is_text = deed == Deed::Replaces;
            found.push(Found {
                name,
                it: Override {
                    part,
                    deed,
                    over: span(match is_text {
                        true => &one.whole.range,
                        false => &one.heading.range,
                    }),
                    under: None,
                },
                sides: Two {
                    ours: (deed != Deed::Drops).then_some(one.whole),
                    below: None,
                    successor: None,
                },
            });
        }
    }

    /// What a key of a group is called by now that ends with the id of a thing: `requires.ID`.
    fn key_now(&self, below: &Document, name: &str) -> Option<Part> {
        let (group, id) = name.rsplit_once('.')?;
        let mut all = self.below.documents.iter();
        let names = |it: &Document| former(&it.table).iter().any(|former| former == id);
        let part = |it: &Document| Part::Field(format!("{group}.{}", it.id).into());
        all.find_map(|it| {
            let now = part(it);
            let is_there = || !pieces(below, &now, &self.below.sources).is_empty();
            (names(it) && is_there()).then_some(now)
        })
    }

    /// Whether a heading that goes by one id means what another one meant: the thing was renamed.
    fn is_called(&self, now: &str, before: &str) -> bool {
        self.below
            .documents
            .iter()
            .filter(|it| *it.id == *now)
            .any(|it| former(&it.table).iter().any(|former| former == before))
    }

    /// What is noted beside what overrides are based on, so that they are known again: what a section
    /// said that text is added to, and what a thing was called that has no title here.
    pub(super) fn anchors(&self) -> BTreeMap<Key, Option<String>> {
        let sources = &self.fork.sources;
        let mut found = BTreeMap::new();
        for document in &self.fork.documents {
            let parts = document.overlay.iter().flat_map(|it| &it.documents);
            let Some(own) = parts.into_iter().find(|it| is_own(it.span, sources)) else {
                continue;
            };
            let Some(below) = self.under(document.kind, &document.id) else {
                continue;
            };
            let name = format!("{}:{}", own.kind.name(), own.id);
            let mut note = |part: &Part| {
                let below = pieces(below, part, &self.below.sources);
                if let [piece] = below.as_slice() {
                    let key = (name.clone(), part.name());
                    found.insert(key, Some(piece.text.clone()));
                }
            };
            for one in headed(own, sources) {
                if matches!(one.deed, Some(Deed::Appends | Deed::Prepends)) {
                    note(&Part::Section(one.key));
                }
            }
            if own.table.get("title").is_none() && own.heading().is_none() {
                note(&Part::Field("title".into()));
            }
        }
        found
    }
}

/// A section without its heading.
fn body(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, body)| body).trim()
}
