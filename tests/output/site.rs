//! Small sites to publish, and what lies on the disk afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use waypost::output::{Disk, MARKER, OutputError, Report, Settings, Staging};

/// A file's path within the site, and its bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A site that shares some files with every other edition and differs in the
/// rest: same, changed, added, removed; a file that becomes a folder.
pub fn edition(number: usize) -> Files {
    let mut files = Files::new();
    let mut add = |path: String, text: String| files.insert(path, text.into_bytes());
    add("index.html".into(), format!("edition {number}"));
    for page in 0..2 {
        add(format!("same/{page}/index.html"), format!("page {page}"));
        add(
            format!("changed/{page}/index.html"),
            format!("page {page} in {number}"),
        );
        add(format!("only-{number}/{page}.html"), "new".into());
    }
    let shape = if number.is_multiple_of(2) {
        "shape"
    } else {
        "shape/shape"
    };
    add(shape.into(), "a file, then a folder".into());
    add("empty.txt".into(), String::new());
    files
}

/// A site of any size leaves a spare.
pub fn sparing(output: &Path) -> Settings {
    Settings {
        spare_from: 1,
        ..settings(output)
    }
}

/// Not flushed: that would wait for what others write on this disk.
pub fn settings(output: &Path) -> Settings {
    Settings {
        flush: false,
        ..Settings::new(output)
    }
}

pub fn publish(output: &Path, files: &Files) -> Result<Report, OutputError> {
    put_all(Staging::begin(settings(output))?, files)
}

pub fn publish_sparing(output: &Path, files: &Files) -> Result<Report, OutputError> {
    put_all(Staging::begin(sparing(output))?, files)
}

pub fn publish_on(
    disk: impl Disk + 'static,
    output: &Path,
    files: &Files,
) -> Result<Report, OutputError> {
    publish_with(disk, Settings::new(output), files)
}

pub fn publish_with(
    disk: impl Disk + 'static,
    settings: Settings,
    files: &Files,
) -> Result<Report, OutputError> {
    put_all(Staging::begin_on(Box::new(disk), settings)?, files)
}

fn put_all(staging: Staging, files: &Files) -> Result<Report, OutputError> {
    for (path, bytes) in files {
        staging.put(path, bytes)?;
    }
    staging.publish()
}

/// The files under a folder, links and folders as such, the marker left out.
pub fn lying_in(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(under) = folders.pop() {
        for entry in fs::read_dir(folder.join(&under)).expect("the folder is there") {
            let entry = entry.expect("the folder can be read");
            let path = under.join(entry.file_name());
            let name = path.to_str().expect("all names are ours").to_owned();
            if entry.file_type().expect("the kind is known").is_dir() {
                folders.push(path);
            } else if name != MARKER {
                files.insert(name, fs::read(entry.path()).expect("the file can be read"));
            }
        }
    }
    files
}

/// The names in a folder.
pub fn names_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| {
            entry
                .expect("it can be read")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}
