//! `matrix.csv` and `matrix.xlsx`: the ladders of all tracks as one list, to sort and filter.

use super::write::{Unfit, plain_csv, plain_xlsx};
use crate::model::{Cell as Held, Idx, Level, Need};
use crate::site::Site;
use crate::view::plain;

/// The columns with their widths: one row for each skill of each level.
const COLUMNS: [(&str, f64); 9] = [
    ("track", 26.0),
    ("level", 26.0),
    ("code", 14.0),
    ("area", 14.0),
    ("skill", 26.0),
    ("step", 14.0),
    ("need", 14.0),
    ("state", 14.0),
    ("statements", 80.0),
];

/// The list as CSV.
pub fn published_csv(site: &Site) -> Result<Vec<u8>, Unfit> {
    plain_csv(COLUMNS.iter().map(|(name, _)| *name), rows(site))
}

/// The list as a workbook.
pub fn published_xlsx(site: &Site) -> Result<Vec<u8>, Unfit> {
    plain_xlsx(&site.settings.title, "Matrix", &COLUMNS, rows(site))
}

/// The rows: what stands in them are words, without marks of Markdown, in the order of the site.
fn rows(site: &Site) -> impl Iterator<Item = Vec<String>> + '_ {
    site.model.levels.iter().flat_map(move |(id, level)| {
        let cells = level.cells.iter();
        cells.map(move |cell| row(site, id, level, cell).into())
    })
}

fn row(site: &Site, id: Idx<Level>, level: &Level, cell: &Held) -> [String; 9] {
    let model = &site.model;
    let skill = &model.skills[cell.skill];
    let steps = &model.scales[skill.scale].steps;
    let statements: Vec<String> = cell
        .statements
        .iter()
        .map(|statement| &model.statements[*statement])
        .filter(|statement| statement.level == id)
        .map(|statement| plain(site, &level.common, statement.text))
        .collect();
    let track = level.track.map(|(track, _)| &model.tracks[track]);
    [
        track.map_or(String::new(), |track| track.common.title.to_string()),
        level.common.title.to_string(),
        level.code.as_deref().unwrap_or_default().to_owned(),
        skill
            .area
            .map_or(String::new(), |area| model.areas[area].title.to_string()),
        skill.common.title.to_string(),
        cell.step.map_or(String::new(), |(step, _)| {
            steps[usize::from(step)].title.to_string()
        }),
        match cell.step {
            Some((_, Need::Required)) => "required".to_owned(),
            Some((_, Need::Optional)) => "optional".to_owned(),
            None => String::new(),
        },
        cell.state.name().to_owned(),
        statements.join("\n"),
    ]
}
