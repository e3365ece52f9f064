//! Through LibreOffice and back, where it is installed: `apt-get install libreoffice-calc`.

use std::fs;
use std::process::Command;

use waypost::sheet::{What, bring, csv, read_csv, read_xlsx};
use waypost::site::LoadOptions;

use crate::book::{Book, bytes_of, files, own_files, site_of};
use crate::random::hold_through;
use crate::whole::HOSTILE;

/// The file as LibreOffice opens and saves it; nothing on a machine without it.
fn saved(bytes: &[u8], format: &str) -> Option<Vec<u8>> {
    let place = tempfile::tempdir().expect("a temporary folder");
    let path = place.path().join(format!("in.{format}"));
    fs::write(&path, bytes).expect("it is ours");
    let home = format!(
        "-env:UserInstallation=file://{}/home",
        place.path().display()
    );
    // UTF-8 (76), commas, quotation marks where they are needed, cells as they are shown: what
    // "Keep current format" does.
    let (target, filter) = match format {
        "csv" => (
            "csv:Text - txt - csv (StarCalc):44,34,76",
            "--infilter=CSV:44,34,76",
        ),
        _ => ("xlsx", "--norestore"),
    };
    let out = place.path().join("out");
    let done = Command::new("soffice")
        .args([
            &home,
            "--headless",
            filter,
            "--convert-to",
            target,
            "--outdir",
        ])
        .arg(&out)
        .arg(&path)
        .output();
    let Ok(done) = done else {
        eprintln!("skipped: there is no `soffice` here, so that nothing was opened and saved");
        return None;
    };
    let file = out.join(format!("in.{format}"));
    Some(fs::read(file).unwrap_or_else(|error| panic!("{error}: {done:?}")))
}

#[test]
fn a_workbook_that_libreoffice_opened_and_saved_changes_no_byte() {
    for files in [own_files(), files(HOSTILE)] {
        let site = site_of(&files);
        let Some(bytes) = saved(&bytes_of(&site), "xlsx") else {
            return;
        };
        let sheets = read_xlsx(&bytes).expect("it can be read");
        let found = bring(&site, &LoadOptions::default(), &sheets, None).expect("it fits");
        assert!(
            found.files.is_empty() && found.stops.is_empty(),
            "{:?}",
            found.stops
        );
        assert!(found.conflicts.is_empty(), "{:?}", found.conflicts);
    }
}

#[test]
fn two_hundred_edits_arrive_through_libreoffice() {
    if saved(&bytes_of(&site_of(&files(HOSTILE))), "xlsx").is_none() {
        return;
    }
    let through = |book: &Book| Book::read(&saved(&book.bytes(), "xlsx").expect("it was there"));
    let found = hold_through(&own_files(), 200, 5, &through);
    assert!(found.stops.is_empty(), "{:?}", found.stops);
    assert!(found.edits.len() >= 195, "{}", found.edits.len());
}

#[test]
fn csv_that_libreoffice_opened_and_saved_changes_no_byte() {
    for files in [own_files(), files(HOSTILE)] {
        let site = site_of(&files);
        for what in What::all(&site) {
            let bytes = csv(&what.sheet(&site)).expect("it fits");
            let Some(bytes) = saved(&bytes, "csv") else {
                return;
            };
            let sheets = read_csv(&bytes).expect("it can be read");
            let found = bring(&site, &LoadOptions::default(), &sheets, None).expect("it fits");
            assert!(found.files.is_empty(), "{:?}", found.edits);
            assert!(
                found.stops.is_empty() && found.conflicts.is_empty(),
                "{:?}",
                found.stops
            );
        }
    }
}

/// An edit of a person in CSV: one line in a cell of many.
#[test]
fn an_edit_in_csv_arrives_through_libreoffice() {
    let site = site_of(&own_files());
    let what = What::all(&site)[0];
    let bytes = csv(&what.sheet(&site)).expect("it fits");
    let Some(bytes) = saved(&bytes, "csv") else {
        return;
    };
    let text = String::from_utf8(bytes).expect("UTF-8");
    let words = "Chairs reviews";
    assert!(text.contains(words));
    let text = text.replace(words, "Leads reviews");
    let bytes = saved(text.as_bytes(), "csv").expect("it was there");
    let sheets = read_csv(&bytes).expect("it can be read");
    let found = bring(&site, &LoadOptions::default(), &sheets, None).expect("it fits");
    assert_eq!(found.edits.len(), 1, "{:?}", found.edits);
    assert_eq!(
        found.files.keys().collect::<Vec<_>>(),
        ["content/levels/staff.md"]
    );
}
