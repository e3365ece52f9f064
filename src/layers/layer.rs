//! A tree of files: where they are, and what they are for.

use super::embedded::DEFAULT_THEME;
use crate::source::SHIPPED;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Where the files of a layer are.
#[derive(Clone, Debug)]
pub enum Tree {
    /// A folder on the disk.
    Folder(PathBuf),
    /// In the binary.
    Embedded(&'static [(&'static str, &'static [u8])]),
    /// In memory: sites made by tests, snapshots of an upstream.
    Memory(BTreeMap<String, Vec<u8>>),
}

/// A tree of files with a name.
#[derive(Clone, Debug)]
pub struct Layer {
    /// Its folder in the site, which messages call it by: empty for this site's own.
    pub name: String,
    /// Its files.
    pub tree: Tree,
    /// What it is for.
    pub role: Role,
}

/// What a layer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// This site's own.
    Site,
    /// Templates, words and styles, for the layer above it.
    Theme,
    /// A whole site that those above lie over. What a browser might run is left out of one that
    /// isn't trusted.
    Upstream {
        /// Whether the site says so.
        trusted: bool,
    },
    /// What the binary ships.
    Shipped,
}

impl Layer {
    /// A site's own files.
    pub fn site(tree: Tree) -> Layer {
        Layer {
            name: String::new(),
            tree,
            role: Role::Site,
        }
    }

    /// A theme, in a folder of this name.
    pub fn theme(name: impl Into<String>, tree: Tree) -> Layer {
        Layer {
            name: name.into(),
            tree,
            role: Role::Theme,
        }
    }

    /// What the binary ships.
    pub fn default_theme() -> Layer {
        Layer {
            name: SHIPPED.to_owned(),
            tree: Tree::Embedded(DEFAULT_THEME),
            role: Role::Shipped,
        }
    }
}
