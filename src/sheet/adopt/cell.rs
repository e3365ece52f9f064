//! A cell: the step that it names, and what it says.

use super::bullets::{Block, blocks, is_marked};
use super::marks::{is_mark, one_line, plain};
use super::words::{Word, word};

/// What a cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Saying {
    /// The place of the step on the scale, and whether it is optional.
    pub step: Option<(usize, bool)>,
    /// What stands beside it.
    pub blocks: Vec<Block>,
    /// What it says without words of its own.
    pub word: Option<Word>,
}

/// How a word that may be a step stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Alone.
    Alone,
    /// On a line over others that are no points: it may as well be the first of them.
    Over,
    /// Before what is said of it: over points, or with a colon, a dash, or in brackets.
    Before,
}

/// What parts a step from the words behind it.
const SIGNS: [&str; 7] = [": ", "：", " – ", " — ", " - ", " | ", ". "];

/// A word that may be a step is no longer.
const LONGEST: usize = 32;

/// The words in a cell that may be a step, each with the rest of the cell.
pub(super) fn candidates(text: &str) -> Vec<(String, bool, Stands, String)> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut found = Vec::new();
    let mut add = |word: &str, stands: Stands, rest: &str| {
        let (word, is_optional) = bare(word);
        let words = word.split(' ').count();
        if !word.is_empty() && words <= 3 && word.chars().count() <= LONGEST {
            found.push((word, is_optional, stands, rest.to_owned()));
        }
    };
    let stands = match rest.trim().is_empty() {
        true => Stands::Alone,
        false if is_marked(rest) => Stands::Before,
        false => Stands::Over,
    };
    add(&one_line(line), stands, rest);
    let with = |more: &str| match rest.is_empty() {
        true => more.trim_start().to_owned(),
        false => format!("{}\n{rest}", more.trim_start()),
    };
    for sign in SIGNS {
        if let Some((word, more)) = line.split_once(sign)
            && !one_line(more).is_empty()
        {
            add(&one_line(word), Stands::Before, &with(unopened(more)));
        }
    }
    for (open, close) in [('[', ']'), ('(', ')'), ('【', '】')] {
        let inner = line.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace());
        if let Some(inner) = inner.strip_prefix(open)
            && let Some((word, more)) = inner.split_once(close)
            && !(one_line(more).is_empty() && rest.trim().is_empty())
        {
            add(&one_line(word), Stands::Before, &with(unopened(more)));
        }
    }
    found
}

/// A text without marks of what was opened before it.
fn unopened(text: &str) -> &str {
    text.trim_start_matches(|c: char| is_mark(c) || c.is_whitespace())
}

/// A word without brackets, points and `(optional)`.
fn bare(word: &str) -> (String, bool) {
    let lower = word.to_lowercase();
    let (word, is_optional) = match lower.find("(optional)") {
        Some(at) if word.is_char_boundary(at) && word.len() == lower.len() => (&word[..at], true),
        _ => (word, false),
    };
    let word = word
        .trim()
        .trim_matches(['[', ']', ':', '：', '.', '【', '】']);
    (word.trim().to_owned(), is_optional)
}

/// What a cell says, where these are the steps; a step is looked up by its words.
pub(super) fn saying(text: &str, step_of: &dyn Fn(&str) -> Option<usize>) -> Saying {
    // A word such as `none` may be a step.
    let named = candidates(text)
        .into_iter()
        .find_map(|(word, is_optional, _, rest)| Some(((step_of(&word)?, is_optional), rest)));
    if let Some((step, rest)) = named {
        return Saying {
            step: Some(step),
            word: None,
            blocks: blocks(&rest),
        };
    }
    match word(&plain(text)) {
        Some(word) => Saying {
            word: Some(word),
            ..Saying::default()
        },
        None => Saying {
            blocks: blocks(text),
            ..Saying::default()
        },
    }
}
