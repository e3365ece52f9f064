//! Folders that are never replaced.

use std::fs;
use std::path::Path;

use waypost::output::{Fault, Guarded, MARKER, OutputError, Settings, Staging};

use crate::site::{edition, names_in, publish};

fn refusal(output: impl AsRef<Path>, guarded: &[Guarded]) -> String {
    let mut settings = Settings::new(output.as_ref());
    settings.guarded = guarded.to_vec();
    match Staging::begin(settings) {
        Err(error @ OutputError::Refused { .. }) => {
            assert_eq!(error.fault(), Fault::Usage);
            assert!(!error.help().is_empty());
            error.to_string()
        }
        Err(other) => panic!("{}: {other}", output.as_ref().display()),
        Ok(_) => panic!("{} was taken", output.as_ref().display()),
    }
}

#[test]
fn folders_of_the_machine_are_refused() {
    for place in [".", "./", "..", "src/..", "/"] {
        refusal(place, &[]);
    }
    let home = std::env::home_dir().expect("everybody has one");
    refusal(&home, &[]);
    refusal(home.parent().expect("home is not the root"), &[]);
    assert!(refusal("not-there/../x", &[]).contains("isn't there"));
}

#[test]
fn folders_of_the_author_are_refused_and_the_sites_own_may_hold_the_output() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let root = place.path().join("site");
    fs::create_dir_all(root.join("content/guide")).expect("it is ours");
    let guarded = [
        Guarded::around("the site's folder", &root),
        Guarded::source("the content", root.join("content")),
        Guarded::source("the static files", root.join("static")),
    ];
    for (output, message) in [
        ("", "is the site's folder"),
        ("content", "is the content"),
        ("content/../content/", "is the content"),
        ("content/guide", "lies inside the content"),
        ("content/new/deep", "lies inside the content"),
        ("static/x", "lies inside the static files"),
        ("..", "holds the site's folder"),
    ] {
        let told = refusal(root.join(output), &guarded);
        assert!(told.contains(message), "{output}: {told}");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&root, place.path().join("link")).expect("links work here");
        let told = refusal(place.path().join("link/content"), &guarded);
        assert!(told.contains("is the content"), "{told}");
    }
    assert_eq!(names_in(&root), ["content"]);

    let mut settings = Settings::new(root.join("public"));
    settings.guarded = guarded.to_vec();
    Staging::begin(settings)
        .and_then(Staging::publish)
        .expect("a folder of its own");
    assert_eq!(names_in(&root), ["content", "public"]);
}

#[test]
fn what_waypost_did_not_make_is_refused_and_left_alone() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| place.path().join(name);
    fs::create_dir(at("foreign")).expect("it is ours");
    fs::write(at("foreign/thesis.doc"), "years of work").expect("it is ours");
    fs::write(at("file"), "a file").expect("it is ours");
    fs::create_dir_all(at("disguised").join(MARKER)).expect("it is ours");
    publish(&at("site"), &edition(1)).expect("a folder of its own");
    fs::rename(at("site"), at("repository")).expect("it is ours");
    fs::create_dir(at("repository/.git")).expect("it is ours");
    publish(&at("newer"), &edition(1)).expect("a folder of its own");
    fs::write(at("newer").join(MARKER), "waypost output 2\n").expect("it is ours");

    let before = names_in(place.path());
    for (name, message) in [
        (
            "foreign",
            "holds files that Waypost did not make, such as `thesis.doc`",
        ),
        ("disguised", "holds files that Waypost did not make"),
        ("file", "is not a folder"),
        ("repository", "is a git repository"),
        ("newer", "was made by a later Waypost (format `2`)"),
    ] {
        let told = refusal(at(name), &[]);
        assert!(told.contains(message), "{told}");
    }
    #[cfg(unix)]
    for aim in ["foreign", "nowhere"] {
        let link = at("link");
        std::os::unix::fs::symlink(at(aim), &link).expect("links work here");
        assert!(refusal(&link, &[]).ends_with("is a link"));
        assert!(refusal(link.join(""), &[]).ends_with("is a link"));
        fs::remove_file(&link).expect("it is ours");
    }
    assert_eq!(names_in(place.path()), before);

    // The hidden folder's own name may be taken, too.
    fs::create_dir_all(at(".public.waypost/mine")).expect("it is ours");
    let error = publish(&at("public"), &edition(1)).expect_err("the name is taken");
    assert!(matches!(error, OutputError::ForeignWork { .. }), "{error}");
    assert!(at(".public.waypost/mine").exists());
}

#[test]
fn a_folder_that_fills_up_during_the_build_is_not_replaced() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    fs::create_dir(&output).expect("it is ours");
    let staging = Staging::begin(Settings::new(&output)).expect("it is empty");
    fs::write(output.join("mine.txt"), "mine").expect("it is ours");
    assert!(matches!(
        staging.publish(),
        Err(OutputError::Refused { .. })
    ));
    assert_eq!(names_in(&output), ["mine.txt"]);
    assert_eq!(names_in(place.path()), ["public"]);
}
