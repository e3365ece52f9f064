//! A stretch of a source that is being read as data, and the limits for it.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span, floor_boundary};

/// Groups and lists within each other. It keeps every walk over a tree within a stack of 2 MiB,
/// and nobody has met data for people that is nested ten deep.
pub(super) const MAX_DEPTH: usize = 32;

/// Bytes of one front matter or table. A tree takes up to a hundred times its text, so this is
/// 400 MB at the worst; a resource takes about 300 bytes, so it is also 13,000 resources.
const MAX_BYTES: usize = 4 << 20;

/// Faults reported for one text; behind these the rest is most likely their consequence.
const MAX_FAULTS: usize = 20;

/// A text that begins at `offset` of its source.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) offset: usize,
}

impl<'a> Written<'a> {
    /// The text, or a finding where it is larger than any that a person writes.
    pub(super) fn new(
        source: SourceId,
        text: &'a str,
        offset: usize,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        if text.len() <= MAX_BYTES {
            return Some(Written {
                source,
                text,
                offset,
            });
        }
        let (size, limit) = (text.len() as f64 / 1e6, MAX_BYTES as f64 / 1e6);
        out.push(
            Diagnostic::new(
                Code::TooLarge,
                format!("this is {size:.1} MB of data, and {limit:.1} MB is the most that is read"),
            )
            .at(Span::new(source, offset, offset))
            .help("divide it into several files"),
        );
        None
    }

    /// A place in the text as a place in its source. A parser may name a byte within a character;
    /// no label may.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = floor_boundary(self.text, range.start);
        let end = floor_boundary(self.text, range.end).max(start);
        Span::new(self.source, self.offset + start, self.offset + end)
    }

    /// What stands at `range`; empty where that is no place in the text.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// `range` without the quotation marks round it, single or triple.
    pub(super) fn unquoted(&self, range: Range<usize>) -> Range<usize> {
        let text = self.slice(range.clone());
        for mark in ["\"\"\"", "'''", "\"", "'"] {
            let inner = text
                .strip_prefix(mark)
                .and_then(|text| text.strip_suffix(mark));
            if let Some(inner) = inner {
                // TOML drops a line break right behind the opening marks.
                let inner = match mark.len() {
                    3 => inner.strip_prefix('\n').unwrap_or(inner),
                    _ => inner,
                };
                let end = range.end - mark.len();
                return end - inner.len()..end;
            }
        }
        range
    }
}

/// The line of `text` that holds `at`, without its end.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = bytes[..at].iter().rposition(|&b| b == b'\n');
    let end = bytes[at..].iter().position(|&b| b == b'\n');
    start.map_or(0, |start| start + 1)..end.map_or(bytes.len(), |end| at + end)
}

/// `text` with spaces in the place of `ranges`, which are in order, so that another reading finds
/// everything else where it was. Line ends stay.
pub(crate) fn blanked(text: &str, ranges: &[Range<usize>]) -> String {
    let mut blanked = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        blanked.push_str(&text[done..range.start]);
        blanked.extend(text[range.clone()].bytes().map(|byte| match byte {
            b'\n' => '\n',
            _ => ' ',
        }));
        done = range.end;
    }
    blanked.push_str(&text[done..]);
    blanked
}

/// Hands the faults of one text on: in the order of their places, and no more than anyone would
/// read. Of several breaches of syntax in one line the first counts; the others follow from it.
pub(super) fn report(mut faults: Vec<Diagnostic>, text: Written, out: &mut Vec<Diagnostic>) {
    let start = |fault: &Diagnostic| fault.span().map_or(0, |span| span.start as usize);
    faults.sort_by_key(start);
    let mut kept: Vec<Diagnostic> = Vec::new();
    let mut last: Option<usize> = None;
    let mut left_out = 0usize;
    for fault in faults {
        if fault.code == Code::Syntax {
            let here = start(&fault).saturating_sub(text.offset);
            let new_line = last.is_none_or(|last| text.slice(last..here).contains('\n'));
            last = Some(here);
            if !new_line {
                continue;
            }
        }
        if kept.len() < MAX_FAULTS {
            kept.push(fault);
        } else {
            left_out += 1;
        }
    }
    if let (Some(fault), 1..) = (kept.last_mut(), left_out) {
        let lines = if left_out == 1 {
            "line is"
        } else {
            "lines are"
        };
        fault
            .notes
            .push(format!("{left_out} more {lines} at fault below this one"));
    }
    out.append(&mut kept);
}

/// An author's text within a message: between backticks, on one line, and not too long.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let line: Cow<str> = match text.contains('\n') {
        true => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        false => text.into(),
    };
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &line[..end]),
        None => format!("`{line}`"),
    }
}

/// What is said of a tree that is too deep, in every language.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::Syntax,
        format!("lists and groups are nested more than {MAX_DEPTH} deep here"),
    )
    .at(span)
    .help("write it flatter")
}
