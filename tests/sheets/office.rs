//! Through LibreOffice and back, where it is installed.

use std::fs;
use std::process::Command;

use crate::book::{Book, brought, bytes_of, files, own_files, site_of};
use crate::whole::HOSTILE;

/// The workbook as LibreOffice saves it; nothing on a machine without it.
fn saved(bytes: &[u8]) -> Option<Vec<u8>> {
    let place = tempfile::tempdir().expect("a temporary folder");
    let path = place.path().join("in.xlsx");
    fs::write(&path, bytes).expect("it is ours");
    let home = format!(
        "-env:UserInstallation=file://{}/home",
        place.path().display()
    );
    let out = place.path().join("out");
    let done = Command::new("soffice")
        .args([&home, "--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(&out)
        .arg(&path)
        .output()
        .ok()?;
    assert!(done.status.success(), "{done:?}");
    Some(fs::read(out.join("in.xlsx")).expect("it was written"))
}

#[test]
fn what_libreoffice_opened_and_saved_comes_back() {
    for files in [own_files(), files(HOSTILE)] {
        let site = site_of(&files);
        let Some(bytes) = saved(&bytes_of(&site)) else {
            eprintln!("there is no `soffice` here: nothing was opened and saved");
            return;
        };
        let mut book = Book::read(&bytes);
        assert!(brought(&site, &book).files.is_empty());
        let id = book.0[0].1[2][0].clone();
        let key = book.0[0].1[0][4].clone();
        book.cell(&id, &key).push_str("\nOne more");
        let found = brought(
            &site,
            &Book::read(&saved(&book.bytes()).expect("it is there")),
        );
        assert_eq!(found.edits.len(), 1);
    }
}
