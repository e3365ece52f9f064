//! Keys of front matter and of rows: changed, put in, taken out, each on its own line.

use super::csv_row;
use super::literal::{changed, fresh};
use super::splice::{Splice, line_end, line_start};
use crate::data::{Entry, Shape, Syntax, Value};
use crate::model::{Common, Idx, Need, Skill};
use crate::sheet::table::Slot;
use crate::sheet::written::{OPTIONAL, OwnStep, Written};
use crate::site::Site;
use crate::source::Spanned;

/// A step that is asked for, changed to what a cell says. The error is a help.
pub(in crate::sheet::bring) fn step(
    site: &Site,
    common: &Common,
    slot: &Slot,
    wanted: &str,
) -> Result<Vec<Splice>, String> {
    let file = site.file(common);
    let by_hand = || format!("edit it in `{file}`");
    let (skill, group) = match slot {
        Slot::Step(_, skill) => (*skill, "requires"),
        Slot::Target(_, skill) => (*skill, "targets"),
        _ => return Err(by_hand()),
    };
    let written = Written::of(site, common);
    let text = &*site.sources.get(common.body.source).text;
    let own = match group {
        "targets" => written.targets(site),
        _ => written.level_steps(site),
    };
    let known = own.iter().find(|step| step.skill == skill);
    if wanted.is_empty() {
        let Some(known) = known else {
            return Ok(Vec::new());
        };
        return without(text, known.entry)
            .map(|it| vec![it])
            .ok_or_else(by_hand);
    }
    let (name, need) = match wanted.strip_suffix(OPTIONAL) {
        Some(name) if group == "requires" => (name, Need::Optional),
        _ => (wanted, Need::Required),
    };
    let id = step_id(site, skill, name).ok_or_else(|| {
        let names = crate::sheet::written::step_names(site, skill);
        format!("write one of `{}`", names.join("`, `"))
    })?;
    match known {
        Some(known) => {
            let mut splices = Vec::new();
            if known.need != need {
                splices.push(renamed(text, known, need).ok_or_else(by_hand)?);
            }
            let old = &known.entry.value;
            // A site that writes the names of steps goes on to.
            let is_name = matches!(&old.value, Value::String(old) if step_id(site, skill, old).is_some_and(|id| id != *old));
            let value = if is_name { name } else { &id };
            splices.extend(changed(text, written.syntax(), old, value, Shape::Text));
            Ok(splices)
        }
        None => {
            let group = match need {
                Need::Optional => "optional",
                Need::Required => group,
            };
            let key = &site.model.skills[skill].common.id;
            added_step(text, &written, &own, (group, skill, key), &id)
                .map(|splice| vec![splice])
                .ok_or_else(by_hand)
        }
    }
}

/// The id of the step that a name means.
fn step_id(site: &Site, skill: Idx<Skill>, name: &str) -> Option<String> {
    let names = crate::sheet::written::step_names(site, skill);
    let wanted = crate::document::slug(name.trim());
    let scale = &site.model.scales[site.model.skills[skill].scale];
    let place = names
        .iter()
        .position(|it| *it == name.trim())
        .or_else(|| {
            names
                .iter()
                .position(|it| crate::document::slug(it) == wanted)
        })
        .or_else(|| scale.step(name).map(usize::from))?;
    let id = &scale.steps.get(place)?.id;
    // Where the skill's own names give the scale's id another meaning, its own name is written.
    let meant = names
        .iter()
        .position(|it| crate::document::slug(it) == **id);
    match meant {
        Some(other) if other != place => names.get(place).cloned(),
        _ => Some(id.to_string()),
    }
}

/// `requires.` before a key made `optional.`, or the other way round.
fn renamed(text: &str, step: &OwnStep<'_>, need: Need) -> Option<Splice> {
    let (old, new) = match need {
        Need::Optional => ("requires.", "optional."),
        Need::Required => ("optional.", "requires."),
    };
    let key = step.entry.key.span.start as usize;
    // The name may stand between quotation marks.
    let key = key - usize::from(text[..key].ends_with(['"', '\'']));
    let start = key.checked_sub(old.len())?;
    (text.get(start..key)? == old).then(|| Splice::new(start..key, new))
}

/// A step on a line of its own: behind the one of the skill before it, else before the one behind
/// it, else behind the last plain key.
fn added_step(
    text: &str,
    written: &Written,
    own: &[OwnStep<'_>],
    (group, skill, key): (&str, Idx<Skill>, &str),
    id: &str,
) -> Option<Splice> {
    if !written.is_there {
        return None;
    }
    let before = own.iter().filter(|step| step.skill < skill);
    let before = before.max_by_key(|step| step.skill);
    let after = own.iter().filter(|step| step.skill > skill);
    let after = after.min_by_key(|step| step.skill);
    let value = crate::data::text_value(id);
    if let Some(like) = before.or(after) {
        let at = line_start(text, like.entry.key.span.start as usize);
        let lead = &text[at..like.entry.key.span.start as usize];
        let lead = lead.trim_end_matches(['"', '\'']);
        let own_group = match like.need {
            Need::Optional => "optional.",
            Need::Required if group == "targets" => "targets.",
            Need::Required => "requires.",
        };
        let indent = &lead[..lead.len() - lead.trim_start().len()];
        let name = match lead.trim() {
            "" if own_group == format!("{group}.") => key.to_owned(),
            dotted if dotted == own_group => format!("{group}.{key}"),
            _ => return None,
        };
        let end = like.entry.key.span.end as usize;
        let value_at = like.entry.value.span.start as usize;
        let between = text.get(end..value_at)?;
        let between = between.trim_matches(['"', '\'']);
        let value = match (written.syntax(), text[..value_at].ends_with(['"', '\''])) {
            (Syntax::Yaml, false) => id.to_owned(),
            _ => value,
        };
        let line = format!("{indent}{name}{between}{value}");
        return Some(match before {
            Some(like) => {
                let at = line_end(text, like.entry.value.span.end as usize);
                Splice::insert(at, format!("\n{line}"))
            }
            None => Splice::insert(at, format!("{line}\n")),
        });
    }
    let line = match written.syntax() {
        Syntax::Yaml => format!("{group}.{key}: {id}"),
        _ => format!("{group}.{key} = {value}"),
    };
    let plain = written.table.entries().iter();
    let plain = plain.filter(|entry| !matches!(entry.value.value, Value::Table(_)));
    // `title` comes first, and the keys that people look after come last.
    let keys = [
        "title",
        "summary",
        "track",
        "code",
        "equivalents",
        "includes",
        "scope",
        "typical_time",
        "career_level",
        "from",
        "to",
        "timeline",
        "difficulty",
        "success_rate",
        "prerequisites",
        "competencies",
    ];
    let last = plain
        .filter(|entry| keys.contains(&entry.key.value.as_str()))
        .max_by_key(|entry| entry.value.span.end);
    Some(match last {
        Some(last) => {
            let end = line_end(text, text[..last.value.span.end as usize].trim_end().len());
            Splice::insert(end, format!("\n{line}"))
        }
        None => Splice::insert(written.matter.start, format!("{line}\n")),
    })
}

/// An entry taken out with its line; a comment behind it stays.
fn without(text: &str, entry: &Entry) -> Option<Splice> {
    let key = entry.key.span.start as usize;
    let start = line_start(text, key);
    let lead = text[start..key].trim();
    let is_first = |lead: &str| {
        let lead = lead.trim_end_matches(['"', '\'']);
        lead.is_empty()
            || lead
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
    };
    if !is_first(lead) {
        return None;
    }
    let value = entry.value.span.end as usize;
    let end = line_end(text, text[..value].trim_end().len());
    let rest = text.get(value..end).unwrap_or_default();
    let rest = rest.trim_start_matches(['"', '\'']).trim();
    if rest.starts_with('#') {
        let at = end - rest.len();
        return Some(Splice::new(start..at, ""));
    }
    rest.is_empty()
        .then(|| Splice::new(start..(end + 1).min(text.len()), ""))
}

/// A key of a resource changed to what a cell says. The error is a help.
pub(in crate::sheet::bring) fn key(
    site: &Site,
    common: &Common,
    written: &Written,
    (key, shape): (&str, Shape),
    wanted: &str,
    order: &[String],
) -> Result<Vec<Splice>, String> {
    let file = site.file(common);
    let by_hand = || format!("edit it in `{file}`");
    let text = &*site.sources.get(common.body.source).text;
    if written.syntax() == Syntax::Csv {
        let id = ["id", "title"]
            .into_iter()
            .find_map(|it| written.table.get(it));
        let place = id.ok_or_else(by_hand)?.span.range();
        let splice = csv_row::cell(text, &place, key, wanted);
        return splice.map(|it| vec![it]).map_err(|lack| match lack {
            csv_row::Lack::Column => format!("add the column `{key}` to `{file}` first"),
            csv_row::Lack::Row => by_hand(),
        });
    }
    let known = written.table.entries().iter();
    let known = known.clone().find(|entry| entry.key.value == key);
    let splice = match (known, wanted.is_empty()) {
        (None, true) => return Ok(Vec::new()),
        (Some(known), true) => without(text, known),
        (Some(known), false) => changed(text, written.syntax(), &known.value, wanted, shape),
        (None, false) => added(text, written, key, &fresh(wanted, shape), order),
    };
    splice.map(|it| vec![it]).ok_or_else(by_hand)
}

/// A key on a line of its own, behind the one that comes before it in the sheet.
fn added(
    text: &str,
    written: &Written,
    key: &str,
    value: &str,
    order: &[String],
) -> Option<Splice> {
    let own = order.iter().position(|it| it == key)?;
    let before = order[..own].iter().rev();
    let before: Option<&Spanned<Value>> = before.clone().find_map(|key| written.table.get(key));
    let line = match written.syntax() {
        Syntax::Yaml => format!("{key}: {value}"),
        _ => format!("{key} = {value}"),
    };
    let before = before.or_else(|| written.table.entries().first().map(|it| &it.value))?;
    let end = text[..before.span.end as usize].trim_end().len();
    Some(Splice::insert(line_end(text, end), format!("\n{line}")))
}
