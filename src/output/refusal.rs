//! Why a folder may not be replaced.

use std::fmt;
use std::path::PathBuf;

/// Why a folder may not be replaced.
#[derive(Debug)]
pub enum Refusal {
    /// It is the root of the file system.
    Root,
    /// It is a folder that must stay: which one, in words, and its path.
    Equals { name: String, path: PathBuf },
    /// A folder that must stay lies in it.
    Holds { name: String, path: PathBuf },
    /// It lies in a folder whose files are the author's.
    Inside { name: String, path: PathBuf },
    /// It is a symbolic link.
    Link,
    /// It is a file, a pipe or a device.
    NoFolder,
    /// It holds files that Waypost did not make, such as this one.
    Foreign { example: PathBuf },
    /// It is a repository: its history would be lost.
    Repository,
    /// It was made by a later Waypost, in this format.
    Newer { format: String },
    /// It is a mount point, which can't be exchanged.
    Mount,
    /// The path goes up from a folder that isn't there.
    Nowhere,
}

impl Refusal {
    /// What to do, in the imperative.
    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Root | Self::Equals { .. } | Self::Holds { .. } | Self::Inside { .. } => {
                "choose a folder of its own for the output, such as `public`"
            }
            Self::Link => "name the folder that the link leads to",
            Self::NoFolder => "choose another output, or move the file away",
            Self::Foreign { .. } => {
                "choose another output, or empty the folder; files to be published as they are \
                 belong in `static`"
            }
            Self::Repository => {
                "choose another output, and copy the site into the repository from there"
            }
            Self::Newer { .. } => "update Waypost, or remove the folder by hand",
            Self::Mount => "choose a folder inside it",
            Self::Nowhere => "name the folder by a path that doesn't go up again",
        }
    }

    /// Writes the message; `output` is the folder as the user called it.
    pub(super) fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        output: &dyn fmt::Display,
    ) -> fmt::Result {
        match self {
            Self::Root => write!(f, "the output `{output}` is the root of the file system"),
            Self::Equals { name, path } => {
                write!(f, "the output `{output}` is {name}, `{}`", path.display())
            }
            Self::Holds { name, path } => {
                write!(
                    f,
                    "the output `{output}` holds {name}, `{}`",
                    path.display()
                )
            }
            Self::Inside { name, path } => {
                write!(
                    f,
                    "the output `{output}` lies inside {name}, `{}`",
                    path.display()
                )
            }
            Self::Link => write!(f, "the output `{output}` is a link"),
            Self::NoFolder => write!(f, "the output `{output}` is not a folder"),
            Self::Foreign { example } => write!(
                f,
                "the folder `{output}` holds files that Waypost did not make, such as `{}`",
                example.display()
            ),
            Self::Repository => write!(f, "the folder `{output}` is a git repository"),
            Self::Newer { format } => {
                write!(
                    f,
                    "the folder `{output}` was made by a later Waypost (format `{format}`)"
                )
            }
            Self::Mount => write!(f, "the output `{output}` is a mount point"),
            Self::Nowhere => {
                write!(
                    f,
                    "the output `{output}` goes up from a folder that isn't there"
                )
            }
        }
    }
}
