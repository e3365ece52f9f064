//! Holds the promises of ARCHITECTURE.md against the code.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use waypost::diagnostic::Code;

/// Longer than this a file says more than one thing.
const LONGEST_FILE: usize = 400;

struct File {
    path: String,
    text: String,
}

impl File {
    /// The code in front of the file's tests: those stand last.
    fn code(&self) -> &str {
        let text = &self.text;
        text.find("\n#[cfg(test)]\nmod ")
            .map_or(text, |at| &text[..at])
    }

    /// Its lines of code with their numbers, comments left out.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let code = self.code().lines().enumerate();
        code.map(|(number, line)| (number + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The module at the top that it belongs to: `cli` of `src/cli/args.rs`.
    fn module(&self) -> &str {
        let inner = self.path.trim_start_matches("src/");
        inner.split(['/', '.']).next().unwrap_or_default()
    }
}

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder with this ending, by path.
fn files(folder: &str, ending: &str) -> Vec<File> {
    let mut found = Vec::new();
    let mut folders = vec![repository().join(folder)];
    while let Some(at) = folders.pop() {
        let Ok(entries) = fs::read_dir(&at) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("it can be read").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                if !name.ends_with("node_modules") && !name.ends_with("target") {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                let path = path.strip_prefix(repository()).expect("it lies below");
                found.push(File {
                    path: path.to_string_lossy().into_owned(),
                    text: fs::read_to_string(repository().join(path)).expect("it is UTF-8"),
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn source() -> Vec<File> {
    files("src", ".rs")
}

fn architecture() -> String {
    fs::read_to_string(repository().join("ARCHITECTURE.md")).expect("it is there")
}

/// The modules in their order, as ARCHITECTURE.md lists them.
fn order() -> Vec<String> {
    let text = architecture();
    let line = text.lines().find(|line| line.starts_with("source →"));
    let line = line.expect("ARCHITECTURE.md lists the modules in one line");
    line.split('→').map(|name| name.trim().to_owned()).collect()
}

/// Complains of everything at once.
#[track_caller]
fn none(what: &str, faults: Vec<String>) {
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

/// The modules that a stretch of code names: `crate::a::b`, `crate::{a, b::c}`.
fn imported(code: &str) -> Vec<&str> {
    let mut modules = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let list = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap_or_default(),
            None => rest,
        };
        let names = match rest.starts_with('{') {
            true => list.split(',').collect(),
            false => vec![list],
        };
        for name in names {
            let name = name.trim();
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
            modules.push(&name[..end.unwrap_or(name.len())]);
        }
    }
    modules
}

#[test]
fn modules_import_only_what_stands_left_of_them() {
    let order = order();
    let place = |name: &str| order.iter().position(|module| module == name);
    let mut faults = Vec::new();
    for file in source() {
        if matches!(file.module(), "lib" | "main") {
            continue;
        }
        let Some(own) = place(file.module()) else {
            faults.push(format!("{}: the list lacks `{}`", file.path, file.module()));
            continue;
        };
        for (number, line) in file.lines() {
            for name in imported(line) {
                if name.is_empty() || name == file.module() {
                    continue;
                }
                if place(name).is_none_or(|place| place > own) {
                    faults.push(format!("{}:{number}: {}", file.path, line.trim()));
                }
            }
        }
        // A list of several lines.
        for name in imported(file.code()) {
            if place(name).is_some_and(|place| place > own) {
                faults.push(format!("{}: `{name}`", file.path));
            }
        }
    }
    none("these look to the right", faults);
}

#[test]
fn the_map_has_every_module() {
    let text = architecture();
    let folders: BTreeSet<String> = source()
        .iter()
        .map(|file| file.module().to_owned())
        .filter(|module| !matches!(module.as_str(), "lib" | "main"))
        .collect();
    let listed: BTreeSet<String> = order().into_iter().collect();
    assert_eq!(folders, listed, "the order lists each module once");
    let lacking = folders
        .iter()
        .filter(|module| !text.contains(&format!("| `src/{module}/` |")));
    none("the map lacks", lacking.cloned().collect());

    // What it tells to begin with is there.
    for row in text.lines().filter(|line| line.starts_with("| `src/")) {
        let module = row.split('`').nth(1).unwrap_or_default();
        let first = row.rsplit(" | ").next().unwrap_or_default();
        for name in first.split('`').skip(1).step_by(2) {
            let path = repository().join(module).join(name);
            assert!(path.exists(), "{module}{name} isn't there");
        }
    }
    assert!(text.lines().count() < 200, "ARCHITECTURE.md is too long");
}

#[test]
fn only_the_command_line_prints_and_only_main_exits() {
    let mut faults = Vec::new();
    for file in source() {
        let prints = [
            "println!(",
            "print!(",
            "eprintln!(",
            "eprint!(",
            "dbg!(",
            "stdout()",
        ];
        let may_print = matches!(file.module(), "cli" | "main");
        for (number, line) in file.lines() {
            let says = |words: &[&str]| words.iter().any(|word| holds(line, word));
            if (says(&prints) || says(&["stderr()"])) && !may_print
                || (says(&["process::exit", "process::abort"]) && file.module() != "main")
            {
                faults.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    none("these print or exit", faults);
}

/// Whether a line holds `word`, and not as the end of a longer one.
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

#[test]
fn no_clock_reaches_the_output() {
    let mut faults = Vec::new();
    for file in source() {
        let clocks = [
            "SystemTime",
            "Instant::now",
            "Zoned::now",
            "Timestamp::now",
            "UNIX_EPOCH",
            "current_timestamp",
        ];
        // How long a build waits for another one, until when files are quiet, whether their times
        // are to be trusted, and how long a browser takes.
        let waits = ["src/output/work.rs", "src/layers/stamp.rs"].contains(&&*file.path)
            || ["watch", "browser"].contains(&file.module());
        for (number, line) in file.lines() {
            let is_clock = clocks.iter().any(|clock| line.contains(clock));
            if is_clock && file.module() != "cli" && !waits {
                faults.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    none("these ask for the time", faults);
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    let mut faults = Vec::new();
    for file in source() {
        if !file.text.starts_with("//! ") {
            faults.push(format!("{} does not begin with `//! `", file.path));
        }
        let lines = file.code().lines().count();
        if lines > LONGEST_FILE {
            faults.push(format!("{} has {lines} lines", file.path));
        }
    }
    none("beginnings and lengths", faults);
}

#[test]
fn nothing_panics_outside_tests() {
    let mut faults = Vec::new();
    for file in source() {
        let mut reason = false;
        for (number, line) in file.code().lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let panics = [
                ".unwrap()",
                ".expect(",
                "panic!(",
                "unreachable!(",
                "todo!(",
                "unimplemented!(",
                "assert!(",
                "assert_eq!(",
            ];
            let is_panic = panics
                .iter()
                .any(|word| word.starts_with('.') && line.contains(word) || holds(line, word));
            // A comment right above says why it can't happen.
            if is_panic && !is_comment && !reason {
                faults.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
            reason = is_comment && line.contains("can't");
        }
    }
    none("these may panic", faults);
}

#[test]
fn messages_say_what_is() {
    let mut faults = Vec::new();
    for file in source().iter().chain(&files("themes/default", ".html")) {
        for (number, line) in file.text.lines().enumerate() {
            let lower = line.to_lowercase();
            if lower.contains("failed to") || lower.contains("unable to") {
                faults.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    none("these say what somebody failed to do", faults);
}

/// The names in a table of Cargo.toml.
fn dependencies(tables: &[&str]) -> Vec<String> {
    let text = fs::read_to_string(repository().join("Cargo.toml")).expect("it is there");
    let mut names = Vec::new();
    let mut is_in = false;
    for line in text.lines() {
        if let Some(table) = line.strip_prefix('[') {
            is_in = tables
                .iter()
                .any(|name| table.ends_with(&format!("{name}]")));
        } else if is_in && let Some((name, _)) = line.split_once('=') {
            names.push(name.trim().trim_end_matches(".workspace").to_owned());
        }
    }
    names
}

#[test]
fn every_dependency_has_a_reason_and_is_used() {
    let text = architecture();
    let code: String = source().into_iter().map(|file| file.text).collect();
    let mut faults = Vec::new();
    for name in dependencies(&["dependencies", "dev-dependencies"]) {
        let is_told = text
            .lines()
            .any(|line| line.starts_with("| `") && line.contains(&format!("`{name}`")));
        if !is_told {
            faults.push(format!("ARCHITECTURE.md has no line on `{name}`"));
        }
    }
    for name in dependencies(&["dependencies"]) {
        // `dev-dependencies` ends alike; those are of the tests.
        let is_dev = dependencies(&["dev-dependencies"]).contains(&name);
        if !is_dev && !code.contains(&format!("{}::", name.replace('-', "_"))) {
            faults.push(format!("nothing uses `{name}`"));
        }
    }
    none("dependencies", faults);
}

#[test]
fn every_code_is_explained_and_tested_by_name() {
    let mut tests = String::new();
    for ending in [".rs", ".txt", ".case", ".md", ".mjs", ".toml"] {
        for file in files("tests", ending) {
            if file.path != "tests/tidy.rs" {
                tests.push_str(&file.text);
            }
        }
    }
    let mut faults = Vec::new();
    let mut names = BTreeSet::new();
    for code in Code::ALL {
        let name = code.name();
        if !names.insert(name) {
            faults.push(format!("`{name}` stands twice"));
        }
        if code.explanation().len() < 40 || !code.explanation().ends_with(['.', '`']) {
            faults.push(format!("`{name}` is not explained"));
        }
        let is_tested = [
            format!("[{name}]"),
            format!("{name}\""),
            format!("Code::{code:?}"),
        ]
        .iter()
        .any(|word| tests.contains(word));
        if !is_tested {
            faults.push(format!("no test names `{name}`"));
        }
    }
    none("codes", faults);
}

/// The fenced blocks of a text whose first line is `info`, with the line that each begins at.
fn blocks(text: &str, info: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        if line.trim() == format!("```{info}") {
            let body = lines
                .by_ref()
                .map(|(_, line)| line.get(indent..).unwrap_or_default())
                .take_while(|line| !line.starts_with("```"))
                .fold(String::new(), |body, line| body + line + "\n");
            blocks.push((number + 1, body));
        }
    }
    blocks
}

fn pages() -> Vec<File> {
    let mut pages = files("docs", ".md");
    for name in ["README.md", "CONTRIBUTING.md"] {
        if let Ok(text) = fs::read_to_string(repository().join(name)) {
            let path = name.to_owned();
            pages.push(File { path, text });
        }
    }
    pages
}

/// Runs the binary on a site; what it says on either stream.
fn waypost(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_waypost"))
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("the binary can be run");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output.status.code(), said)
}

/// A site that the examples are tried on.
fn example_site(settings: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().expect("it is no root")).expect("it is ours");
        fs::write(path, text).expect("it is ours");
    };
    write("site.toml", settings);
    write("content/index.md", "# Home\n\nA site.\n");
    place
}

const SETTINGS: &str = "title = \"A site\"\nbase_url = \"https://careers.example.com/\"\n";

/// A block of `toml` marked `tested` is a whole `site.toml`. It has to be one without a fault.
#[test]
fn settings_in_the_docs_are_settings() {
    for page in pages() {
        for (number, body) in blocks(&page.text, "toml tested") {
            let site = example_site(&body);
            let (code, said) = waypost(site.path(), &["check", "--strict"]);
            assert_eq!(code, Some(0), "{}:{number}:\n{said}", page.path);
        }
    }
}

/// A block of `console` marked `tested` holds commands after `$ `, each on a fresh site, and below
/// each what it says, as far as that is shown.
#[test]
fn commands_in_the_docs_do_what_they_say() {
    for page in pages() {
        for (number, body) in blocks(&page.text, "console tested") {
            let mut site = example_site(SETTINGS);
            let mut said = String::new();
            for line in body.lines() {
                let place = format!("{}:{number}: {line}", page.path);
                if let Some(command) = line.strip_prefix("$ ") {
                    let command = command.split('#').next().unwrap_or_default();
                    let mut words = command.split_whitespace();
                    assert_eq!(words.next(), Some("waypost"), "{place}");
                    site = example_site(SETTINGS);
                    let (code, all) = waypost(site.path(), &words.collect::<Vec<_>>());
                    assert_eq!(code, Some(0), "{place}\n{all}");
                    said = all;
                } else {
                    assert!(said.contains(line.trim()), "{place}, in:\n{said}");
                }
            }
            drop(site);
        }
    }
}
