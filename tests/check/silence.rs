//! Findings that a file silences.

use crate::site::{edit, edited, found};

const PHASE: &str = "content/paths/senior/1-plans.md";

#[test]
fn a_file_silences_a_code_for_itself_with_a_reason() {
    let mut files = edited(PHASE, "- Somebody carried it out", "");
    edit(
        &mut files,
        PHASE,
        "+++\n",
        "+++\nallow.empty-section = \"the panel writes them in June\"\n",
    );
    assert_eq!(found(files.clone()), "");
    edit(
        &mut files,
        "content/paths/senior/index.md",
        "Ask in the channel.",
        "",
    );
    assert_eq!(found(files), "@@40");
}

#[test]
fn what_silences_nothing_is_itself_a_finding() {
    let files = edited(
        PHASE,
        "+++\n",
        "+++\nallow.empty-section = \"the panel writes them in June\"\n",
    );
    assert_eq!(found(files), "@@41");
}

#[test]
fn a_row_of_a_table_silences_for_itself_only() {
    let files = edited(
        "content/resources.toml",
        "skills = [\"design\"]\n",
        "allow.unused-resource = \"comes in autumn\"\n\n[film]\ntitle = \"The film\"\n",
    );
    assert_eq!(found(files), "@@42");
}

#[test]
fn what_loading_finds_can_be_silenced_as_well() {
    let mut files = edited("content/levels/engineer.md", "Finishes", "<b>Finishes</b>");
    assert_eq!(found(files.clone()), "@@43");
    edit(
        &mut files,
        "content/levels/engineer.md",
        "+++\n",
        "+++\nallow.raw-html = \"it is an example\"\n",
    );
    assert_eq!(found(files), "");
}
