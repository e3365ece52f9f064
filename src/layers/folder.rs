//! A layer on the disk: walks it, and reads from it, without leaving it.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Source, Sources, Span};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use walkdir::WalkDir;

/// The longest name that every system takes, in bytes.
const LONGEST_NAME: usize = 255;

/// Names every file below `prefix` of `root`. Hidden files and folders are left out, except in
/// `static/`, where `.well-known` has to survive.
pub(super) fn list(
    root: &Path,
    prefix: &str,
    layer: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
    found: &mut dyn FnMut(&str),
) {
    let start = root.join(prefix);
    if !start.exists() && !start.is_symlink() {
        return;
    }
    let canonical = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let mut report = |path: &str, diagnostic: Diagnostic| {
        let source = sources.add(Source {
            path: path.into(),
            layer: layer.into(),
            text: "".into(),
        });
        out.push(diagnostic.at(Span::start_of(source)));
    };
    let keeps_hidden = prefix.starts_with("static");
    let walk = WalkDir::new(&start)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            entry.depth() == 0
                || keeps_hidden
                || !entry.file_name().as_encoded_bytes().starts_with(b".")
        });
    let mut outside: Vec<std::path::PathBuf> = Vec::new();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = shown(root, error.path().unwrap_or(&start));
                report(&path, walk_fault(&error, &path));
                continue;
            }
        };
        if outside
            .iter()
            .any(|folder| entry.path().starts_with(folder))
        {
            continue;
        }
        let path = shown(root, entry.path());
        if entry.path_is_symlink() {
            let inside = entry
                .path()
                .canonicalize()
                .is_ok_and(|target| target.starts_with(&canonical));
            if !inside {
                outside.push(entry.path().to_owned());
                report(
                    &path,
                    Diagnostic::new(
                        Code::OutsideLink,
                        format!("the link `{path}` leads out of the folder"),
                    )
                    .help("copy what it leads to into the folder"),
                );
                continue;
            }
        }
        if entry.depth() > 0
            && let Some(fault) = name_fault(entry.file_name())
        {
            report(
                &path,
                Diagnostic::new(Code::BadName, format!("the name of `{path}` {fault}"))
                    .help("rename it"),
            );
            continue;
        }
        let kind = entry.file_type();
        if kind.is_file() {
            found(&path);
        } else if kind.is_dir() {
            if path.ends_with(".md") {
                report(
                    &path,
                    Diagnostic::new(
                        Code::SpecialFile,
                        format!("`{path}` is a folder with the name of a page"),
                    )
                    .help("rename the folder; what is in it is read as usual"),
                );
            }
        } else {
            report(
                &path,
                Diagnostic::new(Code::SpecialFile, format!("`{path}` is no plain file"))
                    .help("take it out of the site"),
            );
        }
    }
}

fn walk_fault(error: &walkdir::Error, path: &str) -> Diagnostic {
    if error.loop_ancestor().is_some() {
        return Diagnostic::new(
            Code::BrokenSymlink,
            format!("the link `{path}` leads round in a circle"),
        )
        .help("remove the link");
    }
    match error.io_error() {
        Some(cause) if cause.kind() == io::ErrorKind::NotFound => Diagnostic::new(
            Code::BrokenSymlink,
            format!("the link `{path}` leads nowhere"),
        )
        .help("remove the link, or mend where it leads"),
        // ELOOP: a link to itself.
        Some(cause) if cause.raw_os_error() == Some(40) => Diagnostic::new(
            Code::BrokenSymlink,
            format!("the link `{path}` leads round in a circle"),
        )
        .help("remove the link"),
        cause => Diagnostic::new(
            Code::UnreadableFile,
            match cause {
                Some(cause) => format!("`{path}` can't be read: {}", reason(cause)),
                None => format!("`{path}` can't be read"),
            },
        )
        .help("give yourself the right to read it, or take it out of the site"),
    }
}

/// The reason that the system gives, in lower case and without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.to_lowercase()
}

fn name_fault(name: &std::ffi::OsStr) -> Option<&'static str> {
    let Some(name) = name.to_str() else {
        return Some("isn't UTF-8");
    };
    if name.len() > LONGEST_NAME {
        return Some("is longer than 255 bytes");
    }
    if name.chars().any(char::is_control) {
        return Some("holds a control character");
    }
    if name.contains('\\') {
        return Some("holds a backslash");
    }
    None
}

fn shown(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// Reads at most `limit` bytes of a plain file. It isn't opened when it has become a pipe, so that
/// nothing waits for a writer that never comes.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    if metadata.len() > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}
