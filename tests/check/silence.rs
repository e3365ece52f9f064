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
    assert_eq!(
        found(files),
        "\
warning[empty-section]: nothing stands beneath the heading `Community`
   --> content/paths/senior/index.md:13:1
    |
 13 | ## Community
    | ^^^^^^^^^^^^
    = help: write what belongs there, or take the heading out

"
    );
}

#[test]
fn what_silences_nothing_is_itself_a_finding() {
    let files = edited(
        PHASE,
        "+++\n",
        "+++\nallow.empty-section = \"the panel writes them in June\"\n",
    );
    assert_eq!(
        found(files),
        "\
warning[unknown-allow]: `empty-section` silences nothing here
  --> content/paths/senior/1-plans.md:2:7
   |
 2 | allow.empty-section = \"the panel writes them in June\"
   |       ^^^^^^^^^^^^^
   = help: take it out; what it was for is mended

"
    );
}

#[test]
fn a_row_of_a_table_silences_for_itself_only() {
    let files = edited(
        "content/resources.toml",
        "skills = [\"design\"]\n",
        "allow.unused-resource = \"comes in autumn\"\n\n[film]\ntitle = \"The film\"\n",
    );
    assert_eq!(
        found(files),
        "\
warning[unused-resource]: no path, phase or skill uses the resource `film`
   --> content/resources.toml:11:10
    |
 11 | title = \"The film\"
    |          ^^^^^^^^
    = help: name the `skills` that it teaches, list it in a phase, or take it out

"
    );
}

#[test]
fn what_loading_finds_can_be_silenced_as_well() {
    let mut files = edited("content/levels/engineer.md", "Finishes", "<b>Finishes</b>");
    assert_eq!(
        found(files.clone()),
        "\
warning[raw-html]: HTML in Markdown is shown as text
  --> content/levels/engineer.md:5:1
   |
 5 | <b>Finishes</b> what was begun.
   | ^^^
   = help: write it in Markdown, or set `[markdown] html = true` in `site.toml`

"
    );
    edit(
        &mut files,
        "content/levels/engineer.md",
        "+++\n",
        "+++\nallow.raw-html = \"it is an example\"\n",
    );
    assert_eq!(found(files), "");
}
