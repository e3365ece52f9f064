//! An edit of each kind, and the lines that come of it.

use crate::book::{Book, after, brought, files, site_of, through_csv};
use crate::whole::HOSTILE;
use waypost::sheet::{How, Said, What, bring};
use waypost::site::LoadOptions;

/// What a file holds after one cell was edited; the lines that are different, `-` and `+`.
fn changed(list: &[(&str, &str)], id: &str, key: &str, text: &str, path: &str) -> Vec<String> {
    let files = files(list);
    let site = site_of(&files);
    let mut book = Book::of(&site);
    *book.cell(id, key) = text.to_owned();
    let brought = brought(&site, &book);
    assert!(brought.stops.is_empty(), "{:?}", brought.stops);
    assert!(brought.faults.is_empty(), "{:?}", brought.faults);
    assert_eq!(brought.files.keys().collect::<Vec<_>>(), [path]);
    let now = after(&files, &brought);
    let old = String::from_utf8(files[path].clone()).expect("UTF-8");
    let new = String::from_utf8(now[path].clone()).expect("UTF-8");
    difference(&old, &new)
}

/// Lines that two texts don't share, between those that they begin and end with.
fn difference(old: &str, new: &str) -> Vec<String> {
    let (a, b): (Vec<_>, Vec<_>) = (
        old.split_inclusive('\n').collect(),
        new.split_inclusive('\n').collect(),
    );
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(most);
    let end = end.take_while(|(a, b)| a == b).count();
    let gone = a[start..a.len() - end]
        .iter()
        .map(|line| format!("-{line}"));
    let come = b[start..b.len() - end]
        .iter()
        .map(|line| format!("+{line}"));
    gone.chain(come).collect()
}

const ONE: &str = "content/levels/one.md";
const TWO: &str = "content/levels/two.md";

#[test]
fn a_statement_is_reworded_in_its_place() {
    let cell = "=1+1\n-1\n'=x\nThree lines, \"quoted\"\n_x000D_ and _x005F_ and `a\tb`\n\
                \\\u{2191} looks inherited\n\\\\\u{2191} so does it\nfirst\nsecond";
    let lines = changed(HOSTILE, "skill:s", "level:one", cell, ONE);
    assert_eq!(lines, ["-- Two\r\n", "+- Three\r\n"]);
}

/// Cut out of one cell and put into another, with words of it changed on the way: what stands beneath
/// it goes along, and so does its name.
#[test]
fn a_statement_is_moved_with_its_notes_and_its_pin() {
    let skill = "+++\ntitle = \"S\"\n+++\n";
    let list = [
        ("site.toml", "title = \"x\"\n"),
        (
            "content/tracks/t.md",
            "+++\ntitle = \"T\"\nlevels = [\"one\", \"two\"]\n+++\n",
        ),
        ("content/skills/a.md", skill),
        ("content/skills/b.md", skill),
        (
            "content/levels/one.md",
            "# One\n\n## [[a]]\n\n- Stays\n- Designs systems that hold at ten times today's load {#load}\n  - a note\n    - deep\n",
        ),
        ("content/levels/two.md", "# Two\n\n## [[b]]\n\n1. First\n"),
    ];
    let files = files(&list);
    let site = site_of(&files);
    let mut book = Book::of(&site);
    *book.cell("skill:a", "level:one") = "Stays".to_owned();
    *book.cell("skill:b", "level:two") =
        "First\nDesigns systems that hold at twenty times today's load".to_owned();
    let brought = brought(&site, &book);
    assert!(brought.stops.is_empty(), "{:?}", brought.stops);
    let said: Vec<&Said> = brought.edits.iter().flat_map(|edit| &edit.said).collect();
    let went = Said::Went(
        "Designs systems that hold at ten times today's load".to_owned(),
        "Two: S".to_owned(),
    );
    let came = Said::Came(
        "Designs systems that hold at twenty times today's load".to_owned(),
        "One: S".to_owned(),
    );
    assert_eq!(said, [&went, &came]);
    let now = after(&files, &brought);
    let text = |path: &str| String::from_utf8(now[path].clone()).expect("UTF-8");
    assert_eq!(
        text("content/levels/one.md"),
        "# One\n\n## [[a]]\n\n- Stays\n"
    );
    assert_eq!(
        text("content/levels/two.md"),
        "# Two\n\n## [[b]]\n\n1. First\n1. Designs systems that hold at twenty times today's load {#load}\n   - a note\n     - deep\n"
    );
}

/// A row that was deleted in a workbook is told, and goes when that is asked for.
#[test]
fn a_deleted_resource_is_told_and_goes_when_asked() {
    let toml = "# all\n[a]\ntitle = \"A\"\n\n# of b\n[b]\ntitle = \"B\"\nextra.x = [\n1]\n\n# of c\n[c]\ntitle = \"C\"\n";
    let csv = "id,title,summary\nd,D,\"two\nlines\"\ne,E,\n";
    for (path, table, id, left) in [
        (
            "content/resources.toml",
            toml,
            "b",
            "# all\n[a]\ntitle = \"A\"\n\n# of c\n[c]\ntitle = \"C\"\n",
        ),
        (
            "content/resources.csv",
            csv,
            "d",
            "id,title,summary\ne,E,\n",
        ),
    ] {
        let files = files(&[("site.toml", "title = \"x\"\n"), (path, table)]);
        let site = site_of(&files);
        let mut book = Book::of(&site);
        book.0[0].1.retain(|row| row[0] != format!("resource:{id}"));
        let kept = brought(&site, &book);
        assert!(kept.files.is_empty());
        assert_eq!(kept.deleted, [format!("resource:{id}")]);
        let how = How {
            take: None,
            deletes: true,
        };
        let found = bring(&site, &LoadOptions::default(), &book.sheets(), how).expect("it fits");
        assert!(found.stops.is_empty(), "{:?}", found.stops);
        let now = String::from_utf8(after(&files, &found)[path].clone()).expect("UTF-8");
        assert_eq!(now, left);
    }
}

/// A snapshot is never edited, nor is a file of this site at places that are those of another one.
#[test]
fn what_is_upstreams_is_neither_deleted_nor_moved_by_a_sheet() {
    let skill = "+++\ntitle = \"S\"\n+++\n";
    let list = [
        (
            "site.toml",
            "title = \"x\"\n[upstream]\nlicence = \"MIT\"\n",
        ),
        (
            "content/resources.toml",
            "[own]\ntitle = \"Own\"\n\n[b]\nsummary = \"Ours.\"\n",
        ),
        ("content/levels/two.md", "# Two\n\n## [[s]]\n\n- Ours\n"),
        ("upstream/site.toml", "title = \"y\"\n"),
        (
            "upstream/content/tracks/t.md",
            "+++\ntitle = \"T\"\nlevels = [\"one\", \"two\"]\n+++\n",
        ),
        ("upstream/content/skills/s.md", skill),
        (
            "upstream/content/levels/one.md",
            "# One\n\n## [[s]]\n\n- Designs what holds at ten times the load {#load}\n- Stays\n",
        ),
        (
            "upstream/content/resources.toml",
            "[a]\ntitle = \"A\"\n\n[b]\ntitle = \"B\"\n",
        ),
    ];
    let files = files(&list);
    let site = site_of(&files);
    let book = Book::of(&site);
    for id in ["a", "b"] {
        let mut book = book.clone();
        for (_, rows) in book.0.iter_mut().filter(|(name, _)| name == "Resources") {
            rows.retain(|row| row[0] != format!("resource:{id}"));
        }
        let how = How {
            take: None,
            deletes: true,
        };
        let found = bring(&site, &LoadOptions::default(), &book.sheets(), how).expect("it fits");
        assert!(found.files.is_empty(), "{:?}", found.files.keys());
        let help = format!("write `hide = [\"resource:{id}\"]` into `site.toml`");
        assert!(
            found.stops.iter().any(|stop| stop.help == help),
            "{:?}",
            found.stops
        );
    }
    let mut moved = book.clone();
    *moved.cell("skill:s", "level:one") = "Stays".to_owned();
    *moved.cell("skill:s", "level:two") =
        "Ours\nDesigns what holds at ten times the load".to_owned();
    let found = brought(&site, &moved);
    assert!(!found.stops.is_empty());
    assert!(
        found
            .files
            .keys()
            .all(|path| path == "content/levels/two.md"),
        "{:?}",
        found.files.keys()
    );
}

#[test]
fn a_pin_stays_when_its_statement_is_reworded() {
    let cell = "=1+2\n-1\n'=x\nTwo lines, \"quoted\"\n_x000D_ and _x005F_ and `a\tb`\n\
                \\\u{2191} looks inherited\n\\\\\u{2191} so does it\nfirst\nsecond";
    let lines = changed(HOSTILE, "skill:s", "level:one", cell, ONE);
    assert_eq!(lines, ["-- =1+1 {#pinned}\r\n", "+- =1+2 {#pinned}\r\n"]);
}

#[test]
fn a_removal_takes_the_notes_along_and_says_so() {
    let files = files(HOSTILE);
    let site = site_of(&files);
    let mut book = Book::of(&site);
    let cell = book.cell("skill:s", "level:one");
    *cell = cell
        .replace("Two lines, \"quoted\"\n", "")
        .replace("\nsecond", "\nsecond\nthird");
    let brought = brought(&site, &book);
    let removed = Said::Removed("Two lines, \"quoted\"".to_owned(), 1);
    assert!(
        brought.edits[0].said.contains(&removed),
        "{:?}",
        brought.edits
    );
    let now = after(&files, &brought);
    let now = String::from_utf8(now[ONE].clone()).expect("UTF-8");
    assert!(now.contains("- '=x\r\n- _x000D_"), "{now}");
    assert!(
        now.contains("2. second\r\n2. third\r\n\r\n## [[t]]"),
        "{now}"
    );
}

#[test]
fn steps_are_changed_added_and_taken_out_on_their_lines() {
    let step = |skill: &str, level: &str, text: &str, path: &str| {
        changed(HOSTILE, skill, &format!("level:{level}.step"), text, path)
    };
    assert_eq!(
        step("skill:s", "one", "High, really", ONE),
        [
            "-requires.s = \"low\" # why\r\n",
            "+requires.s = \"high-really\" # why\r\n"
        ]
    );
    assert_eq!(
        step("skill:t", "one", "Low", ONE),
        [
            "-requires.t = \"High, really\"\r\n",
            "+requires.t = \"Low\"\r\n"
        ]
    );
    assert_eq!(
        step("skill:s", "one", "Low (optional)", ONE),
        [
            "-requires.s = \"low\" # why\r\n",
            "+optional.s = \"low\" # why\r\n"
        ]
    );
    assert_eq!(
        step("skill:s", "one", "", ONE),
        ["-requires.s = \"low\" # why\r\n", "+# why\r\n"]
    );
    assert_eq!(
        step("skill:t", "one", "", ONE),
        ["-requires.t = \"High, really\"\r\n"]
    );
    assert_eq!(
        step("skill:u", "one", "Dritte", ONE),
        ["+requires.u = \"a-x000d-b\"\r\n"]
    );
    assert_eq!(
        step("skill:u", "two", "Erste", TWO),
        ["-  u: zweite\n", "+  u: Erste\n"]
    );
}

#[test]
fn a_section_is_made_where_there_is_none() {
    let lines = changed(HOSTILE, "skill:u", "level:one", "One\n- Two", ONE);
    assert_eq!(
        lines,
        [
            "+\r\n",
            "+## [[u]]\r\n",
            "+\r\n",
            "+- One\r\n",
            "+- Two\r\n"
        ]
    );
    let lines = changed(HOSTILE, "skill:t", "level:one", "One", ONE);
    assert_eq!(lines, ["+\r\n", "+- One\r\n"]);
    let skill = "content/skills/u.md";
    let lines = changed(&with_target(), "skill:u", "step:2", "Sees it", skill);
    assert_eq!(lines, ["+\n", "+## Zweite\n", "+\n", "+- Sees it\n"]);
}

/// The same site, where the path aims at all three skills.
fn with_target() -> Vec<(&'static str, &'static str)> {
    let mut files = HOSTILE.to_vec();
    for (path, text) in &mut files {
        if path.ends_with("p/index.md") {
            *text = "+++\ntitle = \"P\"\ntargets.s = \"low\"\ntargets.u = \"erste\"\n+++\n";
        }
    }
    files
}

#[test]
fn a_section_of_which_nothing_is_left_goes() {
    let list = [
        ("site.toml", "title = \"x\"\n"),
        (
            "content/tracks/t.md",
            "+++\ntitle = \"T\"\nlevels = [\"l\"]\n+++\n",
        ),
        ("content/skills/a.md", "# A\n"),
        ("content/skills/b.md", "# B\n"),
        (
            "content/levels/l.md",
            "# L\n\nProse.\n\n## A\n\n- one\n- two\n\n## B\n\n- three\n\n<!-- kept -->\n",
        ),
    ];
    let path = "content/levels/l.md";
    let lines = changed(&list, "skill:a", "level:l", "", path);
    assert_eq!(lines, ["-## A\n", "-\n", "-- one\n", "-- two\n", "-\n"]);
    let lines = changed(&list, "skill:b", "level:l", "", path);
    assert_eq!(lines, ["-- three\n", "-\n"]);
}

#[test]
fn statements_are_put_into_another_order_with_their_notes() {
    let list = [
        ("site.toml", "title = \"x\"\n"),
        (
            "content/tracks/t.md",
            "+++\ntitle = \"T\"\nlevels = [\"l\"]\n+++\n",
        ),
        ("content/skills/a.md", "# A\n"),
        (
            "content/levels/l.md",
            "# L\n\n## A\n\n- one {#o}\n  - a note\n\n- two\n\n- three\n",
        ),
    ];
    let files = files(&list);
    let site = site_of(&files);
    let mut book = Book::of(&site);
    *book.cell("skill:a", "level:l") = "three\nnew\none more\ntwo".to_owned();
    let brought = brought(&site, &book);
    let now = after(&files, &brought);
    let now = String::from_utf8(now["content/levels/l.md"].clone()).expect("UTF-8");
    assert_eq!(
        now,
        "# L\n\n## A\n\n- three\n\n- new\n\n- one more {#o}\n  - a note\n\n- two\n"
    );
    assert!(
        brought.edits[0]
            .said
            .contains(&Said::Moved("three".to_owned()))
    );
}

#[test]
fn keys_of_resources_are_changed_in_the_style_of_their_file() {
    let key = |id: &str, key: &str, text: &str, path: &str| changed(HOSTILE, id, key, text, path);
    let csv = "content/resources.csv";
    assert_eq!(
        key("resource:b", "title", "B; \"b\"", csv),
        [
            "-b;'B;talk;x;1.5;s;t\n",
            "+b;\"B; \"\"b\"\"\";talk;x;1.5;s;t\n"
        ]
    );
    assert_eq!(
        key("resource:a", "by", "Ann", csv),
        [
            "-a;\"=A \"\"q\"\"\";book;;6-8;s;\"Two\n",
            "+a;\"=A \"\"q\"\"\";book;Ann;6-8;s;\"Two\n"
        ]
    );
    let md = "content/resources/c.md";
    assert_eq!(
        key("resource:c", "hours", "8", md),
        ["-hours: 6\n", "+hours: 8\n"]
    );
    assert_eq!(
        key("resource:c", "hours", "8-10", md),
        ["-hours: 6\n", "+hours: \"8-10\"\n"]
    );
    assert_eq!(
        key("resource:c", "skills", "t;s", md),
        ["-skills: [s, t]\n", "+skills: [\"t\", \"s\"]\n"]
    );
    assert_eq!(
        key("resource:c", "checked", "", md),
        ["-checked: 2026-01-02\n"]
    );
    assert_eq!(key("resource:c", "by", "A: B", md), ["+by: \"A: B\"\n"]);
    assert_eq!(
        key("resource:c", "title", "C \"two\"", md),
        ["-title: \"C: one\"\n", "+title: \"C \\\"two\\\"\"\n"]
    );
}

#[test]
fn a_row_without_an_id_is_a_new_resource() {
    let toml = [
        ("site.toml", "title = \"x\"\n"),
        (
            "content/resources.toml",
            "# All of them\n\n[a]\ntitle = \"A\"\ntype = \"book\"\n",
        ),
    ];
    let list = files(&toml);
    let site = site_of(&list);
    let brought = through_csv(&site, What::Resources, |text| {
        assert!(text.starts_with("\u{FEFF}id,title,type,"), "{text}");
        text + ",A new one,talk,Ann,,1.5,,,,,\n"
    });
    let now = after(&list, &brought);
    let now = String::from_utf8(now["content/resources.toml"].clone()).expect("UTF-8");
    let row =
        "\n[a-new-one]\ntitle = \"A new one\"\ntype = \"talk\"\nby = \"Ann\"\nhours = \"1.5\"\n";
    assert_eq!(now, format!("{}{row}", toml[1].1));
}

#[test]
fn an_edit_that_brings_an_error_is_shown_and_changes_nothing() {
    let files = files(HOSTILE);
    let site = site_of(&files);
    let mut book = Book::of(&site);
    book.cell("skill:u", "level:one")
        .push_str("See [[nowhere]]");
    let brought = brought(&site, &book);
    assert_eq!(brought.faults.len(), 1, "{:?}", brought.faults);
    assert!(brought.faults[0].message.contains("nowhere"));
}

#[test]
fn what_markdown_would_read_otherwise_is_left_out_alone() {
    let files = files(HOSTILE);
    let site = site_of(&files);
    for words in ["---", "[ ] a task", "a {#pin}"] {
        let mut book = Book::of(&site);
        book.cell("skill:u", "level:one").push_str(words);
        *book.cell("skill:s", "level:one.step") = "High, really".to_owned();
        let brought = brought(&site, &book);
        assert_eq!(brought.edits.len(), 1, "{words}: {:?}", brought.edits);
        assert_eq!(brought.stops.len(), 1, "{words}: {:?}", brought.stops);
        let now = String::from_utf8(after(&files, &brought)[ONE].clone()).expect("UTF-8");
        assert!(now.contains("requires.s = \"high-really\" # why\r\n"));
        assert!(!now.contains("[[u]]"));
    }
}
