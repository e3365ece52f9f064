//! What a merge of one override changes in its file, and the changes of one file put together.

use super::lock::Key;
use super::merge::{Merge, added_by_both, conflict, merge_lines, merge_text, merge_value};
use super::moving::{moving, with_heading};
use super::others::is_binary;
use super::sides::Sides;
use super::slot::Slot;
use super::standing::{Base, Standing};
use super::write::pinned;
use crate::document::Part;
use crate::overlay::{Piece, mode_words};
use crate::sheet::Splice;
use std::collections::BTreeMap;
use std::ops::Range;

/// One change of a file.
pub(super) struct Edit {
    pub key: Key,
    /// The key that the override has afterwards, where that is another one.
    pub key_after: Option<Key>,
    /// What it is based on afterwards.
    pub theirs: Option<String>,
    /// Whether nothing is held against it afterwards.
    pub is_quiet: bool,
    what: What,
}

enum What {
    Text(Range<usize>, Merge),
    Value(Box<Values>),
}

/// A value that both sides have changed.
struct Values {
    slot: Slot,
    base: Option<String>,
    theirs: Option<String>,
    /// What both come to: a value, or none; or they don't merge.
    merged: Option<Option<String>>,
}

/// Why nothing is changed: what is, and what to do.
pub(super) type Why = (&'static str, &'static str);

const UNMERGED: Why = (
    "both sides have changed it, and it is written in a way that isn't merged",
    "write what is right, then say `waypost upstream merge --keep`",
);

const GONE: Why = (
    "upstream has taken the statement away",
    "delete it here, or put it into its section, under the heading with `{append}`",
);

impl Edit {
    /// Another text in the place of a stretch of the override's file.
    pub fn text(it: &Standing, range: Range<usize>, merge: Merge) -> Edit {
        Edit {
            key: it.key.clone(),
            key_after: None,
            theirs: it.theirs.clone(),
            is_quiet: false,
            what: What::Text(range, merge),
        }
    }

    /// The same of an override that has another key afterwards.
    pub fn called(self, it: &Standing, now: &Part, is_quiet: bool) -> Edit {
        Edit {
            key_after: Some((it.key.0.clone(), now.name())),
            is_quiet,
            ..self
        }
    }

    /// Whether nothing is left of the override: upstream has taken away what it said as well.
    pub fn is_gone(&self) -> bool {
        match &self.what {
            What::Text(_, merge) => merge.conflicts == 0 && merge.text.is_empty(),
            What::Value(values) => values.merged == Some(None),
        }
    }

    /// How many conflicts it leaves.
    pub fn conflicts(&self) -> usize {
        match &self.what {
            What::Text(_, merge) => merge.conflicts,
            What::Value(values) => usize::from(values.merged.is_none()),
        }
    }
}

/// The change that merging an override makes.
pub(super) fn edit(sides: &Sides, it: &Standing) -> Result<Edit, Why> {
    if let Some(moving) = moving(sides, it, false) {
        return moving;
    }
    let Some(ours) = &it.ours else {
        return Err((
            "it is taken away here, and upstream has changed it",
            "read what upstream says now; `waypost upstream merge --keep` leaves it away",
        ));
    };
    let base = match &it.base {
        Base::Text(text) => Some(text.as_str()),
        _ => None,
    };
    let theirs = it.theirs.as_deref();
    let text = &*sides.fork.sources.get(ours.source).text;
    let what = match &it.part {
        Part::Field(_) => What::Value(Box::new(values(it, text, base, theirs)?)),
        Part::File => What::Text(ours.range.clone(), file(base, &ours.text, theirs)?),
        Part::Statement(_) if theirs.is_none() => return Err(GONE),
        Part::Statement(id) => {
            let new = match &it.successor {
                Some(Part::Statement(new)) => new,
                _ => id,
            };
            let said = moved_pin(&ours.text, id, new);
            // With the id on every side: whichever is kept says what it replaces.
            let with_pin = |text: &str| pinned(text, new);
            let base = with_pin(base.unwrap_or_default());
            let merge = merge_text(&base, &said, &with_pin(theirs.unwrap_or_default()));
            What::Text(ours.range.clone(), merge)
        }
        _ => {
            // What upstream calls otherwise is called so on every side.
            let named = |text: &str| match (&it.successor, theirs) {
                (Some(_), Some(theirs)) => with_heading(text, theirs),
                _ => text.to_owned(),
            };
            let base = base.map(named);
            let base = base.as_deref();
            let ours = Piece {
                text: named(&ours.text),
                ..ours.clone()
            };
            let mut merge = match (base, theirs) {
                (None, Some(theirs)) => added_by_both(&ours.text, theirs),
                (base, None) if base != Some(&ours.text) => Merge {
                    text: conflict(base.unwrap_or_default(), &ours.text, ""),
                    conflicts: 1,
                },
                (base, theirs) => merge_text(
                    base.unwrap_or_default(),
                    &ours.text,
                    theirs.unwrap_or_default(),
                ),
            };
            if let Some(words) = mode_words(&text[ours.range.clone()])
                && merge.text.starts_with('#')
            {
                let end = merge.text.find('\n').unwrap_or(merge.text.len());
                merge.text.insert_str(end, words);
            }
            What::Text(ours.range.clone(), merge)
        }
    };
    Ok(Edit {
        key: it.key.clone(),
        key_after: key_after(it),
        theirs: it.theirs.clone(),
        is_quiet: false,
        what,
    })
}

/// A whole file, line by line.
fn file(base: Option<&str>, ours: &str, theirs: Option<&str>) -> Result<Merge, Why> {
    let Some(theirs) = theirs else {
        return Err((
            "upstream has taken this file away",
            "delete it as well, or say `waypost upstream merge --keep`",
        ));
    };
    let base = base.unwrap_or_default();
    match [base, ours, theirs].into_iter().any(is_binary) {
        true => Err((
            "both sides have changed it, and it is no text",
            "put the file there that is right, then say `waypost upstream merge --keep`",
        )),
        false => Ok(merge_lines(base, ours, theirs)),
    }
}

/// The change that makes an override that stays as it is name what upstream has now.
pub(super) fn renaming(sides: &Sides, it: &Standing) -> Option<Result<Edit, Why>> {
    let (Part::Statement(id), Some(Part::Statement(new))) = (&it.part, &it.successor) else {
        return moving(sides, it, true);
    };
    let source = sides.fork.sources.get(it.over.source);
    let (start, pin) = (it.over.start as usize, format!("{{#{id}}}"));
    let at = start + source.text.get(start..)?.find(&pin)?;
    let now = Merge::clean(&format!("{{#{new}}}"));
    Some(Ok(Edit {
        key_after: key_after(it),
        ..Edit::text(it, at..at + pin.len(), now)
    }))
}

fn key_after(it: &Standing) -> Option<Key> {
    let now = it.successor.as_ref()?;
    Some((it.key.0.clone(), now.name()))
}

fn moved_pin(text: &str, id: &str, new: &str) -> String {
    text.replacen(&format!("{{#{id}}}"), &format!("{{#{new}}}"), 1)
}

fn values(
    it: &Standing,
    text: &str,
    base: Option<&str>,
    theirs: Option<&str>,
) -> Result<Values, Why> {
    let ours = it.ours.as_ref().ok_or(UNMERGED)?;
    let slot = Slot::find(text, ours, it.syntax).ok_or(UNMERGED)?;
    let merged = match (base, theirs) {
        (Some(base), _) if base == ours.text => Some(theirs.map(str::to_owned)),
        (Some(base), Some(theirs)) => merge_value(base, &ours.text, theirs).map(Some),
        _ => None,
    };
    let values = Values {
        slot,
        base: base.map(str::to_owned),
        theirs: theirs.map(str::to_owned),
        merged,
    };
    // Each of the sides must be able to stand in the lines.
    let all = [
        Some(&values.base),
        Some(&values.theirs),
        values.merged.as_ref(),
    ];
    let fits = |value: &Option<String>| match value {
        None => values.slot.may_go || values.slot.is_cell(),
        Some(value) => values.slot.with(Some(value)).is_some(),
    };
    if !all.into_iter().flatten().all(fits) {
        return Err(UNMERGED);
    }
    Ok(values)
}

/// The changes of one file as stretches of its text. Values that stand in the same lines are one
/// change if any of them is a conflict, since lines are what its sides are made of.
pub(super) fn splices(text: &str, edits: &[Edit]) -> Vec<Splice> {
    let mut found = Vec::new();
    let mut by_lines: BTreeMap<(usize, usize), Vec<&Values>> = BTreeMap::new();
    for edit in edits {
        match &edit.what {
            What::Text(range, merge) => found.push(Splice::new(range.clone(), merge.text.clone())),
            What::Value(values) => {
                let lines = &values.slot.lines;
                by_lines
                    .entry((lines.start, lines.end))
                    .or_default()
                    .push(values);
            }
        }
    }
    for ((start, end), values) in by_lines {
        let is_clean = values.iter().all(|it| it.merged.is_some());
        let goes = |value: &Values| matches!(value.merged, Some(None)) && !value.slot.is_cell();
        match is_clean {
            true if values.iter().any(|it| goes(it)) => {
                // The line end goes with the line.
                let end = (end + 1).min(text.len());
                found.push(Splice::new(start..end, ""));
            }
            true => found.extend(values.iter().filter_map(|it| {
                let merged = it.merged.as_ref()?;
                it.slot.with(merged.as_deref())
            })),
            false => {
                let lines = |side: &dyn Fn(&Values) -> Side| said(text, start..end, &values, side);
                let base = lines(&|it| Side::Says(it.base.clone()));
                let theirs = lines(&|it| Side::Says(it.theirs.clone()));
                let ours = lines(&|_| Side::AsItIs);
                found.push(Splice::new(start..end, conflict(&base, &ours, &theirs)));
            }
        }
    }
    found
}

/// What a side says of a value.
enum Side {
    AsItIs,
    Says(Option<String>),
}

/// Lines as one side has them; nothing where it hasn't got what they say.
fn said(
    text: &str,
    lines: Range<usize>,
    values: &[&Values],
    side: &dyn Fn(&Values) -> Side,
) -> String {
    let mut splices = Vec::new();
    for value in values {
        let says = match (&value.merged, side(value)) {
            (Some(merged), _) => merged.clone(),
            (None, Side::AsItIs) => continue,
            (None, Side::Says(says)) => says,
        };
        match value.slot.with(says.as_deref()) {
            Some(splice) => splices.push(splice),
            None => return String::new(),
        }
    }
    splices.sort_by_key(|splice| splice.at.start);
    let mut said = text[lines.clone()].to_owned();
    for splice in splices.iter().rev() {
        let at = splice.at.start - lines.start..splice.at.end - lines.start;
        said.replace_range(at, &splice.text);
    }
    said
}
