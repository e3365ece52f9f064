//! A site in several languages: what its editions have in common, and what `check` says of them.

mod site;

use std::fs;
use std::path::Path;
use std::process::Command;
use waypost::check::check;
use waypost::diagnostic::Diagnostic;
use waypost::layers::Layers;
use waypost::site::{LoadOptions, Site};

/// The site that the browser tests look at, with more files or other ones.
fn editions(more: &[(&str, &str)]) -> std::sync::Arc<Site> {
    let mut files = Vec::new();
    gather(Path::new("tests/browser/editions"), "", &mut files);
    for (path, text) in more {
        files.retain(|(known, _)| known != path);
        files.push(((*path).to_owned(), (*text).to_owned()));
    }
    site::site_of(files)
}

fn gather(root: &Path, below: &str, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(root.join(below)).expect("a folder of the site");
    for entry in entries {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in UTF-8");
        let path = match below {
            "" => name,
            below => format!("{below}/{name}"),
        };
        if entry.path().is_dir() {
            gather(root, &path, files);
        } else {
            let text = fs::read_to_string(entry.path()).expect("a text");
            files.push((path, text));
        }
    }
}

fn codes(findings: &[Diagnostic]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code.name()).collect()
}

fn found(site: &std::sync::Arc<Site>) -> Vec<Diagnostic> {
    waypost::check::settled(site, check(site, jiff::civil::date(2026, 11, 20)))
}

#[test]
fn a_thing_has_the_same_number_and_a_statement_the_same_id_in_every_language() {
    let site = editions(&[]);
    assert_eq!(codes(&found(&site)), Vec::<&str>::new());
    assert_eq!(site.editions.len(), 2);
    for edition in &site.editions {
        for thing in site.model.things() {
            let (base, own) = (site.common(thing), edition.common(thing));
            assert_eq!((base.kind, &base.id), (own.kind, &own.id));
            let places = |site: &Site| -> Vec<String> {
                let headings = &site.common(thing).body.outline.headings;
                headings.iter().map(|it| it.id.to_string()).collect()
            };
            assert_eq!(places(&site), places(edition), "{}", base.id);
        }
        let ids = |site: &Site| -> Vec<String> {
            let all = site.model.statements.iter();
            all.map(|(_, statement)| statement.id.to_string()).collect()
        };
        assert_eq!(ids(&site), ids(edition));
    }
}

#[test]
fn every_page_of_the_site_is_there_in_every_language_and_is_asked_for_as_any_other() {
    let site = editions(&[]);
    let is_of = |path: &str, folder: &str| match folder {
        "" => !path.starts_with("de/") && !path.starts_with("ar/"),
        folder => path.starts_with(folder),
    };
    let pages = |folder: &str| -> Vec<String> {
        let all = site.routes.iter().filter(|(_, route)| route.is_html());
        all.filter(|(path, _)| is_of(path, folder))
            .map(|(path, _)| path[folder.len()..].to_owned())
            .collect()
    };
    assert_eq!(pages(""), pages("de/"));
    assert_eq!(pages(""), pages("ar/"));
    let german = site::page(&site, "de/levels/staff/index.html");
    assert!(german.contains("Leitende Entwicklung"), "{german}");
}

#[test]
fn a_site_in_one_language_says_nothing_of_languages() {
    let site = site::site_of([
        (
            "site.toml",
            "title = \"T\"\nbase_url = \"https://example.com/\"",
        ),
        ("content/index.md", "# Hello"),
        ("content/index.de.md", "# Hallo"),
    ]);
    let page = site::page(&site, "index.html");
    assert!(
        !page.contains("hreflang") && !page.contains("languages"),
        "{page}"
    );
    assert!(!page.contains("og:locale"), "{page}");
    // A file whose name nobody declared as a language is a page as any other.
    assert!(site.routes.get("index-de/index.html").is_some());
    assert!(!site::page(&site, "sitemap.xml").contains("xhtml"));
}

#[test]
fn missing_words_are_told_of_a_language_that_the_theme_does_not_speak() {
    let files = [
        ("site.toml", "title = \"T\"\n[languages.sw]\n[languages.fr]"),
        ("content/index.md", "# Hello"),
        ("content/index.sw.md", "# Habari"),
        ("content/index.fr.md", "# Bonjour"),
        ("words/sw.toml", "home = \"Nyumbani\""),
    ];
    let site = site::site_of(files);
    let found = found(&site);
    assert_eq!(codes(&found), ["missing-words"]);
    assert!(
        found[0].message.ends_with("in `sw`"),
        "{}",
        found[0].message
    );
    assert!(site::page(&site, "sw/index.html").contains("lang=\"sw\""));
}

/// A day of git's says that a text was changed later than its translation, until somebody says that
/// the two were compared.
#[test]
fn stale_translations_are_known_by_the_days_of_git() {
    let place = tempfile::tempdir().expect("a folder");
    let root = place.path();
    let git = |arguments: &[&str], day: &str| {
        let date = format!("{day}T12:00:00Z");
        let status = Command::new("git")
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
            .args(arguments)
            .current_dir(root)
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .output();
        status.is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"], "2026-01-01") {
        eprintln!("there is no git here, so nothing is tested");
        return;
    }
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    write("site.toml", "title = \"T\"\n[languages.de]\n");
    write("content/index.md", "# Hello\n");
    write("content/index.de.md", "# Hallo\n");
    assert!(git(&["add", "."], "2026-01-01"));
    assert!(git(&["commit", "-qm", "both"], "2026-01-01"));
    let codes_now = || {
        let site = Site::load(Layers::of_folder(root), &LoadOptions::default());
        let site = std::sync::Arc::new(site);
        let found = found(&site);
        codes(&found)
    };
    assert_eq!(codes_now(), Vec::<&str>::new());
    write("content/index.md", "# Hello there\n");
    assert!(git(&["commit", "-qam", "one"], "2026-02-01"));
    assert_eq!(codes_now(), ["stale-translation"]);
    write(
        "content/index.de.md",
        "+++\nreviewed = 2026-02-02\n+++\n# Hallo\n",
    );
    assert_eq!(codes_now(), Vec::<&str>::new());
}
