//! A broken edit: HOSTILE 28. What is wrong is told, the last good page stands beneath, the rest goes on.

use crate::preview::{Preview, site, write};
use std::fs;

fn faults(preview: &Preview, page: &str) -> Vec<String> {
    let state = preview.state(page);
    let faults = state["faults"].as_array().cloned().unwrap_or_default();
    faults
        .iter()
        .map(|fault| fault["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn a_broken_page_stays_as_it_last_was_until_it_is_mended() {
    let folder = site();
    let staff = fs::read_to_string(folder.path().join("content/levels/staff.md")).expect("text");
    let preview = Preview::of(folder, &["--editor", "vscode"]);
    preview.until("/levels/staff/", "Designs a system");
    let broken = staff
        .replace("Designs a system", "Designs all")
        .replace("advanced", "advancd");
    preview.write("content/levels/staff.md", &broken);
    preview.until_so("/_waypost/state?page=levels/staff/", |answer| {
        answer.body.contains("last-good")
    });
    let page = preview.get("/levels/staff/");
    assert!(page.body.contains("Designs a system") && !page.body.contains("Designs all"));
    let state = preview.state("levels/staff/");
    let fault = &state["faults"][0];
    assert_eq!(fault["here"], true);
    assert_eq!(
        (fault["line"].as_u64(), fault["column"].as_u64()),
        (Some(5), Some(20))
    );
    let frame = fault["frame"].as_str().expect("a frame");
    assert!(
        frame.contains("requires.design = \"advancd\"") && frame.contains("^^^"),
        "{frame}"
    );
    let edit = fault["edit"].as_str().expect("an address");
    assert!(
        edit.starts_with("vscode://file/") && edit.ends_with("/content/levels/staff.md:5:20"),
        "{edit}"
    );
    // The rest is there, and goes on.
    assert_eq!(preview.state("levels/senior/")["shown"], "current");
    preview.write("content/guide/one.md", "# Onward\n");
    preview.until("/guide/one/", "<h1>Onward");
    assert!(
        preview
            .get("/levels/staff/")
            .body
            .contains("Designs a system")
    );
    // A second page that breaks now stays as it was now.
    preview.write(
        "content/guide/one.md",
        "+++\ntitle = \"Broken\ntags = [\n+++\n# Broken\n",
    );
    preview.until_so("/_waypost/state?page=guide/one/", |answer| {
        answer.body.contains("last-good")
    });
    assert!(preview.get("/guide/one/").body.contains("<h1>Onward"));
    preview.write("content/guide/one.md", "# Well\n");
    preview.write(
        "content/levels/staff.md",
        &staff.replace("Designs a system", "Designs all"),
    );
    preview.until("/levels/staff/", "Designs all");
    preview.until("/guide/one/", "<h1>Well");
    assert_eq!(preview.state("levels/staff/")["shown"], "current");
    assert!(faults(&preview, "levels/staff/").is_empty());
}

#[test]
fn a_page_that_exists_only_broken_shows_what_it_has() {
    let preview = Preview::of_site();
    preview.write(
        "content/levels/principal.md",
        "+++\ntitle = \"Principal\"\ntrack = \"nothing\"\n+++\n\n## [[design]]\n\n- Sees far\n",
    );
    preview.until("/levels/principal/", "Sees far");
    let state = preview.state("levels/principal/");
    assert_eq!(state["shown"], "broken");
    assert_eq!(faults(&preview, "levels/principal/")[0], "unknown-id");
}

#[test]
fn broken_settings_leave_every_page_as_it_was() {
    let folder = site();
    let settings = fs::read_to_string(folder.path().join("site.toml")).expect("text");
    let preview = Preview::of(folder, &[]);
    preview.until("/levels/staff/", "· Careers</title>");
    preview.write("site.toml", "title = \"Other\nbase_url = 7\n");
    preview.until_so("/_waypost/state?page=levels/staff/", |answer| {
        answer.body.contains("last-good")
    });
    for page in ["/", "/levels/staff/", "/skills/design/", "/guide/one/"] {
        assert!(preview.get(page).body.contains("Careers</title>"), "{page}");
    }
    preview.write("site.toml", &settings.replace("Careers", "Ladders"));
    preview.until("/levels/staff/", "· Ladders</title>");
    assert_eq!(preview.state("levels/staff/")["shown"], "current");
}

#[test]
fn a_template_that_fails_leaves_its_pages_as_they_were() {
    let preview = Preview::of_site();
    preview.until("/levels/staff/", "<h1>Staff");
    for template in [
        // One that can't be read, and one that fails when it is used.
        "{% extends \"skill.html\" %}{% block content %}{{ nothing.at.all }}{% endblock %}",
        "{% extends \"skill.html\" %}{% block content %}{% if %}{% endblock %}",
    ] {
        preview.write("templates/skill.html", template);
        let asked = "/_waypost/state?page=skills/design/";
        preview.until_so(asked, |answer| answer.body.contains("last-good"));
        let page = preview.get("/skills/design/");
        assert!(
            page.status == 200 && page.body.contains("<h1>Design"),
            "{}",
            page.body
        );
        let state = preview.state("skills/design/");
        assert_eq!(
            state["faults"][0]["path"], "templates/skill.html",
            "{state}"
        );
        assert_eq!(preview.get("/levels/staff/").status, 200);
        fs::remove_dir_all(preview.root().join("templates")).expect("removed");
        preview.until_so(asked, |answer| !answer.body.contains("last-good"));
    }
    assert!(faults(&preview, "skills/design/").is_empty());
}

#[test]
fn a_template_that_always_failed_says_so_in_the_page() {
    let folder = site();
    write(
        folder.path(),
        "templates/skill.html",
        "{{ nothing.at.all }}",
    );
    let preview = Preview::of(folder, &[]);
    let page = preview.get("/skills/design/");
    assert_eq!(page.status, 500);
    assert!(
        page.body.contains("templates/skill.html:1:4"),
        "{}",
        page.body
    );
    assert!(page.body.contains("_waypost/preview.js"), "{}", page.body);
    assert_eq!(preview.get("/levels/staff/").status, 200);
}

#[test]
fn faults_that_only_a_whole_check_finds_follow() {
    let preview = Preview::of_site();
    preview.write(
        "content/guide/one.md",
        "# One\n\nSee [nothing](/nowhere/).\n",
    );
    preview.until_so("/_waypost/state?page=guide/one/", |answer| {
        answer.body.contains("broken-link")
    });
}

#[test]
fn texts_in_messages_stay_texts() {
    let preview = Preview::of_site();
    preview.write(
        "content/guide/one.md",
        "# One\n\n[[\"><script>alert(1)</script>]] and [[</script><b>]]\n",
    );
    let answer = preview.until("/_waypost/state?page=guide/one/", "unknown-id");
    assert!(
        answer.head.contains("content-type: application/json"),
        "{}",
        answer.head
    );
    assert!(answer.head.contains("nosniff"));
    let page = preview.get("/guide/one/");
    assert!(!page.body.contains("<script>alert"), "{}", page.body);
}
