//! Finds the table in a sheet: the row of heads, the columns of labels, and where it ends.

use super::grid::Grid;
use super::marks::{one_line, plain};
use super::words::{is_about_head, is_area_head, is_level_head, is_level_like, is_skill_head};
use std::collections::{BTreeMap, BTreeSet};

/// Rows from the top in which the heads are looked for.
const FIRST_ROWS: usize = 60;

/// A head is no longer than this.
const LONGEST_HEAD: usize = 160;

/// Where things stand in a sheet.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The row of heads.
    pub head: usize,
    /// The row above it that groups its columns, if there is one.
    pub groups: Option<usize>,
    /// The column of what groups the rows.
    pub area: Option<usize>,
    /// The columns that name the rows.
    pub names: Vec<usize>,
    /// The column that says what a row is about.
    pub about: Option<usize>,
    /// The columns of the table.
    pub body: Vec<usize>,
    /// The row behind the last one.
    pub end: usize,
}

/// A row with its cells.
type Rows<'a> = BTreeMap<usize, Vec<(usize, &'a str)>>;

/// The first table at or below a row; `told` is the row of its heads where somebody says so.
pub(super) fn layout(grid: &Grid, from: usize, told: Option<usize>) -> Option<Layout> {
    let rows = grid.rows();
    let head = match told {
        Some(row) => rows.contains_key(&row).then_some(row)?,
        None => head_row(grid, &rows, from)?,
    };
    let heads: BTreeMap<usize, &str> = rows[&head].iter().copied().collect();
    let end = next_heads(&rows, head, &heads).unwrap_or(usize::MAX);
    let below: Vec<usize> = rows.range(head + 1..end).map(|(row, _)| *row).collect();
    let filled = |column: usize| {
        let texts = below
            .iter()
            .filter(|row| !grid.text((**row, column)).is_empty());
        texts.count()
    };
    let mut columns: BTreeSet<usize> = heads.keys().copied().collect();
    // Names of rows often have no head.
    let first = columns.first().copied().unwrap_or(0);
    columns.extend((0..first).filter(|column| filled(*column) > 0));
    let columns: Vec<usize> = columns.into_iter().collect();
    let labels = labels(grid, &columns, &heads, &below, &filled);
    let body: Vec<usize> = columns[labels.len()..].to_vec();
    if body.is_empty() || below.is_empty() {
        return None;
    }
    let roles = roles(grid, &labels, &heads, &below);
    Some(Layout {
        groups: groups(grid, &rows, head, &body),
        head,
        area: roles.area,
        names: roles.names,
        about: roles.about,
        body,
        end,
    })
}

fn is_headlike(text: &str) -> bool {
    let plain = plain(text);
    plain.chars().count() <= LONGEST_HEAD && plain.lines().count() <= 4
}

fn level_likes(cells: &[(usize, &str)]) -> usize {
    cells.iter().filter(|(_, text)| is_level_like(text)).count()
}

/// Whether most cells of a row name levels.
fn names_levels(cells: &[(usize, &str)]) -> bool {
    let count = level_likes(cells);
    let labels = cells.len().min(3);
    count >= 2 && count + labels >= cells.len() && cells.iter().all(|(_, text)| is_headlike(text))
}

/// The row that names the columns: the first of those that name levels; else the first that is
/// about as wide as the widest, above which nothing as wide stands.
fn head_row(grid: &Grid, rows: &Rows<'_>, from: usize) -> Option<usize> {
    let first: Vec<(&usize, &Vec<(usize, &str)>)> = rows.range(from..).take(FIRST_ROWS).collect();
    let is_label = |text: &str| {
        is_area_head(text) || is_skill_head(text) || is_level_head(text) || is_about_head(text)
    };
    let filled = |row: usize, column: usize| {
        rows.range(row + 1..)
            .any(|(_, cells)| cells.iter().any(|(at, _)| *at == column))
    };
    let spans = |row: usize| grid.merged_in(row).any(|merged| merged.is_wide());
    let width = |row: usize, cells: &[(usize, &str)]| {
        let heads = cells
            .iter()
            .filter(|(column, text)| is_headlike(text) && filled(row, *column));
        heads.count()
    };
    let widest = first.iter().map(|(row, cells)| width(**row, cells)).max()?;
    let named = first
        .iter()
        .find(|(row, cells)| names_levels(cells) && !spans(**row));
    let labelled = first.iter().find(|(row, cells)| {
        let labels = cells
            .iter()
            .take(3)
            .filter(|(_, text)| is_label(text))
            .count();
        labels > 0 && cells.len() >= 2 && width(**row, cells) * 2 >= widest
    });
    let wide = || {
        first.iter().find(|(row, cells)| {
            let width = width(**row, cells);
            width >= 2 && width * 5 >= widest * 3 && !(spans(**row) && width < widest)
        })
    };
    let one = || {
        first
            .iter()
            .find(|(row, cells)| width(**row, cells) >= 1 && cells.len() >= 2)
    };
    let found = match (named, labelled) {
        (Some(one), Some(other)) => Some(if one.0 <= other.0 { one } else { other }),
        (one, other) => one.or(other),
    };
    found.or_else(wide).or_else(one).map(|(row, _)| **row)
}

/// A row of other heads, where another table begins.
fn next_heads(rows: &Rows<'_>, head: usize, heads: &BTreeMap<usize, &str>) -> Option<usize> {
    let named: Vec<(usize, &str)> = heads
        .iter()
        .map(|(column, text)| (*column, *text))
        .collect();
    if !names_levels(&named) {
        return None;
    }
    let mut below = rows.range(head + 1..);
    let found = below.find(|(_, cells)| {
        let is_same = cells
            .iter()
            .all(|(column, text)| heads.get(column) == Some(text));
        let labels = cells.first().is_some_and(|(column, text)| {
            !heads.contains_key(column) || heads.get(column) == Some(text) || is_level_like(text)
        });
        names_levels(cells) && level_likes(cells) * 2 > cells.len() && labels && !is_same
    });
    found.map(|(row, _)| *row)
}

/// The columns that name the rows, from the left.
fn labels(
    grid: &Grid,
    columns: &[usize],
    heads: &BTreeMap<usize, &str>,
    below: &[usize],
    filled: &dyn Fn(usize) -> usize,
) -> Vec<usize> {
    let named: Vec<(usize, &str)> = heads
        .iter()
        .map(|(column, text)| (*column, *text))
        .collect();
    let is_by_level = names_levels(&named);
    let is_known = |column: usize| {
        let head = heads.get(&column).copied().unwrap_or_default();
        head.is_empty()
            || is_area_head(head)
            || is_skill_head(head)
            || is_level_head(head)
            || is_about_head(head)
            || is_by_level && !is_level_like(head)
    };
    let mut count = columns
        .iter()
        .take_while(|column| is_known(**column))
        .count();
    // Of the unknown heads of levels in rows, the second column may still name them: a code and a
    // title.
    let is_level_column = |column: usize| {
        let texts = below.iter().map(|row| grid.text((*row, column)));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        texts.len() >= 2
            && texts.iter().filter(|text| is_level_like(text)).count() * 3 >= texts.len() * 2
    };
    if !is_by_level
        && count < 2
        && columns.len() > count + 2
        && count > 0
        && is_level_column(columns[0])
        && is_level_column(columns[1])
    {
        count = 2;
    }
    // A first column with gaps groups the second one.
    if count == 0 {
        let (first, second) = (columns.first().copied(), columns.get(1).copied());
        let is_sparse = first.zip(second).is_some_and(|(first, second)| {
            let spans = below.iter().any(|row| {
                grid.over((*row, first))
                    .is_some_and(super::grid::Merged::is_high)
            });
            columns.len() > 3 && (spans || filled(first) * 2 <= filled(second))
        });
        count = if is_sparse { 2 } else { 1 };
    }
    columns[..count.min(columns.len().saturating_sub(1)).min(5)].to_vec()
}

struct Roles {
    area: Option<usize>,
    names: Vec<usize>,
    about: Option<usize>,
}

/// What each column of labels is for: by its head, else by how it is filled.
fn roles(grid: &Grid, labels: &[usize], heads: &BTreeMap<usize, &str>, below: &[usize]) -> Roles {
    let mut roles = Roles {
        area: None,
        names: Vec::new(),
        about: None,
    };
    let mut rest = Vec::new();
    for column in labels {
        let head = heads.get(column).copied().unwrap_or_default();
        match head {
            head if is_area_head(head) && roles.area.is_none() => roles.area = Some(*column),
            head if is_about_head(head) && roles.about.is_none() => roles.about = Some(*column),
            head if is_skill_head(head) || is_level_head(head) => roles.names.push(*column),
            _ => rest.push(*column),
        }
    }
    let groups_others = |column: usize| {
        let texts: Vec<String> = below
            .iter()
            .map(|row| one_line(grid.text((*row, column))))
            .collect();
        let named = texts.iter().filter(|text| !text.is_empty());
        let distinct: BTreeSet<&String> = named.clone().collect();
        let spans = below.iter().any(|row| {
            grid.over((*row, column))
                .is_some_and(super::grid::Merged::is_high)
        });
        spans || distinct.len() * 4 <= below.len() * 3
    };
    for column in rest {
        let is_before = roles.names.first().is_none_or(|name| column < *name);
        let is_alone = labels.len() == 1;
        if roles.area.is_none() && is_before && !is_alone && groups_others(column) {
            roles.area = Some(column);
        } else if roles.names.is_empty() {
            roles.names.push(column);
        } else if roles.about.is_none() {
            roles.about = Some(column);
        } else {
            roles.names.push(column);
        }
    }
    if roles.names.is_empty() {
        // One column alone names the rows, whatever its head says.
        roles.names.extend(roles.area.take().or(roles.about.take()));
    }
    roles.names.sort_unstable();
    roles
}

/// The row above the heads that groups them: of several cells over the body, or of one that is
/// merged over a part of it.
fn groups(grid: &Grid, rows: &Rows<'_>, head: usize, body: &[usize]) -> Option<usize> {
    let (row, cells) = rows.range(..head).next_back()?;
    let (first, last) = (*body.first()?, *body.last()?);
    let over: Vec<usize> = cells
        .iter()
        .map(|(column, _)| *column)
        .filter(|at| *at >= first)
        .collect();
    let is_whole = |merged: &super::grid::Merged| merged.first.1 <= first && merged.last.1 >= last;
    let spans = grid
        .merged_in(*row)
        .any(|merged| merged.first.1 >= first && merged.is_wide() && !is_whole(merged));
    let is_near = row + 1 == head || grid.over((head - 1, first)).is_some();
    let fits = is_near && !over.is_empty() && over.len() < body.len() && over.len() == cells.len();
    (fits && (spans || over.len() >= 2)).then_some(*row)
}
