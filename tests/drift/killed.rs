//! Updates and merges that are killed: the site is as before or as after.

use crate::site::Bench;
use std::collections::BTreeMap;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What the site says: each file that counts, whatever a killed command has left.
fn said(bench: &Bench) -> BTreeMap<String, Vec<u8>> {
    let mut files = bench.files("acme");
    files.retain(|path, _| {
        !path.starts_with(".waypost-upstream") && !path.ends_with(".waypost-new")
    });
    files
}

fn command(bench: &Bench, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_waypost"));
    command
        .args(["--root"])
        .arg(bench.path("acme"))
        .arg("upstream")
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Puts the files of a folder as they were.
fn restore(bench: &Bench, files: &BTreeMap<String, Vec<u8>>) {
    let _ = std::fs::remove_dir_all(bench.path("acme"));
    for (path, bytes) in files {
        bench.write(&format!("acme/{path}"), bytes);
    }
}

/// Kills a command at moments spread over all that it takes; each time the snapshot is the old or
/// the new one, and the next command brings all to the same end.
fn killed(bench: &Bench, words: &[&str], next: &[&str], whole: &dyn Fn(&str) -> bool) {
    let before = said(bench);
    let begun = Instant::now();
    let status = command(bench, words).status().expect("it runs");
    let took = begun.elapsed().max(Duration::from_millis(5));
    assert!(matches!(status.code(), Some(0 | 4)), "{status}");
    let after = said(bench);
    assert_ne!(before, after);
    let part = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        let all = files.iter().filter(|(path, _)| whole(path));
        all.map(|(path, bytes)| (path.clone(), bytes.clone()))
            .collect()
    };
    for round in 0..24u32 {
        restore(bench, &before);
        let mut child = command(bench, words).spawn().expect("it runs");
        thread::sleep(took * (round + 2) / 24);
        let _ = child.kill();
        child.wait().expect("it is ours");
        let now = part(&said(bench));
        assert!(now == part(&before) || now == part(&after), "round {round}");
        // Whoever goes on comes to the same.
        command(bench, next).status().expect("it runs");
        command(bench, words).status().expect("it runs");
        assert_eq!(said(bench), after, "round {round}");
        assert!(!bench.path("acme/.waypost-upstream").exists());
    }
}

/// A fork with an override that upstream has changed as well.
fn bench() -> Bench {
    let bench = Bench::new();
    for part in ["tags", "Scope"] {
        bench.typed(&["upstream", "override", "staff", part]);
    }
    bench.write(
        "acme/content/skills/design.md",
        b"+++\ntitle = \"Architecture\"\n+++\n",
    );
    bench.edit(
        "acme/content/levels/staff.md",
        &[("Plans ahead", "Plans years ahead")],
    );
    bench.edit(
        "open/content/levels/staff.md",
        &[
            ("Many teams.", "Very many teams."),
            ("[\"a\", \"b\"]", "[\"b\", \"c\"]"),
        ],
    );
    for page in 0..60 {
        bench.write(
            &format!("open/content/guide/{page}.md"),
            b"# A page\n\nWith words.\n",
        );
    }
    bench
}

#[test]
fn an_update_killed_at_any_moment_leaves_the_old_snapshot_or_the_new_one() {
    let bench = bench();
    let open = bench.path("open").display().to_string();
    killed(&bench, &["update", &open], &["merge", "nothing"], &|path| {
        path.starts_with("upstream/")
    });
}

#[test]
fn a_merge_killed_at_any_moment_comes_to_the_same_end() {
    let bench = bench();
    bench.typed(&["upstream", "update"]);
    killed(&bench, &["merge"], &["status"], &|path| {
        path == "content/levels/staff.md"
    });
}
