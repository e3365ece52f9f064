//! What is exported and not edited changes nothing.

use crate::book::{Book, files, own_files, site_of, through_csv};
use waypost::sheet::{What, bring, read_xlsx};
use waypost::site::LoadOptions;

/// Texts that a spreadsheet or a format of files could spoil.
pub const HOSTILE: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"x\"\nscale = [\"Low\", \"High, really\", \"a_x000D_b\"]\n[vars]\nc = \"Acme\"\n[areas.a]\ntitle = \"=A\"\n",
    ),
    (
        "content/tracks/t.md",
        "+++\ntitle = \"a [b]: c / d? * that is far longer than a tab's name\"\nlevels = [\"one\", \"two\"]\n+++\n",
    ),
    (
        "content/skills/s.md",
        "+++\ntitle = \"=HYPERLINK(1)\"\narea = \"a\"\n+++\n## Low\n- +1\n- @x\n\n## High, really\n\nProse only, no list.\n",
    ),
    (
        "content/skills/t.md",
        "+++\ntitle = \"'quoted\"\narea = \"a\"\n+++\n## Low\n\n* a\n* b\n",
    ),
    (
        "content/skills/u.md",
        "+++\ntitle = \"U\"\narea = \"a\"\nsteps = [\"Erste\", \"Zweite\", \"Dritte\"]\n+++\n",
    ),
    (
        "content/levels/one.md",
        "\u{FEFF}+++\r\ntitle = \"One\"\r\nrequires.s = \"low\" # why\r\nrequires.t = \"High, really\"\r\n+++\r\n\r\nProse.\r\n\r\n## [[s]]\r\n\r\n- =1+1 {#pinned}\r\n- -1\r\n- '=x\r\n- Two\r\n  lines, \"quoted\"\r\n  - a note\r\n- _x000D_ and _x005F_ and `a\tb`\r\n- \u{2191} looks inherited\r\n- \\\u{2191} so does it\r\n\r\nBetween.\r\n\r\n1. first\r\n2. second\r\n\r\n## [[t]]\r\n\r\nWords only.\r\n",
    ),
    (
        "content/levels/two.md",
        "---\ntitle: Two\nincludes: one\nrequires:\n  s: low\n  u: zweite\nstate.t: not-expected\n---\n## [[s]]\n- reworded {#pinned}\n- [ ] a task with [[var:c]]\n- Does:\n  1. one\n  2. two\n-\n- \u{1F600} and \u{e9}\u{301}\n<!-- a comment -->\n## U\n\n* loose\n\n* items\n\n  of two paragraphs\n",
    ),
    (
        "content/resources.csv",
        "id;title;type;by;hours;skills;summary\na;\"=A \"\"q\"\"\";book;;6-8;s;\"Two\nlines\"\nb;'B;talk;x;1.5;s;t\n",
    ),
    (
        "content/resources/c.md",
        "---\ntitle: \"C: one\"\nskills: [s, t]\nhours: 6\nchecked: 2026-01-02\n---\n",
    ),
    (
        "content/paths/p/index.md",
        "+++\ntitle = \"P\"\nfrom = \"one\"\nto = \"two\"\ntargets.s = \"High, really\"\n+++\n",
    ),
];

#[test]
fn what_is_not_edited_changes_no_byte() {
    for files in [own_files(), files(HOSTILE)] {
        let site = site_of(&files);
        let book = Book::of(&site);
        // As it was written, and written again by another program.
        let first = crate::book::bytes_of(&site);
        for bytes in [first, book.bytes()] {
            let sheets = read_xlsx(&bytes).expect("it can be read");
            assert!(!sheets.sheets.is_empty() && !sheets.base.is_empty());
            let brought = bring(&site, &LoadOptions::default(), &sheets, None);
            let brought = brought.expect("it fits");
            assert!(brought.edits.is_empty(), "{:?}", brought.edits);
            assert!(brought.files.is_empty() && brought.conflicts.is_empty());
            assert!(brought.stops.is_empty(), "{:?}", brought.stops);
        }
        for what in What::all(&site) {
            // As Excel writes it in Europe, too.
            for brought in [
                through_csv(&site, what, |text| text),
                through_csv(&site, what, |text| {
                    text.replace("\r\n", "\n").replace('\n', "\r\n")
                }),
            ] {
                assert!(brought.files.is_empty() && brought.stops.is_empty());
                assert!(brought.conflicts.is_empty(), "{:?}", brought.conflicts);
            }
        }
    }
}

#[test]
fn cells_hold_what_the_files_say() {
    let site = site_of(&files(HOSTILE));
    let mut book = Book::of(&site);
    let mut is =
        |id: &str, key: &str, text: &str| assert_eq!(book.cell(id, key), text, "{id} {key}");
    is("skill:s", "skill", "=HYPERLINK(1)");
    is("skill:s", "level:one.step", "Low");
    is(
        "skill:s",
        "level:one",
        "=1+1\n-1\n'=x\nTwo lines, \"quoted\"\n_x000D_ and _x005F_ and `a\tb`\n\\\u{2191} looks inherited\n\
         \\\\\u{2191} so does it\nfirst\nsecond",
    );
    is(
        "skill:s",
        "level:two",
        "\u{2191} -1\n\u{2191} '=x\n\u{2191} Two lines, \"quoted\"\n\u{2191} _x000D_ and _x005F_ and `a\tb`\n\
         \u{2191} \u{2191} looks inherited\n\u{2191} \\\u{2191} so does it\n\u{2191} first\n\u{2191} second\n\
         reworded\na task with [[var:c]]\nDoes:\u{23ce}1. one\u{23ce}2. two\n\u{1F600} and \u{e9}\u{301}",
    );
    is("skill:t", "level:two.step", "");
    is("skill:u", "level:two.step", "Zweite");
    is("skill:s", "step:1", "+1\n@x");
    is("skill:s", "step:2", "Prose only, no list.");
    is("skill:s", "path:p.target", "High, really");
    is("resource:a", "title", "=A \"q\"");
    is("resource:a", "summary", "Two\nlines");
    is("resource:c", "skills", "s; t");
    is("resource:c", "hours", "6");
}

/// What is longer than a cell of a workbook is left out of it and stays; CSV has no such limit.
#[test]
fn a_text_longer_than_a_cell_stays_where_it_is() {
    let long: String = (0..4000).map(|n| format!("- statement {n}\n")).collect();
    let level = format!("# L\n\n## A\n\n{long}");
    let list = [
        ("site.toml", "title = \"x\"\n"),
        (
            "content/tracks/t.md",
            "+++\ntitle = \"T\"\nlevels = [\"l\"]\n+++\n",
        ),
        ("content/skills/a.md", "# A\n"),
        ("content/levels/l.md", level.as_str()),
    ];
    let site = site_of(&files(&list));
    let mut book = Book::of(&site);
    let found = crate::book::brought(&site, &book);
    assert!(found.files.is_empty() && found.stops.is_empty());
    let cell = book.cell("skill:a", "level:l");
    assert!(cell.starts_with("(too long for a cell: "), "{cell}");
    cell.push('x');
    let found = crate::book::brought(&site, &book);
    assert!(found.files.is_empty() && found.stops.len() == 1);
    let what = What::all(&site)[0];
    let found = through_csv(&site, what, |text| {
        text.replace("statement 7\n", "statement x\n")
    });
    assert_eq!(found.edits.len(), 1);
}
