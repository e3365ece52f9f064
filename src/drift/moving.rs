//! Overrides that follow what upstream has renamed: under the heading, or with the key, that it has
//! there now. And those that only say what is done to a section that is gone.

use super::edit::{Edit, Why};
use super::merge::Merge;
use super::sides::Sides;
use super::standing::{Base, Standing, State};
use crate::document::{Deed, Part};
use crate::overlay::mode_words;
use std::ops::Range;

const BOTH: Why = (
    "upstream has renamed it and changed it, and so have you",
    "write what is right under the name that it has upstream, then say `waypost upstream merge --keep`",
);

const AS_IT_IS: Why = (
    "upstream has renamed it, and its name is written here in a way that isn't changed by a program",
    "call it as upstream does",
);

const ADDED_TO: Why = (
    "upstream has taken away the section that this adds to",
    "delete it, or say `waypost upstream merge --keep` to have it as a section of your own",
);

const DROPPED: Why = (
    "it is taken away here, and upstream has renamed it and changed it",
    "read what upstream says now; `waypost upstream merge --keep` leaves it away",
);

/// The change that merging makes where upstream has another name, or a heading says what is done to
/// nothing; none where the override merges like others. With `keeps` what is said here stays.
pub(super) fn moving(sides: &Sides, it: &Standing, keeps: bool) -> Option<Result<Edit, Why>> {
    match (&it.part, &it.successor, it.state) {
        (Part::Section(_), Some(now), _) => section(sides, it, now, keeps),
        (Part::Field(_), Some(now), _) => Some(field(sides, it, now, keeps)),
        (Part::Section(_), None, State::Removed) => over_nothing(sides, it, keeps),
        _ => None,
    }
}

/// A section, or a word on one, under another heading. One that replaces it merges with what upstream
/// says there, which brings the heading along.
fn section(sides: &Sides, it: &Standing, now: &Part, keeps: bool) -> Option<Result<Edit, Why>> {
    let has_text = matches!(it.deed, Deed::Replaces | Deed::Adds);
    if has_text && !keeps {
        return None;
    }
    let is_same = match &it.base {
        Base::Text(base) => it.theirs.as_deref().map(body) == Some(body(base)),
        _ => false,
    };
    if it.deed == Deed::Drops && !is_same && !keeps {
        return Some(Err(DROPPED));
    }
    let (range, line) = heading(sides, it)?;
    let Some(new) = it.theirs.as_deref().and_then(first_line) else {
        return Some(Err(AS_IT_IS));
    };
    let words = mode_words(line).unwrap_or_default();
    let edit = Edit::text(it, range, Merge::clean(&format!("{new}{words}")));
    // What adds to a section isn't based on it, and is no override that is held against anything.
    let is_quiet = matches!(it.deed, Deed::Appends | Deed::Prepends);
    Some(Ok(edit.called(it, now, is_quiet)))
}

/// A key with the id that the thing has now: `requires.ID`.
fn field(sides: &Sides, it: &Standing, now: &Part, keeps: bool) -> Result<Edit, Why> {
    let (Part::Field(old), Part::Field(new), Some(ours)) = (&it.part, now, &it.ours) else {
        return Err(AS_IT_IS);
    };
    let is_base = matches!(&it.base, Base::Text(base) if Some(base) == it.theirs.as_ref());
    let is_same = it.theirs.as_ref() == Some(&ours.text);
    if !keeps && !is_base && !is_same {
        return Err(BOTH);
    }
    let last = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
    let (old, new) = (last(old), last(new));
    let text = &sides.fork.sources.get(ours.source).text;
    let range = ours.range.start..ours.range.start + old.len();
    if text.get(range.clone()) != Some(old.as_str()) {
        return Err(AS_IT_IS);
    }
    let edit = Edit::text(it, range, Merge::clean(&new));
    Ok(edit.called(it, now, false))
}

/// A heading that says what is done to a section that upstream has taken away.
fn over_nothing(sides: &Sides, it: &Standing, keeps: bool) -> Option<Result<Edit, Why>> {
    let (range, line) = heading(sides, it)?;
    match (it.deed, keeps) {
        // Both have taken it away.
        (Deed::Drops, _) => Some(Ok(Edit::text(it, range, Merge::clean("")))),
        (Deed::Appends | Deed::Prepends, false) => Some(Err(ADDED_TO)),
        (Deed::Appends | Deed::Prepends | Deed::Replaces, true) => {
            let words = mode_words(line)?;
            let plain = line.replacen(words, "", 1);
            Some(Ok(Edit::text(it, range, Merge::clean(&plain))))
        }
        _ => None,
    }
}

/// The line of the heading that an override stands under.
fn heading<'s>(sides: &'s Sides, it: &Standing) -> Option<(Range<usize>, &'s str)> {
    let text = &sides.fork.sources.get(it.over.source).text;
    let start = it.over.start as usize;
    let line = first_line(text.get(start..)?)?;
    Some((start..start + line.len(), line))
}

/// The first line, where that is a heading.
fn first_line(text: &str) -> Option<&str> {
    let line = text.lines().next()?.trim_end();
    line.starts_with('#').then_some(line)
}

/// A section without its heading.
fn body(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, body)| body).trim()
}

/// A section with the heading of another one, so that only what stands beneath it is merged.
pub(super) fn with_heading(text: &str, of: &str) -> String {
    match (first_line(text), first_line(of)) {
        (Some(own), Some(other)) => format!("{other}{}", &text[own.len()..]),
        _ => text.to_owned(),
    }
}
