//! Many changes at once, changes that are none, and a system that tells of nothing: HOSTILE 27.

use crate::preview::{Preview, binary, site, write};
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn five_thousand_files_are_at_most_two_loads() {
    let folder = site();
    for number in 0..5000 {
        write(
            folder.path(),
            &format!("content/many/{}/page-{number}.md", number % 50),
            "# Page\n",
        );
    }
    let preview = Preview::of(folder, &[]);
    preview.wait_until_quiet();
    let before = preview.loads();
    let began = Instant::now();
    for number in 0..5000 {
        preview.write(
            &format!("content/many/{}/page-{number}.md", number % 50),
            "# Changed\n",
        );
    }
    // A second is enough for all of them. Where other work holds this one up for longer it pauses in
    // between, and a pause is the end of a change.
    let most = 2 + began.elapsed().as_secs() as usize;
    preview.until("/many/49/page-4999/", "<h1>Changed");
    preview.wait_until_quiet();
    let loads = preview.loads() - before;
    assert!((1..=most).contains(&loads), "{loads} loads");
    preview.until("/many/0/page-0/", "<h1>Changed");
}

#[test]
fn a_branch_that_is_switched_is_at_most_two_loads() {
    let folder = site();
    let root = folder.path().to_owned();
    let git = |arguments: &[&str]| {
        let done = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
            .arg("-C")
            .arg(&root)
            .args(arguments)
            .output();
        done.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q", "-b", "one"]) {
        eprintln!("there is no git here, so nothing is tested");
        return;
    }
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "One"]));
    assert!(git(&["checkout", "-qb", "two"]));
    write(&root, "content/guide/one.md", "# One of two\n");
    for number in 0..300 {
        write(
            &root,
            &format!("content/other/page-{number}.md"),
            "# Other\n",
        );
    }
    fs::remove_file(root.join("content/guide/two.md")).expect("removed");
    assert!(git(&["add", "-A"]) && git(&["commit", "-qm", "Two"]));
    assert!(git(&["checkout", "-q", "one"]));
    let preview = Preview::of(folder, &[]);
    preview.wait_until_quiet();
    let before = preview.loads();
    assert!(git(&["checkout", "-q", "two"]));
    preview.until("/other/page-299/", "<h1>Other");
    preview.wait_until_quiet();
    assert!(preview.loads() - before <= 2, "{}", preview.said());
    preview.until("/guide/one/", "<h1>One of two");
    assert_eq!(preview.get("/guide/two/").status, 404);
}

#[test]
fn a_build_inside_the_tree_is_no_change() {
    for output in ["public", "site-that-was-built"] {
        let preview = Preview::of_site();
        preview.wait_until_quiet();
        let before = preview.loads();
        for _ in 0..2 {
            let built = binary()
                .arg("build")
                .arg("--root")
                .arg(preview.root())
                .arg("--output")
                .arg(preview.root().join(output))
                .output()
                .expect("it ends");
            assert!(
                built.status.success(),
                "{}",
                String::from_utf8_lossy(&built.stderr)
            );
        }
        preview.wait_until_quiet();
        assert_eq!(preview.loads() - before, 0, "{output}: {}", preview.said());
    }
}

#[test]
fn where_the_whole_folder_is_content_a_build_in_it_is_no_change() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "site.toml", "title = \"Notes\"\n");
    write(folder.path(), "notes/one.md", "# One\n");
    let preview = Preview::of(folder, &[]);
    preview.until("/notes/one/", "<h1>One");
    preview.wait_until_quiet();
    let before = preview.loads();
    for output in ["public", "built"] {
        let built = binary()
            .arg("build")
            .arg("--root")
            .arg(preview.root())
            .arg("--output")
            .arg(preview.root().join(output))
            .output()
            .expect("it ends");
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
    }
    preview.wait_until_quiet();
    // The new folder at the top is met once, before anything says what it is.
    assert!(preview.loads() - before <= 2, "{}", preview.said());
    preview.write("notes/one.md", "# Two\n");
    preview.until("/notes/one/", "<h1>Two");
}

#[test]
fn looking_in_turn_finds_every_change() {
    let preview = Preview::of(site(), &["--poll"]);
    preview.until("/guide/one/", "<h1>One");
    for number in 0..3 {
        // Of the same length each time, within the same second.
        preview.write("content/guide/one.md", &format!("# One {number}\n"));
        preview.until("/guide/one/", &format!("<h1>One {number}"));
    }
    preview.write("content/guide/new.md", "# New\n");
    preview.until("/guide/new/", "<h1>New");
    fs::remove_file(preview.root().join("content/guide/new.md")).expect("removed");
    preview.until_so("/guide/new/", |answer| answer.status == 404);
}

#[test]
fn a_system_that_watches_no_more_folders_is_named_and_files_are_looked_at() {
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "sh", "-c"])
        .arg("echo 3 > /proc/sys/user/max_inotify_watches && exec \"$0\" \"$@\"");
    let trial = Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "sh",
            "-c",
            "echo 3 > /proc/sys/user/max_inotify_watches",
        ])
        .status();
    if !trial.is_ok_and(|status| status.success()) {
        eprintln!("the limit can't be lowered here, so nothing is tested");
        return;
    }
    command.arg(env!("CARGO_BIN_EXE_waypost"));
    let preview = Preview::of_command(site(), command, &[]);
    preview.write("content/guide/one.md", "# Found\n");
    preview.until("/guide/one/", "<h1>Found");
    assert!(
        preview
            .said()
            .contains("the system watches no more folders"),
        "{}",
        preview.said()
    );
}

#[test]
fn a_folder_that_is_replaced_as_a_whole_is_followed() {
    let outer = site();
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("site");
    fs::rename(outer.path(), &root).expect("moved");
    let kept = tempfile::tempdir().expect("a folder");
    let _ = outer.keep();
    let preview = Preview::below(folder, &root, binary(), &[]);
    preview.until("/guide/one/", "<h1>One");
    fs::rename(&root, kept.path().join("site")).expect("moved");
    std::thread::sleep(Duration::from_millis(300));
    let copied = Command::new("cp")
        .arg("-r")
        .arg(kept.path().join("site"))
        .arg(&root)
        .status();
    assert!(copied.is_ok_and(|status| status.success()));
    write(&root, "content/guide/one.md", "# Replaced\n");
    preview.until("/guide/one/", "<h1>Replaced");
    std::thread::sleep(Duration::from_millis(2500));
    write(&root, "content/guide/one.md", "# And again\n");
    preview.until("/guide/one/", "<h1>And again");
}
