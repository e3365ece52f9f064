//! Symbolic links: round in circles, into nothing, inside, and out.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;

use crate::site::{Site, names, run, tree, write};

fn link(site: &Site, aim: impl AsRef<Path>, path: &str) {
    let path = site.at(path);
    fs::create_dir_all(path.parent().expect("it is no root")).expect("it is ours");
    symlink(aim, path).expect("links work here");
}

#[test]
fn links_from_inside_to_inside_are_followed() {
    let site = Site::new();
    site.write("content/guide/page.md", "# A page\n");
    site.write("static/file.txt", "text");
    link(&site, "guide", "content/again");
    link(&site, "guide/page.md", "content/single.md");
    link(&site, "../content/guide/page.md", "static/source.md");
    link(&site, site.at("static/file.txt"), "static/absolute.txt");
    let ended = site.build_well();
    assert!(!ended.err.contains("warning"), "{}", ended.err);
    let published = site.published();
    for path in [
        "guide/page/index.html",
        "again/page/index.html",
        "single/index.html",
        "source.md",
        "absolute.txt",
    ] {
        assert!(
            published.contains_key(path),
            "{path}: {:#?}",
            published.keys()
        );
    }
    assert_eq!(published["absolute.txt"], b"text");

    // The folder of the site may itself be reached by a link.
    symlink(site.root(), site.beside("link")).expect("links work here");
    run(site.command_at(&site.beside("link"), &["build"])).expect(0);
    assert_eq!(site.published(), published);
}

#[test]
fn links_in_a_circle_and_into_nothing_are_errors() {
    let site = Site::new();
    link(&site, "nowhere.md", "content/dangling.md");
    link(&site, "itself.md", "content/itself.md");
    link(&site, "b.md", "content/a.md");
    link(&site, "a.md", "content/b.md");
    link(&site, "../guide", "content/guide/round");
    link(&site, ".", "static/here");
    link(&site, "nowhere", "static/dangling");
    let ended = site.build();
    ended.expect(1).says(&[
        "the link `content/dangling.md` leads nowhere",
        "the link `content/itself.md` leads round in a circle",
        "the link `content/a.md` leads round in a circle",
        "the link `content/b.md` leads round in a circle",
        "the link `content/guide/round` leads round in a circle",
        "the link `static/here` leads round in a circle",
        "the link `static/dangling` leads nowhere",
    ]);
    assert_eq!(ended.err.matches("error[broken-symlink]").count(), 7);
    assert!(!site.public().exists());
}

#[test]
fn a_link_that_leads_out_is_an_error_and_nothing_is_read_through_it() {
    let site = Site::new();
    write(&site.beside("secret/key.md"), "# The key is 4711\n");
    let secret = site.beside("secret");
    link(&site, &secret, "content/folder");
    link(&site, secret.join("key.md"), "content/file.md");
    link(&site, "../../secret/key.md", "content/relative.md");
    link(&site, "/", "content/all");
    link(&site, "/proc/self/root", "static/proc");
    link(&site, secret.join("key.md"), "static/key.md");
    link(&site, &secret, "static/.well-known");
    link(&site, secret.join("key.md"), "templates/level.html");
    // Left, and back again by another name of the same place.
    link(&site, &secret, "static/out");
    symlink(site.at("content"), secret.join("back")).expect("links work here");
    let ended = site.build();
    ended.expect(1);
    for path in [
        "content/folder",
        "content/file.md",
        "content/relative.md",
        "content/all",
        "static/proc",
        "static/key.md",
        "static/.well-known",
        "static/out",
        "templates/level.html",
    ] {
        ended.says(&[&format!("the link `{path}` leads out of the folder")]);
    }
    assert_eq!(
        ended.err.matches("error[outside-link]").count(),
        9,
        "{}",
        ended.err
    );
    assert!(!ended.err.contains("4711"));
    assert!(ended.took < Duration::from_secs(30), "{:?}", ended.took);
    assert!(!site.public().exists());
}

#[test]
fn the_folders_of_a_site_may_not_themselves_lead_out() {
    for folder in ["content", "static", "templates", "words"] {
        let site = Site::new();
        let outside = site.beside("outside");
        write(&outside.join("page.md"), "# The key is 4711\n");
        let _ = fs::remove_dir_all(site.at(folder));
        link(&site, &outside, folder);
        // Of its words only the files of the site's language are ever asked for.
        write(&outside.join("en.toml"), "home = \"4711\"\n");
        let path = match folder {
            "words" => "words/en.toml",
            folder => folder,
        };
        site.build()
            .expect(1)
            .says(&[&format!("the link `{path}` leads out of the folder")]);
    }
    let site = Site::new();
    write(&site.beside("outside.toml"), "title = \"4711\"\n");
    site.remove("site.toml");
    link(&site, "../outside.toml", "site.toml");
    let ended = site.build();
    ended
        .expect(2)
        .says(&["the link `site.toml` leads out of the folder"]);
}

#[test]
fn nothing_leads_out_of_a_theme() {
    // The theme's folder is a link out of the site.
    let site = Site::new();
    fs::rename(site.at("plain"), site.beside("plain")).expect("it is ours");
    link(&site, "../plain", "plain");
    site.build().expect(2).says(&[
        "the theme's folder `plain` leads out of the site",
        "site.toml:4:11",
    ]);

    // A link in the theme leads into the site, which is not the theme's own.
    let site = Site::new();
    site.write("content/secret.md", "# Secret\n");
    link(
        &site,
        "../../../content/secret.md",
        "plain/static/theme/secret.txt",
    );
    site.build().expect(1).says(&[
        "plain",
        "the link `static/theme/secret.txt` leads out of the folder",
    ]);

    // Within the theme links are as good as anywhere.
    let site = Site::new();
    site.write("plain/static/theme/a.txt", "a");
    link(&site, "a.txt", "plain/static/theme/b.txt");
    site.build_well();
    assert_eq!(site.published()["theme/b.txt"], b"a");
}

#[test]
fn links_that_multiply_come_to_an_end() {
    let site = Site::new();
    for number in 0..40 {
        site.write(&format!("content/{number}/page.md"), "# A page\n");
        for name in ["a", "b"] {
            link(
                &site,
                format!("../{}", number + 1),
                &format!("content/{number}/{name}"),
            );
        }
    }
    fs::create_dir(site.at("content/40")).expect("it is ours");
    let ended = run(site.command(&["check", "--format", "short"]));
    ended.expect(1);
    assert_eq!(ended.out.lines().count(), 1, "{}", ended.out);
    assert!(
        ended.out.contains("lies behind too many links to folders"),
        "{}",
        ended.out
    );
    assert!(ended.took < Duration::from_secs(60), "{:?}", ended.took);
}

#[test]
fn an_output_that_is_a_link_is_refused() {
    let site = Site::new();
    for aim in ["elsewhere", "nowhere"] {
        let _ = fs::create_dir(site.at("elsewhere"));
        link(&site, aim, "public");
        site.build()
            .expect(2)
            .says(&["is a link", "name the folder that the link leads to"]);
        site.remove("public");
    }
    assert!(tree(&site.at("elsewhere")).is_empty());
    // A link above it is only another way to the same place.
    link(&site, "elsewhere", "shortcut");
    let output = site.at("shortcut/public");
    run(site.command(&["build", "--output", &output.to_string_lossy()])).expect(0);
    assert_eq!(names(&site.at("elsewhere")), ["public"]);
}
