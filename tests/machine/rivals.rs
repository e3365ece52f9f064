//! Builds that are killed, that meet each other, and that are read from meanwhile.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::site::{Ended, Site, Tree, names, run, tree};

/// Pages enough that a kill meets every stage of a build.
fn edition(site: &Site, number: usize) {
    for page in 0..60 {
        let edition = if page % 2 == 0 { 0 } else { number };
        let line = format!("page {page} of edition {edition}, again and again\n");
        site.write(
            &format!("content/part-{}/{page}.md", page % 5),
            format!("# Page {page}\n\n{}", line.repeat(40)),
        );
    }
    site.write("content/index.md", format!("# Edition {number}\n"));
    let _ = fs::remove_file(site.at(&format!("static/only-{}.txt", 3 - number)));
    site.write(&format!("static/only-{number}.txt"), "text");
}

/// Both editions as they are published.
fn editions(site: &Site) -> [Tree; 2] {
    [2, 1].map(|number| {
        edition(site, number);
        site.build_well();
        site.published()
    })
}

#[test]
fn a_build_killed_at_any_moment_leaves_the_old_site_or_the_new_one() {
    let site = Site::new();
    let editions = editions(&site);
    // How long one takes here, now.
    let took = site.build_well().took;
    let (mut killed, mut leftovers) = (0, 0);
    for round in 0..40_u32 {
        edition(&site, 1 + (round as usize % 2));
        let mut child = site
            .command(&["build"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary can be run");
        // Spread over all of it, the end somewhat more than the rest.
        thread::sleep(took * (4 + round * 13 % 40) / 40);
        killed += u32::from(child.try_wait().expect("it is ours").is_none());
        child.kill().expect("it is ours");
        child.wait().expect("it is ours");
        let stands = site.published();
        assert!(
            editions.contains(&stands),
            "round {round}: {} files",
            stands.len()
        );
        leftovers += u32::from(site.at(".public.waypost").exists());
    }
    assert!(killed > 5, "only {killed} builds were still at work");
    eprintln!("{killed} of 40 killed at work, {leftovers} of them while writing");
    edition(&site, 2);
    site.build_well();
    assert_eq!(site.published(), editions[0]);
    assert!(!site.at(".public.waypost").exists());
}

#[test]
fn two_builds_at_once_both_succeed_or_one_says_who_is_at_work() {
    let site = Site::new();
    let editions = editions(&site);
    for round in 0..4 {
        edition(&site, 1 + round % 2);
        let ended: Vec<Ended> = thread::scope(|scope| {
            let builds: Vec<_> = (0..3).map(|_| scope.spawn(|| site.build())).collect();
            builds
                .into_iter()
                .map(|build| build.join().expect("it does not panic"))
                .collect()
        });
        assert!(
            ended.iter().any(|ended| ended.code == Some(0)),
            "{ended:#?}"
        );
        for ended in ended.iter().filter(|ended| ended.code != Some(0)) {
            ended.expect(3).says(&["another build is writing to"]);
        }
        assert_eq!(site.published(), editions[(round + 1) % 2]);
        assert!(!site.at(".public.waypost").exists());
    }
}

#[test]
fn a_lock_whose_owner_is_dead_holds_nobody_up_and_one_that_lives_is_named() {
    let site = Site::new();
    let work = ".public.waypost";
    site.write(&format!("{work}/lock"), "4194304\n");
    site.write(
        &format!("{work}/next-0123456789abcdef/index.html"),
        "half of a site",
    );
    let ended = site.build_well();
    assert!(!ended.err.contains("warning"), "{}", ended.err);
    assert!(!site.at(work).exists());

    // Killed between the two renames where names can't be exchanged.
    let old = site.published();
    fs::create_dir(site.at(work)).expect("it is ours");
    fs::rename(site.public(), site.at(work).join("aside")).expect("it is ours");
    site.write("content/page.md", "[[no-such-thing]]\n");
    site.build().expect(1);
    assert_eq!(
        site.published(),
        old,
        "the old site is back before anything else"
    );
    site.remove("content/page.md");

    site.write(&format!("{work}/lock"), format!("{}\n", std::process::id()));
    let lock = fs::File::options()
        .write(true)
        .open(site.at(work).join("lock"));
    let lock = lock.expect("it is there");
    lock.lock().expect("locks work here");
    let ended = site.build();
    ended.expect(3).says(&[
        "another build is writing to",
        &format!("(process {})", std::process::id()),
    ]);
    assert!(ended.took < Duration::from_secs(30), "{:?}", ended.took);
    drop(lock);
    site.build_well();
    assert!(!site.at(work).exists());
}

#[test]
fn files_of_others_where_a_build_works_are_never_removed() {
    let site = Site::new();
    site.write(".public.waypost/mine.txt", "mine");
    site.build()
        .expect(2)
        .says(&["holds files that Waypost did not make"]);
    assert_eq!(names(&site.at(".public.waypost")), ["mine.txt"]);
}

#[test]
fn a_server_finds_a_whole_page_at_any_moment() {
    let site = Site::new();
    edition(&site, 1);
    site.build_well();
    let is_done = AtomicBool::new(false);
    let reads = thread::scope(|scope| {
        // As a server does that looks each path up again; `public/` itself may be another folder
        // each time.
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_done.load(Ordering::Relaxed) {
                let page = fs::read_to_string(site.public().join("part-1/1/index.html"));
                let page = page.expect("it is there at any moment");
                assert!(page.starts_with("<h1>Page 1</h1>") && page.contains("</p>"));
                reads += 1;
            }
            reads
        });
        for round in 0..8 {
            edition(&site, 1 + round % 2);
            site.build_well();
        }
        is_done.store(true, Ordering::Relaxed);
        reader.join().expect("it does not panic")
    });
    assert!(reads > 8, "{reads} reads");
}

#[test]
fn a_build_from_within_the_output_says_so_and_one_over_a_served_folder_goes_on() {
    let site = Site::new();
    site.build_well();
    // A server that stands in the folder keeps the old one until it starts again, see
    // docs/deploying.md; the build doesn't mind.
    let mut server = Command::new("sleep");
    let mut server = server
        .arg("60")
        .current_dir(site.public())
        .spawn()
        .expect("there is a sleep");
    site.write("content/index.md", "# The second edition\n");
    site.build_well();
    server.kill().expect("it is ours");
    server.wait().expect("it is ours");

    let mut command = site.command(&["build"]);
    command.current_dir(site.public());
    let before = tree(&site.public());
    run(command).expect(2).says(&["is the folder you are in"]);
    assert_eq!(site.published(), before);
}
