//! Overrides of a site as a patch of upstream's own files.

use super::addition::Addition;
use super::line::FieldLines;
use super::lock::Key;
use super::sides::Sides;
use super::standing::{Standing, State};
use crate::document::Part;
use crate::overlay::Piece;
use crate::source::SourceId;
use diffy::{DiffOptions, PatchFormatter};
use std::collections::BTreeMap;

/// What upstream would have to change to say what overrides say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    /// The patch, as `git apply` and `patch -p1` take it; empty where there is nothing to change.
    pub patch: String,
    /// The overrides that are in it.
    pub taken: Vec<Key>,
    /// Those that aren't, and why.
    pub left: Vec<(Key, &'static str)>,
}

/// Overrides and additions as a patch of the files of upstream.
pub fn contribution(
    sides: &Sides,
    standings: &[&Standing],
    additions: &[&Addition],
) -> Contribution {
    let mut done = Contribution::default();
    let mut by_file: BTreeMap<SourceId, Vec<(std::ops::Range<usize>, String)>> = BTreeMap::new();
    let standings = standings.iter().map(|it| (&it.key, change(sides, it)));
    let additions = additions.iter().map(|it| (&it.key, it.change(sides)));
    for (key, change) in standings.chain(additions) {
        match change {
            Ok((source, range, text)) => {
                by_file.entry(source).or_default().push((range, text));
                done.taken.push(key.clone());
            }
            Err(why) => done.left.push((key.clone(), why)),
        }
    }
    let mut files: Vec<_> = by_file
        .into_iter()
        .map(|(source, changes)| (sides.below.sources.get(source), changes))
        .collect();
    files.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    for (source, mut changes) in files {
        changes.sort_by_key(|(range, _)| range.start);
        let mut text = source.text.to_string();
        for (range, new) in changes.iter().rev() {
            text.replace_range(range.clone(), new);
        }
        let mut options = DiffOptions::new();
        options
            .set_original_filename(format!("a/{}", source.path))
            .set_modified_filename(format!("b/{}", source.path));
        let patch = options.create_patch(&source.text, &text);
        done.patch
            .push_str(&PatchFormatter::new().fmt_patch(&patch).to_string());
    }
    done
}

pub(super) type Change = (SourceId, std::ops::Range<usize>, String);

fn change(sides: &Sides, it: &Standing) -> Result<Change, &'static str> {
    if it.state == State::Conflict {
        return Err("a merge left two versions in it");
    }
    let Some(below) = &it.below else {
        return Err("upstream has nothing in its place; send it as a file of its own");
    };
    let source = sides.below.sources.get(below.source);
    if !source.layer.is_empty() {
        return Err("upstream has it from an upstream of its own");
    }
    let (range, text) = match (&it.part, &it.ours) {
        (_, None) => return Err("it is taken away here, which a patch would do for all"),
        (Part::Field(_), Some(ours)) => {
            let lines = FieldLines::find(&source.text, &below.range, it.syntax_below)
                .ok_or("it stands in upstream's file in a way that isn't changed by a program")?;
            let line = lines.with(&ours.text);
            (lines.lines, line)
        }
        (Part::Statement(id), Some(ours)) => (below.range.clone(), unpinned(ours, below, id)),
        (_, Some(ours)) => (below.range.clone(), ours.text.clone()),
    };
    Ok((below.source, range, text))
}

/// A statement without the id that is there only to name the one below.
fn unpinned(ours: &Piece, below: &Piece, id: &str) -> String {
    let pin = format!("{{#{id}}}");
    match below.text.contains(&pin) {
        true => ours.text.clone(),
        false => ours.text.replacen(&format!(" {pin}"), "", 1),
    }
}
