//! What authors of themes meet: overrides, hooks, words, and the documentation of the fields.

use std::fs;
use std::path::Path;
use waypost::cli::{Exit, run};

/// A site of these files, and where it is.
fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the site");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("every file lies in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

/// Builds a site, and gives how it went with what was said.
fn build(root: &Path) -> (Exit, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let root = root.to_str().expect("a path in UTF-8");
    let arguments = ["waypost", "build", "--color", "never", "--root", root];
    let exit = run(arguments, &mut out, &mut err);
    (exit, String::from_utf8(err).expect("talk in UTF-8"))
}

fn page(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("public").join(path)).expect("a page")
}

const LEVEL: (&str, &str) = (
    "content/levels/senior.md",
    "+++\ntitle = \"Senior\"\n+++\nOwns a problem.\n",
);

#[test]
fn an_override_extends_what_it_hides_through_two_layers() {
    let site = site(&[
        LEVEL,
        (
            "site.toml",
            "title = \"T\"\n[theme]\nfolder = \"themes/company\"\n",
        ),
        (
            "themes/company/templates/level.html",
            "{% extends \"level.html\" %}{% block about %}<p>theme</p>{{ super() }}{% endblock %}",
        ),
        (
            "templates/level.html",
            "{% extends \"level.html\" %}{% block about %}<p>site</p>{{ super() }}{% endblock %}",
        ),
    ]);
    let (exit, said) = build(site.path());
    assert_eq!(exit, Exit::Well, "{said}");
    let page = page(site.path(), "levels/senior/index.html");
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}"));
    assert!(place("<p>site</p>") < place("<p>theme</p>"));
    assert!(place("<p>theme</p>") < place("<p>Owns a problem.</p>"));
}

#[test]
fn a_hook_and_a_word_change_every_page() {
    let site = site(&[
        LEVEL,
        (
            "site.toml",
            "title = \"T\"\n[vars]\ncontact = \"a@b.example\"\n",
        ),
        (
            "templates/hooks/after-content.html",
            "<p>Tell {{ site.vars.contact }} about {{ page.title|urlencode }}</p>",
        ),
        ("words/en.toml", "[level]\nabout = \"In short\"\n"),
    ]);
    let (exit, said) = build(site.path());
    assert_eq!(exit, Exit::Well, "{said}");
    let page = page(site.path(), "levels/senior/index.html");
    assert!(page.contains("<p>Tell a@b.example about Senior</p>"));
    assert!(page.contains("In short</h2>"));
}

#[test]
fn a_field_that_is_not_there_is_named_with_its_place() {
    let site = site(&[
        LEVEL,
        ("site.toml", "title = \"T\"\n"),
        (
            "templates/level.html",
            "{% extends \"level.html\" %}\n{% block about %}\n{{ level.salary }}\n{% endblock %}\n",
        ),
    ]);
    let (exit, said) = build(site.path());
    assert_eq!(exit, Exit::Content, "{said}");
    assert!(said.contains("templates/level.html:3"), "{said}");
    assert!(said.contains("levels/senior/index.html"), "{said}");
}

#[test]
fn a_language_is_written_its_own_way_and_counts_its_own_way() {
    let site = site(&[
        ("content/index.md", "# T\n"),
        ("site.toml", "title = \"T\"\nlanguage = \"ar\"\n"),
        (
            "words/ar.toml",
            "[count]\nskills = { two = \"pair\", few = \"few {n}\", other = \"{n}\" }\n",
        ),
        (
            "templates/hooks/footer.html",
            "<p>{{ t(\"count.skills\", n=2) }}, {{ t(\"count.skills\", n=3) }}, {{ t(\"count.skills\", n=100) }}</p>",
        ),
    ]);
    let (exit, said) = build(site.path());
    assert_eq!(exit, Exit::Well, "{said}");
    let page = page(site.path(), "index.html");
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(page.contains("<p>pair, few 3, 100</p>"));
}

#[test]
fn the_documentation_holds_the_fields_that_there_are() {
    let mut out = Vec::new();
    let exit = run(["waypost", "theme", "fields"], &mut out, &mut Vec::new());
    assert_eq!(exit, Exit::Well);
    let printed = String::from_utf8(out).expect("fields in UTF-8");
    let docs = fs::read_to_string("docs/theming.md").expect("the documentation");
    assert!(
        docs.ends_with(&printed),
        "put what `waypost theme fields` prints at the end of docs/theming.md"
    );
}
