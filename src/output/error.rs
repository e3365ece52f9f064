//! Why a site was not published.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::PathBuf;

use super::refusal::Refusal;

/// Why a site was not published. Whatever it is, the old one still stands.
#[derive(Debug)]
pub enum OutputError {
    /// The folder may not be replaced.
    Refused { output: PathBuf, why: Refusal },
    /// Another build is writing to the same output.
    Busy {
        output: PathBuf,
        process: Option<u32>,
    },
    /// The hidden folder beside the output is not one of ours.
    ForeignWork { path: PathBuf },
    /// A path that doesn't name a file inside the site.
    Path { path: String, fault: &'static str },
    /// Two paths that can't both be files on every machine.
    Collision { paths: [String; 2] },
    /// An operation on the disk that went wrong.
    Disk {
        deed: Deed,
        path: PathBuf,
        source: io::Error,
    },
    /// The old site had to be moved away for a moment and could not be moved
    /// back; the next build does it.
    Aside {
        output: PathBuf,
        aside: PathBuf,
        source: io::Error,
    },
    /// An earlier `put` went wrong, so the site is not whole.
    Incomplete,
}

/// What was being done to a path when the disk refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Read,
    Make,
    Write,
    Keep,
    Flush,
    Place,
    Remove,
    Lock,
}

/// Who can mend it; decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The paths of the site: the content, a template.
    Content,
    /// How Waypost was called or set up.
    Usage,
    /// The disk, its rights, another process.
    Machine,
}

impl OutputError {
    /// Who can mend it.
    #[must_use]
    pub fn fault(&self) -> Fault {
        match self {
            Self::Path { .. } | Self::Collision { .. } => Fault::Content,
            Self::Refused { .. } | Self::ForeignWork { .. } => Fault::Usage,
            Self::Busy { .. } | Self::Disk { .. } | Self::Aside { .. } | Self::Incomplete => {
                Fault::Machine
            }
        }
    }

    /// Whether the disk said that this user may not.
    pub(super) fn is_denied(&self) -> bool {
        matches!(self, Self::Disk { source, .. } if source.kind() == io::ErrorKind::PermissionDenied)
    }

    /// What to do, in the imperative.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            Self::Refused { why, .. } => why.help().to_owned(),
            Self::Busy {
                process: Some(process),
                ..
            } => {
                format!("wait until process {process} is done, then build again")
            }
            Self::Busy { .. } => "wait until it is done, then build again".to_owned(),
            Self::ForeignWork { path } => {
                format!("move `{}` away: builds need that name", path.display())
            }
            Self::Path { .. } => "use plain names with `/` between them".to_owned(),
            Self::Collision { .. } => {
                "rename one of the two: some disks hold one name for both".to_owned()
            }
            Self::Disk { source, .. } => help_with(source).to_owned(),
            Self::Aside { output, aside, .. } => format!(
                "build again, or rename `{}` to `{}` by hand",
                aside.display(),
                output.display()
            ),
            Self::Incomplete => "look at the error before this one".to_owned(),
        }
    }
}

/// What to do about an error of the system, whatever the deed.
fn help_with(error: &io::Error) -> &'static str {
    use io::ErrorKind as Kind;
    // Too many open files has no kind of its own yet.
    #[cfg(unix)]
    if let Some(code) = error.raw_os_error()
        && [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE]
            .iter()
            .any(|errno| errno.raw_os_error() == code)
    {
        return "raise the limit of open files (`ulimit -n`), then build again";
    }
    match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => {
            "make room on the disk: for a while it holds the old site and what is new"
        }
        Kind::PermissionDenied => {
            "give this user the right to write to the output and to the folder it lies in"
        }
        Kind::ReadOnlyFilesystem => "choose an output on a disk that can be written to",
        Kind::InvalidFilename => "shorten the name",
        Kind::CrossesDevices | Kind::ResourceBusy => {
            "choose a folder inside it: a mount point can't be replaced"
        }
        Kind::AlreadyExists | Kind::DirectoryNotEmpty => {
            "leave the output alone while a build is at work, then build again"
        }
        _ => "look at the disk and its rights, then build again",
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { output, why } => why.write(f, &output.display()),
            Self::Busy { output, process } => {
                write!(f, "another build is writing to `{}`", output.display())?;
                process.map_or(Ok(()), |process| write!(f, " (process {process})"))
            }
            Self::ForeignWork { path } => {
                write!(
                    f,
                    "`{}` holds files that Waypost did not make",
                    path.display()
                )
            }
            Self::Path { path, fault } => write!(f, "the path `{}` {fault}", path.escape_debug()),
            Self::Collision { paths: [a, b] } if a == b => {
                write!(f, "two files are called `{a}`")
            }
            Self::Collision { paths: [a, b] } => {
                write!(f, "`{a}` and `{b}` can't both be published")
            }
            Self::Disk { deed, path, source } => {
                write!(f, "`{}` could not be {deed}: {source}", path.display())
            }
            Self::Aside {
                output,
                aside,
                source,
            } => write!(
                f,
                "`{}` now lies in `{}` and could not be moved back: {source}",
                output.display(),
                aside.display()
            ),
            Self::Incomplete => f.write_str("the site is not whole"),
        }
    }
}

impl fmt::Display for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Make => "made",
            Self::Write => "written",
            Self::Keep => "kept",
            Self::Flush => "flushed to the disk",
            Self::Place => "put in place",
            Self::Remove => "removed",
            Self::Lock => "locked",
        })
    }
}

impl Error for OutputError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Disk { source, .. } | Self::Aside { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// Says what was being done, to what.
pub(super) trait Doing<T> {
    fn doing(self, deed: Deed, path: impl Into<PathBuf>) -> Result<T, OutputError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, deed: Deed, path: impl Into<PathBuf>) -> Result<T, OutputError> {
        self.map_err(|source| OutputError::Disk {
            deed,
            path: path.into(),
            source,
        })
    }
}
