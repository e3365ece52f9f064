//! What upstream changes in a year: a hundred changes, some of them beneath overrides.

use super::fork::{Deed, Fork, Piece};
use super::thing::{Home, Line, Thing, Value, World};
use super::upstream::Numbers;
use std::collections::BTreeSet;

/// So many changes a year brings.
const CHANGES: usize = 100;

/// Whether lines have gone from a section, or come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    #[default]
    Neither,
    Shorter,
    Longer,
}

/// What happens in a year beneath overrides that happens once.
#[derive(Debug, Default)]
pub struct Events {
    /// Things that are called otherwise: before and now.
    pub renamed: Vec<(&'static str, String)>,
    /// Things that are taken away.
    pub removed: Vec<&'static str>,
}

/// The next year of upstream.
pub fn next_year(
    upstream: &World,
    fork: &Fork,
    year: usize,
    numbers: &mut Numbers,
) -> (World, Events) {
    let mut change = Change {
        world: upstream.clone(),
        year,
        numbers,
        count: 0,
    };
    for place in 0..fork.overrides.len() {
        change.beneath(fork, place);
    }
    let touched: BTreeSet<String> = fork.overrides.iter().map(|it| it.of.clone()).collect();
    change.count += 5;
    let mut step = 0;
    while change.count < CHANGES {
        change.elsewhere(step, &touched);
        step += 1;
        assert!(step < CHANGES * 20, "there is enough to change");
    }
    let events = change.events(fork, &touched);
    (change.world, events)
}

struct Change<'n> {
    world: World,
    year: usize,
    numbers: &'n mut Numbers,
    count: usize,
}

impl Change<'_> {
    fn version(&mut self) -> String {
        format!("rev{}y{}", self.numbers.next(), self.year)
    }

    /// Five changes that each happen in one year alone: things that are overridden are called
    /// otherwise or taken away, and so are parts of them.
    fn events(&mut self, fork: &Fork, touched: &BTreeSet<String>) -> Events {
        let mut events = Events::default();
        let free = |world: &World, at: usize| {
            let all = world
                .things
                .iter()
                .filter(|it| !touched.contains(&it.name()));
            let pages = all.filter(|it| it.kind == "page" && !it.sections.is_empty());
            pages.map(Thing::name).nth(at)
        };
        match self.year {
            1 => {
                self.world.get("path:path-1").fields.remove("summary");
                self.drop_section("page:guide/page-05", "How");
                self.rename("page:guide/page-07", &mut events);
            }
            2 => {
                self.drop_section("pitfall:pitfall-02", "Signs");
                self.world
                    .get("page:guide/page-03")
                    .fields
                    .remove("summary");
                self.drop_statement("level:support-2", fork);
                self.rename("skill:skill-11", &mut events);
            }
            _ => {
                self.world
                    .things
                    .retain(|it| it.name() != "page:guide/page-06");
                events.removed.push("page:guide/page-06");
                self.world.get("level:engineering-4").fields.remove("tags");
                self.rename("level:management-1", &mut events);
            }
        }
        // The rest of the five, where nobody overrides anything.
        for at in [0, 3] {
            if let Some(name) = free(&self.world, at) {
                let version = self.version();
                let thing = self.world.get(&name);
                thing.sections[0]
                    .lines
                    .push(Line::item(self.numbers.next()).reworded(&version, 0));
            }
        }
        events
    }

    fn drop_section(&mut self, of: &str, name: &str) {
        self.world.get(of).sections.retain(|it| it.name != name);
    }

    /// The statement that is overridden by its words.
    fn drop_statement(&mut self, of: &str, fork: &Fork) {
        let number = fork.of(of).find_map(|it| it.number());
        for section in &mut self.world.get(of).sections {
            section.lines.retain(|line| Some(line.number) != number);
        }
    }

    /// Calls a thing otherwise, and all that names it.
    fn rename(&mut self, of: &'static str, events: &mut Events) {
        let old = of.split_once(':').map_or("", |(_, id)| id).to_owned();
        let new = format!("{old}-now");
        let thing = self.world.get(of);
        thing.id = new.clone();
        thing
            .fields
            .insert("was".to_owned(), Value::List(vec![old.clone()]));
        if let Home::File(path) = &mut thing.home {
            *path = path.replace(&format!("/{old}.md"), &format!("/{new}.md"));
        }
        events.renamed.push((of, thing.name()));
        for thing in &mut self.world.things {
            let fields = std::mem::take(&mut thing.fields).into_iter();
            thing.fields = fields
                .map(|(key, value)| {
                    let suffix = format!(".{old}");
                    let key = match key.strip_suffix(&suffix) {
                        Some(group) => format!("{group}.{new}"),
                        None => key,
                    };
                    let value = match value {
                        Value::List(items) if key != "was" => {
                            let items = items.into_iter();
                            Value::List(
                                items
                                    .map(|it| if it == old { new.clone() } else { it })
                                    .collect(),
                            )
                        }
                        Value::Text(text) if text == old => Value::Text(new.clone()),
                        value => value,
                    };
                    (key, value)
                })
                .collect();
            for section in &mut thing.sections {
                if section.name == format!("[[{old}]]") {
                    section.name = format!("[[{new}]]");
                }
            }
        }
    }

    /// Changes what an override is of, or the thing beside it.
    fn beneath(&mut self, fork: &Fork, place: usize) {
        let one = &fork.overrides[place];
        let turn = place + self.year;
        let version = self.version();
        match (&one.deed, turn % 4) {
            (Deed::Hide | Deed::Deleted, _) => {}
            _ if self.world.find(&one.of).is_none() => {}
            (_, 0) => self.beside(&one.of, fork),
            (Deed::Field(key, ours), turn) => {
                let thing = self.world.get(&one.of);
                let Some(value) = thing.fields.get_mut(key) else {
                    if one.base.is_some() || !key.starts_with("requires.") {
                        return;
                    }
                    // Both sides set a key now that neither had.
                    thing.fields.insert(key.clone(), Value::text("advanced"));
                    self.count += 1;
                    return;
                };
                match (value, turn) {
                    (_, 2) if self.year == 2 => {
                        drop(thing.fields.insert(key.clone(), ours.clone()))
                    }
                    (Value::Text(text), 1) => {
                        *text = match text.rsplit_once(" rev") {
                            Some((kept, _)) => format!("{kept} {version}"),
                            None if key == "timeline" => format!("{}-8 years", self.year),
                            None if key == "duration" => format!("{}-8 months", self.year),
                            None => "intermediate".to_owned(),
                        };
                    }
                    (Value::List(items), 1 | 3) if key == "tags" => items.insert(1, version),
                    (Value::List(items), 1 | 3) => {
                        items.push(format!("skill-{:02}", 20 + self.year))
                    }
                    (Value::List(items), _) => drop(items.remove(0)),
                    _ => return,
                }
                self.count += 1;
            }
            (Deed::Unset(key), 1) => {
                let value = Value::text(format!("L {version}"));
                self.world.get(&one.of).fields.insert(key.clone(), value);
                self.count += 1;
            }
            (Deed::Opening(_), turn) => {
                let lines = &mut self.world.get(&one.of).opening;
                lines[1] = lines[1].reworded(&version, if turn == 1 { 0 } else { 4 });
                self.count += 1;
            }
            (Deed::Section(section), _) => {
                let adopted = match one.ours() {
                    Some(Piece::Lines(lines)) if turn % 8 == 7 => Some(lines),
                    _ => None,
                };
                let number = self.numbers.next();
                let Some(there) = self.world.get(&one.of).section(&section.name) else {
                    return;
                };
                match adopted {
                    Some(lines) => there.lines = lines,
                    None => reedited(&mut there.lines, turn, number, &version),
                }
                self.count += 1;
            }
            (Deed::Append(name, _) | Deed::Prepend(name, _) | Deed::Drop(name), turn) => {
                let number = self.numbers.next();
                let Some(there) = self.world.get(&one.of).section(name) else {
                    return;
                };
                reedited(&mut there.lines, turn, number, &version);
                self.count += 1;
            }
            (Deed::Statement(..) | Deed::Without(..), 1 | 2) => {
                let sections = self.world.get(&one.of).sections.iter_mut();
                let mut lines = sections.flat_map(|it| &mut it.lines);
                if let Some(line) = lines.find(|it| Some(it.number) == one.number()) {
                    *line = line.reworded(&version, 0);
                    self.count += 1;
                }
            }
            _ => self.beside(&one.of, fork),
        }
    }

    /// A change of a thing that is overridden, of a part that isn't.
    fn beside(&mut self, of: &str, fork: &Fork) {
        let version = self.version();
        let is_free = |key: &str| fork.of(of).all(|it| it.part().as_deref() != Some(key));
        let keys = ["summary", "title"];
        if let Some(key) = keys.into_iter().find(|key| is_free(key)) {
            let thing = self.world.get(of);
            if thing.fields.contains_key(key) {
                thing
                    .fields
                    .insert(key.to_owned(), Value::text(format!("Beside {version}")));
                self.count += 1;
            }
        }
    }

    /// A change of something that nobody overrides.
    fn elsewhere(&mut self, step: usize, touched: &BTreeSet<String>) {
        let free: Vec<usize> = (0..self.world.things.len())
            .filter(|at| !touched.contains(&self.world.things[*at].name()))
            .collect();
        let at = free[(step * 37 + self.year * 11) % free.len()];
        let (version, number, year) = (self.version(), self.numbers.next(), self.year);
        let is_free_to_go =
            |thing: &Thing| matches!(thing.kind, "page" | "resource" | "pitfall" | "archetype");
        let thing = &mut self.world.things[at];
        let place = step % 3;
        let count = thing.sections.len();
        let lines = (count > 0).then(|| &mut thing.sections[place % count].lines);
        let relined = lines.is_some_and(|lines| relined(lines, step % 14, number, &version));
        let done = match step % 14 {
            0..4 => relined,
            4 if count > 2 && !thing.sections[0].lines.is_empty() => {
                let line = thing.sections[0].lines.pop();
                thing.sections[2].lines.extend(line);
                true
            }
            5 if thing.kind == "page" => {
                thing.sections.rotate_left(1);
                true
            }
            6 if thing.kind == "page" => {
                let section = self.numbers.section(&format!("Year {year}"), 2);
                let is_new = thing.section(&section.name).is_none();
                if is_new {
                    thing.sections.push(section);
                }
                is_new
            }
            7 if thing.kind == "page" && thing.sections.len() > 1 => {
                thing.sections.pop();
                true
            }
            8 if is_free_to_go(thing) => {
                self.world.things.remove(at);
                true
            }
            9 if is_free_to_go(thing) && !thing.fields.contains_key("was") => {
                let was = thing.id.clone();
                thing.id = format!("{was}-now");
                if let Home::File(path) = &mut thing.home {
                    *path = path.replace(&was, &thing.id);
                }
                let value = if thing.home == Home::Csv {
                    Value::text(was)
                } else {
                    Value::List(vec![was])
                };
                thing.fields.insert("was".to_owned(), value);
                true
            }
            10 if matches!(thing.home, Home::Toml | Home::Csv) => {
                let mut new = thing.clone();
                new.id = format!("new-{number}");
                new.fields.remove("was");
                new.fields
                    .insert("title".to_owned(), Value::text(format!("New {version}")));
                self.world.things.push(new);
                true
            }
            11 if thing.home == Home::Csv || thing.home == Home::Toml => {
                if thing.home == Home::Csv
                    && let Some(Value::Text(was)) = thing.fields.remove("was")
                {
                    thing
                        .fields
                        .insert("was".to_owned(), Value::List(vec![was]));
                }
                thing.home = Home::File(format!("content/{}s/{}.md", thing.kind, thing.id));
                true
            }
            12 if !thing.opening.is_empty() => {
                thing.opening[1] = thing.opening[1].reworded(&version, place);
                true
            }
            13 if thing.fields.contains_key("summary") => {
                thing
                    .fields
                    .insert("summary".to_owned(), Value::text(format!("Now {version}")));
                true
            }
            _ => false,
        };
        self.count += usize::from(done);
    }
}

/// One of the first four changes: of the lines of a section.
fn relined(lines: &mut Vec<Line>, how: usize, number: usize, version: &str) -> bool {
    if lines.len() < 2 || how > 3 {
        return false;
    }
    match how {
        0 => lines[0] = lines[0].reworded(version, 0),
        1 => lines.insert(1, Line::item(number)),
        2 => drop(lines.remove(0)),
        _ => lines.rotate_left(1),
    }
    true
}

/// An edit of lines beneath an override.
fn reedited(lines: &mut Vec<Line>, turn: usize, number: usize, version: &str) {
    match turn % 5 {
        0 => lines[0] = lines[0].reworded(version, 0),
        1 if lines.len() > 1 => lines[1] = lines[1].reworded(version, 0),
        2 => lines.insert(0, Line::item(number)),
        3 if lines.len() > 2 => drop(lines.pop()),
        _ => lines.rotate_left(1),
    }
}
