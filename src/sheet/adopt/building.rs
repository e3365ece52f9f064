//! From tables to a framework: which axis holds the levels, which tables belong to one track, and
//! which skills are one.

use super::Axis;
use super::Choices;
use super::bullets::blocks;
use super::frame::Frame;

use super::ids::Ids;
use super::marks::one_line;
use super::report::{Guess, Left};
use super::scale::{Scale, listed};
use super::table::{Body, Head, Table};
use super::tracks::track_name;
use super::words::{Word, are_steps, is_level_head, is_level_like, is_skill_head, word};
use crate::sheet::read::Fault;
use std::collections::HashMap;

/// What is made of tables.
pub(super) struct Building<'a> {
    pub choices: &'a Choices,
    pub frame: Frame,
    pub guesses: Vec<Guess>,
    pub left: Vec<Left>,
    pub(super) ids: Ids,
    pub(super) areas: Ids,
    /// Skills by their titles in small letters.
    pub(super) skills: HashMap<String, usize>,
    /// The sheet that each track was made of, and its skills.
    pub(super) sheets: HashMap<usize, (String, Vec<usize>)>,
}

/// A table with its levels on one side and its skills on the other.
pub(super) struct Turned {
    pub levels: Vec<Head>,
    pub skills: Vec<Head>,
    /// The level, the skill, and the cell.
    pub cells: Vec<(usize, usize, Body)>,
}

impl<'a> Building<'a> {
    pub fn new(choices: &'a Choices) -> Self {
        Building {
            choices,
            frame: Frame::default(),
            guesses: Vec::new(),
            left: Vec::new(),
            ids: Ids::default(),
            areas: Ids::default(),
            skills: HashMap::new(),
            sheets: HashMap::new(),
        }
    }

    /// Whether a table says what the steps of a scale look like.
    pub fn is_of_steps(&self, table: &Table) -> bool {
        self.choices.levels.is_none()
            && (are_steps(&heads(&table.across)) || are_steps(&heads(&table.down)))
    }

    /// Takes a table in.
    pub fn add(&mut self, table: Table) -> Result<(), Fault> {
        let (across, down) = (heads(&table.across), heads(&table.down));
        let are_steps_across = self.choices.levels.is_none() && are_steps(&across);
        let are_steps_down = self.choices.levels.is_none() && are_steps(&down);
        let (name, stem) = (table.name.clone(), table.stem.clone());
        let title = table.title.clone();
        let is_across = match (are_steps_across, are_steps_down) {
            (true, _) => true,
            (_, true) => false,
            _ => self.is_across(&table, &across, &down),
        };
        let groups = table.groups.clone();
        if !table.labels.is_empty() {
            self.guesses.push(Guess::new(
                format!(
                    "heads of labels stand in no file: {}",
                    listed(&table.labels)
                ),
                "",
            ));
        }
        let turned = turned(table, is_across);
        for (group, place) in groups {
            let heads = if is_across {
                &turned.skills
            } else {
                &turned.levels
            };
            if !heads.iter().any(|head| head.group == group) {
                self.left.push(Left {
                    place,
                    text: group,
                    why: "nothing stands beneath this head of a group".to_owned(),
                });
            }
        }
        if are_steps_across || are_steps_down {
            return self.steps(&name, turned);
        }
        self.levels(&name, &track_name(&name, title.as_deref(), &stem), turned)
    }

    /// Whether the levels are the heads of columns.
    fn is_across(&mut self, table: &Table, across: &[String], down: &[String]) -> bool {
        let told = self.choices.levels;
        let share = |heads: &[String]| {
            let likes = heads.iter().filter(|head| is_level_like(head)).count();
            likes * 100 / heads.len().max(1)
        };
        let guessed = match () {
            () if is_level_head(&table.corner) => Some(false),
            () if is_skill_head(&table.corner) => Some(true),
            () => match (share(across), share(down)) {
                (across, down) if across >= 50 && across > down => Some(true),
                (across, down) if down >= 50 && down > across => Some(false),
                _ => None,
            },
        };
        let is_across = told.map_or(guessed.unwrap_or(true), |axis| axis == Axis::Columns);
        if told.is_none() {
            let (levels, skills, other) = match is_across {
                true => (across, down, "rows"),
                false => (down, across, "columns"),
            };
            let axis = if is_across { "columns" } else { "rows" };
            let sure = if guessed.is_some() {
                ""
            } else {
                ", though nothing in the sheet says so"
            };
            self.guesses.push(Guess::new(
                format!(
                    "{} is the head of the table; its {axis} are levels{sure}: {}; its {other} are skills: {}",
                    table.head, listed(levels), listed(skills)
                ),
                format!("`--levels {other}` turns it round, `--header-row N` names another row of heads"),
            ));
        }
        is_across
    }

    /// A table of skills and the steps of the scale: what each step looks like.
    fn steps(&mut self, name: &str, turned: Turned) -> Result<(), Fault> {
        let heads = heads(&turned.levels);
        if !self.frame.scale.is_named {
            self.guesses.push(Guess::new(
                format!(
                    "`{name}` says what the steps of a scale look like: {}",
                    listed(&heads)
                ),
                "`--levels columns` or `--levels rows` if these are levels",
            ));
            self.frame.scale = Scale::told(heads.clone());
        }
        let skills = self.add_skills(&turned.skills, None)?;
        for (step, skill, cell) in turned.cells {
            let place = self.frame.scale.step(&heads[step]);
            let Some(place) = place.filter(|_| cell.rest_of.is_none()) else {
                if cell.rest_of.is_none() {
                    self.left.push(Left {
                        place: cell.place,
                        text: cell.text,
                        why: format!("the scale of the site has no step `{}`", heads[step]),
                    });
                }
                continue;
            };
            match word(&cell.text).filter(|word| !matches!(word, Word::Same(Some(_)))) {
                Some(_) => self.left.push(Left {
                    place: cell.place,
                    text: cell.text,
                    why: "it says nothing of what the step looks like".to_owned(),
                }),
                None => {
                    let steps = &mut self.frame.skills[skills[skill]].steps;
                    steps.entry(place).or_default().extend(blocks(&cell.text));
                }
            }
        }
        Ok(())
    }
}

fn heads(heads: &[Head]) -> Vec<String> {
    heads.iter().map(|head| one_line(&head.text)).collect()
}

/// A table turned so that levels come first.
fn turned(table: Table, is_across: bool) -> Turned {
    let cells = table.cells.into_iter().map(|mut cell| {
        let (level, skill) = match is_across {
            true => (cell.across, cell.down),
            false => (cell.down, cell.across),
        };
        // Rows above and columns to the left become levels before and skills before.
        cell.rest_of = cell.rest_of.map(|(rows, columns)| match is_across {
            true => (columns, rows),
            false => (rows, columns),
        });
        (level, skill, cell)
    });
    Turned {
        cells: cells.collect(),
        levels: if is_across {
            table.across.clone()
        } else {
            table.down.clone()
        },
        skills: if is_across { table.down } else { table.across },
    }
}
