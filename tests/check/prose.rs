//! What is said twice, and what should be said by a name.

use crate::site::{edit, edited, found};

#[test]
fn a_statement_that_stands_twice_is_found_with_both_places() {
    let files = edited(
        "content/levels/senior.md",
        "- Weighs",
        "- **Draws** a plan, before building.\n- Weighs",
    );
    assert_eq!(
        found(files),
        "\
warning[repeated-statement]: this stands word for word in another place
   --> content/levels/senior.md:13:3
    |
 13 | - **Draws** a plan, before building.
    |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   ::: content/levels/engineer.md:9:3
    |
  9 | - Draws a plan before building
    |   ---------------------------- here already
    = help: keep it in one place, and say in the other what differs there

"
    );
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
    assert_eq!(
        found(files),
        "\
warning[repeated-statement]: this stands word for word in 3 places
   --> content/paths/senior/1-plans.md:11:3
    |
 11 | - Write a plan that somebody else carries out
    |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 ...
 16 |   - Write a plan that somebody else carries out
    |     ------------------------------------------- and here
   ::: content/skills/design.md:9:3
    |
  9 | - Write a plan that somebody else carries out
    |   ------------------------------------------- here already
    = help: keep it in one place, and say in the other what differs there

"
    );
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
        "It takes 6 to 12 months, and 30 to 40 percent of people finish. `6-12 months` is code.",
    );
    assert_eq!(
        found(files),
        "\
warning[repeated-fact]: `6 to 12 months` stands here and under `timeline`
   --> content/paths/senior/index.md:11:10
    |
  5 | timeline = \"6-12 months\"
    |             ----------- the key
 ...
 11 | It takes 6 to 12 months, and 30 to 40 percent of people finish. `6-12 months` is code.
    |          ^^^^^^^^^^^^^^
    = help: say it without the figure; the page shows the key's

warning[repeated-fact]: `30 to 40 percent` stands here and under `success_rate`
   --> content/paths/senior/index.md:11:30
    |
 11 | It takes 6 to 12 months, and 30 to 40 percent of people finish. `6-12 months` is code.
    |                              ^^^^^^^^^^^^^^^^
    = help: say it without the figure; the page shows the key's

"
    );
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
    assert_eq!(found(files), "\
warning[company-name]: `Northwind` is typed out, and `[vars]` has it as `company`
  --> content/index.md:3:1
   |
 3 | Northwind is here. `Northwind` is code, Northwinds is another word. Begin with [[level:engineer]], or with [the path](pa…
   | ^^^^^^^^^
   = help: write `[[var:company]]`

warning[company-name]: `Northwind` is typed out, and `[vars]` has it as `company`
  --> content/levels/senior.md:3:27
   |
 3 | summary = \"Known all over Northwind\"
   |                           ^^^^^^^^^
   = help: write `[[var:company]]`

warning[company-name]: `Northwind` is typed out, and `[vars]` has it as `company`
  --> templates/level.html:1:43
   |
 1 | {% extends 'level.html' %}{% block body %}Northwind{{ super() }}{% endblock %}
   |                                           ^^^^^^^^^
   = help: write `{{ site.vars.company }}`

");
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
