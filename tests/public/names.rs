//! Names that are no secret, and names that are, though nothing is called so.

use crate::site::{findings, said, with};

const PLAIN: &str = "title = \"Careers\"\nbase_url = \"https://careers.example.com/engineering/\"\n\n[vars]\nwiki = \"https://handbook.northwind.example\"\n";

#[track_caller]
fn names(files: &[(&str, &str)]) -> Vec<String> {
    let (_, found) = findings(&with(files));
    let name = |message: &str| message.split('`').nth(1).unwrap_or_default().to_owned();
    found.iter().map(|it| name(&it.message)).collect()
}

#[test]
fn a_name_that_something_public_bears_is_no_secret() {
    for (path, text) in [
        (
            "content/skills/planets.md",
            "+++\ntitle = \"Orrery\"\n+++\nThe model of planets.\n",
        ),
        (
            "content/skills/planets.md",
            "+++\ntitle = \"Planets\"\naka = [\"orrery\"]\n+++\nThe orrery.\n",
        ),
    ] {
        assert_eq!(names(&[(path, text)]), [] as [&str; 0], "{text}");
    }
}

#[test]
fn a_file_says_why_its_names_may_be_known() {
    let text = "# Talk\n\nThe orrery.\n";
    let known = "+++\ntitle = \"Orrery\"\ninternal = true\nallow.internal-shown = \"The word is in every dictionary.\"\n+++\nOur own scheduler.\n";
    assert_eq!(names(&[("content/talk.md", text)]), ["Orrery"]);
    let files = [
        ("content/talk.md", text),
        ("content/skills/orrery.md", known),
    ];
    assert_eq!(names(&files), [] as [&str; 0]);
}

#[test]
fn the_settings_say_why_one_name_may_be_known() {
    let text = "# Talk\n\nThe orrery, at https://orrery.tools.northwind.example/.\n";
    let site = format!(
        "{PLAIN}\n[internal]\nno_secret.\"orrery\" = \"The word is in every dictionary.\"\n"
    );
    assert_eq!(
        names(&[("content/talk.md", text), ("site.toml", &site)]),
        ["orrery.tools.northwind.example"]
    );
}

#[test]
fn the_settings_list_names_and_hosts_that_nothing_is_called_by() {
    let text = "# Talk\n\nProject bluebird is at https://a.b.corp.northwind.example/.\n";
    let site = format!(
        "{PLAIN}\n[internal]\nwords = [\"Bluebird\"]\nhosts = [\"corp.northwind.example\"]\n"
    );
    let files = with(&[("content/talk.md", text), ("site.toml", &site)]);
    let said = said(&files);
    assert!(
        said.starts_with(
            "\
error[internal-shown]: `Bluebird`, a name that `[internal]` lists, would be public
  --> site.toml:8:11
   |
 8 | words = [\"Bluebird\"]
   |           ^^^^^^^^
   = help: put what says it between `:::internal` and `:::`
"
        ),
        "{said}"
    );
    assert!(
        said.contains("   = note: it stands in `talk/index.html:8:43`"),
        "{said}"
    );
    assert_eq!(said.matches("error[").count(), 2);
}

#[test]
fn short_names_are_found_where_they_stand_alone() {
    let level = "+++\ntitle = \"Zed\"\ninternal = true\ntrack = \"ic\"\n+++\nOne.\n";
    let with_text =
        |text: &str| names(&[("content/levels/last.md", level), ("content/talk.md", text)]);
    assert_eq!(
        with_text("# Talk\n\nFrom a to zed, or Zed as it were.\n"),
        [] as [&str; 0]
    );
    assert_eq!(with_text("# Talk\n\n- Zed\n"), ["Zed"]);
    assert_eq!(
        with_text("# Talk\n\nSee [Zed](https://example.com/).\n"),
        ["Zed"]
    );
}

#[test]
fn scripts_without_spaces_are_read_letter_by_letter() {
    let page = "+++\ntitle = \"給与表\"\ninternal = true\n+++\n";
    let found = names(&[
        ("content/guide/pay.md", page),
        ("content/talk.md", "# 話\n\n新しい給与表です。\n"),
    ]);
    assert_eq!(found, ["給与表"]);
}

#[test]
fn a_host_is_a_secret_unless_a_public_thing_has_it_and_then_the_address_is() {
    let inside = "+++\ntitle = \"Pay rounds\"\ninternal = true\n+++\nSee <https://en.wiki.example/pay>, <https://en.wiki.example/old> and <http://payroll/x>.\n";
    let outside = "# Talk\n\nSee <https://en.wiki.example/pay> and <http://payroll/y>.\n";
    let mut files = vec![
        ("content/guide/rounds.md", inside),
        ("content/talk.md", outside),
    ];
    assert_eq!(names(&files), ["en.wiki.example", "payroll"]);
    let resource = "+++\ntitle = \"An encyclopaedia\"\nurl = \"https://en.wiki.example/\"\n+++\n";
    files.push(("content/resources/wiki.md", resource));
    assert_eq!(names(&files), ["payroll"]);
    // What a template says no public text does.
    files.push(("words/en.toml", "here = \"en.wiki.example/old\"\n"));
    files.push((
        "templates/404.html",
        "<!doctype html><title>x</title>{{ t(\"here\") }}",
    ));
    assert_eq!(names(&files), ["payroll", "en.wiki.example/old"]);
}

#[test]
fn a_file_that_internal_texts_alone_use_is_not_published_unseen() {
    let inside =
        "+++\ntitle = \"Pay rounds\"\ninternal = true\n+++\n![the bands](/img/bands.png)\n";
    let files = [
        ("content/guide/rounds.md", inside),
        ("static/img/bands.png", "png"),
    ];
    assert_eq!(names(&files), ["bands.png"]);
    let used = [
        files[0],
        files[1],
        ("content/talk.md", "# Talk\n\n![x](/img/bands.png)\n"),
    ];
    assert_eq!(names(&used), [] as [&str; 0]);
}
