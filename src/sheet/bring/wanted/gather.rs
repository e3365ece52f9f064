//! What is wanted: each cell of a sheet held against what it was and what the content says now.

use super::current::{Current, Known, known};
use super::judge::{Judged, edited_inherited, judge, meant};
use crate::diagnostic::nearest;
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::model::Thing;
use crate::sheet::bring::named::named;
use crate::sheet::bring::{Conflict, Stop, Take};
use crate::sheet::read::{Base, Fault, ReadRow, ReadSheet, Sheets};
use crate::sheet::table::{Slot, tidy};
use crate::site::Site;
use std::collections::{HashMap, HashSet};

/// A cell that is to read otherwise.
#[derive(Clone)]
pub(in crate::sheet::bring) struct Want {
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
pub(in crate::sheet::bring) struct Fresh {
    pub values: Vec<(String, String)>,
    pub place: String,
}

/// What a file wants.
#[derive(Default)]
pub(in crate::sheet::bring) struct Wanted {
    pub cells: Vec<Want>,
    pub rows: Vec<Fresh>,
    pub conflicts: Vec<Conflict>,
    pub stops: Vec<Stop>,
    pub inherited: Vec<Inherited>,
    /// The ids of resources whose rows were exported, and stand in the sheet no more.
    pub deleted: Vec<String>,
}

/// An inherited part of a cell that was edited: no fault where it comes to read so by an edit of
/// the level that it comes from, as a search and replace through all of a sheet makes it.
pub(in crate::sheet::bring) struct Inherited {
    pub id: String,
    pub key: String,
    pub text: String,
    pub stop: Stop,
}

/// Holds every cell against what it was and what the content says.
///
/// # Errors
/// Ids that nothing has, and cells that stand twice and differ.
pub(in crate::sheet::bring) fn gather(
    site: &Site,
    current: &Current,
    sheets: &Sheets,
    take: Option<Take>,
) -> Result<Wanted, Vec<Fault>> {
    let mut wanted = Wanted::default();
    let mut faults = Vec::new();
    let mut seen: HashMap<(String, String), String> = HashMap::new();
    wanted.deleted = deleted(current, sheets);
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
                let text = &meant(current, &known, text);
                if let Some(help) = edited_inherited(site, &known, base, text) {
                    wanted.inherited.push(Inherited {
                        id: id.clone(),
                        key: key.clone(),
                        text: known.slot.inherited(text),
                        stop: Stop {
                            place: cell.place(),
                            message: format!(
                                "`{}` inherits what was edited in this cell",
                                named(site, &known.slot)
                            ),
                            help,
                        },
                    });
                }
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
                let want = Want {
                    text: known.slot.own(text),
                    slot: known.slot.clone(),
                    place: cell.place(),
                    key: key.clone(),
                    id: id.clone(),
                };
                let what = named(site, &known.slot);
                settle(judged, want, what, &known, base, &mut wanted);
            }
        }
    }
    match faults.is_empty() {
        true => Ok(wanted),
        false => Err(faults),
    }
}

/// Resources that were exported and whose rows were deleted. Rows of skills may be deleted where they
/// aren't needed; and a table of CSV doesn't tell which rows it had.
fn deleted(current: &Current, sheets: &Sheets) -> Vec<String> {
    let mut tables = sheets
        .sheets
        .iter()
        .filter(|sheet| is_resources(sheet))
        .peekable();
    if tables.peek().is_none() {
        return Vec::new();
    }
    let rows: HashSet<&str> = tables
        .flat_map(|sheet| &sheet.rows)
        .map(|row| &*row.id)
        .collect();
    let exported = sheets
        .base
        .iter()
        .filter(|(_, base)| matches!(base, Base::Text(_)));
    let ids = exported.map(|((id, _), _)| id.as_str());
    let gone = ids.filter(|id| id.starts_with("resource:"));
    let gone = gone.filter(|id| !rows.contains(id) && current.rows.contains(*id));
    let mut gone: Vec<String> = gone.map(str::to_owned).collect();
    gone.sort();
    gone.dedup();
    gone
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

fn settle(
    judged: Judged,
    want: Want,
    what: String,
    known: &Known,
    base: Option<&Base>,
    wanted: &mut Wanted,
) {
    match judged {
        Judged::Same => {}
        Judged::Edited => wanted.cells.push(want),
        Judged::Conflict => wanted.conflicts.push(Conflict {
            what,
            base: match base {
                Some(Base::Text(text)) => Some(known.slot.own(text)),
                _ => None,
            },
            sheet: want.text,
            content: known.slot.own(&known.text),
            place: want.place,
        }),
        Judged::Stop(help) => wanted.stops.push(Stop {
            place: want.place,
            message: format!("`{what}` can't be changed in this cell"),
            help,
        }),
    }
}
