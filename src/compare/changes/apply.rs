//! Changes made to a version, and told the other way round.

use super::{Changes, FieldChange, LineChange, Renames, Spot, ThingChange};
use crate::compare::version::{Field, Line, Name, Section, SectionName, Thing, Version};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

impl Changes {
    /// The version that comes of these changes to `old`. What has no order in it is in that of
    /// [`Version::sorted`].
    pub fn apply(&self, old: &Version) -> Version {
        let mut version = self.renamed.version(old).into_owned();
        let mut things: BTreeMap<Name, Thing> = std::mem::take(&mut version.things)
            .into_iter()
            .map(|thing| (thing.name.clone(), thing))
            .collect();
        for change in &self.things {
            let thing = things.entry(change.name.clone()).or_insert_with(|| Thing {
                name: change.name.clone(),
                title: "".into(),
                was: BTreeSet::new(),
                fields: Vec::new(),
                sections: Arc::default(),
            });
            if let Some(title) = &change.new_title {
                thing.title = title.clone();
            }
            for field in &change.fields {
                thing.fields.retain(|known| known.name != field.name);
                thing.fields.extend(field.new.clone().map(|value| Field {
                    name: field.name.clone(),
                    value,
                }));
            }
            for (from, to) in &change.sections {
                for section in Arc::make_mut(&mut thing.sections) {
                    if section.name == *from {
                        section.name = to.clone();
                    }
                }
            }
        }
        lines(&mut things, &self.lines);
        for change in self.things.iter().filter(|one| one.new_title.is_none()) {
            things.remove(&change.name);
        }
        version.things = things.into_values().collect();
        version.sorted()
    }

    /// What changed the other way round.
    pub fn mirrored(&self) -> Changes {
        let back = self.renamed.mirrored();
        let thing = |change: &ThingChange| ThingChange {
            name: back.name(&change.name),
            old_title: change.new_title.clone(),
            new_title: change.old_title.clone(),
            fields: change.fields.iter().map(|one| field(one, &back)).collect(),
            sections: change
                .sections
                .iter()
                .map(|(old, new)| (back.section(new), back.section(old)))
                .collect(),
        };
        // Places are told under the new headings.
        let headings: HashMap<(&Name, &SectionName), &SectionName> = self
            .things
            .iter()
            .flat_map(|thing| thing.sections.iter().map(move |pair| (&thing.name, pair)))
            .map(|(name, (old, new))| ((name, new), old))
            .collect();
        let side = |side: &Option<(Spot, Line)>| {
            side.as_ref().map(|(spot, line)| {
                let old = headings.get(&(&spot.thing, &spot.section));
                let spot = Spot {
                    thing: back.name(&spot.thing),
                    section: back.section(old.unwrap_or(&&spot.section)),
                };
                (spot, back.line(line))
            })
        };
        let line = |change: &LineChange| LineChange {
            old: side(&change.new),
            new: side(&change.old),
            through: change.through.as_ref().map(|name| back.name(name)),
        };
        Changes {
            things: self.things.iter().map(thing).collect(),
            lines: self.lines.iter().map(line).collect(),
            renamed: back,
        }
    }

    /// The same changes in an order that doesn't depend on that of the two versions.
    pub fn sorted(mut self) -> Changes {
        self.things.sort_by(|a, b| a.name.cmp(&b.name));
        for thing in &mut self.things {
            thing.fields.sort_by(|a, b| a.name.cmp(&b.name));
            thing.sections.sort();
        }
        let key = |side: &Option<(Spot, Line)>| {
            let side = side.as_ref();
            side.map(|(spot, line)| (spot.clone(), line.text.clone()))
        };
        self.lines
            .sort_by_cached_key(|change| (key(&change.old), key(&change.new)));
        self
    }
}

fn field(change: &FieldChange, back: &Renames) -> FieldChange {
    FieldChange {
        name: back.field_name(&change.name),
        old: change.new.as_ref().map(|value| back.value(value)),
        new: change.old.as_ref().map(|value| back.value(value)),
        follows: change.follows.as_ref().map(|name| back.name(name)),
    }
}

/// First everything that stood somewhere is taken from there, then it is put where it stands: two
/// lines may change places.
fn lines(things: &mut BTreeMap<Name, Thing>, changes: &[LineChange]) {
    let mut gone: HashMap<&Spot, HashMap<&str, usize>> = HashMap::new();
    for (spot, line) in changes.iter().filter_map(|change| change.old.as_ref()) {
        let texts = gone.entry(spot).or_default();
        *texts.entry(&line.text).or_default() += 1;
    }
    for (spot, mut texts) in gone {
        let thing = things.get_mut(&spot.thing);
        let sections = thing.map(|thing| Arc::make_mut(&mut thing.sections));
        let mut sections = sections.into_iter().flatten();
        if let Some(section) = sections.find(|section| section.name == spot.section) {
            section
                .lines
                .retain(|line| match texts.get_mut(&*line.text) {
                    Some(count) if *count > 0 => {
                        *count -= 1;
                        false
                    }
                    _ => true,
                });
        }
    }
    for (spot, line) in changes.iter().filter_map(|change| change.new.as_ref()) {
        let Some(thing) = things.get_mut(&spot.thing) else {
            continue;
        };
        let sections = Arc::make_mut(&mut thing.sections);
        let mut known = sections.iter_mut();
        match known.find(|section| section.name == spot.section) {
            Some(section) => section.lines.push(line.clone()),
            None => sections.push(Section {
                name: spot.section.clone(),
                lines: vec![line.clone()],
            }),
        }
    }
    for thing in things.values_mut() {
        Arc::make_mut(&mut thing.sections).retain(|section| !section.lines.is_empty());
    }
}
