//! Large sites: the one before the published one is kept for the next build.

use std::fs;
use std::path::Path;

use waypost::output::Report;

use crate::site::{Files, edition, lying_in, names_in, publish, publish_sparing};

fn inode(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).expect("it is there").ino()
}

/// Publishes one edition after the other, and checks that it stands.
fn publish_in_turn(output: &Path, numbers: impl IntoIterator<Item = usize>) -> Vec<Report> {
    let publish = |number| {
        let report = publish_sparing(output, &edition(number)).expect("nothing is in the way");
        assert!(report.warnings.is_empty(), "{:?}", report.warnings);
        assert_eq!(lying_in(output), edition(number), "{number}");
        report
    };
    numbers.into_iter().map(publish).collect()
}

#[test]
fn a_site_that_began_with_a_spare_is_like_any_other() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let same = output.join("same/1/index.html");
    publish_in_turn(&output, [1]);
    let before = inode(&same);
    // Files become folders and back, and some editions come twice.
    let reports = publish_in_turn(&output, [2, 3, 4, 4, 1, 3, 5, 2, 2, 4, 3, 1]);
    assert_eq!(inode(&same), before);
    let told = |report: &Report| (report.unchanged, report.written, report.removed);
    assert_eq!(told(&reports[0]), (3, 6, 3));
    assert_eq!(told(&reports[1]), (3, 6, 3));
    assert_eq!(told(&reports[3]), (9, 0, 0), "the same again");
    assert_eq!(
        names_in(&place.path().join(".public.waypost")),
        [".gitignore", "spare"]
    );
    let ignored = fs::read_to_string(place.path().join(".public.waypost/.gitignore"));
    assert_eq!(ignored.expect("it is there"), "*\n");
}

#[test]
fn a_copy_by_links_of_an_earlier_site_is_never_written_to() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (output, copy) = (place.path().join("public"), place.path().join("copy"));
    publish_in_turn(&output, [1, 2]);
    fs::create_dir(&copy).expect("it is ours");
    for page in 0..2 {
        let page = format!("{page}/index.html");
        fs::hard_link(
            output.join("changed").join(&page),
            copy.join(page.replace('/', "-")),
        )
        .expect("links work here");
    }
    let before = lying_in(&copy);
    publish_in_turn(&output, [3, 4, 5, 6]);
    assert_eq!(lying_in(&copy), before);
}

#[test]
fn whatever_lies_in_a_spare_the_site_is_right_and_nothing_else_touched() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let (output, outside) = (place.path().join("public"), place.path().join("outside"));
    let spare = place.path().join(".public.waypost/spare");
    publish_in_turn(&output, [1, 2]);
    fs::create_dir_all(outside.join("1")).expect("it is ours");
    fs::write(outside.join("1/index.html"), "mine").expect("it is ours");
    fs::write(outside.join("file"), "mine").expect("it is ours");
    // Folders and files that are links, pages of another text, a pipe, and
    // what no site has.
    fs::remove_dir_all(spare.join("changed")).expect("it is ours");
    std::os::unix::fs::symlink(&outside, spare.join("changed")).expect("links work here");
    fs::remove_file(spare.join("empty.txt")).expect("it is ours");
    std::os::unix::fs::symlink(outside.join("file"), spare.join("empty.txt"))
        .expect("links work here");
    fs::remove_file(spare.join("same/0/index.html")).expect("it is ours");
    fs::write(spare.join("same/0/index.html"), "PAGE 0").expect("it is ours");
    fs::remove_file(spare.join("index.html")).expect("it is ours");
    let made = std::process::Command::new("mkfifo")
        .arg(spare.join("index.html"))
        .status();
    assert!(made.is_ok_and(|status| status.success()));
    fs::create_dir_all(spare.join("mine/empty")).expect("it is ours");

    publish_in_turn(&output, [3, 4]);
    assert_eq!(
        lying_in(&outside),
        Files::from([
            ("1/index.html".to_owned(), b"mine".to_vec()),
            ("file".to_owned(), b"mine".to_vec()),
        ])
    );
}

#[test]
fn a_spare_may_be_removed_and_goes_with_a_site_that_is_small_again() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let beside = place.path().join(".public.waypost");
    publish_in_turn(&output, [1, 2]);
    fs::remove_dir_all(&beside).expect("it is ours");
    publish_in_turn(&output, [3, 4]);
    assert!(beside.exists());
    // Without the site the spare is still good enough to begin with.
    fs::remove_dir_all(&output).expect("it is ours");
    publish_in_turn(&output, [5]);
    assert_eq!(names_in(place.path()), ["public"]);
    publish_in_turn(&output, [6]);
    assert!(beside.exists());
    publish(&output, &edition(7)).expect("a build that keeps none");
    assert_eq!(lying_in(&output), edition(7));
    assert_eq!(names_in(place.path()), ["public"]);
}
