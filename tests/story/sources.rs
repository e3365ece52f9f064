//! A year of upstream is the same, however its new version is handed over.

use super::random::{changed, overrides, own, small};
use super::site::Bench;
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use waypost::cli::Exit;

fn git(folder: &Path, arguments: &[&str]) {
    let done = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(arguments)
        .output()
        .expect("git is there");
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[test]
fn a_year_is_the_same_from_a_folder_an_archive_and_a_repository() {
    let picks: Vec<(u8, u8, u8)> = (0..14).map(|at| (at, at * 5 + 2, at * 3)).collect();
    assert!(lived(&picks, &picks).contains("<<<<<<< "));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_year_is_the_same_from_a_folder_an_archive_and_a_repository(
        of_fork in prop::collection::vec(any::<(u8, u8, u8)>(), 0..10),
        of_upstream in prop::collection::vec(any::<(u8, u8, u8)>(), 1..12),
    ) {
        lived(&of_fork, &of_upstream);
    }
}

/// Lives through a year with each kind of source, and gives back what the fork's own files come to.
fn lived(of_fork: &[(u8, u8, u8)], of_upstream: &[(u8, u8, u8)]) -> String {
    let world = small();
    let fork = overrides(&world, of_fork, false);
    let next = changed(&world, of_upstream, &fork, false);
    let mut all = Vec::new();
    for source in ["open", "open.tar", "open.tar.gz", "open.zip", "repository"] {
        let bench = Bench::new(&world);
        bench.begin(&fork, &world);
        bench.publish(&next);
        let open = bench.path("open");
        let mut place = bench.path(source);
        let mut archive = tar::Builder::new(Vec::new());
        archive.append_dir_all("open", &open).expect("packed");
        let packed = archive.into_inner().expect("packed");
        match source {
            "open.tar" => fs::write(&place, packed).expect("written"),
            "open.tar.gz" => {
                let mut gzip =
                    flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                gzip.write_all(&packed).expect("packed");
                fs::write(&place, gzip.finish().expect("packed")).expect("written");
            }
            "open.zip" => {
                let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
                let options = zip::write::SimpleFileOptions::default();
                for (path, text) in next.files() {
                    zip.start_file(format!("open/{path}"), options)
                        .expect("packed");
                    zip.write_all(text.as_bytes()).expect("packed");
                }
                let packed = zip.finish().expect("packed").into_inner();
                fs::write(&place, packed).expect("written");
            }
            "repository" => {
                git(&open, &["init", "--quiet", "--initial-branch=main"]);
                git(&open, &["add", "--all"]);
                git(&open, &["commit", "--quiet", "-m", "One"]);
                place = open;
            }
            _ => {}
        }
        let place = place.display().to_string();
        let mut words = vec!["upstream", "update", &place];
        if source == "repository" {
            words.extend(["--revision", "main"]);
        }
        let (exit, said) = bench.typed(&words);
        assert!(matches!(exit, Exit::Well | Exit::Drift), "{said}");
        bench.typed(&["upstream", "merge"]);
        let mut files = own(&bench);
        // It says where the snapshot came from.
        files.remove("site.toml");
        let snapshot: Vec<_> = bench
            .files()
            .into_iter()
            .filter(|(path, _)| path.starts_with("upstream/"))
            .collect();
        all.push((source, files, snapshot));
    }
    for (source, files, snapshot) in &all[1..] {
        assert_eq!((files, snapshot), (&all[0].1, &all[0].2), "{source}");
    }
    all.remove(0).1.into_values().collect()
}
