//! The identity of statements: what `{#id}` pins, else what their words come to.

use super::compose::View;
use crate::markdown::{Item, is_letter, is_sign};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_128;

/// What each ASCII character says: itself without its case, or a blank.
static SAID: [u8; 256] = {
    let mut said = [b' '; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() || is_sign(byte as char) {
            said[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    said
};

/// Two statements are the same when their words are and the signs that say something, whatever
/// their case and however accents are encoded.
pub fn statement_key(text: &str) -> u128 {
    if text.is_ascii() {
        let mut words = vec![0; text.len()];
        let mut length = 0;
        let mut after_word = false;
        for byte in text.bytes() {
            // A blank is written in any case, and the next letter over it where one stands already.
            let said = SAID[usize::from(byte)];
            words[length] = said;
            length += usize::from(said != b' ' || after_word);
            after_word = said != b' ';
        }
        return xxh3_128(words[..length].trim_ascii_end());
    }
    let mut words = String::with_capacity(text.len());
    for c in text.nfc() {
        if is_letter(c) || is_sign(c) {
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    xxh3_128(words.trim_end().as_bytes())
}

/// The id of an item: the one that is pinned, or one that is made of its words.
pub(super) fn id(item: &Item, view: &View<'_>) -> Box<str> {
    match &item.id {
        Some(id) => id.value.clone(),
        None => format!("s-{:08x}", statement_key(view.slice(item.text)) as u32).into(),
    }
}

/// The item in these blocks with an id; all of them where several have it.
pub(super) fn with_id<'v>(view: &'v View<'_>, blocks: Range<usize>, wanted: &str) -> Vec<&'v Item> {
    let items = view.outline.items(blocks);
    items.filter(|item| *id(item, view) == *wanted).collect()
}

/// Whether these blocks are lists in which every item has an id of its own, and nothing else: then
/// each of them is an override of the statement that it names.
pub(super) fn is_overrides(view: &View<'_>, blocks: Range<usize>) -> bool {
    use crate::markdown::Block;
    !blocks.is_empty()
        && view.outline.blocks[blocks].iter().all(|block| match block {
            Block::List(list) => list.items.iter().all(|item| item.id.is_some()),
            _ => false,
        })
}
