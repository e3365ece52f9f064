//! A made-up track of 8 levels, 20 skills and 60 statements in each cell, and changes planted in it
//! that must be found, with none beside them.

use crate::site::site_of;
use std::collections::{BTreeMap, BTreeSet};
use waypost::compare::{What, changes};

pub const LEVELS: usize = 8;
pub const SKILLS: usize = 20;
const STATEMENTS: usize = 60;
const STEPS: [&str; 4] = ["beginner", "intermediate", "advanced", "expert"];

/// Made-up statements, the same ones for the same seed.
pub struct Text {
    seed: u64,
    /// In a script without blanks between words.
    is_dense: bool,
}

impl Text {
    pub fn new(seed: u64) -> Text {
        Text {
            seed,
            is_dense: false,
        }
    }

    pub fn dense(seed: u64) -> Text {
        Text {
            seed,
            is_dense: true,
        }
    }

    /// SplitMix64, <https://doi.org/10.1145/2714064.2660195>.
    fn below(&mut self, limit: usize) -> usize {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    fn word(&mut self) -> String {
        const PARTS: [&str; 16] = [
            "ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu", "ra", "se", "ti", "vo",
            "wa", "zu",
        ];
        if self.is_dense {
            let c = char::from_u32(0x4E00 + self.below(3000) as u32);
            return c.into_iter().collect();
        }
        (0..3).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }

    /// Ten to fourteen words, of which some are in many statements, as in real ones.
    fn statement(&mut self) -> String {
        const COMMON: [&str; 8] = [
            "the team",
            "a service",
            "and",
            "in",
            "with",
            "of",
            "to",
            "other teams",
        ];
        let count = 10 + self.below(5);
        if self.is_dense {
            let end = ["为团队", "的服务", "。"][self.below(3)];
            let words: String = (0..count).map(|_| self.word()).collect();
            return words + end;
        }
        let words: Vec<String> = (0..count)
            .map(|at| match at % 3 {
                2 => COMMON[self.below(COMMON.len())].to_owned(),
                _ => self.word(),
            })
            .collect();
        words.join(" ")
    }

    /// The same with two of its words replaced.
    fn reworded(&mut self, statement: &str) -> String {
        let blank = if self.is_dense { "" } else { " " };
        let mut words: Vec<String> = match self.is_dense {
            true => statement.chars().map(String::from).collect(),
            false => statement.split(' ').map(str::to_owned).collect(),
        };
        for _ in 0..2 {
            let at = self.below(words.len());
            words[at] = self.word();
        }
        words.join(blank)
    }
}

#[derive(Clone, Default)]
struct Cell {
    step: usize,
    statements: Vec<String>,
}

/// A track in the making.
pub struct Made {
    text: Text,
    levels: Vec<Vec<Cell>>,
    is_inherited: bool,
    head: BTreeMap<usize, String>,
}

/// What was planted between two levels.
#[derive(Default)]
pub struct Planted {
    added: usize,
    removed: usize,
    moved: usize,
    reworded: usize,
    pub raised: usize,
    pub pairs: BTreeSet<(String, String)>,
}

impl Planted {
    pub fn counts(&self) -> [usize; 4] {
        [self.added, self.removed, self.moved, self.reworded]
    }
}

impl Made {
    /// Levels that are to be copied from each other; the first is there.
    pub fn copied(mut text: Text) -> Made {
        let level = (0..SKILLS)
            .map(|_| Cell {
                step: 0,
                statements: (0..STATEMENTS).map(|_| text.statement()).collect(),
            })
            .collect();
        Made {
            text,
            levels: vec![level],
            is_inherited: false,
            head: BTreeMap::new(),
        }
    }

    /// Levels that each include the one below, with statements of their own.
    pub fn inherited(mut text: Text) -> Made {
        let levels = (0..LEVELS).map(|level| {
            (0..SKILLS)
                .map(|skill| Cell {
                    step: (level / 2).min(3),
                    // On a plateau a skill says nothing new.
                    statements: match (level + skill) % 5 {
                        0 => Vec::new(),
                        _ => (0..STATEMENTS).map(|_| text.statement()).collect(),
                    },
                })
                .collect()
        });
        Made {
            levels: levels.collect(),
            text,
            is_inherited: true,
            head: BTreeMap::new(),
        }
    }

    /// How many statements a level has of its own.
    pub fn own(&self, level: usize) -> usize {
        self.levels[level]
            .iter()
            .map(|cell| cell.statements.len())
            .sum()
    }

    /// Copies each level from the one below, with changes.
    pub fn climb(&mut self) -> Vec<Planted> {
        let mut all = Vec::new();
        for number in 1..LEVELS {
            let mut planted = Planted::default();
            let mut level = self.levels[number - 1].clone();
            // One level is a plateau as a whole.
            if number != 4 {
                plant(&mut level, &mut self.text, &mut planted);
            }
            self.levels.push(level);
            all.push(planted);
        }
        all
    }

    pub fn files(&self) -> Vec<(String, String)> {
        let ids: Vec<String> = (0..self.levels.len())
            .map(|n| format!("\"l{n}\""))
            .collect();
        let mut files = vec![
            (
                "site.toml".to_owned(),
                "title = \"T\"\n[areas.a]\ntitle = \"A\"\n".to_owned(),
            ),
            (
                "content/tracks/ic.md".to_owned(),
                format!("+++\ntitle = \"IC\"\nlevels = [{}]\n+++\n", ids.join(", ")),
            ),
        ];
        for skill in 0..SKILLS {
            let text = format!("+++\ntitle = \"Skill {skill}\"\narea = \"a\"\n+++\n");
            files.push((format!("content/skills/s{skill:02}.md"), text));
        }
        for (number, level) in self.levels.iter().enumerate() {
            let mut text = format!("+++\ntitle = \"Level {number}\"\n");
            if self.is_inherited && number > 0 {
                text.push_str(&format!("includes = \"l{}\"\n", number - 1));
            }
            text.push_str(self.head.get(&number).map_or("", String::as_str));
            for (skill, cell) in level.iter().enumerate() {
                let step = STEPS[cell.step];
                text.push_str(&format!("requires.s{skill:02} = \"{step}\"\n"));
            }
            text.push_str("+++\n");
            for (skill, cell) in level.iter().enumerate() {
                text.push_str(&format!("\n## [[s{skill:02}]]\n"));
                for statement in &cell.statements {
                    text.push_str(&format!("- {statement}\n"));
                }
            }
            files.push((format!("content/levels/l{number}.md"), text));
        }
        files
    }
}

/// Plants changes in a level. No statement is touched twice.
fn plant(level: &mut [Cell], text: &mut Text, planted: &mut Planted) {
    let mut fresh: Vec<(usize, String)> = Vec::new();
    for (skill, cell) in level.iter_mut().enumerate() {
        // A plateau.
        if skill % 5 == 4 {
            continue;
        }
        if skill % 5 == 0 && cell.step < 3 {
            cell.step += 1;
            planted.raised += 1;
        }
        for _ in 0..text.below(4) {
            let at = text.below(cell.statements.len());
            cell.statements.remove(at);
            planted.removed += 1;
        }
        for _ in 0..text.below(3) {
            let at = text.below(cell.statements.len());
            let statement = cell.statements.remove(at);
            planted.pairs.insert((statement.clone(), statement.clone()));
            fresh.push(((skill + 7) % SKILLS, statement));
            planted.moved += 1;
        }
        for _ in 0..text.below(4) {
            let at = text.below(cell.statements.len());
            let old = cell.statements.remove(at);
            let new = text.reworded(&old);
            planted.pairs.insert((old, new.clone()));
            fresh.push((skill, new));
            planted.reworded += 1;
        }
        for _ in 0..text.below(4) {
            fresh.push((skill, text.statement()));
            planted.added += 1;
        }
        let turn = text.below(cell.statements.len());
        cell.statements.rotate_left(turn);
    }
    for (skill, statement) in fresh {
        let statements = &mut level[skill].statements;
        let at = text.below(statements.len());
        statements.insert(at, statement);
    }
}

#[test]
fn every_planted_change_between_two_versions_is_found_and_none_invented() {
    let mut made = Made::inherited(Text::new(3));
    for cell in made.levels.iter_mut().flatten() {
        if cell.statements.is_empty() {
            cell.statements = (0..STATEMENTS).map(|_| made.text.statement()).collect();
        }
    }
    let old = crate::version(&site_of(made.files()));
    let mut all = Planted::default();
    for number in 0..LEVELS {
        let mut planted = Planted::default();
        if number != 4 {
            plant(&mut made.levels[number], &mut made.text, &mut planted);
        }
        all.added += planted.added;
        all.removed += planted.removed;
        all.moved += planted.moved;
        all.reworded += planted.reworded;
        all.pairs.append(&mut planted.pairs);
    }
    // To other levels too.
    for number in 0..5 {
        let statements = &mut made.levels[number][4].statements;
        let is_old = |statement: &String| !all.pairs.iter().any(|(old, _)| old == statement);
        let at = statements.iter().skip(number * 3).position(is_old);
        let statement = statements.remove(at.expect("most are") + number * 3);
        all.pairs.insert((statement.clone(), statement.clone()));
        made.levels[number + 3][4].statements.insert(9, statement);
        all.moved += 1;
    }
    let mut files = made.files();
    files.reverse();
    let new = crate::version(&site_of(files));
    let found = changes(&old, &new);
    let count = |what| {
        found
            .lines
            .iter()
            .filter(|line| line.what() == what)
            .count()
    };
    let told = [What::Added, What::Removed, What::Moved, What::Reworded].map(count);
    assert_eq!(told, all.counts());
    for change in &found.lines {
        if let (Some((_, old)), Some((_, new))) = (&change.old, &change.new) {
            let pair = (old.text.to_string(), new.text.to_string());
            assert!(all.pairs.contains(&pair), "{pair:?}");
        }
    }
    let fields = found.things.iter().flat_map(|thing| &thing.fields);
    assert!(fields.clone().all(|field| field.what() == What::Raised));
    assert!(fields.count() > 0);
    assert_eq!(found.apply(&old), new.sorted());
}
