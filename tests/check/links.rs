//! Links that lead nowhere, whoever made them.

use crate::site::{Files, edit, edited, found, found_in_public, loaded, with};

const HOME: &str = "content/index.md";

fn at_home(words: &str) -> Files {
    edited(HOME, "Begin", &format!("{words}\n\nBegin"))
}

#[test]
fn a_link_to_no_page_is_found_where_it_was_written() {
    assert_eq!(
        found(at_home("See [it](levels/engineeer.md).")),
        "\
error[broken-link]: there is no page at `levels/engineeer.md`
  --> content/index.md:3:5
   |
 3 | See [it](levels/engineeer.md).
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: did you mean `levels/engineer.md`?

"
    );
    assert_eq!(
        found(at_home("See [it](/skills/desing/).")),
        "\
error[broken-link]: there is no page at `/skills/desing/`
  --> content/index.md:3:5
   |
 3 | See [it](/skills/desing/).
   |     ^^^^^^^^^^^^^^^^^^^^^
   = help: did you mean `/skills/design/`?

"
    );
    assert_eq!(
        found(at_home("See [it](skills/senior.md).")),
        "\
error[broken-link]: there is no page at `skills/senior.md`
  --> content/index.md:3:5
   |
 3 | See [it](skills/senior.md).
   |     ^^^^^^^^^^^^^^^^^^^^^^
   = help: did you mean `levels/senior.md`?

"
    );
    assert_eq!(
        found(at_home("See [it](../../etc/passwd).")),
        "\
error[broken-link]: `../../etc/passwd` leads out of the site
  --> content/index.md:3:5
   |
 3 | See [it](../../etc/passwd).
   |     ^^^^^^^^^^^^^^^^^^^^^^
   = help: write where it stands in the site, or a whole address with `https://`

"
    );
}

#[test]
fn a_whole_address_of_the_site_itself_is_followed() {
    let words = "See [it](https://example.com/careers/levels/staff/).";
    assert_eq!(
        found(at_home(words)),
        "\
error[broken-link]: there is no page at `https://example.com/careers/levels/staff/`
  --> content/index.md:3:5
   |
 3 | See [it](https://example.com/careers/levels/staff/).
   |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: mend the address, or take the link away

"
    );
}

#[test]
fn addresses_work_as_a_plain_web_server_has_them() {
    let well = "[a](levels/engineer.md) [b](/levels/engineer/) [c](levels/engineer) \
                [d](/levels/engineer/index.html) [e](/) [f](/map%2epng?v=2) [g](./skills/../levels/engineer.md) \
                [h](https://example.com/careers/levels/) [i](https://example.com/elsewhere) \
                [j](mailto:a@example.com) [k](#top) [l](levels/engineer.md#:~:text=plan) [m]()";
    assert_eq!(found(at_home(well)), "");
    let wrong = "[a](/levels/Engineer/)\n[b](/map.png/)\n[c](/levels/engineer.html)\n[d](/levels/engineer/index.html/)";
    assert_eq!(
        found(at_home(wrong)).matches("error[broken-link]").count(),
        4
    );
}

#[test]
fn a_place_that_a_page_does_not_have_is_found_in_every_form_of_link() {
    let words = "[a](levels/engineer.md#desing)\n[[engineer#nothing]]\n[c](#careers-att-northwind)\n[d](levels/engineer.md#design)";
    assert_eq!(
        found(at_home(words)),
        "\
error[broken-anchor]: the page `levels/engineer/` has no place `desing`
  --> content/index.md:3:1
   |
 3 | [a](levels/engineer.md#desing)
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: did you mean `design`?

error[broken-anchor]: the page `levels/engineer/` has no place `nothing`
  --> content/index.md:4:1
   |
 4 | [[engineer#nothing]]
   | ^^^^^^^^^^^^^^^^^^^^
   = help: name a heading of that page, or take the place away

error[broken-anchor]: the page `/` has no place `careers-att-northwind`
  --> content/index.md:5:1
   |
 5 | [c](#careers-att-northwind)
   | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: name a heading of that page, or take the place away

"
    );
}

#[test]
fn a_picture_that_is_not_there_is_found() {
    assert_eq!(
        found(at_home("![A plan](/mpa.png)")),
        "\
error[missing-asset]: there is no file at `/mpa.png`
  --> content/index.md:3:1
   |
 3 | ![A plan](/mpa.png)
   | ^^^^^^^^^^^^^^^^^^^
   = help: put it there as `static/mpa.png`, or use `/map.png`

"
    );
    assert_eq!(
        found(at_home("![A plan](img/plan.svg)")),
        "\
error[missing-asset]: there is no file at `img/plan.svg`
  --> content/index.md:3:1
   |
 3 | ![A plan](img/plan.svg)
   | ^^^^^^^^^^^^^^^^^^^^^^^
   = help: put it there as `static/img/plan.svg`

"
    );
}

#[test]
fn a_link_in_front_matter_is_found_there() {
    let files = edited(
        "content/archetypes/solver.md",
        "+++\n",
        "+++\nsummary = \"Like [this](/nowhere/), and [[levle:senior]]\"\n",
    );
    assert_eq!(
        found(files),
        "\
error[broken-link]: there is no page at `/nowhere/`
  --> content/archetypes/solver.md:2:17
   |
 2 | summary = \"Like [this](/nowhere/), and [[levle:senior]]\"
   |                 ^^^^^^^^^^^^^^^^^
   = help: mend the address, or take the link away

error[unknown-id]: nothing is called `levle:senior`
  --> content/archetypes/solver.md:2:40
   |
 2 | summary = \"Like [this](/nowhere/), and [[levle:senior]]\"
   |                                        ^^^^^^^^^^^^^^^^
   = help: write the id of one that exists; one that is planned is written `levle:senior?`

"
    );
    let files = edited(
        "content/resources.toml",
        "title = \"The guide\"",
        "title = \"The guide\"\nurl = \"/handbook.pdf\"",
    );
    assert_eq!(
        found(files),
        "\
error[broken-link]: there is no file at `/handbook.pdf`
  --> content/resources.toml:3:8
   |
 3 | url = \"/handbook.pdf\"
   |        ^^^^^^^^^^^^^
   = help: put it there as `static/handbook.pdf`

"
    );
}

#[test]
fn a_link_in_the_settings_is_found_there() {
    let mut files = edited(
        "site.toml",
        "[vars]",
        "[navigation]\nGuide = \"/guide/\"\n\n[theme]\nlogo = \"logo.svg\"\n\n[vars]",
    );
    files.insert(
        "templates/base.html".to_owned(),
        "{% for entry in site.navigation %}<a href=\"{{ entry.url }}\">{{ entry.title }}</a>{% endfor %}<img src=\"{{ site.logo }}\" alt=\"\">{% block body %}{% endblock %}".to_owned(),
    );
    edit(
        &mut files,
        HOME,
        "(paths/senior/index.md#community)",
        "(paths/senior/index.md)",
    );
    assert_eq!(
        found(files),
        "\
error[broken-link]: there is no page at `/guide/`
  --> site.toml:6:10
   |
 6 | Guide = \"/guide/\"
   |          ^^^^^^^
   = help: mend the address, or take the link away

error[missing-asset]: there is no file at `logo.svg`
  --> site.toml:9:9
   |
 9 | logo = \"logo.svg\"
   |         ^^^^^^^^
   = help: put it there as `static/logo.svg`

"
    );
}

#[test]
fn a_wrong_link_of_a_template_is_one_finding_with_a_page_that_has_it() {
    let files = with(&[(
        "templates/level.html",
        "{% extends 'level.html' %}{% block body %}{{ super() }}<a href=\"{{ page.root }}about/\">about</a><script src=\"{{ page.root }}theme/gone.js\"></script><a href=\"/careers\">well</a><a href=\"/other\">out</a><a href=\"../engineer/#gone\">x</a>{% endblock %}",
    )]);
    assert_eq!(
        found(files),
        "\
error[broken-anchor]: the page `levels/engineer/` has no place `gone`
   = help: mend the template that makes this address
   = note: `levels/engineer/index.html` has it as `../engineer/#gone`
   = note: and on one more page

error[broken-link]: `/other` leads out of the site
   = help: mend the template that makes this address
   = note: `levels/engineer/index.html` has it as `/other`
   = note: and on one more page

error[broken-link]: there is no page at `about/`
   = help: mend the template that makes this address
   = note: `levels/engineer/index.html` has it as `../../about/`
   = note: and on one more page

error[missing-asset]: there is no file at `theme/gone.js`
   = help: mend the template that makes this address
   = note: `levels/engineer/index.html` has it as `../../theme/gone.js`
   = note: and on one more page

"
    );
}

#[test]
fn sets_of_pictures_previews_and_what_follows_are_read_too() {
    let files = with(&[(
        "templates/skill.html",
        "<img src=\"../../map.png\" srcset=\"../../map.png 1x, ../../map,2.png 2x\" alt=\"\"><meta property=\"og:image\" content=\"https://example.com/careers/card.png\"><video poster=\"../../still.jpg\"></video><svg><use href=\"../../icons.svg#a\"/></svg><link rel=\"canonical\" href=\"https://example.com/careers/skills/\"><link rel=\"preconnect\" href=\"/nowhere\"><!-- <img src=\"x.png\"> --><script>'<img src=\"y.png\">'</script>",
    )]);
    let found = found(files);
    let wanted = ["map,2.png", "card.png", "still.jpg", "icons.svg"];
    for name in wanted {
        assert!(
            found.contains(&format!("there is no file at `{name}`")),
            "{name} in\n{found}"
        );
    }
    assert_eq!(found.matches("error[").count(), wanted.len(), "{found}");
}

#[test]
fn an_id_that_stands_twice_is_found_at_the_heading_that_bears_it() {
    let files = with(&[(
        "templates/level.html",
        "{% extends 'level.html' %}{% block body %}{{ super() }}<p id=\"design\"><p id=\"twice\"><p id=\"twice\">{% endblock %}",
    )]);
    assert_eq!(
        found(files),
        "\
error[duplicate-anchor]: the id `twice` stands in one page several times
   = help: make it unique in the template, or in the text
   = note: the page is `levels/engineer/`
   = note: and on one more page

error[duplicate-anchor]: the id `design` stands in one page several times
  --> content/levels/engineer.md:7:1
   |
 7 | ## [[design]]
   | ^^^^^^^^^^^^^
   = help: give the heading another id, like `{#other}`
   = note: the page is `levels/engineer/`

error[duplicate-anchor]: the id `design` stands in one page several times
   --> content/levels/senior.md:11:1
    |
 11 | ## [[design]]
    | ^^^^^^^^^^^^^
    = help: give the heading another id, like `{#other}`
    = note: the page is `levels/senior/`

"
    );
}

#[test]
fn a_fault_of_a_template_is_one_finding_with_its_place() {
    let files = with(&[(
        "templates/level.html",
        "{% extends 'level.html' %}{% block body %}{{ level.nmae }}{% endblock %}",
    )]);
    assert_eq!(
        found(files),
        "\
error[template-undefined]: `level.nmae` is undefined
  --> templates/level.html:1:46
   |
 1 | {% extends 'level.html' %}{% block body %}{{ level.nmae }}{% endblock %}
   |                                              ^^^^^^^^^^
   = help: see docs/theming.md for the fields, filters and functions that there are
   = note: met while rendering `levels/engineer/index.html`
   = note: and on one more page

"
    );
}

#[test]
fn pages_that_are_copied_as_they_are_have_links_too() {
    let files = with(&[
        (
            "static/old/index.html",
            "<a href=\"../levels/engineer/#wp-title\">a</a><a href=\"../gone/\">b</a><a name=\"here\">c</a>",
        ),
        (HOME, "# Home\n\n[a](/old/#here)\n\n![m](/map.png)\n"),
    ]);
    assert_eq!(
        found(files),
        "\
error[broken-link]: there is no page at `gone/`
   = help: mend the address
   = note: `static/old/index.html` has it as `../gone/`

"
    );
}

#[test]
fn former_addresses_lead_on() {
    let mut files = edited(
        "content/levels/senior.md",
        "+++\n",
        "+++\nwas = [\"lead\"]\n",
    );
    edit(&mut files, HOME, "Begin", "[Lead](/levels/lead/). Begin");
    assert_eq!(found(files), "");
}

#[test]
fn a_link_to_what_is_left_out_of_a_build_is_no_broken_link() {
    let files = with(&[
        (
            "content/guide/pay.md",
            "+++\ntitle = \"Salary bands\"\ninternal = true\n+++\nBands.\n",
        ),
        (
            HOME,
            "# Home\n\n:::internal\nSee [pay](guide/pay.md) and [[page:guide/pay]].\n:::\n\nSee [this](guide/pay.md).\n\n![m](/map.png)\n",
        ),
    ]);
    assert_eq!(found(files.clone()), "");
    assert_eq!(found_in_public(files), "");
}

#[test]
fn a_public_build_shows_no_internal_name() {
    let files = with(&[
        (
            "content/guide/pay.md",
            "+++\ntitle = \"Bands & Pay\"\ninternal = true\n+++\nBands.\n",
        ),
        (
            "content/resources/wiki.md",
            "+++\ntitle = \"Wiki\"\ninternal = true\nurl = \"https://wiki.corp.example/x\"\nskills = [\"design\"]\n+++\n",
        ),
        (
            HOME,
            "# Home\n\nAsk for Bands & Pay, at <https://wiki.corp.example/pay>.\n\n![m](/map.png)\n",
        ),
    ]);
    // In how many files of the search it stands as well is nobody's promise.
    let found = found_in_public(files);
    let found: Vec<&str> = found
        .split_inclusive('\n')
        .filter(|line| !line.contains("`search/"))
        .collect();
    assert_eq!(
        found.concat(),
        "\
error[internal-shown]: `Bands & Pay`, the title of something internal, would be public
  --> content/guide/pay.md:2:10
   |
 2 | title = \"Bands & Pay\"
   |          ^^^^^^^^^^^
   = help: put what says it between `:::internal` and `:::`; if it is no secret, write `no_secret.\"Bands & Pay\" = \"why\"` below `[internal]` in `site.toml`
   = note: it stands in `index.html:6:12`

error[internal-shown]: `wiki.corp.example`, the host of something internal, would be public
  --> content/resources/wiki.md:4:8
   |
 4 | url = \"https://wiki.corp.example/x\"
   |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^
   = help: put what says it between `:::internal` and `:::`; if it is no secret, write `no_secret.\"wiki.corp.example\" = \"why\"` below `[internal]` in `site.toml`
   = note: it stands in `index.html:6:49`

"
    );
}

#[test]
fn every_planted_fault_is_found() {
    let mut home = String::from("# Home\n\n![m](/map.png)\n\n");
    for number in 0..20 {
        home.push_str(&format!("- [page](/gone-{number}/)\n"));
        home.push_str(&format!("- [place](levels/engineer.md#gone-{number})\n"));
        home.push_str(&format!("- ![file](/gone-{number}.png)\n"));
    }
    let files = with(&[(HOME, &home)]);
    let found = found(files.clone());
    for code in ["broken-link", "broken-anchor", "missing-asset"] {
        assert_eq!(
            found.matches(&format!("error[{code}]")).count(),
            20,
            "{code}"
        );
    }
    assert!(!loaded(files).routes.is_empty());
}

#[test]
fn a_bare_place_in_a_text_that_other_pages_show_is_found() {
    let mut files = edited(
        "content/paths/senior/index.md",
        "One phase.",
        "One phase, and [a channel](#community).",
    );
    assert_eq!(found(files.clone()), "");
    files.insert(
        "templates/level.html".to_owned(),
        "{% extends 'level.html' %}{% block body %}{{ super() }}{% for path in level.paths_to %}{{ path.opening }}{% endfor %}{% endblock %}".to_owned(),
    );
    assert_eq!(
        found(files),
        "\
error[broken-anchor]: `#community` means another place wherever this text is shown
   --> content/paths/senior/index.md:11:16
    |
 11 | One phase, and [a channel](#community).
    |                ^^^^^^^^^^^^^^^^^^^^^^^
    = help: name the page as well, like `staff.md#scope`
    = note: `levels/senior/index.html` shows it, and has no such place

"
    );
}
