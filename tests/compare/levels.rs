//! Two levels of one site: a track on which each level is copied from the one below and changed in
//! known places.

use crate::planted::{LEVELS, Made, SKILLS, Text};
use crate::site::site_of;
use std::collections::BTreeSet;
use waypost::compare::{Change, Difference, Row, compare};
use waypost::model::{Idx, Level, Skill, Statement};
use waypost::site::Site;

fn difference(site: &Site, from: usize, to: usize) -> Difference {
    let level = |number: usize| {
        let id = format!("l{number}");
        let mut levels = site.model.levels.iter();
        let found = levels.find(|(_, level)| *level.common.id == *id);
        found.expect("it is there").0
    };
    compare(&site.model, level(from), level(to), |id| {
        let statement = &site.model.statements[id];
        let body = &site.model.levels[statement.level].common.body;
        body.slice(statement.text, &site.sources)
    })
}

#[test]
fn every_planted_difference_between_copied_levels_is_found_and_none_invented() {
    all_found(Text::new(7));
}

#[test]
fn they_are_found_in_a_script_without_blanks_too() {
    all_found(Text::dense(5));
}

fn all_found(text: Text) {
    let mut made = Made::copied(text);
    let planted = made.climb();
    let site = site_of(made.files());
    for (number, planted) in planted.iter().enumerate() {
        let found = difference(&site, number, number + 1);
        let count = |wanted: fn(&Row) -> bool| found.count(wanted);
        let told = [
            count(|row| matches!(row, Row::New(_))),
            count(|row| matches!(row, Row::Gone(_))),
            count(|row| matches!(row, Row::Moved(..))),
            count(|row| matches!(row, Row::Reworded(..))),
        ];
        assert_eq!(told, planted.counts(), "from {number}");
        let raised = |skill: &&waypost::compare::SkillDifference| skill.change == Change::Raised;
        assert_eq!(found.skills.iter().filter(raised).count(), planted.raised);
        for row in found.skills.iter().flat_map(|skill| &skill.rows) {
            if let Row::Reworded(old, new) | Row::Moved(old, new) = row {
                let text =
                    |id: &Idx<Statement>| site.sources.slice(site.model.statements[*id].text);
                let pair = (text(old).to_owned(), text(new).to_owned());
                assert!(planted.pairs.contains(&pair), "{pair:?}");
            }
        }
    }
    for from in 0..LEVELS {
        for to in from..LEVELS {
            holds(&site, from, to);
        }
    }
}

/// What every difference is: made to the one level it gives the other, and the other way round it
/// is its mirror.
fn holds(site: &Site, from: usize, to: usize) {
    let there = difference(site, from, to);
    let back = difference(site, to, from);
    let said = |level: Idx<Level>| -> BTreeSet<(Idx<Skill>, u128)> {
        let cells = site.model.levels[level].cells.iter();
        let ids = cells.flat_map(|cell| &cell.statements);
        ids.map(|id| &site.model.statements[*id])
            .map(|statement| (statement.skill, statement.key))
            .collect()
    };
    let key = |id: &Idx<Statement>| {
        let statement = &site.model.statements[*id];
        (statement.skill, statement.key)
    };
    let mut made = said(there.from);
    let rows = |found: &Difference| -> Vec<Row> {
        let skills = found.skills.iter();
        skills.flat_map(|skill| skill.rows.clone()).collect()
    };
    for row in rows(&there) {
        match row {
            Row::Gone(old) | Row::Reworded(old, _) | Row::Moved(old, _) => {
                assert!(made.remove(&key(&old)), "{row:?}");
            }
            Row::New(_) => {}
            Row::Same(same) => assert!(made.contains(&key(&same)), "{row:?}"),
        }
    }
    for row in rows(&there) {
        if let Row::New(new) | Row::Reworded(_, new) | Row::Moved(_, new) = row {
            assert!(made.insert(key(&new)), "{row:?}");
        }
    }
    assert_eq!(made, said(there.to), "from {from} to {to}");
    // A statement that stays is known by its words, whichever of the two levels it stands in.
    let told = |row: &Row| match row {
        Row::New(new) => (0, None, Some(key(new))),
        Row::Gone(old) => (0, Some(key(old)), None),
        Row::Reworded(old, new) => (1, Some(key(old)), Some(key(new))),
        Row::Moved(old, new) => (2, Some(key(old)), Some(key(new))),
        Row::Same(same) => (3, Some(key(same)), Some(key(same))),
    };
    let mut mirrored: Vec<_> = rows(&there).iter().map(told).collect();
    for (_, old, new) in &mut mirrored {
        std::mem::swap(old, new);
    }
    let mut of_back: Vec<_> = rows(&back).iter().map(told).collect();
    mirrored.sort();
    of_back.sort();
    assert_eq!(mirrored, of_back, "from {from} to {to}");
    let steps = |found: &Difference| -> Vec<_> {
        let skills = found.skills.iter();
        skills
            .map(|skill| (skill.skill, skill.from, skill.to))
            .collect()
    };
    let turned: Vec<_> = steps(&back)
        .into_iter()
        .map(|(skill, from, to)| (skill, to, from))
        .collect();
    assert_eq!(steps(&there), turned);
    if from == to {
        assert_eq!(there.count(|row| !matches!(row, Row::Same(_))), 0);
    }
}

#[test]
fn what_both_levels_inherit_is_no_difference() {
    let made = Made::inherited(Text::new(11));
    let site = site_of(made.files());
    for number in 0..7 {
        let found = difference(&site, number, number + 1);
        let own = made.own(number + 1);
        assert_eq!(found.count(|row| matches!(row, Row::New(_))), own);
        assert_eq!(found.count(|row| matches!(row, Row::Gone(_))), 0);
        assert_eq!(found.count(|row| matches!(row, Row::Reworded(..))), 0);
        assert_eq!(found.skills.len(), SKILLS);
        let back = difference(&site, number + 1, number);
        assert_eq!(back.count(|row| matches!(row, Row::Gone(_))), own);
    }
    for (from, to) in [(0, 0), (0, 7), (7, 0), (2, 5), (6, 1)] {
        holds(&site, from, to);
    }
}
