//! Many rows of words, looked for all at once while a text goes by.

use std::collections::HashMap;

/// A row of words has at most so many: what begins like it is taken for it. So looking is linear in
/// the text, whatever is looked for.
pub(super) const LONGEST: usize = 16;

/// The rows as a tree: each word leads one step on.
pub(super) struct Trie {
    steps: HashMap<(u32, u64), u32>,
    /// Which rows end at each place of the tree.
    ends: Vec<Vec<u32>>,
    /// The first words, by their lowest bits: nearly no word of a text is one.
    first: Vec<u64>,
}

impl Default for Trie {
    fn default() -> Self {
        Trie {
            steps: HashMap::new(),
            ends: vec![Vec::new()],
            first: vec![0; 1 << 10],
        }
    }
}

impl Trie {
    /// Takes a row in under a number of its own.
    pub fn add(&mut self, words: &[u64], number: u32) {
        let Some(first) = words.first() else { return };
        let (place, bit) = bit(*first);
        self.first[place] |= bit;
        let mut at = 0;
        for word in words.iter().take(LONGEST) {
            let next = self.ends.len() as u32;
            at = *self.steps.entry((at, *word)).or_insert(next);
            if at == next {
                self.ends.push(Vec::new());
            }
        }
        self.ends[at as usize].push(number);
    }

    fn step(&self, at: u32, word: u64) -> Option<u32> {
        if at == 0 {
            let (place, bit) = bit(word);
            if self.first[place] & bit == 0 {
                return None;
            }
        }
        self.steps.get(&(at, word)).copied()
    }
}

fn bit(word: u64) -> (usize, u64) {
    ((word >> 6) as usize & ((1 << 10) - 1), 1 << (word & 63))
}

/// A row that was found, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub number: u32,
}

/// How far into which rows a text has come.
#[derive(Default)]
pub(super) struct Going {
    /// Places in the tree, and where each row began.
    at: Vec<(u32, usize)>,
}

impl Going {
    /// One more word, which stands at `start..end`.
    pub fn word(&mut self, trie: &Trie, word: u64, start: usize, end: usize, hits: &mut Vec<Hit>) {
        self.at.push((0, start));
        let mut kept = 0;
        for place in 0..self.at.len() {
            let (at, start) = self.at[place];
            let Some(at) = trie.step(at, word) else {
                continue;
            };
            let ends = trie.ends[at as usize].iter();
            hits.extend(ends.map(|number| Hit {
                start,
                end,
                number: *number,
            }));
            self.at[kept] = (at, start);
            kept += 1;
        }
        self.at.truncate(kept);
    }
}
