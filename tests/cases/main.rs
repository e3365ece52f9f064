//! Runs the cases: small text files that hold a site, a command and what must come of it.
//! `README.md` beside this file says how they are written.

mod case;
mod html;
mod notation;
mod run;
mod select;
mod tree;

use case::Case;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How one case went.
enum Outcome {
    Passed,
    Rewritten,
    Failed(String),
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let only_list = std::env::args().any(|word| word == "--list");
    let rewrite = std::env::var_os("WAYPOST_REWRITE").is_some_and(|value| !value.is_empty());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = Vec::new();
    collect(&folder, &mut cases);
    cases.sort();
    let name = |path: &PathBuf| {
        let name = path
            .strip_prefix(&folder)
            .unwrap_or(path)
            .with_extension("");
        name.to_string_lossy().replace('\\', "/")
    };
    cases.retain(|path| words.is_empty() || words.iter().any(|word| name(path).contains(word)));
    if only_list {
        cases
            .iter()
            .for_each(|path| println!("{}: test", name(path)));
        return ExitCode::SUCCESS;
    }
    println!("\nrunning {} cases", cases.len());

    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let started = Instant::now();
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(path) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let begun = Instant::now();
                    let outcome = one(path, rewrite);
                    let time = begun.elapsed().as_secs_f64();
                    let slow = match time > 5.0 {
                        true => format!(" ({time:.0} s)"),
                        false => String::new(),
                    };
                    let said = match &outcome {
                        Outcome::Passed => "ok",
                        Outcome::Rewritten => "rewritten",
                        Outcome::Failed(_) => "FAILED",
                    };
                    println!("test {} ... {said}{slow}", name(path));
                    if let Outcome::Failed(why) = outcome {
                        let mut failed = failed.lock().unwrap_or_else(PoisonError::into_inner);
                        failed.push((name(path), why));
                    }
                }
            });
        }
    });
    let mut failed = failed.into_inner().unwrap_or_else(PoisonError::into_inner);
    failed.sort();
    for (name, why) in &failed {
        println!("\n---- {name} ----\n{why}");
    }
    // A run that looked at nothing has shown nothing; but words may be meant for other tests.
    let found_none = cases.is_empty() && words.is_empty();
    if found_none {
        println!("\nno case was found in {}", folder.display());
    }
    let well = failed.is_empty() && !found_none;
    println!(
        "\ntest result: {}. {} passed; {} failed; 0 ignored; 0 measured; 0 filtered out; \
         finished in {:.2}s\n",
        if well { "ok" } else { "FAILED" },
        cases.len() - failed.len(),
        failed.len(),
        started.elapsed().as_secs_f64()
    );
    if !failed.is_empty() {
        println!("to take what came: WAYPOST_REWRITE=1 cargo test --test cases -- NAME");
    }
    ExitCode::from(u8::from(!well))
}

/// Every `.txt` file below a folder.
fn collect(folder: &Path, cases: &mut Vec<PathBuf>) {
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, cases);
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            cases.push(path);
        }
    }
}

fn one(path: &Path, rewrite: bool) -> Outcome {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return Outcome::Failed(error.to_string()),
    };
    let case = match Case::read(&text) {
        Ok(case) => case,
        Err(fault) => return Outcome::Failed(fault),
    };
    let came = match run::run(case) {
        Ok(came) => came,
        Err(fault) => return Outcome::Failed(fault),
    };
    if came == text {
        return Outcome::Passed;
    }
    if rewrite {
        return match std::fs::write(path, came) {
            Ok(()) => Outcome::Rewritten,
            Err(error) => Outcome::Failed(error.to_string()),
        };
    }
    Outcome::Failed(difference(&text, &came))
}

/// Lines that are only in one of the two, each with the lines round it that are in both.
fn difference(wanted: &str, came: &str) -> String {
    let (wanted, came): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), came.lines().collect());
    let same = |a: &[&str], b: &[&str]| a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let head = same(&wanted, &came);
    let (mut last_wanted, mut last_came) = (wanted[head..].to_vec(), came[head..].to_vec());
    last_wanted.reverse();
    last_came.reverse();
    let tail = same(&last_wanted, &last_came);
    let mut out = String::new();
    let mut add = |sign: char, lines: &[&str]| {
        for line in lines {
            let cut: String = line.chars().take(400).collect();
            out.push_str(&format!("{sign} {cut}\n"));
        }
    };
    add(' ', &wanted[head.saturating_sub(3)..head]);
    add('-', &wanted[head..wanted.len() - tail]);
    add('+', &came[head..came.len() - tail]);
    add(
        ' ',
        &wanted[wanted.len() - tail..(wanted.len() - tail + 3).min(wanted.len())],
    );
    out
}
