//! A disk that goes wrong at every step in turn.

use std::io;
use std::path::Path;
use std::sync::atomic::Ordering;

use waypost::output::{Fault, OutputError, Staging, Warning};

use crate::failing_disk::{Failing, FailingDisk};
use crate::site::{
    Files, edition, lying_in, names_in, publish, publish_on, publish_sparing, publish_with,
    settings, sparing,
};

/// Publishes the second edition over the first on a disk that goes wrong, and
/// checks that one of the two stands, and that the third replaces it.
fn check(disk: &FailingDisk) {
    let told = format!("{:?}, exchange {}", disk.failing, disk.can_exchange);
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    publish(&output, &edition(1)).expect("nothing goes wrong yet");

    let outcome = publish_on(disk.clone(), &output, &edition(2));
    match &outcome {
        Ok(report) => {
            assert_eq!(lying_in(&output), edition(2), "{told}");
            if report.warnings.is_empty() {
                assert_eq!(names_in(place.path()), ["public"], "{told}");
            }
        }
        Err(OutputError::Aside { .. }) => {
            assert!(!disk.can_exchange, "{told}");
            assert!(!output.exists(), "{told}");
            drop(Staging::begin(settings(&output)).expect("the disk is well again"));
            assert_eq!(lying_in(&output), edition(1), "{told}");
        }
        Err(error) => {
            assert_eq!(lying_in(&output), edition(1), "{told}: {error}");
            assert!(!error.to_string().starts_with("failed"), "{error}");
            assert!(!error.help().is_empty());
        }
    }

    let report = publish(&output, &edition(3)).unwrap_or_else(|error| panic!("{told}: {error}"));
    assert!(report.warnings.is_empty(), "{told}: {:?}", report.warnings);
    assert_eq!(lying_in(&output), edition(3), "{told}");
    assert_eq!(names_in(place.path()), ["public"], "{told}");
}

/// The operations of publishing the second edition over the first.
fn operations(can_exchange: bool) -> usize {
    let disk = FailingDisk {
        can_exchange,
        ..FailingDisk::new(Failing::Never)
    };
    check(&disk);
    disk.operations.load(Ordering::SeqCst)
}

#[test]
fn the_old_site_or_the_new_one_stands_whichever_operation_goes_wrong() {
    for can_exchange in [true, false] {
        for n in 0..operations(can_exchange) {
            for failing in [Failing::Once(n), Failing::From(n)] {
                check(&FailingDisk {
                    can_exchange,
                    ..FailingDisk::new(failing)
                });
            }
        }
    }
}

/// The third edition in place of the second, beside which the first is kept.
#[test]
fn a_spare_makes_no_site_less_whole_whichever_operation_goes_wrong() {
    let publish_third = |failing, can_exchange, place: &Path| {
        let output = place.join("public");
        for number in 1..=2 {
            publish_sparing(&output, &edition(number)).expect("nothing goes wrong yet");
        }
        let disk = FailingDisk {
            can_exchange,
            ..FailingDisk::new(failing)
        };
        let outcome = publish_with(
            disk.clone(),
            waypost::output::Settings {
                flush: true,
                ..sparing(&output)
            },
            &edition(3),
        );
        (outcome, disk.operations.load(Ordering::SeqCst))
    };
    for can_exchange in [true, false] {
        let place = tempfile::tempdir().expect("a temporary folder");
        let (_, operations) = publish_third(Failing::Never, can_exchange, place.path());
        for failing in (0..operations).flat_map(|n| [Failing::Once(n), Failing::From(n)]) {
            let told = format!("{failing:?}, exchange {can_exchange}");
            let place = tempfile::tempdir().expect("a temporary folder");
            let output = place.path().join("public");
            match publish_third(failing, can_exchange, place.path()).0 {
                Ok(_) => assert_eq!(lying_in(&output), edition(3), "{told}"),
                Err(OutputError::Aside { .. }) => assert!(!can_exchange, "{told}"),
                Err(error) => assert_eq!(lying_in(&output), edition(2), "{told}: {error}"),
            }
            for number in 4..=5 {
                let report = publish_sparing(&output, &edition(number))
                    .unwrap_or_else(|error| panic!("{told}: {error}"));
                assert!(report.warnings.is_empty(), "{told}: {:?}", report.warnings);
                assert_eq!(lying_in(&output), edition(number), "{told}");
            }
        }
    }
}

#[test]
fn a_first_site_stands_whole_or_leaves_nothing() {
    let publish_deep = |failing, place: &Path| {
        let disk = FailingDisk::new(failing);
        let outcome = publish_on(disk.clone(), &place.join("a/b/public"), &edition(1));
        (outcome, disk.operations.load(Ordering::SeqCst))
    };
    let place = tempfile::tempdir().expect("a temporary folder");
    let (_, operations) = publish_deep(Failing::Never, place.path());
    for n in 0..operations {
        let place = tempfile::tempdir().expect("a temporary folder");
        let output = place.path().join("a/b/public");
        match publish_deep(Failing::Once(n), place.path()).0 {
            Ok(_) => assert_eq!(lying_in(&output), edition(1)),
            Err(error) => assert!(!output.exists(), "{n}: {error}"),
        }
        publish(&output, &edition(2)).expect("the disk is well again");
        assert_eq!(lying_in(&output), edition(2));
        assert_eq!(names_in(&place.path().join("a/b")), ["public"], "{n}");
    }
}

#[test]
fn what_cant_be_removed_is_a_warning() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    publish(&output, &edition(1)).expect("nothing goes wrong yet");
    let disk = FailingDisk::new(Failing::All("remove"));
    let report = publish_on(disk, &output, &edition(2)).expect("the site is published");
    assert_eq!(lying_in(&output), edition(2));
    assert!(
        matches!(report.warnings[..], [Warning::Left { .. }]),
        "{:?}",
        report.warnings
    );
}

#[test]
fn the_machines_errors_come_with_path_cause_and_advice() {
    type Case = (fn() -> io::Error, &'static str);
    let cases: [Case; 4] = [
        (|| io::Error::from_raw_os_error(28), "make room"),
        (
            || io::ErrorKind::PermissionDenied.into(),
            "the right to write",
        ),
        (
            || io::ErrorKind::ReadOnlyFilesystem.into(),
            "can be written to",
        ),
        (|| io::Error::from_raw_os_error(24), "ulimit -n"),
    ];
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    for (error, advice) in cases {
        let disk = FailingDisk {
            error,
            ..FailingDisk::new(Failing::All("write"))
        };
        let files = Files::from([("a.html".to_owned(), b"a".to_vec())]);
        let error = publish_on(disk, &output, &files).expect_err("nothing is written");
        assert_eq!(error.fault(), Fault::Machine);
        assert!(
            error.to_string().contains("could not be written: "),
            "{error}"
        );
        if cfg!(unix) {
            assert!(error.help().contains(advice), "{}", error.help());
        }
        assert!(names_in(place.path()).is_empty());
    }
}

#[test]
fn a_site_with_a_file_that_went_wrong_is_not_published() {
    let place = tempfile::tempdir().expect("a temporary folder");
    let output = place.path().join("public");
    let staging = Staging::begin(settings(&output)).expect("nothing is in the way");
    staging.put("a.html", b"a").expect("a plain file");
    for path in [
        "../b.html",
        "a.html",
        "A.html",
        "a.html/index.html",
        ".Waypost",
    ] {
        let error = staging.put(path, b"b").expect_err(path);
        assert_eq!(error.fault(), Fault::Content);
    }
    let error = staging.publish().expect_err("a file is missing");
    assert!(matches!(error, OutputError::Incomplete));
    assert!(names_in(place.path()).is_empty());
}
