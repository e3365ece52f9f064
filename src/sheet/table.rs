//! A table of cells that know their places in the content.

use crate::model::{Idx, LearningPath, Level, Resource, Skill};
use xxhash_rust::xxh3::xxh3_64;

/// What marks a line, or a step, that comes from somewhere else: from a level that is included.
pub(super) const INHERITED: char = '↑';

/// The most characters that a cell of a workbook holds, in units of UTF-16.
/// <https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3>
pub(super) const LONGEST: usize = 32_767;

/// A table with a head.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What its tab is called.
    pub name: String,
    /// The columns behind those with the ids.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What may be chosen from, by the numbers that cells name.
    pub lists: Vec<Vec<String>>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// By what it is known again: `level:staff.step`.
    pub key: String,
    /// What stands in its head.
    pub head: String,
    /// In characters.
    pub width: f64,
}

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// By what it is known again: `skill:system-design`.
    pub id: String,
    /// As many as there are columns.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What stands in it.
    pub text: String,
    /// Its place in the content; none where it only says what the row is about.
    pub slot: Option<Slot>,
    /// The number of the list that it is chosen from.
    pub list: Option<usize>,
    /// Why it can't be edited in the sheet, and where it can; a help.
    pub fixed: Option<String>,
}

/// The place of a cell in the content.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The step that a level requires of a skill.
    Step(Idx<Level>, Idx<Skill>),
    /// What a level expects of a skill.
    Statements(Idx<Level>, Idx<Skill>),
    /// The step of a skill that a path aims at.
    Target(Idx<LearningPath>, Idx<Skill>),
    /// What a step of a skill looks like.
    Looks(Idx<Skill>, usize),
    /// A key of a resource.
    Key(Idx<Resource>, String),
}

impl Slot {
    /// Whether it holds a line for each of several things.
    pub fn is_lines(&self) -> bool {
        matches!(self, Slot::Statements(..) | Slot::Looks(..))
    }

    /// The part of a cell's text that stands in the thing's own file.
    pub(super) fn own(&self, text: &str) -> String {
        self.part(text, false)
    }

    /// The part of a cell's text that comes from elsewhere.
    pub(super) fn inherited(&self, text: &str) -> String {
        self.part(text, true)
    }

    fn part(&self, text: &str, inherited: bool) -> String {
        let text = tidy(text);
        if matches!(self, Slot::Key(..)) {
            return if inherited { String::new() } else { text };
        }
        let lines = text
            .lines()
            .filter(|line| line.starts_with(INHERITED) == inherited);
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl Cell {
    /// A cell that says what the row is about.
    pub fn label(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            ..Cell::default()
        }
    }

    /// A cell with a place in the content.
    pub fn of(slot: Slot, text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            slot: Some(slot),
            ..Cell::default()
        }
    }

    /// The same, chosen from a list.
    #[must_use]
    pub fn from_list(mut self, list: usize) -> Cell {
        self.list = Some(list);
        self
    }

    /// The same, not to be edited in the sheet.
    #[must_use]
    pub fn fixed(mut self, help: Option<String>) -> Cell {
        self.fixed = help;
        self
    }

    /// The mark of what it holds, for a table that has no room for what it held: eight digits for
    /// what is its own, and eight for the rest.
    pub(super) fn mark(&self) -> Option<String> {
        Some(mark(self.slot.as_ref()?, &self.text))
    }
}

/// The mark of a text in a place.
pub(super) fn mark(slot: &Slot, text: &str) -> String {
    let hash = |text: String| xxh3_64(text.as_bytes()) as u32;
    let (own, inherited) = (hash(slot.own(text)), hash(slot.inherited(text)));
    format!("{own:08x}{inherited:08x}")
}

/// A text as two are compared: programs add and drop blanks at ends of lines, and empty lines.
pub(super) fn tidy(text: &str) -> String {
    let lines = text.split(['\n', '\r']).map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// What stands in a cell of a workbook: the text, or where to find it when it is longer than such
/// a cell may be.
pub(super) fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    // A text of so many bytes has at most as many units.
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.into();
    }
    let count = text.chars().count();
    format!("{TOO_LONG}{count} characters; edit it where it stands)").into()
}

/// How a cell begins that holds no text but where to find it.
pub(super) const TOO_LONG: &str = "(too long for a cell: ";

impl Sheet {
    /// The number of a list that cells are chosen from.
    pub(super) fn list(&mut self, names: Vec<String>) -> usize {
        match self.lists.iter().position(|list| *list == names) {
            Some(place) => place,
            None => {
                self.lists.push(names);
                self.lists.len() - 1
            }
        }
    }
}
