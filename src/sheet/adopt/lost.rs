//! The last look at a sheet that was brought in: whether each of its words is somewhere.

use super::grid::Grid;
use super::marks::plain;
use super::report::{Guess, Left};
use super::words::word;
use std::collections::{BTreeMap, HashSet};

/// Texts of cells with a word that stands in no file and nowhere in the report, such as the head of
/// a group over a column without a head. That a table was understood is never taken on trust.
pub(super) fn lost(
    grids: &[Grid],
    files: &BTreeMap<String, String>,
    guesses: &[Guess],
    left: &[Left],
    is_step: &dyn Fn(&str) -> bool,
) -> Vec<Left> {
    let told = guesses.iter().map(|guess| guess.what.as_str());
    let told = told.chain(left.iter().map(|left| left.text.as_str()));
    let all = files.values().map(String::as_str).chain(told);
    let known: HashSet<String> = all.flat_map(words).collect();
    let mut lost = Vec::new();
    for grid in grids {
        for (at, text) in &grid.cells {
            let text = plain(text);
            let is_known = words(&text).all(|word| known.contains(&word));
            if !is_known && word(&text).is_none() && !is_step(&text) {
                lost.push(Left {
                    place: grid.place(*at),
                    text,
                    why: "nothing in a site of levels and skills corresponds to it".to_owned(),
                });
            }
        }
    }
    lost
}

/// The words of a text, in small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}
