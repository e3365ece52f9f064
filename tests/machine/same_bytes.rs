//! The same input gives the same bytes, whatever the machine.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::site::{Site, Tree, run, tree};

/// The starter content and its settings, in a site of its own: every kind, and every format that
/// is published.
fn starter() -> Site {
    let site = Site::new();
    site.remove("content/index.md");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, bytes) in tree(&repository.join("content")) {
        if !path.ends_with('/') {
            site.write(&format!("content/{path}"), bytes);
        }
    }
    fs::remove_dir_all(site.at("plain")).expect("it is ours");
    let settings = fs::read(repository.join("site.toml")).expect("it is there");
    site.write("site.toml", settings);
    site
}

fn published(site: &Site, change: impl FnOnce(&mut Command)) -> Tree {
    let output = site.beside("published");
    let _ = fs::remove_dir_all(&output);
    let mut command = site.command(&["build", "--output", &output.to_string_lossy()]);
    change(&mut command);
    run(command).expect(0);
    tree(&output)
}

#[track_caller]
fn same(first: &Tree, second: &Tree) {
    let differ: Vec<&String> = first
        .keys()
        .chain(second.keys())
        .filter(|path| first.get(*path) != second.get(*path))
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

/// Sets the time of every file.
fn set_times(folder: &Path, time: impl Fn(usize) -> SystemTime) {
    for (number, path) in tree(folder).keys().enumerate() {
        let file = fs::File::open(folder.join(path)).expect("it is ours");
        file.set_modified(time(number)).expect("it is ours");
    }
}

#[test]
fn the_same_bytes_on_two_runs_in_another_place_at_another_time() {
    let site = starter();
    let first = published(&site, |_| {});
    assert!(first.len() > 100, "{} files", first.len());

    // Later than the second in which the first was made: some formats hold a time.
    std::thread::sleep(Duration::from_millis(1_100));
    let second = published(&site, |command| {
        command
            .current_dir("/")
            .env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "ja_JP.eucJP")
            .env("LANGUAGE", "de")
            .env("SOURCE_DATE_EPOCH", "1000000000")
            .env("RAYON_NUM_THREADS", "1")
            .env("USER", "somebody-else")
            .env("NO_COLOR", "1");
    });
    same(&first, &second);

    let second = published(&site, |command| {
        command
            .env_clear()
            .env("SOURCE_DATE_EPOCH", "not a number")
            .env("RAYON_NUM_THREADS", "7");
    });
    same(&first, &second);

    // Times in the future, all equal, before 1970, and all mixed.
    let day = Duration::from_secs(86_400);
    set_times(&site.at("content"), |_| SystemTime::now() + day * 20_000);
    same(&first, &published(&site, |_| {}));
    set_times(&site.at("content"), |number| {
        SystemTime::UNIX_EPOCH + day * 8_000 - day * (number as u32 * 7_919 % 16_000)
    });
    same(&first, &published(&site, |_| {}));

    // Written in another order, elsewhere: a disk may list files in the order of their making.
    let elsewhere = Site::new();
    fs::remove_dir_all(elsewhere.root()).expect("it is ours");
    for (path, bytes) in tree(&site.root()).into_iter().rev() {
        if !path.ends_with('/') {
            elsewhere.write(&path, bytes);
        }
    }
    same(&first, &published(&elsewhere, |_| {}));
}

#[test]
fn a_second_build_touches_nothing_whatever_the_times() {
    use std::os::unix::fs::MetadataExt;
    let site = Site::new();
    site.write("content/page.md", "# A page\n");
    site.build_well();
    let inode = |path: &str| {
        let metadata = fs::metadata(site.public().join(path)).expect("it is there");
        (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
    };
    let before = ["", "index.html", "page/index.html"].map(inode);
    let day = Duration::from_secs(86_400);
    set_times(&site.at("content"), |_| SystemTime::now() + day * 400);
    site.build_well().says(&["0 written", "0 removed"]);
    assert_eq!(["", "index.html", "page/index.html"].map(inode), before);

    // One page changes, with a time that lies before that of what is published.
    site.write("content/page.md", "# A page!\n");
    set_times(&site.at("content"), |_| SystemTime::UNIX_EPOCH + day);
    site.build_well();
    assert_eq!(inode("index.html"), before[1]);
    assert_ne!(inode("page/index.html").0, before[2].0);
    let page = String::from_utf8_lossy(&site.published()["page/index.html"]).into_owned();
    assert!(page.contains("A page!"), "{page}");
}
