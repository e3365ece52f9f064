//! Where something new is written.

use super::Refusal;
use crate::document::{Kind, Place as Read};
use crate::link::{Found, Reference};
use crate::model::Thing;
use crate::site::Site;

/// Where something new is written. Paths are those from the site's folder, with forward slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A file of its own.
    File {
        /// Its path.
        path: String,
    },
    /// The end of a table that holds many.
    Table {
        /// The path of the table.
        path: String,
    },
}

impl Place {
    /// The path of the file.
    pub fn path(&self) -> &str {
        match self {
            Place::File { path } | Place::Table { path } => path,
        }
    }
}

/// Where a thing with a free id belongs.
///
/// # Errors
/// That the place lies outside of the site, or isn't free.
pub fn place(site: &Site, kind: Kind, id: &str) -> Result<Place, Refusal> {
    let content = content(site);
    if matches!(kind, Kind::Resource | Kind::Pitfall)
        && let Some(path) = table(site, &content, kind)
    {
        return Ok(Place::Table { path });
    }
    let path = match kind {
        Kind::Page => page(site, &content, id),
        Kind::Phase => phase(site, &content, id),
        Kind::Path => {
            let folder = format!("{content}paths/");
            let number = next_number(site, &folder, "");
            format!("{folder}{number}{id}/index.md")
        }
        kind => {
            let folder = format!("{content}{}/", kind.folder());
            let number = next_number(site, &folder, "");
            format!("{folder}{number}{id}.md")
        }
    };
    let below = path.strip_prefix(&content).unwrap_or(&path);
    let read = Read::of(below);
    let expected = match kind {
        Kind::Page => id.strip_suffix("index").unwrap_or(id).trim_end_matches('/'),
        _ => id,
    };
    if read.kind != kind || read.id != expected {
        // A page called `1-plan` would lose its number, a folder of drafts its meaning.
        return Err(Refusal::new(
            format!("`{path}` would be the {} `{}`", read.kind.name(), read.id),
            "give another id",
        ));
    }
    let mut folder = path.as_str();
    while let Some((parent, _)) = folder.rsplit_once('/') {
        if site.layers.leads_out(parent) {
            return Err(Refusal::new(
                format!("`{parent}` is a link that leads out of the site"),
                "put a folder in its place",
            ));
        }
        folder = parent;
    }
    if site.layers.site_has(&path) {
        return Err(Refusal::new(
            format!("`{path}` is there already"),
            "give another id, or change what is there",
        ));
    }
    Ok(Place::File { path })
}

/// The folder of the content with its slash; empty where the whole site is content.
fn content(site: &Site) -> String {
    let is_empty = site.model.things().next().is_none();
    match site.layers.site_has("content") || site.layers.has_upstream() || is_empty {
        true => "content/".to_owned(),
        false => String::new(),
    }
}

fn table(site: &Site, content: &str, kind: Kind) -> Option<String> {
    ["toml", "csv"]
        .into_iter()
        .map(|ending| format!("{content}{}.{ending}", kind.folder()))
        .find(|path| {
            site.sources
                .iter()
                // An upstream's table is its own: here the thing gets a file.
                .any(|(_, source)| *source.path == **path && source.layer.is_empty())
        })
}

fn page(site: &Site, content: &str, id: &str) -> String {
    // A folder has a page of its own in `index.md`.
    match site.layers.site_has(&format!("{content}{id}")) || Kind::of_folder(id).is_some() {
        true => format!("{content}{id}/index.md"),
        false => format!("{content}{id}.md"),
    }
}

fn phase(site: &Site, content: &str, id: &str) -> String {
    let (path, name) = id.split_once('/').unwrap_or(("", id));
    let mut folder = format!("{content}paths/{path}/");
    if let Found::Thing(Thing::Path(found)) =
        site.names.find(Reference::read(path), Some(Kind::Path))
    {
        let file = site.file(&site.model.paths[found].common);
        if let Some(own) = file.strip_suffix("index.md") {
            folder = own.to_owned();
        }
    }
    let number = next_number(site, &folder, "1-");
    format!("{folder}{number}{name}.md")
}

/// The number that comes before the next name in a folder, with its hyphen: one more than the
/// highest there. Nothing where a name has none, and `first` where there is no name yet.
fn next_number(site: &Site, folder: &str, first: &str) -> String {
    let mut highest = None;
    let mut width = 1;
    for (_, source) in site.sources.iter() {
        let Some(name) = source.path.strip_prefix(folder) else {
            continue;
        };
        let name = name.split('/').next().unwrap_or_default();
        if name == "index.md" {
            continue;
        }
        let digits = name.bytes().take_while(u8::is_ascii_digit).count();
        let number = match name[digits..].starts_with(['-', '_', '.', ' ']) {
            true => name[..digits].parse::<u32>().ok(),
            false => None,
        };
        let Some(number) = number.filter(|_| digits <= 3) else {
            return String::new();
        };
        if name.starts_with('0') {
            width = width.max(digits);
        }
        highest = highest.max(Some(number));
    }
    match highest {
        Some(number) => format!("{:0width$}-", number + 1),
        None => first.to_owned(),
    }
}
