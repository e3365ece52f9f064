//! What the system says when something can't be read, as findings.

use crate::diagnostic::{Code, Diagnostic};
use std::io;

/// The finding for a file that can't be read; `limit` is what it was read with.
pub(crate) fn unreadable(path: &str, limit: u64, error: &io::Error) -> Diagnostic {
    use io::ErrorKind as Kind;
    if error.kind() == Kind::FileTooLarge {
        return Diagnostic::new(
            Code::TooLarge,
            format!("`{path}` is larger than {} MiB", limit / 1024 / 1024),
        )
        .help("make it smaller, or divide it");
    }
    if is_machines(error) {
        return Diagnostic::new(
            Code::DiskFault,
            format!("`{path}` could not be read: {}", reason(error)),
        )
        .help(machine_help(error));
    }
    let message = match error.kind() {
        Kind::InvalidInput => format!("`{path}` can't be read: it is no plain file"),
        _ => format!("`{path}` can't be read: {}", reason(error)),
    };
    Diagnostic::new(Code::UnreadableFile, message).help(match error.kind() {
        Kind::NotFound | Kind::NotADirectory => "put it back, or run again once files rest",
        Kind::PermissionDenied => "give yourself the right to read it, or take it out of the site",
        _ => "take it out of the site",
    })
}

/// The reason that the system gives, in lower case and without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.to_lowercase()
}

/// Whether links lead round in a circle. The number is another one on each system, and the
/// standard library has no stable kind for it.
pub(super) fn is_circle(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    return {
        let _ = error;
        false
    };
}

/// Whether the machine is at fault, and not the file: no change to the site would mend it.
fn is_machines(error: &io::Error) -> bool {
    #[cfg(unix)]
    if let Some(code) = error.raw_os_error() {
        use rustix::io::Errno;
        return [
            Errno::MFILE,
            Errno::NFILE,
            Errno::IO,
            Errno::NOMEM,
            Errno::STALE,
        ]
        .iter()
        .any(|errno| errno.raw_os_error() == code);
    }
    matches!(
        error.kind(),
        io::ErrorKind::OutOfMemory | io::ErrorKind::StaleNetworkFileHandle
    )
}

fn machine_help(error: &io::Error) -> &'static str {
    #[cfg(unix)]
    if let Some(code) = error.raw_os_error() {
        use rustix::io::Errno;
        if [Errno::MFILE, Errno::NFILE]
            .iter()
            .any(|errno| errno.raw_os_error() == code)
        {
            return "raise the limit of open files (`ulimit -n`)";
        }
    }
    let _ = error;
    "look at the health of the disk, then run again"
}
