//! How editors save: HOSTILE 26. Each is one load, shows what was saved, and no moment without a page.

use crate::preview::Preview;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

const TEXT: &str = "+++\ntitle = \"Saved\"\ntrack = \"ic\"\nincludes = \"senior\"\nrequires.design = \"advanced\"\n+++\n\n## [[design]]\n\n- Designs a system\n";

fn pause(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}

/// Saves in one way while the page is asked for all the time.
fn saved(name: &str, save: impl FnOnce(&Path)) {
    let preview = Arc::new(Preview::of_site());
    preview.wait_until_quiet();
    let before = preview.loads();
    let is_over = Arc::new(AtomicBool::new(false));
    let (asked, over) = (preview.clone(), is_over.clone());
    let reader = std::thread::spawn(move || {
        let mut statuses = Vec::new();
        while !over.load(Ordering::Relaxed) {
            statuses.push(asked.get("/levels/staff/").status);
        }
        statuses
    });
    save(&preview.root().join("content/levels/staff.md"));
    preview.until("/levels/staff/", "<h1>Saved");
    preview.wait_until_quiet();
    is_over.store(true, Ordering::Relaxed);
    let statuses = reader.join().expect("it only asks");
    assert!(
        statuses.len() > 10 && statuses.iter().all(|status| *status == 200),
        "{name}: {statuses:?}"
    );
    assert_eq!(preview.loads() - before, 1, "{name}: {}", preview.said());
    assert!(
        preview.state("levels/staff/")["faults"]
            .as_array()
            .is_some_and(Vec::is_empty),
        "{name}"
    );
}

#[test]
fn written_in_place() {
    saved("in place", |file| fs::write(file, TEXT).expect("written"));
}

#[test]
fn renamed_over() {
    saved("renamed over", |file| {
        let new = file.with_extension("md.tmp");
        fs::write(&new, TEXT).expect("written");
        pause(5);
        fs::rename(new, file).expect("renamed");
    });
}

#[test]
fn moved_aside_and_written_anew() {
    saved("moved aside", |file| {
        let backup = file.with_extension("md~");
        fs::write(file.with_file_name("4913"), "").expect("written");
        fs::remove_file(file.with_file_name("4913")).expect("removed");
        fs::rename(file, &backup).expect("renamed");
        pause(80);
        fs::write(file, TEXT).expect("written");
        pause(5);
        fs::remove_file(backup).expect("removed");
    });
}

#[test]
fn truncated_and_then_written() {
    saved("truncated", |file| {
        fs::write(file, "").expect("written");
        pause(80);
        fs::write(file, TEXT).expect("written");
    });
}

#[test]
fn with_a_lock_beside_it() {
    saved("with a lock", |file| {
        let lock = file.with_file_name(".#staff.md");
        symlink("somebody@somewhere.1234:5678", &lock).expect("a link");
        fs::write(file.with_file_name("#staff.md#"), TEXT).expect("written");
        pause(40);
        fs::write(file, TEXT).expect("written");
        fs::remove_file(lock).expect("removed");
        fs::remove_file(file.with_file_name("#staff.md#")).expect("removed");
    });
}

#[test]
fn written_in_several_pieces() {
    saved("in pieces", |file| {
        use std::io::Write;
        let mut open = fs::File::create(file).expect("opened");
        for piece in TEXT.as_bytes().chunks(40) {
            open.write_all(piece).expect("written");
            pause(3);
        }
    });
}

#[test]
fn through_a_link_to_a_file_elsewhere_in_the_site() {
    let preview = Preview::of_site();
    let root = preview.root();
    fs::create_dir(root.join("shared")).expect("a folder");
    fs::write(root.join("shared/three.md"), "# Three\n").expect("written");
    symlink("../../shared/three.md", root.join("content/guide/three.md")).expect("a link");
    preview.until("/guide/three/", "<h1>Three");
    preview.wait_until_quiet();
    fs::write(root.join("shared/three.md"), "# Four\n").expect("written");
    preview.until("/guide/three/", "<h1>Four");
}

#[test]
fn folders_that_come_and_go_are_followed() {
    let preview = Preview::of_site();
    preview.write("content/notes/deep/one.md", "# Deep\n");
    preview.until("/notes/deep/one/", "<h1>Deep");
    let root = preview.root();
    fs::rename(root.join("content/notes"), root.join("content/papers")).expect("renamed");
    preview.until("/papers/deep/one/", "<h1>Deep");
    preview.until_so("/notes/deep/one/", |answer| answer.status == 404);
    preview.write("content/papers/deep/one.md", "# Deeper\n");
    preview.until("/papers/deep/one/", "<h1>Deeper");
    fs::remove_dir_all(root.join("content/papers")).expect("removed");
    preview.until_so("/papers/deep/one/", |answer| answer.status == 404);
    preview.write("content/papers/deep/one.md", "# Again\n");
    preview.until("/papers/deep/one/", "<h1>Again");
}
