//! Any tree of files loads without a panic, whatever is published has whole links, and a site that is
//! loaded with a memory is the same as one that is loaded without.

mod links;
mod memory;
mod trees;

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use waypost::cli::{Exit, run};
use waypost::diagnostic::{Format, Printer};
use waypost::layers::Layers;
use waypost::output::MARKER;
use waypost::render::render;
use waypost::site::{LoadOptions, Memory, Site};

use trees::Files;

/// `WAYPOST_CASES=20` tries twenty times as many.
fn config(cases: u32) -> Config {
    let times = std::env::var("WAYPOST_CASES");
    let times = times.ok().and_then(|times| times.parse().ok()).unwrap_or(1);
    Config {
        cases: cases * times,
        // A failing tree shrinks for as long as it takes to read it, not longer.
        max_shrink_iters: 300,
        ..Config::default()
    }
}

/// Loads a site from memory, renders all of it, and prints what was found.
fn look_at(files: &Files, public: bool) {
    let options = LoadOptions {
        public,
        drafts: !public,
        ..LoadOptions::default()
    };
    let site = std::sync::Arc::new(Site::load(Layers::of_memory(files.0.clone()), &options));
    let mut findings = site.diagnostics.clone();
    for (path, route) in site.routes.iter() {
        match render(&site, route, path) {
            Ok(bytes) => drop(bytes),
            Err(finding) => findings.push(*finding),
        }
    }
    for format in [Format::Human, Format::Json] {
        let mut printed = Vec::new();
        Printer::new(format, &site.sources)
            .print(&findings, &mut printed)
            .expect("a buffer takes everything");
        assert!(String::from_utf8(printed).is_ok());
    }
}

#[test]
fn any_tree_of_files_loads_and_renders_without_a_panic() {
    TestRunner::new(config(96))
        .run(&(trees::arbitrary(), any::<bool>()), |(files, public)| {
            look_at(&files, public);
            Ok(())
        })
        .unwrap_or_else(|fault| panic!("{fault}"));
}

fn write(root: &Path, files: &Files) {
    for (path, bytes) in &files.0 {
        let path = root.join(path);
        // A file may stand where another one wants a folder.
        if let Some(folder) = path.parent()
            && fs::create_dir_all(folder).is_ok()
        {
            let _ = fs::write(path, bytes);
        }
    }
}

fn waypost(root: &Path, command: &str, more: &[&str]) -> (Exit, String, String) {
    let root = root.to_string_lossy();
    let mut arguments = vec!["waypost", command, "--root", &root];
    arguments.extend(more);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("talk is UTF-8");
    (exit, text(out), text(err))
}

/// What is published is whole, or `check` says where it isn't: the two look in different ways and
/// know nothing of each other.
#[test]
fn what_is_published_has_whole_links_or_check_says_otherwise() {
    let (whole, broken) = (AtomicU32::new(0), AtomicU32::new(0));
    let cases = 64;
    TestRunner::new(config(cases))
        .run(&trees::likely(), |files| {
            let place = tempfile::tempdir().expect("a temporary folder");
            write(place.path(), &files);
            let (exit, _, err) = waypost(place.path(), "build", &[]);
            let output = place.path().join("public");
            if exit != Exit::Well {
                // There may be a `public/` of the author's own.
                prop_assert!(!output.join(MARKER).exists(), "{}", err);
                return Ok(());
            }
            let found = links::broken(&output, "https://example.com/a/");
            let (_, said, _) = waypost(place.path(), "check", &["--format", "short"]);
            let is_said = ["broken-link", "broken-anchor", "missing-asset"]
                .iter()
                .any(|code| said.contains(&format!("error[{code}]")));
            prop_assert!(found.is_empty() || is_said, "{:#?}\n{}", found, said);
            // A template of its own may leave out the text that a link or its aim stands in.
            let is_shown = !files.0.keys().any(|path| path.starts_with("templates/"));
            prop_assert!(!is_said || !found.is_empty() || !is_shown, "{}", said);
            let count = if is_said { &broken } else { &whole };
            count.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
        .unwrap_or_else(|fault| panic!("{fault}"));
    let (whole, broken) = (whole.into_inner(), broken.into_inner());
    eprintln!("{whole} sites were whole, {broken} had broken links");
    assert!(whole > cases / 4, "too few sites are without a fault");
}

#[test]
fn a_broken_link_is_seen_by_the_checker_itself() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let page = r##"<a href="b.html#x">1</a><a href="b.html#y">2</a><a href='c%20d.txt'>3</a>
        <img src=gone.png><a href="/a/b.html">4</a><a href="/b.html">5</a><a href="#here">6</a>
        <a href="https://example.com/a/gone/">7</a><a href="https://other.com/">8</a>"##;
    let files = Files(std::collections::BTreeMap::from([
        ("a.html".to_owned(), page.into()),
        ("b.html".to_owned(), r#"<p id="x">"#.into()),
        ("c d.txt".to_owned(), Vec::new()),
    ]));
    write(place.path(), &files);
    let broken = links::broken(place.path(), "https://example.com/a/");
    let found: Vec<&str> = broken
        .iter()
        .filter_map(|fault| fault.split('`').nth(1))
        .collect();
    assert_eq!(
        found,
        [
            "b.html#y",
            "gone.png",
            "/b.html",
            "#here",
            "https://example.com/a/gone/"
        ]
    );
}

/// The first load meets files that have rested, so that their times are trusted from then on; the
/// edits follow each other within the same ticks of the clock.
#[test]
fn a_site_is_the_same_with_a_memory_and_without_after_any_edit() {
    let config = Config {
        max_shrink_iters: 20,
        ..config(1)
    };
    TestRunner::new(config)
        .run(&memory::edited(), |sites| {
            let place = tempfile::tempdir().expect("a temporary folder");
            let root = |number: usize| place.path().join(number.to_string());
            for (number, (files, _)) in sites.iter().enumerate() {
                write(&root(number), files);
            }
            std::thread::sleep(std::time::Duration::from_millis(3100));
            for (number, (_, edits)) in sites.iter().enumerate() {
                let memory = Memory::default();
                let layers = Layers::of_folder(&root(number));
                Site::load_with(layers, &LoadOptions::default(), &memory);
                memory::compare(&root(number), &memory, edits)?;
            }
            Ok(())
        })
        .unwrap_or_else(|fault| panic!("{fault}"));
}

/// What git says of a file's last change is asked again when another commit is checked out, and
/// when history before it comes to light.
#[test]
fn a_commit_is_seen_by_the_next_load() {
    if std::process::Command::new("git")
        .arg("--version")
        .output()
        .is_err()
    {
        eprintln!("there is no git here, so nothing is tested");
        return;
    }
    let place = tempfile::tempdir().expect("a temporary folder");
    let git = |arguments: &[&str], day: &str| {
        let status = std::process::Command::new("git")
            .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", format!("{day}T12:00:00Z"))
            .env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z"))
            .current_dir(place.path())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    let memory = Memory::default();
    let changed = || {
        let load = |memory: &Memory| {
            let layers = Layers::of_folder(place.path());
            Site::load_with(layers, &LoadOptions::default(), memory).changes
        };
        let known = load(&memory);
        assert_eq!(known, load(&Memory::default()));
        known.get("content/a.md").map(ToString::to_string)
    };
    fs::create_dir(place.path().join("content")).expect("a folder");
    let write = |text| fs::write(place.path().join("content/a.md"), text).expect("a file");
    write("# A\n");
    fs::write(place.path().join("content/b.md"), "# B\n").expect("a file");
    assert_eq!(changed(), None, "no repository");
    git(&["init", "-q"], "2024-01-01");
    assert_eq!(changed(), None, "no commit");
    git(&["add", "."], "2024-01-01");
    git(&["commit", "-q", "-m", "one"], "2024-01-01");
    assert_eq!(changed().as_deref(), Some("2024-01-01"));
    write("# B\n");
    assert_eq!(
        changed().as_deref(),
        Some("2024-01-01"),
        "not committed yet"
    );
    git(&["commit", "-q", "-a", "-m", "two"], "2024-02-02");
    assert_eq!(changed().as_deref(), Some("2024-02-02"));
    git(&["checkout", "-q", "HEAD~1"], "2024-03-03");
    assert_eq!(changed().as_deref(), Some("2024-01-01"), "checked out");
    git(&["checkout", "-q", "-"], "2024-03-03");
    let all = changed();
    git(&["replace", "--graft", "HEAD"], "2024-03-03");
    assert_eq!(changed(), all, "the other file is another day's");
}
