//! What is the same stays; what isn't goes.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::failing_disk::{Failing, FailingDisk};
use crate::site::{edition, lying_in, names_in, publish, publish_on};

fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).expect("it is there").ino()
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .expect("it is there")
}

/// Puts a file's time long ago, so that a new file can't share it.
fn age(path: &Path) {
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.set_modified(long_ago))
        .expect("it is ours");
}

#[test]
fn a_file_with_the_same_bytes_keeps_inode_and_time() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let (same, changed) = (
        output.join("same/1/index.html"),
        output.join("changed/1/index.html"),
    );
    publish(&output, &edition(1)).expect("a first site");
    age(&same);
    age(&changed);
    let before = (inode(&same), modified(&same), modified(&changed));

    let report = publish(&output, &edition(2)).expect("a second site");
    assert_eq!((inode(&same), modified(&same)), (before.0, before.1));
    assert_ne!(modified(&changed), before.2);
    // Same: 2 pages and the empty file. Gone: 2 pages and the file that has
    // become a folder, or the other way round.
    assert_eq!(
        (report.unchanged, report.written, report.removed),
        (3, 6, 3)
    );
    assert_eq!(report.unchanged_bytes, 2 * 6);
    assert_eq!(lying_in(&output), edition(2));
    assert_eq!(names_in(place.path()), ["public"]);
}

#[test]
fn time_is_kept_where_links_dont_work() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let same = output.join("same/1/index.html");
    publish(&output, &edition(1)).expect("a first site");
    age(&same);
    let before = modified(&same);
    let disk = FailingDisk::new(Failing::All("link"));
    let report = publish_on(disk, &output, &edition(2)).expect("a second site");
    assert_eq!(modified(&same), before);
    assert_eq!(report.unchanged, 3);
    assert_eq!(lying_in(&output), edition(2));
}

#[test]
fn the_same_site_again_touches_nothing() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    publish(&output, &edition(1)).expect("a first site");
    let before = inode(&output);
    let report = publish(&output, &edition(1)).expect("the same again");
    assert!(!report.is_replaced);
    assert_eq!(
        (report.written, report.removed, report.unchanged),
        (0, 0, 9)
    );
    assert_eq!(inode(&output), before);
    assert_eq!(names_in(place.path()), ["public"]);
}

#[test]
fn what_a_user_changed_or_added_is_put_right() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    publish(&output, &edition(1)).expect("a first site");
    // Of the same length and time: only the bytes tell.
    let page = output.join("same/1/index.html");
    let before = modified(&page);
    fs::write(&page, "PAGE 1").expect("it is ours");
    fs::File::options()
        .write(true)
        .open(&page)
        .and_then(|file| file.set_modified(before))
        .expect("it is ours");
    fs::create_dir_all(output.join("mine/empty")).expect("it is ours");
    fs::remove_file(output.join("empty.txt")).expect("it is ours");
    let report = publish(&output, &edition(1)).expect("the same again");
    assert_eq!(
        (report.written, report.unchanged, report.removed),
        (2, 7, 0)
    );
    assert_eq!(lying_in(&output), edition(1));
    assert!(!output.join("mine").exists());
}

#[test]
fn links_and_pipes_in_the_old_site_lead_nowhere() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (output, outside) = (place.path().join("public"), place.path().join("outside"));
    publish(&output, &edition(1)).expect("a first site");
    fs::rename(output.join("same"), &outside).expect("both are ours");
    std::os::unix::fs::symlink(&outside, output.join("same")).expect("links work here");
    let index = output.join("index.html");
    fs::remove_file(&index).expect("it is ours");
    let made = std::process::Command::new("mkfifo").arg(&index).status();
    assert!(made.is_ok_and(|status| status.success()));

    publish(&output, &edition(2)).expect("nothing hangs");
    assert_eq!(lying_in(&output), edition(2));
    assert_eq!(names_in(&outside), ["0", "1"]);
    let page = "1/index.html";
    assert_ne!(
        inode(&outside.join(page)),
        inode(&output.join("same").join(page))
    );
}
