//! What is wanted: each cell of a sheet held against what it was and what the content says now.

use super::plan::{Conflict, Stop, Take};
use crate::data::Shape;
use crate::diagnostic::nearest;
use crate::document::Kind;
use crate::link::{Found, Reference, keys};
use crate::model::{Idx, Thing};
use crate::sheet::What;
use crate::sheet::read::{Base, Fault, ReadRow, ReadSheet, Sheets};
use crate::sheet::table::{INHERITED, Slot, TOO_LONG, mark, tidy};
use crate::site::Site;
use std::collections::{HashMap, HashSet};

/// What the content says now, by the id of the row and the key of the column.
pub(super) struct Current {
    pub cells: HashMap<(String, String), Known>,
    rows: HashSet<String>,
    columns: HashSet<String>,
    /// The keys of resources in the order of their columns.
    pub order: Vec<String>,
    /// What each key of a resource takes.
    pub shapes: HashMap<String, Shape>,
}

/// A cell as it would be exported now.
pub(super) struct Known {
    pub slot: Slot,
    pub text: String,
    fixed: Option<String>,
}

impl Current {
    pub fn of(site: &Site) -> Current {
        let shapes = keys(Kind::Resource).into_iter();
        let mut current = Current {
            cells: HashMap::new(),
            rows: HashSet::new(),
            columns: HashSet::new(),
            order: Vec::new(),
            shapes: shapes.map(|key| (key.path, key.shape)).collect(),
        };
        let mut whats = What::all(site);
        // Also where there is none: one may be added.
        if !whats.contains(&What::Resources) {
            whats.push(What::Resources);
        }
        for what in whats {
            let sheet = what.sheet(site);
            let names = sheet.columns.iter().map(|column| column.key.clone());
            let names: Vec<String> = names.collect();
            current.columns.extend(names.iter().cloned());
            for row in sheet.rows {
                for (cell, key) in row.cells.into_iter().zip(&names) {
                    if let Some(slot) = cell.slot {
                        let known = Known {
                            slot,
                            text: cell.text,
                            fixed: cell.fixed,
                        };
                        current.cells.insert((row.id.clone(), key.clone()), known);
                    }
                }
                current.rows.insert(row.id);
            }
            if what == What::Resources {
                current.order = names;
            }
        }
        current
    }
}

/// A cell that is to read otherwise.
#[derive(Clone)]
pub(super) struct Want {
    pub id: String,
    pub key: String,
    pub slot: Slot,
    /// What its own part is to be.
    pub text: String,
    /// Where it stands in the file.
    pub place: String,
}

/// A row that isn't in the content yet.
#[derive(Clone)]
pub(super) struct Fresh {
    pub values: Vec<(String, String)>,
    pub place: String,
}

/// What a file wants.
#[derive(Default)]
pub(super) struct Wanted {
    pub cells: Vec<Want>,
    pub rows: Vec<Fresh>,
    pub conflicts: Vec<Conflict>,
    pub stops: Vec<Stop>,
}

/// Holds every cell against what it was and what the content says.
///
/// # Errors
/// Ids that nothing has, and cells that stand twice and differ.
pub(super) fn gather(
    site: &Site,
    current: &Current,
    sheets: &Sheets,
    take: Option<Take>,
) -> Result<Wanted, Vec<Fault>> {
    let mut wanted = Wanted::default();
    let mut faults = Vec::new();
    let mut seen: HashMap<(String, String), String> = HashMap::new();
    for sheet in &sheets.sheets {
        let columns = columns(current, sheet, &mut faults);
        for row in &sheet.rows {
            let Some(id) = id_of(site, current, sheet, row, &mut faults) else {
                if row.id.is_empty() && is_resources(sheet) {
                    wanted.rows.extend(fresh(sheet, row, &columns));
                }
                continue;
            };
            for (place, (key, at)) in sheet.columns.iter().enumerate() {
                if !columns[place] {
                    continue;
                }
                let text = &row.cells[place];
                let cell = Fault::new(&sheet.name, "", "").in_cell(row.number, *at);
                let Some(known) = known(site, current, &id, key) else {
                    if !text.trim().is_empty() && !LABELS.contains(&&**key) {
                        wanted.stops.push(Stop {
                            place: cell.place(),
                            message: "nothing can stand in this cell".to_owned(),
                            help: "the scale of this skill has fewer steps".to_owned(),
                        });
                    }
                    continue;
                };
                let both = (id.clone(), key.clone());
                let base = sheets.base.get(&both);
                let judged = judge(&known, base, text, take);
                if matches!(judged, Judged::Same) {
                    continue;
                }
                // The same cell may stand in several sheets.
                if let Some(first) = seen.insert(both, text.clone()) {
                    if tidy(&first) != tidy(text) {
                        let help = "write the same into both, or change one of them only";
                        let message = "this cell stands in another sheet as well, and was edited there in another way";
                        faults
                            .push(Fault::new(&sheet.name, message, help).in_cell(row.number, *at));
                    }
                    continue;
                }
                settle(
                    judged,
                    (&id, key),
                    known,
                    text,
                    base,
                    cell.place(),
                    &mut wanted,
                );
            }
        }
    }
    match faults.is_empty() {
        true => Ok(wanted),
        false => Err(faults),
    }
}

/// Columns that only say what a row is about.
const LABELS: [&str; 2] = ["area", "skill"];

fn is_resources(sheet: &ReadSheet) -> bool {
    let of_skills = |key: &str| {
        key.starts_with("level:") || key.starts_with("path:") || key.starts_with("step:")
    };
    !sheet.columns.iter().any(|(key, _)| of_skills(key))
        && sheet.columns.iter().any(|(key, _)| key == "title")
}

/// Which columns are known and can be brought back.
fn columns(current: &Current, sheet: &ReadSheet, faults: &mut Vec<Fault>) -> Vec<bool> {
    let is_known = |key: &str| {
        current.columns.contains(key) || is_resources(sheet) && current.shapes.contains_key(key)
    };
    let known = sheet.columns.iter().map(|(key, at)| {
        if !is_known(key) {
            let mut names: Vec<&str> = current.columns.iter().map(String::as_str).collect();
            names.sort_unstable();
            let help = match nearest(key, names) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "take its name out of that row, and the column is left alone".to_owned(),
            };
            let message = format!("nothing of this site is a column `{key}`");
            faults.push(Fault::new(&sheet.name, message, help).in_cell(sheet.head, *at));
        }
        is_known(key) && !LABELS.contains(&key.as_str())
    });
    known.collect()
}

/// The id of the row; nothing where it has none, or none that is known.
fn id_of(
    site: &Site,
    current: &Current,
    sheet: &ReadSheet,
    row: &ReadRow,
    faults: &mut Vec<Fault>,
) -> Option<String> {
    if current.rows.contains(&row.id) {
        return Some(row.id.clone());
    }
    let fault =
        |message: String, help: String| Fault::new(&sheet.name, message, help).in_row(row.number);
    if !row.id.is_empty() {
        if let Some(name) = row.id.strip_prefix("skill:")
            && site.names.find(Reference::read(name), Some(Kind::Skill)) != Found::Unknown
        {
            return Some(row.id.clone());
        }
        let mut ids: Vec<&str> = current.rows.iter().map(String::as_str).collect();
        ids.sort_unstable();
        let help = match nearest(&row.id, ids) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "was it taken out of the site meanwhile? delete the row then".to_owned(),
        };
        faults.push(fault(
            format!("nothing of this site has the id `{}`", row.id),
            help,
        ));
        return None;
    }
    if is_resources(sheet) {
        return None;
    }
    // A row that somebody added: it names its skill.
    let label = sheet.columns.iter().position(|(key, _)| key == "skill");
    let name = label.map_or("", |place| row.cells[place].trim());
    let mut skills = site.model.skills.iter();
    let titled = skills.find(|(_, skill)| *skill.common.title == *name);
    let found = match titled {
        Some((id, _)) => Some(id),
        None => match site.names.find(Reference::read(name), Some(Kind::Skill)) {
            Found::Thing(Thing::Skill(id)) => Some(id),
            _ => None,
        },
    };
    match found {
        Some(id) => Some(format!("skill:{}", site.model.skills[id].common.id)),
        None => {
            let near = site.names.nearest(name, Some(Kind::Skill));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the skill first: `waypost new skill ID`".to_owned(),
            };
            faults.push(fault(format!("no skill is called `{name}`"), help));
            None
        }
    }
}

fn fresh(sheet: &ReadSheet, row: &ReadRow, columns: &[bool]) -> Option<Fresh> {
    let cells = sheet.columns.iter().zip(&row.cells).zip(columns);
    let values = cells
        .filter(|((_, text), known)| **known && !text.trim().is_empty())
        .map(|(((key, _), text), _)| (key.clone(), tidy(text)));
    let place = Fault::new(&sheet.name, "", "").in_row(row.number).place();
    Some(Fresh {
        values: values.collect(),
        place,
    })
}

/// What would be exported as this cell now.
fn known(site: &Site, current: &Current, id: &str, key: &str) -> Option<Known> {
    let both = (id.to_owned(), key.to_owned());
    if let Some(known) = current.cells.get(&both) {
        return Some(Known {
            slot: known.slot.clone(),
            text: known.text.clone(),
            fixed: known.fixed.clone(),
        });
    }
    let slot = match (id.split_once(':')?, key.strip_prefix("level:")) {
        (("skill", skill), Some(level)) => {
            let (level, is_step) = match level.strip_suffix(".step") {
                Some(level) => (level, true),
                None => (level, false),
            };
            let level = thing(site, Kind::Level, level)?;
            let skill = Idx::new(thing(site, Kind::Skill, skill)?);
            match is_step {
                true => Slot::Step(Idx::new(level), skill),
                false => Slot::Statements(Idx::new(level), skill),
            }
        }
        (("resource", resource), None) if current.shapes.contains_key(key) => {
            let resource = thing(site, Kind::Resource, resource)?;
            Slot::Key(Idx::new(resource), key.to_owned())
        }
        _ => return None,
    };
    Some(Known {
        slot,
        text: String::new(),
        fixed: None,
    })
}

fn thing(site: &Site, kind: Kind, id: &str) -> Option<usize> {
    match site.names.find(Reference::read(id), Some(kind)) {
        Found::Thing(thing) => Some(thing.place()),
        _ => None,
    }
}

enum Judged {
    /// Nothing was edited, or the content says it already.
    Same,
    Edited,
    /// The content was edited meanwhile, in another way.
    Conflict,
    /// It can't be edited here, and what to do.
    Stop(String),
}

fn judge(known: &Known, base: Option<&Base>, text: &str, take: Option<Take>) -> Judged {
    let slot = &known.slot;
    let now = known.text.as_str();
    let (own, inherited) = (slot.own(text), slot.inherited(text));
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
    let half = |mark: &str, second: bool| match second {
        false => mark.get(..8).unwrap_or_default().to_owned(),
        true => mark.get(8..).unwrap_or_default().to_owned(),
    };
    let inherited_edited = half(&is, true) != half(&was, true) && inherited != slot.inherited(now);
    // A step of its own takes the place of an inherited one.
    let is_step = matches!(slot, Slot::Step(..) | Slot::Target(..));
    if inherited_edited && !(is_step && !own.is_empty()) {
        return Judged::Stop(format!(
            "edit it at the level that it comes from: what begins with `{INHERITED}` is inherited"
        ));
    }
    if half(&is, false) == half(&was, false) || own == slot.own(now) {
        return Judged::Same;
    }
    if let Some(help) = &known.fixed {
        return Judged::Stop(help.clone());
    }
    let is_changed = half(&content, false) != half(&was, false);
    match (is_changed, take) {
        (true, None) => Judged::Conflict,
        (true, Some(Take::Content)) => Judged::Same,
        _ => Judged::Edited,
    }
}

fn settle(
    judged: Judged,
    (id, key): (&str, &str),
    known: Known,
    text: &str,
    base: Option<&Base>,
    place: String,
    wanted: &mut Wanted,
) {
    match judged {
        Judged::Same => {}
        Judged::Edited => wanted.cells.push(Want {
            id: id.to_owned(),
            key: key.to_owned(),
            text: known.slot.own(text),
            slot: known.slot,
            place,
        }),
        Judged::Conflict => wanted.conflicts.push(Conflict {
            place,
            what: format!("{id}, {key}"),
            base: match base {
                Some(Base::Text(text)) => Some(known.slot.own(text)),
                _ => None,
            },
            sheet: known.slot.own(text),
            content: known.slot.own(&known.text),
        }),
        Judged::Stop(help) => wanted.stops.push(Stop {
            place,
            message: format!("this cell ({id}, {key}) can't be changed here"),
            help,
        }),
    }
}
