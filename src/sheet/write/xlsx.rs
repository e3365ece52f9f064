//! Tables as a workbook.

use super::{HEAD, ID, Unfit};
use crate::sheet::table::{INHERITED, LONGEST, Sheet, fitting};
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook,
    Worksheet, XlsxError,
};
use std::collections::HashSet;

/// The hidden sheet that holds what each cell was.
pub(in crate::sheet) const BASE: &str = "waypost";

/// What stands in the first cell of that sheet: the way in which it is written.
pub(in crate::sheet) const FORMAT: &str = "waypost 1";

/// Rows of a sheet: the limit of the format.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;

/// Tables as a workbook, a sheet each, with frozen heads, a filter and wrapped text. Where cells
/// have places in the content, the ids of rows and columns stand in a hidden column and row, and a
/// hidden sheet holds what each cell was.
pub fn xlsx(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, Unfit> {
    for sheet in sheets {
        if sheet.rows.len() + 2 > MOST_ROWS || sheet.columns.len() + 1 > MOST_COLUMNS {
            return Err(Unfit(format!(
                "`{}` has {} rows and {} columns, and a sheet holds {MOST_ROWS} and {MOST_COLUMNS}",
                sheet.name,
                sheet.rows.len(),
                sheet.columns.len()
            )));
        }
    }
    workbook(title, sheets).map_err(unfit)
}

/// One table to read and not to bring back, whose rows are written as they come: those of a large
/// site would fill the memory twice. What doesn't fit into a sheet is left out of it.
pub(in crate::sheet) fn plain_xlsx(
    title: &str,
    name: &str,
    columns: &[(&str, f64)],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<Vec<u8>, Unfit> {
    let write = || {
        let mut workbook = begun(title)?;
        let tab = workbook.add_worksheet();
        tab.set_name(name)?;
        let (head, text) = (head(), text());
        for ((name, width), at) in columns.iter().zip(0u16..) {
            tab.write_string_with_format(0, at, *name, &head)?;
            tab.set_column_width(at, *width)?;
            // A format of each cell would be looked up for each cell.
            tab.set_column_format(at, &text)?;
        }
        let mut last = 0;
        for (row, at) in rows.zip(1..MOST_ROWS as u32) {
            let cells = row.iter().zip(0u16..);
            for (cell, column) in cells.filter(|(cell, _)| !cell.is_empty()) {
                tab.write_string(at, column, fitting(cell))?;
            }
            last = at;
        }
        finish(tab, (0, 0), 0, (last, columns.len()))?;
        workbook.save_to_buffer()
    };
    write().map_err(unfit)
}

fn unfit(error: XlsxError) -> Unfit {
    Unfit(format!("this doesn't fit into a workbook: {error}"))
}

/// A workbook without sheets.
fn begun(title: &str) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    // The time of making is part of the file; a fixed one keeps the bytes the same.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title: String = title.chars().take(LONGEST).collect();
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_creation_datetime(&made),
    );
    Ok(workbook)
}

fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
}

/// As text: a spreadsheet would make a day of `1-2`, and a formula of `=`.
fn text() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_num_format("@")
}

/// What holds for a sheet as a whole: its head is at `top`, and so many columns stay in sight; the
/// last row, and how many columns there are.
fn finish(
    tab: &mut Worksheet,
    (top, left): (u32, u16),
    frozen: u16,
    (last, columns): (u32, usize),
) -> Result<(), XlsxError> {
    tab.set_freeze_panes(top + 1, frozen)?;
    tab.autofilter(top, left, last, left + columns as u16 - 1)?;
    tab.set_landscape();
    tab.set_repeat_rows(top, top)?;
    tab.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn workbook(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = begun(title)?;
    let mut names = HashSet::from([BASE.to_owned(), "history".to_owned()]);
    let mut lists: Vec<&Vec<String>> = Vec::new();
    for sheet in sheets {
        for list in &sheet.lists {
            if !lists.contains(&list) {
                lists.push(list);
            }
        }
    }
    for sheet in sheets {
        let name = tab_name(&sheet.name, &mut names);
        let tab = workbook.add_worksheet();
        tab.set_name(name)?;
        write(tab, sheet, &lists)?;
    }
    if sheets.iter().any(is_editable) {
        let tab = workbook.add_worksheet();
        tab.set_name(BASE)?;
        base(tab, sheets, &lists)?;
        tab.set_very_hidden(true);
    }
    workbook.save_to_buffer()
}

/// Whether anything of a sheet can be brought back.
fn is_editable(sheet: &Sheet) -> bool {
    sheet.columns.iter().any(|column| !column.key.is_empty())
}

/// A name that a tab may have: short, without signs that formulas use, and of its own.
/// <https://support.microsoft.com/office/3f1f7148-ee83-404d-8ef0-9ff99fbad1f9>
fn tab_name(name: &str, taken: &mut HashSet<String>) -> String {
    let plain = |c: char| match c {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    let name: String = name.chars().map(plain).collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    let words = match words.is_empty() {
        true => "Sheet".to_owned(),
        false => words.join(" "),
    };
    let cut = |most: usize| {
        let mut units = 0;
        let kept = words.chars().take_while(|c| {
            units += c.len_utf16();
            units <= most
        });
        kept.collect::<String>().trim().to_owned()
    };
    let mut name = cut(31);
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        name = format!("{} {number}", cut(26));
        number += 1;
    }
    name
}

fn write(tab: &mut Worksheet, sheet: &Sheet, lists: &[&Vec<String>]) -> Result<(), XlsxError> {
    let (head, text) = (head(), text());
    let quiet = text.clone().set_font_color(Color::RGB(0x0059_5959));
    let editable = is_editable(sheet);
    // The ids stand in the first column and the keys in the first row.
    let (top, left) = if editable { (1u32, 1u16) } else { (0, 0) };
    if editable {
        tab.write_string(0, 0, ID)?;
        tab.write_string(1, 0, HEAD)?;
        tab.set_column_hidden(0)?;
        tab.set_row_hidden(0)?;
    }
    for (column, at) in sheet.columns.iter().zip(left..) {
        if editable {
            tab.write_string(0, at, &column.key)?;
        }
        tab.write_string_with_format(top, at, fitting(&column.head), &head)?;
        tab.set_column_width(at, column.width)?;
    }
    for (row, at) in sheet.rows.iter().zip(top + 1..) {
        if editable {
            tab.write_string(at, 0, &row.id)?;
        }
        for (cell, column) in row.cells.iter().zip(left..) {
            let is_quiet = editable
                && (cell.slot.is_none()
                    || cell.fixed.is_some()
                    || cell.text.starts_with(INHERITED));
            let format = if is_quiet { &quiet } else { &text };
            match cell.text.is_empty() {
                true => tab.write_blank(at, column, format)?,
                false => tab.write_string_with_format(at, column, fitting(&cell.text), format)?,
            };
        }
    }
    for column in 0..sheet.columns.len() {
        choices(tab, sheet, column, (top + 1, left), lists)?;
    }
    let labels = sheet
        .columns
        .iter()
        .take_while(|column| is_label(column.key.as_str()));
    let frozen = if editable {
        left + labels.count() as u16
    } else {
        0
    };
    let last = top + sheet.rows.len() as u32;
    finish(tab, (top, left), frozen, (last, sheet.columns.len()))
}

/// Whether a column says what a row is about, and stays in sight.
fn is_label(key: &str) -> bool {
    matches!(key, "area" | "skill" | "title")
}

/// Puts the lists to choose from on the cells of a column, one rule for each stretch of rows.
fn choices(
    tab: &mut Worksheet,
    sheet: &Sheet,
    column: usize,
    (top, left): (u32, u16),
    lists: &[&Vec<String>],
) -> Result<(), XlsxError> {
    let at = left + column as u16;
    let list_of = |row: usize| sheet.rows[row].cells.get(column).and_then(|cell| cell.list);
    let mut row = 0;
    while row < sheet.rows.len() {
        let list = list_of(row);
        let end = (row..sheet.rows.len())
            .find(|row| list_of(*row) != list)
            .unwrap_or(sheet.rows.len());
        let place = list
            .and_then(|list| sheet.lists.get(list))
            .and_then(|list| Some((lists.iter().position(|known| *known == list)?, list.len())));
        if let Some((place, length)) = place {
            let name = column_name(LISTS + place as u16);
            let range = format!("={BASE}!${name}$2:${name}${}", length + 1);
            let rule = DataValidation::new().allow_list_formula(Formula::new(range));
            tab.add_data_validation(top + row as u32, at, top + end as u32 - 1, at, &rule)?;
        }
        row = end;
    }
    Ok(())
}

/// The first column of the hidden sheet that holds a list to choose from.
const LISTS: u16 = 4;

/// What a spreadsheet calls a column: A, …, Z, AA.
fn column_name(column: u16) -> String {
    let mut name = String::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        let letter = (rest - 1) % 26;
        name.insert(0, char::from(b'A' + letter as u8));
        rest = (rest - 1) / 26;
    }
    name
}

/// What each cell was: the id of its row, the key of its column, and its text.
fn base(tab: &mut Worksheet, sheets: &[Sheet], lists: &[&Vec<String>]) -> Result<(), XlsxError> {
    let text = Format::new().set_num_format("@");
    tab.write_string(0, 0, FORMAT)?;
    for (list, column) in lists.iter().zip(LISTS..) {
        for (name, row) in list.iter().zip(1u32..) {
            tab.write_string_with_format(row, column, name, &text)?;
        }
    }
    let cells = sheets.iter().flat_map(|sheet| {
        sheet.rows.iter().flat_map(move |row| {
            let cells = sheet.columns.iter().zip(&row.cells);
            cells
                .filter(|(_, cell)| cell.slot.is_some())
                .map(move |(column, cell)| (row, column, cell))
        })
    });
    for ((row, column, cell), at) in cells.zip(1u32..) {
        tab.write_string(at, 0, &row.id)?;
        tab.write_string(at, 1, &column.key)?;
        tab.write_string_with_format(at, 2, fitting(&cell.text), &text)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_name(column), name);
        }
    }

    #[test]
    fn tabs_have_names_that_they_may_have() {
        let mut taken = HashSet::new();
        assert_eq!(tab_name("A/B: 'c'", &mut taken), "A B c");
        assert_eq!(tab_name("a b c", &mut taken), "a b c 2");
        assert_eq!(tab_name("  ", &mut taken), "Sheet");
        let long = tab_name(&"😀".repeat(40), &mut taken);
        assert_eq!(long.encode_utf16().count(), 30);
    }
}
