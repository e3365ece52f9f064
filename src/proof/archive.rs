//! What lies in an archive: a workbook, a document, a folder that was packed.

use std::io::{Cursor, Read};
use zip::ZipArchive;

/// So much of an archive is unpacked, in bytes, and so many files of it.
const MOST: u64 = 256 * 1024 * 1024;
const MOST_FILES: usize = 10_000;

/// The files of a ZIP archive by their names, as far as they can be read; none where it is none.
pub(super) fn files(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut files = Vec::new();
    let mut left = MOST;
    for place in 0..archive.len().min(MOST_FILES) {
        let Ok(file) = archive.by_index(place) else {
            continue;
        };
        let name = String::from_utf8_lossy(file.name_raw()).into_owned();
        let mut text = Vec::new();
        // What was read before a fault is looked at all the same.
        let _ = file.take(left).read_to_end(&mut text);
        left = left.saturating_sub(text.len() as u64);
        files.push((name, text));
    }
    Some(files)
}
