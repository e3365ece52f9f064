//! The folder that a site is published as, and whether it may be replaced.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Found};
use super::error::{Deed, Doing, OutputError};
use super::refusal::Refusal;

/// The file that says that Waypost made a folder. Its name is taken in every
/// site.
pub const MARKER: &str = ".waypost";

/// What the marker says. The first line is the format of the folder, read by
/// later versions; it changes when they must treat it differently.
pub(super) const MARKER_TEXT: &str = "waypost output 1\n\
    This folder is replaced whole by every build: what is put here by hand is lost.\n";

const MARKER_START: &str = "waypost output ";
const FORMAT: &str = "1";

/// A folder that no build may replace.
#[derive(Clone, Debug)]
pub struct Guarded {
    name: String,
    path: PathBuf,
    is_source: bool,
}

impl Guarded {
    /// A folder in which the output may lie, such as the site's own. The name
    /// ends up in messages: "the site's folder".
    #[must_use]
    pub fn around(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self {
            name: name.into(),
            path: path.into(),
            is_source: false,
        }
    }

    /// A folder in which the output may not lie either, such as the content:
    /// what is published would be read again by the next build.
    #[must_use]
    pub fn source(name: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        Self {
            name: name.into(),
            path: path.into(),
            is_source: true,
        }
    }

    fn refuses(&self, output: &Path, path: PathBuf) -> Option<Refusal> {
        let name = self.name.clone();
        if path == output {
            Some(Refusal::Equals { name, path })
        } else if path.starts_with(output) {
            Some(Refusal::Holds { name, path })
        } else if self.is_source && output.starts_with(&path) {
            Some(Refusal::Inside { name, path })
        } else {
            None
        }
    }
}

/// What lies where the site is to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Nothing,
    Empty,
    /// A site that Waypost made.
    Site,
}

/// The folder that a site is published as.
#[derive(Debug)]
pub(super) struct Target {
    /// As the caller called it, for messages.
    pub shown: PathBuf,
    pub path: PathBuf,
    pub parent: PathBuf,
    pub name: OsString,
}

impl Target {
    /// Finds the place and refuses those that are never replaced, whatever
    /// lies there. Changes nothing.
    pub fn resolve(
        disk: &dyn Disk,
        output: &Path,
        guarded: &[Guarded],
    ) -> Result<Self, OutputError> {
        let refused = |why| OutputError::Refused {
            output: output.to_path_buf(),
            why,
        };
        let absolute = std::path::absolute(output).doing(Deed::Read, output)?;
        // A link is refused as itself, not as what it leads to.
        let path = match (absolute.parent(), absolute.file_name()) {
            (Some(parent), Some(name)) => resolved(disk, parent)?
                .ok_or_else(|| refused(Refusal::Nowhere))?
                .join(name),
            _ => resolved(disk, &absolute)?.ok_or_else(|| refused(Refusal::Nowhere))?,
        };
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(refused(Refusal::Root));
        };
        let machine = [
            ("the folder you are in", std::env::current_dir().ok()),
            ("your home folder", std::env::home_dir()),
        ];
        // A service may have no home, or an empty one.
        let machine = machine
            .into_iter()
            .filter_map(|(name, path)| Some((name, path?)))
            .filter(|(_, path)| !path.as_os_str().is_empty())
            .map(|(name, path)| (Guarded::around(name, path), true));
        // The caller's first: they say more about the same folder.
        let guarded = guarded.iter().cloned().map(|guard| (guard, false));
        for (guard, is_machine) in guarded.chain(machine) {
            let absolute = std::path::absolute(&guard.path).doing(Deed::Read, &guard.path)?;
            let guarded = match resolved(disk, &absolute) {
                // A service may be started in a folder, or have a home, that is closed to it.
                Err(error) if is_machine && error.is_denied() => absolute,
                guarded => match guarded? {
                    Some(guarded) => guarded,
                    None => continue,
                },
            };
            if let Some(why) = guard.refuses(&path, guarded) {
                return Err(refused(why));
            }
        }
        Ok(Self {
            shown: output.to_path_buf(),
            parent: parent.to_path_buf(),
            name: name.to_owned(),
            path,
        })
    }

    /// Looks at what lies there now, and refuses what Waypost did not make.
    pub fn inspect(&self, disk: &dyn Disk) -> Result<Standing, OutputError> {
        match disk.look(&self.path).doing(Deed::Read, &self.path)? {
            Found::Nothing => return Ok(Standing::Nothing),
            Found::Link => return Err(self.refused(Refusal::Link)),
            Found::File | Found::Other => return Err(self.refused(Refusal::NoFolder)),
            Found::Folder => {}
        }
        if !disk
            .on_one_device(&self.path, &self.parent)
            .doing(Deed::Read, &self.path)?
        {
            return Err(self.refused(Refusal::Mount));
        }
        let entries = disk.list(&self.path).doing(Deed::Read, &self.path)?;
        let Some(example) = entries.iter().map(|entry| &entry.name).min() else {
            return Ok(Standing::Empty);
        };
        // Also where our marker lies: `git init` may have come later.
        if entries.iter().any(|entry| entry.name == OsStr::new(".git")) {
            return Err(self.refused(Refusal::Repository));
        }
        match self.format(disk)?.as_deref() {
            Some(FORMAT) => Ok(Standing::Site),
            Some(format) => Err(self.refused(Refusal::Newer {
                format: format.to_owned(),
            })),
            None => Err(self.refused(Refusal::Foreign {
                example: example.into(),
            })),
        }
    }

    /// The format in the marker, if there is one.
    fn format(&self, disk: &dyn Disk) -> Result<Option<String>, OutputError> {
        let marker = self.path.join(MARKER);
        if disk.look(&marker).doing(Deed::Read, &marker)? != Found::File {
            return Ok(None);
        }
        let bytes = disk.read(&marker, 64).doing(Deed::Read, &marker)?;
        let text = String::from_utf8_lossy(&bytes);
        let line = text.lines().next().unwrap_or_default();
        Ok(line
            .strip_prefix(MARKER_START)
            .map(|format| format.trim().to_owned()))
    }

    fn refused(&self, why: Refusal) -> OutputError {
        OutputError::Refused {
            output: self.shown.clone(),
            why,
        }
    }
}

/// The path with links and `..` resolved as far as it exists, the rest
/// appended; nothing where the rest goes up.
fn resolved(disk: &dyn Disk, path: &Path) -> Result<Option<PathBuf>, OutputError> {
    match disk.canonical(path) {
        Ok(canonical) => return Ok(Some(canonical)),
        // Below a file nothing exists, either: making the folder will say so.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        error @ Err(_) => return error.doing(Deed::Read, path).map(Some),
    }
    let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
        return Ok(None);
    };
    Ok(resolved(disk, parent)?.map(|parent| parent.join(name)))
}
