//! Runs a case, and writes it down again with what came.

use crate::case::{Case, Part};
use crate::select::selected;
use crate::tree::{put, snapshot};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::mpsc::channel;
use std::time::Duration;
use tempfile::TempDir;

/// No run of any case takes a tenth of it.
const LONGEST: Duration = Duration::from_secs(120);

/// What came of a command.
struct Came {
    exit: u8,
    stdout: String,
    stderr: String,
}

/// The case as it would be written with what came of it.
///
/// # Errors
/// What no case may want: a panic, a hang, a change outside of the output.
pub fn run(case: Case) -> Result<String, String> {
    let folder = TempDir::with_prefix("waypost-case-").map_err(|error| error.to_string())?;
    let root = folder
        .path()
        .canonicalize()
        .map_err(|error| error.to_string())?;
    let mut text = String::new();
    let mut pages: Vec<String> = Vec::new();
    let mut wanted = case.parts.iter().peekable();
    while let Some(part) = wanted.next() {
        match part {
            Part::Words(words) => text.push_str(words),
            Part::File(entry) => {
                put(&root, entry)?;
                text.push_str(&entry.header);
                text.push_str(&entry.text);
            }
            Part::Command(command) => {
                pages.clear();
                while let Some(Part::Wanted(what)) = wanted.peek() {
                    wanted.next();
                    if !matches!(what.as_str(), "stdout" | "stderr") && !what.starts_with("exit ") {
                        pages.push(what.clone());
                    }
                }
                let came = command_in(&root, command)?;
                text.push_str(&format!("$ {command}\n=== exit {} ===\n", came.exit));
                add(&mut text, "stdout", &came.stdout);
                add(&mut text, "stderr", &came.stderr);
                for what in &pages {
                    text.push_str(&format!("=== {what} ===\n"));
                    text.push_str(&closed(selected(&root, what)));
                }
            }
            Part::Wanted(what) => {
                return Err(format!("`=== {what} ===` stands before any command"));
            }
        }
    }
    Ok(text)
}

fn add(text: &mut String, name: &str, what: &str) {
    if !what.is_empty() {
        text.push_str(&format!("=== {name} ===\n"));
        text.push_str(&closed(what.to_owned()));
    }
}

fn closed(mut text: String) -> String {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn command_in(root: &Path, command: &str) -> Result<Came, String> {
    let shown = root.to_string_lossy().into_owned();
    let mut arguments: Vec<String> = split(command)
        .into_iter()
        .map(|word| word.replace("[root]", &shown))
        .collect();
    if !arguments.iter().any(|word| word.starts_with("--root")) {
        arguments.extend(["--root".to_owned(), shown.clone()]);
    }
    let is_build = arguments.iter().any(|word| word == "build");
    // Beside the output lies the lock of a build.
    let except: &[&str] = match is_build {
        true => &["public", ".public.waypost"],
        false => &[],
    };
    let before = snapshot(root, except);
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = catch_unwind(AssertUnwindSafe(|| {
            waypost::cli::run(arguments, &mut out, &mut err)
        }));
        let _ = sender.send((exit.map(|exit| exit.code()).map_err(|_| ()), out, err));
    });
    let (exit, out, err) = receiver
        .recv_timeout(LONGEST)
        .map_err(|_| format!("`{command}` takes longer than {LONGEST:?}"))?;
    let exit = exit.map_err(|()| format!("`{command}` panics"))?;
    let after = snapshot(root, except);
    if before != after {
        let all = before.keys().chain(after.keys());
        let changed: Vec<String> = all
            .filter(|path| before.get(*path) != after.get(*path))
            .map(|path| path.display().to_string())
            .collect();
        return Err(format!("`{command}` changed {}", changed.join(", ")));
    }
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace(&shown, "[root]");
    Ok(Came {
        exit,
        stdout: text(out),
        stderr: uncounted(&text(err)),
    })
}

/// `12 files: 3 written, …` with `N` in the place of each figure: the theme's files come and go.
fn uncounted(text: &str) -> String {
    let counts = |line: &str| line.contains(" files: ") && line.contains(" written, ");
    text.split_inclusive('\n')
        .map(|line| match counts(line) {
            false => line.to_owned(),
            true => line
                .split(' ')
                .map(|word| match word.parse::<u64>() {
                    Ok(_) => "N",
                    Err(_) => word,
                })
                .collect::<Vec<_>>()
                .join(" "),
        })
        .collect()
}

/// The words of a command; quotation marks hold words together.
fn split(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut mark = None;
    for c in command.chars() {
        match (mark, c) {
            (Some(open), c) if c == open => mark = None,
            (None, '\'' | '"') => mark = Some(c),
            (None, ' ') => words.push(String::new()),
            (_, c) => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
