//! Rows and cells with their places.
//!
//! The `csv` crate tells where a record begins, not where a cell stands, and takes a quotation mark
//! that is never closed for a cell that reaches to the end of the file.

use std::borrow::Cow;
use std::ops::Range;

use crate::data::written::{Written, line_at};
use crate::diagnostic::{Code, Diagnostic};

/// One cell.
pub(super) struct Cell<'a> {
    /// What it holds, without quotation marks, and without spaces round it where it has none.
    pub(super) text: Cow<'a, str>,
    /// Where that stands.
    pub(super) at: Range<usize>,
}

/// One row; a quoted cell may hold line breaks.
pub(super) struct Row<'a> {
    pub(super) at: Range<usize>,
    pub(super) cells: Vec<Cell<'a>>,
    pub(super) faults: Vec<Fault>,
}

/// What is wrong with a quotation mark.
pub(super) enum Fault {
    /// It opens a cell that nothing closes.
    Unclosed(usize),
    /// Something stands between the closing mark and the delimiter.
    Trailing(Range<usize>),
}

impl Fault {
    pub(super) fn finding(&self, written: Written) -> Diagnostic {
        let syntax =
            |message, place| Diagnostic::new(Code::Syntax, message).at(written.span(place));
        match self {
            Fault::Unclosed(at) => syntax(
                "the quotation mark that opens the cell here is never closed",
                *at..at + 1,
            )
            .help("write `\"` where the cell ends"),
            Fault::Trailing(range) => syntax(
                "the cell goes on behind its closing quotation mark",
                range.clone(),
            )
            .help("write `\"\"` for a quotation mark within a cell"),
        }
    }
}

/// The rows of a text from `at` on.
pub(super) struct Rows<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, at: usize, delimiter: u8) -> Self {
        Rows {
            text,
            at,
            delimiter,
        }
    }

    /// The cell at the present place; afterwards that is at what ends it.
    fn cell(&mut self, faults: &mut Vec<Fault>) -> Cell<'a> {
        let start = self.at;
        let spaces = |c: char| c == ' ' || (c == '\t' && self.delimiter != b'\t');
        let rest = &self.text[start..];
        let opening = start + rest.len() - rest.trim_start_matches(spaces).len();
        if self.text[opening..].starts_with('"') {
            return self.quoted(opening, faults);
        }
        self.at = self.end_of_plain(start);
        let raw = &self.text[start..self.at];
        let text = raw.trim();
        let from = start + raw.len() - raw.trim_start().len();
        Cell {
            text: text.into(),
            at: from..from + text.len(),
        }
    }

    fn end_of_plain(&self, from: usize) -> usize {
        let bytes = &self.text.as_bytes()[from..];
        let ends = |&byte: &u8| byte == self.delimiter || byte == b'\n';
        from + bytes.iter().position(ends).unwrap_or(bytes.len())
    }

    fn quoted(&mut self, opening: usize, faults: &mut Vec<Fault>) -> Cell<'a> {
        let start = opening + 1;
        let mut end = start;
        let closing = loop {
            match self.text[end..].find('"') {
                Some(mark) if self.text[end + mark + 1..].starts_with('"') => end += mark + 2,
                Some(mark) => break end + mark,
                None => {
                    // The rows below are read as rows; else one mark would hide all of them.
                    faults.push(Fault::Unclosed(opening));
                    let line_end = line_at(self.text, opening).end;
                    self.at = line_end;
                    return Cell {
                        text: self.text[start..line_end].into(),
                        at: start..line_end,
                    };
                }
            }
        };
        self.at = self.end_of_plain(closing + 1);
        let inner = &self.text[start..closing];
        let trailing = &self.text[closing + 1..self.at];
        let mut text: Cow<str> = match inner.contains('"') {
            true => inner.replace("\"\"", "\"").into(),
            false => inner.into(),
        };
        if !trailing.trim().is_empty() {
            faults.push(Fault::Trailing(closing + 1..self.at));
            text.to_mut().push_str(trailing);
        }
        Cell {
            text,
            at: start..closing,
        }
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Row<'a>;

    fn next(&mut self) -> Option<Row<'a>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let mut cells = Vec::new();
        let mut faults = Vec::new();
        loop {
            cells.push(self.cell(&mut faults));
            let ended_by = self.text.as_bytes().get(self.at);
            let end = self.at;
            self.at += 1;
            if ended_by != Some(&self.delimiter) {
                return Some(Row {
                    at: start..end,
                    cells,
                    faults,
                });
            }
        }
    }
}
