//! Two levels of one site: a track on which each level is copied from the one below and changed in
//! known places.

use crate::planted::{Made, SKILLS, Text};
use crate::site::site_of;
use waypost::compare::{Change, Difference, Row, compare};
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
    let mut made = Made::copied(Text::new(7));
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
                let text = |id: &waypost::model::Idx<waypost::model::Statement>| {
                    site.sources.slice(site.model.statements[*id].text)
                };
                let pair = (text(old).to_owned(), text(new).to_owned());
                assert!(planted.pairs.contains(&pair), "{pair:?}");
            }
        }
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
}
