//! One pass over a text that is published: rows of words as they stand, as they stand between the
//! marks of HTML, and across them; and whatever is between quotation marks.

use super::decode::next;
use super::trie::{Going, Hit, Trie};
use super::words::{Mark, Number, fold};

/// An address is at most so long.
const LONGEST_ADDRESS: usize = 2048;

/// Which quotation marks hold what may be an address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Quoted {
    /// Those within the marks of HTML.
    InTags,
    /// All.
    Everywhere,
}

/// Looks for the rows of `trie`, and gives what is quoted to `quoted` with its place.
pub(super) fn scan(
    bytes: &[u8],
    trie: &Trie,
    which: Quoted,
    quoted: &mut dyn FnMut(&str, usize, usize),
) -> Vec<Hit> {
    let mut hits = Vec::new();
    // All of it; what stands outside of tags; the same as though no tag stood in it.
    let mut streams = [Stream::default(), Stream::default(), Stream::default()];
    let mut in_tag = false;
    let mut quote: Option<(char, String, usize)> = None;
    let mut at = 0;
    while at < bytes.len() {
        let open = if in_tag { 1 } else { 3 };
        // Most of a text by far: letters that nothing has to be undone for.
        let length = plain(&bytes[at..]);
        if length > 0 {
            let word = &bytes[at..at + length];
            let fresh = Number::START.with_all(word);
            for stream in &mut streams[..open] {
                stream.letters(word, fresh, at);
            }
            match &mut quote {
                Some((_, text, _)) if text.len() + length < LONGEST_ADDRESS => {
                    text.extend(word.iter().map(|letter| char::from(*letter)));
                }
                _ => quote = None,
            }
            at += length;
            continue;
        }
        let (c, after) = next(bytes, at);
        if c == '<' && begins_tag(bytes, after) {
            in_tag = true;
            quote = None;
            for stream in &mut streams[..2] {
                stream.part(trie, &mut hits);
            }
        } else if c == '>' && in_tag {
            in_tag = false;
            quote = None;
            streams[0].part(trie, &mut hits);
        } else {
            fold(c, &mut |mark| {
                for stream in &mut streams[..open] {
                    stream.mark(&mark, at, after, trie, &mut hits);
                }
            });
            match &mut quote {
                Some((mark, text, start)) if *mark == c => {
                    quoted(text, *start, at);
                    quote = None;
                }
                Some((_, text, _)) if text.len() < LONGEST_ADDRESS && c != '\n' => text.push(c),
                Some(_) => quote = None,
                None if is_quote(c, in_tag, which) => quote = Some((c, String::new(), after)),
                None => {}
            }
        }
        at = after;
    }
    for stream in &mut streams {
        stream.part(trie, &mut hits);
    }
    hits.sort_unstable();
    hits.dedup();
    hits
}

/// How many letters and digits of ASCII a text begins with.
fn plain(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
    end.unwrap_or(bytes.len())
}

fn is_quote(c: char, in_tag: bool, which: Quoted) -> bool {
    match in_tag {
        true => matches!(c, '"' | '\''),
        false => c == '"' && which == Quoted::Everywhere,
    }
}

fn begins_tag(bytes: &[u8], at: usize) -> bool {
    at < bytes.len() && matches!(next(bytes, at).0, 'a'..='z' | 'A'..='Z' | '/' | '!' | '?')
}

/// Words one after the other.
#[derive(Default)]
struct Stream {
    word: Option<(Number, usize, usize)>,
    going: Going,
}

impl Stream {
    /// Letters of ASCII that stand at `at`; `fresh` is their number as a word of their own.
    fn letters(&mut self, letters: &[u8], fresh: Number, at: usize) {
        let end = at + letters.len();
        self.word = Some(match self.word {
            None => (fresh, at, end),
            Some((number, start, _)) => (number.with_all(letters), start, end),
        });
    }

    fn mark(&mut self, mark: &Mark, at: usize, after: usize, trie: &Trie, hits: &mut Vec<Hit>) {
        match mark {
            Mark::Letter(letter) => {
                let (number, start, _) = self.word.unwrap_or((Number::START, at, at));
                self.word = Some((number.with(*letter), start, after));
            }
            Mark::Alone(letter) => {
                self.part(trie, hits);
                let word = Number::START.with(*letter).end();
                self.going.word(trie, word, at, after, hits);
            }
            Mark::Break => self.part(trie, hits),
        }
    }

    /// The word that is open ends.
    fn part(&mut self, trie: &Trie, hits: &mut Vec<Hit>) {
        if let Some((number, start, end)) = self.word.take() {
            self.going.word(trie, number.end(), start, end, hits);
        }
    }
}
