//! A question to git about a folder. The folder may come from anywhere: nothing that a repository
//! names is run, nothing is fetched, and nothing in it is changed.

use std::path::Path;
use std::process::{Command, Stdio};

pub(super) fn git(root: &Path, arguments: &[&str]) -> Command {
    let mut git = Command::new("git");
    git.args(["-c", "core.fsmonitor=false"])
        .args(["-c", "core.hooksPath=/dev/null"])
        .args(arguments)
        .current_dir(root)
        // Objects that a partial clone left out aren't fetched, nobody is asked for a password.
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    git
}
