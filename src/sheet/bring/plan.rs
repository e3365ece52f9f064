//! From the cells of a sheet to the changes of files.

use super::csv_row;
use super::files::NewText;
use super::gather::{Current, Fresh, Want, Wanted, gather};
use super::keys;
use super::literal::{fresh, text_value};
use super::section::Place;
use super::splice::{Splice, spliced};
use super::verify::{Amiss, amiss};
use crate::data::Shape;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Kind, slug};
use crate::layers::LARGEST_TEXT;
use crate::link::{Found, Reference};
use crate::model::Common;
use crate::sheet::lines::meant;
use crate::sheet::read::{Fault, Sheets};
use crate::sheet::table::Slot;
use crate::sheet::written::{Rows, level_common, path_common};
use crate::site::{LoadOptions, Site};
use crate::source::SourceId;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// Which side counts where both were edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// What stands in the sheet.
    Sheet,
    /// What the content says.
    Content,
}

/// What a sheet brings.
pub struct Brought {
    /// What changes, in the order of the sheet.
    pub edits: Vec<Edit>,
    /// Cells that were edited on both sides. Nothing of them is written.
    pub conflicts: Vec<Conflict>,
    /// Cells that can't be brought back.
    pub stops: Vec<Stop>,
    /// The files that change, by their paths in the site.
    pub files: BTreeMap<String, NewText>,
    /// Errors that the site would have with the changes and hasn't now, and that site.
    pub faults: Vec<Diagnostic>,
    /// The site with the changes in place.
    pub after: Option<Arc<Site>>,
}

/// A cell that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The file that it stands in.
    pub file: String,
    /// What it is, in words.
    pub what: String,
    /// What becomes of it.
    pub said: Vec<Said>,
}

/// What becomes of a line or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is new.
    New(String),
    /// It goes, with so many notes beneath it.
    Removed(String, usize),
    /// It says the same in other words: before and after.
    Reworded(String, String),
    /// It stands at another place.
    Moved(String),
    /// A value: before and after, of which either may be empty.
    Set(String, String),
}

/// A cell that was edited on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where it stands in the sheet.
    pub place: String,
    /// Its row and column.
    pub what: String,
    /// What it was when it was exported, where the file tells.
    pub base: Option<String>,
    /// What the sheet says.
    pub sheet: String,
    /// What the content says.
    pub content: String,
}

/// A cell that can't be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where it stands in the sheet.
    pub place: String,
    /// What is.
    pub message: String,
    /// What to do.
    pub help: String,
}

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
    take: Option<Take>,
) -> Result<Brought, Vec<Fault>> {
    let current = Current::of(site);
    let Wanted {
        mut cells,
        mut rows,
        conflicts,
        mut stops,
    } = gather(site, &current, sheets, take)?;
    for reading in 0..READINGS {
        let is_last = reading + 1 == READINGS;
        let mut plan = Plan::of(site, &current, &mut cells, &mut rows, &mut stops);
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
        let found = amiss(&current, &Current::of(&after), &cells);
        if found.is_empty() || !faults.is_empty() {
            return Ok(Brought {
                edits: plan.edits,
                conflicts,
                stops,
                files,
                faults,
                after: Some(after),
            });
        }
        drop_amiss(&found, is_last, &mut cells, &mut rows, &mut stops);
    }
    Ok(Brought {
        edits: Vec::new(),
        conflicts,
        stops,
        files: BTreeMap::new(),
        faults: Vec::new(),
        after: None,
    })
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
        cells.retain(
            |want| match plan.cell(current, want, written.as_ref(), &order) {
                Ok(()) => true,
                Err(help) => {
                    stops.push(Stop {
                        place: want.place.clone(),
                        message: "what stands here can't be written into its file".to_owned(),
                        help,
                    });
                    false
                }
            },
        );
        let mut taken = HashSet::new();
        rows.retain(|row| match plan.row(row, &order, current, &mut taken) {
            Ok(()) => true,
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
    ) -> Result<(), String> {
        let site = self.site;
        let known = current.cells.get(&(want.id.clone(), want.key.clone()));
        let old = known.map_or(String::new(), |known| known.slot.own(&known.text));
        let model = &site.model;
        let (common, what, splices, said): (&Common, String, _, _) = match &want.slot {
            Slot::Statements(..) | Slot::Looks(..) => {
                let (place, what) = match &want.slot {
                    Slot::Looks(skill, step) => (
                        Place::of_step(site, *skill, *step),
                        format!("{}, step {}", model.skills[*skill].common.title, step + 1),
                    ),
                    Slot::Statements(level, skill) => (
                        Place::of_level(site, *level, *skill),
                        format!(
                            "{}: {}",
                            model.levels[*level].common.title, model.skills[*skill].common.title
                        ),
                    ),
                    _ => return Err(String::new()),
                };
                let lines: Vec<&str> = want.text.lines().map(|line| words(meant(line))).collect();
                let (splices, said) = place.change(&lines)?;
                (place.common, what, splices, said)
            }
            slot @ (Slot::Step(..) | Slot::Target(..)) => {
                let (common, skill) = match slot {
                    Slot::Target(path, skill) => (path_common(site, *path), *skill),
                    Slot::Step(level, skill) => (level_common(site, *level), *skill),
                    _ => return Err(String::new()),
                };
                let what = format!(
                    "{}: {}, step",
                    common.title, model.skills[skill].common.title
                );
                let splices = keys::step(site, common, slot, want.text.trim())?;
                (
                    common,
                    what,
                    splices,
                    vec![Said::Set(old, want.text.clone())],
                )
            }
            Slot::Key(resource, key) => {
                let common = &model.resources[*resource].common;
                let by_hand = || format!("edit it in `{}`", site.file(common));
                let row = written
                    .and_then(|rows| rows.get(common))
                    .ok_or_else(by_hand)?;
                let shape = current.shapes.get(key).copied().unwrap_or(Shape::Text);
                let splices = keys::key(site, common, row, (key, shape), &want.text, order)?;
                let what = format!("{}: {key}", common.title);
                (
                    common,
                    what,
                    splices,
                    vec![Said::Set(old, want.text.clone())],
                )
            }
        };
        let source = common.body.source;
        if is_faulty(site, source) {
            return Err(format!(
                "mend what is wrong in `{}` first",
                site.file(common)
            ));
        }
        self.edits.push(Edit {
            file: site.file(common).to_owned(),
            what,
            said,
        });
        self.splices.entry(source).or_default().extend(splices);
        Ok(())
    }

    /// A new resource, behind the others.
    fn row(
        &mut self,
        row: &Fresh,
        order: &[String],
        current: &Current,
        taken: &mut HashSet<String>,
    ) -> Result<(), (String, String)> {
        let site = self.site;
        let title = row.values.iter().find(|(key, _)| key == "title");
        let Some((_, title)) = title else {
            let help = "write its title, or empty the row".to_owned();
            return Err(("a new row has no title".to_owned(), help));
        };
        let id = slug(title).into_owned();
        let is_free = site.names.find(Reference::read(&id), Some(Kind::Resource)) == Found::Unknown;
        if id.is_empty() || !is_free || !taken.insert(id.clone()) {
            return Err((
                format!("the new row `{title}` would be called `{id}`, which can't be"),
                "give it another title; the row of a resource that is there keeps its id"
                    .to_owned(),
            ));
        }
        let mut tables = site
            .model
            .resources
            .iter()
            .filter(|(_, it)| it.common.is_row);
        let Some(source) = tables.next().map(|(_, it)| it.common.body.source) else {
            return Err((
                "there is no table of resources that a row could be added to".to_owned(),
                format!("write it with `waypost new resource {id}`"),
            ));
        };
        let found = site.sources.get(source);
        let text = &*found.text;
        let by_hand = || {
            let message = format!("the new row `{title}` doesn't fit into `{}`", found.path);
            (
                message,
                format!("write it with `waypost new resource {id}`"),
            )
        };
        if is_faulty(site, source) {
            return Err(by_hand());
        }
        let mut values: Vec<(String, String)> = row.values.clone();
        values.sort_by_key(|(key, _)| order.iter().position(|it| it == key));
        let new = if found.path.ends_with(".csv") {
            let mut values = values.clone();
            values.push(("id".to_owned(), id.clone()));
            format!("{}\n", csv_row::row(text, &values).ok_or_else(by_hand)?)
        } else {
            let is_list = |name: &str| {
                text.lines()
                    .any(|line| line.trim() == format!("[[{name}]]"))
            };
            let names = [Kind::Resource.name(), Kind::Resource.folder()];
            let mut new = match names.into_iter().find(|name| is_list(name)) {
                Some(name) => format!("\n[[{name}]]\nid = {}\n", text_value(&id)),
                None => format!("\n[{id}]\n"),
            };
            for (key, value) in &values {
                let shape = current.shapes.get(key).copied().unwrap_or(Shape::Text);
                new.push_str(&format!("{key} = {}\n", fresh(value, shape)));
            }
            new
        };
        let apart = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        let splice = Splice::insert(text.len(), format!("{apart}{new}"));
        self.splices.entry(source).or_default().push(splice);
        self.edits.push(Edit {
            file: found.path.to_string(),
            what: format!("the resource `{id}`"),
            said: vec![Said::New(title.clone())],
        });
        Ok(())
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

/// A new line without the mark that people put before one in a cell.
fn words(line: &str) -> &str {
    let bare = ["- ", "* ", "• ", "– "]
        .into_iter()
        .find_map(|mark| line.strip_prefix(mark));
    bare.unwrap_or(line).trim()
}

/// Whether a file has a fault that makes its places doubtful.
fn is_faulty(site: &Site, source: SourceId) -> bool {
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
