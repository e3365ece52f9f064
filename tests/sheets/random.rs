//! Edits at random, many at once: each arrives, and nothing else changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, after, brought, own_files, site_of};
use crate::whole::HOSTILE;
use waypost::model::Model;
use waypost::sheet::Brought;
use waypost::site::Site;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % most
    }

    fn words(&mut self) -> String {
        let known = [
            "plans",
            "the",
            "work",
            "of *two*",
            "teams,",
            "`code`",
            "and \"reviews\"",
            "über",
            "日本",
            "it's",
            "100 %",
            "[[mentorship]]",
            "a_b_c",
            "_x000D_",
            "[[var:company]]",
            "—",
        ];
        let count = 2 + self.below(6);
        let words: Vec<&str> = (0..count).map(|_| known[self.below(known.len())]).collect();
        format!("Always {}", words.join(" "))
    }
}

/// The lines of a cell after an edit; inherited ones stay.
fn edited(lines: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    let inherited = lines
        .iter()
        .take_while(|line| line.starts_with('\u{2191}'))
        .count();
    let own = lines.len() - inherited;
    for _ in 0..=dice.below(3) {
        let at = inherited + dice.below(own.max(1));
        match dice.below(6) {
            0 if at < lines.len() => drop(lines.remove(at)),
            1 if at < lines.len() => {
                let line = lines.remove(at);
                let to = inherited + dice.below(lines.len() - inherited + 1);
                lines.insert(to, line);
            }
            2 | 3 if at < lines.len() => {
                let mut words: Vec<String> = lines[at].split(' ').map(str::to_owned).collect();
                let place = dice.below(words.len());
                words[place] = dice.words();
                lines[at] = words.join(" ");
            }
            _ => {
                let to = inherited + dice.below(lines.len() - inherited + 1);
                lines.insert(to, dice.words());
            }
        }
    }
    lines.join("\n")
}

/// Edits so many cells, and gives back which.
fn edit(book: &mut Book, count: usize, dice: &mut Dice) -> BTreeSet<(String, String)> {
    let mut places = BTreeSet::new();
    while places.len() < count {
        let sheets = book.0.len() - 1;
        let (_, rows) = &mut book.0[dice.below(sheets)];
        let (row, column) = (
            2 + dice.below(rows.len() - 2),
            1 + dice.below(rows[0].len() - 1),
        );
        let (id, key) = (rows[row][0].clone(), rows[0][column].clone());
        let other: Vec<String> = rows[2..].iter().map(|row| row[column].clone()).collect();
        let cell = &mut rows[row][column];
        let old = cell.clone();
        *cell = match key.as_str() {
            "area" | "skill" => continue,
            _ if old.starts_with('\u{2191}') && !key.starts_with("level:") => continue,
            key if key.ends_with(".step") || key.ends_with(".target") => {
                ["Beginner", "Intermediate", "Advanced", "Expert"][dice.below(4)].to_owned()
            }
            "title" | "by" | "cost" | "summary" => {
                dice.words().replace("[[", "(").replace("]]", ")")
            }
            "type" => "talk".to_owned(),
            "skills" | "language" | "hours" => other[dice.below(other.len())].clone(),
            key if key.starts_with("level:") || key.starts_with("step:") => edited(&old, dice),
            _ => continue,
        };
        let both = (id, key);
        // A cell that stands in several sheets is edited in one of them.
        if *cell == old || places.contains(&both) {
            *cell = old;
            continue;
        }
        places.insert(both);
    }
    places
}

/// What each cell says of its own.
fn own(book: &Book) -> BTreeMap<(String, String), String> {
    let mut cells = BTreeMap::new();
    for (_, rows) in &book.0[..book.0.len() - 1] {
        for row in &rows[2..] {
            for (key, text) in rows[0].iter().zip(row).skip(1) {
                let lines = text.lines().filter(|line| !line.starts_with('\u{2191}'));
                let text = lines.collect::<Vec<_>>().join("\n");
                cells.insert((row[0].clone(), key.clone()), text);
            }
        }
    }
    cells
}

/// The statements of cells that weren't edited, notes and all, and of edited ones those whose words
/// stayed.
fn statements(
    site: &Site,
    edited: &BTreeSet<(String, String)>,
    kept: &BTreeSet<String>,
) -> Vec<String> {
    let model: &Model = &site.model;
    let mut found = Vec::new();
    for (_, statement) in model.statements.iter() {
        let common = &model.levels[statement.level].common;
        let skill = &model.skills[statement.skill].common.id;
        let words = site.sources.slice(statement.text);
        let both = (format!("skill:{skill}"), format!("level:{}", common.id));
        let (block, place) = statement.item;
        let waypost::markdown::Block::List(list) = &common.body.outline.blocks[block] else {
            panic!("a statement stands in a list");
        };
        let whole = site.sources.slice(list.items[place].whole);
        let name = format!("{}\u{0}{}\u{0}{}", both.0, both.1, words);
        if !edited.contains(&both) || kept.contains(&name) {
            found.push(format!("{} {} {}", both.0, both.1, whole.trim()));
        }
    }
    found.sort();
    found
}

fn names(site: &Site) -> BTreeSet<String> {
    let model = &site.model;
    let names = model.statements.iter().map(|(_, statement)| {
        let level = &model.levels[statement.level].common.id;
        let skill = &model.skills[statement.skill].common.id;
        let words = site.sources.slice(statement.text);
        format!("skill:{skill}\u{0}level:{level}\u{0}{words}")
    });
    names.collect()
}

/// Edits a site so often, and holds what came of it against what was edited.
fn hold(files: &BTreeMap<String, Vec<u8>>, count: usize, seed: u64) -> Brought {
    hold_through(files, count, seed, &Book::clone)
}

/// The same with another program opening and saving the book before it is edited, and after.
pub fn hold_through(
    files: &BTreeMap<String, Vec<u8>>,
    count: usize,
    seed: u64,
    through: &dyn Fn(&Book) -> Book,
) -> Brought {
    let site = site_of(files);
    let first = Book::of(&site);
    let mut book = through(&first);
    assert!(book.0 == first.0, "opened and saved, the cells are others");
    let mut dice = Dice(seed);
    let edited = edit(&mut book, count, &mut dice);
    let book = through(&book);
    let found = brought(&site, &book);
    assert!(
        found.conflicts.is_empty() && found.faults.is_empty(),
        "{:?}",
        found.faults
    );
    let now = site_of(&after(files, &found));
    let (was, is) = (own(&first), own(&Book::of(&now)));
    // Of a cell that stands in several sheets the edited one counts.
    let mut wanted = own(&first);
    for (_, rows) in &book.0[..book.0.len() - 1] {
        for row in &rows[2..] {
            for (key, text) in rows[0].iter().zip(row).skip(1) {
                let both = (row[0].clone(), key.clone());
                let lines = text.lines().filter(|line| !line.starts_with('\u{2191}'));
                let text = lines.collect::<Vec<_>>().join("\n");
                if edited.contains(&both) && was[&both] != text {
                    wanted.insert(both, text);
                }
            }
        }
    }
    if found.stops.is_empty() {
        for (both, text) in &wanted {
            assert_eq!(is.get(both), Some(text), "{both:?}, seed {seed}");
        }
        let kept: BTreeSet<String> = names(&site).intersection(&names(&now)).cloned().collect();
        assert_eq!(
            statements(&site, &edited, &kept),
            statements(&now, &edited, &kept),
            "seed {seed}"
        );
    }
    // Brought back once more, it changes nothing.
    let again = brought(&now, &book);
    assert!(again.files.is_empty(), "seed {seed}: {:?}", again.edits);
    found
}

#[test]
fn two_hundred_edits_arrive_and_nothing_else_changes() {
    for seed in 1..=3 {
        let found = hold(&own_files(), 200, seed);
        assert!(found.stops.is_empty(), "seed {seed}: {:?}", found.stops);
        assert!(found.edits.len() >= 195, "{}", found.edits.len());
    }
}

#[test]
fn lines_that_end_with_cr_lf_go_on_to() {
    let mut files = own_files();
    for (path, bytes) in &mut files {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        if path.ends_with(".md") || path.ends_with("resources.toml") {
            *bytes = format!("\u{FEFF}{}", text.replace('\n', "\r\n")).into_bytes();
        }
    }
    let found = hold(&files, 100, 11);
    for text in found.files.values() {
        let text = String::from_utf8(text.after.clone()).expect("UTF-8");
        assert!(text.starts_with('\u{FEFF}'));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}

/// Lists of every make: their bullets, their blanks, loose or numbered; front matter in YAML.
#[test]
fn lists_of_every_make_take_edits() {
    type Change = (&'static str, &'static str);
    let makes: [&[Change]; 7] = [
        &[("\n- ", "\n* ")],
        &[("\n- ", "\n+ ")],
        &[("\n- ", "\n-   "), ("\n  - ", "\n    - ")],
        &[("\n- ", "\n-\t"), ("\n  - ", "\n\t- ")],
        &[("\n- ", "\n\n- ")],
        &[("\n- ", "\n1. "), ("\n  - ", "\n   - ")],
        &[("\n- ", "\n  - "), ("\n  - ", "\n    - ")],
    ];
    for (seed, make) in makes.into_iter().enumerate() {
        let mut files = own_files();
        for (path, bytes) in &mut files {
            if path.starts_with("content/levels/") {
                let mut text = String::from_utf8(bytes.clone()).expect("UTF-8");
                for (from, to) in make.iter().rev() {
                    text = text.replace(from, to);
                }
                *bytes = text.into_bytes();
            }
        }
        let found = hold(&files, 40, 100 + seed as u64);
        assert!(found.stops.is_empty(), "{make:?}: {:?}", found.stops);
    }
}

#[test]
fn odd_files_keep_what_is_theirs() {
    let files = crate::book::files(HOSTILE);
    for seed in 1..=30 {
        let site = site_of(&files);
        let mut book = Book::of(&site);
        let mut dice = Dice(seed);
        let key = ["level:one", "level:two"][dice.below(2)];
        let cell = book.cell("skill:s", key);
        let now = edited(cell, &mut dice)
            .replace("[[mentorship]]", "x")
            .replace("[[var:company]]", "y");
        *cell = now;
        let found = brought(&site, &book);
        let out = after(&files, &found);
        for (path, bytes) in &out {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            for kept in [
                "Prose.",
                "Between.",
                "Words only.",
                "<!-- a comment -->",
                "* items\n\n  of two",
            ] {
                let had = String::from_utf8(files[path].clone())
                    .expect("UTF-8")
                    .contains(kept);
                assert_eq!(text.contains(kept), had, "seed {seed}: {path}: {kept}");
            }
        }
        let again = brought(&site_of(&out), &book);
        assert!(again.files.is_empty(), "seed {seed}");
    }
}
