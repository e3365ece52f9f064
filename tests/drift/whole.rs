//! A year in which upstream does a bit of everything under a fork that overrides a bit of everything:
//! tables, packets, steps of the scale, settings, sections and things that are called otherwise, and
//! what is hidden.

use crate::site::Bench;
use waypost::cli::Exit;

/// What upstream has, beside what every bench has.
const OPEN: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"Open\"\nlicence = \"MIT\"\nscale = [\"Beginner\", \"Intermediate\", \"Advanced\", \"Expert\"]\n\n[vars]\ncompany = \"Open\"\nchat = \"Slack\"\n\n[areas]\ncraft = \"Craft\"\n",
    ),
    (
        "content/tracks/ic.md",
        "+++\ntitle = \"IC\"\nlevels = [\"senior\", \"staff\"]\n+++\n",
    ),
    (
        "content/levels/senior.md",
        "+++\ntitle = \"Senior\"\n+++\n\n## Scope\n\n- One team at a time\n",
    ),
    (
        "content/skills/design.md",
        "+++\ntitle = \"Design\"\narea = \"craft\"\n+++\n\n## Beginner\n\n- Draws boxes that others fill\n\n## Intermediate\n\n- Draws boxes\n\n## Advanced\n\n- Draws lines\n\n## Expert\n\n- Draws systems\n",
    ),
    (
        "content/paths/up/index.md",
        "+++\ntitle = \"Up\"\nfrom = \"senior\"\nto = \"staff\"\n+++\n\nOpening.\n\n## What changes\n\n| From | To |\n| --- | --- |\n| one team | many teams |\n| delivers work | multiplies work |\n| asks early | is asked early |\n",
    ),
    (
        "content/paths/up/1-first.md",
        "+++\ntitle = \"First\"\nduration = \"2 months\"\n+++\n\n## Skills to develop\n\n### [[design]]\n\n- Read one\n",
    ),
    (
        "content/packets/staff.md",
        "+++\ntitle = \"Packet\"\nlevel = \"staff\"\n+++\n\n## Evidence to collect\n\n### Impact\n\n- A document of a design\n- A letter of a peer\n\n### People\n\n- Somebody whom you taught\n- Another whom you taught\n\n## Letter\n\nDear all.\n",
    ),
    (
        "content/pitfalls.csv",
        "id,title,problem,levels\ntower,Tower,Draws and never builds,staff\nhero,Hero,Does it all alone,staff\nlate,Late,Is never done,staff\n",
    ),
    (
        "content/guide/g.md",
        "# Guide\n\n## Why\n\nBecause of this and that, and of all the rest.\n\n## How\n\nSo and so it is done, as everybody knows by now.\n\n## Notes\n\nSome notes on all of it stand here.\n",
    ),
];

/// What the fork says.
const OWN: &[(&str, &str)] = &[
    (
        "content/guide/g.md",
        "---\nsummary: Ours.\n---\n\n## Why\n\nBecause of this and that, and of ours.\n\n## How {append}\n\nAnd so.\n\n## Notes {drop}\n",
    ),
    (
        "content/paths/up/index.md",
        "+++\n+++\n\n## What changes\n\n| From | To |\n| --- | --- |\n| one team | many of our teams |\n| delivers work | multiplies work |\n| asks early | is asked early |\n| works alone | works with others |\n",
    ),
    (
        "content/packets/staff.md",
        "---\n---\n\n## Evidence to collect\n\n### Impact\n\n- A document of a design\n- A letter of our peer\n\n### People\n\n- Somebody whom you taught\n- Another whom you taught\n",
    ),
    // A file over a row.
    (
        "content/pitfalls/late.md",
        "---\nproblem: Is never quite done\n---\n",
    ),
    (
        "content/skills/design.md",
        "+++\n+++\n\n## Beginner\n\n- Draws circles that others fill\n",
    ),
    (
        "content/levels/senior.md",
        "---\nrequires:\n  design: beginner\n---\n",
    ),
];

fn bench() -> Bench {
    let bench = Bench::new();
    for (path, text) in OPEN {
        bench.write(&format!("open/{path}"), text.as_bytes());
    }
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Well, "{said}");
    for (path, text) in OWN {
        bench.write(&format!("acme/{path}"), text.as_bytes());
    }
    bench.edit(
        "acme/site.toml",
        &[(
            "\n[upstream]\n",
            "\ntitle = \"Acme\"\nhide = [\"pitfall:tower\", \"pitfall:hero\"]\n\n[titles]\nexpert = \"Master\"\nbeginner = \"Novice\"\n\n[vars]\ncompany = \"Acme\"\n\n[upstream]\n",
        )],
    );
    let (exit, said) = bench.typed(&["check"]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench
}

/// The next year of upstream.
fn next_year(bench: &Bench) {
    let edits: &[(&str, &[(&str, &str)])] = &[
        (
            "site.toml",
            &[
                ("\"Beginner\"", "\"Foundation\""),
                ("company = \"Open\"", "company = \"The Open Co\""),
                ("Slack", "Matrix"),
                ("craft = \"Craft\"", "craft = \"Handwork\""),
            ],
        ),
        (
            "content/guide/g.md",
            &[
                ("## Why", "## Reasons"),
                ("## How", "## Ways"),
                ("## Notes", "## Remarks"),
            ],
        ),
        (
            "content/skills/design.md",
            &[("## Beginner", "## Foundation")],
        ),
        (
            "content/paths/up/index.md",
            &[
                ("multiplies work", "multiplies the work of others"),
                ("| asks early | is asked early |\n", ""),
            ],
        ),
        (
            "content/packets/staff.md",
            &[
                ("### People", "### Persons"),
                ("- Another whom", "- Another person whom"),
                ("Dear all.", "Dear all, dear others."),
            ],
        ),
        // Hidden rows: one goes, one is called otherwise; the third becomes a file.
        (
            "content/pitfalls.csv",
            &[
                ("id,title,problem,levels", "id,title,problem,levels,was"),
                (
                    "tower,Tower,Draws and never builds,staff",
                    "ivory,Tower,Draws and never builds,staff,tower",
                ),
                ("hero,Hero,Does it all alone,staff\n", ""),
                ("late,Late,Is never done,staff\n", ""),
            ],
        ),
    ];
    for (path, words) in edits {
        bench.edit(&format!("open/{path}"), words);
    }
    bench.write(
        "open/content/pitfalls/late.md",
        b"+++\ntitle = \"Too late\"\nproblem = \"Is never done\"\nlevels = [\"staff\"]\n+++\n",
    );
}

/// The lines beneath a heading of what is said.
fn beneath(said: &str, heading: &str) -> Vec<String> {
    let mut lines = said.lines().skip_while(|line| !line.starts_with(heading));
    assert!(lines.next().is_some(), "{heading}\n{said}");
    lines
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .map(|line| line.trim().to_owned())
        .collect()
}

#[test]
fn a_year_of_everything_is_told_and_merged_and_nothing_is_lost() {
    let bench = bench();
    let (_, before) = bench.typed(&["upstream", "status"]);
    assert!(!before.contains("changed"), "{before}");
    next_year(&bench);
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    for words in [
        "Craft",
        "The Open Co",
        "Vars.chat: [-Slack-] {+Matrix+}",
        "Title: [-Late-] {+Too late+}",
        "dear others",
    ] {
        assert_eq!(said.matches(words).count(), 1, "{words}\n{said}");
    }
    assert_eq!(
        beneath(&said, "upstream has changed what these were based on"),
        [
            "Packet (packet:staff), ## evidence-to-collect",
            "Up (path:up), ## what-changes",
            "Settings (site.toml), vars.company",
        ]
    );
    assert_eq!(
        beneath(&said, "upstream calls these otherwise now"),
        [
            "Guide (page:guide/g), ## why",
            "Guide (page:guide/g), ## how",
            "Guide (page:guide/g), ## notes",
            "Design (skill:design), ## beginner",
        ]
    );
    let would = [
        "site.toml:7: nothing below is called `pitfall:hero`",
        "site.toml:7: `pitfall:tower` is called `ivory` below now",
        "site.toml:11: no step is called `beginner`",
        "content/levels/senior.md:3: no step of the scale is called `beginner`",
    ];
    let mut found = beneath(&said, "`waypost check` would find");
    found.sort();
    let mut wanted = would.map(str::to_owned).to_vec();
    wanted.sort();
    assert_eq!(found, wanted, "{said}");

    let (exit, _) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift);
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let lines: Vec<&str> = said.lines().filter(|it| it.contains(": ")).collect();
    assert_eq!(
        lines,
        [
            "merged: page:guide/g, ## reasons",
            "merged: page:guide/g, ## ways",
            "merged: page:guide/g, ## remarks",
            "merged: packet:staff, ## evidence-to-collect",
            "merged: path:up, ## what-changes",
            "merged: skill:design, ## foundation",
            "conflict: site.toml, vars.company",
        ]
    );
    for (path, wanted) in [
        (
            "guide/g.md",
            "---\nsummary: Ours.\n---\n\n## Reasons\n\nBecause of this and that, and of ours.\n\n## Ways {append}\n\nAnd so.\n\n## Remarks {drop}\n",
        ),
        (
            "paths/up/index.md",
            "+++\n+++\n\n## What changes\n\n| From | To |\n| --- | --- |\n| one team | many of our teams |\n| delivers work | multiplies the work of others |\n| works alone | works with others |\n",
        ),
        (
            "packets/staff.md",
            "---\n---\n\n## Evidence to collect\n\n### Impact\n\n- A document of a design\n- A letter of our peer\n\n### Persons\n\n- Somebody whom you taught\n- Another person whom you taught\n",
        ),
        (
            "skills/design.md",
            "+++\n+++\n\n## Foundation\n\n- Draws circles that others fill\n",
        ),
    ] {
        assert_eq!(bench.read(&format!("acme/content/{path}")), wanted);
    }

    // What a person decides, and then nothing is left to decide.
    let settings = bench.read("acme/site.toml");
    let (first, rest) = settings.split_once("<<<<<<< this site\n").expect("markers");
    let (ours, rest) = rest.split_once("||||||| ").expect("a base");
    let (_, last) = rest.split_once(">>>>>>> upstream\n").expect("an end");
    assert_eq!(ours, "company = \"Acme\"\n");
    let decided = format!("{first}{ours}{last}")
        .replace("\"pitfall:tower\", \"pitfall:hero\"", "\"pitfall:ivory\"")
        .replace("beginner = ", "foundation = ");
    bench.write("acme/site.toml", decided.as_bytes());
    bench.edit(
        "acme/content/levels/senior.md",
        &[("beginner", "foundation")],
    );
    for words in [
        ["check"].as_slice(),
        &["upstream", "status"],
        &["upstream", "merge"],
    ] {
        let (exit, said) = bench.typed(words);
        assert_eq!(exit, Exit::Well, "{said}");
    }
    // What nobody overrides is upstream's: its letter, the steps, the new title of a row.
    let (exit, said) = bench.typed(&["build", "-q"]);
    assert_eq!(exit, Exit::Well, "{said}");
    for (path, words) in [
        ("packets/staff/index.html", "Dear all, dear others."),
        ("pitfalls/late/index.html", "Too late"),
        ("pitfalls/late/index.html", "Is never quite done"),
        ("skills/design/index.html", "Novice"),
        ("skills/design/index.html", "Master"),
        ("skills/design/index.html", "Handwork"),
    ] {
        let page = bench.read(&format!("acme/public/{path}"));
        assert!(page.contains(words), "{path}: {words}");
    }
}
