//! What levels require and expect with all that they include: the cells of the ladder.

use super::level::{Own, OwnCell};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Idx, Level, Model, Skill, State, Statement};
use std::collections::BTreeMap;

/// Gives every level its place on its track and its cells.
pub(super) fn fill(model: &mut Model, own: Vec<Own>, out: &mut Vec<Diagnostic>) {
    place_on_tracks(model, out);
    let mut own: Vec<Option<Own>> = own.into_iter().map(Some).collect();
    for level in in_order(model) {
        let Some(own) = own[level.place()].take() else {
            continue;
        };
        let base = included(model, level);
        model.levels[level].cells = cells(model, level, base, own);
    }
}

/// A track lists its levels; a level may name its track. The list decides the order.
fn place_on_tracks(model: &mut Model, out: &mut Vec<Diagnostic>) {
    for (id, track) in model.tracks.iter() {
        for (rank, level) in track.levels.iter().enumerate() {
            let level = &mut model.levels[*level];
            match level.track {
                Some((other, _)) if other != id => out.push(
                    Diagnostic::new(
                        Code::UnplacedLevel,
                        format!(
                            "the track `{}` lists the level `{}`, which says that it belongs to `{}`",
                            track.common.id, level.common.id, model.tracks[other].common.id
                        ),
                    )
                    .at(level.common.span)
                    .help("set `track` to the track that lists it, or take it off the list"),
                ),
                _ => level.track = Some((id, rank)),
            }
        }
    }
    for id in model.levels.ids() {
        let Some((track, rank)) = model.levels[id].track else {
            continue;
        };
        if rank == usize::MAX {
            let count = model.tracks[track].levels.len();
            model.tracks[track].levels.push(id);
            model.levels[id].track = Some((track, count));
        }
    }
    let named: Vec<Idx<Level>> = model
        .levels
        .ids()
        .filter(|id| model.levels[*id].track.is_none())
        .collect();
    for id in named {
        let level = &model.levels[id];
        out.push(
            Diagnostic::new(
                Code::UnplacedLevel,
                format!("the level `{}` belongs to no track", level.common.id),
            )
            .at(level.common.span)
            .help("set its `track`, or list it in one"),
        );
    }
}

/// Included levels before those that include them. There are no circles any more.
fn in_order(model: &Model) -> Vec<Idx<Level>> {
    let mut done = vec![false; model.levels.len()];
    let mut order = Vec::with_capacity(model.levels.len());
    for root in model.levels.ids() {
        let mut open = vec![(root, 0)];
        while let Some((level, next)) = open.last_mut() {
            if done[level.place()] {
                open.pop();
                continue;
            }
            match model.levels[*level].includes.get(*next) {
                Some(included) => {
                    *next += 1;
                    let included = *included;
                    open.push((included, 0));
                }
                None => {
                    done[level.place()] = true;
                    order.push(*level);
                    open.pop();
                }
            }
        }
    }
    order
}

/// What the included levels come to together: of two steps the higher, of two statements both.
fn included(model: &Model, level: Idx<Level>) -> BTreeMap<Idx<Skill>, Cell> {
    let mut base: BTreeMap<Idx<Skill>, Cell> = BTreeMap::new();
    for included in &model.levels[level].includes {
        for cell in &model.levels[*included].cells {
            match base.get_mut(&cell.skill) {
                None => {
                    let sections = Vec::new();
                    base.insert(
                        cell.skill,
                        Cell {
                            sections,
                            ..cell.clone()
                        },
                    );
                }
                Some(known) => {
                    known.step = known.step.max(cell.step);
                    for statement in &cell.statements {
                        if !known.statements.contains(statement) {
                            known.statements.push(*statement);
                        }
                    }
                }
            }
        }
    }
    base
}

fn cells(
    model: &mut Model,
    level: Idx<Level>,
    mut base: BTreeMap<Idx<Skill>, Cell>,
    own: Own,
) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (skill, own) in own.cells {
        let below = base.remove(&skill);
        cells.push(cell(model, level, skill, below, own));
    }
    // What only the included levels speak of holds unchanged.
    cells.extend(base.into_values().map(|below| Cell {
        state: match below.state {
            State::Expected => State::Same,
            other => other,
        },
        span: None,
        ..below
    }));
    cells.sort_by_key(|cell| cell.skill);
    cells
}

fn cell(
    model: &mut Model,
    level: Idx<Level>,
    skill: Idx<Skill>,
    below: Option<Cell>,
    own: OwnCell,
) -> Cell {
    if own.state == Some(State::NotExpected) {
        return Cell {
            skill,
            step: None,
            state: State::NotExpected,
            statements: Vec::new(),
            span: own.span,
            sections: own.sections,
        };
    }
    let (step_below, mut statements) = match below {
        Some(cell) => (cell.step, cell.statements),
        None => (None, Vec::new()),
    };
    let says_something = !own.statements.is_empty();
    for statement in own.statements {
        let replaced = statements.iter().position(|old| {
            is_reworded(&model.statements[*old], &statement.id, statement.is_pinned)
        });
        let new = model.statements.push(statement.settled(level, skill));
        match replaced {
            Some(place) => statements[place] = new,
            None => statements.push(new),
        }
    }
    let step = own.step.or(step_below);
    let state = own.state.unwrap_or(if says_something {
        State::Expected
    } else if statements.is_empty() {
        match step {
            Some(_) => State::Undefined,
            None => State::NotExpected,
        }
    } else if step == step_below {
        State::Same
    } else {
        State::Expected
    });
    Cell {
        skill,
        step,
        state,
        statements,
        span: own.span,
        sections: own.sections,
    }
}

/// A statement with a pinned id that is inherited already says the same thing in other words.
fn is_reworded(old: &Statement, id: &str, is_pinned: bool) -> bool {
    is_pinned && old.is_pinned && *old.id == *id
}
