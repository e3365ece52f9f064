//! The paths of a site's files, as the caller gives them.

use std::borrow::Cow;

use super::error::OutputError;

/// In bytes, as common systems have it. A path this long has so few folders
/// above it that these can be walked by recursion.
const LONGEST_PATH: usize = 4096;

/// In bytes, as common file systems have it.
const LONGEST_NAME: usize = 255;

/// Where a path may not lead; the words end up in a message.
///
/// Names that only some systems refuse (`con`, a colon) are not looked for:
/// whoever makes names of titles makes portable ones, and the disk says no.
fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("is empty");
    }
    if path.contains('\0') {
        return Some("holds a NUL");
    }
    if path.contains('\\') {
        return Some("holds a backslash");
    }
    if path.starts_with('/') || has_drive(path) {
        return Some("is absolute");
    }
    if path.len() > LONGEST_PATH {
        return Some("is longer than 4,096 bytes");
    }
    path.split('/').find_map(|name| match name {
        "" => Some("holds an empty name between slashes"),
        "." | ".." => Some("holds `.` or `..`"),
        _ if name.len() > LONGEST_NAME => Some("holds a name longer than 255 bytes"),
        _ => None,
    })
}

fn has_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Checks that `path` names a file inside the site, in one spelling only.
pub(super) fn check(path: &str) -> Result<(), OutputError> {
    match fault(path) {
        Some(fault) => Err(OutputError::Path {
            path: path.to_owned(),
            fault,
        }),
        None => Ok(()),
    }
}

/// One spelling for all paths that are equal but for case.
///
/// Up and then down, letter by letter, so that `ß` meets `ss` and both small
/// sigmas meet the capital one. Normal forms of Unicode are left apart: a
/// file system that sees them alike says so when the second file is made.
pub(super) fn fold(path: &str) -> Cow<'_, str> {
    if path.is_ascii() {
        if !path.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Borrowed(path);
        }
        return Cow::Owned(path.to_ascii_lowercase());
    }
    Cow::Owned(
        path.chars()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{check, fold};

    #[test]
    fn only_plain_relative_paths_pass() {
        for path in [
            "index.html",
            "a/b/c.html",
            ".well-known/x",
            "a..b/c",
            "日本/…",
        ] {
            assert!(check(path).is_ok(), "{path}");
        }
        for path in [
            "", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a\\b", "a\0b", "c:/a", "a/..",
        ] {
            assert!(check(path).is_err(), "{path}");
        }
        assert!(check(&"n".repeat(255)).is_ok());
        assert!(check(&"n".repeat(256)).is_err());
        assert!(check(&"a/".repeat(50_000)).is_err());
    }

    #[test]
    fn case_is_folded_beyond_ascii() {
        assert_eq!(fold("Straße/ΟΔΟΣ"), fold("STRASSE/οδος"));
        assert_ne!(fold("a/b"), fold("a/c"));
    }
}
