//! From the cells of a sheet to the changes of files.

use super::brought::{Brought, Edit, How, Said, Stop};
use super::change::keys;
use super::change::moves::Moves;
use super::change::section::Place;
use super::change::splice::{Splice, spliced};
use super::files::NewText;
use super::fresh::{Added, added};
use super::gone::gone;
use super::moving::moves_between;
use super::named::{named, not_upstreams};
use super::verify::{Amiss, amiss};
use super::wanted::{Current, Fresh, Inherited, Want, Wanted, gather};
use crate::data::Shape;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::layers::LARGEST_TEXT;
use crate::model::Common;
use crate::sheet::lines::meant;
use crate::sheet::read::{Fault, Sheets};
use crate::sheet::table::Slot;
use crate::sheet::written::{Rows, level_common, path_common};
use crate::site::{LoadOptions, Site};
use crate::source::SourceId;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Readings of the site: each one leaves out what the one before found not to fit.
const READINGS: usize = 6;

/// Works out what a sheet changes. Nothing is written.
///
/// # Errors
/// What is wrong with the sheet; nothing of it counts then.
pub fn bring(
    site: &Site,
    options: &LoadOptions,
    sheets: &Sheets,
    how: impl Into<How>,
) -> Result<Brought, Vec<Fault>> {
    let how = how.into();
    let current = Current::of(site);
    let Wanted {
        mut cells,
        mut rows,
        conflicts,
        mut stops,
        inherited,
        deleted,
    } = gather(site, &current, sheets, how.take)?;
    let (mut gone, deleted) = match how.deletes {
        true => (deleted, Vec::new()),
        false => (Vec::new(), deleted),
    };
    for reading in 0..READINGS {
        let is_last = reading + 1 == READINGS;
        let mut plan = Plan::of(site, &current, &mut cells, &mut rows, &mut stops);
        plan.take_out(&mut gone, &mut stops);
        let files = plan.files(&mut stops);
        if files.is_empty() {
            break;
        }
        let layers = files
            .iter()
            .map(|(path, text)| (path.clone(), text.after.clone()));
        let layers = site.layers.clone().instead(layers.collect());
        let after = Arc::new(Site::load(layers, options));
        let faults = new_errors(site, &after);
        let now = Current::of(&after);
        let found = amiss(&current, &now, &cells, &gone);
        if found.is_empty() || !faults.is_empty() {
            still_other(inherited, &now, &mut stops);
            return Ok(Brought {
                edits: plan.edits,
                conflicts,
                stops,
                deleted,
                files,
                faults,
                after: Some(after),
            });
        }
        if found.edited.is_empty() {
            stops.extend(gone.drain(..).map(|id| Stop {
                place: format!("the deleted row `{id}`"),
                message: "without it other cells would read otherwise".to_owned(),
                help: "take it out of its file".to_owned(),
            }));
        }
        drop_amiss(&found, is_last, &mut cells, &mut rows, &mut stops);
    }
    still_other(inherited, &current, &mut stops);
    Ok(Brought {
        edits: Vec::new(),
        conflicts,
        stops,
        deleted,
        files: BTreeMap::new(),
        faults: Vec::new(),
        after: None,
    })
}

/// Inherited parts that don't read as they were edited.
fn still_other(inherited: Vec<Inherited>, now: &Current, stops: &mut Vec<Stop>) {
    for part in inherited {
        let known = now.cells.get(&(part.id, part.key));
        if known.is_none_or(|known| known.slot.inherited(&known.text) != part.text) {
            stops.push(part.stop);
        }
    }
}

/// Leaves out the edits that don't come out as they are meant.
fn drop_amiss(
    found: &Amiss,
    all: bool,
    cells: &mut Vec<Want>,
    rows: &mut Vec<Fresh>,
    stops: &mut Vec<Stop>,
) {
    let by_hand = "edit it in its file, or write it in another way".to_owned();
    let others = found.others.first();
    let is_out = |place: usize, want: &Want| {
        all || match found.edited.is_empty() {
            false => found.edited.contains(&place),
            // An edit of one cell that changes another one: both stand in the same row or column.
            true => found.others.iter().any(|(id, key)| {
                let level = |key: &str| key.trim_end_matches(".step").to_owned();
                *id == want.id || level(key) == level(&want.key)
            }),
        }
    };
    let mut place = 0;
    let mut some = false;
    cells.retain(|want| {
        let out = is_out(place, want);
        place += 1;
        if out {
            some = true;
            stops.push(Stop {
                place: want.place.clone(),
                message: match (found.edited.is_empty(), others) {
                    (true, Some((id, key))) => {
                        format!("what stands here would change another cell ({id}, {key})")
                    }
                    _ => "what stands here would read otherwise in the content".to_owned(),
                },
                help: by_hand.clone(),
            });
        }
        !out
    });
    if !some || all {
        for row in rows.drain(..) {
            stops.push(Stop {
                place: row.place,
                message: "this row can't be brought in as it is".to_owned(),
                help: by_hand.clone(),
            });
        }
    }
}

struct Plan<'a> {
    site: &'a Site,
    edits: Vec<Edit>,
    splices: BTreeMap<SourceId, Vec<Splice>>,
}

impl<'a> Plan<'a> {
    fn of(
        site: &'a Site,
        current: &Current,
        cells: &mut Vec<Want>,
        rows: &mut Vec<Fresh>,
        stops: &mut Vec<Stop>,
    ) -> Plan<'a> {
        let mut plan = Plan {
            site,
            edits: Vec::new(),
            splices: BTreeMap::new(),
        };
        let is_keys = cells.iter().any(|want| matches!(want.slot, Slot::Key(..)));
        let written = is_keys.then(|| Rows::of_resources(site));
        let mut order = current.order.clone();
        for want in cells.iter() {
            if matches!(want.slot, Slot::Key(..)) && !order.contains(&want.key) {
                order.push(want.key.clone());
            }
        }
        let mut moves = moves_between(site, cells).into_iter();
        cells.retain(|want| {
            let moves = moves.next().unwrap_or_default();
            match plan.cell(current, want, written.as_ref(), &order, &moves) {
                Ok(()) => true,
                Err(help) => {
                    stops.push(Stop {
                        place: want.place.clone(),
                        message: "what stands here can't be written into its file".to_owned(),
                        help,
                    });
                    false
                }
            }
        });
        let mut taken = HashSet::new();
        rows.retain(|row| match added(site, row, &order, current, &mut taken) {
            Ok(added) => {
                plan.add(added);
                true
            }
            Err((message, help)) => {
                let place = row.place.clone();
                stops.push(Stop {
                    place,
                    message,
                    help,
                });
                false
            }
        });
        plan
    }

    fn cell(
        &mut self,
        current: &Current,
        want: &Want,
        written: Option<&Rows>,
        order: &[String],
        moves: &Moves,
    ) -> Result<(), String> {
        let site = self.site;
        let known = current.cells.get(&(want.id.clone(), want.key.clone()));
        let old = known.map_or(String::new(), |known| known.slot.own(&known.text));
        let model = &site.model;
        let set = || vec![Said::Set(old.clone(), want.text.clone())];
        let (common, splices, said): (&Common, _, _) = match &want.slot {
            Slot::Statements(level, skill) => {
                listed(Place::of_level(site, *level, *skill), &want.text, moves)?
            }
            Slot::Looks(skill, step) => {
                listed(Place::of_step(site, *skill, *step), &want.text, moves)?
            }
            slot @ Slot::Step(level, _) => {
                let common = level_common(site, *level);
                let splices = keys::step(site, common, slot, want.text.trim())?;
                (common, splices, set())
            }
            slot @ Slot::Target(path, _) => {
                let common = path_common(site, *path);
                let splices = keys::step(site, common, slot, want.text.trim())?;
                (common, splices, set())
            }
            Slot::Key(resource, key) => {
                let common = &model.resources[*resource].common;
                let by_hand = || format!("edit it in `{}`", site.file(common));
                let row = written
                    .and_then(|rows| rows.get(common))
                    .ok_or_else(by_hand)?;
                let shape = current.shapes.get(key).copied().unwrap_or(Shape::Text);
                let splices = keys::key(site, common, row, (key, shape), &want.text, order)?;
                (common, splices, set())
            }
        };
        let source = common.body.source;
        not_upstreams(site, common)?;
        if is_faulty(site, source) {
            return Err(format!(
                "mend what is wrong in `{}` first",
                site.file(common)
            ));
        }
        self.edits.push(Edit {
            file: site.file(common).to_owned(),
            what: named(site, &want.slot),
            said,
        });
        self.splices.entry(source).or_default().extend(splices);
        Ok(())
    }

    fn add(&mut self, added: Added) {
        self.splices
            .entry(added.source)
            .or_default()
            .push(added.splice);
        self.edits.push(Edit {
            file: self.site.sources.get(added.source).path.to_string(),
            what: format!("the resource `{}`", added.id),
            said: vec![Said::New(added.title)],
        });
    }

    /// Takes out the rows that were deleted.
    fn take_out(&mut self, ids: &mut Vec<String>, stops: &mut Vec<Stop>) {
        ids.retain(|id| match gone(self.site, id) {
            Ok(gone) => {
                self.splices
                    .entry(gone.source)
                    .or_default()
                    .push(gone.splice);
                self.edits.push(gone.edit);
                true
            }
            Err(stop) => {
                stops.push(stop);
                false
            }
        });
    }

    /// The files with their changes.
    fn files(&mut self, stops: &mut Vec<Stop>) -> BTreeMap<String, NewText> {
        let site = self.site;
        let mut files = BTreeMap::new();
        for (source, splices) in &self.splices {
            let found = site.sources.get(*source);
            let mut listing = site.layers.list(
                &found.path,
                &mut crate::source::Sources::default(),
                &mut Vec::new(),
            );
            listing.files.retain(|file| *file.path == *found.path);
            let bytes = listing
                .visible()
                .next()
                .and_then(|file| site.layers.read(file, LARGEST_TEXT).ok());
            let after = bytes
                .as_ref()
                .and_then(|bytes| spliced(bytes, &found.text, splices));
            match (bytes, after) {
                (Some(before), Some(after)) if before != after => {
                    files.insert(found.path.to_string(), NewText { before, after });
                }
                (Some(_), Some(_)) => {}
                _ => {
                    self.edits.retain(|edit| *edit.file != *found.path);
                    stops.push(Stop {
                        place: format!("`{}`", found.path),
                        message: "the changes of this file don't fit together, or it was changed just now".to_owned(),
                        help: "bring fewer cells back at a time, or edit it by hand".to_owned(),
                    });
                }
            }
        }
        files
    }
}

/// The changes that make the items of a place read as the lines of a cell.
fn listed<'a>(
    place: Place<'a>,
    text: &str,
    moves: &Moves,
) -> Result<(&'a Common, Vec<Splice>, Vec<Said>), String> {
    let lines: Vec<&str> = text.lines().map(meant).collect();
    let (splices, said) = place.change(&lines, moves)?;
    Ok((place.common, splices, said))
}

/// Whether a file has a fault that makes its places doubtful.
pub(super) fn is_faulty(site: &Site, source: SourceId) -> bool {
    site.diagnostics.iter().any(|finding| {
        finding.span().is_some_and(|span| span.source == source)
            && matches!(
                finding.code,
                Code::ConflictMarker
                    | Code::Syntax
                    | Code::UnclosedFrontMatter
                    | Code::NotUtf8
                    | Code::ControlCharacter
                    | Code::UnclosedBlock
                    | Code::DuplicateKey
            )
    })
}

/// The errors that a site has and the one before hadn't.
fn new_errors(before: &Site, after: &Site) -> Vec<Diagnostic> {
    let key = |site: &Site, finding: &Diagnostic| {
        let path = finding
            .span()
            .map(|span| site.sources.get(span.source).path.clone());
        (finding.code, finding.message.clone(), path)
    };
    let known: HashSet<_> = before
        .diagnostics
        .iter()
        .map(|it| key(before, it))
        .collect();
    let found = after.diagnostics.iter();
    found
        .filter(|finding| finding.severity == Severity::Error)
        .filter(|finding| !known.contains(&key(after, finding)))
        .cloned()
        .collect()
}
