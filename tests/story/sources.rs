//! A year of upstream is the same, however its new version is handed over.

use super::random::{changed, overrides, own, small};
use super::site::Bench;
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
    let world = small();
    let fork = overrides(&world, &picks, false);
    let next = changed(&world, &picks, &fork, false);
    let mut all = Vec::new();
    for source in ["open", "open.tar", "open.tar.gz", "repository"] {
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
        assert_eq!(exit, Exit::Drift, "{said}");
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
    assert!(all[0].1.values().any(|text| text.contains("<<<<<<< ")));
}
