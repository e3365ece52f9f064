//! Two texts compared word by word.

use std::collections::HashMap;

/// A stretch of words of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// In both.
    Same(String),
    /// In the old text only.
    Removed(String),
    /// In the new text only.
    Added(String),
}

/// Texts longer than this many words aren't compared word by word: one is removed and one added.
const MOST: usize = 600;

/// The share of words that two texts have in common, from 0 to 1 (Dice's coefficient on the words
/// with their counts, <https://doi.org/10.2307/1932409>).
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let mut counts: HashMap<String, i32> = HashMap::new();
    let (mut of_a, mut of_b, mut common) = (0usize, 0usize, 0usize);
    for word in folded(a) {
        *counts.entry(word).or_default() += 1;
        of_a += 1;
    }
    for word in folded(b) {
        of_b += 1;
        if let Some(count) = counts.get_mut(&word)
            && *count > 0
        {
            *count -= 1;
            common += 1;
        }
    }
    if of_a + of_b == 0 {
        return 1.0;
    }
    2.0 * common as f64 / (of_a + of_b) as f64
}

fn folded(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// What was removed and added between two texts, in reading order.
pub fn words(old: &str, new: &str) -> Vec<Part> {
    let a: Vec<&str> = old.split_whitespace().collect();
    let b: Vec<&str> = new.split_whitespace().collect();
    if a.len() > MOST || b.len() > MOST {
        return vec![Part::Removed(old.to_owned()), Part::Added(new.to_owned())];
    }
    // The longest common subsequence, from the end, so that reading it goes from the beginning.
    let mut longest = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i][j] = if a[i] == b[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let mut parts: Vec<Part> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            push(&mut parts, a[i], Part::Same);
            i += 1;
            j += 1;
        } else if i < a.len() && (j == b.len() || longest[i + 1][j] >= longest[i][j + 1]) {
            push(&mut parts, a[i], Part::Removed);
            i += 1;
        } else {
            push(&mut parts, b[j], Part::Added);
            j += 1;
        }
    }
    parts
}

fn push(parts: &mut Vec<Part>, word: &str, kind: fn(String) -> Part) {
    let next = kind(word.to_owned());
    match (parts.last_mut(), &next) {
        (Some(Part::Same(text)), Part::Same(_))
        | (Some(Part::Removed(text)), Part::Removed(_))
        | (Some(Part::Added(text)), Part::Added(_)) => {
            text.push(' ');
            text.push_str(word);
        }
        _ => parts.push(next),
    }
}
