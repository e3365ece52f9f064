//! Whether a row of words that was found is the secret, by what stands in it and beside it.

use super::secret::{Secret, What};
use super::words::literal;
use std::collections::HashSet;

/// An address is at most so long before and behind what was found in it.
const LONGEST: usize = 512;

/// What may stand in an address.
fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"-._~%/:@".contains(&byte)
}

/// Whether `start..end` of a text is the secret, and no longer name that only has it within.
/// `public` are the addresses of public pages.
pub(super) fn is_it(
    secret: &Secret,
    bytes: &[u8],
    start: usize,
    end: usize,
    public: &HashSet<String>,
) -> bool {
    if secret.is_alone {
        return stands_alone(bytes, start, end) && &bytes[start..end] == secret.name.as_bytes();
    }
    if !secret.what.is_literal() {
        return true;
    }
    let core = secret
        .literal
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned();
    if literal(&without_tags(&bytes[start..end])) != core {
        return false;
    }
    match secret.what {
        What::Host => !joins_before(bytes, start, b"-._") && !joins_after(bytes, end, b"-._"),
        What::DeclaredHost => {
            !joins_before(bytes, start, b"-_") && !joins_after(bytes, end, b"-._")
        }
        What::Link => !joins_after(bytes, end, b"-_/"),
        What::Address => {
            !joins_before(bytes, start, b"-_.")
                && !joins_after(bytes, end, b"-_")
                && !is_within_public(bytes, start, end, &core, public)
        }
        _ => !joins_before(bytes, start, b"-_") && !joins_after(bytes, end, b"-_"),
    }
}

/// Whether one of these marks, and a letter before it, stand directly before a place.
fn joins_before(bytes: &[u8], at: usize, marks: &[u8]) -> bool {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    let further = at.checked_sub(2).map(|at| bytes[at]);
    before.is_some_and(|byte| marks.contains(&byte))
        && further.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte >= 0x80)
}

fn joins_after(bytes: &[u8], at: usize, marks: &[u8]) -> bool {
    let follows = bytes.get(at).is_some_and(|byte| marks.contains(byte));
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
    follows && bytes.get(at + 1).is_some_and(is_letter)
}

/// Whether nothing but marks and blanks stands between it and what encloses it: a label, a cell, a
/// value.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = bytes[..start].iter().rev().find(|byte| **byte != b' ');
    let after = bytes[end..].iter().find(|byte| **byte != b' ');
    before.is_none_or(|byte| b">\"'`,;|=([{\n\t#*".contains(byte))
        && after.is_none_or(|byte| b"<\"'`,;|)]}\n\t\r".contains(byte))
}

/// Whether it is part of the longer address of a public page.
fn is_within_public(
    bytes: &[u8],
    start: usize,
    end: usize,
    core: &str,
    public: &HashSet<String>,
) -> bool {
    let lowest = start.saturating_sub(LONGEST);
    let highest = bytes.len().min(end + LONGEST);
    let from = bytes[lowest..start]
        .iter()
        .rposition(|byte| !is_of_address(*byte))
        .map_or(lowest, |at| lowest + at + 1);
    let to = bytes[end..highest]
        .iter()
        .position(|byte| !is_of_address(*byte))
        .map_or(highest, |length| end + length);
    let before = literal(&bytes[from..start]);
    let whole = format!("{before}{core}{}", literal(&bytes[end..to]));
    let parts: Vec<&str> = whole.split('/').filter(|part| !part.is_empty()).collect();
    let first = before.split('/').filter(|part| !part.is_empty()).count();
    let last = first + core.split('/').count();
    // A page lies a few folders deep; what is longer is no address of one.
    let parts = &parts[..parts.len().min(24)];
    (0..=first.min(parts.len())).any(|from| {
        (last..=parts.len()).any(|to| {
            (from, to) != (first, last) && from < to && public.contains(&parts[from..to].join("/"))
        })
    })
}

fn without_tags(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut in_tag = false;
    for byte in bytes {
        match byte {
            b'<' => in_tag = true,
            b'>' if in_tag => in_tag = false,
            _ if in_tag => {}
            byte => out.push(*byte),
        }
    }
    out
}
