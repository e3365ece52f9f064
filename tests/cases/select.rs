//! The part of what was written that a case looks at.

use crate::html;
use crate::tree::files;
use std::path::Path;

/// What `what` selects of the files in `root`: `public/index.html | lines <h1>`.
pub fn selected(root: &Path, what: &str) -> String {
    let (path, selection) = what.split_once(" | ").unwrap_or((what, ""));
    let path = root.join(path);
    if selection == "files" {
        return files(&path).join("\n");
    }
    let text = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) if selection == "gone" => return String::new(),
        Err(error) => return format!("({error})"),
    };
    let (verb, rest) = selection.split_once(' ').unwrap_or((selection, ""));
    match verb {
        "" => text,
        "gone" => "(it is there)".to_owned(),
        "lines" => text
            .lines()
            .filter(|line| line.contains(rest))
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("\n"),
        "between" => {
            let (from, to) = rest.split_once(" … ").unwrap_or((rest, ""));
            let found = text.split_once(from).map(|(_, found)| found);
            let found = found
                .and_then(|found| found.split_once(to))
                .map(|(found, _)| found);
            found.map_or("(not found)".to_owned(), |found| found.trim().to_owned())
        }
        "values" if path.extension().is_some_and(|ending| ending == "json") => {
            html::json(&text, rest)
        }
        "values" => html::values(&text, rest),
        other => format!("(no selection is called `{other}`)"),
    }
}
