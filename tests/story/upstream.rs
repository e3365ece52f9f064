//! The upstream of the story as it begins: two hundred things of all kinds.

use super::thing::{Home, Line, Section, Thing, Value, World};
use std::collections::BTreeMap;

const STEPS: [&str; 4] = ["Beginner", "Intermediate", "Advanced", "Expert"];
const TRACKS: [&str; 4] = ["engineering", "management", "research", "support"];

/// Numbers for lines and values, each given once.
#[derive(Clone, Debug, Default)]
pub struct Numbers(usize);

impl Numbers {
    pub fn next(&mut self) -> usize {
        self.0 += 1;
        self.0
    }

    /// A value with words of its own.
    pub fn value(&mut self, what: &str) -> Value {
        let number = self.next();
        Value::text(format!("{what} val{number} in rev{number}y0"))
    }

    pub fn items(&mut self, count: usize) -> Vec<Line> {
        (0..count).map(|_| Line::item(self.next())).collect()
    }

    pub fn section(&mut self, name: &str, count: usize) -> Section {
        Section::new(name, self.items(count))
    }
}

/// The two hundred.
pub fn upstream(numbers: &mut Numbers) -> World {
    let mut make = Make {
        numbers,
        things: Vec::new(),
    };
    make.tracks();
    make.skills();
    make.paths();
    make.small();
    make.resources();
    make.pages();
    let things = make.things;
    assert_eq!(things.len(), 200);
    World {
        settings: "title = \"Open careers\"\nlicence = \"MIT\"\n\n[vars]\ncompany = \"Open\"\n\n[areas]\ncraft = \"Craft\"\n"
            .to_owned(),
        things,
    }
}

struct Make<'n> {
    numbers: &'n mut Numbers,
    things: Vec<Thing>,
}

impl Make<'_> {
    fn add(&mut self, kind: &'static str, id: &str, home: Home) -> &mut Thing {
        let number = self.numbers.next();
        let title = Value::text(format!("{kind} number{number} rev{number}y0"));
        let mut fields = BTreeMap::from([("title".to_owned(), title)]);
        if matches!(home, Home::File(_)) {
            fields.insert("summary".to_owned(), self.numbers.value("Sums up"));
            fields.insert("tags".to_owned(), Value::list(["blue", "green", "red"]));
        }
        self.things.push(Thing {
            kind,
            id: id.to_owned(),
            home,
            fields,
            opening: Vec::new(),
            sections: Vec::new(),
        });
        let last = self.things.len() - 1;
        &mut self.things[last]
    }

    fn file(
        &mut self,
        kind: &'static str,
        folder: &str,
        id: &str,
        set: &[(&str, Value)],
        sections: Vec<Section>,
    ) {
        let opening = vec![
            Line::prose(self.numbers.next()),
            Line::paragraph(self.numbers.next()),
        ];
        let thing = self.add(kind, id, Home::File(format!("content/{folder}/{id}.md")));
        thing.fields.extend(
            set.iter()
                .map(|(key, value)| ((*key).to_owned(), value.clone())),
        );
        thing.opening = opening;
        thing.sections = sections;
    }

    fn tracks(&mut self) {
        for (place, track) in TRACKS.iter().enumerate() {
            let levels: Vec<String> = (1..=5).map(|rung| format!("{track}-{rung}")).collect();
            self.file(
                "track",
                "tracks",
                track,
                &[("levels", Value::List(levels.clone()))],
                Vec::new(),
            );
            for (rung, level) in levels.iter().enumerate() {
                let skills: Vec<usize> =
                    (0..3).map(|at| (place * 7 + rung * 3 + at) % 30).collect();
                let mut sections: Vec<Section> = skills
                    .iter()
                    .map(|skill| self.numbers.section(&format!("[[skill-{skill:02}]]"), 4))
                    .collect();
                sections.push(self.numbers.section("Scope", 4));
                sections.push(self.numbers.section("Background", 3));
                let pin = format!("pin-{level}");
                sections[0].lines[1] = sections[0].lines[1].clone().pinned(&pin);
                let step = STEPS[rung.min(3)].to_lowercase();
                let mut set = vec![("track", Value::text(*track))];
                let keys: Vec<String> = skills
                    .iter()
                    .map(|skill| format!("requires.skill-{skill:02}"))
                    .collect();
                set.extend(
                    keys.iter()
                        .map(|key| (key.as_str(), Value::text(step.as_str()))),
                );
                set.push(("scope", self.numbers.value("Reaches")));
                set.push(("code", Value::text(format!("L{rung}"))));
                self.file("level", "levels", level, &set, sections);
            }
        }
    }

    fn skills(&mut self) {
        for number in 0..30 {
            let sections = STEPS
                .iter()
                .map(|step| self.numbers.section(step, 3))
                .collect();
            let set = [("area", Value::text("craft"))];
            self.file(
                "skill",
                "skills",
                &format!("skill-{number:02}"),
                &set,
                sections,
            );
        }
    }

    fn paths(&mut self) {
        for number in 0..8 {
            let (id, track) = (format!("path-{number}"), TRACKS[number / 2]);
            let from = number % 2 + 1;
            let set = [
                ("from", Value::text(format!("{track}-{from}"))),
                ("to", Value::text(format!("{track}-{}", from + 1))),
                ("timeline", Value::text("1-2 years")),
                ("difficulty", self.numbers.value("Hard")),
            ];
            let sections = vec![
                self.numbers.section("Background", 3),
                self.numbers.section("Doubts", 2),
            ];
            self.file("path", "paths", &id, &set, sections);
            let last = self.things.len() - 1;
            self.things[last].home = Home::File(format!("content/paths/{id}/index.md"));
            for phase in 1..=3 {
                let skill = (number * 3 + phase) % 30;
                let mut inner = self.numbers.section(&format!("[[skill-{skill:02}]]"), 4);
                inner.rank = 3;
                let sections = vec![
                    Section::new("Skills to develop", Vec::new()),
                    inner,
                    self.numbers.section("Success metrics", 4),
                ];
                let set = [(
                    "duration",
                    Value::text(format!("{phase}-{} months", phase + 3)),
                )];
                self.file(
                    "phase",
                    "phases",
                    &format!("{id}/phase-{phase}"),
                    &set,
                    sections,
                );
                let last = self.things.len() - 1;
                self.things[last].home =
                    Home::File(format!("content/paths/{id}/{phase}-phase-{phase}.md"));
            }
        }
    }

    fn small(&mut self) {
        for number in 0..10 {
            let sections = vec![
                self.numbers.section("When it fits", 3),
                self.numbers.section("When not", 3),
            ];
            let set = [
                ("focus", self.numbers.value("Looks at")),
                ("best_for", self.numbers.value("Good for")),
            ];
            self.file(
                "archetype",
                "archetypes",
                &format!("archetype-{number}"),
                &set,
                sections,
            );
        }
        for number in 0..18 {
            let id = format!("pitfall-{number:02}");
            let set = [
                ("problem", self.numbers.value("Hurts")),
                ("solution", self.numbers.value("Helps")),
            ];
            if number < 6 {
                let sections = vec![self.numbers.section("Signs", 3)];
                self.file("pitfall", "pitfalls", &id, &set, sections);
                continue;
            }
            let row = self.add("pitfall", &id, Home::Toml);
            row.fields
                .extend(set.map(|(key, value)| (key.to_owned(), value)));
        }
        for (number, track) in TRACKS.iter().enumerate() {
            let sections = vec![
                self.numbers.section("Evidence to collect", 4),
                self.numbers.section("Letter", 2),
            ];
            let set = [("level", Value::text(format!("{track}-2")))];
            self.file(
                "packet",
                "packets",
                &format!("packet-{number}"),
                &set,
                sections,
            );
        }
    }

    fn resources(&mut self) {
        for number in 0..60 {
            let id = format!("resource-{number:02}");
            let skills = Value::List(vec![
                format!("skill-{:02}", number % 30),
                format!("skill-{:02}", (number + 7) % 30),
            ]);
            let set = [
                ("by", self.numbers.value("Author")),
                ("skills", skills),
                ("type", Value::text("book")),
            ];
            if number < 20 {
                self.file("resource", "resources", &id, &set, Vec::new());
                continue;
            }
            let home = if number < 40 { Home::Toml } else { Home::Csv };
            let row = self.add("resource", &id, home);
            row.fields
                .extend(set.map(|(key, value)| (key.to_owned(), value)));
        }
    }

    fn pages(&mut self) {
        for number in 0..22 {
            let sections = vec![
                self.numbers.section("Why", 3),
                self.numbers.section("How", 4),
                self.numbers.section("Questions", 3),
            ];
            self.file(
                "page",
                "guide",
                &format!("guide/page-{number:02}"),
                &[],
                sections,
            );
            let last = self.things.len() - 1;
            self.things[last].home = Home::File(format!("content/guide/page-{number:02}.md"));
        }
    }
}
