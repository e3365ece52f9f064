//! The ladder of a track: a row for each skill, and two columns for each level.

use super::lines::{Line, inherited, shown};
use super::table::{Cell, Column, INHERITED, Row, Sheet, Slot};
use super::written::{OPTIONAL, Written, step_name, step_names};
use crate::markdown::{Block, Item};
use crate::model::{Cell as Held, Common, Idx, Level, Skill, State, Statement, Track};
use crate::site::Site;
use std::collections::HashMap;

/// The ladder of a track: of each skill that one of its levels speaks of, and of all others of
/// their areas, so that there is a place for what is not asked yet.
pub fn ladder(site: &Site, track: Idx<Track>) -> Sheet {
    let model = &site.model;
    let levels = &model.tracks[track].levels;
    let mut sheet = Sheet {
        name: model.tracks[track].common.title.to_string(),
        columns: vec![
            Column {
                key: "area".to_owned(),
                head: "Area".to_owned(),
                width: 14.0,
            },
            Column {
                key: "skill".to_owned(),
                head: "Skill".to_owned(),
                width: 24.0,
            },
        ],
        rows: Vec::new(),
        lists: Vec::new(),
    };
    for level in levels {
        let level = &model.levels[*level];
        let key = format!("level:{}", level.common.id);
        let short = level.code.as_deref().unwrap_or(&level.common.title);
        sheet.columns.push(Column {
            key: format!("{key}.step"),
            head: format!("{short}: step"),
            width: 15.0,
        });
        sheet.columns.push(Column {
            key,
            head: match &level.code {
                Some(code) => format!("{code}: {}", level.common.title),
                None => level.common.title.to_string(),
            },
            width: 60.0,
        });
    }
    let rungs: Vec<Rung<'_>> = levels.iter().map(|level| Rung::of(site, *level)).collect();
    let spoken = |skill: Idx<Skill>| {
        let cells = levels.iter().filter_map(|it| model.levels[*it].cell(skill));
        cells.count() > 0
    };
    let areas: Vec<_> = model.skills.iter().filter(|(id, _)| spoken(*id)).collect();
    let areas: std::collections::HashSet<_> =
        areas.into_iter().map(|(_, skill)| skill.area).collect();
    for (id, skill) in model.skills.iter() {
        if !spoken(id) && (skill.area.is_none() || !areas.contains(&skill.area)) {
            continue;
        }
        let names = step_names(site, id);
        let optional = names.iter().map(|name| format!("{name}{OPTIONAL}"));
        let list = sheet.list(names.iter().cloned().chain(optional).collect());
        let mut cells = vec![
            Cell::label(skill.area.map_or("", |area| &model.areas[area].title)),
            Cell::label(&*skill.common.title),
        ];
        for rung in &rungs {
            cells.push(rung.step(id, &names).from_list(list));
            cells.push(rung.statements(id));
        }
        sheet.rows.push(Row {
            id: format!("skill:{}", skill.common.id),
            cells,
        });
    }
    sheet
}

/// A level with the keys of its own file.
struct Rung<'a> {
    site: &'a Site,
    id: Idx<Level>,
    level: &'a Level,
    /// The skills that its own file names a step of.
    steps: HashMap<Idx<Skill>, u32>,
}

impl<'a> Rung<'a> {
    fn of(site: &'a Site, id: Idx<Level>) -> Self {
        let level = &site.model.levels[id];
        let written = Written::of(site, &level.common);
        let steps = written.level_steps(site).into_iter();
        Rung {
            site,
            id,
            level,
            steps: steps
                .map(|step| (step.skill, step.entry.key.span.start))
                .collect(),
        }
    }

    /// Why a cell of nothing can't be edited: the level says that nothing is expected.
    fn closed(&self, held: Option<&Held>, skill: Idx<Skill>) -> Option<String> {
        let held = held.filter(|held| held.state == State::NotExpected)?;
        let written = Written::of(self.site, &self.level.common);
        written.state(self.site, held.skill)?;
        Some(format!(
            "take `state.{}` out of `{}` first",
            self.site.model.skills[skill].common.id,
            self.site.file(&self.level.common)
        ))
    }

    fn step(&self, skill: Idx<Skill>, names: &[String]) -> Cell {
        let held = self.level.cell(skill);
        let text = match held.and_then(|held| held.step) {
            None => String::new(),
            Some((step, need)) => {
                let name = step_name(names, step, need);
                match self.steps.contains_key(&skill) {
                    true => name,
                    false => format!("{INHERITED} {name}"),
                }
            }
        };
        Cell::of(Slot::Step(self.id, skill), text).fixed(self.closed(held, skill))
    }

    fn statements(&self, skill: Idx<Skill>) -> Cell {
        let slot = Slot::Statements(self.id, skill);
        let Some(held) = self.level.cell(skill) else {
            return Cell::of(slot, "");
        };
        let statements = &self.site.model.statements;
        let (own, others): (Vec<_>, Vec<_>) = held
            .statements
            .iter()
            .map(|id| &statements[*id])
            .partition(|statement| statement.level == self.id);
        let mut own = own;
        own.sort_by_key(|statement| statement.text.start);
        let mut lines = Vec::with_capacity(own.len() + others.len());
        let mut fixed = self.closed(Some(held), skill);
        for statement in others {
            let common = &self.site.model.levels[statement.level].common;
            if let Some(line) = line(self.site, common, statement) {
                lines.push(inherited(&line.text));
            }
        }
        for statement in own {
            match line(self.site, &self.level.common, statement) {
                Some(line) if line.text.trim().is_empty() => {}
                Some(line) => lines.push(shown(&line.text)),
                None => {
                    let file = self.site.file(&self.level.common);
                    fixed = Some(format!(
                        "edit it in `{file}`: a statement there can't be one line of a cell"
                    ));
                    lines.push(shown(&flat(self.site, &self.level.common, statement)));
                }
            }
        }
        Cell::of(slot, lines.join("\n")).fixed(fixed)
    }
}

/// A statement as a line.
pub(super) fn line(site: &Site, common: &Common, statement: &Statement) -> Option<Line> {
    let item = item(common, statement.item)?;
    Line::of(common.body.slice(item.text, &site.sources), item.indent)
}

/// A statement that is shown and can't be edited.
fn flat(site: &Site, common: &Common, statement: &Statement) -> String {
    let text = common.body.slice(statement.text, &site.sources);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The item of a body's outline: block, and place in its list.
pub(super) fn item(common: &Common, (block, place): (usize, usize)) -> Option<&Item> {
    match common.body.outline.blocks.get(block)? {
        Block::List(list) => list.items.get(place),
        _ => None,
    }
}
