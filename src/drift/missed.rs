//! Statements of an overlay that no statement below has the id of any more: by the lock they had one.
//! An id that is made of words goes with the words, and the statement is known again by most of them.

use super::bases::Bases;
use super::sides::Sides;
use super::standing::{Base, Found, Standing, Two};
use crate::compare::reworded;
use crate::document::{Deed, Document, Override, Part};
use crate::overlay::{overriding, statements};
use std::collections::BTreeSet;

impl Sides {
    /// Overrides of statements that match nothing below, each with what upstream has in its place,
    /// as far as that can be told. `known` are those that match.
    pub(super) fn missed(
        &self,
        own: &Document,
        below: &Document,
        known: &[Standing],
        bases: &Bases<'_>,
    ) -> Vec<Found> {
        let is_known = |part: &Part| known.iter().any(|it| it.part == *part);
        let mut missed = Vec::new();
        let outline = &own.body.outline;
        let items = outline.items(0..outline.blocks.len());
        for (item, id) in items.filter_map(|item| Some((item, item.id.as_ref()?))) {
            let part = Part::Statement(id.value.clone());
            if is_known(&part) {
                continue;
            }
            let Base::Text(base) = bases.get(&part.name()) else {
                continue;
            };
            let is_empty = self.fork.sources.slice(item.text).trim().is_empty();
            let deed = if is_empty {
                Deed::Drops
            } else {
                Deed::Replaces
            };
            let it = Override {
                part,
                deed,
                over: item.text,
                under: None,
            };
            missed.push((it, base));
        }
        if missed.is_empty() {
            return Vec::new();
        }
        // What another override names is no successor, nor what another one was based on.
        let taken: BTreeSet<&str> = known
            .iter()
            .filter_map(|it| match (&it.part, &it.base) {
                (Part::Statement(id), Base::Text(_)) => Some(&**id),
                _ => None,
            })
            .collect();
        let there: Vec<_> = statements(below, &self.below.sources)
            .into_iter()
            .filter(|(id, _)| !taken.contains(&**id))
            .collect();
        let old: Vec<&str> = missed.iter().map(|(_, base)| base.as_str()).collect();
        let new: Vec<&str> = there.iter().map(|(_, piece)| piece.text.as_str()).collect();
        let pairs = reworded(&old, &new);
        let sources = &self.fork.sources;
        let all = missed.iter().enumerate().map(|(place, (it, _))| {
            let found = pairs
                .iter()
                .find(|(old, _)| *old == place)
                .map(|(_, new)| &there[*new]);
            let sides = Two {
                ours: overriding(own, it, sources),
                below: found.map(|(_, piece)| piece.clone()),
                // One whose section is called otherwise is there as it was.
                successor: found
                    .map(|(id, _)| Part::Statement(id.clone()))
                    .filter(|now| *now != it.part),
            };
            Found {
                name: it.part.name(),
                it: it.clone(),
                sides,
            }
        });
        all.collect()
    }
}
