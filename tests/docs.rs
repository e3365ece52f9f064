//! The guide for authors: its examples are one site, and nothing is wrong with it.

mod site;

use std::collections::BTreeSet;
use std::sync::Arc;
use waypost::check::{check, check_public};
use waypost::diagnostic::{Format, Printer};
use waypost::layers::Layers;
use waypost::site::{LoadOptions, Site};

/// The blocks of the guide that are files, with their names.
fn files() -> Vec<(String, String)> {
    files_of(include_str!("../docs/authoring.md"))
}

fn files_of(guide: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, name)) = info.split_once(" title=\"") {
            files.push((
                name.trim_end_matches('"').to_owned(),
                body.join("\n") + "\n",
            ));
        }
    }
    files
}

fn said(site: &Arc<Site>, whole: Option<&Site>) -> String {
    let today = jiff::civil::date(2026, 11, 3);
    let findings = match whole {
        Some(whole) => check_public(site, whole, today),
        None => check(site, today),
    };
    let mut said = Vec::new();
    Printer::new(Format::Short, &site.sources)
        .print(&findings, &mut said)
        .expect("a buffer takes everything");
    String::from_utf8(said).expect("messages are UTF-8")
}

#[test]
fn the_examples_for_authors_are_a_site_without_a_finding() {
    let files = files();
    assert!(files.len() > 12, "{}", files.len());
    let site = site::site_of(files);
    assert_eq!(said(&site, None), "");
    assert_eq!(site.model.statements.len(), 6);
}

#[test]
fn the_examples_of_languages_are_a_site_without_a_finding() {
    let files = files_of(include_str!("../docs/languages.md"));
    assert!(files.len() > 6, "{}", files.len());
    let site = site::site_of(files);
    assert_eq!(said(&site, None), "");
    let page = site::page(&site, "de/levels/staff/index.html");
    assert!(page.contains("Leitende Entwicklerin") && page.contains("Systementwurf"));
}

#[test]
fn the_examples_for_authors_show_nothing_internal_in_public() {
    let public = LoadOptions {
        public: true,
        ..LoadOptions::default()
    };
    let site = site::site_with(files(), &public);
    let whole = site::site_of(files());
    assert_eq!(said(&site, Some(&whole)), "");
    let page = site::page(&site, "guide/pay/index.html");
    assert!(page.contains("range of pay") && !page.contains("handbook"));
}

/// Every key in a table of the guide is one that its kind takes: a file that holds them all has no
/// unknown one.
#[test]
fn the_keys_in_the_guide_are_keys() {
    let guide = include_str!("../docs/authoring.md");
    let (mut kind, mut keys) = (String::new(), Vec::new());
    let mut is_code = false;
    for line in guide.lines() {
        is_code ^= line.starts_with("```");
        if is_code {
            continue;
        }
        if let Some(heading) = line.strip_prefix("### ") {
            kind = heading.to_lowercase();
        } else if line.starts_with("## ") {
            kind.clear();
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !kind.is_empty()) {
            let cell = row.split(" | ").next().unwrap_or_default();
            for key in cell
                .split('`')
                .step_by(2)
                .filter(|key| !key.trim().is_empty())
            {
                keys.push((kind.clone(), key.to_owned()));
            }
        }
    }
    assert!(keys.len() > 40, "{keys:?}");
    for (kind, key) in keys {
        let key = key.replace("SKILL", "s").replace("ANYTHING", "s");
        let path = match kind.as_str() {
            "path" => "content/paths/p/index.md".to_owned(),
            "phase" => "content/paths/p/1-a.md".to_owned(),
            "page" => continue,
            kind => format!("content/{kind}s/a.md"),
        };
        let text = format!("+++\ntitle = \"A\"\n{key} = 1\n+++\n");
        let site = site::site_of([("site.toml", "title = \"T\""), (&path, &text)]);
        let unknown = site
            .diagnostics
            .iter()
            .find(|finding| finding.code.name() == "unknown-key");
        assert!(unknown.is_none(), "{kind}: {key}: {unknown:?}");
    }
}

/// The keys of `model.json` are those that the guide names, for a site that has everything.
#[test]
fn the_graph_has_the_keys_that_the_guide_names() {
    fn keys(value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => map.iter().for_each(|(key, value)| {
                found.insert(key.clone());
                keys(value, found);
            }),
            serde_json::Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
            _ => {}
        }
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let site = Arc::new(Site::load(Layers::of_folder(root), &LoadOptions::default()));
    let graph = site::page(&site, "model.json");
    let mut found = BTreeSet::new();
    keys(&serde_json::from_str(&graph).expect("JSON"), &mut found);

    let guide = include_str!("../docs/graph.md");
    let (_, guide) = guide.split_once("## What it holds").expect("the section");
    let (guide, _) = guide.split_once("## What stays").expect("the next one");
    let named: BTreeSet<String> = guide
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| !matches!(*word, "null" | "site.toml"))
        .map(str::to_owned)
        .collect();
    assert_eq!(found, named);
}

/// The words after the language of a fence: `title="a"` is `("title", "a")`.
fn option(info: &str) -> Option<(&str, &str)> {
    let (_, option) = info.split_once(' ')?;
    let (name, value) = option.split_once('=')?;
    Some((name, value.trim_matches('"')))
}

/// Every command of the first ten minutes is typed, every file written and every line added, in
/// order; what the page says of it is what comes.
#[cfg(unix)]
#[test]
fn the_first_ten_minutes_go_as_they_are_told() {
    let guide = include_str!("../docs/first-ten-minutes.md");
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut here = place.path().to_owned();
    let (mut said, mut added, mut commands) = ((true, String::new()), String::new(), 0);
    let mut preview = None;
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match (info.split(' ').next().unwrap_or_default(), option(info)) {
            ("sh", _) => {
                // What went wrong and nobody expected.
                assert!(said.0, "{}", said.1);
                for command in block {
                    commands += 1;
                    match command.strip_prefix("waypost serve") {
                        Some(_) => preview = Some(Preview::start(&here)),
                        None => said = typed(&mut here, command),
                    }
                }
            }
            ("text", None) => {
                for line in &block {
                    assert!(said.1.contains(line), "{line}\n{}", said.1);
                }
                assert_eq!(said.0, !block[0].starts_with("error"), "{}", said.1);
                said.0 = true;
            }
            ("text", Some(("title", folder))) => {
                for line in block {
                    let path = line.split(' ').next().unwrap_or_default();
                    assert!(place.path().join(folder).join(path).exists(), "{path}");
                }
            }
            (_, Some(("title", path))) => {
                let path = here.join(path);
                assert!(
                    path.is_file(),
                    "the page changes what is there: {}",
                    path.display()
                );
                std::fs::write(path, block.join("\n") + "\n").expect("it is ours");
            }
            (_, Some((deed @ ("add" | "mend"), path))) => {
                let path = here.join(path);
                let text = std::fs::read_to_string(&path).expect("it is there");
                let line = format!("{}\n", block.join("\n"));
                let changed = match deed {
                    "add" => text.replacen("\n+++\n", &format!("\n{line}+++\n"), 1),
                    _ => text.replace(&added, &line),
                };
                assert_ne!(changed, text);
                added = line;
                std::fs::write(path, changed).expect("it is ours");
            }
            other => panic!("the test doesn't know what to do with {other:?}"),
        }
    }
    assert!(said.0, "{}", said.1);
    assert!(commands >= 7, "{commands}");
    let home = std::fs::read_to_string(here.join("public/index.html")).expect("it is published");
    assert!(home.contains("Our careers") && home.contains("Path to Senior Engineer"));
    assert!(here.join("public/skills/code-review/index.html").is_file());
    // All the while the preview was open.
    preview
        .expect("the page begins one")
        .shows("Most people begin with");
}

/// Every command of the guide to forks is typed, and every file of it written.
#[cfg(unix)]
#[test]
fn forking_goes_as_it_is_told() {
    let guide = include_str!("../docs/forking.md");
    let place = tempfile::tempdir().expect("a temporary folder");
    let mut here = place.path().to_owned();
    let (mut said, mut commands) = ((true, String::new()), 0);
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = block.join("\n") + "\n";
        match (info.split(' ').next().unwrap_or_default(), option(info)) {
            ("sh", _) => {
                assert!(said.0, "{}", said.1);
                for command in block {
                    commands += 1;
                    said = typed(&mut here, command);
                }
            }
            ("text", _) if info.ends_with(" not-said") => {}
            ("text", _) => {
                for line in &block {
                    assert!(said.1.contains(line), "{line}\n{}", said.1);
                }
                assert_eq!(said.0, !block[0].starts_with("error"), "{}", said.1);
                said.0 = true;
            }
            (_, Some(("title" | "new", path))) => {
                let path = here.join(path);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
                std::fs::write(path, text).expect("it is ours");
            }
            (_, Some(("top", path))) => {
                let path = here.join(path);
                let below = std::fs::read_to_string(&path).expect("it is there");
                std::fs::write(path, text + &below).expect("it is ours");
            }
            // Only shown.
            _ => {}
        }
    }
    assert!(said.0, "{}", said.1);
    assert!(commands >= 7, "{commands}");
}

/// The preview that the page leaves open. No browser is opened for it here.
#[cfg(unix)]
struct Preview {
    process: std::process::Child,
    address: String,
}

#[cfg(unix)]
impl Preview {
    fn start(here: &std::path::Path) -> Preview {
        use std::io::{BufRead, BufReader};
        let mut process = std::process::Command::new(env!("CARGO_BIN_EXE_waypost"))
            .args(["serve", "--port", "0"])
            .current_dir(here)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("it runs");
        let mut line = String::new();
        let out = process.stdout.take().expect("a pipe");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("it says where it is");
        let address = line
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches('/');
        let preview = Preview {
            address: address.to_owned(),
            process,
        };
        preview.shows("Our careers");
        preview
    }

    /// Waits until the home page holds these words.
    fn shows(&self, words: &str) {
        use std::io::{Read, Write};
        let begun = std::time::Instant::now();
        loop {
            let mut page = String::new();
            let mut socket = std::net::TcpStream::connect(&self.address).expect("it listens");
            let host = &self.address;
            let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            socket.write_all(request.as_bytes()).expect("it reads");
            socket.read_to_string(&mut page).expect("it answers");
            if page.contains(words) {
                return;
            }
            assert!(begun.elapsed().as_secs() < 30, "{words} isn't in\n{page}");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    }
}

#[cfg(unix)]
impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Types a command as in a terminal: whether it went well, and what it said.
#[cfg(unix)]
fn typed(here: &mut std::path::PathBuf, command: &str) -> (bool, String) {
    if let Some(folder) = command.strip_prefix("cd ") {
        here.push(folder);
        return (here.is_dir(), command.to_owned());
    }
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_waypost"));
    let folder = binary.parent().expect("a folder").display();
    let path = std::env::var("PATH").unwrap_or_default();
    let output = std::process::Command::new("sh")
        .args(["-c", command])
        .current_dir(here)
        .env("PATH", format!("{folder}:{path}"))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("it runs");
    let said = [output.stdout, output.stderr].concat();
    // 4 says that somebody has to decide something, which is no fault.
    let is_well = output.status.success() || output.status.code() == Some(4);
    (is_well, String::from_utf8_lossy(&said).into_owned())
}

/// The README tells the same in short.
#[test]
fn the_readme_types_commands_of_the_first_ten_minutes() {
    let guide = include_str!("../docs/first-ten-minutes.md");
    let readme = include_str!("../README.md");
    let (_, part) = readme
        .split_once("## The first ten minutes")
        .expect("its heading");
    let part = part.split("\n## ").next().unwrap_or_default();
    let commands: Vec<&str> = part
        .lines()
        .filter_map(|line| line.trim().strip_prefix("$ "))
        .map(|line| line.split("  #").next().unwrap_or_default().trim())
        .collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands {
        assert!(guide.lines().any(|line| line == command), "{command}");
    }
}
