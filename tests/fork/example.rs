//! The company in `examples/fairlead`, over the starter content: made as its README says, without a
//! finding, and with each kind of override in its pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use waypost::cli::{Exit, run};

struct Company {
    folder: TempDir,
}

impl Company {
    fn new() -> Company {
        let company = Company {
            folder: tempfile::tempdir().expect("a temporary folder"),
        };
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = company.root();
        let arguments = ["fork".as_ref(), repository.as_os_str(), root.as_os_str()];
        typed(
            &arguments.map(|it| it.to_string_lossy().into_owned()),
            Exit::Well,
        );
        copy(&repository.join("examples/fairlead"), &root);
        company
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("fairlead")
    }

    #[track_caller]
    fn waypost(&self, arguments: &[&str], exit: Exit) -> String {
        let root = self.root().to_string_lossy().into_owned();
        let all = ["--root".to_owned(), root].into_iter();
        let all: Vec<String> = all
            .chain(arguments.iter().map(|it| (*it).to_owned()))
            .collect();
        typed(&all, exit)
    }

    fn page(&self, path: &str) -> String {
        let path = self.root().join("public").join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

#[track_caller]
fn typed(arguments: &[String], exit: Exit) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = std::iter::once("waypost".to_owned()).chain(arguments.iter().cloned());
    let ended = run(all, &mut out, &mut err);
    out.extend(err);
    let said = String::from_utf8_lossy(&out).into_owned();
    assert_eq!(ended, exit, "{arguments:?}: {said}");
    said
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("it is there").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(fs::copy(&from, &to).expect("it is copied")),
        }
    }
}

#[test]
fn the_company_in_the_examples_is_whole() {
    let company = Company::new();
    company.waypost(&["check", "--strict", "--today", "2026-11-22"], Exit::Well);
    company.waypost(&["build"], Exit::Well);
    for (page, shown, gone) in [
        // Steps and levels have their names everywhere, also in the upstream's own pages.
        (
            "levels/engineering-manager/index.html",
            "Steady",
            "Intermediate",
        ),
        ("tracks/index.html", "Lead Developer", "Staff Engineer"),
        ("tracks/ic/index.html", "Chief Developer", "Distinguished"),
        // Fields, groups, lists.
        (
            "levels/senior/index.html",
            "Quiet nights",
            "Keeps the team's list of technical debt",
        ),
        ("levels/staff/index.html", "5–8 years", "4–7 years"),
        (
            "skills/reliability/index.html",
            "rota",
            "observability</span>, security",
        ),
        // Sections and statements.
        (
            "levels/senior/index.html",
            "Holds the night watch",
            "by going to the person who owns it",
        ),
        (
            "levels/engineer/index.html",
            "daytime watch with a named Second",
            "daytime on-call",
        ),
        (
            "levels/staff/index.html",
            "trial shift",
            "Rewrites an interview question",
        ),
        (
            "paths/staff-engineer/index.html",
            "no log has a line for",
            "Staff is a place to stay",
        ),
        (
            "paths/staff-engineer/depth-and-breadth/index.html",
            "autumn storm",
            "\u{0}",
        ),
        ("packets/staff/index.html", "On the quay", "\u{0}"),
        // A row over a row, and rows of its own.
        (
            "resources/on-call-handbook/index.html",
            "The book of the watch",
            "On-call handbook",
        ),
        (
            "resources/berth-course/index.html",
            "a ship that is always late",
            "\u{0}",
        ),
        // Another scale.
        ("skills/port-operations/index.html", "Shadow", "Steady"),
        // The look.
        ("index.html", "fairlead.svg", "masthead__home\"><svg"),
        ("theme/tokens.css", "Charter", "#0b6e4f"),
        (
            "pitfalls/ivory-tower/index.html",
            "Everyone on the council",
            "\u{0}",
        ),
        ("packets/index.html", "<h1>Cases", "Promotion packets"),
        // Another language.
        ("index.html", "<div lang=\"de\">", "Northwind"),
        (
            "guide/community/index.html",
            "<span lang=\"de\">Wer hilft",
            "Study groups",
        ),
        // What is of the company alone.
        ("guide/pay/index.html", "Bands and how they move", "\u{0}"),
    ] {
        let page = (page, company.page(page));
        assert!(page.1.contains(shown), "{}: {shown}", page.0);
        assert!(!page.1.contains(gone), "{}: {gone}", page.0);
    }
    for path in [
        "levels/distinguished",
        "guide/for-forks",
        "pitfalls/living-on-reputation",
    ] {
        assert!(!company.root().join("public").join(path).exists(), "{path}");
    }

    company.waypost(
        &["check", "--public", "--strict", "--today", "2026-11-22"],
        Exit::Well,
    );
    company.waypost(&["build", "--public"], Exit::Well);
    assert!(!company.root().join("public/guide/pay").exists());
    assert!(
        !company
            .page("guide/community/index.html")
            .contains("pay table")
    );

    // The proof is at work: whoever speaks of it in public is stopped.
    let path = company.root().join("content/guide/first-watch.md");
    let text = fs::read_to_string(&path).expect("it is there");
    let text = text.replace(
        "not during.",
        "not during. The pay&nbsp;table has the rest.",
    );
    fs::write(&path, text).expect("it is ours");
    let said = company.waypost(&["build", "--public", "--format", "short"], Exit::Content);
    assert!(
        said.contains("`The pay table`, the title of something internal"),
        "{said}"
    );
    assert!(said.contains("nothing was published"), "{said}");
}

/// Every kind of override at once, in a site of the size that people have.
#[test]
fn the_company_stands_alone_as_the_same_site() {
    let company = Company::new();
    let built = || -> BTreeMap<PathBuf, Vec<u8>> {
        company.waypost(&["build"], Exit::Well);
        let mut files = BTreeMap::new();
        let mut folders = vec![company.root().join("public")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let bytes = fs::read(&path).expect("readable");
                // Upstream's pages led to its own repository to be edited.
                let bytes = match String::from_utf8(bytes) {
                    Ok(text) => text
                        .lines()
                        .filter(|line| !line.contains("class=\"tools\""))
                        .collect::<Vec<_>>()
                        .join("\n")
                        .into_bytes(),
                    Err(error) => error.into_bytes(),
                };
                files.insert(path, bytes);
            }
        }
        files
    };
    let before = built();
    company.waypost(&["upstream", "detach"], Exit::Well);
    let after = built();
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    for (path, bytes) in &before {
        assert!(after[path] == *bytes, "{}", path.display());
    }
    assert!(!company.root().join("upstream").exists());
    let said = company.waypost(&["check"], Exit::Well);
    assert!(!said.contains("error"), "{said}");
}
