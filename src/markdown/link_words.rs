//! References in the words of a link: `[what [[senior]] asks](levels/senior.md)`. A link can't hold
//! another one, so that CommonMark would make the outer one plain text; here the inner one becomes
//! the words that it stands for.

use memchr::{memchr_iter, memchr2, memmem};

/// Where each `[[…]]` begins that stands in the words of a link or in the description of a picture.
pub(super) fn references(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    if memmem::find(bytes, b"](").is_none() || memmem::find(bytes, b"[[").is_none() {
        return found;
    }
    // How many candidates there were when each bracket was opened.
    let mut open: Vec<usize> = Vec::new();
    let mut candidates = Vec::new();
    let mut from = 0;
    while let Some(at) = memchr2(b'[', b']', &bytes[from..]).map(|at| from + at) {
        // A blank line ends the paragraph.
        if !open.is_empty() && has_blank_line(bytes, from, at) {
            open.clear();
            candidates.clear();
        }
        from = at + 1;
        if is_escaped(bytes, at) {
            continue;
        }
        if bytes[at] == b'[' {
            match length(&text[at..]) {
                Some(length) => {
                    if !open.is_empty() && !divides_cells(text, at, length) {
                        candidates.push(at);
                    }
                    from = at + length;
                }
                None => open.push(candidates.len()),
            }
            continue;
        }
        let first = open.pop().filter(|first| *first < candidates.len());
        if let (Some(first), Some(b'(')) = (first, bytes.get(at + 1)) {
            let within = candidates.drain(first..);
            if is_address(&bytes[at + 2..]) {
                found.extend(within);
            }
        }
        if open.is_empty() {
            candidates.clear();
        }
    }
    found.sort_unstable();
    found
}

/// Whether a line that ends between the two places is followed by a blank one.
fn has_blank_line(bytes: &[u8], from: usize, to: usize) -> bool {
    memchr_iter(b'\n', &bytes[from..to]).any(|end| is_blank(&bytes[from + end + 1..]))
}

/// An odd number of backslashes before it makes a bracket a bracket.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    let slashes = bytes[..at].iter().rev().take_while(|b| **b == b'\\');
    slashes.count() % 2 == 1
}

/// Addresses longer than this are none: each is looked at once more than the parser does.
const LONGEST_ADDRESS: usize = 512;

/// Whether what follows `](` can be an address with its closing bracket, or with a title.
fn is_address(rest: &[u8]) -> bool {
    let rest = &rest[..rest.len().min(LONGEST_ADDRESS)];
    let rest = rest.trim_ascii_start();
    if rest.starts_with(b"<") {
        return true;
    }
    let end = rest
        .iter()
        .position(|b| *b == b')' || b.is_ascii_whitespace());
    let behind = end.and_then(|end| rest[end..].trim_ascii_start().first());
    matches!(behind, Some(b')' | b'"' | b'\'' | b'('))
}

/// How long the reference is that a text begins with, brackets included.
fn length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("[[")?;
    let end = inner.find(['\n', '[', ']'])?;
    (inner[end..].starts_with("]]") && is_simple(&inner[..end])).then_some(end + 4)
}

/// Whether the bar in a reference may be one between two cells: other bars stand in its line.
fn divides_cells(text: &str, at: usize, length: usize) -> bool {
    let ends = |byte: &u8| matches!(byte, b'\n' | b'|');
    let (before, rest) = text.as_bytes().split_at(at);
    let (own, behind) = rest.split_at(length);
    // Only to the nearest bar: a line may be long and hold many.
    own.contains(&b'|')
        && (before.iter().rev().find(|byte| ends(byte)) == Some(&b'|')
            || behind.iter().find(|byte| ends(byte)) == Some(&b'|'))
}

/// Whether Markdown sees no mark in what is between the brackets. Any other stays as it is.
fn is_simple(inner: &str) -> bool {
    let is_plain = |c: char| {
        c.is_alphanumeric() || matches!(c, '-' | '.' | ' ' | ':' | '/' | '#' | '|' | '?' | ',')
    };
    !inner.trim().is_empty() && inner.chars().all(is_plain) && !inner.contains("//")
}

fn is_blank(line: &[u8]) -> bool {
    let blanks = line
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'));
    line.get(blanks.count()).is_none_or(|byte| *byte == b'\n')
}
