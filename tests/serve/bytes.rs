//! What is served is what would be built: at first, and after any number of edits.

use crate::preview::{Preview, binary, site};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// A page without the script that the preview puts in.
fn without_script(page: &str) -> String {
    let Some(at) = page.rfind("<script src=\"") else {
        return page.to_owned();
    };
    let end = "</script>";
    match page[at..].find(end) {
        Some(length) if page[at..at + length].contains("_waypost/preview.js") => {
            format!("{}{}", &page[..at], &page[at + length + end.len()..])
        }
        _ => page.to_owned(),
    }
}

/// Every file of a build; `None` when nothing is published.
fn built(root: &Path, output: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let done = binary()
        .arg("build")
        .arg("--root")
        .arg(root)
        .arg("--output")
        .arg(output)
        .output()
        .expect("it ends");
    done.status.success().then(|| {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(output).into_iter().flatten() {
            if entry.file_type().is_file() && entry.file_name() != ".waypost" {
                let path = entry.path().strip_prefix(output).expect("it lies below");
                let path = path.to_str().expect("UTF-8").to_owned();
                files.insert(path, fs::read(entry.path()).expect("it can be read"));
            }
        }
        files
    })
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|b| match b {
            b'/' | b'.' | b'-' | b'_' => char::from(b).to_string(),
            b if b.is_ascii_alphanumeric() => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}

/// What differs between what is served and what was built.
fn differing(preview: &Preview, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    files
        .iter()
        .filter(|(path, bytes)| {
            let answer = preview.get(&format!("{}{}", preview.path, encoded(path)));
            let expected = String::from_utf8_lossy(bytes);
            answer.status != 200 || without_script(&answer.body) != expected
        })
        .map(|(path, _)| path.clone())
        .collect()
}

#[test]
fn every_page_of_this_repository_is_served_as_it_is_built() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for part in ["content", "static", "templates", "site.toml"] {
        if root.join(part).exists() {
            let copied = std::process::Command::new("cp")
                .arg("-r")
                .arg(root.join(part))
                .arg(folder.path())
                .status();
            assert!(copied.is_ok_and(|status| status.success()));
        }
    }
    let output = tempfile::tempdir().expect("a folder");
    let files = built(folder.path(), &output.path().join("public")).expect("it builds");
    assert!(files.len() > 100, "{}", files.len());
    let preview = Preview::of(folder, &[]);
    assert_eq!(differing(&preview, &files), Vec::<String>::new());
}

#[derive(Clone, Debug)]
enum Edit {
    Write(&'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}

/// Files that an author writes, with versions of each that can be published.
const FILES: &[(&str, &[&str])] = &[
    (
        "content/levels/senior.md",
        &[
            "+++\ntitle = \"Senior\"\ntrack = \"ic\"\nrequires.design = \"intermediate\"\n+++\n\n## [[design]]\n\n- Does\n",
            "+++\ntitle = \"Seniar\"\ntrack = \"ic\"\nrequires.design = \"intermediate\"\n+++\n\n## [[design]]\n\n- Does\n",
        ],
    ),
    (
        "content/levels/staff.md",
        &[
            "+++\ntitle = \"Staff\"\ntrack = \"ic\"\nincludes = \"senior\"\n+++\n\n## [[design]]\n\n- Does more\n",
            "+++\ntitle = \"Staff\"\ntrack = \"ic\"\nrequires.design = \"expert\"\n+++\n\n## [[design]]\n\n- Does much\n- And more\n",
        ],
    ),
    (
        "content/skills/design.md",
        &[
            "+++\ntitle = \"Design\"\nsummary = \"Shapes\"\n+++\n\n## Beginner\n\nA.\n",
            "+++\ntitle = \"Design\"\nsummary = \"Forms!\"\n+++\n\n## Beginner\n\nB.\n",
        ],
    ),
    (
        "content/guide/one.md",
        &[
            "# One\n\nWith [[design]].\n",
            "# Two\n\nWith [[staff]].\n",
            "",
        ],
    ),
    (
        "content/guide/2-three.md",
        &["# Three\n", "```rust\nfn main() {}\n```\n"],
    ),
    ("content/new/deep/page.md", &["# Deep\n", "# Deeper\n"]),
    (
        "content/resources.toml",
        &[
            "[ddia]\ntitle = \"A book\"\ntype = \"book\"\nskills = [\"design\"]\n",
            "",
        ],
    ),
    (
        "content/pitfalls.csv",
        &["id,title,problem,solution\nhurry,Hurry,Fast,Slow\n"],
    ),
    (
        "site.toml",
        &[
            "title = \"Careers\"\nbase_url = \"https://careers.example.com/\"\n",
            "title = \"Ladders\"\nlanguage = \"de\"\n",
        ],
    ),
    (
        "templates/page.html",
        &["{% extends \"page.html\" %}{% block title %}Mine{% endblock %}"],
    ),
    (
        "templates/hooks/footer.html",
        &["<p>A footer.</p>", "<p>A faster.</p>"],
    ),
    ("static/plain.txt", &["plain\n", "plaim\n"]),
    ("static/theme/waypost.css", &["p { color: red }\n"]),
];

/// What can't be published, wherever it stands.
const BROKEN: &[&str] = &[
    "+++\ntitle = \"Broken\n+++\n",
    "{% if %} [[nothing]]",
    "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n",
];

/// Files that the others stand on are not taken away.
fn is_spare(path: &str) -> bool {
    !["content/levels/", "content/skills/", "site.toml"]
        .iter()
        .any(|part| path.starts_with(part))
}

fn edit() -> impl Strategy<Value = Edit> {
    let file = || prop::sample::select(FILES);
    let spare = || {
        let spare = FILES
            .iter()
            .map(|(path, _)| *path)
            .filter(|path| is_spare(path));
        prop::sample::select(spare.collect::<Vec<_>>())
    };
    prop_oneof![
        12 => (file(), any::<prop::sample::Index>())
            .prop_map(|((path, texts), at)| Edit::Write(path, texts[at.index(texts.len())])),
        1 => (file(), prop::sample::select(BROKEN))
            .prop_map(|((path, _), text)| Edit::Write(path, text)),
        3 => spare().prop_map(Edit::Remove),
        1 => spare().prop_map(|path| Edit::Rename(path, "content/guide/renamed.md")),
        1 => Just(Edit::Remove("content/guide/renamed.md")),
    ]
}

fn apply(root: &Path, edit: &Edit) {
    match edit {
        Edit::Write(path, text) => crate::preview::write(root, path, text),
        Edit::Remove(path) => drop(fs::remove_file(root.join(path))),
        Edit::Rename(from, to) => {
            let to = root.join(to);
            fs::create_dir_all(to.parent().expect("a parent")).expect("a folder");
            drop(fs::rename(root.join(from), to));
        }
    }
}

/// Two hours of an author in a minute. After each quiet moment all pages are those of a fresh build,
/// or, where that publishes nothing, the faults are those that a check names.
#[test]
fn after_any_edits_it_serves_what_a_fresh_build_would_write() {
    let preview = Preview::of(site(), &[]);
    let output = tempfile::tempdir().expect("a folder");
    let mut runner = TestRunner::new(Config {
        cases: 1,
        failure_persistence: None,
        ..Config::default()
    });
    let began = Instant::now();
    let mut memories = Vec::new();
    let mut rounds = 0;
    let mut published = 0;
    let seconds = std::env::var("WAYPOST_EDIT_SECONDS").ok();
    let seconds = seconds
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(30);
    while began.elapsed() < Duration::from_secs(seconds) {
        let edits = prop::collection::vec(edit(), 1..12)
            .new_tree(&mut runner)
            .expect("edits can be made")
            .current();
        for edit in &edits {
            apply(&preview.root(), edit);
        }
        preview.wait_until_quiet();
        match built(&preview.root(), &output.path().join("public")) {
            Some(files) => {
                published += 1;
                let differing = differing(&preview, &files);
                assert!(
                    differing.is_empty(),
                    "after {rounds} rounds and {edits:?} these differ: {differing:?}\nit said {}",
                    preview.said()
                );
            }
            None => {
                let state = preview.state("");
                assert!(state["errors"].as_u64() > Some(0), "{edits:?}: {state}");
            }
        }
        rounds += 1;
        memories.push(preview.memory());
    }
    assert!(
        rounds > 3 && published > 0,
        "{rounds} rounds, {published} published"
    );
    // The first rounds fill caches; from then on it stays as it is.
    let middle = memories[memories.len() / 2];
    let last = memories[memories.len() - 1];
    assert!(last < middle + 40 * 1024, "{memories:?}");
}
