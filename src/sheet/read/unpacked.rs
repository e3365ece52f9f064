//! What a workbook comes to unpacked, before anything of it is read.

use super::Fault;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most that all parts of a workbook may come to, in bytes. A ladder of 1,000 skills and 12
/// levels with all that is inherited is some 30 MB.
const MOST_BYTES: u64 = 192 << 20;

/// The most parts.
const MOST_PARTS: usize = 5_000;

/// Looks at every part of a workbook: what they come to, and what the table of texts claims to
/// hold, for which memory is reserved before it is read. Sizes that the archive states may be lies,
/// so that each part is unpacked, and thrown away.
pub(in crate::sheet) fn bounded(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| no_workbook())?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(format!("it has {} parts", archive.len())));
    }
    let mut left = MOST_BYTES;
    for part in 0..archive.len() {
        let Ok(part) = archive.by_index(part) else {
            return Err(broken());
        };
        let is_strings = part
            .name()
            .is_ok_and(|name| name.to_lowercase().ends_with("sharedstrings.xml"));
        let mut part = part.take(left + 1);
        let mut head = Vec::new();
        if is_strings {
            let mut first = (&mut part).take(4096);
            first.read_to_end(&mut head).map_err(|_| broken())?;
        }
        let rest = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| broken())?;
        let size = rest + head.len() as u64;
        if size > left {
            let most = MOST_BYTES >> 20;
            return Err(too_large(format!("unpacked it is larger than {most} MB")));
        }
        left -= size;
        if let Some(count) = claimed(&head)
            && count > size
        {
            return Err(too_large(format!(
                "its table of texts claims to hold {count}"
            )));
        }
    }
    Ok(())
}

/// How many texts the table claims to hold: each takes some bytes, so that no more of them than
/// bytes can be there.
fn claimed(head: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(head);
    let counts = head.split("uniqueCount").skip(1);
    let counts = counts.map(|rest| {
        let digits = rest.trim_start_matches([' ', '=', '"', '\'', '\t', '\r', '\n']);
        let end = digits.find(|c: char| !c.is_ascii_digit());
        // A number that no counter holds is too large as well.
        digits[..end.unwrap_or(digits.len())]
            .parse()
            .unwrap_or(u64::MAX)
    });
    counts.max()
}

/// That a file is no workbook.
pub(in crate::sheet) fn no_workbook() -> Fault {
    Fault::new(
        "",
        "the file is no workbook that can be read",
        "save it as `.xlsx` or as CSV; a workbook with a password has to be saved without it",
    )
}

fn broken() -> Fault {
    Fault::new(
        "",
        "a part of the workbook is damaged",
        "open it in a spreadsheet, and save it again",
    )
}

fn too_large(what: String) -> Fault {
    Fault::new("", what, "export it again, and edit that")
}
