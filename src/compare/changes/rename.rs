//! Things that bear another id than before, and what follows from it for all that names them.

use crate::compare::pairing::equal;
use crate::compare::version::{Entry, FieldName, Line, Name, SectionName, Value, Version};
use crate::document::Kind;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Things that bear another id: before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renames(pub BTreeMap<Name, Name>);

impl Renames {
    /// Which things are the same under another id: one says so with `was`, or nothing else of its
    /// kind has its title.
    pub(super) fn between(old: &Version, new: &Version) -> Renames {
        let names = |version: &Version| -> HashSet<Name> {
            let names = version.things.iter().map(|thing| thing.name.clone());
            names.collect()
        };
        let (of_old, of_new) = (names(old), names(new));
        let mut renames = Renames::default();
        let mut taken: HashSet<Name> = HashSet::new();
        let mut add = |renames: &mut Renames, from: &Name, to: &Name| {
            let is_free = !of_new.contains(from) && !of_old.contains(to);
            if is_free && !renames.0.contains_key(from) && taken.insert(to.clone()) {
                renames.0.insert(from.clone(), to.clone());
            }
        };
        let other = |name: &Name, id: &Arc<str>| Name {
            kind: name.kind,
            id: id.clone(),
        };
        let mut said: Vec<(Name, Name)> = Vec::new();
        for thing in &new.things {
            let was = thing.was.iter().map(|id| other(&thing.name, id));
            said.extend(was.map(|was| (was, thing.name.clone())));
        }
        for thing in &old.things {
            let was = thing.was.iter().map(|id| other(&thing.name, id));
            said.extend(was.map(|was| (thing.name.clone(), was)));
        }
        said.retain(|(from, to)| of_old.contains(from) && of_new.contains(to));
        // Where several say so of one thing, the same one is heard in both directions.
        said.sort_by_cached_key(|(from, to)| (from.min(to).clone(), from.max(to).clone()));
        for (from, to) in &said {
            add(&mut renames, from, to);
        }
        let left = |version: &Version, others: &HashSet<Name>| -> Vec<Name> {
            let left = version.things.iter().map(|thing| &thing.name);
            left.filter(|name| !others.contains(name))
                .cloned()
                .collect()
        };
        let (left_old, left_new) = (left(old, &of_new), left(new, &of_old));
        let titles = |version: &Version, left: &[Name]| -> Vec<(usize, (&'static str, Arc<str>))> {
            let left: HashMap<&Name, usize> = left
                .iter()
                .enumerate()
                .map(|(at, name)| (name, at))
                .collect();
            let mut counts: HashMap<(&'static str, Arc<str>), (usize, usize)> = HashMap::new();
            for thing in &version.things {
                if let Some(at) = left.get(&thing.name) {
                    let key = (thing.name.kind, thing.title.clone());
                    let count = counts.entry(key).or_insert((*at, 0));
                    count.1 += 1;
                }
            }
            counts
                .into_iter()
                .filter(|(_, (_, count))| *count == 1)
                .map(|(key, (at, _))| (at, key))
                .collect()
        };
        let mut pairs = equal(titles(old, &left_old), titles(new, &left_new));
        pairs.sort_unstable();
        // Phases are found beneath their paths, whose ids begin theirs.
        for (from, to) in &pairs {
            let (from, to) = (&left_old[*from], &left_new[*to]);
            if from.kind != "phase" {
                add(&mut renames, from, to);
            }
        }
        for from in left_old.iter().filter(|name| name.kind == "phase") {
            let Some((path, name)) = from.id.rsplit_once('/') else {
                continue;
            };
            let of_path = Name {
                kind: "path",
                id: path.into(),
            };
            if let Some(path) = renames.0.get(&of_path) {
                let to = other(from, &format!("{}/{name}", path.id).into());
                if of_new.contains(&to) {
                    add(&mut renames, from, &to);
                }
            }
        }
        for (from, to) in pairs {
            let (from, to) = (&left_old[from], &left_new[to]);
            let path = |name: &Name| Name {
                kind: "path",
                id: name.id.rsplit_once('/').map_or("", |(path, _)| path).into(),
            };
            if from.kind == "phase" && renames.name(&path(from)) == path(to) {
                add(&mut renames, from, to);
            }
        }
        renames
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The other way round.
    pub(super) fn mirrored(&self) -> Renames {
        let pairs = self.0.iter();
        Renames(pairs.map(|(old, new)| (new.clone(), old.clone())).collect())
    }

    /// Of two ids of a thing the one that comes first: an order by these is the same in both
    /// directions.
    pub(super) fn canonical(&self) -> Renames {
        let later = self.0.iter().filter(|(old, new)| old < new);
        Renames(later.map(|(old, new)| (new.clone(), old.clone())).collect())
    }

    /// What a thing is called now.
    pub fn name(&self, name: &Name) -> Name {
        self.0.get(name).unwrap_or(name).clone()
    }

    /// What a thing was called.
    pub fn old_name(&self, name: &Name) -> Option<&Name> {
        let mut pairs = self.0.iter();
        pairs.find(|(_, new)| *new == name).map(|(old, _)| old)
    }

    /// A version in which things bear their new ids, wherever they are named.
    pub(super) fn version<'a>(&self, version: &'a Version) -> Cow<'a, Version> {
        if self.is_empty() {
            return Cow::Borrowed(version);
        }
        let mut version = version.clone();
        for thing in &mut version.things {
            thing.name = self.name(&thing.name);
            for field in &mut thing.fields {
                field.name = self.field_name(&field.name);
                field.value = self.value(&field.value);
            }
            for section in Arc::make_mut(&mut thing.sections) {
                section.name = self.section(&section.name);
                for line in &mut section.lines {
                    *line = self.line(line);
                }
            }
        }
        Cow::Owned(version)
    }

    pub(super) fn field_name(&self, name: &FieldName) -> FieldName {
        FieldName {
            key: name.key.clone(),
            about: name.about.as_ref().map(|name| self.name(name)),
        }
    }

    pub(super) fn value(&self, value: &Value) -> Value {
        let entry = |entry: &Entry| match entry {
            Entry::Thing(name) => Entry::Thing(self.name(name)),
            Entry::Words(words) => Entry::Words(words.clone()),
        };
        match value {
            Value::Thing(name) => Value::Thing(self.name(name)),
            Value::Set(entries) => Value::Set(entries.iter().map(entry).collect::<BTreeSet<_>>()),
            Value::List(entries) => Value::List(entries.iter().map(entry).collect()),
            Value::Words(words) => Value::Words(self.text(words)),
            Value::Step(step) => Value::Step(step.clone()),
        }
    }

    pub(super) fn section(&self, name: &SectionName) -> SectionName {
        SectionName {
            skill: name.skill.as_ref().map(|name| self.name(name)),
            path: name
                .path
                .iter()
                .map(|words| self.text(words).into())
                .collect(),
        }
    }

    pub(super) fn line(&self, line: &Line) -> Line {
        Line {
            text: self.text(&line.text).into(),
            ..line.clone()
        }
    }

    /// References in a text.
    fn text(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("[[") {
            out.push_str(before);
            out.push_str("[[");
            let end = after.find(['|', ']', '#']).unwrap_or(after.len());
            let target = &after[..end];
            match self.target(target) {
                Some(renamed) => out.push_str(&renamed),
                None => out.push_str(target),
            }
            rest = &after[end..];
        }
        out.push_str(rest);
        out
    }

    fn target(&self, target: &str) -> Option<String> {
        let (kinds, id) = match target.split_once(':') {
            Some((kind, id)) => (Kind::named(kind).into_iter().collect(), id),
            None => (Kind::ALL.to_vec(), target),
        };
        let named = |kind: &Kind| {
            self.0.get(&Name {
                kind: kind.name(),
                id: id.into(),
            })
        };
        let new = kinds.iter().find_map(named)?;
        Some(match target.split_once(':') {
            Some((kind, _)) => format!("{kind}:{}", new.id),
            None => new.id.to_string(),
        })
    }
}
