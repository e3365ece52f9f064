//! Two versions compared: things by their names, and only what differs in detail.

use super::inherited::{Includes, mark_fields, mark_lines};
use super::lines::Loose;
use super::{Changes, FieldChange, Renames, ThingChange, moved};
use crate::compare::assignment::assign;
use crate::compare::version::{FieldName, Name, Section, SectionName, Thing, Value, Version};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What changed from one version to another. The cost is about linear: only things that differ are
/// looked at more closely, and in them only what doesn't stand in both.
pub fn changes(old: &Version, new: &Version) -> Changes {
    let renamed = Renames::between(old, new);
    let old: &Version = &renamed.version(old);
    let of_old: HashMap<&Name, &Thing> = by_name(old);
    let of_new: HashMap<&Name, &Thing> = by_name(new);
    let mut changes = Changes::default();
    let mut loose = Loose::default();
    for thing in in_order(old, new, &of_new) {
        let (before, after) = (of_old.get(thing).copied(), of_new.get(thing).copied());
        if before == after {
            continue;
        }
        let sections = section_renames(before, after);
        let change = ThingChange {
            name: thing.clone(),
            old_title: before.map(|thing| thing.title.clone()),
            new_title: after.map(|thing| thing.title.clone()),
            fields: fields(before, after),
            sections,
        };
        loose.add(before, after, &change.sections);
        let is_told = before.is_none()
            || after.is_none()
            || change.old_title != change.new_title
            || !change.fields.is_empty()
            || !change.sections.is_empty();
        if is_told {
            changes.things.push(change);
        }
    }
    changes.lines = moved::settled(loose, &renamed);
    let includes = (Includes::of(old), Includes::of(new));
    mark_fields(&mut changes.things, &includes, &renamed.canonical());
    mark_lines(&mut changes.lines, (old, new), &includes);
    changes.renamed = renamed;
    changes
}

fn by_name(version: &Version) -> HashMap<&Name, &Thing> {
    let things = version.things.iter();
    things.map(|thing| (&thing.name, thing)).collect()
}

/// Every name once: kind by kind, those that are there in their order, then those that went.
fn in_order<'a>(
    old: &'a Version,
    new: &'a Version,
    of_new: &HashMap<&Name, &Thing>,
) -> Vec<&'a Name> {
    let gone = old
        .things
        .iter()
        .filter(|thing| !of_new.contains_key(&thing.name));
    let mut ranks: HashMap<&'static str, usize> = HashMap::new();
    for thing in new.things.iter().chain(&old.things) {
        let next = ranks.len();
        ranks.entry(thing.name.kind).or_insert(next);
    }
    let mut seen: HashSet<&Name> = HashSet::new();
    let mut names: Vec<&Name> = new
        .things
        .iter()
        .chain(gone)
        .map(|thing| &thing.name)
        .filter(|name| seen.insert(*name))
        .collect();
    names.sort_by_key(|name| ranks[name.kind]);
    names
}

fn fields(old: Option<&Thing>, new: Option<&Thing>) -> Vec<FieldChange> {
    let values = |thing: Option<&'_ Thing>| -> BTreeMap<FieldName, Value> {
        let fields = thing.into_iter().flat_map(|thing| &thing.fields);
        fields
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect()
    };
    let (old, new) = (values(old), values(new));
    let names: BTreeSet<&FieldName> = old.keys().chain(new.keys()).collect();
    names
        .into_iter()
        .filter(|name| old.get(name) != new.get(name))
        .map(|name| FieldChange {
            name: name.clone(),
            old: old.get(name).cloned(),
            new: new.get(name).cloned(),
            follows: None,
        })
        .collect()
}

/// Sections of a thing that have another heading: at least half of the lines of each is in both.
fn section_renames(old: Option<&Thing>, new: Option<&Thing>) -> Vec<(SectionName, SectionName)> {
    let (Some(old), Some(new)) = (old, new) else {
        return Vec::new();
    };
    let only = |thing: &'_ Thing, other: &Thing| -> Vec<usize> {
        let others: HashSet<&SectionName> =
            other.sections.iter().map(|section| &section.name).collect();
        let sections = thing.sections.iter().enumerate();
        sections
            .filter(|(_, section)| {
                let name = &section.name;
                !others.contains(name) && name.skill.is_none() && !name.is_opening()
            })
            .map(|(at, _)| at)
            .collect()
    };
    let (left_old, left_new) = (only(old, new), only(new, old));
    if left_old.is_empty() || left_new.is_empty() {
        return Vec::new();
    }
    // By line, so that sections which share none are never compared.
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for j in &left_new {
        for line in &new.sections[*j].lines {
            let holders = holders.entry(&line.text).or_default();
            // A line that stands in many sections names none of them.
            if holders.len() < 8 && holders.last() != Some(j) {
                holders.push(*j);
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for i in &left_old {
        let texts: BTreeSet<&str> = texts(&old.sections[*i]).collect();
        for text in texts {
            for j in holders.get(text).into_iter().flatten() {
                *shared.entry((*i, *j)).or_default() += 1;
            }
        }
    }
    let is_most = |i: usize, j: usize, count: i64| {
        let longer = old.sections[i].lines.len().max(new.sections[j].lines.len());
        count * 2 >= longer as i64
    };
    let names = |thing: &'_ Thing, left: &[usize]| -> Vec<SectionName> {
        let names = left.iter().map(|at| thing.sections[*at].name.clone());
        names.collect()
    };
    let is_swapped = names(new, &left_new) < names(old, &left_old);
    let pairs: Vec<(usize, usize, i64)> = shared
        .into_iter()
        .filter(|((i, j), count)| is_most(*i, *j, *count))
        .map(|((i, j), count)| match is_swapped {
            false => (i, j, count),
            true => (j, i, count),
        })
        .collect();
    let mut pairs: Vec<(usize, usize)> = assign(&pairs)
        .into_iter()
        .map(|(i, j)| match is_swapped {
            false => (i, j),
            true => (j, i),
        })
        .collect();
    pairs.sort_unstable();
    pairs
        .into_iter()
        .map(|(i, j)| (old.sections[i].name.clone(), new.sections[j].name.clone()))
        .collect()
}

fn texts(section: &Section) -> impl Iterator<Item = &str> {
    section.lines.iter().map(|line| &*line.text)
}
