//! What cells say: their steps, and what they take from other cells.

use super::building::Building;
use super::bullets::{Block, Item, blocks};
use super::cell::{Saying, saying};
use super::frame::{Frame, Level};
use super::heads::rung;
use super::marks::one_line;
use super::report::{Guess, Left};
use super::scale::{Scale, found};
use super::words::Word;
use std::collections::{BTreeMap, HashMap, HashSet};

impl Building<'_> {
    /// Reads all cells, once all tables are in.
    pub fn settle(&mut self) {
        if let Some(steps) = &self.choices.scale {
            self.frame.scale = Scale::told(steps.clone());
        }
        if !self.frame.scale.is_named {
            let cells: Vec<(usize, &str)> = texts(&self.frame).collect();
            self.frame.scale = found(&cells, &mut self.guesses);
        }
        let scale = self.frame.scale.clone();
        let step_of = |word: &str| scale.step(word);
        let mut words: BTreeMap<&str, usize> = BTreeMap::new();
        for track in &mut self.frame.tracks {
            let levels = names(&track.levels);
            for level in &mut track.levels {
                for cell in level.cells.values_mut() {
                    cell.saying = saying(&cell.text, &step_of);
                    // `See the handbook` names no level, and is a text.
                    if let Some(Word::Same(Some(name))) = &cell.saying.word
                        && named(&levels, name).is_none()
                    {
                        cell.saying.blocks = blocks(&cell.text);
                        cell.saying.word = None;
                    }
                    let what = match &cell.saying.word {
                        Some(Word::Nothing) => "that nothing is expected (`n/a`, `–`)",
                        Some(Word::Tick) => "that something is expected, and not what (a tick)",
                        _ => continue,
                    };
                    *words.entry(what).or_default() += 1;
                }
            }
        }
        for (what, count) in words {
            self.guesses.push(Guess::new(
                format!("{} {what}", counted(count, "cell says", "cells say")),
                "",
            ));
        }
        for track in 0..self.frame.tracks.len() {
            self.share(track);
            self.open(track);
            self.inherit(track);
        }
    }

    /// Cells that say what another one says.
    fn share(&mut self, track: usize) {
        let levels = &mut self.frame.tracks[track].levels;
        let mut shared = 0;
        for rank in 0..levels.len() {
            let skills: Vec<usize> = levels[rank].cells.keys().copied().collect();
            for skill in skills {
                let Some((from, place, text)) = source(levels, rank, skill) else {
                    continue;
                };
                let mut seen = HashSet::from([rank]);
                let mut at = from;
                // The cell that it names may name another one.
                while let Some(next) = at.filter(|at| seen.insert(*at)) {
                    match source(levels, next, skill) {
                        Some((next, ..)) => at = next,
                        None => break,
                    }
                }
                let said = at
                    .filter(|at| *at != rank && source(levels, *at, skill).is_none())
                    .and_then(|at| Some(levels[at].cells.get(&skill)?.saying.clone()))
                    .filter(|said| !matches!(said.word, Some(Word::Same(_))));
                let Some(cell) = levels[rank].cells.get_mut(&skill) else {
                    continue;
                };
                match said {
                    Some(said) => {
                        shared += 1;
                        cell.saying = said;
                        cell.shares = None;
                    }
                    None => {
                        cell.saying = Saying::default();
                        cell.shares = None;
                        self.left.push(Left {
                            place,
                            text,
                            why: "it says the same as another cell, and that one isn't there or says nothing".to_owned(),
                        });
                    }
                }
            }
        }
        if shared > 0 {
            self.guesses.push(Guess::new(
                format!(
                    "on `{}` {} the same as another level: the one before, where none is named",
                    self.frame.tracks[track].title,
                    counted(shared, "cell says", "cells say")
                ),
                "",
            ));
        }
    }

    /// Cells that are still to be written.
    fn open(&mut self, track: usize) {
        for level in &mut self.frame.tracks[track].levels {
            for cell in level.cells.values_mut() {
                if cell.saying.word == Some(Word::Open) {
                    cell.saying = Saying::default();
                    self.left.push(Left {
                        place: cell.place.clone(),
                        text: cell.text.clone(),
                        why: "it says that something is still to be written".to_owned(),
                    });
                }
            }
        }
    }

    /// Whether each level includes the one below; and what it repeats of that, taken out.
    fn inherit(&mut self, track: usize) {
        let repeats = repeats(&self.frame.tracks[track].levels);
        let track = &mut self.frame.tracks[track];
        let guessed = !(repeats.some > repeats.all && repeats.some * 4 >= repeats.of);
        track.inherits = self.choices.inherits.unwrap_or(guessed);
        if track.levels.len() < 2 {
            return;
        }
        if self.choices.inherits.is_none() {
            self.guesses.push(match guessed {
                true => Guess::new(
                    format!("on `{}` each level includes the one below it", track.title),
                    "`--cells all` if a cell says all that is expected, and not only what is new",
                ),
                false => Guess::new(
                    format!(
                        "on `{}` cells repeat a part of what the level below says, so that each says all that is expected",
                        track.title
                    ),
                    "`--cells new` if each level includes the one below it",
                ),
            });
        }
        if !track.inherits {
            return;
        }
        let mut held: HashMap<usize, Held> = HashMap::new();
        let mut dropped = 0;
        for level in &mut track.levels {
            for (skill, cell) in &mut level.cells {
                let held = held.entry(*skill).or_default();
                dropped += without(&mut cell.saying, held);
                if cell.saying.word == Some(Word::Nothing) {
                    *held = Held::default();
                }
            }
        }
        if dropped > 0 {
            self.guesses.push(Guess::new(
                format!(
                    "on `{}` {}",
                    track.title,
                    counted(
                        dropped,
                        "point repeats a level below, and is inherited",
                        "points repeat a level below, and are inherited"
                    )
                ),
                "",
            ));
        }
    }
}

/// What the levels below hold of a skill.
#[derive(Default)]
struct Held {
    step: Option<(usize, bool)>,
    points: HashSet<String>,
    prose: HashSet<String>,
}

/// Takes out what is inherited, and adds the rest to what is held; gives back how many points went.
fn without(saying: &mut Saying, held: &mut Held) -> usize {
    let mut dropped = 0;
    match saying.step == held.step {
        true => saying.step = None,
        false => held.step = saying.step.or(held.step),
    }
    for block in &mut saying.blocks {
        if let Block::Items(items) = block {
            let before = items.len();
            items.retain(|item| held.points.insert(whole(item)));
            dropped += before - items.len();
        }
    }
    saying.blocks.retain(|block| match block {
        Block::Items(items) => !items.is_empty(),
        Block::Prose(prose) => held.prose.insert(folded(prose)),
    });
    dropped
}

/// A point with all that stands beneath it, as two are compared.
fn whole(item: &Item) -> String {
    let notes: Vec<String> = item.notes.iter().map(whole).collect();
    format!("{}({})", folded(&item.text), notes.join("|"))
}

/// A text as two are compared: case, blanks and a point at the end don't count.
fn folded(text: &str) -> String {
    let text = one_line(text).to_lowercase();
    text.trim_end_matches(['.', ';', ',', '。']).to_owned()
}

/// How many cells repeat all, or only some, of two points or more that the level below makes.
struct Repeats {
    all: usize,
    some: usize,
    of: usize,
}

fn repeats(levels: &[Level]) -> Repeats {
    let points = |level: &Level, skill: usize| -> HashSet<String> {
        let blocks = level
            .cells
            .get(&skill)
            .map_or(&[][..], |cell| &cell.saying.blocks);
        let items = blocks.iter().filter_map(|block| match block {
            Block::Items(items) => Some(items),
            Block::Prose(_) => None,
        });
        items.flatten().map(whole).collect()
    };
    let mut repeats = Repeats {
        all: 0,
        some: 0,
        of: 0,
    };
    for pair in levels.windows(2) {
        for skill in pair[1].cells.keys() {
            let (below, own) = (points(&pair[0], *skill), points(&pair[1], *skill));
            if below.len() < 2 || own.is_empty() {
                continue;
            }
            repeats.of += 1;
            match below.intersection(&own).count() {
                0 => {}
                count if count == below.len() => repeats.all += 1,
                _ => repeats.some += 1,
            }
        }
    }
    repeats
}

/// The level whose cell a cell refers to, and the cell's place and text; nothing where it speaks for
/// itself.
fn source(levels: &[Level], rank: usize, skill: usize) -> Option<(Option<usize>, String, String)> {
    let cell = levels[rank].cells.get(&skill)?;
    let from = match (&cell.shares, &cell.saying.word) {
        (Some(shares), _) => Some(*shares),
        (None, Some(Word::Same(None))) => rank.checked_sub(1),
        (None, Some(Word::Same(Some(name)))) => named(&names(levels), name),
        _ => return None,
    };
    Some((from, cell.place.clone(), cell.text.clone()))
}

/// The titles and codes of levels in small letters.
fn names(levels: &[Level]) -> Vec<Vec<String>> {
    let of = |level: &Level| {
        let names = [Some(&level.title), level.code.as_ref()];
        let names = names.into_iter().flatten();
        names.map(|name| name.to_lowercase()).collect()
    };
    levels.iter().map(of).collect()
}

/// The level of this name or code.
fn named(levels: &[Vec<String>], name: &str) -> Option<usize> {
    let wanted = rung(name);
    let names = [Some(wanted.title), wanted.code, Some(name.to_owned())];
    let names: Vec<String> = names
        .into_iter()
        .flatten()
        .map(|name| name.to_lowercase())
        .collect();
    levels
        .iter()
        .position(|level| level.iter().any(|title| names.contains(title)))
}

/// All texts, with the ranks of their levels.
fn texts(frame: &Frame) -> impl Iterator<Item = (usize, &str)> {
    let levels = frame
        .tracks
        .iter()
        .flat_map(|track| track.levels.iter().enumerate());
    levels.flat_map(|(rank, level)| {
        level
            .cells
            .values()
            .map(move |cell| (rank, cell.text.as_str()))
    })
}

pub(super) fn counted(count: usize, one: &str, more: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    }
}
