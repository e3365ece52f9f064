//! Two texts compared word by word.

use crate::markdown::{is_letter, is_sign};
use std::borrow::Cow;
use std::mem::take;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A stretch of words of two texts. The parts of the old text after each other are the old text,
/// those of the new the new one, but for blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// In both.
    Same(String),
    /// In the old text only.
    Removed(String),
    /// In the new text only.
    Added(String),
}

/// The largest product of the words of two texts that are compared word by word, once what both
/// begin and end with is set aside: two texts of 2,000 words each. Of longer ones the whole
/// middle is removed and added.
const MOST: usize = 4_000_000;

/// A word, or a character of a script that is written without blanks.
struct Token<'a> {
    text: &'a str,
    /// Whether no blank stands before it.
    is_glued: bool,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for word in text.split_whitespace() {
        let mut from = 0;
        let mut push = |part: &Range<usize>| {
            if !part.is_empty() {
                tokens.push(Token {
                    text: &word[part.clone()],
                    is_glued: part.start > 0,
                });
            }
        };
        for (at, c) in word.char_indices().filter(|(_, c)| is_dense(*c)) {
            if at >= from {
                push(&(from..at));
                // What stands over or under a character goes with it.
                let marks = word[at + c.len_utf8()..].chars();
                let marks = marks.take_while(|c| is_combining_mark(*c));
                from = at + c.len_utf8() + marks.map(char::len_utf8).sum::<usize>();
                push(&(at..from));
            }
        }
        // What ends a sentence is no part of its last word.
        let end = word.trim_end_matches(|c: char| ".,;:!?)".contains(c)).len();
        push(&(from..end.max(from)));
        push(&(end.max(from)..word.len()));
    }
    tokens
}

/// Chinese, Japanese, Thai, Lao, Burmese and Khmer put no blanks between words.
fn is_dense(c: char) -> bool {
    matches!(
        c,
        '\u{0E00}'..='\u{0EFF}'
            | '\u{1000}'..='\u{109F}'
            | '\u{1780}'..='\u{17FF}'
            | '\u{2E80}'..='\u{A4CF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FF00}'..='\u{FFEF}'
            | '\u{20000}'..='\u{3FFFF}'
    )
}

/// The words by which texts are likened: in lower case, without marks. A sign that says something
/// is a word.
pub(super) fn folded(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let parts = tokens(text).into_iter().flat_map(|token| {
        let parts = token.text.split_inclusive(|c: char| !is_letter(c));
        parts.flat_map(|part| {
            let end = part.char_indices().next_back();
            let (word, sign) = match end.filter(|(_, c)| !is_letter(*c)) {
                Some((at, c)) => (&part[..at], is_sign(c).then(|| &part[at..])),
                None => (part, None),
            };
            [Some(word).filter(|word| !word.is_empty()), sign]
        })
    });
    parts.flatten().map(|part| {
        if part
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        {
            part.into()
        } else if part.is_ascii() {
            part.to_ascii_lowercase().into()
        } else {
            part.nfc().collect::<String>().to_lowercase().into()
        }
    })
}

/// Whether a text has at least so many of these words.
pub(super) fn has_words(text: &str, least: usize) -> bool {
    let mut count = 0;
    let mut in_word = false;
    for c in text.chars() {
        let is_word = is_letter(c);
        let is_first = !in_word || (is_dense(c) && !is_combining_mark(c));
        count += usize::from((is_word && is_first) || is_sign(c));
        if count >= least {
            return true;
        }
        in_word = is_word && (!is_dense(c) || is_combining_mark(c));
    }
    count >= least
}

/// What was removed and added between two texts, in reading order; at each place first what was
/// removed. The other way round it is the same, told the other way round.
pub fn words(old: &str, new: &str) -> Vec<Part> {
    // Of several ways to tell it one has to be taken, and in both directions the same one.
    match new < old {
        false => ordered(between(old, new)),
        true => ordered(between(new, old).into_iter().map(|part| match part {
            Part::Removed(text) => Part::Added(text),
            Part::Added(text) => Part::Removed(text),
            same => same,
        })),
    }
}

/// The same with all that was removed at a place before all that was added there.
fn ordered(parts: impl IntoIterator<Item = Part>) -> Vec<Part> {
    let mut out = Vec::new();
    let mut changed = (String::new(), String::new());
    for part in parts {
        match part {
            Part::Removed(text) => changed.0.push_str(&text),
            Part::Added(text) => changed.1.push_str(&text),
            same => {
                out.extend(told(take(&mut changed)));
                out.push(same);
            }
        }
    }
    out.extend(told(changed));
    out
}

fn told((removed, added): (String, String)) -> impl Iterator<Item = Part> {
    let parts = [
        (!removed.is_empty()).then_some(Part::Removed(removed)),
        (!added.is_empty()).then_some(Part::Added(added)),
    ];
    parts.into_iter().flatten()
}

fn between(old: &str, new: &str) -> Vec<Part> {
    let (a, b) = (tokens(old), tokens(new));
    let same = |(a, b): &(&Token<'_>, &Token<'_>)| a.text == b.text;
    let head = a.iter().zip(&b).take_while(same).count();
    let (rest_a, rest_b) = (&a[head..], &b[head..]);
    let tail = rest_a
        .iter()
        .rev()
        .zip(rest_b.iter().rev())
        .take_while(same)
        .count();
    let mut parts = Parts {
        old: &a,
        new: &b,
        at: (0, 0),
        parts: Vec::new(),
    };
    (0..head).for_each(|_| parts.same());
    middle(
        &mut parts,
        &rest_a[..rest_a.len() - tail],
        &rest_b[..rest_b.len() - tail],
    );
    (0..tail).for_each(|_| parts.same());
    parts.parts
}

fn middle(parts: &mut Parts<'_>, a: &[Token<'_>], b: &[Token<'_>]) {
    if a.len().saturating_mul(b.len()) > MOST {
        (0..a.len()).for_each(|_| parts.removed());
        (0..b.len()).for_each(|_| parts.added());
        return;
    }
    // The longest common subsequence, from the end, so that reading it goes from the beginning.
    let width = b.len() + 1;
    let mut longest = vec![0u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = if a[i].text == b[j].text {
                longest[(i + 1) * width + j + 1].saturating_add(1)
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i].text == b[j].text {
            parts.same();
            i += 1;
            j += 1;
        } else if i < a.len()
            && (j == b.len() || longest[(i + 1) * width + j] >= longest[i * width + j + 1])
        {
            parts.removed();
            i += 1;
        } else {
            parts.added();
            j += 1;
        }
    }
}

/// Parts while they are put together, with the blanks that stand after each word.
struct Parts<'a> {
    old: &'a [Token<'a>],
    new: &'a [Token<'a>],
    at: (usize, usize),
    parts: Vec<Part>,
}

impl Parts<'_> {
    fn same(&mut self) {
        self.at = (self.at.0 + 1, self.at.1 + 1);
        let word = self.old[self.at.0 - 1].text;
        let is_apart = apart(self.old, self.at.0) || apart(self.new, self.at.1);
        self.push(word.to_owned(), is_apart, Part::Same);
    }

    fn removed(&mut self) {
        self.at.0 += 1;
        let word = self.old[self.at.0 - 1].text.to_owned();
        self.push(word, apart(self.old, self.at.0), Part::Removed);
    }

    fn added(&mut self) {
        self.at.1 += 1;
        let word = self.new[self.at.1 - 1].text.to_owned();
        self.push(word, apart(self.new, self.at.1), Part::Added);
    }

    fn push(&mut self, mut word: String, is_apart: bool, kind: fn(String) -> Part) {
        if is_apart {
            word.push(' ');
        }
        let next = kind(word);
        match (self.parts.last_mut(), &next) {
            (Some(Part::Same(text)), Part::Same(word))
            | (Some(Part::Removed(text)), Part::Removed(word))
            | (Some(Part::Added(text)), Part::Added(word)) => text.push_str(word),
            _ => self.parts.push(next),
        }
    }
}

/// Whether a blank stands before the token at this place.
fn apart(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| !token.is_glued)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(old: &str, new: &str) -> String {
        words(old, new)
            .into_iter()
            .map(|part| match part {
                Part::Same(text) => text,
                Part::Removed(text) => format!("[-{text}-]"),
                Part::Added(text) => format!("{{+{text}+}}"),
            })
            .collect()
    }

    #[test]
    fn words_are_marked_with_the_blanks_after_them() {
        assert_eq!(
            marked("Leads one team well", "Leads two teams well"),
            "Leads [-one team -]{+two teams +}well"
        );
        assert_eq!(marked("Leads", "Leads a team"), "Leads {+a team+}");
        assert_eq!(marked("From one.", "From two."), "From [-one-]{+two+}.");
        assert_eq!(marked("", ""), "");
    }

    #[test]
    fn scripts_without_blanks_are_compared_by_character() {
        assert_eq!(marked("设计系统", "设计大系统"), "设计{+大+}系统");
    }
}
