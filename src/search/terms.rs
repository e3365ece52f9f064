//! Words with the texts that they stand in: packed in memory, and written out for the browser.

use super::part::FIELDS;

/// The texts that a word stands in, while they are being read one after the other: pairs of numbers,
/// how far on the next text is and how often it stands there. Numbers are in groups of seven bits.
#[derive(Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// The text before the newest.
    before: u32,
    /// The newest, and how often the word stands there; that isn't among the bytes yet.
    text: u32,
    count: u32,
}

impl Postings {
    /// The word was met in a text.
    pub fn met(&mut self, text: u32) {
        if self.count > 0 && self.text != text {
            self.write();
        }
        self.text = text;
        self.count += 1;
    }

    fn write(&mut self) {
        number(&mut self.bytes, self.text - self.before);
        number(&mut self.bytes, self.count);
        self.before = self.text;
        self.count = 0;
    }
}

/// Packs a word behind others: its length and its bytes, and then for each field the length in bytes
/// of its texts, and these.
pub(super) fn pack(bytes: &mut Vec<u8>, word: &str, fields: [Postings; FIELDS]) {
    number(bytes, word.len() as u32);
    bytes.extend_from_slice(word.as_bytes());
    for mut field in fields {
        if field.count > 0 {
            field.write();
        }
        number(bytes, field.bytes.len() as u32);
        bytes.extend_from_slice(&field.bytes);
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
    // There is a digit for each rest.
    out.push(char::from_digit(number % 36, 36).unwrap_or('0'));
}
