//! A workbook as it came back.

use super::csv::too_many;
use super::names::{self, Texts};
use super::unpacked::{bounded, no_workbook};
use super::{Base, Fault, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Sheets};
use crate::sheet::write::{BASE, FORMAT};
use calamine::{DataRef, Reader, SheetType, Xlsx};
use std::collections::BTreeMap;
use std::io::Cursor;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook that was exported and edited. Sheets that were added to it are left alone.
///
/// # Errors
/// What is wrong with it, with sheet, row and column.
pub fn read_xlsx(bytes: &[u8]) -> Result<Sheets, Vec<Fault>> {
    bounded(bytes).map_err(|fault| vec![fault])?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| vec![no_workbook()])?;
    let tabs = workbook.sheets_metadata().iter();
    let tabs = tabs.filter(|tab| tab.typ == SheetType::WorkSheet);
    let tabs: Vec<String> = tabs.map(|tab| tab.name.clone()).collect();
    let mut sheets = Sheets::default();
    let mut out = Vec::new();
    let mut left = MOST_CELLS;
    if tabs.iter().any(|tab| tab == BASE) {
        let rows = rows(&mut workbook, BASE, usize::MAX, &mut left, &mut Vec::new());
        match rows {
            Some(rows) => base(rows, &mut sheets, &mut out),
            None => out.push(Fault::new(BASE, "it can't be read", "export it again")),
        }
    }
    for tab in tabs.iter().filter(|tab| *tab != BASE) {
        let mut faults = Vec::new();
        let Some(rows) = rows(&mut workbook, tab, MOST_ROWS, &mut left, &mut faults) else {
            out.append(&mut faults);
            if out.is_empty() {
                out.push(Fault::new(tab, "it can't be read", "save it again"));
            }
            continue;
        };
        let named = names::named(tab, rows, false, &mut sheets.base, &mut faults);
        // A sheet of somebody's own may hold formulas.
        if let Some(sheet) = named {
            merged(&mut workbook, tab, &mut faults);
            sheets.sheets.push(sheet);
            out.append(&mut faults);
        }
    }
    if sheets.sheets.is_empty() && out.is_empty() {
        out.push(Fault::new(
            "",
            "no sheet of it was exported by Waypost: none has a column `id`",
            "edit what `waypost export` writes; hidden columns and rows belong to it",
        ));
    }
    match out.is_empty() {
        true => Ok(sheets),
        false => Err(out),
    }
}

/// The cells of a sheet, row by row; nothing where it can't be read, or is larger than it may be.
fn rows(
    workbook: &mut Workbook<'_>,
    tab: &str,
    most: usize,
    left: &mut usize,
    out: &mut Vec<Fault>,
) -> Option<Vec<Texts>> {
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(tab).ok()?;
    loop {
        let cell = match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(_) => return None,
        };
        let (row, column) = cell.pos;
        let (at, place) = (row as usize + 1, column as usize);
        let key = rows.values().next().and_then(|keys| keys.get(place));
        let text = match cell.formula {
            Some(_) => Err(("a formula".to_owned(), "write what it comes to")),
            None => text(&cell.value, key.is_some_and(|key| DAYS.contains(&&**key))),
        };
        let text = match text {
            Ok(text) => text,
            Err((what, help)) => {
                out.push(Fault::new(tab, format!("here stands {what}"), help).in_cell(at, place));
                continue;
            }
        };
        if text.is_empty() {
            continue;
        }
        if place > MOST_COLUMNS {
            let message = format!("something stands behind the first {MOST_COLUMNS} columns");
            out.push(Fault::new(tab, message, "delete it").in_cell(at, place));
            return None;
        }
        if rows.len() > most {
            out.push(too_many(tab, at));
            return None;
        }
        *left = left.saturating_sub(1);
        if *left == 0 {
            let message = format!("there are more than {MOST_CELLS} cells");
            out.push(Fault::new(tab, message, "bring fewer back at a time").in_row(at));
            return None;
        }
        let texts = rows.entry(row).or_default();
        if texts.len() <= place {
            texts.resize(place + 1, String::new());
        }
        texts[place] = text;
    }
    let rows = rows.into_iter();
    Some(rows.map(|(row, texts)| (row as usize + 1, texts)).collect())
}

/// Columns in which a day may stand.
const DAYS: [&str; 2] = ["checked", "reviewed"];

/// What stands in a cell, as a text; else what it is, and what to do.
fn text(value: &DataRef<'_>, takes_day: bool) -> Result<String, (String, &'static str)> {
    let as_text = "format the cell as text, and write what was meant";
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(moment) => {
            let day = moment.as_f64();
            let (year, month, date, ..) = moment.to_ymd_hms_milli();
            if !moment.is_datetime() || day.fract() != 0.0 {
                return Err(("a time".to_owned(), as_text));
            }
            let written = format!("{year:04}-{month:02}-{date:02}");
            if !takes_day {
                return Err((format!("the day {written}"), as_text));
            }
            written
        }
        DataRef::DateTimeIso(text) => match text.split_once('T') {
            Some((day, "00:00:00")) => day.to_owned(),
            _ => text.clone(),
        },
        DataRef::DurationIso(_) => return Err(("a length of time".to_owned(), as_text)),
        DataRef::Error(error) => return Err((format!("the error `{error}`"), as_text)),
    })
}

/// Reports cells that were merged: which of them a text belongs to can't be told.
fn merged(workbook: &mut Workbook<'_>, tab: &str, out: &mut Vec<Fault>) {
    let Ok(regions) = workbook.merge_cells_by_sheet_name(tab) else {
        return;
    };
    for region in regions {
        let (row, column) = region.start;
        let (last_row, last_column) = region.end;
        let end = format!(
            "{}{}",
            names::column_name(last_column as usize),
            last_row as usize + 1
        );
        let message = format!("the cells from here to {end} are merged");
        let fault = Fault::new(tab, message, "split them, and write what each holds");
        out.push(fault.in_cell(row as usize + 1, column as usize));
    }
}

/// What each cell was, from the hidden sheet.
fn base(rows: Vec<Texts>, sheets: &mut Sheets, out: &mut Vec<Fault>) {
    let mut rows = rows.into_iter();
    let format = rows.next().and_then(|(_, cells)| cells.into_iter().next());
    if format.as_deref() != Some(FORMAT) {
        let message = "it was exported by another version, or its hidden sheet was changed";
        out.push(Fault::new(BASE, message, "export it again, and edit that"));
        return;
    }
    for (_, cells) in rows {
        let mut cells = cells.into_iter();
        let (Some(id), Some(key)) = (cells.next(), cells.next()) else {
            continue;
        };
        if !id.is_empty() && !key.is_empty() {
            let text = cells.next().unwrap_or_default();
            sheets.base.insert((id, key), Base::Text(text));
        }
    }
}
