//! What statements say, and which of them are alike: known once, however many levels are compared.

use super::pairing::{Bag, MOST_PAIRS, REWORDED, alike_bags, assigned, likeness};
use crate::model::{Idx, Level, Model, Statement};
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

/// The most statements of which each is held against each other one beforehand.
const MOST: usize = 2_000;

/// The texts of statements, and what was found out about their words.
pub struct Wordings<F> {
    text: F,
    bags: RwLock<HashMap<Idx<Statement>, Arc<Bag>>>,
    /// Those that are alike, of all statements of the levels that will be compared.
    near: Option<HashMap<Idx<Statement>, Vec<Near>>>,
}

/// A statement that another one is like.
struct Near {
    id: Idx<Statement>,
    /// How much their words have in common, and how much their pairs of words.
    likeness: (f64, f64),
}

impl<'a, F: Fn(Idx<Statement>) -> &'a str> Wordings<F> {
    /// `text` gives the words of a statement.
    pub fn new(text: F) -> Self {
        Wordings {
            text,
            bags: RwLock::default(),
            near: None,
        }
    }

    /// The same for many comparisons of a few levels.
    pub fn of_levels(model: &Model, levels: &[Idx<Level>], text: F) -> Self {
        let mut wordings = Wordings::new(text);
        let cells = levels.iter().flat_map(|level| &model.levels[*level].cells);
        let mut ids: Vec<Idx<Statement>> =
            cells.flat_map(|cell| &cell.statements).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MOST {
            return wordings;
        }
        let bags: Vec<(Idx<Statement>, Arc<Bag>)> =
            ids.into_iter().map(|id| (id, wordings.bag(id))).collect();
        let mut near: HashMap<Idx<Statement>, Vec<Near>> = HashMap::new();
        for (place, (a, bag)) in bags.iter().enumerate() {
            for (b, other) in &bags[place + 1..] {
                if let Some(likeness) = likeness(bag, other, REWORDED) {
                    near.entry(*a).or_default().push(Near { id: *b, likeness });
                    near.entry(*b).or_default().push(Near { id: *a, likeness });
                }
            }
        }
        wordings.near = Some(near);
        wordings
    }

    fn bag(&self, id: Idx<Statement>) -> Arc<Bag> {
        let bags = self.bags.read().ok();
        if let Some(known) = bags.as_ref().and_then(|bags| bags.get(&id)) {
            return known.clone();
        }
        drop(bags);
        let bag = Arc::new(Bag::of((self.text)(id)));
        if let Ok(mut bags) = self.bags.write() {
            bags.insert(id, bag.clone());
        }
        bag
    }

    /// Whether a statement says enough to be known again elsewhere.
    pub(super) fn is_telling(&self, id: Idx<Statement>) -> bool {
        self.bag(id).is_telling
    }

    /// The pairs that are most alike, `least` at least, which is no less than [`REWORDED`].
    pub(super) fn alike(
        &self,
        old: &[Idx<Statement>],
        new: &[Idx<Statement>],
        least: f64,
    ) -> Vec<(Idx<Statement>, Idx<Statement>)> {
        // Most levels add to the one below and take nothing away.
        if old.is_empty() || new.is_empty() {
            return Vec::new();
        }
        let bags = |ids: &[Idx<Statement>]| -> Vec<Arc<Bag>> {
            ids.iter().map(|id| self.bag(*id)).collect()
        };
        let is_turned = (new.len(), new) < (old.len(), old);
        let is_small = old.len().saturating_mul(new.len()) <= MOST_PAIRS;
        let pairs = match self.near.as_ref().filter(|_| is_small) {
            None => alike_bags(&bags(old), &bags(new), least, is_turned),
            Some(near) => {
                let mut places: Vec<_> = new.iter().copied().zip(0usize..).collect();
                places.sort_unstable();
                let mut pairs = Vec::new();
                for (i, id) in old.iter().enumerate() {
                    let near = near.get(id).into_iter().flatten();
                    for near in near.filter(|near| near.likeness.0 >= least) {
                        let at = places.binary_search_by_key(&near.id, |(id, _)| *id);
                        pairs.extend(at.ok().map(|at| (i, places[at].1, near.likeness)));
                    }
                }
                assigned(pairs, is_turned)
            }
        };
        pairs.into_iter().map(|(i, j)| (old[i], new[j])).collect()
    }
}
