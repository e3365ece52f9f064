//! `[[var:NAME]]` within Markdown: a word, and no link.

use super::link_words::{is_escaped, references};
use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;
use std::ops::Range;

const OPEN: &str = "[[var:";

/// What takes the place of `[[` and `]]` while a text is parsed. Two control characters of the same
/// length in bytes, so that every place stays right; a text that was read from a file holds no such
/// character (see `Layers::text`).
const MARKS: [char; 2] = ['\u{91}', '\u{92}'];

/// The last bytes of the marks: a byte is quicker to look for.
const MARKS_LAST: [u8; 2] = [0x91, 0x92];

/// `text` with the brackets of each `[[var:NAME]]` replaced, and those of references in the words of
/// a link. To a parser of Markdown it is a word then, which may stand where a link may not: in the
/// words of a link, in an address, in the description of a picture.
pub(super) fn marked(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    // Most texts hold no bracket at all, and to look for one byte is quick.
    if memchr(b'[', bytes).is_none() {
        return Cow::Borrowed(text);
    }
    let two = memmem::Finder::new(b"[[");
    if two.find(bytes).is_none() {
        return Cow::Borrowed(text);
    }
    let in_links = references(text);
    if in_links.is_empty() && memmem::find(bytes, OPEN.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut in_links = in_links.into_iter().peekable();
    let mut marked = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(open) = two.find(&bytes[from..]).map(|open| from + open) {
        let inside = open + 2;
        while in_links.next_if(|at| *at < open).is_some() {}
        let is_in_link = in_links.next_if_eq(&open).is_some();
        let is_word = is_in_link || text[open..].starts_with(OPEN);
        let end = text[inside..]
            .find(['\n', '[', ']'])
            .filter(|_| is_word)
            .filter(|length| text[inside + length..].starts_with("]]"))
            .filter(|length| {
                is_in_link || (*length >= 4 && is_name(&text[inside + 4..inside + length]))
            });
        let Some(length) = end.filter(|_| !is_escaped(bytes, open)) else {
            // A bracket more may stand before those of a name.
            marked.push_str(&text[from..open + 1]);
            from = open + 1;
            continue;
        };
        marked.push_str(&text[from..open]);
        marked.push(MARKS[0]);
        marked.push_str(&text[inside..inside + length]);
        marked.push(MARKS[1]);
        from = inside + length + 2;
    }
    marked.push_str(&text[from..]);
    Cow::Owned(marked)
}

/// A name in which Markdown sees no mark. Any other is left as it is, and is a link to nowhere.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ' ');
    let name = name.trim();
    !name.is_empty()
        && name.chars().all(plain)
        && !name.starts_with('_')
        && !name.ends_with('_')
        && !name.contains("__")
}

/// `text` as it was before it was marked: for code, where nothing is replaced.
pub(super) fn unmarked(text: &str) -> Cow<'_, str> {
    let [open, close] = MARKS_LAST;
    if memchr2(open, close, text.as_bytes()).is_none() || !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c == MARKS[0] => plain.push_str("[["),
            c if c == MARKS[1] => plain.push_str("]]"),
            c => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

/// `text` with each marked name replaced by what `value` gives for it, or by the words that it brings
/// itself.
pub(super) fn expanded<'t>(text: &'t str, value: impl Fn(&str) -> String) -> Cow<'t, str> {
    if memchr(MARKS_LAST[0], text.as_bytes()).is_none() || !text.contains(MARKS[0]) {
        return Cow::Borrowed(text);
    }
    let mut expanded = String::with_capacity(text.len());
    let mut from = 0;
    for name in names(text) {
        expanded.push_str(&text[from..name.start - 2]);
        match text[name.clone()].split_once('|') {
            Some((_, label)) => expanded.push_str(label.trim()),
            None => expanded.push_str(&value(&text[name.clone()])),
        }
        from = name.end + 2;
    }
    expanded.push_str(&text[from..]);
    Cow::Owned(expanded)
}

/// Whether a marked text ends within a name.
pub(super) fn is_cut(text: &str) -> bool {
    memchr(MARKS_LAST[0], text.as_bytes()).is_some()
        && text
            .rfind(MARKS[0])
            .is_some_and(|open| !text[open..].contains(MARKS[1]))
}

/// Where each name stands in a marked text: `var:NAME`, or a reference in the words of a link.
pub(super) fn names(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(MARKS[0])? + 2;
        let end = start + text[start..].find(MARKS[1])?;
        from = end + 2;
        Some(start..end)
    })
}
