//! The site of a case on the disk, and what lies there.

use crate::case::Entry;
use crate::notation::{bytes, unescaped};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Puts an entry where it belongs.
pub fn put(root: &Path, entry: &Entry) -> Result<(), String> {
    let path = root.join(OsString::from_vec(unescaped(&entry.path)?));
    place(&path, entry).map_err(|error| format!("{}: {error}", entry.header.trim()))
}

fn place(path: &Path, entry: &Entry) -> io::Result<()> {
    let option = |name: &str| entry.options.iter().any(|option| option == name);
    if option("gone") {
        return match path.is_dir() && !path.is_symlink() {
            true => fs::remove_dir_all(path),
            false => fs::remove_file(path),
        };
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let content = || bytes(&entry.text, &entry.options).map_err(io::Error::other);
    if option("symlink") {
        let target = PathBuf::from(OsString::from_vec(content()?.trim_ascii_end().to_vec()));
        symlink(target, path)?;
    } else if option("folder") {
        fs::create_dir_all(path)?;
    } else if option("fifo") {
        let made = Command::new("mkfifo").arg(path).status()?;
        if !made.success() {
            return Err(io::Error::other("mkfifo went wrong"));
        }
    } else {
        fs::write(path, content()?)?;
    }
    for option in &entry.options {
        if let Some(mode) = option.strip_prefix("mode ") {
            let mode = u32::from_str_radix(mode, 8).map_err(io::Error::other)?;
            fs::set_permissions(path, fs::Permissions::from_mode(mode))?;
        }
    }
    Ok(())
}

/// Everything below a folder but what is in `except`: by path what it is and what it holds.
pub fn snapshot(root: &Path, except: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = folder.read_dir() else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let place = path.strip_prefix(root).unwrap_or(&path).to_owned();
            if except.iter().any(|name| place == Path::new(name)) {
                continue;
            }
            let Ok(metadata) = path.symlink_metadata() else {
                continue;
            };
            let held = if metadata.is_symlink() {
                fs::read_link(&path)
                    .unwrap_or_default()
                    .into_os_string()
                    .into_vec()
            } else if metadata.is_dir() {
                open.push(path);
                b"folder".to_vec()
            } else if metadata.is_file() {
                fs::read(&path).unwrap_or_default()
            } else {
                b"special".to_vec()
            };
            found.insert(place, held);
        }
    }
    found
}

/// The names of all files below a folder, the theme's own left out.
pub fn files(root: &Path) -> Vec<String> {
    let kept = snapshot(root, &["theme", ".waypost"]);
    kept.into_iter()
        .filter(|(path, _)| !root.join(path).is_dir())
        .map(|(path, _)| path.to_string_lossy().into_owned())
        .collect()
}
