//! Changes of levels that only follow from those of the levels that they include.

use super::{FieldChange, LineChange, Renames, ThingChange};
use crate::compare::version::{Entry, FieldName, LineKind, Name, SectionName, Value, Version};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The levels that each level includes, those that they include counted in.
pub(super) struct Includes(BTreeMap<Name, BTreeSet<Name>>);

impl Includes {
    pub fn of(version: &Version) -> Includes {
        let key = FieldName::of("includes");
        let mut direct: HashMap<&Name, Vec<&Name>> = HashMap::new();
        for thing in version.things.iter().filter(|one| one.name.kind == "level") {
            if let Some(Value::Set(entries)) = thing.field(&key) {
                let names = entries.iter().filter_map(|entry| match entry {
                    Entry::Thing(name) => Some(name),
                    Entry::Words(_) => None,
                });
                direct.insert(&thing.name, names.collect());
            }
        }
        let mut all = BTreeMap::new();
        for level in direct.keys() {
            let mut seen: BTreeSet<Name> = BTreeSet::new();
            let mut open: Vec<&Name> = direct[level].clone();
            while let Some(next) = open.pop() {
                if seen.insert(next.clone()) {
                    open.extend(direct.get(next).into_iter().flatten());
                }
            }
            all.insert((*level).clone(), seen);
        }
        Includes(all)
    }

    fn below(&self, level: &Name) -> impl Iterator<Item = &Name> {
        self.0.get(level).into_iter().flatten()
    }
}

/// A step that changed because it did at a level which is included before and after.
///
/// Where it did at several, the one that comes first by its name in `canonical` is told.
pub(super) fn mark_fields(
    things: &mut [ThingChange],
    (old, new): &(Includes, Includes),
    canonical: &Renames,
) {
    let is_step =
        |field: &FieldChange| &*field.name.key == "requires" && field.name.about.is_some();
    type Steps = (FieldName, Option<Value>, Option<Value>);
    let of = |field: &FieldChange| -> Steps {
        (field.name.clone(), field.old.clone(), field.new.clone())
    };
    let mut steps: HashMap<Name, Vec<Steps>> = HashMap::new();
    for thing in things.iter().filter(|thing| thing.name.kind == "level") {
        let fields = thing.fields.iter().filter(|field| is_step(field));
        steps.insert(thing.name.clone(), fields.map(of).collect());
    }
    for thing in things.iter_mut().filter(|thing| thing.name.kind == "level") {
        let mut below: Vec<&Name> = old
            .below(&thing.name)
            .filter(|level| new.below(&thing.name).any(|other| other == *level))
            .collect();
        below.sort_by_cached_key(|level| canonical.name(level));
        for field in thing.fields.iter_mut().filter(|field| is_step(field)) {
            let change = of(field);
            let has_it = |level: &&&Name| {
                let steps = steps.get(**level);
                steps.is_some_and(|steps| steps.contains(&change))
            };
            // The one that follows no other.
            let origin = below.iter().filter(has_it).find(|level| {
                let followed = below.iter().filter(has_it);
                let is_above = |other: &&Name| old.below(level).any(|below| below == *other);
                !followed.copied().any(|other| is_above(&other))
            });
            field.follows = origin.map(|level| (*level).clone());
        }
    }
}

/// A statement that stands no longer in a level, or newly, while a level that is included says the
/// same.
pub(super) fn mark_lines(
    lines: &mut [LineChange],
    (old, new): (&Version, &Version),
    (below_old, below_new): &(Includes, Includes),
) {
    let is_one = |change: &LineChange| {
        let side = change.old.as_ref().xor(change.new.as_ref());
        side.is_some_and(|(_, line)| line.kind == LineKind::Statement)
    };
    if !lines.iter().any(is_one) {
        return;
    }
    type Said<'a> = HashMap<(&'a SectionName, &'a str), Vec<&'a Name>>;
    fn said(version: &Version) -> Said<'_> {
        let mut said: Said<'_> = HashMap::new();
        for thing in version.things.iter().filter(|one| one.name.kind == "level") {
            for section in thing.sections.iter().filter(|one| one.name.skill.is_some()) {
                for line in &section.lines {
                    let holders = said.entry((&section.name, &line.text)).or_default();
                    holders.push(&thing.name);
                }
            }
        }
        said
    }
    let (said_old, said_new) = (said(old), said(new));
    for change in lines.iter_mut().filter(|change| is_one(change)) {
        // What went may still be said, what came may have been said before.
        let (said, below) = match change.old {
            Some(_) => (&said_new, below_new),
            None => (&said_old, below_old),
        };
        let Some((spot, line)) = change.old.as_ref().or(change.new.as_ref()) else {
            continue;
        };
        let holders = said.get(&(&spot.section, &*line.text));
        let through = holders.into_iter().flatten().find(|holder| {
            let mut below = below.below(&spot.thing);
            below.any(|level| level == **holder)
        });
        change.through = through.map(|level| (*level).clone());
    }
}
