//! The difference between two levels: computed, never written.

use super::pairing::{Bag, REWORDED, REWORDED_ELSEWHERE, TELLING, alike_bags, equal};
use super::words::has_words;
use crate::model::{Idx, Level, Model, Need, Skill, State, Statement};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::sync::{Arc, RwLock};

/// What is different at another level, skill by skill.
#[derive(Debug)]
pub struct Difference {
    /// The level that is left.
    pub from: Idx<Level>,
    /// The level that is reached.
    pub to: Idx<Level>,
    /// Every skill that either of the two speaks of, in the order of the skills.
    pub skills: Vec<SkillDifference>,
}

/// What is different in one skill.
#[derive(Debug)]
pub struct SkillDifference {
    /// The skill.
    pub skill: Idx<Skill>,
    /// The step at the level that is left.
    pub from: Option<(u8, Need)>,
    /// The step at the level that is reached.
    pub to: Option<(u8, Need)>,
    /// What becomes of the step.
    pub change: Change,
    /// What becomes of the statements: first what is new, reworded or moved here, then what falls
    /// away, then what stays; each in the order in which its level says it.
    pub rows: Vec<Row>,
}

/// What becomes of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Asked for the first time.
    New,
    /// Higher, or required where it was optional.
    Raised,
    /// Lower, or optional where it was required.
    Lowered,
    /// No longer asked for.
    Gone,
    /// The same.
    Same,
}

/// What becomes of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// It is new.
    New(Idx<Statement>),
    /// It says the same in other words: before and after.
    Reworded(Idx<Statement>, Idx<Statement>),
    /// It stood under another skill, and may be reworded as well: before and after.
    Moved(Idx<Statement>, Idx<Statement>),
    /// It no longer counts.
    Gone(Idx<Statement>),
    /// It stays.
    Same(Idx<Statement>),
}

impl Difference {
    /// How many rows satisfy a condition.
    pub fn count(&self, wanted: impl Fn(&Row) -> bool) -> usize {
        self.skills
            .iter()
            .flat_map(|skill| &skill.rows)
            .filter(|row| wanted(row))
            .count()
    }
}

/// What statements say: their texts, and the words of those that were asked for, each counted once
/// however many levels are compared.
pub struct Wordings<F> {
    text: F,
    bags: RwLock<HashMap<Idx<Statement>, Arc<Bag>>>,
}

impl<'a, F: Fn(Idx<Statement>) -> &'a str> Wordings<F> {
    /// `text` gives the words of a statement.
    pub fn new(text: F) -> Self {
        Wordings {
            text,
            bags: RwLock::default(),
        }
    }

    fn bag(&self, id: Idx<Statement>) -> Arc<Bag> {
        let known = self
            .bags
            .read()
            .ok()
            .and_then(|bags| bags.get(&id).cloned());
        known.unwrap_or_else(|| {
            let bag = Arc::new(Bag::of((self.text)(id)));
            if let Ok(mut bags) = self.bags.write() {
                bags.insert(id, bag.clone());
            }
            bag
        })
    }
}

/// Compares two levels with all that they inherit. `text` gives the words of a statement.
pub fn compare<'a>(
    model: &Model,
    from: Idx<Level>,
    to: Idx<Level>,
    text: impl Fn(Idx<Statement>) -> &'a str,
) -> Difference {
    compare_with(model, from, to, &Wordings::new(text))
}

/// The same where several pairs of levels are compared.
pub fn compare_with<'a>(
    model: &Model,
    from: Idx<Level>,
    to: Idx<Level>,
    wordings: &Wordings<impl Fn(Idx<Statement>) -> &'a str>,
) -> Difference {
    let text = &wordings.text;
    let mut skills: BTreeMap<Idx<Skill>, SkillDifference> = BTreeMap::new();
    let mut old: BTreeMap<Idx<Skill>, Vec<Idx<Statement>>> = BTreeMap::new();
    let mut new: BTreeMap<Idx<Skill>, Vec<Idx<Statement>>> = BTreeMap::new();
    for (level, statements) in [(from, &mut old), (to, &mut new)] {
        for cell in model.levels[level]
            .cells
            .iter()
            .filter(|cell| cell.state != State::NotExpected)
        {
            skills
                .entry(cell.skill)
                .or_insert_with(|| steps(model, cell.skill, from, to));
            statements.insert(cell.skill, once(model, &cell.statements));
        }
    }
    let pin = |id: Idx<Statement>| {
        let statement = &model.statements[id];
        statement.is_pinned.then(|| statement.id.clone())
    };
    let key = |id: Idx<Statement>| Some(model.statements[id].key);
    // A pinned id tells which statement it is, so that it counts before the words.
    for (skill, difference) in &mut skills {
        let (old, new) = (
            old.entry(*skill).or_default(),
            new.entry(*skill).or_default(),
        );
        for (old, new) in taken(old, new, pin).into_iter().chain(taken(old, new, key)) {
            difference.rows.push(match key(old) == key(new) {
                true => Row::Same(new),
                false => Row::Reworded(old, new),
            });
        }
    }
    let (mut rest_old, mut rest_new) = (flat(&old), flat(&new));
    let mut moved = taken(&mut rest_old, &mut rest_new, |id| {
        key(id).filter(|_| has_words(text(id), TELLING))
    });
    // Ids are unique within a skill, so that only one that stands once can be known elsewhere.
    let single = |rest: &[Idx<Statement>]| -> HashSet<Box<str>> {
        let mut counts: BTreeMap<Box<str>, usize> = BTreeMap::new();
        for pin in rest.iter().filter_map(|id| pin(*id)) {
            *counts.entry(pin).or_default() += 1;
        }
        let single = counts.into_iter().filter(|(_, count)| *count == 1);
        single.map(|(pin, _)| pin).collect()
    };
    let (single_old, single_new) = (single(&rest_old), single(&rest_new));
    moved.extend(taken(&mut rest_old, &mut rest_new, |id| {
        pin(id).filter(|pin| single_old.contains(pin) && single_new.contains(pin))
    }));
    for (skill, difference) in &mut skills {
        let own = |all: &[Idx<Statement>]| -> Vec<Idx<Statement>> {
            let own = all
                .iter()
                .filter(|id| model.statements[**id].skill == *skill);
            own.copied().collect()
        };
        let pairs = reworded(&own(&rest_old), &own(&rest_new), REWORDED, wordings);
        without(&mut rest_old, &mut rest_new, &pairs);
        let rows = pairs.into_iter().map(|(old, new)| Row::Reworded(old, new));
        difference.rows.extend(rows);
    }
    let telling = |rest: &[Idx<Statement>]| -> Vec<Idx<Statement>> {
        let telling = rest.iter().filter(|id| has_words(text(**id), TELLING));
        telling.copied().collect()
    };
    let (far_old, far_new) = (telling(&rest_old), telling(&rest_new));
    let elsewhere = reworded(&far_old, &far_new, REWORDED_ELSEWHERE, wordings);
    without(&mut rest_old, &mut rest_new, &elsewhere);
    let rows = moved
        .into_iter()
        .chain(elsewhere)
        .map(|(old, new)| (new, Row::Moved(old, new)))
        .chain(rest_new.into_iter().map(|new| (new, Row::New(new))))
        .chain(rest_old.into_iter().map(|old| (old, Row::Gone(old))));
    for (told, row) in rows {
        if let Some(difference) = skills.get_mut(&model.statements[told].skill) {
            difference.rows.push(row);
        }
    }
    let (places_old, places_new) = (places(model, from), places(model, to));
    for difference in skills.values_mut() {
        difference.rows.sort_by_key(|row| {
            let (rank, place) = match row {
                Row::New(new) | Row::Reworded(_, new) | Row::Moved(_, new) => {
                    (0, places_new.get(new))
                }
                Row::Gone(old) => (1, places_old.get(old)),
                Row::Same(new) => (2, places_new.get(new)),
            };
            (rank, place.copied())
        });
    }
    Difference {
        from,
        to,
        skills: skills.into_values().collect(),
    }
}

fn steps(model: &Model, skill: Idx<Skill>, from: Idx<Level>, to: Idx<Level>) -> SkillDifference {
    let step = |level: Idx<Level>| model.levels[level].cell(skill).and_then(|cell| cell.step);
    let (from, to) = (step(from), step(to));
    SkillDifference {
        skill,
        from,
        to,
        change: match (from, to) {
            (None, None) => Change::Same,
            (None, Some(_)) => Change::New,
            (Some(_), None) => Change::Gone,
            (Some(from), Some(to)) if to > from => Change::Raised,
            (Some(from), Some(to)) if to < from => Change::Lowered,
            _ => Change::Same,
        },
        rows: Vec::new(),
    }
}

/// Where each statement of a level stands in it.
fn places(model: &Model, level: Idx<Level>) -> HashMap<Idx<Statement>, usize> {
    let cells = model.levels[level].cells.iter();
    let statements = cells.flat_map(|cell| cell.statements.iter().copied());
    statements.zip(0..).collect()
}

/// The statements of all skills, skill by skill.
fn flat(statements: &BTreeMap<Idx<Skill>, Vec<Idx<Statement>>>) -> Vec<Idx<Statement>> {
    statements.values().flatten().copied().collect()
}

/// The statements of a cell; one that is said twice, by a level and by one that it includes, counts
/// once.
fn once(model: &Model, statements: &[Idx<Statement>]) -> Vec<Idx<Statement>> {
    let mut said = HashSet::new();
    let statements = statements.iter().copied();
    statements
        .filter(|id| said.insert(model.statements[*id].key))
        .collect()
}

/// Takes the pairs out of both lists that have the same key.
fn taken<K: Hash + Eq>(
    old: &mut Vec<Idx<Statement>>,
    new: &mut Vec<Idx<Statement>>,
    key: impl Fn(Idx<Statement>) -> Option<K>,
) -> Vec<(Idx<Statement>, Idx<Statement>)> {
    let keys = |list: &[Idx<Statement>]| -> Vec<(usize, K)> {
        let list = list.iter().enumerate();
        list.filter_map(|(at, id)| Some((at, key(*id)?))).collect()
    };
    let pairs: Vec<_> = equal(keys(old), keys(new))
        .into_iter()
        .map(|(i, j)| (old[i], new[j]))
        .collect();
    without(old, new, &pairs);
    pairs
}

fn without(
    old: &mut Vec<Idx<Statement>>,
    new: &mut Vec<Idx<Statement>>,
    pairs: &[(Idx<Statement>, Idx<Statement>)],
) {
    if pairs.is_empty() {
        return;
    }
    let of_old: HashSet<_> = pairs.iter().map(|pair| pair.0).collect();
    let of_new: HashSet<_> = pairs.iter().map(|pair| pair.1).collect();
    old.retain(|id| !of_old.contains(id));
    new.retain(|id| !of_new.contains(id));
}

/// The pairs that are most alike.
fn reworded<'a>(
    old: &[Idx<Statement>],
    new: &[Idx<Statement>],
    least: f64,
    wordings: &Wordings<impl Fn(Idx<Statement>) -> &'a str>,
) -> Vec<(Idx<Statement>, Idx<Statement>)> {
    // Most levels add to the one below and take nothing away.
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    let bags = |ids: &[Idx<Statement>]| -> Vec<Arc<Bag>> {
        ids.iter().map(|id| wordings.bag(*id)).collect()
    };
    let pairs = alike_bags(&bags(old), &bags(new), least).into_iter();
    pairs.map(|(i, j)| (old[i], new[j])).collect()
}
