//! Where the lines of a text begin, found once for each text.

use std::ops::Range;

/// Every so many bytes the characters are counted, so that a column in a line of 5 MB costs no
/// more than one in a short line.
const BLOCK: usize = 4096;

/// Line starts and character counts of one text.
#[derive(Debug)]
pub(super) struct LineTable {
    starts: Vec<u32>,
    characters: Vec<u32>,
}

impl LineTable {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(
            (0u32..)
                .zip(bytes)
                .filter(|&(_, &byte)| byte == b'\n')
                .map(|(at, _)| at + 1),
        );
        let mut count = 0;
        let mut characters = vec![0];
        for block in bytes.chunks(BLOCK) {
            count += characters_in(block) as u32;
            characters.push(count);
        }
        LineTable { starts, characters }
    }

    /// The line that holds `offset`, from 0.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|&start| start as usize <= offset)
            .saturating_sub(1)
    }

    /// The bytes of a line, from 0, without its line end; empty behind the last line.
    pub(super) fn range(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.starts.get(line).map_or(text.len(), |&at| at as usize);
        let end = self
            .starts
            .get(line + 1)
            .map_or(text.len(), |&at| at as usize - 1);
        start..end
    }

    /// How many characters of `text` begin before `offset`.
    pub(super) fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        let counted = self.characters.get(block).copied().unwrap_or_default();
        let rest = text.as_bytes().get(block * BLOCK..offset);
        counted as usize + rest.map_or(0, characters_in)
    }
}

fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// `offset`, moved back to where a character of `text` begins.
pub(crate) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
