//! `waypost upstream override`, `status`, `update` and `merge`: what upstream changes is told, flows
//! in or merges; a command that is killed leaves the site as before or as after.

mod detach;
mod edges;
mod killed;
mod merging;
mod others;
mod renamed;
mod site;
mod tongues;
mod whole;

use site::Bench;
use waypost::cli::Exit;

/// A fork with an override of each kind of part.
fn bench() -> Bench {
    let bench = Bench::new();
    for part in ["summary", "tags", "Scope", "{#ten}", "opening"] {
        let (exit, said) = bench.typed(&["upstream", "override", "staff", part]);
        assert_eq!(exit, Exit::Well, "{said}");
    }
    bench
}

#[test]
fn a_part_is_copied_to_be_edited_and_says_the_same_until_then() {
    let bench = bench();
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(
        said.contains("5 overrides over Open: 0 stand, 5 same"),
        "{said}"
    );
    bench.edit(
        "acme/content/levels/staff.md",
        &[
            ("Makes work better.", "Makes work far better."),
            ("Plans ahead", "Plans years ahead"),
        ],
    );
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("2 stand, 3 same"), "{said}");
}

#[test]
fn what_is_to_be_overridden_is_named_exactly() {
    let bench = bench();
    for (words, wanted) in [
        (["stoff", "Scope"], "did you mean `staff`?"),
        (["staff", "Scoop"], "has no part `Scoop`"),
        (["staff", "{#tan}"], "no such part"),
    ] {
        let (exit, said) = bench.typed(&["upstream", "override", words[0], words[1]]);
        assert_eq!(exit, Exit::Usage, "{said}");
        assert!(said.contains(wanted), "{said}");
    }
    let before = bench.files("acme");
    let (exit, _) = bench.typed(&["upstream", "override", "staff", "Scope"]);
    assert_eq!(exit, Exit::Well);
    assert_eq!(bench.files("acme"), before);
}

#[test]
fn what_upstream_changes_flows_in_merges_or_is_a_conflict() {
    let bench = bench();
    bench.edit(
        "acme/content/levels/staff.md",
        &[
            ("Makes work better.", "Makes work far better."),
            ("[\"a\", \"b\"]", "[\"a\", \"b\", \"x\"]"),
            ("Plans ahead", "Plans years ahead"),
            ("Opening words.", "Our opening words."),
        ],
    );
    bench.edit(
        "open/content/levels/staff.md",
        &[
            ("2 years", "3 years"),
            ("Makes work better.", "Makes the work of all better."),
            ("[\"a\", \"b\"]", "[\"b\", \"c\"]"),
            ("Many teams.", "Very many teams."),
            ("- Keeps the books", "- Keeps the books\n- Teaches"),
            ("Opening words.", "Opening words.\n\nMore of them."),
        ],
    );
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("Typical time: [-2-] {+3+} years"), "{said}");
    assert!(said.contains("was       \"Makes work better.\""), "{said}");
    let before = bench.files("acme");
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let after = bench.files("acme");
    let changed: Vec<&String> = after
        .keys()
        .filter(|it| after.get(*it) != before.get(*it))
        .collect();
    assert_eq!(changed, ["upstream/content/levels/staff.md"]);

    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("conflict: level:staff, summary"), "{said}");
    assert_eq!(said.matches("conflict: ").count(), 1, "{said}");
    let own = bench.read("acme/content/levels/staff.md");
    for words in [
        "tags = [\"b\", \"x\", \"c\"]",
        "Our opening words.\n\nMore of them.\n",
        "Very many teams.\n\n- Works with many\n- Plans years ahead\n- Keeps the books\n- Teaches\n",
        "||||||| what it was based on\nsummary = \"Makes work better.\"\n=======\n",
    ] {
        assert!(own.contains(words), "{words}\n{own}");
    }
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Content, "{said}");
    // Merging again changes nothing, and the conflict is still one.
    let before = bench.files("acme");
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert_eq!(bench.files("acme"), before);

    let at = own.find("<<<<<<<").expect("a conflict");
    let end = own.find(">>>>>>> upstream\n").expect("its end") + ">>>>>>> upstream\n".len();
    let decided = format!(
        "{}summary = \"Makes it all far better.\"\n{}",
        &own[..at],
        &own[end..]
    );
    bench.write("acme/content/levels/staff.md", decided.as_bytes());
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("4 stand, 1 same"), "{said}");
}

#[test]
fn an_override_by_hand_is_told_and_noted_when_a_snapshot_is_taken() {
    let bench = Bench::new();
    let own = "+++\nsummary = \"Ours.\"\n+++\n\n## Scope\n\nOne team.\n";
    bench.write("acme/content/levels/staff.md", own.as_bytes());
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(
        said.contains("written by hand") && said.contains("2 by hand"),
        "{said}"
    );
    bench.edit(
        "open/content/levels/staff.md",
        &[("Makes work better.", "Makes work good.")],
    );
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("was       \"Makes work better.\""), "{said}");
    assert!(said.contains("1 stands, 1 changed"), "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge", "staff", "--keep"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("kept: level:staff, summary"), "{said}");
    assert_eq!(bench.read("acme/content/levels/staff.md"), own);
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
}

#[test]
fn what_upstream_takes_away_and_is_overridden_here_is_told() {
    let bench = bench();
    bench.edit(
        "acme/content/levels/staff.md",
        &[("Makes work better.", "Ours.")],
    );
    bench.edit(
        "open/content/levels/staff.md",
        &[("summary = \"Makes work better.\"\n", "")],
    );
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("has taken away what these were based on"),
        "{said}"
    );
    bench.write(
        "acme/content/skills/design.md",
        b"+++\ntitle = \"Architecture\"\n+++\n",
    );
    bench.typed(&["upstream", "update"]);
    std::fs::remove_file(bench.path("open/content/skills/design.md")).expect("it was there");
    bench.edit(
        "open/content/levels/staff.md",
        &[("requires.design = \"advanced\"\n", "")],
    );
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(
        said.contains("(skill:design), content/skills/design.md"),
        "{said}"
    );
}

#[test]
fn a_source_that_is_no_site_changes_nothing() {
    let bench = bench();
    let before = bench.files("acme");
    bench.write("none/readme.txt", b"x");
    let none = bench.path("none").display().to_string();
    for source in [none.as_str(), "/nowhere/at/all"] {
        let (exit, said) = bench.typed(&["upstream", "update", source]);
        assert_eq!(exit, Exit::Usage, "{said}");
        assert_eq!(bench.files("acme"), before);
    }
}

#[test]
fn a_command_that_was_killed_has_done_all_or_nothing() {
    let bench = bench();
    let place = "acme/content/levels/staff.md";
    let before = bench.read(place);
    // Killed before it was decided: nothing counts.
    bench.write(
        "acme/.waypost-upstream/0",
        b"+++\nsummary = \"New.\"\n+++\n",
    );
    bench.write(
        "acme/.waypost-upstream/files.draft",
        b"0 content/levels/staff.md\n",
    );
    let (_, said) = bench.typed(&["upstream", "blame", "staff"]);
    assert!(said.contains("content/levels/staff.md:2"), "{said}");
    bench.typed(&["upstream", "merge"]);
    assert_eq!(bench.read(place), before);
    assert!(!bench.path("acme/.waypost-upstream").exists());
    // Killed behind that: all counts, for whoever reads the site, and the next command does it.
    bench.write(
        "acme/.waypost-upstream/0",
        b"+++\nsummary = \"New.\"\n+++\n",
    );
    bench.write("acme/.waypost-upstream/1", b"# New\n");
    bench.write(
        "acme/.waypost-upstream/files",
        b"0 content/levels/staff.md\n1 content/guide/new.md\n",
    );
    let (_, said) = bench.typed(&["upstream", "blame", "guide/new"]);
    assert!(said.contains("content/guide/new.md"), "{said}");
    let (_, said) = bench.typed(&["--format", "json", "upstream", "status"]);
    assert!(said.contains("\\\"New.\\\""), "{said}");
    assert_eq!(bench.read(place), before);
    bench.typed(&["upstream", "merge"]);
    assert!(bench.read(place).contains("New."));
    assert_eq!(bench.read("acme/content/guide/new.md"), "# New\n");
    assert!(!bench.path("acme/.waypost-upstream").exists());
}

#[test]
fn an_update_that_was_killed_behind_the_exchange_is_finished() {
    let bench = bench();
    let settings = bench.read("acme/site.toml");
    let now = settings.replace("source = \"../open\"", "source = \"../elsewhere\"");
    bench.write("acme/.waypost-upstream/0", now.as_bytes());
    bench.write("acme/.waypost-upstream/then", b"0 site.toml\n");
    // Before the exchange it is as though nothing had been.
    bench.typed(&["upstream", "merge"]);
    assert_eq!(bench.read("acme/site.toml"), settings);
    bench.write("acme/.waypost-upstream/0", now.as_bytes());
    bench.write("acme/.waypost-upstream/then", b"0 site.toml\n");
    bench.write(
        "acme/.waypost-upstream/next/site.toml",
        b"title = \"Old\"\n",
    );
    bench.write("acme/upstream/.waypost-new", b"");
    bench.typed(&["upstream", "merge"]);
    assert_eq!(bench.read("acme/site.toml"), now);
    assert!(!bench.path("acme/.waypost-upstream").exists());
    assert!(!bench.path("acme/upstream/.waypost-new").exists());
}

#[test]
fn an_override_goes_to_upstream_as_a_patch_that_applies() {
    let bench = bench();
    bench.edit(
        "acme/content/levels/staff.md",
        &[
            ("Makes work better.", "Makes work far better."),
            ("Plans ahead", "Plans years ahead"),
            ("Designs that hold", "Designs that last"),
        ],
    );
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
    let file = bench.read("open/content/levels/staff.md");
    let after = diffy::apply(&file, &parsed).expect("it applies");
    let wanted = file
        .replace("Makes work better.", "Makes work far better.")
        .replace("Plans ahead", "Plans years ahead")
        .replace("Designs that hold", "Designs that last");
    assert_eq!(after, wanted);
    let (exit, said) = bench.typed(&["upstream", "contribute", "ic"]);
    assert_eq!(exit, Exit::Usage, "{said}");
}

#[test]
fn what_a_trusted_upstream_could_put_into_pages_is_told_before_it_is_taken() {
    let bench = Bench::new();
    bench.edit(
        "acme/site.toml",
        &[("[upstream]\n", "[upstream]\ntrust = true\n")],
    );
    bench.write("open/static/new.js", b"alert(1)");
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("  static/new.js"), "{said}");
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    assert!(said.contains("  static/new.js"), "{said}");
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Well, "{said}");
}

#[test]
fn one_page_says_what_needs_a_decision_and_what_upstream_wrote_is_text_in_it() {
    let bench = bench();
    bench.edit(
        "acme/content/levels/staff.md",
        &[("Makes work better.", "Makes work far better.")],
    );
    bench.edit(
        "open/content/levels/staff.md",
        &[
            ("Makes work better.", "Makes <script>work</script> good."),
            ("Keeps the books", "Keeps <img src=x> books"),
        ],
    );
    let (exit, page) = bench.typed(&["upstream", "status", "--as", "html"]);
    assert_eq!(exit, Exit::Drift, "{page}");
    for words in [
        "<h3>Staff: summary</h3>",
        "<ins>far</ins>",
        "&lt;script&gt;work&lt;/script&gt;",
        "&lt;img src=x&gt;",
        "default-src 'none'; style-src data:;",
        "<strong>2</strong> to decide",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    for active in ["<script", "<img", "<style", "style=", "onclick"] {
        assert!(!page.contains(active), "{active}");
    }
    bench.typed(&["upstream", "update"]);
    bench.typed(&["upstream", "merge", "--keep"]);
    let (exit, page) = bench.typed(&["upstream", "status", "--as", "html"]);
    assert_eq!(exit, Exit::Well, "{page}");
    assert!(page.contains("<p>Nothing.</p>"), "{page}");
}
