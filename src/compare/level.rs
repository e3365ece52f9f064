//! The difference between two levels: computed, never written.

use super::words::likeness;
use crate::model::{Idx, Level, Model, Need, Skill, State, Statement};
use std::collections::{BTreeMap, HashMap};

/// How like two statements must be to be one that was reworded: the share of words in common.
/// Chosen on the statements of published frameworks, where unrelated ones of one skill stay below
/// a half.
const REWORDED: f64 = 0.6;

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
    /// away, then what stays.
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
    /// It stood under another skill: before and after.
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
            statements.insert(cell.skill, cell.statements.clone());
        }
    }
    for (skill, difference) in &mut skills {
        let old = old.entry(*skill).or_default();
        let new = new.entry(*skill).or_default();
        take_same(model, old, new, &mut difference.rows);
        take_reworded(model, old, new, &mut difference.rows, &text);
    }
    take_moved(model, &mut old, &mut new, &mut skills);
    for (skill, difference) in &mut skills {
        difference
            .rows
            .extend(new.remove(skill).into_iter().flatten().map(Row::New));
        difference
            .rows
            .extend(old.remove(skill).into_iter().flatten().map(Row::Gone));
        difference.rows.sort_by_key(|row| match row {
            Row::New(_) | Row::Reworded(..) | Row::Moved(..) => 0,
            Row::Gone(_) => 1,
            Row::Same(_) => 2,
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

/// Statements that both have: the same one inherited, or the same words.
fn take_same(
    model: &Model,
    old: &mut Vec<Idx<Statement>>,
    new: &mut Vec<Idx<Statement>>,
    rows: &mut Vec<Row>,
) {
    let mut keys: HashMap<u128, usize> = HashMap::new();
    for id in old.iter() {
        *keys.entry(model.statements[*id].key).or_default() += 1;
    }
    let mut kept: HashMap<u128, usize> = HashMap::new();
    new.retain(|id| {
        let key = model.statements[*id].key;
        match keys.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                *kept.entry(key).or_default() += 1;
                rows.push(Row::Same(*id));
                false
            }
            _ => true,
        }
    });
    old.retain(|id| match kept.get_mut(&model.statements[*id].key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
}

/// Statements with the same pinned id, then the pairs that are most alike, so that two near ones
/// don't cross.
fn take_reworded<'a>(
    model: &Model,
    old: &mut Vec<Idx<Statement>>,
    new: &mut Vec<Idx<Statement>>,
    rows: &mut Vec<Row>,
    text: &impl Fn(Idx<Statement>) -> &'a str,
) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, before) in old.iter().enumerate() {
        for (j, after) in new.iter().enumerate() {
            let (a, b) = (&model.statements[*before], &model.statements[*after]);
            let likeness = if a.is_pinned && b.is_pinned && a.id == b.id {
                2.0
            } else {
                likeness(text(*before), text(*after))
            };
            if likeness >= REWORDED {
                pairs.push((likeness, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut old_taken = vec![false; old.len()];
    let mut new_taken = vec![false; new.len()];
    for (_, i, j) in pairs {
        if !old_taken[i] && !new_taken[j] {
            old_taken[i] = true;
            new_taken[j] = true;
            rows.push(Row::Reworded(old[i], new[j]));
        }
    }
    let mut taken = old_taken.iter();
    old.retain(|_| !taken.next().copied().unwrap_or(false));
    let mut taken = new_taken.iter();
    new.retain(|_| !taken.next().copied().unwrap_or(false));
}

/// A statement that left one skill and stands word for word under another has moved.
fn take_moved(
    model: &Model,
    old: &mut BTreeMap<Idx<Skill>, Vec<Idx<Statement>>>,
    new: &mut BTreeMap<Idx<Skill>, Vec<Idx<Statement>>>,
    skills: &mut BTreeMap<Idx<Skill>, SkillDifference>,
) {
    let mut left: HashMap<u128, Idx<Statement>> = HashMap::new();
    for id in old.values().flatten() {
        left.entry(model.statements[*id].key).or_insert(*id);
    }
    for (skill, statements) in new.iter_mut() {
        statements.retain(|id| {
            let Some(before) = left.remove(&model.statements[*id].key) else {
                return true;
            };
            if let Some(statements) = old.get_mut(&model.statements[before].skill) {
                statements.retain(|id| *id != before);
            }
            if let Some(difference) = skills.get_mut(skill) {
                difference.rows.push(Row::Moved(before, *id));
            }
            false
        });
    }
}
