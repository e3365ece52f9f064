//! What a file is, by where it stands.

use super::Kind;
use super::id::{id_of, without_order};
use std::borrow::Cow;

/// What the path of a file below `content/` says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: Kind,
    /// Its id. Of a plain page all folders, as in its address: `guide/how-to-use`; of a phase the
    /// path as well: `staff-engineer/depth-and-breadth`.
    pub id: String,
    /// The number before its name.
    pub order: Option<u32>,
    /// The name that the id was made of, for messages.
    pub name: String,
}

impl Place {
    /// The place of `path`, which is relative to `content/` and ends with `.md`.
    pub fn of(path: &str) -> Place {
        let stem = path.strip_suffix(".md").unwrap_or(path);
        let (folders, file) = stem.rsplit_once('/').unwrap_or(("", stem));
        let (order, name) = without_order(file);
        let top = folders.split('/').next().unwrap_or_default();
        let is_index = name == "index";
        match Kind::of_folder(top) {
            Some(Kind::Path) => Place::in_paths(folders, name, order),
            Some(kind) if !(is_index && folders == kind.folder()) => Place {
                kind,
                id: id_of(name).into_owned(),
                order,
                name: name.to_owned(),
            },
            _ => Place::page(folders, name, order),
        }
    }

    fn in_paths(folders: &str, name: &str, order: Option<u32>) -> Place {
        let below = folders.strip_prefix("paths").unwrap_or_default();
        let below = below.trim_start_matches('/');
        let (folder_order, folder) = without_order(below.split('/').next().unwrap_or_default());
        match (folder.is_empty(), name == "index") {
            (true, true) => Place::page(folders, name, order),
            (true, false) => Place {
                kind: Kind::Path,
                id: id_of(name).into_owned(),
                order,
                name: name.to_owned(),
            },
            (false, true) => Place {
                kind: Kind::Path,
                id: id_of(folder).into_owned(),
                order: folder_order,
                name: folder.to_owned(),
            },
            (false, false) => Place {
                kind: Kind::Phase,
                id: format!("{}/{}", id_of(folder), id_of(name)),
                order,
                name: name.to_owned(),
            },
        }
    }

    fn page(folders: &str, name: &str, order: Option<u32>) -> Place {
        let mut parts: Vec<Cow<'_, str>> = folders
            .split('/')
            .filter(|folder| !folder.is_empty())
            .map(|folder| id_of(without_order(folder).1))
            .collect();
        if name != "index" {
            parts.push(id_of(name));
        }
        Place {
            kind: Kind::Page,
            id: parts.join("/"),
            order,
            name: name.to_owned(),
        }
    }
}
