//! Brings a framework in: tables of levels and skills that somebody else made, as the files of a new
//! site, with a report of what was guessed and of what has no place.
//!
//! ```text
//! Grid (cells) ──▶ Table (heads, cells) ──▶ Frame (tracks, levels, skills) ──▶ files
//! ```
//!
//! Nothing is lost: each text of a cell stands in a file, or in the report.

mod building;
mod bullets;
mod cell;
mod files;
mod frame;
mod from_csv;
mod from_markdown;
mod from_xlsx;
mod grid;
mod heads;
mod ids;
mod language;
mod layout;
mod lost;
mod marks;
mod report;
mod scale;
mod settling;
mod skills;
mod table;
mod tracks;
mod words;

pub use from_csv::grid_of_csv;
pub use from_markdown::grids_of_markdown;
pub use from_xlsx::grids_of_xlsx;
pub use grid::Grid;
pub use report::{Count, Guess, Left};

use crate::diagnostic::Code;
use crate::sheet::read::Fault;
use building::Building;
use bullets::Block;
use frame::Frame;
use std::collections::BTreeMap;

/// What somebody says about a sheet, in place of what would be guessed.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Which of the two axes holds the levels.
    pub levels: Option<Axis>,
    /// What the first track is called.
    pub track: Option<String>,
    /// The row of the heads, from 1, in each sheet.
    pub header_row: Option<usize>,
    /// The steps of the scale, from the lowest.
    pub scale: Option<Vec<String>>,
    /// Whether a cell says only what is new at its level.
    pub inherits: Option<bool>,
    /// What the site is called.
    pub title: Option<String>,
    /// The language of the site.
    pub language: Option<String>,
    /// Where the site will be published.
    pub base_url: Option<String>,
}

/// The two ways that a table runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Each row is a level.
    Rows,
    /// Each column is one.
    Columns,
}

/// A framework that was brought in.
#[derive(Debug)]
pub struct Adopted {
    frame: Frame,
    choices: Choices,
    language: String,
    /// What was guessed.
    pub guesses: Vec<Guess>,
    /// What has no place in the site.
    pub left: Vec<Left>,
}

/// Makes a framework of sheets.
///
/// # Errors
/// Where there is no table of levels and skills in any of them.
pub fn adopt(mut grids: Vec<Grid>, choices: &Choices) -> Result<Adopted, Vec<Fault>> {
    let mut building = Building::new(choices);
    let told = choices.header_row.map(|row| row.saturating_sub(1));
    let mut titles: Vec<(String, String)> = Vec::new();
    let mut tables = Vec::new();
    for grid in &mut grids {
        for table in table::tables(grid, told) {
            if let Some(title) = &table.title {
                titles.push((title.clone(), table.head.clone()));
            }
            tables.push(table);
        }
    }
    // Sheets that say what steps look like come first: they name the scale.
    tables.sort_by_key(|table| !building.is_of_steps(table));
    for table in tables {
        building.add(table).map_err(|fault| vec![fault])?;
    }
    if building.frame.skills.is_empty() {
        return Err(vec![Fault::new(
            "",
            "no table of levels and skills was found",
            "name the row of its heads with `--header-row N`; it takes a row of heads, and a row or more below it",
        )]);
    }
    building.settle();
    let Building {
        mut frame,
        mut guesses,
        mut left,
        ..
    } = building;
    let called = titles.first().map(|(title, _)| title.clone());
    frame.title = match (&choices.title, called) {
        (Some(title), _) => title.clone(),
        (None, Some(title)) => title,
        (None, None) => match frame.tracks.as_slice() {
            [track] => track.title.clone(),
            _ => "Careers".to_owned(),
        },
    };
    for (title, place) in titles {
        let is_used = frame.title == title || frame.tracks.iter().any(|track| track.title == title);
        if !is_used {
            left.push(Left {
                place: format!("above {place}"),
                text: title,
                why: "it stands above the table".to_owned(),
            });
        }
    }
    let language = choices.language.clone().unwrap_or_else(|| {
        let found = language::language(
            grids
                .iter()
                .flat_map(|grid| grid.cells.values().map(String::as_str)),
        );
        let language = found.unwrap_or("en");
        guesses.push(Guess::new(
            format!("the language of the site is `{language}`"),
            "name another one with `--language`",
        ));
        language.to_owned()
    });
    for grid in &mut grids {
        left.append(&mut grid.left);
    }
    let mut adopted = Adopted {
        frame,
        choices: choices.clone(),
        language,
        guesses,
        left,
    };
    let files = adopted.files(&BTreeMap::new());
    let (guesses, left) = (&adopted.guesses, &adopted.left);
    let is_step = |text: &str| adopted.frame.scale.step(text).is_some();
    let mut lost = lost::lost(&grids, &files, guesses, left, &is_step);
    adopted.left.append(&mut lost);
    Ok(adopted)
}

impl Adopted {
    /// The files of the site by their paths. `quiet` are the codes that `check` is not to speak of
    /// yet, and how often it would.
    pub fn files(&self, quiet: &BTreeMap<Code, usize>) -> BTreeMap<String, String> {
        files::files(&self.frame, &self.choices, &self.language, quiet)
    }

    /// How much was placed.
    pub fn count(&self) -> Count {
        let levels = self.frame.tracks.iter().flat_map(|track| &track.levels);
        let blocks = levels.clone().flat_map(|level| level.cells.values());
        let statements = blocks
            .flat_map(|cell| &cell.saying.blocks)
            .map(|block| match block {
                Block::Items(items) => items.len(),
                Block::Prose(_) => 0,
            });
        Count {
            tracks: self.frame.tracks.len(),
            levels: levels.count(),
            skills: self.frame.skills.len(),
            statements: statements.sum(),
        }
    }
}
