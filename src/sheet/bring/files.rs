//! Changed files onto the disk: each whole or not at all, and all that can be taken back if one
//! can't be written.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file of the site before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes as they are to be.
    pub after: Vec<u8>,
}

/// Why a file isn't written. None is, then.
#[derive(Debug)]
pub enum WriteFault {
    /// It was changed since it was read.
    Changed(String),
    /// It is, or lies behind, a link that leads out of the site.
    Outside(String),
    /// What the disk said.
    Disk(PathBuf, io::Error),
}

/// Writes changed files of the site in `root`, each beside itself and then over itself in one step.
///
/// # Errors
/// The first file that can't be written; those before it are as they were again.
pub fn write_files(root: &Path, files: &BTreeMap<String, NewText>) -> Result<(), WriteFault> {
    let whole = root
        .canonicalize()
        .map_err(|error| WriteFault::Disk(root.to_owned(), error))?;
    let mut ready: Vec<(PathBuf, PathBuf, &NewText)> = Vec::new();
    let result = files.iter().try_for_each(|(name, text)| {
        let path = root.join(name);
        let disk = |error| WriteFault::Disk(path.clone(), error);
        // A link within the site stays a link.
        let path = path.canonicalize().map_err(disk)?;
        if !path.starts_with(&whole) {
            return Err(WriteFault::Outside(name.clone()));
        }
        let disk = |error| WriteFault::Disk(path.clone(), error);
        if fs::read(&path).map_err(disk)? != text.before {
            return Err(WriteFault::Changed(name.clone()));
        }
        let beside = beside(&path);
        ready.push((path.clone(), beside.clone(), text));
        let mut file = File::options()
            .write(true)
            .create_new(true)
            .open(&beside)
            .map_err(disk)?;
        file.write_all(&text.after).map_err(disk)?;
        file.set_permissions(fs::metadata(&path).map_err(disk)?.permissions())
            .map_err(disk)?;
        file.sync_all().map_err(disk)
    });
    let mut done = 0;
    let result = result.and_then(|()| {
        ready.iter().try_for_each(|(path, beside, _)| {
            fs::rename(beside, path).map_err(|error| WriteFault::Disk(path.clone(), error))?;
            done += 1;
            Ok(())
        })
    });
    if result.is_err() {
        for (path, _, text) in &ready[..done] {
            let _ = fs::write(path, &text.before);
        }
        for (_, beside, _) in &ready[done..] {
            let _ = fs::remove_file(beside);
        }
    }
    result
}

/// A name beside a file that no file of a site has: one that begins with a dot isn't read.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.waypost-{}", std::process::id()))
}
