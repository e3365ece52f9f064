//! Questions on a real terminal, made by `script`.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::place::{BINARY, Place};

/// What a terminal shows when these lines are typed; nothing on a machine without `script`.
fn typed(place: &Place, arguments: &str, lines: &str) -> Option<String> {
    let mut child = Command::new("script")
        .args(["-qec", &format!("{BINARY} {arguments}"), "/dev/null"])
        .current_dir(place.path("site"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(lines.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn a_terminal_is_asked_and_offered_what_there_is() {
    let place = Place::with_site(&[]);
    let lines = "Staff Engineer\nci\nic\n\nL5\n";
    let Some(shown) = typed(&place, "new level staff", lines) else {
        eprintln!("there is no `script` here: the questions were not asked");
        return;
    };
    for said in [
        "title, what it is called [Staff]:",
        "track, the track that it is a rung of (ic) [ic]:",
        "no track is called `ci`",
        "(engineer, senior-engineer) [senior-engineer]:",
        "code, its short name [leave out]:",
    ] {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
    let level = place.read("site/content/levels/staff.md");
    let keys = "title = \"Staff Engineer\"\ntrack = \"ic\"\nincludes = \"senior-engineer\"\ncode = \"L5\"\n";
    assert!(level.contains(keys), "{level}");
}

#[test]
fn the_end_of_the_input_writes_nothing() {
    let place = Place::with_site(&[]);
    let before = place.tree();
    let Some(shown) = typed(&place, "new skill care --title Care", "\u{4}") else {
        return;
    };
    assert!(shown.contains("nothing was written"), "{shown}");
    assert_eq!(place.tree(), before);
}
