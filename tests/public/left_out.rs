//! What is internal is left out, to the last byte.

use crate::site::{INTERNAL, built, findings, loaded, said, with, without};
use waypost::proof::Proof;

#[test]
fn a_public_build_is_that_of_a_site_without_what_is_internal() {
    let public = built(&loaded(&with(&[]), true));
    let bare = built(&loaded(&without(), false));
    let names =
        |of: &std::collections::BTreeMap<String, Vec<u8>>| of.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&public), names(&bare));
    for (path, bytes) in &public {
        assert!(
            bytes == &bare[path],
            "{path}:\n{}\n{}",
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&bare[path])
        );
    }
}

#[test]
fn nothing_is_found_in_it() {
    assert_eq!(said(&with(&[])), "");
}

/// As though nothing were left out: the proof has no part in that.
#[test]
fn all_that_is_internal_is_found_where_nothing_is_left_out() {
    let whole = loaded(&with(&[]), false);
    let proof = Proof::of(&whole, &whole);
    let shown: Vec<_> = built(&whole)
        .iter()
        .flat_map(|(path, bytes)| proof.look(path, bytes))
        .collect();
    let found = proof.findings(&shown, true);
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    let all = messages.join("\n");
    for name in [
        "`Bänder & “Pay”`, the title",
        "`Compensation grid`, the title",
        "`guide/salary-bands/`, the place",
        "`guide/old-money/`, the place",
        "`ledger.finance.corp`, the host",
        "`The ranges that finance publishes each spring are kept in one sheet.`, a line",
        "`Nightingale Fellow`, the title",
        "`levels/fellow/`, the place",
        "`levels/senior/to/fellow/`, the place",
        "`Answers for the plans of everyone to the owners of the house`, a line",
        "`Orrery`, the title",
        "`orrery.tools.northwind.example`, the host",
        "`To the Nightingale`, the title",
        "`Listen to the board`, the title",
        "`paths/fellow/listen/`, the place",
        "`Ledger of promotions`, the title",
        "`resources/ledger/`, the place",
        "`handbook.northwind.example`, the host",
        "`The quiet committee`, a heading",
        "`quiet.northwind.example`, the host",
        "`It meets on the third Thursday behind closed doors in Lisbon.`, a line",
    ] {
        let name = name.replace("/`", "`");
        assert!(all.contains(&name), "{name} in\n{all}");
    }
    // Each at the file that declares it.
    let files: Vec<&str> = INTERNAL.iter().map(|(path, _)| *path).collect();
    for finding in &found {
        let span = finding.span().expect("it has a place");
        let path = &*whole.sources.get(span.source).path;
        assert!(files.contains(&path), "{path}");
    }
}

#[test]
fn a_thing_that_is_hidden_and_a_draft_are_secrets_too() {
    let site = "title = \"Careers\"\nhide = [\"pitfall:feud\"]\n\n[upstream]\nfolder = \"upstream\"\nlicence = \"MIT\"\n";
    let files = with(&[
        ("site.toml", site),
        (
            "content/skills/orrery.md",
            "+++\ntitle = \"Orrery\"\ninternal = true\n+++\n",
        ),
        (
            "upstream/site.toml",
            "title = \"Open\"\n\n[vars]\nwiki = \"https://handbook.northwind.example\"\n",
        ),
        (
            "upstream/content/pitfalls/feud.md",
            "+++\ntitle = \"The Harrow feud\"\ninternal = true\n+++\n",
        ),
        (
            "content/guide/plan.md",
            "+++\ntitle = \"Plan Bellwether\"\ninternal = true\ndraft = true\n+++\n",
        ),
        (
            "content/guide/talk.md",
            "# Talk\n\nOf [[pitfall:feud]] and [[page:guide/plan]], the Harrow feud and plan Bellwether.\n",
        ),
    ]);
    let (_, found) = findings(&files);
    let messages: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`Plan Bellwether`, the title of something internal, would be public",
            "`The Harrow feud`, the title of something internal, would be public",
        ]
    );
}
