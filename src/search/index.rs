//! The index of a site: its parts, as they are asked for, and what the files hold.

use super::part::{FIELDS, Part, Reading};
use super::terms::{Merged, Unpacking};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Texts in one part. Each part is read by one thread.
const IN_PART: usize = 256;

/// Up to so many texts the words stand in one file.
const SMALL: usize = 600;

/// The files of words of a site that is larger. First letters are told apart by their numbers, so
/// that each letter of the Latin alphabet has a file of its own.
const MANY: usize = 32;

/// A word that stands in more than this share of all texts, and in more than so many, is left out
/// but for titles and names: it tells no text from another, and takes the most room.
const COMMON: (usize, usize) = (3, 60);

/// How many files hold the words of so many texts.
pub fn files(texts: usize) -> usize {
    if texts <= SMALL { 1 } else { MANY }
}

/// Which words stand in which texts. Parts are read when they are first asked for, and kept as long
/// as the site.
#[derive(Default)]
pub struct Index {
    parts: Vec<Cell>,
    texts: usize,
}

#[derive(Default)]
struct Cell {
    is_taken: AtomicBool,
    part: OnceLock<Part>,
}

impl Index {
    /// An index of so many texts, none of which has been read.
    pub fn of(texts: usize) -> Index {
        let parts = texts.div_ceil(IN_PART);
        Index {
            parts: (0..parts).map(|_| Cell::default()).collect(),
            texts,
        }
    }

    /// How many texts there are.
    pub fn texts(&self) -> usize {
        self.texts
    }

    /// How many files of words there are.
    pub fn files(&self) -> usize {
        files(self.texts)
    }

    /// All parts. `read` takes in the text of a number.
    ///
    /// Threads that ask at the same time share the work: each first takes parts that nobody has
    /// begun, and only then waits for those of others. No part waits for another thread, so that
    /// none can wait for itself.
    fn parts(&self, read: &(dyn Fn(usize, &mut Reading) + Sync)) -> Vec<&Part> {
        let get = |place: usize| self.part(place, read);
        for (place, cell) in self.parts.iter().enumerate() {
            if !cell.is_taken.swap(true, Ordering::Relaxed) {
                get(place);
            }
        }
        (0..self.parts.len()).map(get).collect()
    }

    fn part(&self, place: usize, read: &(dyn Fn(usize, &mut Reading) + Sync)) -> &Part {
        let cell = &self.parts[place];
        cell.part.get_or_init(|| {
            cell.is_taken.store(true, Ordering::Relaxed);
            let mut reading = Reading::default();
            for text in place * IN_PART..self.texts.min((place + 1) * IN_PART) {
                reading.begin(text);
                read(text, &mut reading);
                reading.end();
            }
            reading.finish(self.files())
        })
    }

    /// What was said of a text while it was read.
    pub fn said(&self, text: usize, read: &(dyn Fn(usize, &mut Reading) + Sync)) -> &[u8] {
        if text >= self.texts {
            return &[];
        }
        self.part(text / IN_PART, read).said(text % IN_PART)
    }

    /// The words of a file, each with its texts; and those that are too common, of which only
    /// titles and names are there.
    pub fn words(
        &self,
        file: usize,
        read: &(dyn Fn(usize, &mut Reading) + Sync),
    ) -> (String, Vec<String>) {
        let mut common = Vec::new();
        let mut out = String::new();
        self.each(file, read, |word, merged| {
            let most = merged.count(2).max(merged.count(3));
            let is_common = most > COMMON.1 && most * COMMON.0 > self.texts;
            if is_common {
                common.push(word.to_owned());
            }
            merged.write(word, 0..if is_common { 2 } else { FIELDS }, &mut out);
        });
        (out, common)
    }

    /// The words of titles and names, of all files.
    pub fn names(&self, read: &(dyn Fn(usize, &mut Reading) + Sync)) -> String {
        let mut out = String::new();
        for file in 0..self.files() {
            self.each(file, read, |word, merged| {
                merged.write(word, 0..2, &mut out)
            });
        }
        out
    }

    /// Of each text how many words each of its fields has.
    pub fn lengths(&self, read: &(dyn Fn(usize, &mut Reading) + Sync)) -> Vec<[u16; FIELDS]> {
        let parts = self.parts(read);
        let lengths = parts.iter().flat_map(|part| &part.lengths);
        lengths.copied().collect()
    }

    fn each(
        &self,
        file: usize,
        read: &(dyn Fn(usize, &mut Reading) + Sync),
        mut with: impl FnMut(&str, &Merged),
    ) {
        let parts = self.parts(read).into_iter();
        let mut parts: Vec<Unpacking<'_>> = parts
            .map(|part| Unpacking::new(part.of_file(file)))
            .collect();
        let mut merged = Merged::default();
        while let Some(word) = parts
            .iter()
            .filter_map(|part| part.next.map(|term| term.word))
            .min()
        {
            merged.clear();
            for part in &mut parts {
                if let Some(term) = part.next.filter(|term| term.word == word) {
                    merged.add(term);
                    part.step();
                }
            }
            with(word, &merged);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Field;

    #[test]
    fn words_of_all_parts_come_together_and_common_ones_only_as_names() {
        let read = |text: usize, reading: &mut Reading| {
            reading.add(
                Field::Title,
                if text % 400 == 7 { "Rare The" } else { "Page" },
            );
            reading.add(
                Field::Text,
                if text == 599 { "the rare rare" } else { "the" },
            );
        };
        let index = Index::of(600);
        let (words, common) = index.words(0, &read);
        assert_eq!(common, ["the"]);
        let words: Vec<&str> = words.split(' ').collect();
        assert_eq!(words[1..], ["rareA7,b4Dgn*2", "theA7,b4"]);
        assert!(words[0].starts_with("pageA0,1,1,1,1,1,1,2,1"));
        assert_eq!(index.lengths(&read)[599], [1, 0, 0, 3]);
    }

    #[test]
    fn a_large_site_has_its_words_by_their_first_letters() {
        let read = |text: usize, reading: &mut Reading| {
            reading.add(
                Field::Text,
                if text.is_multiple_of(9) {
                    "alpha"
                } else {
                    "beta \u{8a2d}\u{8a08}"
                },
            );
        };
        let index = Index::of(SMALL + 1);
        assert_eq!(index.files(), MANY);
        let of = |file: usize| index.words(file, &read).0;
        assert!(of('a' as usize % MANY).starts_with("alphaD0,9,9"));
        assert!(of('z' as usize % MANY).is_empty());
        assert_eq!(index.names(&read), "");
    }
}
