//! The ladder of a track, cut into parts that fit on a sheet side by side.

use crate::markdown::{Block, Item};
use crate::model::{Area, Cell, Idx, Level, Model, Need, Skill, State, Statement, Track};
use crate::view::group::named;
use crate::view::level::LevelView;
use crate::view::scope::Scope;
use crate::view::skill::{AreaView, SkillView, StepView};
use crate::view::statement::StatementView;
use minijinja::Value;
use std::ops::Range;

/// The most levels that stand side by side: five columns hold some 30 letters a line each across
/// A4 and Letter, and 20 on either upright.
const WIDEST: usize = 5;

/// Letters that fill about half of a sheet from margin to margin. What is longer in the column of
/// a level would be cut by the end of the sheet, so it stands below its row, as wide as the sheet.
const HALF_A_SHEET: usize = 3_600;

/// Statements side by side in a cell that is as wide as the sheet.
const ABREAST: usize = 3;

/// The parts of the ladder, the lowest levels first.
pub(super) fn tiles(scope: &Scope, track: Idx<Track>) -> Value {
    let model = &scope.site.model;
    let levels = &model.tracks[track].levels;
    let skills = skills(model, levels);
    let parts = cuts(levels.len());
    let most = parts.iter().map(Range::len).max().unwrap_or(1);
    parts
        .into_iter()
        .map(|part| {
            let area = |skill: &Idx<Skill>| model.skills[*skill].area;
            let groups = skills.chunk_by(|a, b| area(a) == area(b));
            let areas = groups.map(|group| {
                let rows = group.iter().map(|skill| Row {
                    skill: *skill,
                    levels,
                    part: part.clone(),
                    most: HALF_A_SHEET / most,
                });
                let rows = rows.map(|row| row.value(scope)).collect();
                group_value(scope, area(&group[0]), rows)
            });
            let levels = levels[part.clone()].iter().copied();
            named([
                ("levels", LevelView::values(scope, levels)),
                ("areas", areas.collect()),
            ])
        })
        .collect()
}

fn group_value(scope: &Scope, area: Option<Idx<Area>>, rows: Value) -> Value {
    let area = area.map(|area| AreaView::value(scope, area));
    named([("area", area.into()), ("rows", rows)])
}

/// As few parts of at most [`WIDEST`] levels as there can be, about equally wide.
fn cuts(levels: usize) -> Vec<Range<usize>> {
    let count = levels.div_ceil(WIDEST);
    (0..count)
        .map(|part| levels * part / count..levels * (part + 1) / count)
        .collect()
}

/// The skills that any of the levels speaks of.
fn skills(model: &Model, levels: &[Idx<Level>]) -> Vec<Idx<Skill>> {
    let cells = levels.iter().flat_map(|level| &model.levels[*level].cells);
    let shown = cells.filter(|cell| cell.state != State::NotExpected);
    let mut skills: Vec<Idx<Skill>> = shown.map(|cell| cell.skill).collect();
    skills.sort();
    skills.dedup();
    skills
}

/// A skill in one part of the ladder.
struct Row<'a> {
    skill: Idx<Skill>,
    /// Those of the whole track.
    levels: &'a [Idx<Level>],
    part: Range<usize>,
    /// The most letters of a cell.
    most: usize,
}

impl Row<'_> {
    fn value(&self, scope: &Scope) -> Value {
        let (mut cells, mut long) = (Vec::new(), Vec::new());
        for place in self.part.clone() {
            let level = LevelView::value(scope, self.levels[place]);
            let Some(cell) = self.cell(&scope.site.model, place) else {
                cells.push(named([("level", level), ("what", "none".into())]));
                continue;
            };
            let mut statements = self.first_here(&scope.site.model, place, cell);
            let what = match (statements.is_empty(), cell.state) {
                (false, _) => "new",
                (true, State::Undefined) => "undefined",
                (true, State::Same) => "same",
                _ => "step",
            };
            if letters(scope, &statements) > self.most {
                let all = over_the_sheet(scope, &std::mem::take(&mut statements));
                long.push(named([("level", level.clone()), ("rows", all)]));
            }
            let step = cell.step.map(|(step, _)| step);
            let is_optional = cell.step.is_some_and(|(_, need)| need == Need::Optional);
            cells.push(named([
                ("level", level),
                ("what", what.into()),
                ("step", StepView::of(scope, self.skill, step)),
                ("optional", is_optional.into()),
                ("statements", StatementView::values(scope, statements)),
            ]));
        }
        named([
            ("skill", SkillView::value(scope, self.skill)),
            ("cells", Value::from(cells)),
            ("long", Value::from(long)),
        ])
    }

    fn cell<'m>(&self, model: &'m Model, place: usize) -> Option<&'m Cell> {
        let cell = model.levels[self.levels[place]].cell(self.skill)?;
        (cell.state != State::NotExpected).then_some(cell)
    }

    /// The statements that hold at no earlier level: of a level that repeats those of a generic one
    /// of its rank, too, each stands once.
    fn first_here(&self, model: &Model, place: usize, cell: &Cell) -> Vec<Idx<Statement>> {
        let before = self.levels[..place].iter();
        let before = before.filter_map(|level| model.levels[*level].cell(self.skill));
        let before: Vec<&Cell> = before.collect();
        let all = cell.statements.iter().copied();
        all.filter(|id| !before.iter().any(|cell| cell.statements.contains(id)))
            .collect()
    }
}

/// The statements of a cell that is as wide as the sheet, in rows: three side by side, and alone one
/// that fills a sheet itself. Columns that go on over sheets are no way out: within a table the
/// engine of Chromium leaves empty sheets after them.
fn over_the_sheet(scope: &Scope, statements: &[Idx<Statement>]) -> Value {
    let mut rows: Vec<Vec<Idx<Statement>>> = Vec::new();
    let mut is_open = false;
    for id in statements {
        let is_alone = letters(scope, &[*id]) > HALF_A_SHEET / ABREAST;
        match rows.last_mut() {
            Some(row) if is_open && !is_alone && row.len() < ABREAST => row.push(*id),
            _ => rows.push(vec![*id]),
        }
        is_open = !is_alone;
    }
    let rows = rows.into_iter();
    rows.map(|row| StatementView::values(scope, row)).collect()
}

/// How long statements are with all that stands beneath them, as they are written.
fn letters(scope: &Scope, statements: &[Idx<Statement>]) -> usize {
    let model = &scope.site.model;
    let letters = statements.iter().map(|id| {
        let statement = &model.statements[*id];
        let common = &model.levels[statement.level].common;
        let (block, place) = statement.item;
        match common.body.outline.blocks.get(block) {
            Some(Block::List(list)) => list.items.get(place).map_or(0, length),
            _ => 0,
        }
    });
    letters.sum()
}

fn length(item: &Item) -> usize {
    let own = item.text.range().len() + item.tail.map_or(0, |tail| tail.range().len());
    own + item.notes.iter().map(length).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::cuts;

    #[test]
    fn a_ladder_is_cut_into_few_parts_of_about_the_same_width() {
        let widths =
            |levels| -> Vec<usize> { cuts(levels).iter().map(|part| part.len()).collect() };
        assert_eq!(widths(1), [1]);
        assert_eq!(widths(5), [5]);
        assert_eq!(widths(6), [3, 3]);
        assert_eq!(widths(8), [4, 4]);
        assert_eq!(widths(11), [3, 4, 4]);
        assert_eq!(widths(12), [4, 4, 4]);
    }
}
