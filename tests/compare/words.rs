//! A level in one version and in the next, as its author writes it.

use crate::site::site_of;
use waypost::compare::{Changes, What, changes};

const SETTINGS: &str = "title = \"T\"\n[areas.a]\ntitle = \"A\"\n";

/// What changed in a level with these two texts. Its skills are `x` and `y`.
fn between(old: &str, new: &str) -> Changes {
    let of = |text: &str| {
        let site = site_of([
            ("site.toml", SETTINGS.to_owned()),
            ("content/skills/x.md", "# X\n".to_owned()),
            ("content/skills/y.md", "# Y\n".to_owned()),
            (
                "content/levels/one.md",
                format!("+++\ntitle = \"One\"\n+++\n{text}"),
            ),
        ]);
        crate::version(&site)
    };
    changes(&of(old), &of(new))
}

fn told(changes: &Changes) -> Vec<(What, Option<&str>, Option<&str>)> {
    assert!(changes.things.is_empty(), "{:?}", changes.things);
    let lines = changes.lines.iter();
    lines
        .map(|change| {
            let old = change.old.as_ref().map(|(_, line)| &*line.text);
            let new = change.new.as_ref().map(|(_, line)| &*line.text);
            (change.what(), old, new)
        })
        .collect()
}

#[test]
fn another_order_and_other_line_breaks_are_no_change() {
    let changes = between(
        "Some prose\non two lines.\n\n## [[x]]\n- One thing is done\n- Another thing is made\n\n## [[y]]\n- A third\n",
        "Some prose on two lines.\n\n## [[y]]\n* A third\n\n## [[x]]\n* Another thing\n  is made\n* One thing is done\n",
    );
    assert!(changes.is_empty(), "{changes:?}");
}

#[test]
fn a_pinned_statement_is_the_same_however_it_is_worded() {
    let changes = between(
        "## [[x]]\n- Leads a team of five people {#lead}\n",
        "## [[x]]\n- Is at the head of several groups {#lead}\n",
    );
    let told = told(&changes);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, What::Reworded);
}

#[test]
fn a_pinned_statement_under_another_skill_has_moved() {
    let changes = between(
        "## [[x]]\n- Leads a team of five people {#lead}\n",
        "## [[y]]\n- Is at the head of several groups {#lead}\n",
    );
    assert_eq!(told(&changes)[0].0, What::Moved);
}

#[test]
fn equal_statements_pair_before_near_ones() {
    let changes = between(
        "## [[x]]\n- Designs services for ten teams\n- Designs services for two teams\n",
        "## [[x]]\n- Designs services for two teams\n- Designs services for six teams\n",
    );
    let (old, new) = (
        "Designs services for ten teams",
        "Designs services for six teams",
    );
    assert_eq!(told(&changes), [(What::Reworded, Some(old), Some(new))]);
}

#[test]
fn pinning_a_statement_changes_nothing() {
    let changes = between(
        "## [[x]]\n- Leads a team of five\n",
        "## [[x]]\n- Leads a team of five {#lead}\n",
    );
    assert!(changes.is_empty(), "{changes:?}");
}

#[test]
fn a_note_beneath_a_statement_belongs_to_it() {
    let changes = between(
        "## [[x]]\n- Leads a team of five\n  - As at the company's first office\n",
        "## [[x]]\n- Leads a team of five\n  - As at the company's second office\n",
    );
    assert_eq!(told(&changes)[0].0, What::Reworded);
}
