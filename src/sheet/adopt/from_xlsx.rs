//! The sheets of a workbook.

use super::grid::Grid;
use crate::sheet::read::{Fault, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, bounded, no_workbook};
use crate::sheet::write::BASE;
use calamine::{DataRef, Reader, SheetType, Xlsx, XlsxFormulaMetadata};
use std::io::Cursor;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The sheets of a workbook, with the values of formulas.
///
/// # Errors
/// Where it can't be read, is larger than a person's workbook is, or was exported by Waypost.
pub fn grids_of_xlsx(bytes: &[u8]) -> Result<Vec<Grid>, Vec<Fault>> {
    bounded(bytes).map_err(|fault| vec![fault])?;
    let mut workbook: Workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| vec![no_workbook()])?;
    let tabs = workbook.sheets_metadata().iter();
    let tabs = tabs.filter(|tab| tab.typ == SheetType::WorkSheet);
    let tabs: Vec<String> = tabs.map(|tab| tab.name.clone()).collect();
    if tabs.iter().any(|tab| tab == BASE) {
        let message = "it was exported by Waypost";
        let help = "bring it back into its site with `waypost import FILE`, without `--new`";
        return Err(vec![Fault::new("", message, help)]);
    }
    let mut left = MOST_CELLS;
    tabs.iter()
        .map(|tab| grid(&mut workbook, tab, &mut left).map_err(|fault| vec![fault]))
        .collect()
}

fn grid(workbook: &mut Workbook<'_>, tab: &str, left: &mut usize) -> Result<Grid, Fault> {
    let unreadable = || Fault::new(tab, "it can't be read", "save it again");
    let mut grid = Grid::called(tab);
    let mut cells = workbook
        .worksheet_cells_reader(tab)
        .map_err(|_| unreadable())?;
    while let Some(cell) = cells
        .next_cell_with_formula_metadata()
        .map_err(|_| unreadable())?
    {
        let at = (cell.pos.0 as usize, cell.pos.1 as usize);
        let formula = match &cell.formula {
            Some(XlsxFormulaMetadata::Normal { formula }) => Some(formula.as_str()),
            Some(_) => Some(""),
            None => None,
        };
        let text = match text(&cell.value) {
            Ok(text) => text,
            Err(error) => {
                grid.leave(Some(at), error, "a formula that came to an error");
                continue;
            }
        };
        if text.trim().is_empty() {
            if let Some(formula) = formula {
                grid.leave(
                    Some(at),
                    &format!("={formula}"),
                    "a formula that was never computed, or came to nothing",
                );
            }
            continue;
        }
        if at.0 > MOST_ROWS || at.1 >= MOST_COLUMNS {
            let message = format!(
                "something stands behind the first {MOST_ROWS} rows or {MOST_COLUMNS} columns"
            );
            return Err(Fault::new(tab, message, "delete it").in_cell(at.0 + 1, at.1));
        }
        *left = left.saturating_sub(1);
        if *left == 0 {
            let message = format!("there are more than {MOST_CELLS} cells");
            return Err(Fault::new(tab, message, "bring fewer in at a time").in_row(at.0 + 1));
        }
        grid.put(at, &text);
    }
    drop(cells);
    for region in workbook.merge_cells_by_sheet_name(tab).unwrap_or_default() {
        let place = |(row, column): (u32, u32)| (row as usize, column as usize);
        grid.merge(place(region.start), place(region.end));
    }
    Ok(grid)
}

/// What stands in a cell, as a person reads it; the error, where it is one.
fn text(value: &DataRef<'_>) -> Result<String, &'static str> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(true) => "✓".to_owned(),
        DataRef::Bool(false) => "✗".to_owned(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            match (moment.is_datetime(), hour, minute) {
                (true, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                (true, ..) => format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"),
                _ => moment.as_f64().to_string(),
            }
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => return Err(error_name(error)),
    })
}

fn error_name(error: &calamine::CellErrorType) -> &'static str {
    use calamine::CellErrorType as Of;
    match error {
        Of::Div0 => "#DIV/0!",
        Of::NA => "#N/A",
        Of::Name => "#NAME?",
        Of::Null => "#NULL!",
        Of::Num => "#NUM!",
        Of::Ref => "#REF!",
        Of::Value => "#VALUE!",
        Of::GettingData => "#GETTING_DATA",
    }
}
