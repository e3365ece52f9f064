//! What is hard to merge: a statement whose id was its words, values in rows and in YAML, what both
//! sides add, what upstream takes away.

use super::site::Bench;
use std::fs;
use waypost::cli::Exit;

const OWN: &str = "acme/content/levels/staff.md";
const OPEN: &str = "open/content/levels/staff.md";

/// The id that a statement has by its words.
fn id(bench: &Bench, words: &str) -> String {
    let (_, said) = bench.typed(&["upstream", "blame", "staff"]);
    let line = said.lines().find(|line| line.contains(words));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    let (_, id) = line.rsplit_once("{#").expect("an id");
    id.trim_end_matches('}').to_owned()
}

/// A fork with an override of the statement `Plans ahead for the coming year`, and upstream after a
/// year in which it says something else there.
fn of_words(own: &str, now: &str) -> (Bench, String) {
    let bench = Bench::new();
    let long = "Plans ahead for all of the coming year";
    bench.edit(OPEN, &[("Plans ahead", long)]);
    bench.typed(&["upstream", "update"]);
    let id = id(&bench, "Plans ahead");
    bench.write(
        OWN,
        format!("+++\n+++\n\n{}\n", own.replace("ID", &id)).as_bytes(),
    );
    bench.edit(OPEN, &[(long, now)]);
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    (bench, id)
}

#[test]
fn an_override_of_a_statement_without_an_id_follows_it_when_upstream_rewords_it() {
    let now = "Plans ahead for all of the coming decade";
    let (bench, old) = of_words(
        "- Plans ahead for all of the coming year {#ID}\n  - With us",
        now,
    );
    let new = id(&bench, "coming decade");
    let (_, said) = bench.typed(&["upstream", "status"]);
    assert!(
        said.contains("upstream has changed what these were based on"),
        "{said}"
    );
    assert!(said.contains(&format!("upstream  - {now}")), "{said}");
    assert!(
        said.contains(&format!("it is {{#{new}}} there now")),
        "{said}"
    );
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(
        said.contains(&format!("merged: level:staff, {{#{new}}}")),
        "{said}"
    );
    let own = bench.read(OWN);
    assert!(
        own.ends_with(&format!("\n- {now} {{#{new}}}\n  - With us\n")),
        "{own}"
    );
    let lock = bench.read("acme/waypost.lock");
    assert!(!lock.contains(&old) && lock.contains(&new), "{lock}");
    for words in [["upstream", "status"].as_slice(), &["check"]] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
}

#[test]
fn a_statement_without_an_id_that_both_reword_is_a_conflict_that_either_side_resolves() {
    for keeps_ours in [true, false] {
        let (bench, _) = of_words(
            "- Plans ahead for all of our coming year {#ID}",
            "Plans ahead for all of the coming decade",
        );
        let new = id(&bench, "coming decade");
        let (exit, said) = bench.typed(&["upstream", "merge"]);
        assert_eq!(exit, Exit::Drift, "{said}");
        assert_eq!(said.matches("conflict: ").count(), 1, "{said}");
        let own = bench.read(OWN);
        let (ours, rest) = own.split_once("||||||| ").expect("a conflict");
        let (_, theirs) = rest.split_once("=======\n").expect("two sides");
        let ours = ours.replace("<<<<<<< this site\n", "");
        let theirs = theirs.replace(">>>>>>> upstream\n", "");
        let kept = match keeps_ours {
            true => ours,
            false => format!("+++\n+++\n\n{theirs}"),
        };
        assert!(kept.contains(&format!("{{#{new}}}")), "{own}");
        bench.write(OWN, kept.as_bytes());
        for words in [["upstream", "status"].as_slice(), &["check"]] {
            let (exit, said) = bench.typed(words);
            assert_eq!(exit, Exit::Well, "{said}\n{kept}");
        }
    }
}

#[test]
fn a_statement_without_an_id_that_is_left_out_stays_left_out_when_upstream_rewords_it() {
    let (bench, _) = of_words("- {#ID}", "Plans ahead for all of the coming decade");
    let new = id(&bench, "coming decade");
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("it is taken away here, and upstream has changed it"),
        "{said}"
    );
    let (exit, said) = bench.typed(&["upstream", "merge", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(bench.read(OWN), format!("+++\n+++\n\n- {{#{new}}}\n"));
    for words in [["upstream", "status"].as_slice(), &["check"]] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
}

#[test]
fn a_statement_that_upstream_takes_away_under_an_override_is_told_and_lost_on_neither_side() {
    let (bench, id) = of_words("- Plans all that we do {#ID}", "Sings");
    let before = bench.read(OWN);
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("upstream has taken away what these were based on"),
        "{said}"
    );
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("upstream has taken the statement away"),
        "{said}"
    );
    assert_eq!(bench.read(OWN), before);
    // A later snapshot doesn't forget it.
    bench.edit(OPEN, &[("Sings", "Dances")]);
    let (_, said) = bench.typed(&["upstream", "update"]);
    assert!(
        said.contains("upstream has taken away what these were based on"),
        "{said}"
    );
    // As the help says.
    bench.write(
        OWN,
        format!("+++\n+++\n\n## Scope {{append}}\n\n- Plans all that we do {{#{id}}}\n").as_bytes(),
    );
    let (exit, said) = bench.typed(&["upstream", "merge", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    for words in [["upstream", "status"].as_slice(), &["check"]] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
}

#[test]
fn values_in_rows_of_csv_merge_and_a_conflict_is_one_of_rows() {
    let bench = Bench::new();
    let row = |by: &str, skills: &str, type_: &str| {
        format!(
            "id,title,by,skills,type\nclean,\"Clean, again\",{by},{skills},{type_}\nflow,Flow,Ann,design,book\n"
        )
    };
    bench.write(
        "open/content/skills/talk.md",
        b"+++\ntitle = \"Talk\"\n+++\n",
    );
    bench.write(
        "open/content/resources.csv",
        row("Bob", "design", "book").as_bytes(),
    );
    bench.typed(&["upstream", "update"]);
    let own = "id,by,skills,type\nclean,\"Bob, Jr\",design; talk,book\n";
    bench.write("acme/content/resources.csv", own.as_bytes());
    bench.write(
        "open/content/skills/hear.md",
        b"+++\ntitle = \"Hear\"\n+++\n",
    );
    bench.write(
        "open/content/resources.csv",
        row("Rob", "design; hear", "talk").as_bytes(),
    );
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("conflict: resource:clean, by\n"), "{said}");
    assert!(said.contains("merged: resource:clean, skills\n"), "{said}");
    assert!(said.contains("merged: resource:clean, type\n"), "{said}");
    assert_eq!(
        bench.read("acme/content/resources.csv"),
        "id,by,skills,type\n<<<<<<< this site\nclean,\"Bob, Jr\",design; talk; hear,talk\n\
         ||||||| what it was based on\nclean,Bob,design; talk; hear,talk\n=======\n\
         clean,Rob,design; talk; hear,talk\n>>>>>>> upstream\n"
    );
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("a merge left two versions"), "{said}");
    assert!(said.contains("content/resources.csv:3\n"), "{said}");
}

#[test]
fn values_in_yaml_and_in_inline_tables_merge() {
    let bench = Bench::new();
    bench.write(
        "open/content/skills/talk.md",
        b"+++\ntitle = \"Talk\"\n+++\n",
    );
    bench.edit(
        OPEN,
        &[(
            "requires.design = \"advanced\"",
            "requires = { design = \"advanced\", talk = \"expert\" }",
        )],
    );
    bench.typed(&["upstream", "update"]);
    bench.write(
        OWN,
        b"---\ntags:\n  - a\n  - b\n  - house\nsummary: Ours. # why\n---\n",
    );
    bench.write(
        "acme/content/skills/talk.md",
        b"+++\nextra = { one = \"1\", two = \"2\" }\n+++\n",
    );
    bench.edit(
        OPEN,
        &[
            ("[\"a\", \"b\"]", "[\"b\", \"c\"]"),
            ("Makes work better.", "Makes work good."),
        ],
    );
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert_eq!(
        bench.read(OWN),
        "---\ntags: [\"b\", \"house\", \"c\"]\n<<<<<<< this site\nsummary: Ours. # why\n\
         ||||||| what it was based on\nsummary: \"Makes work better.\" # why\n=======\n\
         summary: \"Makes work good.\" # why\n>>>>>>> upstream\n---\n"
    );
    // Two keys in the lines of one inline table: one conflict of these lines.
    bench.write(
        OWN,
        b"+++\nrequires = { design = \"expert\", talk = \"beginner\" }\n+++\n",
    );
    bench.typed(&["upstream", "update"]);
    bench.edit(
        OPEN,
        &[(
            "design = \"advanced\", talk = \"expert\"",
            "design = \"intermediate\", talk = \"advanced\"",
        )],
    );
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert_eq!(
        bench.read(OWN),
        "+++\n<<<<<<< this site\nrequires = { design = \"expert\", talk = \"beginner\" }\n\
         ||||||| what it was based on\nrequires = { design = \"advanced\", talk = \"expert\" }\n\
         =======\nrequires = { design = \"intermediate\", talk = \"advanced\" }\n>>>>>>> upstream\n+++\n"
    );
}

#[test]
fn a_section_that_both_sides_add_is_a_conflict_unless_one_says_all_of_the_other() {
    for (theirs, is_conflict) in [
        ("## Oath\n\n- Swears by the book\n", true),
        ("## Oath\n\n- Swears by nothing\n- Means it\n", false),
    ] {
        let bench = Bench::new();
        let own = "+++\n+++\n\n## Oath\n\n- Swears by nothing\n";
        bench.write(OWN, own.as_bytes());
        let text = bench.read(OPEN) + "\n" + theirs;
        bench.write(OPEN, text.as_bytes());
        bench.typed(&["upstream", "update"]);
        let (exit, said) = bench.typed(&["upstream", "merge"]);
        let wanted = match is_conflict {
            true => (
                Exit::Drift,
                format!(
                    "+++\n+++\n\n<<<<<<< this site\n## Oath\n\n- Swears by nothing\n||||||| what it was based on\n=======\n{theirs}>>>>>>> upstream\n"
                ),
            ),
            false => (Exit::Well, format!("+++\n+++\n\n{theirs}")),
        };
        assert_eq!((exit, bench.read(OWN)), wanted, "{said}");
    }
}

#[test]
fn a_section_that_upstream_takes_away_under_an_override_is_one_conflict() {
    let bench = Bench::new();
    let own = "+++\n+++\n\n## Scope\n\nMany teams.\n\n- Works with us\n- Plans ahead\n";
    bench.write(OWN, own.as_bytes());
    bench.edit(
        OPEN,
        &[(
            "## Scope\n\nMany teams.\n\n- Works with many\n- Plans ahead\n- Keeps the books\n\n",
            "",
        )],
    );
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("conflict: level:staff, ## scope"), "{said}");
    assert_eq!(
        bench.read(OWN),
        "+++\n+++\n\n<<<<<<< this site\n## Scope\n\nMany teams.\n\n- Works with us\n- Plans ahead\n\
         ||||||| what it was based on\n## Scope\n\nMany teams.\n\n- Works with many\n- Plans ahead\n\
         - Keeps the books\n=======\n>>>>>>> upstream\n"
    );
}

#[test]
fn an_override_that_says_what_upstream_said_goes_with_it() {
    let bench = Bench::new();
    bench.typed(&["upstream", "override", "staff", "summary"]);
    bench.typed(&["upstream", "override", "staff", "Scope"]);
    bench.edit(OPEN, &[
        ("summary = \"Makes work better.\"\n", ""),
        ("## Scope\n\nMany teams.\n\n- Works with many\n- Plans ahead\n- Keeps the books\n\n", ""),
    ]);
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(!bench.read(OWN).contains("s"), "{}", bench.read(OWN));
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
}

#[test]
fn a_thing_that_upstream_takes_away_can_be_kept_as_ones_own() {
    let bench = Bench::new();
    bench.write(
        "acme/content/skills/design.md",
        b"+++\ntitle = \"Architecture\"\n+++\n",
    );
    bench.typed(&["upstream", "update"]);
    fs::remove_file(bench.path("open/content/skills/design.md")).expect("it was there");
    bench.edit(
        OPEN,
        &[
            ("requires.design = \"advanced\"\n", ""),
            ("## [[design]]", "## Design"),
        ],
    );
    bench.typed(&["upstream", "update"]);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("left: skill:design, all of it: upstream has taken it away"),
        "{said}"
    );
    let (exit, said) = bench.typed(&["upstream", "merge", "design", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("kept: skill:design, all of it"), "{said}");
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(
        bench
            .read("acme/content/skills/design.md")
            .contains("Architecture")
    );
}

#[test]
fn what_a_fork_adds_to_a_section_or_a_list_goes_to_upstream_as_well() {
    let bench = Bench::new();
    let own = "+++\ntags.add = [\"house\"]\n+++\n\n## Scope {append}\n\n- Sings\n\n## [[design]] {prepend}\n\nFirst of all.\n";
    bench.write(OWN, own.as_bytes());
    let root = bench.path("acme").display().to_string();
    let mut patch = Vec::new();
    let words = [
        "waypost",
        "--root",
        &root,
        "upstream",
        "contribute",
        "staff",
    ];
    let exit = waypost::cli::run(words, &mut patch, &mut Vec::new());
    assert_eq!(exit, Exit::Well);
    let patch = String::from_utf8(patch).expect("UTF-8");
    let parsed = diffy::Patch::from_str(&patch).expect("a patch");
    let file = bench.read(OPEN);
    let wanted = file
        .replace("[\"a\", \"b\"]", "[\"a\", \"b\", \"house\"]")
        .replace("- Keeps the books\n", "- Keeps the books\n- Sings\n")
        .replace("## [[design]]\n", "## [[design]]\n\nFirst of all.\n");
    assert_eq!(diffy::apply(&file, &parsed).expect("it applies"), wanted);
}
