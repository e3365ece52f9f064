//! New sites.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;

use crate::place::{Place, ended};

/// The starter content says when it was reviewed, and asks for a review after a year.
const DAY: &str = "--today=2026-11-22";

#[test]
fn every_site_checks_clean_and_builds() {
    for variant in [&["--minimal"][..], &[], &["--starter"]] {
        let place = Place::with_site(variant);
        let check = place.in_site(&["check", "--strict", DAY]);
        assert_eq!(check.code, Some(0), "{variant:?}: {}", check.out);
        let build = place.in_site(&["build"]);
        assert_eq!(build.code, Some(0), "{variant:?}: {}", build.err);
        assert!(
            place
                .read("site/public/index.html")
                .contains("Engineering careers")
        );
        assert!(place.read("site/.gitignore").contains("/public/"));
    }
}

#[test]
fn the_sites_to_begin_with_do_not_grow_old() {
    for variant in [&["--minimal"][..], &[]] {
        let place = Place::with_site(variant);
        let check = place.in_site(&["check", "--strict", "--today=2099-01-01"]);
        assert_eq!(check.code, Some(0), "{variant:?}: {}", check.out);
    }
}

#[test]
fn title_and_address_are_those_that_are_given_whatever_they_hold() {
    let title = "Ünser \"Weg\" \\ *a* | [[b]] # <c>";
    for variant in ["--minimal", "--starter", "-q"] {
        let place = Place::new();
        let address = "--base-url=https://a.example/b/";
        let ended = place.run(&["init", "site", variant, address, "--title", title]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let check = place.in_site(&["check", "--strict", DAY]);
        assert_eq!(check.code, Some(0), "{}", check.out);
        place.in_site(&["build", "-q"]);
        let page = place.read("site/public/index.html");
        assert!(
            page.contains("Ünser &quot;Weg&quot; \\ *a* | [[b]] # &lt;c&gt;"),
            "{page}"
        );
        assert!(page.contains("https://a.example/b/"));
    }
    let place = Place::new();
    for wrong in [&["--title", " "][..], &["--base-url", "nowhere"]] {
        let mut arguments = vec!["init", "site"];
        arguments.extend(wrong);
        assert_eq!(place.run(&arguments).code, Some(2));
    }
    assert!(place.tree().is_empty());
}

#[test]
fn what_is_said_next_are_commands_that_work() {
    let place = Place::new();
    let ended = place.run(&["init", "two words"]);
    assert_eq!(ended.out, "two words\n");
    for line in [
        "  cd 'two words'\n",
        "  waypost serve --open ",
        "  waypost check ",
        "  waypost build ",
        "`waypost new skill code-review`",
    ] {
        assert!(ended.err.contains(line), "{line}: {}", ended.err);
    }
    let here =
        crate::place::ended(&mut place.command("two words", &["new", "skill", "code-review"]));
    assert_eq!(here.code, Some(0), "{here:?}");
}

#[test]
fn the_folder_may_be_this_one_a_new_one_an_empty_one_or_a_link_to_one() {
    let place = Place::new();
    for folder in ["here", "empty", "target"] {
        fs::create_dir(place.path(folder)).expect("a folder");
    }
    symlink("target", place.path("link")).expect("a link");
    assert_eq!(ended(&mut place.command("here", &["init"])).code, Some(0));
    for folder in ["a/b/c", "empty", "link", "./new/"] {
        assert_eq!(place.run(&["init", folder]).code, Some(0), "{folder}");
    }
    assert_eq!(place.run(&["init", "--root", "by-root"]).code, Some(0));
    for folder in ["here", "a/b/c", "empty", "target", "new", "by-root"] {
        assert!(place.path(folder).join("site.toml").is_file(), "{folder}");
    }
}

#[test]
fn a_new_repository_becomes_a_site_and_keeps_what_it_has() {
    let place = Place::new();
    place.write("site/.git/HEAD", "ref: refs/heads/main\n");
    place.write("site/README.md", "Mine\n");
    place.write("site/.gitignore", "*.log\n");
    let ended = place.run(&["init", "site"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("`.gitignore` was there and stays"));
    assert_eq!(place.read("site/README.md"), "Mine\n");
    assert_eq!(place.read("site/.gitignore"), "*.log\n");
    assert_eq!(place.in_site(&["check", "--strict"]).code, Some(0));
}

#[test]
fn a_place_that_holds_anything_else_is_refused_and_stays_as_it_is() {
    let place = Place::new();
    place.write("full/thesis.txt", "years of work");
    place.write("full/z", "");
    place.write("site/site.toml", "title = \"Mine\"\n");
    place.write("half/content/index.md", "# Mine\n");
    place.write("file", "text");
    symlink("nowhere", place.path("loose")).expect("a link");
    fs::create_dir(place.path("inside")).expect("a folder");
    symlink("../full", place.path("inside/content")).expect("a link");
    let before = place.tree();
    for (folder, message) in [
        ("full", "`full` is not empty: it holds `thesis.txt`, `z`"),
        ("site", "`site` holds a site already"),
        ("half", "`half` is not empty: it holds `content`"),
        ("file", "`file` is a file, and no folder"),
        ("file/below", "`file/below` would lie in a file"),
        ("loose", "`loose` is a link that leads nowhere"),
        ("inside", "`inside` is not empty: it holds `content`"),
    ] {
        let ended = place.run(&["init", folder]);
        assert_eq!(ended.code, Some(2), "{folder}: {ended:?}");
        assert!(
            ended.err.starts_with(&format!("error: {message}\n")),
            "{}",
            ended.err
        );
        assert_eq!(ended.out, "");
        assert_eq!(place.tree(), before, "{folder}");
    }
}

#[test]
fn a_folder_without_rights_is_the_machines_fault() {
    let place = Place::new();
    fs::create_dir(place.path("locked")).expect("a folder");
    fs::set_permissions(place.path("locked"), fs::Permissions::from_mode(0o555)).expect("ours");
    // The binary's own folder may be closed to others.
    let binary = place.path("waypost");
    fs::copy(crate::place::BINARY, &binary).expect("a copy");
    let mut command = std::process::Command::new(binary);
    command
        .args(["init", "locked/site"])
        .current_dir(place.path(""));
    // Root may write everywhere.
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(65534);
    }
    let ended = ended(&mut command);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    assert!(
        ended
            .err
            .contains("may not be written by you; nothing was written"),
        "{}",
        ended.err
    );
    assert!(!place.path("locked/site").exists());
}

/// The largest files of the starter content are beyond the limit, and come after others.
#[test]
fn a_site_that_does_not_fit_leaves_nothing_behind() {
    let place = Place::new();
    fs::create_dir(place.path("empty")).expect("a folder");
    for folder in ["new/site", "empty"] {
        let mut command = std::process::Command::new("sh");
        let script = "trap '' XFSZ; ulimit -f 8; exec \"$0\" init \"$1\" --starter";
        command.args(["-c", script, crate::place::BINARY, folder]);
        command.current_dir(place.path(""));
        let ended = ended(&mut command);
        assert_eq!(ended.code, Some(3), "{ended:?}");
        assert!(ended.err.contains("nothing was written"), "{}", ended.err);
    }
    let left: Vec<String> = place.tree().into_keys().collect();
    assert_eq!(left, ["empty/"]);
}
