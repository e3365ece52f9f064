//! `matrix.csv` and `matrix.xlsx`: the ladders of all tracks, to sort and filter elsewhere.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Idx, Level, Need};
use crate::site::Site;
use crate::view::plain;
use rust_xlsxwriter::{Format, FormatAlign, Workbook};

/// The columns: one row for each skill of each level.
const COLUMNS: [&str; 9] = [
    "track",
    "level",
    "code",
    "area",
    "skill",
    "step",
    "need",
    "state",
    "statements",
];

/// Rows of a sheet, without its head: the limit of the format.
const MOST_ROWS: usize = 1_048_575;

/// The rows in the order of the site.
fn rows(site: &Site) -> impl Iterator<Item = [String; 9]> + '_ {
    site.model.levels.iter().flat_map(move |(id, level)| {
        level
            .cells
            .iter()
            .map(move |cell| row(site, id, level, cell))
    })
}

fn row(site: &Site, id: Idx<Level>, level: &Level, cell: &Cell) -> [String; 9] {
    let model = &site.model;
    let skill = &model.skills[cell.skill];
    let steps = &model.scales[skill.scale].steps;
    let own = cell
        .statements
        .iter()
        .filter(|statement| model.statements[**statement].level == id);
    let statements: Vec<String> = own
        .map(|statement| {
            let statement = &model.statements[*statement];
            plain(site, &model.levels[statement.level].common, statement.text)
        })
        .collect();
    [
        level.track.map_or(String::new(), |(track, _)| {
            model.tracks[track].common.title.to_string()
        }),
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

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
/// <https://owasp.org/www-community/attacks/CSV_Injection>
fn guarded(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

/// The rows as CSV.
pub(super) fn csv(site: &Site) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer
        .write_record(COLUMNS)
        .and_then(|()| rows(site).try_for_each(|row| writer.write_record(row.map(guarded))));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok());
    bytes.ok_or_else(|| {
        Box::new(Diagnostic::new(
            Code::TooLarge,
            "the matrix can't be written as CSV",
        ))
    })
}

/// The rows as a workbook with a frozen head, a filter and wrapped text.
pub(super) fn xlsx(site: &Site) -> Result<Vec<u8>, Box<Diagnostic>> {
    workbook(site).map_err(|error| {
        Box::new(Diagnostic::new(
            Code::TooLarge,
            format!("the matrix doesn't fit into a workbook: {error}"),
        ))
    })
}

fn workbook(site: &Site) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    // The time of making is part of the file; a fixed one keeps the bytes the same.
    let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_title(&site.settings.title)
            .set_creation_datetime(&made),
    );
    let head = Format::new().set_bold();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name("Matrix")?;
    for (column, name) in (0u16..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, name, &head)?;
        let width = match name {
            "statements" => 80.0,
            "skill" | "level" | "track" => 26.0,
            _ => 14.0,
        };
        sheet.set_column_width(column, width)?;
    }
    let mut last = 0;
    for (number, row) in (1u32..).zip(rows(site).take(MOST_ROWS)) {
        for (column, cell) in (0u16..).zip(row) {
            // A cell holds 32,767 characters.
            let cell: String = cell.chars().take(32_000).collect();
            sheet.write_string_with_format(number, column, cell, &text)?;
        }
        last = number;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last, COLUMNS.len() as u16 - 1)?;
    workbook.save_to_buffer()
}
