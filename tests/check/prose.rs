//! What is said twice, and what should be said by a name.

use crate::site::{edit, edited, found};

#[test]
fn a_statement_that_stands_twice_is_found_with_both_places() {
    let files = edited(
        "content/levels/senior.md",
        "- Weighs",
        "- **Draws** a plan, before building.\n- Weighs",
    );
    assert_eq!(found(files), "@@30");
}

#[test]
fn items_of_phases_and_skill_steps_repeat_each_other_too() {
    let mut files = edited(
        "content/skills/design.md",
        "- Follows a plan",
        "- Write a plan that somebody else carries out",
    );
    edit(
        &mut files,
        "content/paths/senior/1-plans.md",
        "- Somebody carried it out",
        "- Somebody carried it out\n  - Write a plan that somebody else carries out",
    );
    assert_eq!(found(files), "@@31");
}

#[test]
fn names_and_references_may_stand_in_many_lists() {
    let mut files = edited(
        "content/skills/design.md",
        "- Follows a plan",
        "- Follows a plan\n- Code review\n- [[book|The book on design]]",
    );
    edit(
        &mut files,
        "content/paths/senior/1-plans.md",
        "- Somebody",
        "- Code review\n- [[book|The book on design]]\n- Somebody",
    );
    assert_eq!(found(files), "");
}

#[test]
fn a_figure_that_has_a_key_is_found_in_the_prose() {
    let files = edited(
        "content/paths/senior/index.md",
        "One phase.",
        "It takes 6 to 12 months, and 30–40% of people finish. `6-12 months` is code.",
    );
    assert_eq!(found(files), "@@32");
    let files = edited(
        "content/paths/senior/index.md",
        "One phase.",
        "One phase of 16-12 months, and 40 % of something else.",
    );
    assert_eq!(found(files), "");
}

#[test]
fn a_word_of_vars_that_is_typed_out_is_found_once_for_each_file() {
    let mut files = edited(
        "content/index.md",
        "Begin",
        "Northwind is here. `Northwind` is code, Northwinds is another word. Begin",
    );
    edit(
        &mut files,
        "content/levels/senior.md",
        "title = \"Senior\"",
        "title = \"Senior\"\nsummary = \"Known all over Northwind\"",
    );
    files.insert(
        "templates/level.html".to_owned(),
        "{% extends 'level.html' %}{% block body %}Northwind{{ super() }}{% endblock %}".to_owned(),
    );
    assert_eq!(found(files), "@@33");
}

#[test]
fn a_var_that_is_a_term_of_the_language_may_stand_anywhere() {
    let mut files = edited(
        "site.toml",
        "[vars]",
        "[vars]\nword = \"plan\"\nshort = \"IBM\"",
    );
    edit(
        &mut files,
        "content/index.md",
        "Begin",
        "A plan at IBM. Begin",
    );
    assert_eq!(found(files), "");
}
