//! The commands: files on the disk.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::book::{Book, own_files};

fn waypost(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the binary can be run")
}

fn own_site() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in own_files() {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    place
}

fn said(output: &Output) -> (Option<i32>, String) {
    let said = [output.stdout.clone(), output.stderr.clone()].concat();
    (
        output.status.code(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[test]
fn a_sheet_goes_out_and_comes_back() {
    let place = own_site();
    let root = place.path();
    let (code, out) = said(&waypost(root, &["export", "ladder", "ic", "-o", "ic.xlsx"]));
    assert_eq!((code, out.as_str()), (Some(0), "ic.xlsx\n"));
    let (code, out) = said(&waypost(root, &["import", "ic.xlsx", "--write"]));
    assert_eq!(code, Some(0));
    assert_eq!(
        out,
        "nothing changes: the content says what the sheet says\n"
    );

    let mut book = Book::read(&fs::read(root.join("ic.xlsx")).expect("it is there"));
    *book.cell("skill:hiring", "level:staff.step") = "Advanced".to_owned();
    fs::write(root.join("ic.xlsx"), book.bytes()).expect("it is ours");
    let before = fs::read(root.join("content/levels/staff.md")).expect("it is there");
    let (code, out) = said(&waypost(root, &["import", "ic.xlsx"]));
    assert_eq!(code, Some(0));
    let shown = "content/levels/staff.md\n  Staff Engineer: Hiring, step\n    `Intermediate` → `Advanced`\n";
    assert!(out.starts_with(shown), "{out}");
    assert!(
        out.contains("1 change in 1 file; nothing was written"),
        "{out}"
    );
    let path = root.join("content/levels/staff.md");
    assert_eq!(fs::read(&path).expect("it is there"), before);
    let (code, out) = said(&waypost(root, &["import", "ic.xlsx", "--write"]));
    assert_eq!(code, Some(0));
    assert!(out.ends_with("1 change in 1 file: written\n"), "{out}");
    let now = fs::read_to_string(&path).expect("it is there");
    assert!(now.contains("requires.hiring = \"advanced\"\n"));
    let beside = fs::read_dir(root.join("content/levels")).expect("it is there");
    assert_eq!(beside.count(), 7, "nothing is left beside the files");
}

#[test]
fn a_sheet_that_is_there_is_not_written_over() {
    let place = own_site();
    let root = place.path();
    fs::write(root.join("r.csv"), "edited").expect("it is ours");
    let (code, out) = said(&waypost(root, &["export", "resources", "-o", "r.csv"]));
    assert_eq!(code, Some(2));
    assert!(out.contains("what was edited in it would be lost"), "{out}");
    assert_eq!(
        fs::read(root.join("r.csv")).expect("it is there"),
        b"edited"
    );
    let forced = ["export", "resources", "-o", "r.csv", "--force"];
    assert_eq!(said(&waypost(root, &forced)).0, Some(0));
}

#[test]
fn what_can_t_be_exported_is_said() {
    let place = own_site();
    for (arguments, words) in [
        (&["export", "lader"][..], "did you mean `ladder`?"),
        (&["export", "ladder"], "one of `ic`, `management`"),
        (&["export", "ladder", "icc"], "no track is called `icc`"),
        (&["export", "resources", "x"], "`resources` is one table"),
        (
            &["export", "-o", "all.csv"],
            "a file of CSV holds one table",
        ),
        (&["export", "-o", "all.ods"], "names no format"),
        (
            &["export", "resources", "-o", "no/r.csv"],
            "there is no folder",
        ),
        (&["import", "nothing.csv"], "isn't there"),
        (&["import", "content"], "is no file"),
    ] {
        let (code, out) = said(&waypost(place.path(), arguments));
        assert_eq!(code, Some(2), "{arguments:?}: {out}");
        assert!(out.contains(words), "{arguments:?}: {out}");
    }
}

#[test]
fn a_faulty_sheet_is_named_with_its_place() {
    let place = own_site();
    let root = place.path();
    fs::write(root.join("a.csv"), "id,title\nresource:nothing,x\n").expect("it is ours");
    let (code, out) = said(&waypost(root, &["import", "a.csv", "--write"]));
    assert_eq!(code, Some(1));
    assert!(
        out.starts_with(
            "error: a.csv, row 2: nothing of this site has the id `resource:nothing`\n"
        ),
        "{out}"
    );
    assert!(out.ends_with("nothing was written\n"), "{out}");
}

/// A file that is a link within the site stays one; through one that leads out nothing is written.
#[cfg(unix)]
#[test]
fn nothing_is_written_outside_of_the_site() {
    let place = own_site();
    let root = place.path();
    let level = root.join("content/levels/staff.md");
    fs::create_dir(root.join("content/shared")).expect("it is ours");
    let other = root.join("content/shared/_staff.txt");
    fs::rename(&level, &other).expect("it is ours");
    std::os::unix::fs::symlink("../shared/_staff.txt", &level).expect("it is ours");
    assert_eq!(
        said(&waypost(root, &["export", "ladder", "ic", "-o", "ic.xlsx"])).0,
        Some(0)
    );
    let mut book = Book::read(&fs::read(root.join("ic.xlsx")).expect("it is there"));
    *book.cell("skill:hiring", "level:staff.step") = "Advanced".to_owned();
    fs::write(root.join("ic.xlsx"), book.bytes()).expect("it is ours");
    let (code, out) = said(&waypost(root, &["import", "ic.xlsx", "--write"]));
    assert_eq!(code, Some(0), "{out}");
    assert!(
        fs::symlink_metadata(&level)
            .expect("it is there")
            .is_symlink()
    );
    let now = fs::read_to_string(&other).expect("it is there");
    assert!(now.contains("requires.hiring = \"advanced\"\n"));
}

/// A terminal is asked; what isn't a yes is a no.
#[cfg(unix)]
#[test]
fn a_terminal_is_asked() {
    use std::io::Write as _;
    for (answer, is_written) in [("yes\n", true), ("\n", false)] {
        let place = own_site();
        let root = place.path();
        waypost(root, &["export", "ladder", "ic", "-o", "ic.xlsx"]);
        let mut book = Book::read(&fs::read(root.join("ic.xlsx")).expect("it is there"));
        *book.cell("skill:hiring", "level:staff.step") = "Advanced".to_owned();
        fs::write(root.join("ic.xlsx"), book.bytes()).expect("it is ours");
        let typed = format!("{} import ic.xlsx", env!("CARGO_BIN_EXE_waypost"));
        let child = Command::new("script")
            .args(["-qec", &typed, "/dev/null"])
            .current_dir(root)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            eprintln!("there is no `script` here: the question was not asked");
            return;
        };
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(answer.as_bytes()).expect("it reads");
        drop(input);
        let output = child.wait_with_output().expect("it ends");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            shown.contains("1 change in 1 file: write them? [no]:"),
            "{shown}"
        );
        let now = fs::read_to_string(root.join("content/levels/staff.md")).expect("it is there");
        let advanced = now.contains("requires.hiring = \"advanced\"\n");
        assert_eq!(advanced, is_written, "{shown}");
    }
}
