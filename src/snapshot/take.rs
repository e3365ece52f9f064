//! Which files of a tree belong to its site, and where they go.

use super::portable;
use crate::data::{Table, Value, parse_toml};
use crate::diagnostic::Diagnostic;
use crate::layers::{Found, Layer, LayerId, Layers, Tree};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The most bytes of a snapshot, and of one file in it.
pub(super) const MOST: u64 = 256 * 1024 * 1024;
pub(super) const MOST_OF_FILE: u64 = 64 * 1024 * 1024;

/// The most files of one.
pub(super) const MOST_FILES: usize = 100_000;

/// Snapshots in snapshots that are taken along.
const DEEPEST: usize = crate::layers::MOST_UPSTREAMS;

/// Folders of a site that are taken as they are.
const FOLDERS: [&str; 5] = ["content", "static", "templates", "themes", "words"];

/// Files at the top that say whose the texts are, by how their names begin.
const TELLING: [&str; 7] = [
    "license", "licence", "copying", "notice", "authors", "credits", "readme",
];

/// A site taken whole.
#[derive(Debug)]
pub struct Snapshot {
    /// Its files by their paths.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The commit that it is of, where it came from a repository.
    pub revision: Option<String>,
}

/// Why there is no snapshot.
#[derive(Debug)]
pub enum NoSnapshot {
    /// There is nothing of this name.
    Missing,
    /// There is something, and it is no site: what, as the end of a sentence.
    NoSite(String),
    /// Something in it can't be taken: what is, and what to do.
    Refused(String, String),
    /// The machine: what could not be read, and why.
    Machine(String),
}

impl Snapshot {
    /// Takes the site that `place` names: a folder, an archive, or a repository. With `revision` the
    /// repository as it was then.
    ///
    /// # Errors
    /// Why there is none.
    pub fn take(place: &str, revision: Option<&str>) -> Result<Snapshot, NoSnapshot> {
        let path = Path::new(place);
        let metadata = std::fs::metadata(path);
        let (tree, revision) = match (&metadata, revision) {
            (Ok(metadata), Some(revision)) if metadata.is_dir() => {
                super::repository::local(path, revision)?
            }
            (Ok(metadata), None) if metadata.is_dir() => (Tree::Folder(path.to_owned()), None),
            (Ok(metadata), None) if metadata.is_file() => (super::archive::read(path)?, None),
            (Ok(_), Some(_)) => {
                return Err(NoSnapshot::Refused(
                    format!("`{place}` is no repository, and has no revisions"),
                    "leave `--revision` out".to_owned(),
                ));
            }
            (Ok(_), None) => return Err(NoSnapshot::NoSite("is no plain file".to_owned())),
            (Err(_), _) if super::repository::is_address(place) => {
                super::repository::remote(place, revision.unwrap_or("HEAD"))?
            }
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {
                return Err(NoSnapshot::Missing);
            }
            (Err(error), _) => {
                let reason = crate::layers::reason(error);
                return Err(NoSnapshot::Machine(format!(
                    "`{place}` can't be read: {reason}"
                )));
            }
        };
        let mut taken = Taken::default();
        taken.site(tree, "", 0)?;
        portable::check(taken.files.keys().map(String::as_str))?;
        Ok(Snapshot {
            files: taken.files,
            revision,
        })
    }
}

#[derive(Default)]
struct Taken {
    files: BTreeMap<String, Vec<u8>>,
    bytes: u64,
}

impl Taken {
    /// Takes the site of a tree, to lie in the folder `under`, and the one beneath it.
    fn site(&mut self, tree: Tree, under: &str, depth: usize) -> Result<(), NoSnapshot> {
        let layers = Layers::new(vec![Layer::site(tree)]);
        let settings = settings(&layers)?;
        let mut paths: BTreeMap<String, Found> = BTreeMap::new();
        let upstream = group(&settings, "upstream").map(|group| {
            text(group, "folder")
                .unwrap_or("upstream")
                .trim_end_matches('/')
                .to_owned()
        });
        // One that lies over another one has pages in `content/` alone.
        let is_bare = !layers.site_has("content") && upstream.is_none();
        let theme = group(&settings, "theme").and_then(|group| text(group, "folder"));
        for folder in FOLDERS.into_iter().chain(theme) {
            for found in listed(&layers, &format!("{}/", folder.trim_end_matches('/')))? {
                paths.insert(found.path.to_string(), found);
            }
        }
        for found in listed(&layers, "")? {
            let is_top = !found.path.contains('/');
            let lower = found.path.to_lowercase();
            let tells = TELLING.iter().any(|name| lower.starts_with(name));
            let folder = found.path.split('/').next().unwrap_or_default();
            let is_elsewhere = FOLDERS.contains(&folder)
                || Some(folder) == upstream.as_deref()
                || found.path.starts_with("node_modules/")
                || found.path.starts_with("target/")
                || found.path.starts_with("public/");
            match is_top && (&*found.path == "site.toml" || tells) {
                true => drop(paths.insert(found.path.to_string(), found)),
                // A site that is all content has its pages at the top; here they get their folder.
                false if is_bare && !is_elsewhere => {
                    paths.insert(format!("content/{}", found.path), found);
                }
                false => {}
            }
        }
        for (path, found) in paths {
            if is_hidden(&path) {
                continue;
            }
            let bytes = layers
                .copy(&found, MOST_OF_FILE)
                .map_err(|error| unread(&format!("{under}{path}"), &error))?;
            self.bytes += bytes.len() as u64;
            if self.bytes > MOST || self.files.len() >= MOST_FILES {
                return Err(too_large());
            }
            self.files.insert(format!("{under}{path}"), bytes);
        }
        let Some(folder) = upstream else {
            return Ok(());
        };
        if depth >= DEEPEST || portable::fault(&folder).is_some() {
            return Err(NoSnapshot::Refused(
                format!("its own upstream in `{folder}` can't be taken along"),
                "look at `[upstream]` in its `site.toml`".to_owned(),
            ));
        }
        match layers
            .within_site(&folder)
            .filter(|_| !layers.leads_out(&folder))
        {
            Some(tree) => self.site(tree, &format!("{under}{folder}/"), depth + 1),
            None => Err(NoSnapshot::NoSite(format!(
                "names an upstream in `{folder}`, which isn't there"
            ))),
        }
    }
}

/// The most is told by size and by number.
pub(super) fn too_large() -> NoSnapshot {
    NoSnapshot::Refused(
        format!(
            "it is larger than {} MiB, or holds more than {MOST_FILES} files",
            MOST / 1024 / 1024
        ),
        "take what belongs to the site into a folder of its own".to_owned(),
    )
}

fn unread(path: &str, error: &io::Error) -> NoSnapshot {
    match error.kind() {
        io::ErrorKind::FileTooLarge => NoSnapshot::Refused(
            format!("`{path}` is larger than {} MiB", MOST_OF_FILE / 1024 / 1024),
            "make it smaller, or take it out".to_owned(),
        ),
        _ => NoSnapshot::Machine(format!(
            "`{path}` can't be read: {}",
            crate::layers::reason(error)
        )),
    }
}

fn settings(layers: &Layers) -> Result<Table, NoSnapshot> {
    let found = Found {
        path: "site.toml".into(),
        layer: LayerId(0),
    };
    if !layers.site_has("site.toml") {
        return Err(NoSnapshot::NoSite("holds no `site.toml`".to_owned()));
    }
    // Only where things lie is asked here; what is wrong in it is told when the site is loaded.
    let bytes = layers
        .copy(&found, crate::layers::LARGEST_TEXT)
        .map_err(|error| unread("site.toml", &error))?;
    let text = String::from_utf8_lossy(&bytes);
    let id = Sources::default().next_id();
    Ok(parse_toml(id, &text, 0, &mut Vec::new()))
}

fn group<'t>(table: &'t Table, key: &str) -> Option<&'t Table> {
    match &table.get(key)?.value {
        Value::Table(group) => Some(group),
        _ => None,
    }
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    match &table.get(key)?.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The files below a folder. What can't be used there is in the way of the whole: a link that leads
/// out would be missing, and nobody told.
fn listed(layers: &Layers, prefix: &str) -> Result<Vec<Found>, NoSnapshot> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let listing = layers.list(prefix, &mut Sources::default(), &mut out);
    // What lies at the top and is no part of the site may be as it likes.
    if let (Some(finding), false) = (out.into_iter().next(), prefix.is_empty()) {
        return Err(NoSnapshot::Refused(
            finding.message,
            finding.help.unwrap_or_default(),
        ));
    }
    Ok(listing.files)
}

/// Hidden files are no part of a site but in `static/`; a build's own marker never is.
fn is_hidden(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name == crate::output::MARKER
        || (!path.starts_with("static/") && path.split('/').any(|part| part.starts_with('.')))
}
