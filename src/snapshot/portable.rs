//! Paths that mean the same file on every system.

use super::NoSnapshot;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The longest path and name, in bytes.
const LONGEST_PATH: usize = 4096;
const LONGEST_NAME: usize = 255;

/// Why a path can't be that of a file in a site, whatever system it lies on.
pub(super) fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("is empty");
    }
    if path.starts_with('/')
        || matches!(path.as_bytes(), [drive, b':', ..] if drive.is_ascii_alphabetic())
    {
        return Some("is absolute");
    }
    if path.contains('\\') {
        return Some("holds a backslash");
    }
    if path.chars().any(char::is_control) {
        return Some("holds a control character");
    }
    if path.len() > LONGEST_PATH {
        return Some("is longer than 4,096 bytes");
    }
    path.split('/').find_map(|name| match name {
        "" => Some("holds an empty name"),
        "." | ".." => Some("climbs out of its folder"),
        _ if name.len() > LONGEST_NAME => Some("holds a name longer than 255 bytes"),
        _ => None,
    })
}

/// Refuses paths that some system takes for something else, and two that some system takes for one:
/// equal but for case, or for how an accent is encoded.
pub(super) fn check<'p>(paths: impl Iterator<Item = &'p str>) -> Result<(), NoSnapshot> {
    let mut known: HashMap<String, &str> = HashMap::new();
    for path in paths {
        if let Some(fault) = fault(path) {
            return Err(NoSnapshot::Refused(
                format!("the path `{}` {fault}", path.escape_debug()),
                "rename the file".to_owned(),
            ));
        }
        // A folder may differ in case as well as a file.
        let mut end = 0;
        for part in path.split('/') {
            end += part.len();
            let whole = &path[..end];
            end += 1;
            let folded: String = whole.nfc().flat_map(char::to_lowercase).collect();
            match known.insert(folded, whole) {
                Some(other) if other != whole => {
                    return Err(NoSnapshot::Refused(
                        format!("`{other}` and `{whole}` are one file on some systems"),
                        "rename one of them".to_owned(),
                    ));
                }
                _ => {}
            }
        }
    }
    Ok(())
}
