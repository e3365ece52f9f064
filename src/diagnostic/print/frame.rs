//! The lines of a text that a finding speaks of, cut to what fits a terminal.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::visible::{visible, visible_line};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{Position, SourceId, Sources, floor_boundary};

/// Of a longer line only a window of so many characters is shown.
const LINE: usize = 120;
/// So many characters of the window stand before what is underlined.
const BEFORE: usize = 40;
/// Labels further apart than so many lines, or so many bytes of one line, get frames of their own.
const NEAR_LINES: usize = 12;
const NEAR_BYTES: usize = 60;
/// Of a place with more lines the first one is shown: an unclosed block underlined to the end of
/// the file would hide the message.
const TALLEST: usize = 6;

/// Some lines of one text with what is underlined there.
pub(super) struct Frame<'a> {
    /// The file.
    pub(super) path: Cow<'a, str>,
    /// The first label's place in it.
    pub(super) at: Position,
    /// How many digits its largest line number has.
    pub(super) width: usize,
    first_line: usize,
    text: String,
    marks: Vec<Mark>,
}

struct Mark {
    main: bool,
    range: Range<usize>,
    text: String,
}

/// One label's place, clipped to what can be shown.
struct Place {
    source: SourceId,
    range: Range<usize>,
    lines: Range<usize>,
}

/// The frames of `finding`, the one with the main place first.
pub(super) fn frames<'a>(finding: &Diagnostic, sources: &'a Sources) -> Vec<Frame<'a>> {
    let mut groups: Vec<Vec<(bool, Place, &Label)>> = Vec::new();
    for (number, label) in finding.labels.iter().enumerate() {
        let place = Place::of(label, sources);
        let near = groups
            .iter_mut()
            .find(|group| group.iter().all(|(_, other, _)| place.is_near(other)));
        let labelled = (number == 0, place, label);
        match near {
            Some(group) => group.push(labelled),
            None => groups.push(vec![labelled]),
        }
    }
    groups
        .iter()
        .map(|group| Frame::new(group, sources))
        .collect()
}

impl Place {
    fn of(label: &Label, sources: &Sources) -> Place {
        let source = label.span.source;
        let text = &sources.get(source).text;
        let start = floor_boundary(text, label.span.start as usize);
        let mut end = floor_boundary(text, label.span.end as usize).max(start);
        let first = sources.position_at(source, start).line;
        // A span that takes its line end along would be drawn as two lines.
        end = start + text[start..end].trim_end_matches('\n').len();
        let mut last = sources.position_at(source, end).line;
        if last - first >= TALLEST {
            last = first;
            end = sources.line_range(source, first).end.max(start);
        }
        Place {
            source,
            range: start..end,
            lines: first..last + 1,
        }
    }

    fn is_near(&self, other: &Place) -> bool {
        self.source == other.source
            && self.lines.start.abs_diff(other.lines.start) <= NEAR_LINES
            && (self.lines.start != other.lines.start
                || self.range.start.abs_diff(other.range.start) <= NEAR_BYTES)
    }
}

impl<'a> Frame<'a> {
    fn new(group: &[(bool, Place, &Label)], sources: &'a Sources) -> Frame<'a> {
        let places = || group.iter().map(|(_, place, _)| place);
        let first_place = &group[0].1;
        let id = first_place.source;
        let source = sources.get(id);
        let first_line = places().map(|place| place.lines.start).min().unwrap_or(1);
        let line_end = places().map(|place| place.lines.end).max().unwrap_or(2);

        let mut text = String::new();
        let mut windows = Vec::new();
        for line in first_line..line_end {
            let whole = sources.line_range(id, line);
            let anchor = places()
                .filter(|place| place.lines.start == line)
                .map(|place| place.range.start)
                .min();
            let window = window(&source.text, whole.clone(), anchor);
            if window.start > whole.start {
                text.push('…');
            }
            windows.push((window.clone(), text.len()));
            text.extend(source.text[window.clone()].chars().map(shown));
            if window.end < whole.end {
                text.push('…');
            }
            text.push('\n');
        }
        let moved = |offset: usize, line: usize| {
            let (window, begins) = &windows[line - first_line];
            let offset = offset.clamp(window.start, window.end);
            let before = source.text[window.start..offset].chars();
            begins + before.map(|c| shown(c).len_utf8()).sum::<usize>()
        };
        let marks = group
            .iter()
            .map(|(main, place, label)| Mark {
                main: *main,
                range: moved(place.range.start, place.lines.start)
                    ..moved(place.range.end, place.lines.end - 1),
                text: visible_line(&label.text).into_owned(),
            })
            .collect();
        Frame {
            path: source.file(),
            at: sources.position_at(id, first_place.range.start),
            width: (line_end - 1).to_string().len(),
            first_line,
            text,
            marks,
        }
    }

    /// The frame as lines, with a gutter of `width` digits. An empty text has none.
    pub(super) fn render(&self, severity: Severity, colour: bool) -> String {
        if self.text.trim().is_empty() && self.marks.iter().all(|mark| mark.text.is_empty()) {
            return String::new();
        }
        let level = match severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let annotations = self.marks.iter().map(|mark| {
            let kind = match mark.main {
                true => AnnotationKind::Primary,
                false => AnnotationKind::Context,
            };
            let annotation = kind.span(mark.range.clone());
            match mark.text.as_str() {
                "" => annotation,
                text => annotation.label(text),
            }
        });
        let snippet = Snippet::source(self.text.as_str())
            .line_start(self.first_line)
            .annotations(annotations);
        let renderer = match colour {
            true => Renderer::styled(),
            false => Renderer::plain(),
        };
        // The lines are cut already, by a rule that knows what is underlined.
        renderer
            .term_width(usize::MAX >> 8)
            .render(&[Group::with_level(level).element(snippet)])
    }
}

/// The part of a line that is shown: all of it, or a window that holds `anchor`.
fn window(text: &str, line: Range<usize>, anchor: Option<usize>) -> Range<usize> {
    if text[line.clone()].chars().nth(LINE).is_none() {
        return line;
    }
    let anchor = anchor.map_or(line.start, |at| at.clamp(line.start, line.end));
    let before = &text[line.start..anchor];
    let start = match before.char_indices().rev().nth(BEFORE - 1) {
        Some((at, _)) => line.start + at,
        None => line.start,
    };
    let rest = &text[start..line.end];
    let end = rest
        .char_indices()
        .nth(LINE)
        .map_or(line.end, |(at, _)| start + at);
    start..end
}

// The renderer makes four spaces of a tab and counts them, so tabs stay.
fn shown(character: char) -> char {
    match character {
        '\t' => '\t',
        // The renderer leaves it out, and then its underlines are one column off.
        '\u{200d}' => '�',
        _ => visible(character),
    }
}
