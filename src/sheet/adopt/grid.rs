//! A sheet as it stands, before anybody knows what it means: texts of cells and their addresses.

use super::report::Left;
use crate::sheet::read::column_name;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// A sheet of a workbook, a file of CSV, or a table in Markdown.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What it is called: its tab, or the heading that it stands under; empty for CSV.
    pub name: String,
    /// What its file is called.
    pub(super) stem: String,
    /// The file, where several were given.
    pub(super) file: Option<String>,
    /// The texts by row and column, from 0. None is empty or holds a control character but those
    /// of [`super::marks`].
    pub(super) cells: BTreeMap<(usize, usize), String>,
    /// Merged cells, by each of their rows.
    merged: HashMap<usize, Vec<Merged>>,
    /// How many rows of merged cells were taken down.
    spanned: usize,
    /// The line of each row, where it is a table in Markdown.
    pub(super) lines: Vec<usize>,
    /// What stood there and is no text.
    pub(super) left: Vec<Left>,
}

/// Rows of merged cells beyond these are taken for what they are one by one.
const MOST_SPANNED: usize = 100_000;

/// Cells that are one: the first and the last row and column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Merged {
    pub first: (usize, usize),
    pub last: (usize, usize),
}

impl Merged {
    pub fn holds(&self, (row, column): (usize, usize)) -> bool {
        (self.first.0..=self.last.0).contains(&row)
            && (self.first.1..=self.last.1).contains(&column)
    }

    /// Whether it goes over several columns.
    pub fn is_wide(&self) -> bool {
        self.last.1 > self.first.1
    }

    /// Whether it goes over several rows.
    pub fn is_high(&self) -> bool {
        self.last.0 > self.first.0
    }
}

impl Grid {
    pub(super) fn called(name: impl Into<String>) -> Grid {
        Grid {
            name: name.into(),
            ..Grid::default()
        }
    }

    /// Says that it is one of several files.
    pub fn of_file(&mut self, file: &str) {
        self.file = Some(file.to_owned());
        for left in &mut self.left {
            left.place = format!("{file}, {}", left.place);
        }
    }

    /// Puts a text into its place, without what no page can show; that is told.
    pub(super) fn put(&mut self, at: (usize, usize), text: &str) {
        let clean = clean(text);
        if clean.odd > 0 {
            self.leave(
                Some(at),
                "",
                match clean.odd {
                    1 => "a character that no page shows was taken out of this cell".to_owned(),
                    count => {
                        format!("{count} characters that no page shows were taken out of this cell")
                    }
                },
            );
        }
        if !clean.text.is_empty() {
            self.cells.insert(at, clean.text);
        }
    }

    /// Takes down what can't be placed.
    pub(super) fn leave(&mut self, at: Option<(usize, usize)>, text: &str, why: impl Into<String>) {
        let place = match at {
            Some(at) => self.place(at),
            None => self.whole(),
        };
        self.left.push(Left {
            place,
            text: text.to_owned(),
            why: why.into(),
        });
    }

    /// The text of a cell; empty where nothing stands.
    pub(super) fn text(&self, at: (usize, usize)) -> &str {
        self.cells.get(&at).map_or("", String::as_str)
    }

    /// The text of a cell, or of the merged one that it is a part of.
    pub(super) fn filled(&self, at: (usize, usize)) -> &str {
        match self.text(at) {
            "" => self.over(at).map_or("", |merged| self.text(merged.first)),
            text => text,
        }
    }

    /// Takes merged cells down, after all cells.
    pub(super) fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        let end = self.cells.keys().next_back().map_or(0, |(row, _)| *row);
        for row in first.0..=last.0.min(end) {
            self.spanned += 1;
            if self.spanned > MOST_SPANNED {
                return;
            }
            self.merged
                .entry(row)
                .or_default()
                .push(Merged { first, last });
        }
    }

    /// The merged cells that begin in a row.
    pub(super) fn merged_in(&self, row: usize) -> impl Iterator<Item = &Merged> {
        let all = self.merged.get(&row).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |merged| merged.first.0 == row)
    }

    /// The merged cells that this one is a part of.
    pub(super) fn over(&self, at: (usize, usize)) -> Option<&Merged> {
        self.merged
            .get(&at.0)?
            .iter()
            .find(|merged| merged.holds(at))
    }

    /// Where a cell stands, as people say it.
    pub(super) fn place(&self, (row, column): (usize, usize)) -> String {
        let at = match self.lines.get(row) {
            Some(line) => format!("line {line}, column {}", column + 1),
            None => format!("cell {}{}", column_name(column), row + 1),
        };
        let whole = self.whole();
        match whole.is_empty() || !self.lines.is_empty() && self.file.is_none() {
            true => at,
            false => format!("{whole}, {at}"),
        }
    }

    fn whole(&self) -> String {
        let sheet = match self.name.is_empty() {
            true => String::new(),
            false => format!("sheet `{}`", self.name),
        };
        match &self.file {
            None => sheet,
            Some(file) if sheet.is_empty() || !self.lines.is_empty() => file.clone(),
            Some(file) => format!("{file}, {sheet}"),
        }
    }

    /// The rows that hold anything, with their cells from left to right.
    pub(super) fn rows(&self) -> BTreeMap<usize, Vec<(usize, &str)>> {
        let mut rows: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
        for ((row, column), text) in &self.cells {
            rows.entry(*row).or_default().push((*column, text));
        }
        rows
    }

    /// Those among `rows`, as a copy that outlives changes of the grid.
    pub(super) fn rows_of(&self, rows: Range<usize>) -> Vec<(usize, Vec<(usize, String)>)> {
        let owned = |cells: Vec<(usize, &str)>| {
            let cells = cells.into_iter();
            cells.map(|(at, text)| (at, text.to_owned())).collect()
        };
        let all = self.rows().into_iter();
        all.filter(|(row, _)| rows.contains(row))
            .map(|(row, cells)| (row, owned(cells)))
            .collect()
    }
}

struct Clean {
    text: String,
    odd: usize,
}

/// A text with lines that end alike, without blanks at its ends, without control characters, and
/// without characters that turn the direction of what follows (those that mark a direction stay).
fn clean(text: &str) -> Clean {
    let mut clean = Clean {
        text: String::with_capacity(text.len()),
        odd: 0,
    };
    let text = text.replace("\r\n", "\n");
    for c in text.chars() {
        match c {
            '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.text.push('\n'),
            '\n' | '\t' => clean.text.push(c),
            c if super::marks::is_mark(c) => clean.text.push(c),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => clean.odd += 1,
            c if c.is_control() => clean.odd += 1,
            c => clean.text.push(c),
        }
    }
    let end = clean.text.trim_end().len();
    clean.text.truncate(end);
    let lead = clean.text.len() - clean.text.trim_start_matches(['\n', ' ', '\u{A0}']).len();
    // The indent of a first line tells how deep its bullet is.
    let kept = clean.text[..lead].rfind('\n').map_or(0, |at| at + 1);
    clean.text.drain(..kept);
    clean
}
