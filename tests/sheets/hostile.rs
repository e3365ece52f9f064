//! Sheets that are none, or that hold what no cell may hold: an error with its place, and nothing
//! else.

use std::io::Write;

use crate::book::{Book, bytes_of, files, own_files, site_of};
use crate::whole::HOSTILE;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use waypost::sheet::{Fault, bring, read_csv, read_xlsx};
use waypost::site::LoadOptions;

/// A workbook with a head, and what `fill` puts below it.
fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let tab = book.add_worksheet();
    tab.set_name("T").expect("a name");
    for (column, key) in ["id", "skill", "level:one"].into_iter().enumerate() {
        tab.write_string(0, column as u16, key).expect("it fits");
    }
    fill(tab);
    book.save_to_buffer().expect("a buffer takes everything")
}

fn faults(bytes: &[u8]) -> Vec<String> {
    let said = |fault: &Fault| format!("{}: {}", fault.place(), fault.message);
    match read_xlsx(bytes) {
        Err(faults) => faults.iter().map(said).collect(),
        Ok(sheets) => {
            let site = site_of(&files(HOSTILE));
            match bring(&site, &LoadOptions::default(), &sheets, None) {
                Err(faults) => faults.iter().map(said).collect(),
                Ok(_) => Vec::new(),
            }
        }
    }
}

#[test]
fn formulas_days_errors_and_merged_cells_are_named_with_their_places() {
    let bytes = workbook(|tab| {
        tab.write_string(1, 0, "skill:s").expect("it fits");
        tab.write_formula(1, 2, "=1+1").expect("it fits");
        tab.write_string(2, 0, "skill:t").expect("it fits");
        let day = ExcelDateTime::from_ymd(2026, 1, 2).expect("a day");
        let format = Format::new().set_num_format("yyyy-mm-dd");
        tab.write_datetime_with_format(2, 2, &day, &format)
            .expect("it fits");
        tab.merge_range(4, 1, 5, 2, "x", &Format::new())
            .expect("it fits");
    });
    assert_eq!(
        faults(&bytes),
        [
            "sheet `T`, cell C2: here stands a formula",
            "sheet `T`, cell C3: here stands the day 2026-01-02",
            "sheet `T`, cell B5: the cells from here to C6 are merged",
        ]
    );
}

#[test]
fn ids_that_nothing_has_and_rows_that_stand_twice_are_named() {
    let bytes = workbook(|tab| {
        tab.write_string(0, 3, "level:tow").expect("it fits");
        for (row, id) in [(1, "skill:s"), (2, "skill:s")] {
            tab.write_string(row, 0, id).expect("it fits");
        }
    });
    assert_eq!(
        faults(&bytes),
        ["sheet `T`, cell A3: `skill:s` stands twice: here and in row 2"]
    );
    let bytes = workbook(|tab| {
        tab.write_string(0, 3, "level:tow").expect("it fits");
        tab.write_string(1, 0, "skill:zz").expect("it fits");
        tab.write_string(2, 1, "Nothing").expect("it fits");
    });
    let found = read_xlsx(&bytes).expect("it can be read");
    let site = site_of(&files(HOSTILE));
    let Err(found) = bring(&site, &LoadOptions::default(), &found, None) else {
        panic!("it has faults");
    };
    let said: Vec<(String, &str, &str)> = found
        .iter()
        .map(|fault| (fault.place(), &*fault.message, &*fault.help))
        .collect();
    assert_eq!(
        said,
        [
            (
                "sheet `T`, cell D1".to_owned(),
                "nothing of this site is a column `level:tow`",
                "did you mean `level:two`?"
            ),
            (
                "sheet `T`, row 2".to_owned(),
                "nothing of this site has the id `skill:zz`",
                "did you mean `skill:s`?"
            ),
            (
                "sheet `T`, row 3".to_owned(),
                "no skill is called `Nothing`",
                "write the skill first: `waypost new skill ID`"
            ),
        ]
    );
}

#[test]
fn a_file_that_is_no_sheet_is_refused() {
    for bytes in [
        &b"PK"[..],
        b"",
        b"PK\x03\x04 and nothing",
        b"\xD0\xCF\x11\xE0",
    ] {
        assert_eq!(
            faults(bytes),
            [": the file is no workbook that can be read"]
        );
    }
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("a.txt", options).expect("a part");
    let bytes = archive.finish().expect("it is done").into_inner();
    assert_eq!(
        faults(&bytes),
        [": the file is no workbook that can be read"]
    );
    let csv = |bytes: &[u8]| match read_csv(bytes) {
        Ok(_) => panic!("it has faults"),
        Err(faults) => faults[0].place() + ": " + &faults[0].message,
    };
    assert_eq!(csv(b"a,b\n1,\xff\n"), "row 2: the file isn't UTF-8");
    assert_eq!(csv(b"a,b\n1,2\n"), "row 1: no column is called `id`");
    assert_eq!(csv(b""), ": there is nothing in it");
    assert_eq!(
        csv(b"id,a\nx,1,2\n"),
        "cell C2: the row has 3 cells, and the first one 2"
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let part = |name: &str, head: &str, size: usize| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).expect("a part");
        archive.write_all(head.as_bytes()).expect("it fits");
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..size {
            archive.write_all(&zeros).expect("it fits");
        }
        archive.finish().expect("it is done").into_inner()
    };
    let bomb = part("xl/workbook.xml", "", 200);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(faults(&bomb), [": unpacked it is larger than 192 MB"]);
    let claims = "<sst uniqueCount=\"99999999999999\">";
    let bomb = part("xl/sharedStrings.xml", claims, 0);
    assert_eq!(
        faults(&bomb),
        [": its table of texts claims to hold 99999999999999"]
    );
}

#[test]
fn more_rows_than_anyone_writes_are_an_error() {
    let bytes = workbook(|tab| {
        for row in 1..=100_000 {
            tab.write_string(row, 0, "x").expect("it fits");
        }
    });
    assert_eq!(
        faults(&bytes),
        ["sheet `T`, row 20002: there are more than 20000 rows"]
    );
    let mut text = "id,title\n".to_owned();
    text.extend((0..100_000).map(|row| format!("resource:{row},x\n")));
    let found = read_csv(text.as_bytes()).expect_err("it has faults");
    assert_eq!(found[0].place(), "row 20002");
}

/// Bytes that were damaged on the way end in an error or in texts, and never in a panic.
#[test]
fn a_damaged_workbook_is_no_panic() {
    let whole = bytes_of(&site_of(&files(HOSTILE)));
    let mut state = 7u64;
    let mut next = |most: usize| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (state >> 33) as usize % most
    };
    for round in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..=round % 4 {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
        if round % 5 == 0 {
            bytes.truncate(next(whole.len()));
        }
        let _ = read_xlsx(&bytes);
    }
}

/// Cells at the far end of a sheet cost nothing but an error.
#[test]
fn a_cell_far_out_is_an_error() {
    let bytes = workbook(|tab| {
        tab.write_string(1_048_575, 16_383, "x").expect("it fits");
    });
    let found = faults(&bytes);
    assert_eq!(
        found,
        ["sheet `T`, cell XFD1048576: something stands behind the first 500 columns"]
    );
}

/// Sheets of somebody's own in the same workbook may hold anything.
#[test]
fn a_sheet_that_was_added_is_left_alone() {
    let site = site_of(&own_files());
    let mut book = Book::of(&site);
    let rows = vec![
        vec!["Notes".to_owned(), String::new()],
        vec!["a".to_owned(), "b".to_owned()],
    ];
    book.0.insert(0, ("Mine".to_owned(), rows));
    let found = crate::book::brought(&site, &book);
    assert!(found.files.is_empty() && found.stops.is_empty());
}
