//! What docs/spreadsheets.md shows is what happens.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::book::Book;

fn waypost(root: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the binary can be run");
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).expect("UTF-8")
}

#[test]
fn the_preview_is_for_programs_too() {
    let place = tempfile::tempdir().expect("a temporary folder");
    waypost(place.path(), &["init", "site", "-q"]);
    let root = place.path().join("site");
    waypost(&root, &["export", "ladder", "ic", "-o", "ladder.xlsx"]);
    let path = root.join("ladder.xlsx");
    let mut book = Book::read(&fs::read(&path).expect("it was exported"));
    book.cell("skill:mentoring", "level:engineer")
        .push_str("\nNew");
    fs::write(&path, book.bytes()).expect("it is ours");
    let said = waypost(
        &root,
        &["import", "ladder.xlsx", "--format", "json", "-q", "--write"],
    );
    let told: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(told["edits"][0]["said"][0]["change"], "new");
    assert_eq!(told["edits"][0]["said"][0]["text"], "New");
    assert_eq!(told["files"][0], "content/levels/engineer.md");
    assert_eq!(told["write"], true);
    let level = fs::read_to_string(root.join("content/levels/engineer.md")).expect("it is there");
    assert!(level.contains("\n- New\n"), "{level}");
}

/// The made-up sheet of the guide, and all that is typed with it.
#[test]
fn a_framework_is_brought_in_as_the_guide_tells() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let guide = include_str!("../../docs/bringing-in.md");
    let mut lines = guide.lines();
    let (mut commands, mut files) = (0, 0);
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let option = info.split_once(" title=\"");
        match (info, option) {
            (_, Some(("csv" | "markdown" | "toml", name))) => {
                files += 1;
                let path = place.path().join(name.trim_end_matches('"'));
                let text = format!("{}\n", block.join("\n"));
                match path.exists() {
                    // What the site holds, in part.
                    true => {
                        let now = fs::read_to_string(&path).expect("it is there");
                        assert!(now.contains(text.trim_end()), "{now}\n{text}");
                    }
                    false => fs::write(&path, text).expect("it is ours"),
                }
            }
            ("console", _) => {
                let command = block[0].strip_prefix("$ waypost ").expect("a command");
                let words: Vec<&str> = command.split(' ').collect();
                let said = waypost(place.path(), &words);
                assert!(said.contains(&block[1..].join("\n")), "{command}\n{said}");
                commands += 1;
            }
            _ => {}
        }
    }
    assert!(commands >= 3 && files >= 3, "{commands} {files}");
}

/// The blocks are one story: each command in the same site, with the edits that stand between them
/// as comments.
#[test]
fn the_guide_tells_what_happens() {
    let place = tempfile::tempdir().expect("a temporary folder");
    waypost(place.path(), &["init", "site", "-q"]);
    let root = place.path().join("site");
    let guide = include_str!("../../docs/spreadsheets.md");
    let mut lines = guide.lines();
    let mut commands = 0;
    while let Some(line) = lines.next() {
        if let Some(edit) = line.strip_prefix("<!-- edit ") {
            let edit = edit.trim_end_matches(" -->");
            let (cell, text) = edit.split_once(": ").expect("a cell and a text");
            let (id, key) = cell.split_once(' ').expect("a row and a column");
            let path = root.join("ladder.xlsx");
            let mut book = Book::read(&fs::read(&path).expect("it was exported"));
            *book.cell(id, key) = text.to_owned();
            fs::write(&path, book.bytes()).expect("it is ours");
        }
        if line != "```console sheets" {
            continue;
        }
        let command = lines.next().expect("a command");
        let words = command.strip_prefix("$ waypost ").expect("a command");
        let words: Vec<&str> = words.split(' ').collect();
        let said = waypost(&root, &words);
        let shown: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        assert!(said.contains(&shown.join("\n")), "{command}\n{said}");
        commands += 1;
    }
    assert_eq!(commands, 4);
}
