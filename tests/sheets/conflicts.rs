//! The sheet and the content were both edited.

use crate::book::{Book, after, brought, brought_with, files, own_files, site_of};
use waypost::sheet::Take;

const STAFF: &str = "content/levels/staff.md";
const ID: &str = "skill:reliability";

fn edited_content(from: &str, to: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = own_files();
    let text = String::from_utf8(files[STAFF].clone()).expect("UTF-8");
    assert!(text.contains(from));
    files.insert(STAFF.to_owned(), text.replace(from, to).into_bytes());
    files
}

#[test]
fn both_sides_are_shown_and_nothing_of_the_cell_is_written() {
    let mut book = Book::of(&site_of(&own_files()));
    let cell = book.cell(ID, "level:staff");
    *cell = cell.replace("of several services", "of many services");
    *book.cell("skill:hiring", "level:staff.step") = "Advanced".to_owned();
    let files = edited_content("Chairs reviews", "Leads reviews");
    let site = site_of(&files);
    let found = brought(&site, &book);
    let [conflict] = found.conflicts.as_slice() else {
        panic!("{:?}", found.conflicts);
    };
    let base = conflict.base.as_deref().expect("a workbook tells");
    assert!(base.contains("several services") && base.contains("Chairs"));
    assert!(conflict.sheet.contains("many services") && conflict.sheet.contains("Chairs"));
    assert!(conflict.content.contains("several services") && conflict.content.contains("Leads"));
    let now = String::from_utf8(after(&files, &found)[STAFF].clone()).expect("UTF-8");
    assert!(now.contains("requires.hiring = \"advanced\"") && now.contains("Leads reviews"));
    assert!(now.contains("of several services"));

    let sheet = brought_with(&site, &book, Some(Take::Sheet));
    assert!(sheet.conflicts.is_empty());
    let now = String::from_utf8(after(&files, &sheet)[STAFF].clone()).expect("UTF-8");
    assert!(now.contains("of many services") && now.contains("Chairs reviews"));

    let content = brought_with(&site, &book, Some(Take::Content));
    assert!(content.conflicts.is_empty() && content.edits.len() == 1);
}

#[test]
fn an_edit_of_the_content_alone_stays() {
    let book = Book::of(&site_of(&own_files()));
    let site = site_of(&edited_content("Chairs reviews", "Leads reviews"));
    let found = brought(&site, &book);
    assert!(found.files.is_empty() && found.conflicts.is_empty() && found.stops.is_empty());
}

#[test]
fn the_same_edit_on_both_sides_is_none() {
    let mut book = Book::of(&site_of(&own_files()));
    let cell = book.cell(ID, "level:staff");
    *cell = cell.replace("Chairs reviews", "Leads reviews");
    let site = site_of(&edited_content("Chairs reviews", "Leads reviews"));
    let found = brought(&site, &book);
    assert!(found.files.is_empty() && found.conflicts.is_empty() && found.stops.is_empty());
}

#[test]
fn an_inherited_line_is_edited_where_it_stands() {
    let site = site_of(&own_files());
    let mut book = Book::of(&site);
    let cell = book.cell(ID, "level:principal");
    *cell = cell.replace("\u{2191} Chairs reviews", "\u{2191} Leads reviews");
    let found = brought(&site, &book);
    assert!(found.files.is_empty());
    assert!(
        found.stops[0].help.contains("inherited"),
        "{:?}",
        found.stops
    );
    assert!(found.stops[0].help.contains(STAFF), "{:?}", found.stops);
}

/// A search and replace through all of a sheet edits the level, and all that inherit from it.
#[test]
fn an_inherited_line_may_be_edited_along_with_its_own_level() {
    let files = own_files();
    let site = site_of(&files);
    let mut book = Book::of(&site);
    for (_, rows) in &mut book.0[..1] {
        for cell in rows.iter_mut().flatten() {
            *cell = cell.replace("Chairs reviews", "Leads reviews");
        }
    }
    let found = brought(&site, &book);
    assert!(found.stops.is_empty(), "{:?}", found.stops);
    assert_eq!(found.edits.len(), 1);
    assert_eq!(found.files.keys().collect::<Vec<_>>(), [STAFF]);
}

#[test]
fn what_can_t_be_edited_in_a_sheet_says_where_it_can() {
    let site = site_of(&files(crate::whole::HOSTILE));
    let mut book = Book::of(&site);
    book.cell("skill:t", "level:two").push_str("more");
    book.cell("skill:s", "step:2").push_str("more");
    let found = brought(&site, &book);
    assert!(found.files.is_empty());
    let helps: Vec<&str> = found.stops.iter().map(|stop| &*stop.help).collect();
    assert_eq!(
        helps,
        [
            "take `state.t` out of `content/levels/two.md` first",
            "edit it in `content/skills/s.md`: it is no list",
        ]
    );
}
