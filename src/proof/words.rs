//! A text as the words that it is made of, whatever stands between them: `Bands & Pay`,
//! `bands-pay` and `BANDS%20PAY` are the same two words.

use super::decode::characters;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// What a character is within a text.
pub(super) enum Mark {
    /// It is part of a word, in small letters and without its accents.
    Letter(char),
    /// It is a word of its own: of a script that puts no spaces between words, or puts endings
    /// behind them.
    Alone(char),
    /// It parts words.
    Break,
}

/// What a character comes to. Those that nobody sees come to nothing.
pub(super) fn fold(c: char, put: &mut impl FnMut(Mark)) {
    if c.is_ascii() {
        return put(match c.is_ascii_alphanumeric() {
            true => Mark::Letter(c.to_ascii_lowercase()),
            false => Mark::Break,
        });
    }
    if is_unseen(c) {
        return;
    }
    decompose_compatible(c, |part| {
        if is_combining_mark(part) {
            return;
        }
        if !part.is_alphanumeric() {
            return put(Mark::Break);
        }
        for small in part.to_lowercase() {
            match is_unspaced(small) {
                true => put(Mark::Alone(small)),
                false if is_combining_mark(small) => {}
                false => put(Mark::Letter(small)),
            }
        }
    });
}

/// Soft hyphens, joiners, marks of direction, selectors of variants.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Thai to Khmer, Hangul, kana, Han.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1100..=0x11FF | 0x1780..=0x17FF | 0x3040..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF
        | 0x20000..=0x3FFFF)
}

/// The number of a word while its letters come.
#[derive(Clone, Copy)]
pub(super) struct Number(u64);

impl Number {
    /// Of a word without letters yet: the offset of FNV-1a.
    pub const START: Number = Number(0xcbf2_9ce4_8422_2325);

    /// With one more letter.
    pub fn with(self, letter: char) -> Number {
        Number((self.0 ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3))
    }

    /// With letters and digits of ASCII, in capitals or not.
    pub fn with_all(self, letters: &[u8]) -> Number {
        let letters = letters.iter().map(|it| char::from(it.to_ascii_lowercase()));
        letters.fold(self, Number::with)
    }

    /// The number of the whole word.
    pub fn end(self) -> u64 {
        // The lowest bits of FNV are the weakest, and tables take those.
        self.0 ^ (self.0 >> 29)
    }
}

/// The words of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Words {
    /// Their numbers.
    pub numbers: Vec<u64>,
    /// How much there is to recognise it by: letters, where one of a script without spaces says as
    /// much as two.
    pub weight: usize,
}

impl Words {
    /// Reads a text as it stands in a page.
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        let mut open: Option<Number> = None;
        for c in characters(text.as_bytes()) {
            fold(c, &mut |mark| match mark {
                Mark::Letter(letter) => {
                    words.weight += 1;
                    open = Some(open.unwrap_or(Number::START).with(letter));
                }
                Mark::Alone(letter) => {
                    words.weight += 2;
                    words.numbers.extend(open.take().map(Number::end));
                    words.numbers.push(Number::START.with(letter).end());
                }
                Mark::Break => words.numbers.extend(open.take().map(Number::end)),
            });
        }
        words.numbers.extend(open.map(Number::end));
        words
    }
}

/// A text in small letters and without accents, with the marks that stand in it.
pub(super) fn literal(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for c in characters(bytes) {
        let mut is_word = false;
        fold(c, &mut |mark| match mark {
            Mark::Letter(letter) | Mark::Alone(letter) => {
                is_word = true;
                out.push(letter);
            }
            Mark::Break => {}
        });
        if !is_word && !is_unseen(c) {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Words, literal};

    #[test]
    fn the_same_words_are_the_same_however_they_are_written() {
        let words = Words::of("Bänder & Pay");
        for other in [
            "bander-pay",
            "BA\u{308}NDER &amp; pay",
            "b%C3%A4nder%20pay",
            "“Bän\u{ad}der” … pay!",
        ] {
            assert_eq!(Words::of(other), words, "{other}");
        }
        assert_ne!(Words::of("Bänderpay"), words);
        assert_eq!(Words::of("給与").numbers.len(), 2);
    }

    #[test]
    fn a_literal_keeps_its_marks() {
        assert_eq!(literal(b"Wiki.Corp%2Fa&amp;b"), "wiki.corp/a&b");
    }
}
