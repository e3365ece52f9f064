//! The difference between two levels in the form of changes, so that it is told in the same words.

use super::{Changes, FieldChange, LineChange, Spot, ThingChange};
use crate::compare::level::{Difference, Row};
use crate::compare::version::{FieldName, Line, LineKind, Name, SectionName, StepValue, Value};
use crate::model::{Idx, Model, Need, Skill, Statement};

/// What changes from the one level to the other. `text` gives the words of a statement.
pub fn level_changes<'a>(
    model: &Model,
    difference: &Difference,
    text: impl Fn(Idx<Statement>) -> &'a str,
) -> Changes {
    let name = Name::of(model, difference.to);
    let value = |skill: Idx<Skill>, step: Option<(u8, Need)>| {
        Value::step(step.and_then(|(step, need)| StepValue::of(model, skill, step, need)))
    };
    let mut fields = Vec::new();
    let mut lines = Vec::new();
    for skill in &difference.skills {
        let about = Name::of(model, skill.skill);
        if skill.from != skill.to {
            fields.push(FieldChange {
                name: FieldName {
                    key: "requires".into(),
                    about: Some(about),
                },
                old: value(skill.skill, skill.from),
                new: value(skill.skill, skill.to),
                follows: None,
            });
        }
        let side = |id: Idx<Statement>| {
            let statement = &model.statements[id];
            let spot = Spot {
                thing: name.clone(),
                section: SectionName::of_skill(Name::of(model, statement.skill)),
            };
            let words: Vec<&str> = text(id).split_whitespace().collect();
            let line = Line {
                kind: LineKind::Statement,
                text: words.join(" ").into(),
                pin: statement.is_pinned.then(|| (&*statement.id).into()),
            };
            (spot, line)
        };
        for row in &skill.rows {
            let (old, new) = match *row {
                Row::New(new) => (None, Some(new)),
                Row::Reworded(old, new) | Row::Moved(old, new) => (Some(old), Some(new)),
                Row::Gone(old) => (Some(old), None),
                Row::Same(_) => continue,
            };
            lines.push(LineChange {
                old: old.map(side),
                new: new.map(side),
                through: None,
            });
        }
    }
    let title = |level| model.levels[level].common.title.clone();
    let thing = ThingChange {
        old_title: Some(title(difference.from)),
        new_title: Some(title(difference.to)),
        name,
        fields,
        sections: Vec::new(),
    };
    let has_thing = !thing.fields.is_empty();
    Changes {
        things: if has_thing { vec![thing] } else { Vec::new() },
        lines,
        ..Changes::default()
    }
}
