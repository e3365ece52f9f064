//! Settings, words, templates and files that lie over upstream's.

use crate::site::Bench;
use waypost::cli::Exit;

fn bench() -> Bench {
    let bench = Bench::new();
    for (path, text) in [
        (
            "open/site.toml",
            "title = \"Open\"\nlicence = \"MIT\"\n\n[vars]\ncompany = \"Open\"\nchat = \"Slack\"\n\n\
             [theme]\naccent = \"#0b6e4f\"\ndensity = \"normal\"\n",
        ),
        ("open/words/en.toml", "[about]\nedit = \"Mend this\"\n"),
        (
            "open/static/print.css",
            "a {\n  color: red;\n}\n\nb {\n  margin: 0;\n}\n\nc {\n  padding: 0;\n}\n",
        ),
        ("open/static/plain.txt", "plain\n"),
    ] {
        bench.write(path, text.as_bytes());
    }
    bench.write("open/static/logo.png", &[0, 159, 146, 150]);
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Well, "{said}");
    for words in [
        ["site.toml", "theme.accent"],
        ["site.toml", "vars.company"],
        ["words/en.toml", "about.edit"],
    ] {
        let (exit, said) = bench.typed(&["upstream", "override", words[0], words[1]]);
        assert_eq!(exit, Exit::Well, "{said}");
    }
    for file in ["static/print.css", "static/logo.png"] {
        let (exit, said) = bench.typed(&["upstream", "override", file]);
        assert_eq!(exit, Exit::Well, "{said}");
    }
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("0 stand, 5 same"), "{said}");
    bench.edit(
        "acme/site.toml",
        &[
            ("#0b6e4f", "#aa0000"),
            ("company = \"Open\"", "company = \"Acme\""),
        ],
    );
    bench.edit("acme/words/en.toml", &[("Mend this", "Change this")]);
    bench.edit("acme/static/print.css", &[("red", "green")]);
    bench.write("acme/static/logo.png", &[0, 159, 1]);
    bench
}

#[test]
fn settings_words_and_files_that_upstream_changes_flow_in_merge_or_are_conflicts() {
    let bench = bench();
    bench.edit(
        "open/site.toml",
        &[("#0b6e4f", "#00aa00"), ("Slack", "Matrix")],
    );
    bench.edit("open/static/print.css", &[("padding: 0", "padding: 1px")]);
    bench.edit("open/static/plain.txt", &[("plain", "plainer")]);
    bench.write("open/static/logo.png", &[0, 159, 2]);
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    for words in [
        "Vars.chat: [-Slack-] {+Matrix+}",
        "static/plain.txt: changed",
        "Settings (site.toml), theme.accent",
        "print.css (static/print.css), the file",
        "2 stand, 3 changed",
    ] {
        assert_eq!(said.matches(words).count(), 1, "{words}\n{said}");
    }
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    for words in [
        "merged: static/print.css, the file",
        "conflict: site.toml, theme.accent",
        "left: static/logo.png, the file: both sides have changed it, and it is no text",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let css = bench.read("acme/static/print.css");
    assert!(
        css.contains("green") && css.contains("padding: 1px"),
        "{css}"
    );
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Usage, "{said}");
    let settings = bench.read("acme/site.toml");
    let (before, rest) = settings.split_once("<<<<<<<").expect("a conflict");
    let (_, after) = rest.split_once(">>>>>>> upstream\n").expect("its end");
    let decided = format!("{before}accent = \"#aa0000\"\n{after}");
    bench.write("acme/site.toml", decided.as_bytes());
    let (exit, said) = bench.typed(&["upstream", "merge", "static/logo.png", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("5 stand"), "{said}");
}

#[test]
fn a_conflict_in_a_style_is_an_error_until_it_is_gone() {
    let bench = bench();
    bench.edit("open/static/print.css", &[("red", "blue")]);
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("conflict: static/print.css, the file"),
        "{said}"
    );
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Content, "{said}");
    assert!(said.contains("static/print.css:2"), "{said}");
}

#[test]
fn a_file_or_a_key_that_upstream_takes_away_is_told() {
    let bench = bench();
    std::fs::remove_file(bench.path("open/static/print.css")).expect("it was there");
    bench.edit("open/site.toml", &[("company = \"Open\"\n", "")]);
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("3 stand, 2 removed"), "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let (exit, said) = bench.typed(&["upstream", "override", "site.toml", "theme.acent"]);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(said.contains("did you mean"), "{said}");
}

#[test]
fn what_is_new_here_is_never_taken_for_what_upstream_has() {
    let bench = Bench::new();
    let before = bench.files("acme");
    let (exit, said) = bench.typed(&["new", "level", "staff", "--title", "Ours"]);
    assert_eq!(exit, Exit::Usage, "{said}");
    for words in [
        "the level `staff` is upstream's, in `upstream/content/levels/staff.md`",
        "waypost upstream override level:staff",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(bench.files("acme"), before);
    let (exit, said) = bench.typed(&["new", "skill", "writing", "--title", "Writing"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(bench.path("acme/content/skills/writing.md").exists());
}

#[test]
fn a_name_of_upstreams_company_in_a_row_that_is_hidden_is_no_finding() {
    let bench = Bench::new();
    bench.edit(
        "open/site.toml",
        &[("licence", "brand = [\"Northwind\"]\nlicence")],
    );
    bench.write(
        "open/content/pitfalls.toml",
        b"[one]\ntitle = \"One\"\nproblem = \"Plain\"\nsolution = \"Mend\"\n\n[two]\ntitle = \"At Northwind\"\nproblem = \"Plain\"\nsolution = \"Mend\"\n",
    );
    bench.typed(&["upstream", "update"]);
    let (_, said) = bench.typed(&["check"]);
    assert!(said.contains("upstream-brand"), "{said}");
    let settings = bench.read("acme/site.toml");
    let settings = format!("hide = [\"pitfall:two\"]\n{settings}");
    bench.write("acme/site.toml", settings.as_bytes());
    let (_, said) = bench.typed(&["check"]);
    assert!(!said.contains("upstream-brand"), "{said}");
}

#[test]
fn a_theme_of_the_forks_own_is_told_when_upstream_changes_what_it_hides() {
    let bench = Bench::new();
    let part = "parts/footer.html";
    let template = |words: &str| {
        format!("<p>{words}</p>\n<p>Second line.</p>\n<p>Third line.</p>\n<p>Fourth line.</p>\n")
    };
    bench.write(
        &format!("open/templates/{part}"),
        template("Made by open").as_bytes(),
    );
    bench.write("open/words/en.toml", b"[about]\nedit = \"Mend this\"\n");
    bench.edit(
        "acme/site.toml",
        &[(
            "[upstream]\n",
            "[theme]\nfolder = \"themes/ours\"\n\n[upstream]\ntrust = true\n",
        )],
    );
    let (_, said) = bench.typed(&["upstream", "update"]);
    assert!(said.contains("templates/parts/footer.html"), "{said}");
    let own = format!("acme/themes/ours/templates/{part}");
    bench.write(&own, template("Made by us").as_bytes());
    bench.write(
        "acme/themes/ours/words/en.toml",
        b"about.edit = \"Change this\"\n",
    );
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.typed(&["upstream", "update"]);
    bench.edit(
        &format!("open/templates/{part}"),
        &[("Fourth line", "Last line")],
    );
    bench.edit("open/words/en.toml", &[("Mend", "Improve")]);
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    for words in [
        "  footer.html (themes/ours/templates/parts/footer.html), the file\n",
        "  Words (themes/ours/words/en.toml), about.edit\n    themes/ours/words/en.toml:1\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    bench.typed(&["upstream", "update"]);
    let (_, said) = bench.typed(&["upstream", "merge"]);
    assert!(
        said.contains("merged: themes/ours/templates/parts/footer.html, the file\n"),
        "{said}"
    );
    let own = bench.read(&own);
    assert!(
        own.contains("Made by us") && own.contains("Last line"),
        "{own}"
    );
}
