//! `waypost upstream detach`: the site stands alone, and is the same.

use crate::site::Bench;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use waypost::cli::Exit;

/// A fork of a fork with overrides of every kind, over tables in both formats.
fn bench() -> Bench {
    let bench = Bench::new();
    for (path, text) in [
        ("open/LICENSE", "The licence.\n"),
        ("open/static/open.txt", "open"),
        ("open/static/both.txt", "open"),
        (
            "open/words/en.toml",
            "[about]\nedit = \"Mend this\"\nmade-with = \"Made by open\"\n",
        ),
        (
            "open/content/guide/1-first.md",
            "---\ntitle: First\nsummary: Of open.\n---\n\n# One\n\nText.\n\n:::internal\nInside.\n:::\n\n## Two\n\nMore.\n\n## Three\n\n[^n] said.\n\n[^n]: A note.\n",
        ),
        ("open/content/guide/picture.png", "png"),
        (
            "open/content/resources.toml",
            "# Books first.\n\n# The best of all.\n[ddia]\ntitle = \"DDIA\"\ntype = \"book\"\nskills = [\"design\"] # for now\nurl = \"https://example.org/a\"\n\n[hidden]\ntitle = \"Hidden\"\ntype = \"book\"\nskills = [\"design\"]\nurl = \"https://example.org/b\"\n\n[third]\ntitle = \"Third\"\ntype = \"book\"\nskills = [\"design\"]\nurl = \"https://example.org/c\"\n",
        ),
        (
            "open/content/pitfalls.csv",
            "id,title,problem,solution,levels\nivory,Ivory tower,\"Draws, and never builds\",Build,staff\nhero,Hero,Alone,Ask,staff\nlate,Late,Never done,Cut,staff\n",
        ),
    ] {
        bench.write(path, text.as_bytes());
    }
    bench.edit(
        "open/content/levels/staff.md",
        &[(
            "Opening words.",
            "Opening words on [[pitfall:ivory]] and [[hidden]].",
        )],
    );
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Well, "{said}");
    for (path, text) in [
        (
            "content/levels/staff.md",
            "+++\ntitle = \"Lead\"\ntags.add = [\"c\"]\nrequires.design = \"expert\" # as we do\nunset = [\"typical_time\"]\n+++\n\n## Scope {append}\n\n- One more\n\n## Ours {new}\n\nNew.\n",
        ),
        (
            "content/guide/first.md",
            "+++\nsummary = \"Of acme.\"\n+++\n\n## Two {prepend}\n\nBefore.\n",
        ),
        (
            "content/skills/design.md",
            "+++\nreplaces = true\ntitle = \"Architecture\"\n+++\n\n## Beginner\n\nDraws.\n",
        ),
        (
            "content/resources.toml",
            "[ddia]\nurl = \"https://example.org/ours\"\n\n[own]\ntitle = \"Own\"\ntype = \"talk\"\nskills = [\"design\"]\nurl = \"https://example.org/d\"\n",
        ),
        ("content/resources/third.md", "We read it each year.\n"),
        (
            "content/pitfalls.csv",
            "id,title,summary,levels\nhero,,\"Alone; always\",staff\nnew,New one,Ours,staff\n",
        ),
        (
            "content/guide/own.md",
            "# Ours alone\n\nSee [the first](1-first.md).\n",
        ),
        ("static/both.txt", "acme"),
        ("words/en.toml", "about.edit = \"Change this\"\n"),
    ] {
        bench.write(&format!("acme/{path}"), text.as_bytes());
    }
    bench.edit("acme/site.toml", &[("\n[upstream]\n", "\nhide = [\"pitfall:ivory\", \"resource:hidden\"]\n\n[titles]\nbeginner = \"Novice\"\n\n[upstream]\n")]);
    bench
}

/// What the site comes to, built.
fn built(bench: &Bench) -> BTreeMap<String, Vec<u8>> {
    let _ = std::fs::remove_dir_all(bench.path("built"));
    let output = bench.path("built").display().to_string();
    let (exit, said) = bench.typed(&["build", "-q", "--output", &output]);
    assert_eq!(exit, Exit::Well, "{said}");
    bench.files("built")
}

#[test]
fn a_fork_that_is_detached_is_the_same_site_and_reads_as_though_somebody_had_written_it() {
    let bench = bench();
    let before = built(&bench);
    let (_, clean) = bench.typed(&["check"]);
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Well, "{said}");
    let after = built(&bench);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before));
    for (path, bytes) in &before {
        assert!(after[path] == *bytes, "{path}");
    }
    let (_, still) = bench.typed(&["check"]);
    let last = |said: &str| said.lines().last().unwrap_or_default().to_owned();
    assert_eq!(last(&still), last(&clean), "{clean}\n{still}");

    let files = bench.files("acme");
    let own: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        own,
        [
            "content/guide/1-first.md",
            "content/guide/own.md",
            "content/guide/picture.png",
            "content/index.md",
            "content/levels/staff.md",
            "content/pitfalls.csv",
            "content/resources.toml",
            "content/resources/third.md",
            "content/skills/design.md",
            "content/tracks/ic.md",
            "licences/open/LICENSE",
            "site.toml",
            "static/both.txt",
            "static/open.txt",
            "words/en.toml",
        ]
    );
    assert_eq!(
        bench.read("acme/content/levels/staff.md"),
        "+++\ntitle = \"Lead\"\nsummary = \"Makes work better.\"\ntags = [\"a\", \"b\", \"c\"]\n\
         requires.design = \"expert\" # as we do\n+++\n\n\
         Opening words on [[pitfall:ivory]] and [[hidden]].\n\n\
         ## Scope\n\nMany teams.\n\n- Works with many\n- Plans ahead\n- Keeps the books\n- One more\n\n\
         ## [[design]]\n\n- Designs that hold {#ten}\n- Writes them down\n\n## Ours\n\nNew.\n"
    );
    assert_eq!(
        bench.read("acme/content/guide/1-first.md"),
        "---\ntitle: First\nsummary: \"Of acme.\"\n---\n\n# One\n\nText.\n\n:::internal\nInside.\n:::\n\n\
         ## Two\n\nBefore.\n\nMore.\n\n## Three\n\n[^n] said.\n\n[^n]: A note.\n"
    );
    assert_eq!(
        bench.read("acme/content/resources.toml"),
        "# Books first.\n\n# The best of all.\n[ddia]\ntitle = \"DDIA\"\ntype = \"book\"\n\
         skills = [\"design\"] # for now\nurl = \"https://example.org/ours\"\n\n\
         [own]\ntitle = \"Own\"\ntype = \"talk\"\nskills = [\"design\"]\nurl = \"https://example.org/d\"\n"
    );
    assert_eq!(
        bench.read("acme/content/pitfalls.csv"),
        "id,title,problem,solution,levels,summary\nhero,Hero,Alone,Ask,staff,Alone; always\n\
         late,Late,Never done,Cut,staff,\nnew,New one,,,staff,Ours\n"
    );
    assert_eq!(
        bench.read("acme/site.toml"),
        "title = \"Open\"\n\n[titles]\nbeginner = \"Novice\"\n\n\
         [based_on.open]\nname = \"Open\"\nlicence = \"MIT\"\n\n\
         [retired]\n\"pitfall:ivory\" = \"Ivory tower\"\n\"resource:hidden\" = \"Hidden\"\n"
    );
    let (exit, said) = bench.typed(&["upstream", "status"]);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(said.contains("this site has no upstream"), "{said}");
}

#[test]
fn all_layers_of_a_fork_of_a_fork_come_to_one_site_and_each_is_still_named() {
    let bench = bench();
    let mut err = Vec::new();
    let (acme, beta) = (bench.path("acme"), bench.path("beta"));
    let words = [
        std::path::Path::new("waypost"),
        "fork".as_ref(),
        &acme,
        &beta,
    ];
    assert_eq!(
        waypost::cli::run(words, &mut Vec::new(), &mut err),
        Exit::Well
    );
    bench.write(
        "beta/content/levels/staff.md",
        b"+++\nsummary = \"Ours.\"\n+++\n",
    );
    std::fs::rename(acme, bench.path("middle")).expect("moved");
    std::fs::rename(beta, bench.path("acme")).expect("moved");
    let before = built(&bench);
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(built(&bench) == before);
    assert!(!bench.path("acme/upstream").exists());
    let settings = bench.read("acme/site.toml");
    assert_eq!(settings.matches("[based_on.").count(), 2, "{settings}");
}

#[test]
fn a_fork_that_a_decision_is_open_in_is_not_detached() {
    let bench = bench();
    bench.edit("acme/content/levels/staff.md", &[("+++\ntitle = \"Lead\"\n", "+++\n<<<<<<< this site\ntitle = \"Lead\"\n=======\ntitle = \"Chief\"\n>>>>>>> upstream\n")]);
    let before = bench.files("acme");
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Usage, "{said}");
    assert!(said.contains("this site has 1 error"), "{said}");
    assert_eq!(bench.files("acme"), before);
    let bench = self::bench();
    let before = bench.files("acme");
    let (exit, said) = bench.typed(&["upstream", "detach", "--dry-run"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(
        said.contains("write  content/levels/staff.md\n") && said.contains("remove upstream\n"),
        "{said}"
    );
    assert_eq!(bench.files("acme"), before);
}

#[test]
fn a_detach_killed_at_any_moment_leaves_the_fork_or_the_site_that_stands_alone() {
    let bench = bench();
    let pages = built(&bench);
    let before = bench.files("acme");
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        command
            .arg("--root")
            .arg(bench.path("acme"))
            .args(["upstream", "detach"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let begun = Instant::now();
    assert!(command().status().expect("it runs").success());
    let took = begun.elapsed().max(Duration::from_millis(5));
    let after = bench.files("acme");
    for round in 0..16u32 {
        let _ = std::fs::remove_dir_all(bench.path("acme"));
        for (path, bytes) in &before {
            bench.write(&format!("acme/{path}"), bytes);
        }
        let mut child = command().spawn().expect("it runs");
        // Most of the time goes into the proof; what matters is written at the end.
        thread::sleep(took * (round + 20) / 36);
        let _ = child.kill();
        child.wait().expect("it is ours");
        assert!(built(&bench) == pages, "round {round}");
        let status = command().status().expect("it runs");
        assert!(
            status.success() || bench.files("acme") == after,
            "round {round}"
        );
        assert_eq!(bench.files("acme"), after, "round {round}");
    }
    // Behind the decision, with some of it done: it counts for whoever reads the site.
    let _ = std::fs::remove_dir_all(bench.path("acme"));
    for (path, bytes) in &before {
        bench.write(&format!("acme/{path}"), bytes);
    }
    let mut list = String::new();
    for (number, (path, bytes)) in after.iter().enumerate() {
        match number % 3 {
            0 => bench.write(&format!("acme/{path}"), bytes),
            _ => bench.write(&format!("acme/.waypost-upstream/{number}"), bytes),
        }
        list.push_str(&format!("{number} {path}\n"));
    }
    for path in ["content/guide/first.md", "upstream"] {
        list.push_str(&format!("- {path}\n"));
    }
    bench.write("acme/.waypost-upstream/files", list.as_bytes());
    assert!(built(&bench) == pages);
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert_eq!(bench.files("acme"), after);
    assert!(!bench.path("acme/.waypost-upstream").exists());
}

#[test]
fn what_is_hidden_and_internal_stays_unnamed_in_public_when_the_site_stands_alone() {
    let bench = bench();
    for (path, text) in [
        (
            "open/content/guide/bands.md",
            "+++\ninternal = true\n+++\n\n# Bands of [[var:company]]\n\nText.\n",
        ),
        (
            "open/content/paths/secret/index.md",
            "+++\ntitle = \"Secret path\"\ninternal = true\nto = \"staff\"\n+++\n",
        ),
        (
            "open/content/paths/secret/1-first-steps.md",
            "+++\ntitle = \"Secret phase\"\n+++\n",
        ),
        (
            "open/content/guide/speaks.md",
            "# Speaks\n\nOf [[guide/bands]], [[path:secret]], [[phase:secret/first-steps]] and [[pitfall:ivory]].\n",
        ),
    ] {
        bench.write(path, text.as_bytes());
    }
    bench.edit(
        "open/site.toml",
        &[("licence", "vars.company = \"Open & Co\"\nlicence")],
    );
    let (_, said) = bench.typed(&["upstream", "update"]);
    bench.edit(
        "acme/site.toml",
        &[(
            "hide = [",
            "hide = [\"page:guide/bands\", \"path:secret\", ",
        )],
    );
    let page = |output: &str, more: &[&str]| {
        let folder = bench.path(output);
        let _ = std::fs::remove_dir_all(&folder);
        let output_folder = folder.display().to_string();
        let mut words = vec!["build", "-q", "--output", &output_folder];
        words.extend(more);
        let (exit, said) = bench.typed(&words);
        assert_eq!(exit, Exit::Well, "{said}");
        bench.files(output)
    };
    let both = || [page("whole", &[]), page("outside", &["--public"])];
    let before = both();
    let speaks = |site: &BTreeMap<String, Vec<u8>>| {
        String::from_utf8_lossy(&site["guide/speaks/index.html"]).into_owned()
    };
    let (whole, outside) = (speaks(&before[0]), speaks(&before[1]));
    assert!(
        whole.contains("Of Bands of Open &amp; Co, Secret path, Secret phase and Ivory tower."),
        "{said}{whole}"
    );
    assert!(
        outside.contains("Of internal, internal, internal and Ivory tower."),
        "{outside}"
    );
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(both() == before);
    let settings = bench.read("acme/site.toml");
    assert!(
        settings.contains(
            "[internal.retired]\n\"page:guide/bands\" = \"Bands of [[var:company]]\"\n\
             \"path:secret\" = \"Secret path\"\n\"phase:secret/first-steps\" = \"Secret phase\"\n"
        ),
        "{settings}"
    );
    // Such a title is still looked for in what would be public.
    bench.write(
        "acme/content/guide/own.md",
        b"# Ours alone\n\nAsk on the secret path.\n",
    );
    let (exit, said) = bench.typed(&["check", "--public"]);
    assert_eq!(exit, Exit::Content, "{said}");
    assert!(
        said.contains("`Secret path`, the title of something internal"),
        "{said}"
    );
}

#[test]
fn a_fork_in_several_languages_merges_in_all_of_them_and_stands_alone() {
    let bench = Bench::new();
    let settings = format!(
        "language = \"en\"\n{}\n[languages.de]\ntitle = \"Offen\"\n",
        bench.read("open/site.toml")
    );
    bench.write("open/site.toml", settings.as_bytes());
    let german = "open/content/levels/staff.de.md";
    bench.write(
        german,
        "+++\ntitle = \"Leitend\"\n+++\n\n## Scope\n\nViele Teams.\n\n- Arbeitet mit vielen\n"
            .as_bytes(),
    );
    bench.typed(&["upstream", "update"]);
    let own = "acme/content/levels/staff.de.md";
    bench.write(
        own,
        "+++\ntitle = \"Leiter\"\n+++\n\n## Scope\n\nUnsere Teams.\n\n- Arbeitet mit vielen\n"
            .as_bytes(),
    );
    bench.edit(german, &[("mit vielen", "mit sehr vielen")]);
    let (exit, said) = bench.typed(&["upstream", "update"]);
    assert_eq!(exit, Exit::Drift, "{said}");
    let (exit, said) = bench.typed(&["upstream", "merge"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(said.contains("merged: level:staff.de, ## scope"), "{said}");
    let text = bench.read(own);
    assert!(
        text.contains("Unsere Teams.") && text.contains("mit sehr vielen"),
        "{text}"
    );
    let before = built(&bench);
    assert!(before.contains_key("de/levels/staff/index.html"));
    let (exit, said) = bench.typed(&["upstream", "detach"]);
    assert_eq!(exit, Exit::Well, "{said}");
    assert!(built(&bench) == before);
}
