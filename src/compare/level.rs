//! The difference between two levels: computed, never written.

use super::pairing::{REWORDED, REWORDED_ELSEWHERE, equal};
use super::wordings::Wordings;
use crate::model::{Idx, Level, Model, Need, Skill, State, Statement};
use std::collections::{BTreeMap, HashSet};

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
    let same = equal(keyed(&rest_old, key), keyed(&rest_new, key)).into_iter();
    let same = same.map(|(i, j)| (rest_old[i], rest_new[j]));
    let mut moved: Vec<_> = same.filter(|(old, _)| wordings.is_telling(*old)).collect();
    without(&mut rest_old, &mut rest_new, &moved);
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
    // They stand skill by skill, and what is reworded in one takes nothing from another.
    let skill_of = |id: &Idx<Statement>| model.statements[*id].skill;
    let mut reworded = Vec::new();
    for of_old in rest_old.chunk_by(|a, b| skill_of(a) == skill_of(b)) {
        let skill = skill_of(&of_old[0]);
        let start = rest_new.partition_point(|id| skill_of(id) < skill);
        let end = rest_new.partition_point(|id| skill_of(id) <= skill);
        let pairs = wordings.alike(of_old, &rest_new[start..end], REWORDED);
        if let Some(difference) = skills.get_mut(&skill) {
            let rows = pairs.iter().map(|(old, new)| Row::Reworded(*old, *new));
            difference.rows.extend(rows);
        }
        reworded.extend(pairs);
    }
    without(&mut rest_old, &mut rest_new, &reworded);
    let telling = |rest: &[Idx<Statement>]| -> Vec<Idx<Statement>> {
        let rest = rest.iter().copied();
        rest.filter(|id| wordings.is_telling(*id)).collect()
    };
    if !rest_old.is_empty() && !rest_new.is_empty() {
        let (far_old, far_new) = (telling(&rest_old), telling(&rest_new));
        let elsewhere = wordings.alike(&far_old, &far_new, REWORDED_ELSEWHERE);
        without(&mut rest_old, &mut rest_new, &elsewhere);
        moved.extend(elsewhere);
    }
    let rows = moved
        .into_iter()
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
        let place = |places: &[(Idx<Statement>, usize)], id: &Idx<Statement>| {
            // One that stands in two cells has the place of the later one.
            let end = places.partition_point(|(other, _)| other <= id);
            end.checked_sub(1).map(|at| places[at].1)
        };
        difference.rows.sort_by_cached_key(|row| match row {
            Row::New(new) | Row::Reworded(_, new) | Row::Moved(_, new) => {
                (0, place(&places_new, new))
            }
            Row::Gone(old) => (1, place(&places_old, old)),
            Row::Same(new) => (2, place(&places_new, new)),
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

/// Where each statement of a level stands in it, sorted by statement.
fn places(model: &Model, level: Idx<Level>) -> Vec<(Idx<Statement>, usize)> {
    let cells = model.levels[level].cells.iter();
    let statements = cells.flat_map(|cell| cell.statements.iter().copied());
    let mut places: Vec<_> = statements.zip(0..).collect();
    places.sort_unstable();
    places
}

/// The statements of all skills, skill by skill.
fn flat(statements: &BTreeMap<Idx<Skill>, Vec<Idx<Statement>>>) -> Vec<Idx<Statement>> {
    statements.values().flatten().copied().collect()
}

/// The statements of a cell; one that is said twice, by a level and by one that it includes, counts
/// once.
fn once(model: &Model, statements: &[Idx<Statement>]) -> Vec<Idx<Statement>> {
    let key = |id: &Idx<Statement>| model.statements[*id].key;
    let mut keys: Vec<_> = statements.iter().map(key).zip(0usize..).collect();
    keys.sort_unstable();
    keys.dedup_by_key(|(key, _)| *key);
    let mut first: Vec<usize> = keys.into_iter().map(|(_, place)| place).collect();
    first.sort_unstable();
    first.into_iter().map(|place| statements[place]).collect()
}

/// The places of those that have a key, with their keys.
fn keyed<K>(
    statements: &[Idx<Statement>],
    key: impl Fn(Idx<Statement>) -> Option<K>,
) -> Vec<(usize, K)> {
    let statements = statements.iter().enumerate();
    statements
        .filter_map(|(at, id)| Some((at, key(*id)?)))
        .collect()
}

/// Takes the pairs out of both lists that have the same key.
fn taken<K: Ord>(
    old: &mut Vec<Idx<Statement>>,
    new: &mut Vec<Idx<Statement>>,
    key: impl Fn(Idx<Statement>) -> Option<K>,
) -> Vec<(Idx<Statement>, Idx<Statement>)> {
    let pairs: Vec<_> = equal(keyed(old, &key), keyed(new, &key))
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
    let (mut of_old, mut of_new): (Vec<_>, Vec<_>) = pairs.iter().copied().unzip();
    of_old.sort_unstable();
    of_new.sort_unstable();
    old.retain(|id| of_old.binary_search(id).is_err());
    new.retain(|id| of_new.binary_search(id).is_err());
}
