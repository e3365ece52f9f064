//! When files were last changed, by git's account: file times say when they were copied.

use jiff::civil::Date;
use std::collections::HashMap;
use std::path::Path;
use std::process::{Command, Stdio};

/// The day of the last commit of each file below `root`, by its path from there. Empty where there
/// is no git, or no repository. One call, whatever the number of files.
pub(super) fn changes(root: &Path) -> HashMap<Box<str>, Date> {
    let mut changes = HashMap::new();
    if !root.ancestors().any(|folder| folder.join(".git").exists()) {
        return changes;
    }
    // Dates as the author had them, so that the time zone of the machine doesn't matter. Quoting
    // is off, since names are separated by NUL.
    let output = Command::new("git")
        .args([
            "-c",
            "core.quotePath=false",
            "log",
            "--no-renames",
            // A user's own settings may ask for it, between the lines.
            "--no-show-signature",
            "--relative",
            "-z",
        ])
        .args(["--format=%x01%as", "--name-only", "--", "content"])
        .current_dir(root)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let Ok(output) = output else { return changes };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut day: Option<Date> = None;
    for part in text.split(['\0', '\n']) {
        if let Some(date) = part.strip_prefix('\u{1}') {
            day = date.trim().parse().ok();
        } else if let Some(day) = day
            && !part.is_empty()
        {
            // The newest commit comes first.
            changes.entry(part.into()).or_insert(day);
        }
    }
    changes
}
