//! The words of some neighbouring texts, packed.

use super::terms::Packed;
use super::words::words;
use std::collections::HashMap;

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
}

impl Part {
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
    terms: HashMap<Box<str>, u32>,
    /// Term, text and field of each word that was met.
    met: Vec<(u32, u32, u8)>,
    lengths: Vec<[u16; FIELDS]>,
}

impl Reading {
    /// Takes in words that stand in a field of the text.
    pub fn add(&mut self, field: Field, text: &str) {
        let is_name = matches!(field, Field::Title | Field::Names);
        words(text, |word| {
            // What stands before an apostrophe or behind it; as a name it may be C or R.
            if word.len() == 1 && !is_name && word.as_bytes()[0].is_ascii_lowercase() {
                return;
            }
            let term = match self.terms.get(word) {
                Some(term) => *term,
                None => {
                    let term = self.terms.len() as u32;
                    self.terms.insert(word.into(), term);
                    term
                }
            };
            self.met.push((term, self.text, field as u8));
            if let Some(lengths) = self.lengths.last_mut() {
                let length = &mut lengths[field as usize];
                *length = length.saturating_add(1);
            }
        });
    }

    /// The next text begins: the one with this number.
    pub(super) fn begin(&mut self, text: usize) {
        self.text = text as u32;
        self.lengths.push([0; FIELDS]);
    }

    /// The part, for a site whose words stand in `files` files.
    pub(super) fn finish(mut self, files: usize) -> Part {
        let mut words: Vec<(usize, &str, u32)> = self
            .terms
            .iter()
            .map(|(word, term)| (file_of(word, files), &**word, *term))
            .collect();
        words.sort_unstable();
        let mut ranks = vec![0u32; words.len()];
        for (rank, (_, _, term)) in words.iter().enumerate() {
            ranks[*term as usize] = rank as u32;
        }
        for met in &mut self.met {
            met.0 = ranks[met.0 as usize];
        }
        self.met
            .sort_unstable_by_key(|(rank, text, field)| (*rank, *field, *text));
        let mut packed = Packed::default();
        let mut ends = Vec::with_capacity(files);
        for of_word in self.met.chunk_by(|a, b| a.0 == b.0) {
            let (file, word, _) = words[of_word[0].0 as usize];
            while ends.len() < file {
                ends.push(packed.bytes.len() as u32);
            }
            packed.word(word, of_word);
        }
        while ends.len() < files {
            ends.push(packed.bytes.len() as u32);
        }
        packed.bytes.shrink_to_fit();
        Part {
            packed: packed.bytes,
            ends,
            lengths: self.lengths,
        }
    }
}

/// The file that a word stands in, by its first character.
fn file_of(word: &str, files: usize) -> usize {
    word.chars()
        .next()
        .map_or(0, |first| first as usize % files)
}
