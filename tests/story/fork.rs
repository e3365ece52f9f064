//! The fork of the story: what it overrides, how that is written, and what must come of it.

use super::thing::{Home, Line, Section, Thing, Value, World, block};
use std::collections::BTreeMap;

/// What an override does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Field(String, Value),
    Lists {
        key: String,
        add: Vec<String>,
        remove: Vec<String>,
    },
    Unset(String),
    Opening(Vec<Line>),
    Section(Section),
    New(Section),
    Append(String, Vec<Line>),
    Prepend(String, Vec<Line>),
    Drop(String),
    /// The statement with this id, which may be made of its words.
    Statement(String, Line),
    Without(String, usize),
    Hide,
    /// A person has deleted it.
    Deleted,
}

/// What a part of a thing says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Value(Value),
    Lines(Vec<Line>),
}

/// One override, and what upstream said when it was last held against that.
#[derive(Clone, Debug)]
pub struct Override {
    /// The thing, as upstream calls it.
    pub of: String,
    /// The same, as the fork's own file is called.
    pub called: String,
    pub deed: Deed,
    pub base: Option<Piece>,
}

impl Override {
    /// Its key in the lock and in messages; none where it isn't based on anything.
    pub fn part(&self) -> Option<String> {
        Some(match &self.deed {
            Deed::Field(key, _) | Deed::Unset(key) => key.clone(),
            Deed::Opening(_) => "the opening".to_owned(),
            Deed::Section(section) | Deed::New(section) => {
                format!("## {}", Section::key(&section.name))
            }
            Deed::Drop(name) => format!("## {}", Section::key(name)),
            Deed::Statement(id, _) | Deed::Without(id, _) => format!("{{#{id}}}"),
            Deed::Lists { .. }
            | Deed::Append(..)
            | Deed::Prepend(..)
            | Deed::Hide
            | Deed::Deleted => return None,
        })
    }

    /// What it says itself.
    pub fn ours(&self) -> Option<Piece> {
        Some(match &self.deed {
            Deed::Field(_, value) => Piece::Value(value.clone()),
            Deed::Opening(lines) => Piece::Lines(lines.clone()),
            Deed::Section(section) | Deed::New(section) => Piece::Lines(section.lines.clone()),
            Deed::Statement(_, line) => Piece::Lines(vec![line.clone()]),
            _ => return None,
        })
    }

    pub fn say(&mut self, piece: Piece) {
        match (&mut self.deed, piece) {
            (Deed::Field(_, value), Piece::Value(now)) => *value = now,
            (Deed::Opening(lines), Piece::Lines(now)) => *lines = now,
            (Deed::Section(section) | Deed::New(section), Piece::Lines(now)) => section.lines = now,
            (Deed::Statement(_, line), Piece::Lines(mut now)) => *line = now.remove(0),
            (deed, piece) => panic!("{deed:?} can't say {piece:?}"),
        }
    }

    /// What upstream says of the part that it names.
    pub fn theirs(&self, upstream: &World) -> Option<Piece> {
        let thing = upstream.find(&self.of)?;
        let lines = |name: &str| {
            thing
                .sections
                .iter()
                .find(|it| it.name == name)
                .map(|it| it.lines.clone())
        };
        match &self.deed {
            Deed::Field(key, _) | Deed::Unset(key) => {
                thing.fields.get(key).cloned().map(Piece::Value)
            }
            Deed::Opening(_) => {
                (!thing.opening.is_empty()).then(|| Piece::Lines(thing.opening.clone()))
            }
            Deed::Section(section) | Deed::New(section) => lines(&section.name).map(Piece::Lines),
            Deed::Drop(name) => lines(name).map(Piece::Lines),
            Deed::Statement(..) | Deed::Without(..) => {
                let line = thing
                    .lines()
                    .find(|line| Some(line.number) == self.number())?;
                Some(Piece::Lines(vec![line.clone()]))
            }
            _ => None,
        }
    }

    /// The statement that it is of.
    pub fn number(&self) -> Option<usize> {
        match &self.deed {
            Deed::Statement(_, line) => Some(line.number),
            Deed::Without(_, number) => Some(*number),
            _ => None,
        }
    }

    /// How it is told.
    pub fn told(&self) -> String {
        format!("{}, {}", self.called, self.part().unwrap_or_default())
    }

    /// Does to a thing of upstream what it says.
    fn apply(&self, thing: &mut Thing) {
        let lines = |thing: &mut Thing, name: &str| -> usize {
            let place = thing.sections.iter().position(|it| it.name == name);
            place.unwrap_or_else(|| panic!("{} has no {name}", self.of))
        };
        match &self.deed {
            Deed::Field(key, value) => drop(thing.fields.insert(key.clone(), value.clone())),
            Deed::Lists { key, add, remove } => {
                let Some(Value::List(items)) = thing.fields.get_mut(key) else {
                    panic!("{} has no list {key}", self.of);
                };
                items.retain(|item| !remove.contains(item));
                items.extend(add.iter().cloned());
            }
            Deed::Unset(key) => drop(thing.fields.remove(key)),
            Deed::Opening(now) => thing.opening = now.clone(),
            Deed::Section(section) | Deed::New(section) => match thing.section(&section.name) {
                Some(there) => there.lines = section.lines.clone(),
                None => thing.sections.push(section.clone()),
            },
            Deed::Append(name, more) => {
                let at = lines(thing, name);
                thing.sections[at].lines.extend(more.iter().cloned());
            }
            Deed::Prepend(name, more) => {
                let at = lines(thing, name);
                thing.sections[at].lines.splice(0..0, more.iter().cloned());
            }
            Deed::Drop(name) => {
                let at = lines(thing, name);
                thing.sections.remove(at);
            }
            // One whose id isn't there any more does nothing until somebody has seen to it.
            Deed::Statement(id, now) => {
                let all = thing.sections.iter_mut().flat_map(|it| &mut it.lines);
                for line in all.filter(|line| line.id() == *id) {
                    *line = now.clone().pinned(id);
                }
            }
            Deed::Without(id, _) => {
                for section in &mut thing.sections {
                    section.lines.retain(|line| line.id() != *id);
                }
            }
            Deed::Deleted => {}
            Deed::Hide => {}
        }
    }
}

/// What the fork says of its own, and what it comes to over its upstream.
#[derive(Clone, Debug, Default)]
pub struct Fork {
    pub overrides: Vec<Override>,
    /// Things of its own.
    pub own: Vec<Thing>,
}

impl Fork {
    pub fn of<'f>(&'f self, name: &str) -> impl Iterator<Item = &'f Override> {
        self.overrides.iter().filter(move |it| it.of == name)
    }

    /// Those that are of a part of a thing.
    fn live(&self) -> impl Iterator<Item = &Override> {
        let is_live = |it: &&Override| !matches!(it.deed, Deed::Hide | Deed::Deleted);
        self.overrides.iter().filter(is_live)
    }

    /// Upstream calls a thing otherwise now.
    pub fn follow(&mut self, old: &str, new: &str) {
        for one in self.overrides.iter_mut().filter(|it| it.of == old) {
            one.of = new.to_owned();
        }
    }

    /// Upstream has taken a thing away: what the fork says of it is a thing of its own.
    pub fn orphaned(&mut self, mut thing: Thing) {
        thing.fields.clear();
        thing.opening.clear();
        thing.sections.clear();
        let name = thing.name();
        for one in self.overrides.iter_mut().filter(|it| it.of == name) {
            one.apply(&mut thing);
            one.deed = Deed::Deleted;
        }
        self.own.push(thing);
    }

    /// The site as one of its own, without layers.
    pub fn over(&self, upstream: &World) -> World {
        let mut world = upstream.clone();
        world
            .things
            .retain(|it| self.of(&it.name()).all(|it| it.deed != Deed::Hide));
        for one in self.live() {
            one.apply(world.get(&one.of));
        }
        world.things.extend(self.own.iter().cloned());
        world
    }

    /// The lines for `hide` in its settings.
    pub fn hide(&self) -> String {
        let hidden = self.overrides.iter().filter(|it| it.deed == Deed::Hide);
        let names: Vec<String> = hidden.map(|it| format!("\"{}\"", it.of)).collect();
        format!("hide = [{}]\n", names.join(", "))
    }

    /// The files of its own, `site.toml` not among them.
    pub fn files(&self, upstream: &World) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let mut csv = BTreeMap::<String, Vec<(String, BTreeMap<String, String>)>>::new();
        for thing in &upstream.things {
            let of: Vec<&Override> = self
                .of(&thing.name())
                .filter(|it| it.deed != Deed::Hide)
                .collect();
            if of.is_empty() {
                continue;
            }
            // Half of the files have YAML, and some files lie over rows.
            let is_yaml = !sum(&thing.id).is_multiple_of(2);
            match &thing.home {
                Home::File(path) => drop(files.insert(path.clone(), overlay(&of, is_yaml))),
                Home::Toml | Home::Csv if sum(&thing.id).is_multiple_of(3) => {
                    let path = format!("content/{}s/{}.md", thing.kind, thing.id);
                    files.insert(path, overlay(&of, is_yaml));
                }
                Home::Toml => {
                    let table: &mut String = files
                        .entry(format!("content/{}s.toml", thing.kind))
                        .or_default();
                    table.push_str(&format!("[{}]\n{}\n", thing.id, front(&of)));
                }
                Home::Csv => {
                    let cells = of.iter().map(|it| match &it.deed {
                        Deed::Field(key, value) => (key.clone(), value.cell()),
                        deed => panic!("{deed:?} in a row of CSV"),
                    });
                    let rows = csv
                        .entry(format!("content/{}s.csv", thing.kind))
                        .or_default();
                    rows.push((thing.id.clone(), cells.collect()));
                }
            }
        }
        for (path, rows) in csv {
            let mut columns: Vec<&String> =
                rows.iter().flat_map(|(_, cells)| cells.keys()).collect();
            columns.sort();
            columns.dedup();
            let named: Vec<&str> = columns.iter().map(|it| it.as_str()).collect();
            let mut text = format!("id,{}\n", named.join(","));
            for (id, cells) in &rows {
                let cells = columns
                    .iter()
                    .map(|key| cells.get(*key).cloned().unwrap_or_default());
                text.push_str(&format!("{id},{}\n", cells.collect::<Vec<_>>().join(",")));
            }
            files.insert(path, text);
        }
        let own = World {
            settings: String::new(),
            things: self.own.clone(),
        };
        files.extend(
            own.files()
                .into_iter()
                .filter(|(path, _)| path != "site.toml"),
        );
        files
    }
}

/// The keys of an overlay.
fn front(of: &[&Override]) -> String {
    let mut text = String::new();
    let mut unset = Vec::new();
    for one in of {
        match &one.deed {
            Deed::Field(key, value) => text.push_str(&format!("{key} = {}\n", value.toml())),
            Deed::Lists { key, add, remove } => {
                let lists = [("add", add), ("remove", remove)];
                for (word, items) in lists.into_iter().filter(|(_, items)| !items.is_empty()) {
                    text.push_str(&format!(
                        "{key}.{word} = {}\n",
                        Value::List(items.clone()).toml()
                    ));
                }
            }
            Deed::Unset(key) => unset.push(key.clone()),
            _ => {}
        }
    }
    if !unset.is_empty() {
        text.push_str(&format!("unset = {}\n", Value::List(unset).toml()));
    }
    text
}

fn sum(id: &str) -> u32 {
    id.bytes().map(u32::from).sum()
}

/// The same in YAML, what stands in groups beneath their names.
fn yaml(of: &[&Override]) -> String {
    let mut groups: BTreeMap<String, String> = BTreeMap::new();
    let mut plain = String::new();
    for line in front(of).lines() {
        let (key, value) = line.split_once(" = ").expect("a key and a value");
        match key.split_once('.') {
            Some((group, key)) => {
                let lines = groups.entry(group.to_owned()).or_default();
                lines.push_str(&format!("  {key}: {value}\n"));
            }
            None => plain.push_str(&format!("{key}: {value}\n")),
        }
    }
    let groups = groups
        .iter()
        .map(|(group, lines)| format!("{group}:\n{lines}"));
    plain + &groups.collect::<String>()
}

/// A file that lies over one of upstream.
fn overlay(of: &[&Override], is_yaml: bool) -> String {
    let mut text = match is_yaml {
        true => format!("---\n{}---\n", yaml(of)),
        false => format!("+++\n{}+++\n", front(of)),
    };
    let mut part = |more: String| {
        text.push('\n');
        text.push_str(&more);
    };
    let items: Vec<String> = of
        .iter()
        .filter_map(|it| match &it.deed {
            Deed::Statement(id, line) => Some(format!("{}\n", line.clone().pinned(id).markdown())),
            Deed::Without(id, _) => Some(format!("- {{#{id}}}\n")),
            _ => None,
        })
        .collect();
    if !items.is_empty() {
        part(items.concat());
    }
    // What stands behind a heading is of its section.
    let (first, rest): (Vec<&Override>, Vec<&Override>) = of
        .iter()
        .partition(|it| matches!(it.deed, Deed::Opening(_)));
    for one in first.into_iter().chain(rest) {
        match &one.deed {
            Deed::Opening(lines) => part(block(lines)),
            Deed::Section(section) | Deed::New(section) => {
                part(format!(
                    "{}\n\n{}",
                    section.heading(),
                    block(&section.lines)
                ));
            }
            Deed::Append(name, lines) => part(format!("## {name} {{append}}\n\n{}", block(lines))),
            Deed::Prepend(name, lines) => {
                part(format!("## {name} {{prepend}}\n\n{}", block(lines)))
            }
            Deed::Drop(name) => part(format!("## {name} {{drop}}\n")),
            _ => {}
        }
    }
    text
}
