//! Which files there are, in which layer.

use super::folder;
use super::{Asked, History, Layer, Role, Stamp, Tree, Trust};
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Sources};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// The number of a layer within its [`Layers`]: 0 is the one on top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayerId(pub u16);

/// A file in a layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path with forward slashes, from the root of the layer: `content/levels/staff.md`.
    pub path: Box<str>,
    /// The layer that it lies in.
    pub layer: LayerId,
}

impl Found {
    /// The path below a folder, given with its slash.
    pub fn path_below<'f>(found: &'f Found, prefix: &str) -> Option<&'f str> {
        found.path.strip_prefix(prefix)
    }
}

/// Trees of files that lie over each other.
#[derive(Clone, Debug)]
pub struct Layers {
    layers: Vec<Layer>,
    /// Texts that are read in place of the site's own files, by path.
    instead: BTreeMap<String, Vec<u8>>,
    /// The site's own files that count as gone.
    gone: BTreeSet<String>,
    /// What lies beneath the site in place of the snapshot in its folder.
    upstream_instead: Option<BTreeMap<String, Vec<u8>>>,
}

/// Every file of every layer below one folder, sorted by path; of one path the top layer first.
#[derive(Debug, Default)]
pub struct Listing {
    /// All of them, also those that another one hides.
    pub files: Vec<Found>,
}

impl Listing {
    /// The files that nothing hides, in the order of their paths.
    pub fn visible(&self) -> impl Iterator<Item = &Found> {
        let mut last: Option<&str> = None;
        self.files.iter().filter(move |found| {
            let first = last != Some(&found.path);
            last = Some(&found.path);
            first
        })
    }
}

impl Layers {
    /// Layers in the order given: the first lies on top.
    pub fn new(layers: Vec<Layer>) -> Self {
        Layers {
            layers,
            instead: BTreeMap::new(),
            gone: BTreeSet::new(),
            upstream_instead: None,
        }
    }

    /// The same over another snapshot of its upstream: what would come of taking that one.
    #[must_use]
    pub fn over(mut self, snapshot: BTreeMap<String, Vec<u8>>) -> Self {
        self.upstream_instead = Some(snapshot);
        self
    }

    /// The snapshot that was given in place of the one in its folder.
    pub fn snapshot(&self) -> Option<&BTreeMap<String, Vec<u8>>> {
        self.upstream_instead.as_ref()
    }

    /// The same, where some of the site's own files hold something else: what would come of a
    /// change that isn't written yet.
    #[must_use]
    pub fn instead(mut self, files: BTreeMap<String, Vec<u8>>) -> Self {
        self.instead.extend(files);
        self
    }

    /// A site's own folder over what the binary ships. Changes of several files that were decided
    /// on count, also where not all of them are in their places.
    pub fn of_folder(root: &Path) -> Self {
        let layers = Layers::new(vec![
            Layer::site(Tree::Folder(root.to_owned())),
            Layer::default_theme(),
        ]);
        let mut layers = layers.instead(super::pending::pending(root));
        layers.gone = super::pending::leaving(root).into_iter().collect();
        layers
    }

    /// A site in memory over what the binary ships.
    pub fn of_memory(files: BTreeMap<String, Vec<u8>>) -> Self {
        Layers::new(vec![
            Layer::site(Tree::Memory(files)),
            Layer::default_theme(),
        ])
    }

    /// Puts one more layer in, directly beneath the site's own.
    pub fn insert_below_site(&mut self, layer: Layer) {
        self.layers.insert(1.min(self.layers.len()), layer);
    }

    pub(super) fn retain(&mut self, is_kept: impl FnMut(&Layer) -> bool) {
        self.layers.retain(is_kept);
    }

    /// Puts one more layer in, beneath all others but what the binary ships.
    pub(super) fn insert_lowest(&mut self, layer: Layer) -> LayerId {
        let is_shipped = |layer: &Layer| layer.role == Role::Shipped;
        let place = self.layers.iter().position(is_shipped);
        let place = place.unwrap_or(self.layers.len());
        self.layers.insert(place, layer);
        LayerId(place as u16)
    }

    pub(super) fn layer_mut(&mut self, id: LayerId) -> Option<&mut Layer> {
        self.layers.get_mut(id.0 as usize)
    }

    /// All layers, the top one first.
    pub fn iter(&self) -> impl Iterator<Item = (LayerId, &Layer)> {
        let numbered = self.layers.iter().enumerate();
        numbered.map(|(number, layer)| (LayerId(number as u16), layer))
    }

    /// The layer with this number.
    pub fn layer(&self, id: LayerId) -> &Layer {
        &self.layers[id.0 as usize]
    }

    /// The files below `prefix` (a folder with its slash, or a file's whole path). What can't be
    /// used is reported: links that lead out, pipes, names that no address can hold.
    pub fn list(&self, prefix: &str, sources: &mut Sources, out: &mut Vec<Diagnostic>) -> Listing {
        let mut files = Vec::new();
        for (number, layer) in self.layers.iter().enumerate() {
            let id = LayerId(number as u16);
            let is_trusted = layer.role != Role::Upstream { trusted: false };
            let mut found = |path: &str| {
                let found = Found {
                    path: path.into(),
                    layer: id,
                };
                if self.is_own(id) && self.gone.contains(path) {
                    return;
                }
                if is_trusted || self.is_passive(&found) {
                    files.push(found);
                }
            };
            match &layer.tree {
                Tree::Folder(root) => {
                    folder::list(root, prefix, &layer.name, sources, out, &mut found);
                    // Files that aren't there yet.
                    if self.is_own(id) {
                        let new = self.instead.keys().filter(|path| path.starts_with(prefix));
                        new.filter(|path| root.join(path).symlink_metadata().is_err())
                            .for_each(|path| found(path));
                    }
                }
                Tree::Embedded(list) => list
                    .iter()
                    .filter(|(path, _)| path.starts_with(prefix))
                    .for_each(|(path, _)| found(path)),
                Tree::Memory(tree) => tree
                    .range(prefix.to_owned()..)
                    .take_while(|(path, _)| path.starts_with(prefix))
                    .for_each(|(path, _)| found(path)),
            }
        }
        files.sort_by(|a, b| (&a.path, a.layer).cmp(&(&b.path, b.layer)));
        Listing { files }
    }

    /// Whether a layer is this site's own.
    pub fn is_own(&self, id: LayerId) -> bool {
        id.0 == 0
    }

    /// Whether a layer holds a site: what the binary ships and a theme's folder hold no content.
    pub fn is_site(&self, id: LayerId) -> bool {
        self.is_own(id) || matches!(self.layer(id).role, Role::Upstream { .. })
    }

    /// The layers that hold sites, this site's own first.
    pub fn sites(&self) -> impl Iterator<Item = LayerId> {
        self.iter().map(|(id, _)| id).filter(|id| self.is_site(*id))
    }

    /// The path of a file from the site's own folder, whatever layer it lies in.
    pub fn file<'f>(&self, found: &'f Found) -> Cow<'f, str> {
        match (&*self.layer(found.layer).name, self.layer(found.layer).role) {
            ("", _) | (_, Role::Shipped) => Cow::Borrowed(&*found.path),
            (folder, _) => Cow::Owned(format!("{folder}/{}", found.path)),
        }
    }

    /// Whether a layer is what the binary ships.
    pub fn is_embedded(&self, id: LayerId) -> bool {
        matches!(self.layer(id).tree, Tree::Embedded(_))
    }

    /// A folder of the site as a tree of its own; `None` when it isn't there, or a file.
    pub fn within_site(&self, folder: &str) -> Option<Tree> {
        self.within(LayerId(0), folder)
    }

    /// The same of any layer.
    pub(super) fn within(&self, id: LayerId, folder: &str) -> Option<Tree> {
        match &self.layers.get(id.0 as usize)?.tree {
            Tree::Folder(root) => {
                let root = root.join(folder);
                root.is_dir().then_some(Tree::Folder(root))
            }
            Tree::Memory(tree) => {
                let prefix = format!("{}/", folder.trim_end_matches('/'));
                let inner: BTreeMap<String, Vec<u8>> = tree
                    .iter()
                    .filter_map(|(path, bytes)| {
                        Some((path.strip_prefix(&prefix)?.to_owned(), bytes.clone()))
                    })
                    .collect();
                (!inner.is_empty()).then_some(Tree::Memory(inner))
            }
            Tree::Embedded(_) => None,
        }
    }

    /// Whether a folder of the site is, or lies behind, a link that leads out of it.
    pub fn leads_out(&self, folder: &str) -> bool {
        self.leads_out_of(LayerId(0), folder)
    }

    /// The same of any layer.
    pub(super) fn leads_out_of(&self, id: LayerId, folder: &str) -> bool {
        match self.layers.get(id.0 as usize).map(|layer| &layer.tree) {
            Some(Tree::Folder(root)) => {
                let path = root.join(folder);
                let canonical = root.canonicalize();
                path.exists() && canonical.is_ok_and(|root| !folder::leads_inside(&path, &root))
            }
            _ => false,
        }
    }

    /// How large a file is; nothing where that isn't known.
    pub fn size(&self, found: &Found) -> u64 {
        match &self.layer(found.layer).tree {
            Tree::Folder(root) => {
                std::fs::metadata(root.join(&*found.path)).map_or(0, |metadata| metadata.len())
            }
            _ => 0,
        }
    }

    /// Asks when each file of the site's content was last changed, where git knows. `known` is an
    /// earlier answer.
    pub fn ask_history(&self, known: History) -> Asked {
        match self.layers.first().map(|layer| &layer.tree) {
            Some(Tree::Folder(root)) => Asked::of(root, known),
            _ => Asked::NONE,
        }
    }

    /// What the times of the site's own files are worth. It is asked before any of them is read.
    pub fn trust(&self) -> Trust {
        match self.layers.first().map(|layer| &layer.tree) {
            Some(Tree::Folder(root)) => Trust::of(root),
            _ => Trust::NONE,
        }
    }

    /// Whether the site's own layer has anything at or below `path`.
    pub fn site_has(&self, path: &str) -> bool {
        let is_below = |file: &String| {
            let rest = file.strip_prefix(path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.instead.keys().any(is_below) {
            return true;
        }
        match self.layers.first().map(|layer| &layer.tree) {
            Some(Tree::Folder(root)) => root.join(path).symlink_metadata().is_ok(),
            Some(Tree::Memory(tree)) => {
                let below = format!("{path}/");
                tree.contains_key(path) || tree.keys().any(|key| key.starts_with(&below))
            }
            _ => false,
        }
    }

    /// The bytes of a file, at most `limit` of them.
    ///
    /// # Errors
    /// What the system says; `FileTooLarge` beyond the limit, also when the file grows while it is
    /// read.
    pub fn read(&self, found: &Found, limit: u64) -> io::Result<Vec<u8>> {
        let read = self.read_unless(found, limit, None, Trust::NONE)?;
        Ok(read.map_or_else(Vec::new, |(bytes, _)| bytes))
    }

    /// The same, unless the file bears a stamp that it had before; with what its own stamp is
    /// worth.
    pub(super) fn read_unless(
        &self,
        found: &Found,
        limit: u64,
        known: Option<Stamp>,
        trust: Trust,
    ) -> io::Result<Option<(Vec<u8>, Option<Stamp>)>> {
        let unstamped = |bytes| Some((bytes, None));
        if self.is_instead(found)
            && let Some(bytes) = self.instead.get(&*found.path)
        {
            return Ok(unstamped(bytes.clone()));
        }
        match &self.layer(found.layer).tree {
            Tree::Folder(root) => folder::read(&root.join(&*found.path), limit, known, trust),
            Tree::Embedded(list) => list
                .binary_search_by(|(path, _)| (*path).cmp(&found.path))
                .map(|at| unstamped(list[at].1.to_vec()))
                .map_err(|_| io::ErrorKind::NotFound.into()),
            Tree::Memory(tree) => match tree.get(&*found.path) {
                Some(bytes) if bytes.len() as u64 > limit => {
                    Err(io::ErrorKind::FileTooLarge.into())
                }
                Some(bytes) => Ok(unstamped(bytes.clone())),
                None => Err(io::ErrorKind::NotFound.into()),
            },
        }
    }

    /// The same of a file that is copied, at any time after it was listed: it is still inside of its
    /// layer.
    ///
    /// # Errors
    /// Like [`Layers::read`]; `PermissionDenied` when it leads out by now.
    pub fn copy(&self, found: &Found, limit: u64) -> io::Result<Vec<u8>> {
        match &self.layer(found.layer).tree {
            Tree::Folder(root) if !self.is_instead(found) => {
                folder::read_inside(root, &found.path, limit)
            }
            _ => self.read(found, limit),
        }
    }

    /// Whether a file holds something else than what lies on the disk.
    fn is_instead(&self, found: &Found) -> bool {
        self.is_own(found.layer) && self.instead.contains_key(&*found.path)
    }

    /// Where a text that was read from these layers lies on the disk, if it does.
    pub fn file_of(&self, source: &Source) -> Option<PathBuf> {
        let layer = self
            .layers
            .iter()
            .find(|layer| *layer.name == *source.layer)?;
        match &layer.tree {
            Tree::Folder(root) => Some(root.join(&*source.path)),
            _ => None,
        }
    }

    /// Where a file lies on the disk, if it does.
    pub fn on_disk(&self, found: &Found) -> Option<PathBuf> {
        match &self.layer(found.layer).tree {
            Tree::Folder(root) => Some(root.join(&*found.path)),
            _ => None,
        }
    }
}
