//! Archives, read into memory: nothing is unpacked onto the disk, and no path in one is followed.

use super::NoSnapshot;
use super::portable;
use super::take::{MOST, MOST_FILES, MOST_OF_FILE, too_large};
use crate::layers::{Tree, within};
use flate2::bufread::MultiGzDecoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// What the parts of an archive come to that are no file's bytes: names, and what fills blocks.
const MOST_BESIDE: u64 = 64 * 1024 * 1024;

/// Reads the archive at a path, whatever it is called: its first bytes say what it is.
pub(super) fn read(path: &Path) -> Result<Tree, NoSnapshot> {
    let mut file = File::open(path).map_err(|error| unread(path, &error))?;
    let mut head = Vec::new();
    let begun = (&mut file).take(512).read_to_end(&mut head);
    begun
        .and_then(|_| file.rewind())
        .map_err(|error| unread(path, &error))?;
    let mut files = Files::default();
    match head.as_slice() {
        [0x1f, 0x8b, ..] => {
            let unpacked = MultiGzDecoder::new(BufReader::new(file));
            files.tar(unpacked.take(MOST + MOST_BESIDE))?;
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => files.zip(file)?,
        head if head.get(257..262) == Some(b"ustar") => files.tar(file.take(MOST + MOST_BESIDE))?,
        _ => {
            return Err(NoSnapshot::NoSite(
                "is no archive: neither `.tar.gz`, `.tar` nor `.zip`".to_owned(),
            ));
        }
    }
    Ok(Tree::Memory(files.finish()?))
}

#[derive(Default)]
struct Files {
    files: BTreeMap<String, Vec<u8>>,
    /// Links by their paths, and what each says that it leads to; of hard links from the top.
    links: Vec<(String, String, bool)>,
    bytes: u64,
    /// Entries of any kind.
    count: usize,
}

impl Files {
    fn tar(&mut self, from: impl Read) -> Result<(), NoSnapshot> {
        use tar::EntryType as Type;
        let mut archive = tar::Archive::new(from);
        for entry in archive.entries().map_err(broken)? {
            let mut entry = entry.map_err(broken)?;
            let kind = entry.header().entry_type();
            if matches!(kind, Type::XGlobalHeader | Type::XHeader) {
                continue;
            }
            let path = text(&entry.path_bytes())?;
            match kind {
                Type::Directory => self.counted()?,
                Type::Regular | Type::Continuous => self.add(path, &mut entry)?,
                Type::Symlink | Type::Link => {
                    let target = entry.link_name_bytes().unwrap_or_default();
                    let target = text(&target)?;
                    self.link(path, target, kind == Type::Link)?;
                }
                _ => return Err(special(&path)),
            }
        }
        Ok(())
    }

    fn zip(&mut self, from: File) -> Result<(), NoSnapshot> {
        let mut archive = zip::ZipArchive::new(BufReader::new(from)).map_err(broken)?;
        for number in 0..archive.len() {
            let mut entry = archive.by_index(number).map_err(broken)?;
            let path = entry.name().map_err(broken)?.to_string();
            if entry.is_dir() {
                self.counted()?;
            } else if entry.is_symlink() {
                let mut target = Vec::new();
                let read = (&mut entry).take(4097).read_to_end(&mut target);
                read.map_err(broken)?;
                self.link(path, text(&target)?, false)?;
            } else {
                self.add(path, &mut entry)?;
            }
        }
        Ok(())
    }

    /// Bombs end here: what an archive says of sizes isn't believed.
    fn add(&mut self, path: String, from: &mut dyn Read) -> Result<(), NoSnapshot> {
        self.counted()?;
        let path = checked(&path)?;
        let left = MOST_OF_FILE.min(MOST - self.bytes);
        let mut bytes = Vec::new();
        let read = from.take(left + 1).read_to_end(&mut bytes);
        read.map_err(broken)?;
        if bytes.len() as u64 > left {
            return Err(too_large());
        }
        self.bytes += bytes.len() as u64;
        match self.files.insert(path.clone(), bytes) {
            Some(_) => Err(NoSnapshot::Refused(
                format!("`{path}` is in it twice"),
                "make the archive anew".to_owned(),
            )),
            None => Ok(()),
        }
    }

    fn link(&mut self, path: String, target: String, is_hard: bool) -> Result<(), NoSnapshot> {
        self.counted()?;
        let path = checked(&path)?;
        self.links.push((path, target, is_hard));
        Ok(())
    }

    fn counted(&mut self) -> Result<(), NoSnapshot> {
        self.count += 1;
        match self.count > MOST_FILES {
            true => Err(too_large()),
            false => Ok(()),
        }
    }

    /// The files, links as what they lead to, without the one folder that all of them lie in.
    fn finish(mut self) -> Result<BTreeMap<String, Vec<u8>>, NoSnapshot> {
        for (path, target, is_hard) in self.links {
            let from = if is_hard { "" } else { path.as_str() };
            let found = within(from, &target).and_then(|place| self.files.get(&place));
            let Some(bytes) = found.cloned() else {
                return Err(NoSnapshot::Refused(
                    format!("the link `{path}` leads to no file in it"),
                    "put a copy of what it leads to in its place".to_owned(),
                ));
            };
            self.bytes += bytes.len() as u64;
            if self.bytes > MOST {
                return Err(too_large());
            }
            self.files.insert(path, bytes);
        }
        let top = |path: &String| path.split_once('/').map(|(top, _)| format!("{top}/"));
        let first = self.files.keys().next().and_then(top);
        let Some(folder) = first.filter(|folder| {
            !self.files.contains_key("site.toml")
                && self.files.contains_key(&format!("{folder}site.toml"))
                && self.files.keys().all(|path| path.starts_with(folder))
        }) else {
            return Ok(self.files);
        };
        let files = self.files.into_iter();
        Ok(files
            .map(|(path, bytes)| (path[folder.len()..].to_owned(), bytes))
            .collect())
    }
}

/// A path as it may stand in a site; one that climbs, or is absolute, is a reason to refuse all.
fn checked(path: &str) -> Result<String, NoSnapshot> {
    let path = path.strip_prefix("./").unwrap_or(path);
    match portable::fault(path) {
        Some(fault) => Err(NoSnapshot::Refused(
            format!("the path `{}` in it {fault}", path.escape_debug()),
            "don't trust this archive".to_owned(),
        )),
        None => Ok(path.to_owned()),
    }
}

fn text(bytes: &[u8]) -> Result<String, NoSnapshot> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| {
        NoSnapshot::Refused(
            "a path in it isn't UTF-8".to_owned(),
            "rename the file, and make the archive anew".to_owned(),
        )
    })
}

fn special(path: &str) -> NoSnapshot {
    NoSnapshot::Refused(
        format!("`{}` in it is no plain file", path.escape_debug()),
        "don't trust this archive".to_owned(),
    )
}

fn broken(error: impl std::fmt::Display) -> NoSnapshot {
    NoSnapshot::Refused(
        format!("the archive can't be read to its end: {error}"),
        "fetch it again".to_owned(),
    )
}

fn unread(path: &Path, error: &io::Error) -> NoSnapshot {
    let reason = crate::layers::reason(error);
    NoSnapshot::Machine(format!("`{}` can't be read: {reason}", path.display()))
}
