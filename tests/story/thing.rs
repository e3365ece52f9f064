//! A thing as the story plans it: what it says, and how that is written into a file or a row.

use std::collections::BTreeMap;

/// A statement or a paragraph. Who it is is known by its number, whatever it comes to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub number: usize,
    pub pin: Option<String>,
    pub words: String,
    pub is_item: bool,
}

/// What one version of a line says: words that no other line has, and a word for the version.
fn words(number: usize, version: &str) -> String {
    format!(
        "Alpha{number} beta{number} gamma{number} delta{number} epsilon{number} zeta{number} says {version}"
    )
}

impl Line {
    pub fn item(number: usize) -> Line {
        Line {
            number,
            pin: None,
            words: words(number, &format!("rev{number}y0")),
            is_item: true,
        }
    }

    pub fn prose(number: usize) -> Line {
        Line {
            is_item: false,
            ..Line::item(number)
        }
    }

    /// Five lines of prose, each with a version of its own.
    pub fn paragraph(number: usize) -> Line {
        let lines = (0..5).map(|at| words(number * 10 + at, &format!("rev{number}y0at{at}")));
        Line {
            words: lines.collect::<Vec<_>>().join("\n"),
            ..Line::prose(number)
        }
    }

    pub fn pinned(mut self, pin: &str) -> Line {
        self.pin = Some(pin.to_owned());
        self
    }

    /// The id that it has: its own, or one that is made of its words.
    pub fn id(&self) -> String {
        match &self.pin {
            Some(pin) => pin.clone(),
            None => format!(
                "s-{:08x}",
                waypost::overlay::statement_key(&self.words) as u32
            ),
        }
    }

    /// The same line in another version. Of a paragraph one line of it: `at`, from either end.
    pub fn reworded(&self, version: &str, at: usize) -> Line {
        let mut lines: Vec<String> = self.words.split('\n').map(str::to_owned).collect();
        let at = at % lines.len();
        let kept = lines[at].rsplit_once(' ').map_or("", |(kept, _)| kept);
        lines[at] = format!("{kept} {version}");
        Line {
            words: lines.join("\n"),
            ..self.clone()
        }
    }

    pub fn markdown(&self) -> String {
        let pin = match &self.pin {
            Some(pin) => format!(" {{#{pin}}}"),
            None => String::new(),
        };
        match self.is_item {
            true => format!("- {}{pin}", self.words),
            false => self.words.clone(),
        }
    }
}

/// A heading and what stands directly beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub name: String,
    pub rank: usize,
    pub lines: Vec<Line>,
}

impl Section {
    pub fn new(name: &str, lines: Vec<Line>) -> Section {
        Section {
            name: name.to_owned(),
            rank: 2,
            lines,
        }
    }

    /// What it is called in messages and in the lock.
    pub fn key(name: &str) -> String {
        let name = name.trim_matches(['[', ']']);
        name.to_lowercase().replace(' ', "-")
    }

    pub fn heading(&self) -> String {
        format!("{} {}", "#".repeat(self.rank), self.name)
    }
}

/// What a key is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    List(Vec<String>),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    pub fn list<const N: usize>(items: [&str; N]) -> Value {
        Value::List(items.map(str::to_owned).to_vec())
    }

    pub fn toml(&self) -> String {
        match self {
            Value::Text(text) => format!("\"{text}\""),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(|item| format!("\"{item}\"")).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    pub fn cell(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::List(items) => items.join("; "),
        }
    }
}

/// Where a thing is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Home {
    File(String),
    Toml,
    Csv,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    pub kind: &'static str,
    pub id: String,
    pub home: Home,
    pub fields: BTreeMap<String, Value>,
    pub opening: Vec<Line>,
    pub sections: Vec<Section>,
}

impl Thing {
    pub fn name(&self) -> String {
        format!("{}:{}", self.kind, self.id)
    }

    pub fn section(&mut self, name: &str) -> Option<&mut Section> {
        self.sections.iter_mut().find(|it| it.name == name)
    }

    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        let inner = self.sections.iter().flat_map(|section| &section.lines);
        self.opening.iter().chain(inner)
    }

    /// The passages of its text, in order.
    pub fn passages(&self) -> Vec<String> {
        let mut found: Vec<String> = self.opening.iter().map(Line::markdown).collect();
        for section in &self.sections {
            found.push(section.heading());
            found.extend(section.lines.iter().map(Line::markdown));
        }
        found.join("\n").lines().map(str::to_owned).collect()
    }

    pub fn body(&self) -> String {
        let mut text = block(&self.opening);
        for section in &self.sections {
            text.push_str(&format!(
                "\n{}\n\n{}",
                section.heading(),
                block(&section.lines)
            ));
        }
        text
    }

    fn file(&self) -> String {
        let keys: Vec<String> = self
            .fields
            .iter()
            .map(|(key, it)| format!("{key} = {}\n", it.toml()))
            .collect();
        format!("+++\n{}+++\n\n{}", keys.concat(), self.body())
    }
}

/// Items one beneath the other, paragraphs with a blank line between them.
pub fn block(lines: &[Line]) -> String {
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        let is_list = place > 0 && lines[place - 1].is_item && line.is_item;
        if place > 0 && !is_list {
            text.push('\n');
        }
        text.push_str(&line.markdown());
        text.push('\n');
    }
    text
}

/// All of one version of a site.
#[derive(Clone, Debug)]
pub struct World {
    pub settings: String,
    pub things: Vec<Thing>,
}

impl World {
    pub fn find(&self, name: &str) -> Option<&Thing> {
        self.things.iter().find(|it| it.name() == name)
    }

    pub fn get(&mut self, name: &str) -> &mut Thing {
        let found = self.things.iter_mut().find(|it| it.name() == name);
        found.unwrap_or_else(|| panic!("nothing is called {name}"))
    }

    /// Its files.
    pub fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::from([("site.toml".to_owned(), self.settings.clone())]);
        let mut rows: BTreeMap<String, Vec<&Thing>> = BTreeMap::new();
        for thing in &self.things {
            match &thing.home {
                Home::File(path) => {
                    files.insert(path.clone(), thing.file());
                }
                Home::Toml => {
                    let table = files
                        .entry(format!("content/{}s.toml", thing.kind))
                        .or_default();
                    table.push_str(&format!("[{}]\n", thing.id));
                    for (key, value) in &thing.fields {
                        table.push_str(&format!("{key} = {}\n", value.toml()));
                    }
                    table.push('\n');
                }
                Home::Csv => rows
                    .entry(format!("content/{}s.csv", thing.kind))
                    .or_default()
                    .push(thing),
            }
        }
        for (path, rows) in rows {
            files.insert(path, csv(&rows));
        }
        files
    }
}

fn csv(rows: &[&Thing]) -> String {
    let mut columns: Vec<&str> = rows
        .iter()
        .flat_map(|it| it.fields.keys().map(String::as_str))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let mut text = format!("id,{}\n", columns.join(","));
    for row in rows {
        let cells = columns
            .iter()
            .map(|key| row.fields.get(*key).map_or(String::new(), Value::cell));
        text.push_str(&format!(
            "{},{}\n",
            row.id,
            cells.collect::<Vec<_>>().join(",")
        ));
    }
    text
}
