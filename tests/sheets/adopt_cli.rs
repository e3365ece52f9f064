//! `waypost import --new` as it is typed: what it writes, what it refuses, how it ends.

use std::fs;
use std::path::Path;
use std::process::Command;

use rust_xlsxwriter::Workbook;

fn waypost(root: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the binary can be run");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code(),
        text(output.stdout),
        text(output.stderr),
    )
}

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::write(
        place.path().join("a.csv"),
        "Skill,L1,L2\nCraft,Draws,Paints\nCare,,tbd\n",
    )
    .expect("it is ours");
    place
}

/// All files below, with what they hold.
fn tree(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("it can be read");
            open.extend(entries.map(|entry| entry.expect("it can be read").path()));
        } else {
            found.push((
                path.display().to_string(),
                fs::read(&path).expect("it can be read"),
            ));
        }
    }
    found.sort();
    found
}

#[test]
fn a_folder_that_holds_anything_stays_as_it_is() {
    let place = place();
    let root = place.path();
    fs::create_dir_all(root.join("full/content")).expect("it is ours");
    fs::write(root.join("full/content/x.md"), "mine").expect("it is ours");
    fs::create_dir(root.join("site")).expect("it is ours");
    fs::write(root.join("site/site.toml"), "").expect("it is ours");
    fs::write(root.join("file"), "").expect("it is ours");
    let before = tree(root);
    for (folder, said) in [
        ("full", "is not empty: it holds `content`"),
        ("site", "holds a site already"),
        ("file", "is a file, and no folder"),
        (".", "is not empty"),
    ] {
        let (code, out, err) = waypost(root, &["import", "a.csv", "--new", folder]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{err}");
        assert!(err.contains(said), "{err}");
    }
    assert_eq!(tree(root), before);
    // What a new repository holds stays, and the site comes beside it.
    fs::create_dir_all(root.join("new/.git")).expect("it is ours");
    fs::write(root.join("new/README.md"), "mine").expect("it is ours");
    fs::write(root.join("new/.gitignore"), "mine").expect("it is ours");
    let (code, ..) = waypost(root, &["import", "a.csv", "--new", "new"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        fs::read_to_string(root.join("new/.gitignore")).expect("it is there"),
        "mine"
    );
    assert!(root.join("new/site.toml").is_file());
}

#[test]
fn the_report_is_for_people_and_for_programs() {
    let place = place();
    let (code, out, err) = waypost(place.path(), &["import", "a.csv", "--new", "one"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("not in the site:\n  cell C3: it says that something is still to be written\n    | tbd\n"), "{out}");
    assert!(
        err.starts_with("one: 1 track, 2 levels, 2 skills, 2 statements in 8 files; 1 text"),
        "{err}"
    );
    let (code, out, _) = waypost(
        place.path(),
        &["import", "a.csv", "--new", "two", "--format", "json"],
    );
    assert_eq!(code, Some(0));
    let told: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(told["levels"], 2);
    assert_eq!(told["left"][0]["place"], "cell C3");
    assert_eq!(told["left"][0]["text"], "tbd");
    let (code, _, err) = waypost(&place.path().join("two"), &["check", "--strict"]);
    assert_eq!((code, err.as_str()), (Some(0), "nothing found\n"));
}

#[test]
fn what_can_t_be_brought_in_leaves_nothing_behind() {
    let place = place();
    let root = place.path();
    let mut book = Workbook::new();
    book.add_worksheet().set_name("waypost").expect("a name");
    book.save(root.join("own.xlsx")).expect("it is ours");
    fs::write(root.join("words.md"), "Only words.\n").expect("it is ours");
    fs::write(root.join("broken.xlsx"), "PK no workbook").expect("it is ours");
    fs::write(root.join("latin.csv"), b"Skill,L1\nF\xE4higkeit,x\n").expect("it is ours");
    let wide: String = (0..70).map(|n| format!(",L{n}")).collect();
    let many = format!("Skill{wide}\nCraft{wide}\n");
    fs::write(root.join("many.csv"), many).expect("it is ours");
    for (file, exit, said) in [
        ("own.xlsx", 1, "it was exported by Waypost"),
        ("words.md", 1, "there is no table in it"),
        ("broken.xlsx", 1, "no workbook that can be read"),
        ("latin.csv", 1, "row 2: the file isn't UTF-8"),
        ("many.csv", 1, "it would have 70 levels"),
        ("nowhere.csv", 2, "isn't there"),
    ] {
        let (code, _, err) = waypost(root, &["import", file, "--new", "x"]);
        assert_eq!(code, Some(exit), "{file}: {err}");
        assert!(err.contains(said), "{file}: {err}");
        assert!(!root.join("x").exists());
    }
    for arguments in [
        &["import", "a.csv", "a.csv"][..],
        &["import", "a.csv", "--levels", "rows"],
        &["import", "a.csv", "--new", "x", "--write"],
        &["import", "a.csv", "--new", "x", "--header-row", "0"],
        &["import"],
    ] {
        assert_eq!(waypost(root, arguments).0, Some(2), "{arguments:?}");
    }
}

/// Big sheets, and sheets that are big in one way only, within seconds.
#[test]
fn large_sheets_are_read_in_time() {
    let place = place();
    let root = place.path();
    let begun = std::time::Instant::now();
    // 200 skills × 12 levels.
    let mut text = "Skill,L1,L2,L3,L4,L5,L6,L7,L8,L9,L10,L11,L12\n".to_owned();
    for row in 0..200 {
        text.push_str(&format!("Skill {row}"));
        for level in 0..12 {
            text.push_str(&format!(
                ",\"• Point {row} {level} a\n• Point {row} {level} b\""
            ));
        }
        text.push('\n');
    }
    fs::write(root.join("large.csv"), text).expect("it is ours");
    let (code, _, err) = waypost(root, &["import", "large.csv", "--new", "large", "-q"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(root.join("large/content/skills/skill-199.md").is_file());
    let marks =
        ["• a ", "1. ", "(", "[[", "`", "*", "&amp;", "\t"].map(|piece| piece.repeat(30_000));
    for (number, cell) in marks.iter().enumerate() {
        let text = format!("Skill,L1,L2\nCraft,\"{cell} end\",two\n");
        fs::write(root.join("one.csv"), text).expect("it is ours");
        let folder = format!("one-{number}");
        let (code, _, err) = waypost(root, &["import", "one.csv", "--new", &folder, "-q"]);
        assert_eq!(code, Some(0), "{number}: {err}");
    }
    assert!(begun.elapsed().as_secs() < 240, "{:?}", begun.elapsed());
}
