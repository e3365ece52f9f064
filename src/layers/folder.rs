//! A layer on the disk: walks it, and reads from it, without leaving it.

use super::fault::{is_circle, unreadable};
use super::{Stamp, Trust};
use crate::diagnostic::{Code, Diagnostic};
use crate::output::MARKER;
use crate::source::{Source, Sources, Span};
use std::ffi::OsStr;
use std::fs::{self, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;
use walkdir::WalkDir;

/// The longest name that every system takes, in bytes.
const LONGEST_NAME: usize = 255;

/// The most links to folders that one file may lie behind, and the most names behind such links.
/// Folders full of links to each other multiply: thirty pairs name a thousand million files.
const DEEPEST_LINK: usize = 3;
const MOST_BEHIND_LINKS: usize = 100_000;

/// Folders at the top of a site without `content/` that hold something else than pages.
pub(crate) const NO_PAGES: &[&str] = &[
    "static",
    "templates",
    "words",
    "themes",
    "public",
    "target",
    "node_modules",
];

/// Names every file below `prefix` of `root`, or the one file that it names. Hidden files and
/// folders are left out, except in `static/`, where `.well-known` has to survive; so is what an
/// earlier build has published.
pub(super) fn list(
    root: &Path,
    prefix: &str,
    layer: &str,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
    found: &mut dyn FnMut(&str),
) {
    let is_folder = prefix.is_empty() || prefix.ends_with('/');
    let is_static = prefix.starts_with("static");
    // Without its slash, which would hide that it is a link.
    let start = root.join(prefix.trim_end_matches('/'));
    if fs::symlink_metadata(&start).is_err_and(|error| is_absence(&error)) {
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
    let mut walk = WalkDir::new(&start)
        .follow_links(true)
        // Of names in one folder the order is that of their paths, which need not be taken apart.
        .sort_by(|a, b| a.path().as_os_str().cmp(b.path().as_os_str()))
        .into_iter();
    let mut links: Vec<usize> = Vec::new();
    let mut behind_links = 0;
    let mut is_told = false;
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let place = error.path().unwrap_or(&start);
                // The walk reports a hidden file that can't be looked at before it is asked for.
                if is_static || place == start || !is_hidden(place.file_name()) {
                    let path = shown(root, place);
                    report(&path, walk_fault(&error, &path));
                }
                continue;
            }
        };
        let kind = entry.file_type();
        let depth = entry.depth();
        let mut pass_by = || {
            if kind.is_dir() {
                walk.skip_current_dir();
            }
        };
        let is_left_out = match depth {
            0 => false,
            _ if is_static => false,
            _ if is_hidden(Some(entry.file_name())) => true,
            1 if prefix.is_empty() && kind.is_dir() => {
                NO_PAGES.iter().any(|name| entry.file_name() == *name)
                    || entry.path().join(MARKER).exists()
            }
            _ => kind.is_dir() && entry.path().join(MARKER).exists(),
        };
        if is_left_out {
            pass_by();
            continue;
        }
        let path = shown(root, entry.path());
        if depth > 0
            && let Some(fault) = name_fault(entry.file_name())
        {
            report(
                &path,
                Diagnostic::new(Code::BadName, format!("the name of `{path}` {fault}"))
                    .help("rename it"),
            );
            pass_by();
            continue;
        }
        while links.last().is_some_and(|link| *link >= depth) {
            links.pop();
        }
        // The first one may lie in a folder that is a link.
        if entry.path_is_symlink() || depth == 0 {
            if !leads_inside(entry.path(), &canonical) {
                report(&path, leads_out(&path));
                pass_by();
                continue;
            }
            if kind.is_dir() && depth > 0 {
                links.push(depth);
            }
        }
        behind_links += usize::from(!links.is_empty());
        if links.len() > DEEPEST_LINK || behind_links > MOST_BEHIND_LINKS {
            if !is_told {
                report(&path, too_many_links(&path));
            }
            is_told = true;
            pass_by();
            continue;
        }
        if kind.is_file() && (depth > 0 || !is_folder) {
            found(&path);
        } else if kind.is_dir() && (depth > 0 || is_folder) {
            if path.ends_with(".md") && !is_static {
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
            let what = match kind {
                _ if kind.is_file() => "a file, where a folder belongs",
                _ if kind.is_dir() => "a folder, where a file belongs",
                _ => "no plain file",
            };
            report(
                &path,
                Diagnostic::new(Code::SpecialFile, format!("`{path}` is {what}"))
                    .help("take it out of the site"),
            );
            pass_by();
        }
    }
}

/// Whether what a link leads to lies within `canonical`, which has no links in it.
pub(super) fn leads_inside(path: &Path, canonical: &Path) -> bool {
    path.canonicalize()
        .is_ok_and(|target| target.starts_with(canonical))
}

/// The finding for a link that doesn't.
pub(super) fn leads_out(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::OutsideLink,
        format!("the link `{path}` leads out of the folder"),
    )
    .help("copy what it leads to into the folder")
}

fn too_many_links(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenSymlink,
        format!("`{path}` lies behind too many links to folders"),
    )
    .help("remove links to folders that themselves hold links to folders")
}

fn is_hidden(name: Option<&OsStr>) -> bool {
    name.is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn walk_fault(error: &walkdir::Error, path: &str) -> Diagnostic {
    if error.loop_ancestor().is_some() {
        return circle(path);
    }
    match error.io_error() {
        // What is no link has just gone.
        Some(cause) if cause.kind() == io::ErrorKind::NotFound && is_link(error) => {
            Diagnostic::new(
                Code::BrokenSymlink,
                format!("the link `{path}` leads nowhere"),
            )
            .help("remove the link, or mend where it leads")
        }
        Some(cause) if is_circle(cause) => circle(path),
        Some(cause) => unreadable(path, u64::MAX, cause),
        // A walk has no other errors than loops and the system's.
        None => Diagnostic::new(Code::UnreadableFile, format!("`{path}` can't be read")),
    }
}

fn is_link(error: &walkdir::Error) -> bool {
    error.path().is_some_and(Path::is_symlink)
}

fn circle(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenSymlink,
        format!("the link `{path}` leads round in a circle"),
    )
    .help("remove the link")
}

fn name_fault(name: &OsStr) -> Option<&'static str> {
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
    // The walk puts names behind the root one by one, so that nearly always it stands there as it
    // is.
    #[cfg(unix)]
    if let (Some(root), Some(path)) = (root.to_str(), path.to_str())
        && let Some(relative) = path
            .strip_prefix(root.trim_end_matches('/'))
            .and_then(|path| path.strip_prefix('/'))
        && !relative.is_empty()
        && !relative.contains("//")
        && !relative.ends_with('/')
    {
        return relative.to_owned();
    }
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

/// Reads a file that was listed a while ago: a link may have been turned to the outside since.
pub(super) fn read_inside(root: &Path, path: &str, limit: u64) -> io::Result<Vec<u8>> {
    let file = root.join(path).canonicalize()?;
    if !file.starts_with(root.canonicalize()?) {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let read = read(&file, limit, None, Trust::NONE)?;
    Ok(read.map_or_else(Vec::new, |(bytes, _)| bytes))
}

/// Reads at most `limit` bytes of a plain file, unless it bears the stamp that is known. What has
/// become a pipe meanwhile is opened without waiting for its writer, who may never come.
pub(super) fn read(
    path: &Path,
    limit: u64,
    known: Option<Stamp>,
    trust: Trust,
) -> io::Result<Option<(Vec<u8>, Option<Stamp>)>> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    // Asked before as well: to open a device can already do something.
    let is_plain = |metadata: &Metadata| match metadata.is_file() {
        true if metadata.len() > limit => Err(io::Error::from(io::ErrorKind::FileTooLarge)),
        true => Ok(metadata.len()),
        false => Err(io::ErrorKind::InvalidInput.into()),
    };
    let metadata = fs::metadata(path)?;
    is_plain(&metadata)?;
    if known.is_some() && known == Stamp::of(&metadata) {
        return Ok(None);
    }
    let file = options.open(path)?;
    // A change after this one has another stamp, unless the clock hasn't ticked since.
    let metadata = file.metadata()?;
    let length = is_plain(&metadata)?;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default() + 1);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let stamp = Stamp::of(&metadata).and_then(|stamp| trust.settled(stamp));
    Ok(Some((bytes, stamp)))
}
