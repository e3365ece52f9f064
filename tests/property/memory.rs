//! Edits of a site on the disk: whatever is kept in memory from one load to the next, the site is
//! the one that a fresh load gives.

use crate::trees::{self, Files, NAMES_OF_CONTENT};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use waypost::layers::Layers;
use waypost::render::render;
use waypost::site::{LoadOptions, Memory, Site};

/// A change that somebody makes to a site.
#[derive(Clone, Debug)]
pub enum Edit {
    /// A file is written whole, whether it is there or not.
    Write(&'static str, Vec<u8>),
    /// One of the files grows.
    Append(Index, &'static str),
    /// A letter of a file becomes another one, beside the tick of the clock and the file's size.
    SameSize(Index, Index),
    /// The same, and the time of the change is set back to that before it.
    SetBack(Index, Index),
    /// A file takes the place of another one, with all its times.
    Rename(Index, Index),
    /// Two files change their names.
    Exchange(Index, Index),
    Delete(Index),
    DeleteFolder(Index),
    /// A line of the settings.
    Settings(&'static str),
    /// The site is loaded otherwise.
    Options {
        drafts: bool,
        public: bool,
    },
    /// Nothing changes.
    Rest,
}

const SETTINGS: &[&str] = &[
    "title = \"Another\"\n",
    "base_url = \"https://example.com/a/\"\n[markdown]\nhtml = true\n",
    "base_url = \"https://example.com/a/\"\n[vars]\ncompany = \"Southwind\"\n",
    "[markdown]\ncommonmark = true\n",
    "[areas.technical]\ntitle = \"Craft\"\n[areas.technical]\n",
    "[theme]\nfolder = \"content\"\n",
];

const LINES: &[&str] = &[
    "\n[[senior]] and [[gone]]\n",
    "\n+++\n",
    "\n:::internal\n",
    "\n:::\n",
    "\n## [[alpha-skill]]\n\n- More\n",
    "\n<b>\n",
    "\r\n\u{1}\u{202E}",
];

pub fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = any::<Index>;
    let edit = prop_oneof![
        3 => (select(NAMES_OF_CONTENT), trees::bytes()).prop_map(|(path, bytes)| Edit::Write(path, bytes)),
        3 => (place(), select(LINES)).prop_map(|(file, line)| Edit::Append(file, line)),
        3 => (place(), place()).prop_map(|(file, at)| Edit::SameSize(file, at)),
        2 => (place(), place()).prop_map(|(file, at)| Edit::SetBack(file, at)),
        2 => (place(), place()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => (place(), place()).prop_map(|(from, to)| Edit::Exchange(from, to)),
        2 => place().prop_map(Edit::Delete),
        1 => place().prop_map(Edit::DeleteFolder),
        1 => select(SETTINGS).prop_map(Edit::Settings),
        1 => any::<(bool, bool)>().prop_map(|(drafts, public)| Edit::Options { drafts, public }),
        1 => Just(Edit::Rest),
    ];
    vec(edit, 1..7)
}

/// Every file below a folder, sorted.
fn files(root: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(entry.path()),
                _ => found.push(entry.path()),
            }
        }
    }
    found.sort();
    found
}

/// What it takes to make an edit may be gone by then; another one may be made all the same.
fn make(edit: &Edit, root: &Path, options: &mut LoadOptions) -> Option<()> {
    let all = files(root);
    let file = |index: &Index| all.get(index.index(all.len().max(1)));
    let flip = |path: &Path, at: &Index| {
        let mut bytes = fs::read(path).ok()?;
        let place = at.index(bytes.len().max(1));
        let byte = bytes.get_mut(place)?;
        *byte = if *byte == b'x' { b'y' } else { b'x' };
        fs::write(path, bytes).ok()
    };
    match edit {
        Edit::Write(path, bytes) => {
            let path = root.join(path);
            fs::create_dir_all(path.parent()?).ok()?;
            fs::write(path, bytes).ok()
        }
        Edit::Append(index, line) => {
            let path = file(index)?;
            let mut bytes = fs::read(path).ok()?;
            bytes.extend_from_slice(line.as_bytes());
            fs::write(path, bytes).ok()
        }
        Edit::SameSize(index, at) => flip(file(index)?, at),
        Edit::SetBack(index, at) => {
            let path = file(index)?;
            let before = fs::metadata(path).and_then(|metadata| metadata.modified());
            flip(path, at)?;
            let file = fs::File::options().append(true).open(path).ok()?;
            file.set_modified(before.ok()?).ok()
        }
        Edit::Rename(from, to) => fs::rename(file(from)?, file(to)?).ok(),
        Edit::Exchange(one, other) => {
            let (one, other, aside) = (file(one)?, file(other)?, root.join(".aside"));
            fs::rename(one, &aside).ok()?;
            fs::rename(other, one).ok()?;
            fs::rename(aside, other).ok()
        }
        Edit::Delete(index) => fs::remove_file(file(index)?).ok(),
        Edit::DeleteFolder(index) => fs::remove_dir_all(file(index)?.parent()?).ok(),
        Edit::Settings(line) => {
            fs::write(root.join("site.toml"), format!("title = \"A\"\n{line}")).ok()
        }
        Edit::Options { drafts, public } => {
            (options.drafts, options.public) = (*drafts, *public);
            Some(())
        }
        Edit::Rest => Some(()),
    }
}

/// All that can be seen of a site.
fn seen(site: Site) -> impl PartialEq + std::fmt::Debug {
    let site = Arc::new(site);
    let pages: Vec<_> = site
        .routes
        .iter()
        .map(|(path, route)| {
            let bytes = render(&site, route, path);
            (
                path.to_owned(),
                bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
            )
        })
        .collect();
    let texts: Vec<_> = site
        .sources
        .iter()
        .map(|(id, source)| (id, source.path.clone(), source.text.clone()))
        .collect();
    (site.diagnostics.clone(), texts, pages)
}

/// Loads the site with the memory after each edit, and compares it with one that is loaded without.
pub fn compare(root: &Path, memory: &Memory, edits: &[Edit]) -> Result<(), TestCaseError> {
    let mut options = LoadOptions::default();
    let load = |options: &LoadOptions, memory: &Memory| {
        seen(Site::load_with(Layers::of_folder(root), options, memory))
    };
    for edit in edits {
        let _ = make(edit, root, &mut options);
        let fresh = load(&options, &Memory::default());
        prop_assert!(load(&options, memory) == fresh, "after {:?}", edit);
    }
    Ok(())
}

/// Sites with what is done to them.
pub fn edited() -> impl Strategy<Value = Vec<(Files, Vec<Edit>)>> {
    vec((trees::likely(), edits()), 10)
}
