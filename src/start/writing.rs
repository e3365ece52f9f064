//! Puts new files on the disk: never over one that is there, and all or nothing.

use super::{Place, Refusal, SiteFile};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What was written, so that it can be taken back.
#[derive(Debug, Default)]
pub struct Written {
    /// In the order of making.
    made: Vec<Made>,
}

#[derive(Debug)]
enum Made {
    Folder(PathBuf),
    File(PathBuf),
    /// A file that was longer by some bytes afterwards.
    End {
        path: PathBuf,
        before: u64,
        after: u64,
    },
}

impl Written {
    /// Takes everything back that was made, and gives back what could not be.
    pub fn undo(self) -> Vec<PathBuf> {
        let mut left = Vec::new();
        for made in self.made.into_iter().rev() {
            let (path, undone) = match made {
                Made::Folder(path) => {
                    let undone = fs::remove_dir(&path);
                    (path, undone)
                }
                Made::File(path) => {
                    let undone = fs::remove_file(&path);
                    (path, undone)
                }
                Made::End {
                    path,
                    before,
                    after,
                } => {
                    let undone = shorten(&path, before, after);
                    (path, undone)
                }
            };
            if undone.is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
                left.push(path);
            }
        }
        left
    }

    fn folders(&mut self, folder: &Path) -> io::Result<()> {
        let mut lacking = Vec::new();
        let mut at = folder;
        while !at.as_os_str().is_empty() && !at.is_dir() {
            lacking.push(at.to_owned());
            match at.parent() {
                Some(parent) => at = parent,
                None => break,
            }
        }
        for folder in lacking.into_iter().rev() {
            match fs::create_dir(&folder) {
                Ok(()) => self.made.push(Made::Folder(folder)),
                // Somebody else made it meanwhile.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn file(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Some(folder) = path.parent() {
            self.folders(folder)?;
        }
        let mut file = File::options().write(true).create_new(true).open(path)?;
        self.made.push(Made::File(path.to_owned()));
        file.write_all(bytes)
    }

    fn end(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let before = fs::metadata(path)?.len();
        let mut file = File::options().append(true).open(path)?;
        self.made.push(Made::End {
            path: path.to_owned(),
            before,
            after: before + text.len() as u64,
        });
        file.write_all(text.as_bytes())
    }
}

/// Takes the end off again, unless somebody wrote more meanwhile.
fn shorten(path: &Path, before: u64, after: u64) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    match file.metadata()?.len() <= after {
        true => file.set_len(before),
        false => Err(io::ErrorKind::Other.into()),
    }
}

/// Writes the files of a new site, those in `kept` left out.
///
/// # Errors
/// What the disk said. Nothing of what was written is left then, or it is named.
pub fn write_site(folder: &Path, files: &[SiteFile], kept: &[String]) -> Result<Written, Refusal> {
    let mut written = Written::default();
    let to_write = files
        .iter()
        .filter(|file| !kept.iter().any(|kept| *kept == file.path));
    let done = written
        .folders(folder)
        .map_err(|error| (folder.to_owned(), error));
    let done = done.and_then(|()| {
        to_write.into_iter().try_for_each(|file| {
            let path = folder.join(&*file.path);
            let done = written.file(&path, &file.bytes);
            done.map_err(|error| (path, error))
        })
    });
    finished(written, done)
}

/// Writes what stands for a new thing into its place.
///
/// # Errors
/// What the disk said, also where a file is there already.
pub fn write_thing(root: &Path, place: &Place, text: &str) -> Result<Written, Refusal> {
    let mut written = Written::default();
    let path = root.join(place.path());
    let done = match place {
        Place::File { .. } => written.file(&path, text.as_bytes()),
        Place::Table { .. } => written.end(&path, text),
    };
    finished(written, done.map_err(|error| (path, error)))
}

fn finished(written: Written, done: Result<(), (PathBuf, io::Error)>) -> Result<Written, Refusal> {
    let Err((path, error)) = done else {
        return Ok(written);
    };
    let mut refusal = match error.kind() {
        io::ErrorKind::AlreadyExists => Refusal::new(
            format!("`{}` is there already", path.display()),
            "give another name, or change what is there",
        ),
        _ => Refusal::disk(&path, &error),
    };
    let left = written.undo();
    refusal.message.push_str("; ");
    if left.is_empty() {
        refusal.message.push_str("nothing was written");
    } else {
        let left: Vec<String> = left
            .iter()
            .map(|path| format!("`{}`", path.display()))
            .collect();
        let left = left.join(", ");
        refusal
            .message
            .push_str(&format!("what was made is still there: {left}"));
    }
    Err(refusal)
}
