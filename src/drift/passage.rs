//! A text as the passages that a merge moves about, and back.

use super::weave::Node;
use crate::compare::Passage;
use crate::markdown::{Block, Dialect, outline};
use crate::source::Sources;

const HEADING: u8 = 0;
const ITEM: u8 = 1;
const TABLE: u8 = 2;
const PROSE: u8 = 3;
/// A row of a table.
const ROW: u8 = 4;
/// A note beneath an item, and the columns that it is indented by.
const NOTE: u8 = 5;

/// A passage: a heading, an item with its notes, a table, a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Text {
    /// Which of these.
    pub kind: u8,
    /// The id that `{#id}` pins.
    pub pin: Option<String>,
    /// Its Markdown, without the blanks behind it.
    pub text: String,
    /// The blanks behind it.
    gap: String,
}

impl Text {
    /// Whether another passage says the same.
    pub fn is_said_by(&self, other: &Text) -> bool {
        self.kind == other.kind && self.text == other.text
    }

    pub fn passage(&self) -> Passage<'_> {
        Passage {
            kind: self.kind,
            pin: self.pin.as_deref(),
            text: &self.text,
        }
    }
}

/// The passages of a Markdown text, in order; together they are all of it.
pub(super) fn texts(text: &str) -> Vec<Text> {
    let id = Sources::default().next_id();
    let outline = outline(id, text, 0, Dialect::default(), &mut Vec::new());
    let mut starts: Vec<(usize, u8, Option<String>)> = Vec::new();
    for block in &outline.blocks {
        let start = block.span(&outline).start as usize;
        match block {
            Block::Heading(_) => starts.push((start, HEADING, None)),
            Block::Table(_) => starts.push((start, TABLE, None)),
            Block::Prose(_) => starts.push((start, PROSE, None)),
            Block::List(list) => starts.extend(list.items.iter().map(|item| {
                let pin = item.id.as_ref().map(|id| id.value.to_string());
                (item.whole.start as usize, ITEM, pin)
            })),
        }
    }
    // What stands before the first of them, and is none: definitions of links.
    if starts.first().is_none_or(|first| first.0 > 0) && !text.is_empty() {
        starts.insert(0, (0, PROSE, None));
    }
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .map(|start| start.0)
        .chain([text.len()])
        .collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|((start, kind, pin), end)| {
            let whole = text.get(start..end).unwrap_or_default();
            let said = whole.trim_end();
            Text {
                kind,
                pin,
                text: said.to_owned(),
                gap: whole[said.len()..].to_owned(),
            }
        })
        .collect()
}

/// An item as its own words and each of the notes beneath it; any other text as it is.
pub(super) fn notes(text: &str) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let is_note = indent > 0 && is_bullet(line.trim_start());
        match found.last_mut() {
            Some(last) if !is_note => last.text.push_str(line),
            _ => found.push(Text {
                kind: match is_note {
                    true => NOTE.saturating_add(u8::try_from(indent).unwrap_or(u8::MAX)),
                    false => ITEM,
                },
                pin: None,
                text: line.to_owned(),
                gap: String::new(),
            }),
        }
    }
    for one in &mut found {
        let said = one.text.trim_end().len();
        one.gap = one.text.split_off(said);
    }
    found
}

/// A table as its head and each of its rows; none where a text isn't one, or is one in other columns.
pub(super) fn rows(text: &str) -> Vec<Text> {
    let is_rule =
        |line: &str| line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let lines: Vec<&str> = text.lines().collect();
    let is_table = lines.len() > 2 && lines[0].contains('|') && is_rule(lines[1]);
    if !is_table || lines.iter().any(|line| !line.contains('|')) {
        return Vec::new();
    }
    let of = |kind, text: String| Text {
        kind,
        pin: None,
        text,
        gap: "\n".to_owned(),
    };
    let head = of(TABLE, lines[..2].join("\n"));
    let rows = lines[2..].iter().map(|line| of(ROW, (*line).to_owned()));
    std::iter::once(head).chain(rows).collect()
}

fn is_bullet(line: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}

/// The text of these passages. What stood one behind the other in one version keeps the blanks that
/// it has between them there.
pub(super) fn joined(
    kept: &[(Node, String)],
    base: &[Text],
    ours: &[Text],
    theirs: &[Text],
) -> String {
    let is_loose = [ours, base, theirs].iter().any(|texts| {
        texts.windows(2).any(|pair| {
            pair[0].kind == ITEM && pair[1].kind == ITEM && pair[0].gap.matches('\n').count() > 1
        })
    });
    let kind = |node: &Node| {
        let of = |texts: &[Text], at: Option<usize>| at.map(|at| texts[at].kind);
        of(ours, node.ours)
            .or(of(theirs, node.theirs))
            .or(of(base, node.base))
    };
    let follows = |texts: &'_ [Text], one: Option<usize>, next: Option<usize>| match (one, next) {
        (Some(one), Some(next)) if one + 1 == next => Some(texts[one].gap.clone()),
        _ => None,
    };
    let mut text = String::new();
    for (place, (node, said)) in kept.iter().enumerate() {
        text.push_str(said);
        let Some((next, _)) = kept.get(place + 1) else {
            break;
        };
        let gap = follows(ours, node.ours, next.ours)
            .or_else(|| follows(theirs, node.theirs, next.theirs))
            .or_else(|| follows(base, node.base, next.base))
            .filter(|gap| gap.contains('\n'));
        let between = match (kind(node), kind(next)) {
            (Some(ITEM), Some(ITEM)) if !is_loose => "\n",
            (_, Some(ROW | NOTE..)) => "\n",
            _ => "\n\n",
        };
        text.push_str(gap.as_deref().unwrap_or(between));
    }
    text
}
