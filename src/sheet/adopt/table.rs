//! A table as two rows of heads and what stands where they meet; not yet which of them are levels.

use super::grid::Grid;
use super::layout::{Layout, layout};
use super::marks::one_line;
use std::collections::{BTreeMap, HashMap};

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Its sheet, or the heading above it.
    pub name: String,
    /// Its file.
    pub stem: String,
    /// A line above it that may be its title.
    pub title: Option<String>,
    pub across: Vec<Head>,
    pub down: Vec<Head>,
    /// What the column of names is called.
    pub corner: String,
    pub cells: Vec<Body>,
    /// The places of cells among them, by row and column.
    known: HashMap<(usize, usize), usize>,
    /// Groups of rows, and where each is named.
    pub groups: Vec<(String, String)>,
    /// Heads of columns that only say what stands in them.
    pub labels: Vec<String>,
    /// Where the row of heads stands.
    pub head: String,
}

/// A head of a row or a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub text: String,
    /// What it is grouped under.
    pub group: String,
    pub about: String,
    pub place: String,
}

/// A cell within the table.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub down: usize,
    pub across: usize,
    pub text: String,
    pub place: String,
    /// Whether it is only the rest of a merged cell that begins further left (0) or above (1).
    pub rest_of: Option<(usize, usize)>,
}

/// A line as the name of an area is no longer.
const LONGEST_NAME: usize = 80;

/// A sheet with more tables than this is none of a person's.
const MOST_TABLES: usize = 50;

/// All tables of a sheet. What stands beside them is left in the sheet.
pub(super) fn tables(grid: &mut Grid, told: Option<usize>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut from = 0;
    let mut told = told;
    while let Some(layout) = layout(grid, from, told) {
        let table = table(grid, from, &layout);
        from = layout.end;
        tables.push(table);
        if from == usize::MAX || tables.len() == MOST_TABLES {
            break;
        }
        told = None;
    }
    if from != usize::MAX && !tables.is_empty() {
        let rest: Vec<_> = grid
            .cells
            .range((from, 0)..)
            .map(|(at, text)| (*at, text.clone()))
            .collect();
        for (at, text) in rest {
            grid.leave(
                Some(at),
                &text,
                "it stands behind the last table that was found",
            );
        }
    }
    if tables.is_empty() {
        let cells: Vec<((usize, usize), String)> = grid
            .cells
            .iter()
            .map(|(at, text)| (*at, text.clone()))
            .collect();
        for (at, text) in cells {
            grid.leave(Some(at), &text, "no table was found in this sheet");
        }
    }
    // One of several is told from the others by the line above it.
    if tables.len() > 1 {
        for table in &mut tables {
            if let Some(title) = &table.title {
                table.name.clone_from(title);
            }
        }
    }
    tables
}

fn table(grid: &mut Grid, from: usize, layout: &Layout) -> Table {
    let mut table = Table {
        name: grid.name.clone(),
        stem: grid.stem.clone(),
        corner: layout.names.first().map_or(String::new(), |name| {
            one_line(grid.text((layout.head, *name)))
        }),
        head: grid.place((layout.head, layout.names.first().copied().unwrap_or(0))),
        across: layout
            .body
            .iter()
            .map(|column| across(grid, layout, *column))
            .collect(),
        labels: labels(grid, layout),
        ..Table::default()
    };
    above(grid, from, layout, &mut table);
    let rows = grid.rows_of(layout.head + 1..layout.end);
    let heads: Vec<(usize, String)> = layout
        .body
        .iter()
        .map(|column| (*column, grid.text((layout.head, *column)).to_owned()))
        .collect();
    let is_filled =
        |cells: &[(usize, String)]| cells.iter().any(|(at, _)| layout.body.contains(at));
    let last = rows.iter().rposition(|(_, cells)| is_filled(cells));
    let mut area = String::new();
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (place, (row, cells)) in rows.iter().enumerate() {
        if last.is_none_or(|last| place > last) {
            behind(grid, layout, &rows, place, &mut table);
            continue;
        }
        // Heads that are repeated for each sheet of paper.
        let is_heads = heads
            .iter()
            .all(|head| head.1.is_empty() || cells.contains(head));
        if is_heads {
            continue;
        }
        let of_area = layout.area.map_or("", |column| grid.filled((*row, column)));
        if !of_area.is_empty() {
            area = one_line(of_area);
            let column = layout.area.unwrap_or_default();
            if table.groups.last().is_none_or(|(known, _)| *known != area) {
                table
                    .groups
                    .push((area.clone(), grid.place((*row, column))));
            }
        }
        let name = name(grid, layout, *row);
        if !is_filled(cells) && is_group(grid, layout, &rows, place) {
            if let Some((column, text)) = cells.first() {
                area = one_line(text);
                table
                    .groups
                    .push((area.clone(), grid.place((*row, *column))));
            }
            for (at, text) in cells.iter().skip(1) {
                grid.leave(
                    Some((*row, *at)),
                    text,
                    "it stands beside the head of a group",
                );
            }
            continue;
        }
        let about = layout
            .about
            .map_or("", |column| grid.text((*row, column)))
            .to_owned();
        let down = match (name.is_empty(), table.down.len().checked_sub(1)) {
            // What goes on below without a name.
            (true, Some(last)) => last,
            (true, None) => {
                for (at, text) in cells {
                    grid.leave(Some((*row, *at)), text, "no name stands before it");
                }
                continue;
            }
            (false, _) => {
                let key = (area.clone(), one_line(&name));
                *known.entry(key).or_insert_with(|| {
                    table.down.push(Head {
                        text: name.clone(),
                        group: area.clone(),
                        about: String::new(),
                        place: grid.place((*row, layout.names[0])),
                    });
                    table.down.len() - 1
                })
            }
        };
        if !about.is_empty() {
            let known = &mut table.down[down].about;
            if !known.is_empty() {
                known.push('\n');
            }
            known.push_str(&about);
        }
        body(grid, layout, *row, down, cells, &mut table);
    }
    table
}

/// The cells of a row.
fn body(
    grid: &mut Grid,
    layout: &Layout,
    row: usize,
    down: usize,
    cells: &[(usize, String)],
    table: &mut Table,
) {
    for (across, column) in layout.body.iter().enumerate() {
        let at = (row, *column);
        let text = grid.text(at).to_owned();
        let merged = grid
            .over(at)
            .filter(|merged| merged.first != at)
            .map(|merged| merged.first);
        let rest_of = merged.filter(|first| text.is_empty() && !grid.text(*first).is_empty());
        let rest_of = rest_of.map(|first| (row - first.0.min(row), column - first.1.min(*column)));
        if text.is_empty() && rest_of.is_none() {
            continue;
        }
        // A row without a name goes on with what stands above.
        if let Some(place) = table.known.get(&(down, across)) {
            let cell = &mut table.cells[*place];
            if rest_of.is_none() {
                cell.text = format!("{}\n{text}", cell.text);
            }
            continue;
        }
        table.known.insert((down, across), table.cells.len());
        table.cells.push(Body {
            down,
            across,
            text,
            place: grid.place(at),
            rest_of,
        });
    }
    for (column, text) in cells {
        let is_known = layout.body.contains(column)
            || layout.names.contains(column)
            || layout.area == Some(*column)
            || layout.about == Some(*column);
        if !is_known {
            grid.leave(Some((row, *column)), text, "no head stands above it");
        }
    }
}

/// The heads of the columns of labels.
fn labels(grid: &Grid, layout: &Layout) -> Vec<String> {
    let columns = layout.names.iter().chain(&layout.area).chain(&layout.about);
    let heads = columns.map(|column| one_line(grid.text((layout.head, *column))));
    heads.filter(|head| !head.is_empty()).collect()
}

/// The name of a row: of several columns that name it, both.
fn name(grid: &Grid, layout: &Layout, row: usize) -> String {
    let parts = layout
        .names
        .iter()
        .map(|column| grid.filled((row, *column)));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn across(grid: &Grid, layout: &Layout, column: usize) -> Head {
    let group = layout.groups.map_or("", |row| {
        let own = grid.filled((row, column));
        let before = || {
            let columns = layout.body.iter().rev().filter(|at| **at < column);
            let mut texts = columns.map(|at| grid.filled((row, *at)));
            texts.find(|text| !text.is_empty()).unwrap_or_default()
        };
        if own.is_empty() { before() } else { own }
    });
    Head {
        text: grid.text((layout.head, column)).to_owned(),
        group: one_line(group),
        about: String::new(),
        place: grid.place((layout.head, column)),
    }
}

/// Whether a row with nothing in the table is the head of those that follow.
fn is_group(
    grid: &Grid,
    layout: &Layout,
    rows: &[(usize, Vec<(usize, String)>)],
    place: usize,
) -> bool {
    let (row, cells) = &rows[place];
    let Some((column, text)) = cells.first() else {
        return false;
    };
    let is_short = one_line(text).chars().count() <= LONGEST_NAME;
    let is_wide = grid
        .over((*row, *column))
        .is_some_and(super::grid::Merged::is_wide);
    let in_area = layout.area == Some(*column) && cells.len() == 1;
    let is_alone =
        layout.area.is_none() && layout.names.first() == Some(column) && cells.len() == 1;
    let next = rows.get(place + 1).map(|(_, cells)| cells);
    let leads = next.is_some_and(|cells| cells.iter().any(|(at, _)| layout.body.contains(at)));
    is_short && (is_wide || in_area || is_alone && leads)
}

/// What stands above the heads: the first line is a title, if it is one.
fn above(grid: &mut Grid, from: usize, layout: &Layout, table: &mut Table) {
    for (row, cells) in grid.rows_of(from..layout.head) {
        if Some(row) == layout.groups {
            continue;
        }
        for (at, text) in &cells {
            let line = one_line(text);
            let is_title =
                table.title.is_none() && cells.len() == 1 && line.chars().count() <= LONGEST_NAME;
            match is_title {
                true => table.title = Some(line),
                false => grid.leave(Some((row, *at)), text, "it stands above the table"),
            }
        }
    }
}

/// What stands behind the last row with anything in the table.
fn behind(
    grid: &mut Grid,
    layout: &Layout,
    rows: &[(usize, Vec<(usize, String)>)],
    place: usize,
    table: &mut Table,
) {
    let (row, cells) = &rows[place];
    // The rest of a merged cell belongs to its table.
    let is_rest = layout
        .body
        .iter()
        .any(|column| !grid.filled((*row, *column)).is_empty());
    if is_rest && !name(grid, layout, *row).is_empty() {
        let text = name(grid, layout, *row);
        table.down.push(Head {
            text,
            place: grid.place((*row, layout.names[0])),
            group: table
                .down
                .last()
                .map_or(String::new(), |head| head.group.clone()),
            about: String::new(),
        });
        let down = table.down.len() - 1;
        body(grid, layout, *row, down, cells, table);
        return;
    }
    for (at, text) in cells {
        grid.leave(Some((*row, *at)), text, "it stands below the table");
    }
}
