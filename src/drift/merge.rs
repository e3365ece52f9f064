//! One part, merged three ways: what it was based on, what stands here, what stands upstream now.

use super::canonical::read;
use super::passage::{Text, joined, notes, rows, texts};
use super::weave::{Node, Sides, woven};
use crate::compare::pairs;
use crate::data::Value;
use crate::overlay::value_text;
use diffy::{ConflictStyle, IncompleteHunkStyle, MergeOptions};

/// The lines that mark a conflict, and what is written behind them.
const OURS: &str = "<<<<<<< this site";
const BASE: &str = "||||||| what it was based on";
const DIVIDE: &str = "=======";
const THEIRS: &str = ">>>>>>> upstream";

/// What a merge came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The text, with markers where there are conflicts.
    pub text: String,
    /// How many there are.
    pub conflicts: usize,
}

impl Merge {
    /// A text without conflicts.
    pub(super) fn clean(text: &str) -> Merge {
        Merge {
            text: text.to_owned(),
            conflicts: 0,
        }
    }
}

/// Merges Markdown: headings, statements, other items and paragraphs by what they are, wherever they
/// stand, and the lines within one that both changed.
pub fn merge_text(base: &str, ours: &str, theirs: &str) -> Merge {
    if let Some(side) = unchanged(base, ours, theirs) {
        return Merge::clean(side);
    }
    passage_by_passage(&texts(base), &texts(ours), &texts(theirs))
}

fn passage_by_passage(b: &[Text], o: &[Text], t: &[Text]) -> Merge {
    let (of_b, of_o, of_t) = (passages(b), passages(o), passages(t));
    let (ours_of, theirs_of) = (pairs(&of_b, &of_o), pairs(&of_b, &of_t));
    let added = added(o, t, &ours_of, &theirs_of);
    let nodes = woven(&Sides {
        lengths: [b.len(), o.len(), t.len()],
        ours: &ours_of,
        theirs: &theirs_of,
        added: &added,
    });
    let mut conflicts = 0;
    let mut kept: Vec<(Node, String)> = Vec::new();
    for node in nodes {
        let text = |all: &[Text], at: Option<usize>| at.map(|at| all[at].text.clone());
        let (base, ours, theirs) = (text(b, node.base), text(o, node.ours), text(t, node.theirs));
        let of = one(base.as_deref(), ours.as_deref(), theirs.as_deref());
        conflicts += of.as_ref().map_or(0, |of| of.conflicts);
        if let Some(of) = of {
            kept.push((node, of.text));
        }
    }
    Merge {
        text: joined(&kept, b, o, t),
        conflicts,
    }
}

/// A part that both sides have added under one name. Where one side says all that the other says, it
/// is that side; else somebody has to decide, since two texts of one name are seldom one text.
pub fn added_by_both(ours: &str, theirs: &str) -> Merge {
    let (o, t) = (texts(ours), texts(theirs));
    let holds = |all: &[Text], part: &[Text]| {
        part.iter()
            .all(|one| all.iter().any(|other| one.is_said_by(other)))
    };
    match (holds(&o, &t), holds(&t, &o)) {
        (true, _) => Merge::clean(ours),
        (_, true) => Merge::clean(theirs),
        _ => Merge {
            text: conflict("", ours, theirs),
            conflicts: 1,
        },
    }
}

/// Merges the lines of a file that is no content.
pub fn merge_lines(base: &str, ours: &str, theirs: &str) -> Merge {
    let mut merge = lines(base, ours, theirs);
    if !merge.text.is_empty() && !merge.text.ends_with('\n') {
        merge.text.push('\n');
    }
    merge
}

/// Merges two values as TOML writes them. Lists merge item by item. `None` where they don't merge.
pub fn merge_value(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if let Some(side) = unchanged(base, ours, theirs) {
        return Some(side.to_owned());
    }
    match (read(base)?, read(ours)?, read(theirs)?) {
        (Value::List(base), Value::List(ours), Value::List(theirs)) => {
            let texts = |list: &[crate::source::Spanned<Value>]| -> Vec<String> {
                list.iter().map(|item| value_text(&item.value)).collect()
            };
            let list = merge_lists(&texts(&base), &texts(&ours), &texts(&theirs));
            Some(format!("[{}]", list.join(", ")))
        }
        (Value::String(base), Value::String(ours), Value::String(theirs))
            if base.contains('\n') || ours.contains('\n') || theirs.contains('\n') =>
        {
            let merged = merge_text(&base, &ours, &theirs);
            (merged.conflicts == 0).then(|| crate::data::text_value(&merged.text))
        }
        _ => None,
    }
}

/// A part whose sides don't merge, both with what they were based on.
pub fn conflict(base: &str, ours: &str, theirs: &str) -> String {
    let mut text = String::new();
    for (marker, side) in [(OURS, ours), (BASE, base), (DIVIDE, theirs)] {
        text.push_str(marker);
        text.push('\n');
        text.push_str(side.trim_end());
        if !side.trim_end().is_empty() {
            text.push('\n');
        }
    }
    text + THEIRS
}

/// Whether a text holds markers of a merge.
pub fn has_markers(text: &str) -> bool {
    text.lines()
        .any(|line| line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>"))
}

/// Whether a place stands between the markers of a conflict.
pub fn is_in_conflict(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let mut markers = before.lines().filter(|line| {
        let is = |sign: &str| line.starts_with(sign);
        is("<<<<<<<") || is(">>>>>>>")
    });
    markers
        .next_back()
        .is_some_and(|line| line.starts_with('<'))
}

fn unchanged<'t>(base: &str, ours: &'t str, theirs: &'t str) -> Option<&'t str> {
    if ours == theirs || theirs == base {
        return Some(ours);
    }
    (ours == base).then_some(theirs)
}

/// One passage of three versions; `None` where it goes.
fn one(base: Option<&str>, ours: Option<&str>, theirs: Option<&str>) -> Option<Merge> {
    match (base, ours, theirs) {
        (Some(base), Some(ours), Some(theirs)) => Some(lines(base, ours, theirs)),
        (None, Some(ours), Some(theirs)) if ours != theirs => Some(Merge {
            text: conflict("", ours, theirs),
            conflicts: 1,
        }),
        (None, Some(text), _) | (None, None, Some(text)) => Some(Merge::clean(text)),
        // One side took away what the other changed.
        (Some(base), Some(side), None) if side != base => Some(Merge {
            text: conflict(base, side, ""),
            conflicts: 1,
        }),
        (Some(base), None, Some(side)) if side != base => Some(Merge {
            text: conflict(base, "", side),
            conflicts: 1,
        }),
        _ => None,
    }
}

/// The lines of one passage that both sides have.
fn lines(base: &str, ours: &str, theirs: &str) -> Merge {
    if let Some(side) = unchanged(base, ours, theirs) {
        return Merge::clean(side);
    }
    // Row by row, as long as the columns are the same.
    let tables = [base, ours, theirs].map(rows);
    if let [[base, ..], [ours, ..], [theirs, ..]] = [&*tables[0], &*tables[1], &*tables[2]]
        && base.is_said_by(ours)
        && base.is_said_by(theirs)
    {
        let [base, ours, theirs] = &tables;
        return passage_by_passage(base, ours, theirs);
    }
    let all = [base, ours, theirs].map(notes);
    if all.iter().any(|side| side.len() > 1) {
        let [base, ours, theirs] = &all;
        return passage_by_passage(base, ours, theirs);
    }
    let with_end = |text: &str| format!("{}\n", text.trim_end());
    let (base, ours, theirs) = (with_end(base), with_end(ours), with_end(theirs));
    let mut options = MergeOptions::new();
    options
        .set_conflict_style(ConflictStyle::Diff3)
        .set_incomplete_hunk_style(IncompleteHunkStyle::Git);
    match options.merge(&base, &ours, &theirs) {
        Ok(text) => Merge::clean(text.trim_end()),
        Err(text) => {
            let named: Vec<&str> = text
                .lines()
                .map(|line| match line {
                    "<<<<<<< ours" => OURS,
                    "||||||| original" => BASE,
                    ">>>>>>> theirs" => THEIRS,
                    line => line,
                })
                .collect();
            let conflicts = named.iter().filter(|line| **line == THEIRS).count();
            Merge {
                text: named.join("\n"),
                conflicts: conflicts.max(1),
            }
        }
    }
}

fn passages(texts: &[Text]) -> Vec<crate::compare::Passage<'_>> {
    texts.iter().map(Text::passage).collect()
}

/// What both sides added and is the same: by its id, or word by word.
fn added(
    ours: &[Text],
    theirs: &[Text],
    ours_of: &[(usize, usize)],
    theirs_of: &[(usize, usize)],
) -> Vec<(usize, usize)> {
    let is_new = |of: &[(usize, usize)], at: usize| of.iter().all(|(_, place)| *place != at);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (i, one) in ours.iter().enumerate().filter(|it| is_new(ours_of, it.0)) {
        let same = theirs.iter().enumerate().find(|(j, other)| {
            let is_same = one.kind == other.kind
                && (one.text == other.text || (one.pin.is_some() && one.pin == other.pin));
            is_same && is_new(theirs_of, *j) && found.iter().all(|(_, taken)| taken != j)
        });
        found.extend(same.map(|(j, _)| (i, j)));
    }
    found
}

fn merge_lists(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    let same = |old: &[String], new: &[String]| -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (i, item) in old.iter().enumerate() {
            let mut places = new.iter().enumerate();
            let place = places
                .find(|(j, other)| *other == item && found.iter().all(|(_, taken)| taken != j));
            found.extend(place.map(|(j, _)| (i, j)));
        }
        found
    };
    let (ours_of, theirs_of) = (same(base, ours), same(base, theirs));
    let new = |of: &[(usize, usize)], at: usize| of.iter().all(|(_, place)| *place != at);
    let mut added = same(ours, theirs);
    added.retain(|(i, j)| new(&ours_of, *i) && new(&theirs_of, *j));
    let nodes = woven(&Sides {
        lengths: [base.len(), ours.len(), theirs.len()],
        ours: &ours_of,
        theirs: &theirs_of,
        added: &added,
    });
    nodes
        .into_iter()
        .filter(|node| node.base.is_none() || (node.ours.is_some() && node.theirs.is_some()))
        .filter_map(|node| match (node.ours, node.theirs) {
            (Some(at), _) => Some(ours[at].clone()),
            (None, Some(at)) => Some(theirs[at].clone()),
            (None, None) => None,
        })
        .collect()
}
