//! Whether a folder may become a site.

use super::{Refusal, SiteFile};
use std::fs;
use std::io;
use std::path::Path;

/// Names that a new repository has before anything is in it.
const BESIDE: [&str; 8] = [
    "readme",
    "license",
    "licence",
    "copying",
    "changelog",
    "contributing",
    "security",
    "codeowners",
];

/// Names of one folder that are told.
const MOST_TOLD: usize = 4;

/// Looks whether the files of a new site may be written into `folder`: into one that isn't there,
/// is empty, or holds only what a new repository does, such as `.git` and a README. Gives back those
/// files that are there already and stay as they are: a `.gitignore`.
///
/// # Errors
/// What stands there.
pub fn ready(folder: &Path, files: &[SiteFile]) -> Result<Vec<String>, Refusal> {
    let shown = folder.display();
    let metadata = match fs::metadata(folder) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match fs::symlink_metadata(folder) {
                Ok(_) => Err(Refusal::new(
                    format!("`{shown}` is a link that leads nowhere"),
                    "give another folder",
                )),
                Err(_) => Ok(Vec::new()),
            };
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Refusal::new(
                format!("`{shown}` would lie in a file"),
                "give another folder",
            ));
        }
        Err(error) => return Err(Refusal::disk(folder, &error)),
    };
    if !metadata.is_dir() {
        return Err(Refusal::new(
            format!("`{shown}` is a file, and no folder"),
            "give another folder",
        ));
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| Refusal::disk(folder, &error))? {
        let entry = entry.map_err(|error| Refusal::disk(folder, &error))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    if names.iter().any(|name| name == "site.toml") {
        return Err(Refusal::new(
            format!("`{shown}` holds a site already"),
            "add to it with `waypost new`, or give another folder",
        ));
    }
    let strange: Vec<&String> = names.iter().filter(|name| !is_beside(name)).collect();
    if !strange.is_empty() {
        return Err(Refusal::new(
            format!("`{shown}` is not empty: it holds {}", told(&strange)),
            "give a folder that isn't there yet, like `waypost init careers`",
        ));
    }
    let there = files.iter().map(|file| file.path.to_string());
    Ok(there.filter(|path| names.contains(path)).collect())
}

fn is_beside(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with('.') || BESIDE.iter().any(|beside| lower.starts_with(beside))
}

fn told(names: &[&String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(MOST_TOLD)
        .map(|name| format!("`{}`", name.escape_debug()))
        .collect();
    match names.len().saturating_sub(MOST_TOLD) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
