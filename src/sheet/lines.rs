//! A statement as one line of a cell, and back to its place in the source.

use crate::markdown::is_paragraph;
use std::ops::Range;

use super::table::INHERITED;

/// What stands for the end of a line where it means something: in a list or code within a
/// statement.
pub(super) const BREAK: char = '⏎';

/// A text as one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The line.
    pub text: String,
    /// Stretches that stand alike in both: where in the line, and where in the source text.
    pieces: Vec<(Range<usize>, usize)>,
}

impl Line {
    /// The text of an item as one line. Lines behind the first are indented by `indent` columns.
    /// `None` where it can't be told back.
    pub fn of(source: &str, indent: u16) -> Option<Line> {
        let mut line = Line {
            text: String::with_capacity(source.len()),
            pieces: Vec::new(),
        };
        if source.contains(BREAK) || source.contains('\r') {
            return None;
        }
        let wraps = !source.contains('\n') || is_paragraph(source);
        let mut at = 0;
        for (number, part) in source.split('\n').enumerate() {
            let begin = at;
            at += part.len() + 1;
            let kept = match (number, wraps) {
                (0, _) => 0,
                (_, true) => part.len() - part.trim_start().len(),
                (_, false) => indented(part, indent)?,
            };
            let words = match wraps {
                true => part[kept..].trim_end(),
                false => &part[kept..],
            };
            if number > 0 {
                line.text.push(if wraps { ' ' } else { BREAK });
            }
            let from = line.text.len();
            line.text.push_str(words);
            line.pieces.push((from..line.text.len(), begin + kept));
        }
        Some(line)
    }

    /// The stretch of the source that has to be replaced, and by what, to make it read `wanted`.
    pub fn change(&self, wanted: &str, indent: u16) -> (Range<usize>, String) {
        let old = &self.text;
        let common = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b)
                .take_while(|(a, b)| a == b)
                .map(|(a, _)| a.len_utf8())
                .sum::<usize>()
        };
        let start = common(&mut old.chars(), &mut wanted.chars());
        let end = common(
            &mut old[start..].chars().rev(),
            &mut wanted[start..].chars().rev(),
        );
        let inner = &wanted[start..wanted.len() - end];
        let range = self.begin_of(start)..self.end_of(old.len() - end);
        // What was between two lines of the source is taken away with what stood round it.
        let range = range.start.min(range.end)..range.end.max(range.start);
        (range, broken(inner, indent))
    }

    /// The place in the source at which what is behind `at` begins.
    fn begin_of(&self, at: usize) -> usize {
        let piece = self.pieces.iter().find(|(range, _)| at <= range.end);
        piece.map_or(0, |(range, source)| source + at.saturating_sub(range.start))
    }

    fn end_of(&self, at: usize) -> usize {
        let piece = self
            .pieces
            .iter()
            .rev()
            .find(|(range, _)| at >= range.start);
        piece.map_or(0, |(range, source)| {
            source + at.min(range.end) - range.start
        })
    }
}

/// A line with its breaks as those of a source.
pub(super) fn broken(line: &str, indent: u16) -> String {
    let lines: Vec<&str> = line.split(BREAK).collect();
    lines.join(&format!("\n{:1$}", "", usize::from(indent)))
}

/// How much of the beginning of a line is its indent; none where it is less, since then the line
/// would come back another one.
fn indented(part: &str, indent: u16) -> Option<usize> {
    let indent = usize::from(indent);
    let blanks = part.len() - part.trim_start_matches(' ').len();
    match part.trim().is_empty() {
        true => None,
        false => (blanks >= indent).then_some(indent),
    }
}

/// An own line in a cell, where one that begins with the mark is told from an inherited one.
pub(super) fn shown(line: &str) -> String {
    match begins_marked(line) {
        true => format!("\\{line}"),
        false => line.to_owned(),
    }
}

/// The words of a line in a cell.
pub(super) fn meant(line: &str) -> &str {
    match line.strip_prefix('\\') {
        Some(rest) if begins_marked(rest) => rest,
        _ => line,
    }
}

/// An inherited line in a cell.
pub(super) fn inherited(line: &str) -> String {
    format!("{INHERITED} {line}")
}

fn begins_marked(line: &str) -> bool {
    line.trim_start_matches('\\').starts_with(INHERITED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reworded(source: &str, indent: u16, wanted: &str) -> String {
        let line = Line::of(source, indent).expect("a line");
        let (range, text) = line.change(wanted, indent);
        format!("{}{text}{}", &source[..range.start], &source[range.end..])
    }

    #[test]
    fn a_wrapped_statement_stays_wrapped_where_its_words_stay() {
        let source = "Designs systems that\n  hold at ten times\n  today's load";
        let line = Line::of(source, 2).expect("a line");
        assert_eq!(
            line.text,
            "Designs systems that hold at ten times today's load"
        );
        for (wanted, becomes) in [
            (
                "Designs services that hold at ten times today's load",
                "Designs services that\n  hold at ten times\n  today's load",
            ),
            (
                "Designs systems that hold today's load",
                "Designs systems that\n  hold today's load",
            ),
            (
                "Designs systems that hold at ten times today's load, twice",
                "Designs systems that\n  hold at ten times\n  today's load, twice",
            ),
            ("Another", "Another"),
        ] {
            let now = reworded(source, 2, wanted);
            assert_eq!(now, becomes);
            assert_eq!(Line::of(&now, 2).expect("a line").text, wanted);
        }
    }

    #[test]
    fn a_list_within_a_statement_comes_back_as_one() {
        let source = "Does:\n  1. one\n  2. two";
        let line = Line::of(source, 2).expect("a line");
        assert_eq!(line.text, "Does:⏎1. one⏎2. two");
        let now = reworded(source, 2, "Does:⏎1. one⏎2. three⏎3. four");
        assert_eq!(now, "Does:\n  1. one\n  2. three\n  3. four");
    }

    #[test]
    fn any_rewording_of_a_line_reads_back() {
        let sources = ["", "a", "a b", "a\n  b", "aa\n aa\naa", "x\n  1. y"];
        let wanted = ["", "a", "b", "a b", "aa aa aa", "a a aa", "ab", "x z", "é"];
        for source in sources {
            for wanted in wanted {
                let now = reworded(source, 2, wanted);
                let line = Line::of(&now, 2).expect("a line");
                assert_eq!(line.text.trim(), wanted, "{source:?} → {now:?}");
            }
        }
    }
}
