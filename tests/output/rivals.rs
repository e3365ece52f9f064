//! Several builds, and readers, at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use waypost::output::{Disk, Fault, Lock, NativeDisk, OutputError, Settings, Staging};

use crate::site::{edition, lying_in, names_in};

#[test]
fn a_second_build_says_who_is_at_work() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let first = Staging::begin(Settings::new(&output)).expect("nobody is at work");
    let mut impatient = Settings::new(&output);
    impatient.patience = Duration::from_millis(50);
    let error = Staging::begin(impatient.clone())
        .err()
        .expect("the first is at work");
    assert_eq!(error.fault(), Fault::Machine);
    let OutputError::Busy { process, .. } = error else {
        panic!("{error}")
    };
    if cfg!(unix) {
        assert_eq!(process, Some(std::process::id()));
    }
    first
        .put("a.html", b"a")
        .expect("the first is not disturbed");
    first.publish().expect("the first is not disturbed");
    Staging::begin(impatient).expect("nobody is at work");
}

#[test]
fn builds_that_wait_for_each_other_all_succeed() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    thread::scope(|scope| {
        for number in 1..=4 {
            let output = &output;
            scope.spawn(move || {
                for _ in 0..8 {
                    let mut settings = Settings::new(output);
                    settings.patience = Duration::from_secs(60);
                    settings.flush = false;
                    let staging = Staging::begin(settings).expect("others come to an end");
                    for (path, bytes) in edition(number) {
                        staging.put(&path, &bytes).expect("nobody else is in there");
                    }
                    let report = staging.publish().expect("nobody else is in there");
                    assert!(report.warnings.is_empty(), "{:?}", report.warnings);
                }
            });
        }
    });
    let stands = lying_in(&output);
    assert!((1..=4).any(|number| stands == edition(number)));
    assert_eq!(names_in(place.path()), ["public"]);
}

#[test]
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn a_reader_always_finds_a_whole_page() {
    use std::fs;
    use std::sync::atomic::AtomicBool;

    use crate::site::publish;

    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    publish(&output, &edition(0)).expect("a first site");
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let page = fs::read_to_string(output.join("index.html")).expect("there is one");
                assert!(page.starts_with("edition ") && page.len() > 8, "{page}");
            }
        });
        for number in 1..40 {
            publish(&output, &edition(number)).expect("readers are not in the way");
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_lock_that_its_owners_remove_is_still_held_by_one() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let path = place.path().join("lock");
    let (owners, turns) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while turns.load(Ordering::SeqCst) < 1_000 {
                    // An error is an owner that removed the file just now.
                    if let Ok(Lock::Held(file)) = NativeDisk.lock(&path) {
                        assert_eq!(owners.fetch_add(1, Ordering::SeqCst), 0);
                        turns.fetch_add(1, Ordering::SeqCst);
                        thread::yield_now();
                        owners.fetch_sub(1, Ordering::SeqCst);
                        NativeDisk.remove_file(&path).expect("it is ours");
                        drop(file);
                    }
                }
            });
        }
    });
}
