//! Ids: names that can stand in an address on every system.

use crate::markdown::decode;
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_64;

/// The longest id, in bytes, so that a folder of this name can be made on every system.
pub const LONGEST_ID: usize = 120;

/// The id that a name comes to: ASCII letters, digits and single hyphens. Other scripts are
/// written in Latin letters, so that `設計.md` has an address that survives every mail client; a
/// reference may be written either way, since it goes through the same rule. Empty when nothing of
/// the name can be written.
pub fn slug(name: &str) -> Cow<'_, str> {
    if is_slug(name) {
        return Cow::Borrowed(name);
    }
    let mut slug = String::with_capacity(name.len());
    for c in deunicode::deunicode(name).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    Cow::Owned(slug)
}

fn is_slug(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The id of a file or a row: that of its name, and where nothing of the name can be written, one
/// that is as stable. That name is reported, and what bears it is still a page.
pub(super) fn id_of(name: &str) -> Cow<'_, str> {
    match slug(name) {
        slug if slug.is_empty() => {
            Cow::Owned(format!("unnamed-{:08x}", xxh3_64(name.as_bytes()) as u32))
        }
        slug => slug,
    }
}

/// Why a name gives no id, if it gives none.
pub fn fault(name: &str, slug: &str) -> Option<&'static str> {
    if name.split(['/', '\\']).any(|part| part == "..") {
        Some("climbs out of its folder")
    } else if name.contains(['/', '\\', '\0']) {
        Some("holds a slash")
    } else if decode(name).contains(['/', '\\', '.', '\0', '%']) && decode(name) != name {
        Some("holds an encoded separator")
    } else if slug.is_empty() {
        Some("has no letter or digit that an address can hold")
    } else if slug.len() > LONGEST_ID {
        Some("is too long for an address")
    } else if is_reserved(slug) {
        Some("is reserved by Windows")
    } else {
        None
    }
}

/// Names that Windows gives to devices, in any folder.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_reserved(slug: &str) -> bool {
    matches!(slug, "con" | "prn" | "aux" | "nul")
        || (slug.len() == 4
            && (slug.starts_with("com") || slug.starts_with("lpt"))
            && slug.ends_with(|c: char| c.is_ascii_digit() && c != '0'))
}

/// Takes a leading `1-` off a file's name: it orders, and is no part of the id. Years are left
/// alone.
pub fn without_order(stem: &str) -> (Option<u32>, &str) {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 3 {
        return (None, stem);
    }
    match stem[digits..].strip_prefix(['-', '_', '.', ' ']) {
        Some(rest) if !rest.is_empty() => (stem[..digits].parse().ok(), rest),
        _ => (None, stem),
    }
}
