//! Folders that are never the output, and what must not be read back from it.

use std::fs;

use crate::site::{Site, run, tree, write};

#[test]
fn a_folder_that_is_not_for_it_is_refused_and_stays_as_it_is() {
    let site = Site::new();
    site.write("static/file.txt", "text");
    site.write("words/en.toml", "");
    write(&site.beside("foreign/thesis.doc"), "years of work");
    write(&site.beside("file"), "a file");
    write(
        &site.beside("repository/.git/HEAD"),
        "ref: refs/heads/main\n",
    );
    write(&site.beside("here/page.txt"), "");
    let absolute = |path: &str| site.beside(path).to_string_lossy().into_owned();
    let before = tree(&site.beside(""));
    for (output, message) in [
        (".", "is the folder you are in"),
        ("/", "is the root of the file system"),
        ("..", "holds"),
        ("../..", "holds"),
        (&absolute(""), "holds the site's folder"),
        (&absolute("site"), "is the site's folder"),
        (&absolute("site/content/.."), "is the site's folder"),
        (&absolute("site/content"), "is the content"),
        (&absolute("site/content/public"), "lies inside the content"),
        (&absolute("site/static"), "is the static files"),
        (
            &absolute("site/static/public"),
            "lies inside the static files",
        ),
        (
            &absolute("site/plain/static/public"),
            "lies inside the theme",
        ),
        (&absolute("site/words/public"), "lies inside the words"),
        (
            &absolute("site/content/index.md"),
            "lies inside the content",
        ),
        (&absolute("home"), "is your home folder"),
        (
            &absolute("foreign"),
            "holds files that Waypost did not make, such as `thesis.doc`",
        ),
        (&absolute("repository"), "is a git repository"),
        (&absolute("file"), "is not a folder"),
        (
            &absolute("not-there/../public"),
            "goes up from a folder that isn't there",
        ),
    ] {
        let mut command = site.command(&["build", "--output", output]);
        command.current_dir(site.beside("here"));
        fs::create_dir_all(site.beside("home")).expect("it is ours");
        command.env("HOME", site.beside("home"));
        let ended = run(command);
        fs::remove_dir(site.beside("home")).expect("nothing is in it");
        assert_eq!(ended.code, Some(2), "{output}: {}", ended.err);
        ended.says(&[message, "= help: "]);
    }
    let below = absolute("file/public");
    run(site.command(&["build", "--output", &below])).expect(3);
    assert_eq!(tree(&site.beside("")), before);
}

#[test]
fn an_empty_output_is_a_fault_of_usage() {
    let site = Site::new();
    let before = tree(&site.beside(""));
    run(site.command(&["build", "--output", ""])).expect(2);
    assert_eq!(tree(&site.beside("")), before);
}

#[test]
fn what_was_published_is_never_read_as_content() {
    // A site without `content/`: its pages lie beside its output.
    let site = Site::new();
    fs::remove_dir_all(site.at("content")).expect("it is ours");
    site.write("page.md", "# A page\n");
    site.write("static/notes.md", "# Notes\n");
    let output = site.at("docs/site");
    let arguments = ["build", "--output", &output.to_string_lossy()];
    run(site.command(&arguments)).expect(0);
    let first = tree(&output);
    assert!(first.contains_key("notes.md") && first.contains_key("page/index.html"));
    let ended = run(site.command(&arguments));
    ended.expect(0).says(&["0 written"]);
    assert_eq!(tree(&output), first);
}

#[test]
fn a_page_that_goes_takes_its_output_along_and_static_files_stay() {
    let site = Site::new();
    site.write("content/guide/page.md", "# A page\n");
    for path in [
        "CNAME",
        ".well-known/security.txt",
        ".nojekyll",
        "deep/er/file.bin",
    ] {
        site.write(&format!("static/{path}"), path);
    }
    site.build_well();
    assert!(site.published().contains_key("guide/page/index.html"));
    site.remove("content/guide/page.md");
    site.write("content/other.md", "# Another page\n");
    site.build_well().says(&["1 removed"]);
    let published = site.published();
    assert!(published.contains_key("other/index.html"));
    assert!(!published.contains_key("guide/"), "{published:#?}");
    for path in [
        "CNAME",
        ".well-known/security.txt",
        ".nojekyll",
        "deep/er/file.bin",
    ] {
        assert_eq!(published[path], path.as_bytes());
    }
}

#[test]
fn static_files_that_would_take_a_place_of_waypost_are_a_fault() {
    for (path, code) in [
        (".waypost", 1),
        ("index.html", 1),
        ("model.json", 1),
        ("robots.txt", 0),
    ] {
        let site = Site::new();
        site.build_well();
        let old = site.published();
        site.write(&format!("static/{path}"), "mine");
        let ended = site.build();
        ended.expect(code);
        if code == 1 {
            assert!(ended.err.contains(path), "{}", ended.err);
            assert_eq!(site.published(), old);
        } else {
            assert_eq!(site.published()[path], b"mine");
        }
    }
}
