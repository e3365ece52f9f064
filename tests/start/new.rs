//! New files in a site.

use std::os::unix::fs::symlink;

use crate::place::Place;

/// A command that writes something, and where.
const ONE_OF_EACH: [(&str, &str, &str); 11] = [
    ("track", "management", "content/tracks/management.md"),
    (
        "level",
        "staff-engineer",
        "content/levels/staff-engineer.md",
    ),
    ("skill", "code-review", "content/skills/code-review.md"),
    ("path", "to-staff", "content/paths/to-staff/index.md"),
    (
        "phase",
        "to-staff/breadth",
        "content/paths/to-staff/1-breadth.md",
    ),
    (
        "phase",
        "to-senior-engineer/depth",
        "content/paths/to-senior-engineer/3-depth.md",
    ),
    ("resource", "sre-book", "content/resources.toml"),
    ("archetype", "anchor", "content/archetypes/anchor.md"),
    (
        "pitfall",
        "doing-it-all",
        "content/pitfalls/doing-it-all.md",
    ),
    ("packet", "senior", "content/packets/senior.md"),
    ("page", "guide/how-to-use", "content/guide/how-to-use.md"),
];

#[test]
fn every_kind_is_written_in_its_place_without_an_error() {
    for variant in [&["--minimal"][..], &[], &["--starter"]] {
        let place = Place::with_site(variant);
        for (kind, id, path) in ONE_OF_EACH {
            // The starter content has some of them.
            let id = match variant {
                ["--starter"] => id.replace("to-senior-engineer/", "senior-engineer/") + "-x",
                _ => id.to_owned(),
            };
            let ended = place.in_site(&["new", kind, &id]);
            if variant == ["--minimal"] && id.contains("to-senior") {
                assert_eq!(ended.code, Some(2), "{ended:?}");
                continue;
            }
            if variant == ["--starter"] && id == "to-staff/breadth-x" {
                continue;
            }
            assert_eq!(ended.code, Some(0), "{kind} {id}: {ended:?}");
            let written = ended.out.trim_end();
            if variant.is_empty() {
                assert_eq!(written, path);
                assert!(
                    ended.err.contains(&format!("the {kind} `{id}`\n")),
                    "{}",
                    ended.err
                );
                assert!(ended.err.contains("\nnext: "), "{}", ended.err);
            }
            assert!(place.path("site").join(written).is_file(), "{written}");
            if variant == ["--starter"] {
                continue;
            }
            let again = place.in_site(&["new", kind, &id]);
            assert_eq!(again.code, Some(2), "{kind} {id}: {again:?}");
            assert!(
                again.err.contains("is there already, in `content/"),
                "{}",
                again.err
            );
        }
        let check = place.in_site(&["check", "--format", "short"]);
        assert_eq!(check.code, Some(0), "{variant:?}: {}", check.out);
        let build = place.in_site(&["build"]);
        assert_eq!(build.code, Some(0), "{variant:?}: {}", build.err);
    }
}

#[test]
fn what_is_written_is_filled_from_the_site() {
    let place = Place::with_site(&[]);
    let made = |arguments: &[&str], path: &str| {
        let mut all = vec!["new"];
        all.extend(arguments);
        let ended = place.in_site(&all);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        place.read(&format!("site/{path}"))
    };
    // The top of its only track, and what is set, which may be any key.
    let level = made(
        &[
            "level",
            "staff",
            "--title",
            "Staff \"Engineer\"",
            "--set",
            "requires.mentoring=advanced",
            "--set",
            "career_level=true",
            "--set",
            "reviewed=2026-01-02",
            "--set",
            "equivalents=E6;L6",
            "--set",
            "equivalents=7",
            "--set",
            "extra.grade=12",
        ],
        "content/levels/staff.md",
    );
    for line in [
        "title = \"Staff \\\"Engineer\\\"\"",
        "track = \"ic\"",
        "includes = \"senior-engineer\"",
        "requires.mentoring = \"advanced\"",
        "career_level = true",
        "reviewed = 2026-01-02",
        "equivalents = [\"E6\", \"L6\", \"7\"]",
        "extra.grade = 12",
        "## [[mentoring]]",
    ] {
        assert!(level.lines().any(|found| found == line), "{line}\n{level}");
    }
    assert!(level.contains("# typical_time = \"2-3 years\""), "{level}");
    let path = made(&["path", "to-staff"], "content/paths/to-staff/index.md");
    assert!(
        path.contains("from = \"senior-engineer\"\nto = \"staff\"\n"),
        "{path}"
    );
    assert!(
        path.contains("| Senior Engineer | Staff \"Engineer\" |"),
        "{path}"
    );
    let phase = made(
        &["phase", "to-staff/grow"],
        "content/paths/to-staff/1-grow.md",
    );
    assert!(phase.contains("## Skills to develop\n\n### [["), "{phase}");
    let packet = made(&["packet", "staff"], "content/packets/staff.md");
    assert!(packet.contains("level = \"staff\""), "{packet}");
    assert_eq!(place.in_site(&["check", "--format", "short"]).code, Some(0));
}

/// Notes can be used by taking the `#` away, where they hold a value.
#[test]
fn notes_become_keys() {
    let place = Place::with_site(&[]);
    for (kind, id, path) in ONE_OF_EACH {
        place.in_site(&["new", kind, id]);
        let text = place.read(&format!("site/{path}"));
        let keys = text.replace("\n# ", "\n");
        if text != keys && path.ends_with(".md") {
            place.write(&format!("site/{path}"), &keys);
        }
    }
    let check = place.in_site(&["check", "--format", "short"]);
    for line in check.out.lines().filter(|line| line.contains("error")) {
        // Two ways to say the same, an empty value: nothing that isn't a key.
        let harmless = [
            "bad-value",
            "duplicate-key",
            "unknown-id",
            "cycle",
            "circle",
        ];
        assert!(harmless.iter().any(|code| line.contains(code)), "{line}");
    }
}

#[test]
fn a_german_site_has_german_headings() {
    let place = Place::new();
    place.write(
        "site/site.toml",
        "title = \"Wege\"\nbase_url = \"https://a.example/\"\nlanguage = \"de\"\n\
         scale = [\"Lernend\", \"Sicher\"]\n[headings]\nphase.skills = \"Was zu lernen ist\"\n\
         phase.projects = \"Ideen für Projekte\"\nphase.metrics = \"Woran man es sieht\"\n\
         path.changes = \"Was sich ändert\"\npath.next = \"Wie es weitergeht\"\n\
         packet.evidence = \"Was zu sammeln ist\"\n",
    );
    for arguments in [
        ["skill", "entwurf"],
        ["path", "zur-leitung"],
        ["phase", "zur-leitung/anfang"],
        ["packet", "leitung"],
    ] {
        let ended = place.in_site(&["new", arguments[0], arguments[1], "--set", "owner=Leitung"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
    let headings = |path: &str| -> Vec<String> {
        let text = place.read(&format!("site/content/{path}"));
        let lines = text.lines().filter(|line| line.starts_with("## "));
        lines.map(|line| line[3..].to_owned()).collect()
    };
    assert_eq!(headings("skills/entwurf.md"), ["Lernend", "Sicher"]);
    assert_eq!(
        headings("paths/zur-leitung/index.md"),
        ["Was sich ändert", "Wie es weitergeht"]
    );
    assert_eq!(
        headings("paths/zur-leitung/1-anfang.md"),
        [
            "Was zu lernen ist",
            "Ideen für Projekte",
            "Woran man es sieht"
        ]
    );
    assert_eq!(headings("packets/leitung.md"), ["Was zu sammeln ist"]);
    assert_eq!(place.in_site(&["check", "--format", "short"]).code, Some(0));
}

#[test]
fn a_table_gets_a_row_and_keeps_everything_else() {
    for (file, before, row) in [
        (
            "resources.toml",
            "# Ours\n[a] # first\ntitle = \"A\"   # a note",
            "\n\n[new-one]\ntitle = \"New one\"\nurl = \"https://a.example/x\"\n",
        ),
        (
            "resources.toml",
            "[[resource]]\r\nid = \"a\"\r\ntitle = \"A\"\r\n",
            "\r\n[[resource]]\r\nid = \"new-one\"\r\ntitle = \"New one\"\r\nurl = \"https://a.example/x\"\r\n",
        ),
        (
            "resources.csv",
            "id;title;url;skills\na;A;;\n",
            "new-one;New one;https://a.example/x;\n",
        ),
        (
            "resources.csv",
            "\u{feff}title,url\nA,",
            "\nNew one,https://a.example/x\n",
        ),
    ] {
        let place = Place::with_site(&["--minimal"]);
        place.write(&format!("site/content/{file}"), before);
        let address = "url=https://a.example/x";
        let ended = place.in_site(&["new", "resource", "new-one", "--set", address]);
        assert_eq!(ended.code, Some(0), "{file}: {ended:?}");
        assert_eq!(ended.out, format!("content/{file}\n"));
        let after = place.read(&format!("site/content/{file}"));
        assert_eq!(after, format!("{before}{row}"));
        let check = place.in_site(&["check", "--format", "short"]);
        assert_eq!(check.code, Some(0), "{}", check.out);
        let again = place.in_site(&["new", "resource", "new-one"]);
        assert!(again.err.contains("is there already"), "{again:?}");
    }
}

#[test]
fn a_table_that_can_not_take_it_stays_as_it_is() {
    for (before, said) in [
        (
            "id,title\na,A\n",
            "`content/pitfalls.csv` has no column `problem`",
        ),
        (
            "title,problem\nA,b\n",
            "has no column `id`, so that ids come from titles",
        ),
    ] {
        let place = Place::with_site(&["--minimal"]);
        place.write("site/content/pitfalls.csv", before);
        let arguments = [
            "new",
            "pitfall",
            "b",
            "--title",
            "Another",
            "--set",
            "problem=c",
        ];
        let ended = place.in_site(&arguments);
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.err.contains(said), "{}", ended.err);
        assert_eq!(place.read("site/content/pitfalls.csv"), before);
    }
}

#[test]
fn what_can_not_be_written_is_refused_and_leaves_nothing() {
    let place = Place::with_site(&[]);
    place.write(
        "site/content/skills/draft.md",
        "+++\ntitle = \"D\"\ndraft = true\nwas = [\"d\"]\n+++\n",
    );
    place.write(
        "site/content/skills/renamed.md",
        "+++\ntitle = \"R\"\nwas = [\"old\"]\n+++\n",
    );
    place.write("elsewhere/file", "");
    symlink("../../elsewhere", place.path("site/content/archetypes")).expect("a link");
    let before = place.tree();
    for (arguments, said) in [
        (&["levl", "x"][..], "did you mean `level`?"),
        (&["skills", "x"], "did you mean `skill`?"),
        (&["rocket", "x"], "write one of `track`, `level`"),
        (
            &["skill", "Code Review"],
            "write `waypost new skill code-review`",
        ),
        (&["skill", "con"], "is reserved by Windows"),
        (&["skill", ""], "has no letter or digit"),
        (&["skill", "a/b"], "holds a slash"),
        (&["page", "../../etc/passwd"], "climbs out of its folder"),
        (&["skill", "mentoring"], "in `content/skills/mentoring.md`"),
        (
            &["skill", "draft"],
            "is there already, as a draft or internal",
        ),
        (
            &["skill", "old"],
            "`old` is a former id of the skill `renamed`",
        ),
        (&["resource", "ddia"], "in `content/resources.toml`"),
        (
            &["phase", "design"],
            "write `waypost new phase to-senior-engineer/design`",
        ),
        (
            &["phase", "to-senor-engineer/x"],
            "did you mean `to-senior-engineer/x`?",
        ),
        (&["phase", "to-senior-engineer/design"], "is there already"),
        (&["page", "levels/x"], "write `waypost new level x`"),
        (
            &["page", "search"],
            "would both be published at `search/index.html`",
        ),
        (&["page", "index"], "is there already"),
        (&["level", "x", "--set", "trak=ic"], "did you mean `track`?"),
        (
            &["level", "x", "--set", "track=ci"],
            "no track is called `ci`",
        ),
        (&["level", "x", "--set", "requires=1"], "is a group of keys"),
        (
            &["level", "x", "--set", "requires.mentoring=expret"],
            "did you mean `expert`?",
        ),
        (
            &["level", "x", "--set", "career_level=perhaps"],
            "`career_level`",
        ),
        (
            &["level", "x", "--set", "order=1", "--set", "order=2"],
            "`order` is set twice",
        ),
        (&["level", "x", "--set", "order"], "`order` has no value"),
        (&["archetype", "x"], "is a link that leads out of the site"),
    ] {
        let mut all = vec!["new"];
        all.extend(arguments);
        let ended = place.in_site(&all);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        assert!(ended.err.contains(said), "{arguments:?}: {}", ended.err);
        assert_eq!(ended.out, "", "{arguments:?}");
        assert_eq!(place.tree(), before, "{arguments:?}");
    }
}

#[test]
fn numbers_before_names_go_on() {
    let place = Place::with_site(&[]);
    for (files, id, expected) in [
        (&["01-a.md", "09-b.md"][..], "p/c", "10-c.md"),
        (&["01-a.md"], "p/c", "02-c.md"),
        (&["a.md"], "p/c", "c.md"),
        (&["3-a.md"], "p/c", "4-c.md"),
    ] {
        let folder = place.path("site/content/paths/p");
        let _ = std::fs::remove_dir_all(&folder);
        place.write("site/content/paths/p/index.md", "+++\ntitle = \"P\"\n+++\n");
        for file in files {
            place.write(
                &format!("site/content/paths/p/{file}"),
                "+++\ntitle = \"A\"\n+++\n",
            );
        }
        let ended = place.in_site(&["new", "phase", id]);
        assert_eq!(
            ended.out,
            format!("content/paths/p/{expected}\n"),
            "{ended:?}"
        );
    }
}

#[test]
fn a_folder_of_markdown_without_settings_goes_on_as_one() {
    let place = Place::new();
    place.write("site/readme.md", "# Ours\n");
    let ended = place.in_site(&["new", "skill", "care"]);
    assert_eq!(ended.out, "skills/care.md\n", "{ended:?}");
    let nowhere = Place::new();
    let ended = nowhere.run(&["new", "skill", "care"]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(nowhere.tree().is_empty());
}
