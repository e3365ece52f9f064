//! Words with the texts that they stand in: packed in memory, and written out for the browser.

use super::part::FIELDS;
use std::fmt::Write;

/// Words one after the other. Each is its length and its bytes, and then for each field the length
/// in bytes of what follows: pairs of numbers, how far on the next text is and how often it stands
/// there. Numbers are in groups of seven bits.
#[derive(Default)]
pub(super) struct Packed {
    pub bytes: Vec<u8>,
    /// What follows the length of a field, which is known only then.
    field: Vec<u8>,
}

impl Packed {
    /// Adds a word, with the text and the field of each time that it was met, sorted by field.
    pub fn word(&mut self, word: &str, met: &[(u32, u32, u8)]) {
        number(&mut self.bytes, word.len() as u32);
        self.bytes.extend_from_slice(word.as_bytes());
        let mut rest = met;
        for field in 0..FIELDS as u8 {
            let (of_field, others) = rest.split_at(rest.partition_point(|met| met.2 <= field));
            rest = others;
            self.field.clear();
            let mut before = 0;
            for of_text in of_field.chunk_by(|a, b| a.1 == b.1) {
                number(&mut self.field, of_text[0].1 - before);
                number(&mut self.field, of_text.len() as u32);
                before = of_text[0].1;
            }
            number(&mut self.bytes, self.field.len() as u32);
            self.bytes.extend_from_slice(&self.field);
        }
    }
}

fn number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// A word that was packed.
#[derive(Clone, Copy, Default)]
pub(super) struct Term<'a> {
    pub word: &'a str,
    fields: [&'a [u8]; FIELDS],
}

/// Words that were packed, one by one.
pub(super) struct Unpacking<'a> {
    bytes: &'a [u8],
    /// The word that is next.
    pub next: Option<Term<'a>>,
}

impl<'a> Unpacking<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut unpacking = Unpacking { bytes, next: None };
        unpacking.step();
        unpacking
    }

    /// Goes on to the next word.
    pub fn step(&mut self) {
        self.next = (!self.bytes.is_empty()).then(|| {
            let word = std::str::from_utf8(self.stretch()).unwrap_or_default();
            Term {
                word,
                fields: std::array::from_fn(|_| self.stretch()),
            }
        });
    }

    fn stretch(&mut self) -> &'a [u8] {
        let length = unpacked(&mut self.bytes) as usize;
        let (stretch, rest) = self.bytes.split_at(length.min(self.bytes.len()));
        self.bytes = rest;
        stretch
    }
}

fn unpacked(bytes: &mut &[u8]) -> u32 {
    let (mut number, mut shift) = (0u32, 0);
    while let Some((byte, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 || shift > 28 {
            break;
        }
    }
    number
}

/// A word of several parts, put together.
#[derive(Default)]
pub(super) struct Merged {
    /// Text and count of each field.
    fields: [Vec<(u32, u32)>; FIELDS],
}

impl Merged {
    pub fn clear(&mut self) {
        self.fields.iter_mut().for_each(Vec::clear);
    }

    /// Adds what a part has, which comes behind what is there.
    pub fn add(&mut self, term: Term<'_>) {
        for (field, mut bytes) in self.fields.iter_mut().zip(term.fields) {
            let mut text = 0;
            while !bytes.is_empty() {
                text += unpacked(&mut bytes);
                field.push((text, unpacked(&mut bytes)));
            }
        }
    }

    /// In how many texts a field has the word.
    pub fn count(&self, field: usize) -> usize {
        self.fields[field].len()
    }

    /// Writes the word and the texts of those fields: a capital letter for each field, then how far
    /// on each text is, and how often the word stands there where that is more than once; to the
    /// base 36. Nothing is written for a word without any.
    pub fn write(&self, word: &str, fields: impl Iterator<Item = usize>, out: &mut String) {
        let mut is_first = true;
        for field in fields.filter(|field| !self.fields[*field].is_empty()) {
            if is_first {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
                is_first = false;
            }
            out.push(char::from(b'A' + field as u8));
            let mut before = 0;
            for (place, (text, count)) in self.fields[field].iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                base36(*text - before, out);
                before = *text;
                if *count > 1 {
                    out.push('*');
                    base36(*count, out);
                }
            }
        }
    }
}

/// A number as JavaScript's `parseInt(…, 36)` reads it.
fn base36(number: u32, out: &mut String) {
    if number >= 36 {
        base36(number / 36, out);
    }
    let digit = char::from_digit(number % 36, 36);
    // There is a digit for each rest.
    let _ = write!(out, "{}", digit.unwrap_or('0'));
}
