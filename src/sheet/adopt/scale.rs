//! The scale: the words for steps that cells hold.

use super::cell::{Stands, candidates};
use super::report::Guess;
use super::words::{known_scale, word};
use std::collections::BTreeMap;

/// The steps that a site has where nobody says otherwise.
const USUAL: [&str; 4] = ["Beginner", "Intermediate", "Advanced", "Expert"];

/// More words than these are no scale.
const MOST_STEPS: usize = 10;

/// The steps of the site, from the lowest.
#[derive(Clone, Debug, Default)]
pub(super) struct Scale {
    pub steps: Vec<String>,
    /// Whether cells name its steps.
    pub is_named: bool,
}

impl Scale {
    /// The step of this name, or of this number among numbers.
    pub fn step(&self, name: &str) -> Option<usize> {
        if !self.is_named {
            return None;
        }
        let wanted = folded(name);
        self.steps.iter().position(|step| folded(step) == wanted)
    }

    /// The usual one, which nothing names.
    pub fn usual() -> Scale {
        Scale {
            steps: USUAL.map(str::to_owned).to_vec(),
            is_named: false,
        }
    }

    /// Steps that were told, or that heads name.
    pub fn told(steps: Vec<String>) -> Scale {
        Scale {
            steps,
            is_named: true,
        }
    }
}

/// A word as it is compared; of `3/5` and `3.0` the `3`.
fn folded(word: &str) -> String {
    let word = word.trim().to_lowercase();
    let number = word.split(['/', '.']).next().unwrap_or_default().trim();
    match is_number(number) && word.len() <= 5 {
        true => number.to_owned(),
        false => word,
    }
}

fn is_number(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// A word with how often it stands in cells, alone or before others, and at which levels.
#[derive(Default)]
struct Seen {
    shown: String,
    count: usize,
    alone: usize,
    over: usize,
    ranks: usize,
    first: usize,
}

/// Finds the words that stand for steps among the texts of cells, each with the rank of its level.
pub(super) fn found(cells: &[(usize, &str)], guesses: &mut Vec<Guess>) -> Scale {
    let cells: Vec<&(usize, &str)> = cells
        .iter()
        .filter(|(_, text)| word(text).is_none())
        .collect();
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for (place, (rank, text)) in cells.iter().enumerate() {
        for (word, _, stands, _) in candidates(text) {
            let seen = seen.entry(folded(&word)).or_default();
            if seen.count == 0 {
                (seen.shown, seen.first) = (word, place);
            }
            seen.count += 1;
            seen.over += usize::from(stands == Stands::Over);
            seen.alone += usize::from(stands == Stands::Alone);
            seen.ranks += rank;
        }
    }
    numbers(&cells, &seen, guesses)
        .or_else(|| known(&seen, guesses))
        .or_else(|| unknown(cells.len(), &seen, guesses))
        .unwrap_or_else(Scale::usual)
}

/// Most cells hold a number and nothing else.
fn numbers(
    cells: &[&(usize, &str)],
    seen: &BTreeMap<String, Seen>,
    guesses: &mut Vec<Guess>,
) -> Option<Scale> {
    let numbers = seen
        .iter()
        .filter(|(word, seen)| is_number(word) && seen.alone > 0);
    let count: usize = numbers.clone().map(|(_, seen)| seen.alone).sum();
    let values: Vec<usize> = numbers.filter_map(|(word, _)| word.parse().ok()).collect();
    let (least, most) = (*values.iter().min()?, *values.iter().max()?);
    if count < 2 || count * 10 < cells.len() * 6 || most > MOST_STEPS {
        return None;
    }
    let steps: Vec<String> = (least.min(1)..=most).map(|step| step.to_string()).collect();
    if steps.len() < 2 {
        return None;
    }
    guesses.push(Guess::new(
        format!("the steps of the scale are numbers, from {} to {most}", least.min(1)),
        "say what they are called with `--scale \"First, Second, Third\"`, the lowest first, if it isn't so",
    ));
    Some(Scale::told(steps))
}

/// Words of a scale that many use.
fn known(seen: &BTreeMap<String, Seen>, guesses: &mut Vec<Guess>) -> Option<Scale> {
    let words: Vec<String> = seen.keys().cloned().collect();
    let scale = known_scale(&words)?;
    let steps: Vec<&Seen> = scale.iter().filter_map(|step| seen.get(*step)).collect();
    let shown: Vec<String> = steps.iter().map(|seen| capital(&seen.shown)).collect();
    let is_usual = |step: &String| USUAL.iter().any(|usual| usual.eq_ignore_ascii_case(step));
    let steps = match shown.iter().all(is_usual) {
        true => USUAL.map(str::to_owned).to_vec(),
        false => shown,
    };
    guesses.push(Guess::new(
        format!("cells name steps of a scale: {}", listed(&steps)),
        "give the steps with `--scale \"First, Second, Third\"`, the lowest first, if it isn't so",
    ));
    Some(Scale::told(steps))
}

/// A few words that most cells begin with: higher ones stand at higher levels.
fn unknown(cells: usize, seen: &BTreeMap<String, Seen>, guesses: &mut Vec<Guess>) -> Option<Scale> {
    // Short statements are repeated as well, but not that often.
    let is_short = |seen: &&Seen| seen.count - seen.over >= 2 && seen.shown.split(' ').count() <= 2;
    let mut often: Vec<&Seen> = seen.values().filter(is_short).collect();
    let count: usize = often.iter().map(|seen| seen.count - seen.over).sum();
    let least = if count >= cells && count >= 8 { 2 } else { 3 };
    let is_scale = (2..=MOST_STEPS).contains(&often.len()) && count >= least * often.len();
    if !is_scale || count * 2 < cells {
        return None;
    }
    // Mean ranks, compared without dividing.
    often.sort_by(|a, b| {
        let (one, other) = (a.ranks * b.count, b.ranks * a.count);
        one.cmp(&other).then(a.first.cmp(&b.first))
    });
    let steps: Vec<String> = often.iter().map(|seen| capital(&seen.shown)).collect();
    guesses.push(Guess::new(
        format!(
            "the words that most cells begin with are a scale, in the order of the levels at which they stand: {}",
            listed(&steps)
        ),
        "give the steps with `--scale \"First, Second, Third\"`, the lowest first, if it isn't so",
    ));
    Some(Scale::told(steps))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

pub(super) fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let shown: Vec<String> = names
        .iter()
        .take(MOST)
        .map(|name| format!("`{name}`"))
        .collect();
    match names.len().saturating_sub(MOST) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
