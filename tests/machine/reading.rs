//! Files that can't be read, or change while they are.

use std::fs;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::site::{Site, open, run, tree};

#[test]
fn a_file_that_cant_be_read_is_named_and_hides_no_other_fault() {
    let site = Site::new();
    site.build_well();
    let old = site.published();
    site.write("content/closed.md", "# Closed\n");
    site.write("content/folder/page.md", "# In a closed folder\n");
    site.write("content/other.md", "[[no-such-thing]]\n");
    site.write("static/closed.txt", "closed");
    site.write("templates/closed.html", "closed");
    for path in [
        "content/closed.md",
        "content/folder",
        "templates/closed.html",
    ] {
        open(&site.at(path), 0);
    }
    let ended = run(site.as_nobody(&["check"]));
    ended.expect(1);
    for path in [
        "content/closed.md",
        "content/folder",
        "templates/closed.html",
    ] {
        let said = format!("error[unreadable-file]: `{path}` can't be read: permission denied");
        assert!(ended.out.contains(&said), "{path}:\n{}", ended.out);
    }
    assert!(ended.out.contains("no-such-thing"), "{}", ended.out);
    assert!(ended.out.contains("give yourself the right to read it"));

    // A static file is opened only when it is copied.
    for path in [
        "content/closed.md",
        "content/folder",
        "templates/closed.html",
    ] {
        open(&site.at(path), 0o755);
    }
    site.write("content/other.md", "# Other\n");
    site.remove("templates/closed.html");
    open(&site.at("static/closed.txt"), 0);
    let output = site.beside("place/public");
    fs::create_dir(site.beside("place")).expect("it is ours");
    crate::site::give_away(&site.beside("place"));
    run(site.as_nobody(&["build", "--output", &output.to_string_lossy()]))
        .expect(1)
        .says(&["`static/closed.txt` can't be read: permission denied"]);
    assert!(tree(&output).is_empty());
    assert_eq!(site.published(), old);
}

#[test]
fn settings_that_cant_be_read_are_a_fault_of_the_settings() {
    let site = Site::new();
    open(&site.at("site.toml"), 0);
    let ended = run(site.as_nobody(&["check"]));
    ended.expect(2);
    assert!(
        ended.out.contains("`site.toml` can't be read"),
        "{}",
        ended.out
    );
    open(&site.root(), 0);
    run(site.as_nobody(&["check"]))
        .expect(2)
        .says(&["can't be read"]);
    open(&site.root(), 0o755);
}

#[test]
fn too_few_open_files_end_in_a_message_and_leave_the_old_site() {
    let site = Site::new();
    for number in 0..40 {
        site.write(
            &format!("content/a/b/c/d/{number}.md"),
            format!("# Page {number}\n"),
        );
        site.write(&format!("static/a/b/{number}.txt"), number.to_string());
    }
    site.build_well();
    let old = site.published();
    let mut successes = 0;
    let mut faults = 0;
    for limit in 4..24 {
        site.write("content/index.md", format!("# With {limit}\n"));
        let ended = run(site.limited(&format!("ulimit -n {limit}"), &["build"]));
        match ended.code {
            Some(0) => successes += 1,
            // The binary's own libraries could not be opened.
            Some(127) => continue,
            _ => {
                faults += 1;
                ended.expect(3);
                let is_told = [
                    "error[disk-fault]",
                    "ulimit -n",
                    "no threads can be started",
                ]
                .iter()
                .any(|said| ended.err.contains(said));
                assert!(is_told, "{limit}: {}", ended.err);
                if successes == 0 {
                    assert_eq!(site.published(), old, "{limit}: {}", ended.err);
                }
            }
        }
    }
    assert!(
        successes > 0 && faults > 0,
        "{successes} well, {faults} not"
    );
    site.build_well();
}

/// Changes the site again and again while it is built, and says how the builds may end.
fn builds_while(site: &Site, codes: &[i32], mut change: impl FnMut(usize) + Send) {
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        let is_done = &is_done;
        scope.spawn(move || {
            let mut round = 0;
            while !is_done.load(Ordering::Relaxed) {
                change(round);
                round += 1;
                thread::sleep(Duration::from_micros(500));
            }
        });
        for _ in 0..12 {
            let ended = site.build();
            let is_expected = ended.code.is_some_and(|code| codes.contains(&code));
            // Told before it fails, so that the other thread ends as well.
            is_done.fetch_or(!is_expected, Ordering::Relaxed);
            assert!(is_expected && !ended.err.contains("panicked"), "{ended:#?}");
        }
        is_done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn files_that_come_and_go_while_they_are_read_are_there_or_told() {
    let site = Site::new();
    builds_while(&site, &[0, 1], |round| {
        for number in 0..20 {
            let path = format!("content/folder-{}/{number}.md", round % 3);
            site.write(&path, "# A page\n");
            site.write(&format!("static/{number}.txt"), "text");
        }
        let _ = fs::remove_dir_all(site.at(&format!("content/folder-{}", (round + 1) % 3)));
        let _ = fs::remove_dir_all(site.at("static"));
    });
    site.build_well();
}

#[test]
fn files_that_grow_and_are_truncated_are_read_as_far_as_they_are() {
    let site = Site::new();
    site.write("static/log.txt", "line\n");
    site.write("content/log.md", "# Log\n");
    builds_while(&site, &[0], |round| {
        for path in ["static/log.txt", "content/log.md"] {
            let file = fs::File::options().append(true).open(site.at(path));
            let mut file = file.expect("it is ours");
            if round % 50 == 0 {
                file.set_len(2).expect("it is ours");
            }
            file.write_all("grows and grows\n".repeat(20).as_bytes())
                .expect("it is ours");
        }
    });
}

#[test]
fn what_turns_into_a_pipe_while_it_is_read_is_never_waited_for() {
    let site = Site::new();
    site.write("content/page.md", "# A page\n");
    site.write("static/file.txt", "text");
    let pipe = site.beside("pipe");
    builds_while(&site, &[0, 1], |round| {
        for path in ["content/page.md", "static/file.txt"] {
            if round % 2 == 0 {
                super::special::pipe(&pipe);
            } else {
                fs::write(&pipe, "# A page\n").expect("it is ours");
            }
            fs::rename(&pipe, site.at(path)).expect("it is ours");
        }
    });
}

#[test]
fn files_without_end_are_a_fault_and_no_load() {
    let site = Site::new();
    let sparse = |path: &str, length: u64| {
        site.write(path, "");
        let file = fs::File::options().write(true).open(site.at(path));
        file.and_then(|file| file.set_len(length)).is_ok()
    };
    if !sparse("static/video.bin", 1 << 40) {
        assert!(sparse("static/video.bin", 1 << 33), "8 GiB of nothing");
    }
    assert!(sparse("content/log.md", 1 << 33));
    let ended = site.build();
    ended.expect(1).says(&[
        "`content/log.md` is larger than 8 MiB",
        "`static/video.bin` is larger than 256",
    ]);
    assert!(ended.took < Duration::from_secs(20), "{:?}", ended.took);
}
