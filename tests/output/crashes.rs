//! Builds that are killed at any moment.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use waypost::output::{Settings, Staging};

use crate::site::{Files, lying_in, names_in, publish, settings};

const OUTPUT: &str = "WAYPOST_TEST_OUTPUT_OF_CHILD";
const SPARE_FROM: &str = "WAYPOST_TEST_SPARE_OF_CHILD";

/// Large enough that a kill meets every stage.
fn large(number: usize) -> Files {
    (0..200)
        .map(|page| {
            let number = if page % 2 == 0 { 0 } else { number };
            let text = format!("page {page} of {number} ").repeat(500);
            (
                format!("part-{}/{page}/index.html", page % 7),
                text.into_bytes(),
            )
        })
        .chain([(format!("only-in-{number}.html"), Vec::new())])
        .collect()
}

/// Not a test of its own: the child that is killed.
#[test]
fn child_that_builds_without_end() {
    let Some(output) = env::var_os(OUTPUT).map(PathBuf::from) else {
        return;
    };
    let spare_from = env::var(SPARE_FROM).expect("given with the output");
    let spare_from = spare_from.parse().expect("a number");
    let editions = [large(1), large(2)];
    for files in editions.iter().cycle() {
        build(&output, files, spare_from);
    }
}

fn build(output: &Path, files: &Files, spare_from: u64) {
    let settings = Settings {
        spare_from,
        ..settings(output)
    };
    let staging = Staging::begin(settings).expect("the dead keep no lock");
    for (path, bytes) in files {
        staging.put(path, bytes).expect("nobody else is in there");
    }
    staging.publish().expect("nobody else is in there");
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    kill_at_any_moment(u64::MAX);
}

#[test]
fn so_does_one_that_began_with_a_spare() {
    kill_at_any_moment(1);
}

fn kill_at_any_moment(spare_from: u64) {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let editions = [large(1), large(2)];
    publish(&output, &editions[0]).expect("a first site");
    let mut leftovers = 0;
    for round in 0..30_u64 {
        let mut child = Command::new(env::current_exe().expect("this test"))
            .args(["--exact", "crashes::child_that_builds_without_end"])
            .env(OUTPUT, &output)
            .env(SPARE_FROM, spare_from.to_string())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this test can be run");
        // Spread over start, build and removal alike.
        thread::sleep(Duration::from_micros(3_000 + round * 7_919 % 90_000));
        assert!(
            child.try_wait().expect("it is ours").is_none(),
            "the child ended by itself"
        );
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        let stands = lying_in(&output);
        assert!(
            editions.contains(&stands),
            "round {round}: {} files",
            stands.len()
        );
        leftovers += usize::from(names_in(place.path()).len() > 1);
    }
    assert!(leftovers > 0, "no kill met a build at work");
    publish(&output, &editions[1]).expect("the dead keep no lock");
    assert_eq!(lying_in(&output), editions[1]);
    assert_eq!(names_in(place.path()), ["public"]);
}
