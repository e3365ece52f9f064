//! The words of some neighbouring texts, packed.

use super::terms::{Postings, pack};
use super::words::words;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Where in a page a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// In its title.
    Title,
    /// In its other names, its tags, or the names of those who made it.
    Names,
    /// In a heading.
    Headings,
    /// In its summary, a statement, another item of a list, or a cell of a table.
    Text,
}

/// How many fields there are.
pub(super) const FIELDS: usize = 4;

/// The words of some neighbouring texts.
pub(super) struct Part {
    /// The packed words of each file, one after the other.
    packed: Vec<u8>,
    /// Where those of each file end.
    ends: Vec<u32>,
    /// Of each text, how many words each of its fields has.
    pub lengths: Vec<[u16; FIELDS]>,
    /// What is said of the texts, one after the other.
    said: Vec<u8>,
    /// Where that of each text ends.
    said_ends: Vec<u32>,
}

impl Part {
    /// What is said of a text, by its place in the part.
    pub fn said(&self, place: usize) -> &[u8] {
        let end = |place: usize| self.said_ends.get(place).map_or(0, |end| *end as usize);
        let start = place.checked_sub(1).map_or(0, end);
        self.said.get(start..end(place)).unwrap_or_default()
    }

    /// The packed words that belong into a file.
    pub fn of_file(&self, file: usize) -> &[u8] {
        let end = |file: usize| self.ends.get(file).map_or(0, |end| *end as usize);
        let start = file.checked_sub(1).map_or(0, end);
        self.packed.get(start..end(file)).unwrap_or_default()
    }
}

/// Texts while they are being read.
#[derive(Default)]
pub struct Reading {
    /// The number of the text.
    text: u32,
    terms: HashMap<Box<str>, [Postings; FIELDS], BuildHasherDefault<Quick>>,
    lengths: Vec<[u16; FIELDS]>,
    said: Vec<u8>,
    said_ends: Vec<u32>,
}

/// Hashes words: each word of a site is looked up, and the standard one takes longer than all else
/// that is done with it.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64_with_seed(bytes, self.0);
    }

    // Ends a text, and there is nothing behind it.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Reading {
    /// Takes in words that stand in a field of the text.
    pub fn add(&mut self, field: Field, text: &str) {
        let is_name = matches!(field, Field::Title | Field::Names);
        let field = field as usize;
        let mut count = 0u16;
        words(text, |word| {
            // What stands before an apostrophe or behind it; as a name it may be C or R.
            if word.len() == 1 && !is_name && word.as_bytes()[0].is_ascii_lowercase() {
                return;
            }
            count = count.saturating_add(1);
            match self.terms.get_mut(word) {
                Some(fields) => fields[field].met(self.text),
                None => {
                    let mut fields: [Postings; FIELDS] = Default::default();
                    fields[field].met(self.text);
                    self.terms.insert(word.into(), fields);
                }
            }
        });
        if let Some(lengths) = self.lengths.last_mut() {
            lengths[field] = lengths[field].saturating_add(count);
        }
    }

    /// Where to write what a result says of the text, in whatever form. It is kept beside the words,
    /// so that a text is read once for both.
    pub fn said(&mut self) -> &mut Vec<u8> {
        &mut self.said
    }

    /// The next text begins: the one with this number.
    pub(super) fn begin(&mut self, text: usize) {
        self.text = text as u32;
        self.lengths.push([0; FIELDS]);
    }

    /// The text has been read.
    pub(super) fn end(&mut self) {
        self.said_ends.push(self.said.len() as u32);
    }

    /// The part, for a site whose words stand in `files` files.
    pub(super) fn finish(mut self, files: usize) -> Part {
        let terms = self.terms.into_iter();
        let mut words: Vec<(usize, Box<str>, [Postings; FIELDS])> = terms
            .map(|(word, fields)| (file_of(&word, files), word, fields))
            .collect();
        words.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        let mut packed = Vec::new();
        let mut ends = Vec::with_capacity(files);
        for (file, word, fields) in words {
            while ends.len() < file {
                ends.push(packed.len() as u32);
            }
            pack(&mut packed, &word, fields);
        }
        while ends.len() < files {
            ends.push(packed.len() as u32);
        }
        packed.shrink_to_fit();
        self.said.shrink_to_fit();
        Part {
            packed,
            ends,
            lengths: self.lengths,
            said: self.said,
            said_ends: self.said_ends,
        }
    }
}

/// The file that a word stands in, by its first character.
fn file_of(word: &str, files: usize) -> usize {
    word.chars()
        .next()
        .map_or(0, |first| first as usize % files)
}
