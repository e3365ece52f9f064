//! Markers that a merge left in a text.

use crate::data::blanked;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use memchr::memmem;
use std::borrow::Cow;
use std::ops::Range;

/// The text as the first side of each conflict has it, of the same length, so that every place
/// stays right and the markers bring no fault besides their own. Each conflict is reported with the
/// names of both sides.
pub fn without_conflicts<'a>(
    source: SourceId,
    text: &'a str,
    out: &mut Vec<Diagnostic>,
) -> Cow<'a, str> {
    let has = |marker: &str| memmem::find(text.as_bytes(), marker.as_bytes()).is_some();
    if !has("<<<<<<<") && !has(">>>>>>>") {
        return Cow::Borrowed(text);
    }
    let mut blanks: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Open<'_>> = None;
    // A line of seven `=` also underlines a heading; it counts when a `>>>>>>>` follows.
    let mut stray: Option<Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let words = &text[range.clone()];
        if let (Some(ours), None) = (marker(words, '<'), &open) {
            open = Some(Open {
                ours,
                begin: range,
                others: None,
                divided: false,
            });
        } else if let Some(conflict) = &mut open {
            if marker(words, '|').is_some() && conflict.others.is_none() {
                conflict.others = Some(range.start);
            } else if words == "=======" && !conflict.divided {
                conflict.divided = true;
                conflict.others.get_or_insert(range.start);
            } else if let (Some(theirs), true) = (marker(words, '>'), conflict.divided) {
                out.push(conflict.finding(source, theirs, range.clone()));
                blanks.push(conflict.begin.clone());
                blanks.push(conflict.others.unwrap_or(range.start)..range.end);
                open = None;
            }
        } else if words == "=======" {
            stray = Some(range);
        } else if let Some(theirs) = marker(words, '>')
            && !theirs.is_empty()
            && !theirs.contains(' ')
            && let Some(divide) = stray.take()
        {
            out.push(
                half(source, theirs, range.clone())
                    .label(span(source, divide.clone()), "divided here"),
            );
            blanks.extend([divide, range]);
        }
    }
    if let Some(conflict) = open {
        out.push(half(source, conflict.ours, conflict.begin.clone()));
        blanks.push(conflict.begin);
    }
    match blanks.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(blanked(text, &blanks)),
    }
}

/// A conflict whose end hasn't been met yet.
struct Open<'a> {
    ours: &'a str,
    begin: Range<usize>,
    /// Where what isn't ours begins: the common base, or theirs.
    others: Option<usize>,
    divided: bool,
}

impl Open<'_> {
    fn finding(&self, source: SourceId, theirs: &str, end: Range<usize>) -> Diagnostic {
        let (ours, theirs) = (named(self.ours), named(theirs));
        Diagnostic::new(
            Code::ConflictMarker,
            format!("a merge left two versions here: {ours} and {theirs}"),
        )
        .label(
            span(source, self.begin.clone()),
            format!("{ours} begins here"),
        )
        .label(span(source, end), format!("{theirs} ends here"))
        .help("keep what is right and delete the lines of markers")
    }
}

/// The name behind seven signs at the beginning of a line.
fn marker(line: &str, sign: char) -> Option<&str> {
    let rest = line.trim_start_matches(sign);
    let is_marker = line.len() - rest.len() == 7 && (rest.is_empty() || rest.starts_with(' '));
    is_marker.then(|| rest.trim())
}

fn half(source: SourceId, name: &str, place: Range<usize>) -> Diagnostic {
    Diagnostic::new(
        Code::ConflictMarker,
        format!("a merge left a marker here, of {}", named(name)),
    )
    .at(span(source, place))
    .help("look whether something is there twice, or is lost, and delete the marker")
}

fn named(name: &str) -> String {
    match name {
        "" => "a side without a name".to_owned(),
        name => format!("`{name}`"),
    }
}

fn span(source: SourceId, range: Range<usize>) -> Span {
    Span::new(source, range.start, range.end)
}
