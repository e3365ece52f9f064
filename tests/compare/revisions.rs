//! `waypost diff` with git revisions, in repositories made here.
#![cfg(unix)]

use std::path::Path;
use std::process::Command;
use waypost::cli::{Exit, run};

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=A", "-c", "user.email=a@example.com"])
        .args([
            "-c",
            "commit.gpgsign=false",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git is here");
    assert!(done.status.success(), "{done:?}");
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("it is ours");
    std::fs::write(path, text).expect("it is ours");
}

fn diff(root: &Path, words: &[&str]) -> (Exit, String, String) {
    let root = root.to_string_lossy().into_owned();
    let mut arguments = vec!["waypost", "diff", "--root", &root];
    arguments.extend(words);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(arguments, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    (exit, text(out), text(err))
}

/// A site in a folder of a repository, with one commit and a change that isn't committed.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = folder.path().join("site");
    put(&site, "site.toml", "title = \"T\"\n");
    put(
        &site,
        "content/levels/one.md",
        "# One\n\nWrites a design.\n",
    );
    put(&site, "content/old.md", "# Old\n\nA page that goes.\n");
    put(&site, "static/picture.png", "no text");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "one"]);
    git(folder.path(), &["tag", "v1"]);
    put(
        &site,
        "content/levels/one.md",
        "# One\n\nWrites a good design.\n",
    );
    std::fs::remove_file(site.join("content/old.md")).expect("it is there");
    folder
}

#[test]
fn a_revision_is_read_without_a_checkout() {
    let folder = repository();
    let site = folder.path().join("site");
    let before = std::fs::read(folder.path().join(".git/index")).expect("it is there");
    for revision in ["HEAD", "v1", "git:v1", "main", "HEAD^0"] {
        let (exit, out, err) = diff(&site, &[revision]);
        assert_eq!((exit, &*err), (Exit::Well, ""), "{revision}");
        assert!(out.contains("Writes a {+good+} design."), "{out}");
        assert!(out.contains("Old (page:old) is gone"), "{out}");
    }
    let (_, out, _) = diff(&site, &["v1", "HEAD"]);
    assert!(
        out.starts_with("no difference between the revision `v1`"),
        "{out}"
    );
    let after = std::fs::read(folder.path().join(".git/index")).expect("it is there");
    assert_eq!(before, after);
}

#[test]
fn a_word_that_is_no_revision_is_told_and_never_an_option() {
    let folder = repository();
    let site = folder.path().join("site");
    for word in [
        "git:--output=evil",
        "git:-h",
        "git:HEAD..v1",
        "git:nothing",
        "git:",
    ] {
        let (exit, out, err) = diff(&site, &[word]);
        assert_eq!((exit, &*out), (Exit::Usage, ""), "{word}: {err}");
        assert!(err.starts_with("error: git knows no revision"), "{err}");
    }
    assert!(!site.join("evil").exists());
    let none = tempfile::tempdir().expect("a temporary folder");
    put(none.path(), "site.toml", "title = \"T\"\n");
    let (exit, _, err) = diff(none.path(), &["git:HEAD"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("lies in no git repository"), "{err}");
}

#[test]
fn a_word_with_two_meanings_is_asked_for_again() {
    let folder = repository();
    let site = folder.path().join("site");
    git(folder.path(), &["branch", "one"]);
    let (exit, _, err) = diff(&site, &["one"]);
    assert_eq!(exit, Exit::Usage);
    assert_eq!(
        err,
        "error: `one` is a level and a git revision\n  = help: write `level:one` or `git:one`\n"
    );
    let (exit, _, _) = diff(&site, &["git:one"]);
    assert_eq!(exit, Exit::Well);
}

#[test]
fn a_site_that_was_elsewhere_then_is_told() {
    let folder = repository();
    let site = folder.path().join("moved");
    std::fs::rename(folder.path().join("site"), &site).expect("it is ours");
    let (exit, _, err) = diff(&site, &["HEAD"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("there was no folder"), "{err}");
}

#[test]
fn where_there_is_no_git_it_is_said() {
    let folder = repository();
    for word in ["HEAD", "git:HEAD"] {
        let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
            .args(["diff", word])
            .current_dir(folder.path().join("site"))
            .env("PATH", "")
            .output()
            .expect("it runs");
        assert_eq!(output.status.code(), Some(3));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.starts_with("error: `git` can't be started"), "{said}");
    }
}
