//! Forks of a site in several languages.

use crate::site::Bench;
use waypost::cli::Exit;

/// A fork of a site in two languages: a text that both translate, one that upstream alone does, one
/// that the fork alone does, rows that both do, and one that the fork hides.
fn bench() -> Bench {
    let bench = Bench::new();
    for (path, text) in [
        (
            "open/content/levels/staff.de.md",
            "+++\ntitle = \"Leitend\"\nsummary = \"Macht Arbeit besser.\"\n+++\n\nErste Worte.\n\n## [[design]]\n\n- Entwürfe, die halten\n",
        ),
        (
            "open/content/skills/design.de.md",
            "---\ntitle: Entwurf\n---\n\nDie Kunst.\n",
        ),
        (
            "open/content/resources.toml",
            "[ddia]\ntitle = \"Data\"\ntype = \"book\"\nskills = [\"design\"]\n\n[gone]\ntitle = \"Gone\"\ntype = \"book\"\nskills = [\"design\"]\n",
        ),
        (
            "open/content/resources.de.toml",
            "# Bücher.\n[ddia]\ntitle = \"Daten\"\nsummary = \"Ein Buch.\"\n\n[gone]\ntitle = \"Fort\"\n",
        ),
    ] {
        bench.write(path, text.as_bytes());
    }
    bench.edit(
        "open/site.toml",
        &[(
            "licence = \"MIT\"\n",
            "licence = \"MIT\"\n\n[languages.de]\ntitle = \"Offen\"\n",
        )],
    );
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Well, "{said}");
    for (path, text) in [
        ("content/levels/staff.md", "+++\nsummary = \"Ours.\"\n+++\n"),
        (
            "content/levels/staff.de.md",
            "+++\nsummary = \"Unseres.\"\n+++\n",
        ),
        (
            "content/tracks/ic.de.md",
            "+++\ntitle = \"Fachlaufbahn\"\n+++\n",
        ),
        (
            "content/resources.de.toml",
            "[ddia]\nsummary = \"Unser Buch.\"\n",
        ),
    ] {
        bench.write(&format!("acme/{path}"), text.as_bytes());
    }
    bench.edit(
        "acme/site.toml",
        &[(
            "\n[upstream]\n",
            "\nhide = [\"resource:gone\"]\n\n[upstream]\n",
        )],
    );
    bench
}

fn page(bench: &Bench, path: &str) -> String {
    let output = bench.path("built").display().to_string();
    let (exit, said) = bench.typed(&["build", "-q", "--output", &output]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.read(&format!("built/{path}"))
}

#[test]
fn a_fork_says_its_own_in_each_language_and_names_where_the_rest_came_from() {
    let bench = bench();
    let staff = page(&bench, "de/levels/staff/index.html");
    for words in [
        "Leitend",
        "Unseres.",
        "Erste Worte.",
        "Entwürfe, die halten",
    ] {
        assert!(staff.contains(words), "{words}\n{staff}");
    }
    assert!(!staff.contains("Macht Arbeit besser."), "{staff}");
    // The licence of upstream's texts asks for it in every language.
    assert!(staff.contains("Beruht auf Open · MIT"), "{staff}");
    let book = bench.read("built/de/resources/ddia/index.html");
    assert!(
        book.contains("Daten") && book.contains("Unser Buch."),
        "{book}"
    );
    assert!(!bench.path("built/de/resources/gone").exists());
}

#[test]
fn a_fork_in_several_languages_stands_alone() {
    let bench = bench();
    page(&bench, "index.html");
    let before = bench.files("built");
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(
        bench.read("acme/content/levels/staff.de.md"),
        "+++\ntitle = \"Leitend\"\nsummary = \"Unseres.\"\n+++\n\nErste Worte.\n\n## [[design]]\n\n- Entwürfe, die halten\n"
    );
    assert_eq!(
        bench.read("acme/content/resources.de.toml"),
        "# Bücher.\n[ddia]\ntitle = \"Daten\"\nsummary = \"Unser Buch.\"\n"
    );
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Well, "{said}");
    page(&bench, "index.html");
    assert_eq!(bench.files("built"), before);
}

#[test]
fn what_upstream_says_anew_in_another_language_flows_in_or_is_merged() {
    let bench = bench();
    let (exit, said) = bench.typed(&["upstream", "override", "staff.de", "opening"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.edit(
        "acme/content/levels/staff.de.md",
        &[("Erste Worte.", "Unsere ersten Worte.")],
    );
    bench.edit(
        "open/content/levels/staff.de.md",
        &[
            ("Macht Arbeit besser.", "Macht Arbeit gut."),
            ("Erste Worte.", "Erste Worte.\n\nUnd mehr."),
            ("Entwürfe, die halten", "Entwürfe, die lange halten"),
        ],
    );
    bench.edit(
        "open/content/skills/design.de.md",
        &[("Die Kunst.", "Die hohe Kunst.")],
    );
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    for words in [
        "Leitend (level:staff.de), summary",
        "Leitend (level:staff.de), the opening",
        "content/skills/design.de.md: changed",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let own = bench.read("acme/content/levels/staff.de.md");
    assert!(own.contains("Unsere ersten Worte.\n\nUnd mehr.\n"), "{own}");
    // Both sides changed the summary: one decides.
    assert!(said.contains("conflict: level:staff.de, summary"), "{said}");
    let at = own.find("<<<<<<<").expect("a conflict");
    let end = own.find(">>>>>>> upstream\n").expect("its end") + ">>>>>>> upstream\n".len();
    let decided = format!("{}summary = \"Unseres.\"\n{}", &own[..at], &own[end..]);
    bench.write("acme/content/levels/staff.de.md", decided.as_bytes());
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let staff = page(&bench, "de/levels/staff/index.html");
    for words in [
        "Unseres.",
        "Unsere ersten Worte.",
        "Und mehr.",
        "die lange halten",
    ] {
        assert!(staff.contains(words), "{words}\n{staff}");
    }
}
