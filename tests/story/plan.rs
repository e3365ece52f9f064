//! The fifty overrides of the story.

use super::fork::{Deed, Fork, Override};
use super::thing::{Line, Section, Value, World};
use super::upstream::Numbers;

/// Fifty overrides of every kind, each of a part that upstream has.
pub fn fork(upstream: &World, numbers: &mut Numbers) -> Fork {
    let mut plan = Plan {
        upstream,
        numbers,
        fork: Fork::default(),
    };
    plan.fields();
    plan.lists();
    plan.sections();
    plan.statements();
    let fork = plan.fork;
    assert_eq!(fork.overrides.len(), 50);
    fork
}

struct Plan<'w> {
    upstream: &'w World,
    numbers: &'w mut Numbers,
    fork: Fork,
}

impl Plan<'_> {
    fn add(&mut self, of: &str, deed: Deed) {
        let mut one = Override {
            of: of.to_owned(),
            called: of.to_owned(),
            deed,
            base: None,
        };
        one.base = one.theirs(self.upstream);
        self.fork.overrides.push(one);
    }

    fn field(&mut self, of: &str, key: &str) {
        let number = self.numbers.next();
        let value = Value::text(format!("Said here val{number} own{number}y0"));
        self.add(of, Deed::Field(key.to_owned(), value));
    }

    fn set(&mut self, of: &str, key: &str, value: Value) {
        self.add(of, Deed::Field(key.to_owned(), value));
    }

    fn fields(&mut self) {
        for of in [
            "level:engineering-1",
            "level:engineering-2",
            "skill:skill-04",
            "resource:resource-21",
            "resource:resource-41",
        ] {
            self.field(of, "title");
        }
        for of in ["path:path-1", "page:guide/page-03", "resource:resource-02"] {
            self.field(of, "summary");
        }
        for (of, key) in [
            ("archetype:archetype-2", "focus"),
            ("pitfall:pitfall-08", "problem"),
            ("resource:resource-22", "by"),
            ("resource:resource-42", "by"),
            ("resource:resource-43", "by"),
        ] {
            self.field(of, key);
        }
        self.set(
            "level:engineering-2",
            "requires.skill-03",
            Value::text("expert"),
        );
        self.set(
            "level:engineering-3",
            "requires.skill-20",
            Value::text("beginner"),
        );
        self.set("path:path-2", "timeline", Value::text("7-9 years"));
        self.set(
            "phase:path-2/phase-1",
            "duration",
            Value::text("2-9 months"),
        );
        self.add("level:engineering-5", Deed::Unset("code".to_owned()));
        self.add("page:guide/page-20", Deed::Hide);
        self.add("pitfall:pitfall-17", Deed::Hide);
    }

    fn lists(&mut self) {
        let lists = |add: &[&str], remove: &[&str]| Deed::Lists {
            key: "tags".to_owned(),
            add: add.iter().map(|it| (*it).to_owned()).collect(),
            remove: remove.iter().map(|it| (*it).to_owned()).collect(),
        };
        self.add("level:engineering-3", lists(&["house"], &[]));
        self.add("skill:skill-10", lists(&["house", "roof"], &["red"]));
        self.set(
            "level:engineering-4",
            "tags",
            Value::list(["blue", "green", "red", "house"]),
        );
        self.set(
            "page:guide/page-04",
            "tags",
            Value::list(["green", "house"]),
        );
        self.set(
            "resource:resource-03",
            "skills",
            Value::list(["skill-03", "skill-01"]),
        );
    }

    /// The section with an edit of a few kinds.
    fn section(&mut self, of: &str, name: &str, how: usize) {
        let lines = self.lines(of, name);
        let lines = self.edited(lines, how);
        self.add(of, Deed::Section(Section::new(name, lines)));
    }

    fn lines(&self, of: &str, name: &str) -> Vec<Line> {
        let thing = self.upstream.find(of).unwrap_or_else(|| panic!("{of}"));
        let section = thing.sections.iter().find(|it| it.name == name);
        section
            .unwrap_or_else(|| panic!("{of} {name}"))
            .lines
            .clone()
    }

    fn edited(&mut self, mut lines: Vec<Line>, how: usize) -> Vec<Line> {
        let number = self.numbers.next();
        match how % 5 {
            0 => lines[1] = lines[1].reworded(&format!("own{number}y0"), 0),
            1 => lines.push(Line::item(number).reworded(&format!("own{number}y0"), 0)),
            2 => drop(lines.remove(2)),
            3 => {
                lines[0] = lines[0].reworded(&format!("own{number}y0"), 0);
                lines.insert(1, Line::item(number).reworded(&format!("own{number}z0"), 0));
            }
            _ => lines.reverse(),
        }
        lines
    }

    fn sections(&mut self) {
        let all = [
            ("level:management-1", "Scope"),
            ("skill:skill-11", "Beginner"),
            ("path:path-3", "Background"),
            ("phase:path-4/phase-2", "Success metrics"),
            ("archetype:archetype-4", "When not"),
            ("pitfall:pitfall-02", "Signs"),
            ("packet:packet-1", "Evidence to collect"),
            ("page:guide/page-05", "How"),
            ("page:guide/page-06", "How"),
        ];
        for (how, (of, name)) in all.into_iter().enumerate() {
            self.section(of, name, how);
        }
        for (how, of) in ["level:research-2", "skill:skill-12", "page:guide/page-07"]
            .into_iter()
            .enumerate()
        {
            let number = self.numbers.next();
            let mut lines = self
                .upstream
                .find(of)
                .map(|it| it.opening.clone())
                .unwrap_or_default();
            lines[1] = lines[1].reworded(&format!("own{number}y0"), how % 2 * 4);
            self.add(of, Deed::Opening(lines));
        }
        for (of, name) in [
            ("level:research-3", "Oath"),
            ("page:guide/page-08", "House rules"),
        ] {
            let section = self.numbers.section(name, 2);
            self.add(of, Deed::New(section));
        }
        for (of, name, first) in [
            ("level:management-2", "Scope", false),
            ("level:management-3", "Scope", true),
            ("skill:skill-13", "Expert", false),
            ("packet:packet-2", "Letter", true),
        ] {
            let (name, lines) = (name.to_owned(), self.numbers.items(2));
            self.add(
                of,
                if first {
                    Deed::Prepend(name, lines)
                } else {
                    Deed::Append(name, lines)
                },
            );
        }
        self.add("level:management-4", Deed::Drop("Background".to_owned()));
    }

    /// Statements with an id of their own, and those that go by their words.
    fn statements(&mut self) {
        for of in ["management-5", "research-4", "support-2", "support-3"] {
            let (name, at) = (format!("level:{of}"), if of < "s" { 1 } else { 2 });
            let line = self.line(&name, at);
            let number = self.numbers.next();
            let now = line.reworded(&format!("own{number}y0"), 0);
            let now = Line { pin: None, ..now };
            self.add(&name, Deed::Statement(line.id(), now));
        }
        for (of, at) in [("level:research-5", 1), ("level:support-4", 2)] {
            let line = self.line(of, at);
            self.add(of, Deed::Without(line.id(), line.number));
        }
    }

    fn line(&self, of: &str, at: usize) -> Line {
        let thing = self.upstream.find(of).unwrap_or_else(|| panic!("{of}"));
        thing.sections[0].lines[at].clone()
    }
}
