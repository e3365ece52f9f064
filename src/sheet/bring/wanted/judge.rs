//! A cell held against what it was, and what the content says.

use super::current::{Current, Known};
use crate::data::Shape;
use crate::sheet::bring::Take;
use crate::sheet::ladder::line;
use crate::sheet::lines::inherited;
use crate::sheet::read::Base;
use crate::sheet::resources::PARTS;
use crate::sheet::table::{INHERITED, Slot, TOO_LONG, mark, tidy};
use crate::site::Site;
use std::collections::HashSet;

/// What comes of a cell.
pub(super) enum Judged {
    /// Nothing was edited, or the content says it already.
    Same,
    Edited,
    /// The content was edited meanwhile, in another way.
    Conflict,
    /// It can't be edited here, and what to do.
    Stop(String),
}

/// The text of a cell as it is taken: without the marks that people put before new lines, and with
/// a list of values parted as it is exported.
pub(super) fn meant(current: &Current, known: &Known, text: &str) -> String {
    match &known.slot {
        Slot::Key(_, key) if current.shapes.get(key) == Some(&Shape::Texts) => {
            let values = text.split(';').map(str::trim);
            let values: Vec<&str> = values.filter(|value| !value.is_empty()).collect();
            values.join(PARTS)
        }
        slot if slot.is_lines() => {
            let kept: HashSet<&str> = known.text.lines().collect();
            let bare = |line: &str| {
                let marks = ["- ", "* ", "• ", "– "];
                let bare = marks.into_iter().find_map(|mark| line.strip_prefix(mark));
                bare.filter(|_| !kept.contains(line))
                    .unwrap_or(line)
                    .to_owned()
            };
            let text = tidy(text);
            text.lines().map(bare).collect::<Vec<_>>().join("\n")
        }
        _ => text.to_owned(),
    }
}

/// The files in which those inherited lines stand that a cell lacks.
fn lacking(site: &Site, slot: &Slot, text: &str) -> String {
    let Slot::Statements(level, skill) = slot else {
        return String::new();
    };
    let kept = slot.inherited(text);
    let kept: HashSet<&str> = kept.lines().collect();
    let cell = site.model.levels[*level].cell(*skill);
    let mut files: Vec<&str> = Vec::new();
    for statement in cell.map_or(&[][..], |cell| &cell.statements) {
        let statement = &site.model.statements[*statement];
        let common = &site.model.levels[statement.level].common;
        let shown = line(site, common, statement).map(|line| inherited(&line.text));
        if statement.level != *level && shown.is_some_and(|shown| !kept.contains(shown.trim())) {
            files.push(site.file(common));
        }
    }
    files.dedup();
    match files.is_empty() {
        true => String::new(),
        false => format!(" (`{}`)", files.join("`, `")),
    }
}

/// Where to edit what is inherited, if that was edited here.
pub(super) fn edited_inherited(
    site: &Site,
    known: &Known,
    base: Option<&Base>,
    text: &str,
) -> Option<String> {
    let slot = &known.slot;
    let now = known.text.as_str();
    let marks = |text: &str| mark(slot, text).split_off(8);
    let was = match base {
        Some(Base::Text(was)) => marks(was),
        Some(Base::Mark(mark)) => mark.get(8..).unwrap_or_default().to_owned(),
        None => marks(now),
    };
    // A step of its own takes the place of an inherited one.
    let is_step = matches!(slot, Slot::Step(..) | Slot::Target(..));
    let is_placed = is_step && !slot.own(text).is_empty();
    if marks(text) == was || slot.inherited(text) == slot.inherited(now) || is_placed {
        return None;
    }
    Some(format!(
        "edit it at the level that it comes from{}: what begins with `{INHERITED}` is inherited",
        lacking(site, slot, text)
    ))
}

/// What comes of a cell that reads `text`.
pub(super) fn judge(known: &Known, base: Option<&Base>, text: &str, take: Option<Take>) -> Judged {
    let slot = &known.slot;
    let now = known.text.as_str();
    let own = slot.own(text);
    let halves = |text: &str| mark(slot, text);
    let was = match base {
        Some(Base::Text(was)) => halves(was),
        Some(Base::Mark(mark)) => mark.clone(),
        None => halves(now),
    };
    let (is, content) = (halves(text), halves(now));
    if is == was || (is == content && tidy(text) == tidy(now)) {
        return Judged::Same;
    }
    let too_long = matches!(base, Some(Base::Text(was)) if was.starts_with(TOO_LONG));
    if too_long || text.starts_with(TOO_LONG) {
        return Judged::Stop("edit it where it stands: a cell can't hold it".to_owned());
    }
    let half = |mark: &str| mark.get(..8).unwrap_or_default().to_owned();
    if half(&is) == half(&was) || own == slot.own(now) {
        return Judged::Same;
    }
    if let Some(help) = &known.fixed {
        return Judged::Stop(help.clone());
    }
    let is_changed = half(&content) != half(&was);
    match (is_changed, take) {
        (true, None) => Judged::Conflict,
        (true, Some(Take::Content)) => Judged::Same,
        _ => Judged::Edited,
    }
}
