//! Disks that fill up, and that can't be written to.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::site::{Site, Tree, give_away, is_root, names, open, run, tree};

/// A small file system of its own; gone when it is dropped.
struct Mount(PathBuf);

impl Mount {
    /// Nothing where this machine doesn't allow it, which is said on stderr.
    fn new(at: PathBuf, options: &str) -> Option<Mount> {
        fs::create_dir_all(&at).expect("it is ours");
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "waypost-test"]);
        match command.arg(&at).output() {
            Ok(output) if output.status.success() => Some(Mount(at)),
            _ => {
                eprintln!(
                    "NOT TESTED HERE: this user may not mount a small file system ({options})"
                );
                None
            }
        }
    }

    fn again(&self, options: &str) {
        let mut command = Command::new("mount");
        command.args(["-o", &format!("remount,{options}")]);
        assert!(command.arg(&self.0).status().expect("it ran").success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: a test that goes wrong must not leave it behind.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// A page of `length` bytes that no other edition has.
fn page(edition: usize, length: usize) -> String {
    let mut text = format!("# Edition {edition}\n\n");
    while text.len() < length {
        text.push_str("A line of the page, neither long nor short, and nothing in it.\n");
    }
    text
}

/// What is published, in the mount.
fn build_into(site: &Site, output: &Path) -> crate::site::Ended {
    run(site.command(&["build", "--output", &output.to_string_lossy()]))
}

/// Fills the disk more and more; at each stage the old site or the new one stands.
fn fill(site: &Site, mount: &Mount, steps: impl Iterator<Item = usize>, fill: impl Fn(usize)) {
    let output = mount.0.join("public");
    build_into(site, &output).expect(0);
    let mut failures = 0;
    let mut successes = 0;
    for step in steps {
        let old = tree(&output);
        site.write("content/index.md", page(step, 20_000));
        for number in 0..12 {
            site.write(&format!("content/{number}.md"), page(step + number, 4_000));
        }
        fill(step);
        let ended = build_into(site, &output);
        fs::remove_dir_all(mount.0.join("filler")).expect("it is ours");
        if ended.code == Some(0) {
            successes += 1;
            assert!(is_edition(&tree(&output), step), "step {step}");
        } else {
            failures += 1;
            ended
                .expect(3)
                .says(&["could not be", "make room on the disk"]);
            assert_eq!(tree(&output), old, "step {step}: {}", ended.err);
            assert_eq!(names(&mount.0), ["public"], "step {step}");
        }
    }
    assert!(
        failures > 1 && successes > 0,
        "{failures} failures, {successes} successes"
    );
    build_into(site, &output).expect(0);
    assert_eq!(names(&mount.0), ["public"]);
}

fn is_edition(published: &Tree, edition: usize) -> bool {
    let home = String::from_utf8_lossy(&published["index.html"]).into_owned();
    home.contains(&format!("Edition {edition}</h1>")) && published.contains_key("11/index.html")
}

#[test]
fn a_disk_that_is_full_leaves_the_old_site_at_whatever_point() {
    let site = Site::new();
    let Some(mount) = Mount::new(site.beside("small"), "size=1m") else {
        full_by_a_limit();
        return;
    };
    let filler = |free: usize| {
        let folder = mount.0.join("filler");
        fs::create_dir_all(&folder).expect("there is room for a name");
        // Until nothing goes in, and then so much less.
        let _ = fs::write(folder.join("all"), vec![0; 1024 * 1024]);
        let length = fs::metadata(folder.join("all")).expect("it is there").len();
        let kept = length.saturating_sub(free as u64 * 1024);
        let file = fs::File::options().write(true).open(folder.join("all"));
        file.and_then(|file| file.set_len(kept))
            .expect("it shrinks");
    };
    fill(&site, &mount, (0..200).step_by(16), filler);
}

#[test]
fn a_disk_without_inodes_leaves_the_old_site_at_whatever_point() {
    let site = Site::new();
    let Some(mount) = Mount::new(site.beside("small"), "size=4m,nr_inodes=260") else {
        full_by_a_limit();
        return;
    };
    let filler = |free: usize| {
        let folder = mount.0.join("filler");
        fs::create_dir_all(&folder).expect("there is an inode for a folder");
        let mut number = 0;
        while fs::write(folder.join(number.to_string()), "").is_ok() {
            number += 1;
        }
        for number in 0..free.min(number) {
            fs::remove_file(folder.join(number.to_string())).expect("it is ours");
        }
    };
    fill(&site, &mount, (0..150).step_by(12), filler);
}

/// The weaker test: no file may be larger than a few kilobytes.
#[test]
fn full_by_a_limit() {
    let site = Site::new();
    site.build_well();
    let old = site.published();
    site.write("static/large.bin", vec![7; 64 * 1024]);
    // With the signal ignored, writing goes wrong; without, the build is killed.
    let ended = run(site.limited("trap '' XFSZ; ulimit -f 16", &["build"]));
    ended.expect(3).says(&["large.bin` could not be written"]);
    assert_eq!(site.published(), old);
    assert!(!names(&site.root()).contains(&".public.waypost".to_owned()));

    let killed = run(site.limited("ulimit -f 16", &["build"]));
    assert_eq!(killed.code, None, "{killed:#?}");
    assert_eq!(site.published(), old);

    site.build_well();
    assert!(site.published().contains_key("large.bin"));
    assert!(!names(&site.root()).contains(&".public.waypost".to_owned()));
}

#[test]
fn an_output_that_cant_be_written_to_is_left_as_it_is() {
    let site = Site::new();
    let place = site.beside("place");
    fs::create_dir(&place).expect("it is ours");
    give_away(&place);
    let output = place.join("public");
    let arguments = ["build", "--output", &output.to_string_lossy()];
    run(site.as_nobody(&arguments)).expect(0);
    let old = tree(&output);
    site.write("content/index.md", page(2, 100));

    // The folder that it lies in, then the output itself.
    for closed in [&place, &output] {
        open(closed, 0o555);
        let ended = run(site.as_nobody(&arguments));
        ended
            .expect(3)
            .says(&["ermission denied", "the right to write"]);
        open(closed, 0o755);
        assert_eq!(tree(&output), old);
        assert_eq!(names(&place), ["public"]);
    }
    run(site.as_nobody(&arguments)).expect(0);
    assert_ne!(tree(&output), old);
}

#[test]
fn a_build_may_begin_in_a_folder_that_is_closed_to_its_user() {
    let site = Site::new();
    let (closed, place) = (site.beside("closed"), site.beside("place"));
    fs::create_dir(&closed).expect("it is ours");
    fs::create_dir(&place).expect("it is ours");
    give_away(&place);
    let mut build = site.as_nobody(&["build", "--output", &place.join("public").to_string_lossy()]);
    if is_root() {
        // The folder is entered before the rights are given up.
        let nobody = build;
        build = std::process::Command::new("setpriv");
        build.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
        build.arg(nobody.get_program()).args(nobody.get_args());
        build.env("HOME", &closed);
    }
    build.current_dir(&closed);
    open(&closed, 0o700);
    if is_root() {
        run(build).expect(0);
    } else {
        eprintln!("only root can begin where it may not be");
    }
}

#[test]
fn a_disk_that_is_read_only_is_said_to_be() {
    let site = Site::new();
    let Some(mount) = Mount::new(site.beside("small"), "size=4m") else {
        eprintln!("only the rights of folders are tested, by another test");
        assert!(!is_root(), "root may mount nearly everywhere");
        return;
    };
    let output = mount.0.join("public");
    build_into(&site, &output).expect(0);
    let old = tree(&output);
    site.write("content/index.md", page(2, 100));
    mount.again("ro");
    build_into(&site, &output)
        .expect(3)
        .says(&["ead-only file system", "choose an output on a disk"]);
    assert_eq!(tree(&output), old);
    mount.again("rw");
    build_into(&site, &output).expect(0);
}

#[test]
fn a_mount_point_is_refused() {
    let site = Site::new();
    let Some(mount) = Mount::new(site.beside("small"), "size=4m") else {
        return;
    };
    build_into(&site, &mount.0)
        .expect(2)
        .says(&["is a mount point", "choose a folder inside it"]);
}

#[test]
fn a_source_that_is_read_only_is_read() {
    let site = Site::new();
    let output = site.beside("place/public");
    fs::create_dir(site.beside("place")).expect("it is ours");
    give_away(&site.beside("place"));
    let close = Command::new("chmod")
        .args(["-R", "a-w"])
        .arg(site.root())
        .status();
    assert!(close.expect("there is a chmod").success());
    let before = tree(&site.root());

    run(site.as_nobody(&["build", "--output", &output.to_string_lossy()])).expect(0);
    run(site.as_nobody(&["check"])).expect(0);
    run(site.as_nobody(&["build"]))
        .expect(3)
        .says(&["could not be made", "the right to write"]);
    assert_eq!(tree(&site.root()), before);
    open(&site.root(), 0o755);
}

#[test]
fn results_that_nobody_takes_are_the_machines_fault() {
    let site = Site::new();
    if !Path::new("/dev/full").exists() {
        eprintln!("NOT TESTED HERE: there is no /dev/full");
        return;
    }
    site.write("content/page.md", "[[no-such-thing]]\n");
    let mut command = site.limited("exec >/dev/full", &["check"]);
    command.env("CI", "1");
    run(command).expect(3);
    run(site.limited("exec >/dev/full", &["check", "--explain"])).expect(3);
    // Nobody reads any more, as with `| head -1`.
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!(
        "{} check --root {} | true",
        env!("CARGO_BIN_EXE_waypost"),
        site.root().display()
    ));
    run(command).expect(0);
}
