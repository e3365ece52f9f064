//! `waypost print` with browsers that are scripts: what they are given, and what is said where they
//! fail. What a real one makes of the pages is looked at in `tests/browser/paper.test.mjs`.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Writes a PDF of a few bytes, and keeps the page and the names of all files beside the site.
const WELL: &str = r##"for argument; do case $argument in
  --print-to-pdf=*) pdf=${argument#*=} ;;
  file://*) page=${argument#file://}; site=${page%%/site/*}/site ;;
esac; done
cp "${page%%#*}" kept.html
(cd "$site" && find . -type f) > kept.txt
cp "$site/theme/paper.css" kept.css
printf '%s\n' "$@" > kept.args
printf '%%PDF-1.4\n%%%%EOF\n' > "$pdf""##;

struct Site(TempDir);

impl Site {
    fn new() -> Site {
        let site = Site(tempfile::tempdir().expect("a folder can be made"));
        site.write(
            "site.toml",
            "title = \"Careers\"\nbase_url = \"https://example.com/careers/\"\n",
        );
        site.write("content/index.md", "# Careers\n");
        site.write(
            "content/tracks/ic.md",
            "+++\ntitle = \"Engineering\"\nlevels = [\"engineer\", \"senior\"]\n+++\n",
        );
        site.write(
            "content/levels/engineer.md",
            "+++\ntitle = \"Engineer\"\nrequires.design = \"beginner\"\n+++\n## [[design]]\n\n- Draws a plan, as [the guide](/guide/) says\n",
        );
        site.write(
            "content/levels/senior.md",
            "+++\ntitle = \"Senior\"\nincludes = \"engineer\"\nrequires.design = \"advanced\"\n+++\n## [[design]]\n\n- Weighs two plans\n",
        );
        site.write(
            "content/skills/design.md",
            "+++\ntitle = \"Design\"\n+++\nPlans.\n",
        );
        site.write("content/guide/index.md", "# Guide\n");
        site.write("static/sound.js", "throw 1;\n");
        site
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).unwrap_or_else(|_| panic!("no `{path}`"))
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(path).exists()
    }

    /// Prints with a browser that is this script.
    fn print(&self, script: &str, arguments: &[&str]) -> Output {
        self.write("browser", &format!("#!/bin/sh\n{script}\n"));
        let browser = self.0.path().join("browser");
        fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("it is ours");
        self.command(arguments)
            .env("WAYPOST_BROWSER", &browser)
            .output()
            .expect("the binary starts")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
        command.arg("print").args(arguments);
        command
            .current_dir(self.0.path())
            .env_remove("WAYPOST_BROWSER");
        command
    }

    /// What is left in the folder that was printed to.
    fn printed(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path().join("print"))
            .into_iter()
            .flatten();
        let names = entries.flatten().map(|entry| entry.file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into()).collect();
        names.sort();
        names
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn without_a_name_all_is_printed_and_nothing_else_is_left() {
    let site = Site::new();
    let output = site.print(WELL, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "print/ladder-ic.pdf\nprint/levels-engineer-senior.pdf\n"
    );
    assert_eq!(
        site.printed(),
        ["ladder-ic.pdf", "levels-engineer-senior.pdf"]
    );
    // A second time the files are replaced.
    let again = site.print(WELL, &["--quiet"]);
    assert_eq!((again.status.code(), &*again.stdout), (Some(0), &b""[..]));
}

#[test]
fn the_browser_sees_pages_without_scripts_whose_links_lead_to_the_site() {
    let site = Site::new();
    let output = site.print(WELL, &["track:ic", "--paper", "letter", "--landscape"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let files = site.read("kept.txt");
    assert!(files.contains("./theme/print.css") && files.contains("./tracks/ic/print/index.html"));
    assert!(
        !files.contains(".js") && !files.contains("levels"),
        "{files}"
    );
    let page = site.read("kept.html");
    let link = "<a href=\"https://example.com/careers/guide/\">the guide</a>";
    assert!(page.contains(link), "{page}");
    assert!(
        site.read("kept.css")
            .contains("@page upright { size: letter landscape; }")
    );
    let arguments = site.read("kept.args");
    let wanted = [
        "--headless",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        "--host-resolver-rules=MAP * ~NOTFOUND",
    ];
    for argument in wanted {
        assert!(arguments.lines().any(|line| line == argument), "{argument}");
    }
    assert!(!arguments.contains("--no-sandbox"));
}

#[test]
fn a_machine_without_a_browser_is_said_to_have_none() {
    let site = Site::new();
    let empty = tempfile::tempdir().expect("a folder can be made");
    let output = site.command(&[]).env("PATH", empty.path()).output();
    let output = output.expect("the binary starts");
    // Somebody may have a snap of it.
    if !Path::new("/snap/bin/chromium").exists() && cfg!(not(target_os = "macos")) {
        assert_eq!(output.status.code(), Some(3));
        assert!(said(&output).starts_with("error: there is neither Chromium nor Chrome"));
    }
    let output = site.command(&["--browser", "./nothing"]).output();
    let output = output.expect("the binary starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).starts_with("error: there is no browser `./nothing`"));
    assert!(!site.has("print"));
}

#[test]
fn a_browser_that_fails_is_told_of_with_what_it_said() {
    let site = Site::new();
    let output = site.print("echo 'no display here' >&2; exit 1", &["ic"]);
    assert_eq!(output.status.code(), Some(3));
    let text = said(&output);
    assert!(
        text.contains("ended and wrote nothing; it said `no display here`"),
        "{text}"
    );
    // Half a file is none.
    let output = site.print(&WELL.replace("%%%%EOF", ""), &["ic"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(site.printed(), Vec::<String>::new());
}

#[test]
fn a_browser_that_hangs_is_ended_with_all_that_it_started() {
    let site = Site::new();
    let started = Instant::now();
    let output = site.print(
        "sleep 71 & echo $! > child; wait",
        &["ic", "--time-limit", "1"],
    );
    assert_eq!(output.status.code(), Some(3));
    assert!(
        said(&output).contains("took longer than 1 s"),
        "{}",
        said(&output)
    );
    assert!(started.elapsed() < Duration::from_secs(30));
    let child = format!("/proc/{}/stat", site.read("child").trim());
    // Ended, and perhaps not yet taken note of.
    let is_alive = || fs::read_to_string(&child).is_ok_and(|stat| !stat.contains(") Z "));
    let gone = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        !is_alive()
    });
    assert!(gone);
}

#[test]
fn a_file_that_is_no_pdf_is_never_replaced() {
    let site = Site::new();
    site.write("print/ladder-ic.pdf", "my notes");
    let output = site.print(WELL, &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("`print/ladder-ic.pdf` is there, and no PDF"));
    assert_eq!(site.read("print/ladder-ic.pdf"), "my notes");
    assert_eq!(site.printed(), ["ladder-ic.pdf"]);
}

#[test]
fn a_site_with_an_error_and_a_name_that_nothing_has_are_not_printed() {
    let site = Site::new();
    let output = site.print(WELL, &["senjor"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("did you mean `senior`?"),
        "{}",
        said(&output)
    );
    let output = site.print(WELL, &["senior"]);
    assert_eq!(output.status.code(), Some(2));
    let text = said(&output);
    assert!(
        text.contains("the level `senior` has nothing to print"),
        "{text}"
    );
    site.write(
        "content/levels/lead.md",
        "+++\ntitle = \"Lead\"\nincludes = \"nobody\"\n+++\n",
    );
    let output = site.print(WELL, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).ends_with("nothing was printed\n"),
        "{}",
        said(&output)
    );
    assert_eq!(site.printed(), Vec::<String>::new());
}

#[test]
fn what_is_printed_for_the_public_holds_nothing_internal() {
    let site = Site::new();
    site.write(
        "content/guide/bands.md",
        "+++\ntitle = \"Weighing plans\"\ninternal = true\n+++\n",
    );
    site.write(
        "content/levels/senior.md",
        "+++\ntitle = \"Senior\"\nincludes = \"engineer\"\nrequires.design = \"advanced\"\n+++\n## [[design]]\n\n- Is good at weighing **plans**\n",
    );
    let output = site.print(WELL, &["--public"]);
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("`Weighing plans`, the title of something internal, would be public")
            && text.contains("it stands in `levels/engineer/to/senior/print/index.html:")
            && text.ends_with("nothing was printed\n"),
        "{text}"
    );
    assert_eq!(site.printed(), Vec::<String>::new());
    assert_eq!(site.print(WELL, &[]).status.code(), Some(0));
}

/// Each command of the guide is typed into the small site of `waypost init`, and says what it is
/// told to say.
#[test]
fn the_guide_prints_what_it_says() {
    let site = Site(tempfile::tempdir().expect("a folder can be made"));
    let began = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .arg("init")
        .arg(site.0.path())
        .output();
    assert!(began.is_ok_and(|output| output.status.success()));
    let guide = include_str!("../docs/printing.md");
    let mut commands = 0;
    for block in guide.split("```console paper\n$ waypost print").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        let (arguments, shown) = block.split_once('\n').expect("a command, and what it says");
        let arguments: Vec<&str> = arguments.split_whitespace().collect();
        let output = site.print(WELL, &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(String::from_utf8_lossy(&output.stdout), shown);
        commands += 1;
    }
    assert_eq!(commands, 2);
}
