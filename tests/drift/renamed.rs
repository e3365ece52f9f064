//! What upstream calls otherwise under an override: sections by another heading, keys of a thing that
//! was renamed; and what is said of things that are gone.

use crate::site::Bench;
use waypost::cli::Exit;

const OWN: &str = "acme/content/levels/staff.md";
const OPEN: &str = "open/content/levels/staff.md";

/// A fork whose override of a level is this, noted; then upstream after some edits of its own.
fn year(own: &str, edits: &[(&str, &str)]) -> Bench {
    let bench = Bench::new();
    bench.edit(
        OPEN,
        &[(
            "## [[design]]",
            "## Background\n\nMuch was learnt in these years by all of us.\n\n## [[design]]",
        )],
    );
    bench.typed(&["upstream", "update"]);
    bench.write(OWN, own.as_bytes());
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.edit(OPEN, edits);
    bench
}

#[test]
fn a_section_with_another_heading_takes_its_override_along() {
    let bench = year(
        "+++\n+++\n\n## Scope\n\nMany teams.\n\n- Works with many of us\n- Plans ahead\n- Keeps the books\n\n## Background {append}\n\nAnd more.\n",
        &[
            ("## Scope", "## Reach"),
            ("- Keeps the books", "- Keeps all the books"),
            ("## Background", "## History"),
        ],
    );
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    for words in [
        "upstream calls these otherwise now",
        "  Staff (level:staff), ## scope\n    content/levels/staff.md:4\n    it is `## Reach` there now\n    was ",
        "  Staff (level:staff), ## background\n    content/levels/staff.md:12\n    it is `## History` there now\n\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    assert!(!said.contains("no section below"), "{said}");
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(
        said,
        "merged: level:staff, ## reach\nmerged: level:staff, ## history\n"
    );
    assert_eq!(
        bench.read(OWN),
        "+++\n+++\n\n## Reach\n\nMany teams.\n\n- Works with many of us\n- Plans ahead\n- Keeps all the books\n\n## History {append}\n\nAnd more.\n"
    );
    let files = bench.files("acme");
    for words in [
        ["upstream", "merge"].as_slice(),
        &["upstream", "status"],
        &["check"],
    ] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
    assert_eq!(bench.files("acme"), files);
}

#[test]
fn a_statement_in_a_section_with_another_heading_is_no_decision_of_its_own() {
    let own = "+++\n+++\n\n## [[design]] {append}\n\n- {#ten}\n";
    let bench = year(own, &[("## [[design]]", "## Designing")]);
    let (_, said) = bench.typed(&["upstream", "update"]);
    assert!(!said.contains("{#ten}"), "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(said, "merged: level:staff, ## designing\n");
    assert_eq!(bench.read(OWN), own.replace("[[design]]", "Designing"));
}

#[test]
fn what_is_dropped_stays_dropped_under_another_heading_and_kept_ones_follow() {
    let own = "+++\n+++\n\n## Background {drop}\n\n## Scope\n\nOurs alone.\n";
    let edits = [("## Scope", "## Reach"), ("## Background", "## History")];
    let bench = year(own, &edits);
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge", "staff", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(
        bench.read(OWN),
        "+++\n+++\n\n## History {drop}\n\n## Reach\n\nOurs alone.\n"
    );
    // Where upstream has changed it as well, a person reads that first.
    let bench = year(
        own,
        &[
            ("## Background", "## History"),
            ("in these years", "in all of these years"),
        ],
    );
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("left: level:staff, ## background: it is taken away here, and upstream has renamed it and changed it"),
        "{said}"
    );
    assert_eq!(bench.read(OWN), own);
}

#[test]
fn what_is_said_of_a_section_that_is_gone_is_told_and_nothing_is_lost() {
    let own = "+++\n+++\n\n## Background {append}\n\nOur own words.\n\n## Scope {drop}\n";
    let gone = [
        (
            "## Background\n\nMuch was learnt in these years by all of us.\n\n",
            "",
        ),
        (
            "## Scope\n\nMany teams.\n\n- Works with many\n- Plans ahead\n- Keeps the books\n\n",
            "",
        ),
    ];
    let bench = year(own, &gone);
    let (_, said) = bench.typed(&["upstream", "status"]);
    assert!(
        said.contains("upstream has taken away what these were based on\n  Staff (level:staff), ## background\n"),
        "{said}"
    );
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.starts_with("merged: level:staff, ## scope\n"),
        "{said}"
    );
    assert!(
        said.contains("left: level:staff, ## background: upstream has taken away the section that this adds to\n"),
        "{said}"
    );
    let (exit, said) = bench.typed(&["upstream", "merge", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(
        bench.read(OWN).trim_end(),
        "+++\n+++\n\n## Background\n\nOur own words."
    );
    for words in [["upstream", "status"].as_slice(), &["check"]] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
}

#[test]
fn sections_and_keys_that_go_by_a_skill_follow_it_when_it_is_renamed() {
    let bench = year(
        "+++\nrequires.design = \"expert\"\n+++\n\n## [[design]]\n\n- Ours {#ten}\n- Writes them down\n",
        &[
            ("requires.design", "requires.architecture"),
            ("[[design]]", "[[architecture]]"),
            (
                "Designs that hold {#ten}\n- Writes them down",
                "Nothing like it\n- At all",
            ),
        ],
    );
    let skill = bench.read("open/content/skills/design.md");
    std::fs::remove_file(bench.path("open/content/skills/design.md")).expect("it was there");
    let skill = skill.replace("+++\ntitle", "+++\nwas = [\"design\"]\ntitle");
    bench.write("open/content/skills/architecture.md", skill.as_bytes());
    bench.typed(&["upstream", "update"]);
    let (_, said) = bench.typed(&["upstream", "status"]);
    for words in [
        "level:staff), requires.design\n    content/levels/staff.md:2\n    it is `requires.architecture` there now\n",
        "level:staff), ## design\n    content/levels/staff.md:5\n    it is `## [[architecture]]` there now\n",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("merged: level:staff, requires.architecture\n"),
        "{said}"
    );
    let own = bench.read(OWN);
    assert!(
        own.starts_with("+++\nrequires.architecture = \"expert\"\n+++\n\n## [[architecture]]\n"),
        "{own}"
    );
}

#[test]
fn a_thing_that_upstream_takes_away_is_kept_with_the_title_that_it_had() {
    let bench = Bench::new();
    bench.write(
        "open/content/pitfalls/hero.md",
        b"+++\ntitle = \"Hero\"\nlevels = [\"staff\"]\n+++\n\n## Signs\n\n- Alone\n",
    );
    bench.write(
        "open/content/pitfalls/late.md",
        b"+++\ntitle = \"Late\"\nlevels = [\"staff\"]\n+++\n\n## Signs\n\n- Late\n",
    );
    bench.typed(&["upstream", "update"]);
    bench.write(
        "acme/content/pitfalls/hero.md",
        b"+++\nsummary = \"Ours.\"\n+++\n",
    );
    bench.write(
        "acme/content/pitfalls/late.md",
        b"---\ntags.add: [\"x\"]\nunset: [\"levels\"]\n---\n\n## Signs {append}\n\n- Ours\n",
    );
    for name in ["hero", "late"] {
        std::fs::remove_file(bench.path(&format!("open/content/pitfalls/{name}.md")))
            .expect("it was there");
    }
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("\n  Hero (pitfall:hero), content/pitfalls/hero.md\n  Late (pitfall:late), content/pitfalls/late.md\n"),
        "{said}"
    );
    let (_, said) = bench.typed(&["upstream", "merge"]);
    assert!(said.contains("left: pitfall:late, all of it: "), "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(
        bench.read("acme/content/pitfalls/hero.md"),
        "+++\ntitle = \"Hero\"\nsummary = \"Ours.\"\n+++\n"
    );
    assert_eq!(
        bench.read("acme/content/pitfalls/late.md"),
        "---\ntitle: \"Late\"\ntags: [\"x\"]\n---\n\n## Signs\n\n- Ours\n"
    );
    for words in [["upstream", "status"].as_slice(), &["check"]] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
}
