//! Templates, words, styles, pictures and licences of the layers below.

use super::edit::{Groups, edited, plain};
use super::leaves::{Leaf, leaves};
use super::plan::{Ground, Laying};
use super::things::written;
use crate::data::{Syntax, parse_toml};
use crate::document::slug;
use crate::layers::{Found, Role};
use crate::source::Sources;
use std::collections::BTreeMap;

/// How the names of files begin that say whose texts are.
const WHOSE: [&str; 6] = [
    "license", "licence", "copying", "notice", "authors", "credits",
];

/// Takes what upstream has and nothing here hides.
pub(super) fn lay(ground: &Ground<'_>, laying: &mut Laying) {
    for prefix in ["content/", "static/"] {
        for versions in all(ground, prefix) {
            let is_text = prefix == "content/" && is_thing(ground, &versions[0].path);
            if ground.is_upstream(versions[0].layer) && !is_text {
                take(ground, &versions[0], None, laying);
            }
        }
    }
    for versions in all(ground, "templates/") {
        template(ground, &versions, laying);
    }
    for versions in all(ground, "words/") {
        words(ground, &versions, laying);
    }
    licences(ground, laying);
}

/// The files below a folder by their paths, the top layer's first; without those of the binary.
fn all(ground: &Ground<'_>, prefix: &str) -> Vec<Vec<Found>> {
    let layers = &ground.site.layers;
    let listing = layers.list(prefix, &mut Sources::default(), &mut Vec::new());
    let mut paths: BTreeMap<Box<str>, Vec<Found>> = BTreeMap::new();
    for found in listing.files {
        if layers.layer(found.layer).role != Role::Shipped {
            paths.entry(found.path.clone()).or_default().push(found);
        }
    }
    paths.into_values().collect()
}

/// Whether a file of content is no picture or such, but holds things.
fn is_thing(ground: &Ground<'_>, path: &str) -> bool {
    let mut all = ground.sources().iter();
    all.any(|(_, source)| *source.path == *path)
}

fn bytes<'t>(ground: &Ground<'t>, found: &Found) -> Option<&'t Vec<u8>> {
    ground.tree.get(&*ground.site.layers.file(found))
}

/// Takes a file to its path, or to the one below another folder.
fn take(ground: &Ground<'_>, found: &Found, folder: Option<&str>, laying: &mut Laying) {
    if let Some(bytes) = bytes(ground, found) {
        let path = match folder {
            Some(folder) => format!("{}/{}", folder.trim_end_matches('/'), found.path),
            None => found.path.to_string(),
        };
        laying.put(path, bytes.clone());
    }
}

/// A template that hides another one may go on from it: then that one lies in a theme's folder.
fn template(ground: &Ground<'_>, versions: &[Found], laying: &mut Laying) {
    if ground.is_upstream(versions[0].layer) {
        take(ground, &versions[0], None, laying);
    }
    let Some(below) = versions.get(1).filter(|it| ground.is_upstream(it.layer)) else {
        return;
    };
    let name = below.path.trim_start_matches("templates/");
    let goes_on = bytes(ground, &versions[0])
        .is_some_and(|bytes| String::from_utf8_lossy(bytes).contains(name));
    let settings = &ground.site.settings;
    if goes_on {
        let own = settings.theme.folder.as_ref().map(|own| own.value.clone());
        let folder = own.unwrap_or_else(|| {
            let name = settings
                .upstreams
                .first()
                .map(|it| slug(&it.name).into_owned());
            let name = name.filter(|name| !name.is_empty());
            format!("themes/{}", name.unwrap_or_else(|| "upstream".to_owned()))
        });
        take(ground, below, Some(&folder), laying);
        laying.theme = Some(folder);
    }
}

/// Words lie over each other one by one.
fn words(ground: &Ground<'_>, versions: &[Found], laying: &mut Laying) {
    let tables: Vec<(Vec<Leaf>, String)> = versions
        .iter()
        .map(|found| {
            let text = bytes(ground, found).map(|bytes| String::from_utf8_lossy(bytes));
            let text = text.unwrap_or_default().replace("\r\n", "\n");
            let source = Sources::default().next_id();
            let table = parse_toml(source, &text, 0, &mut Vec::new());
            (leaves(&table, &[]), text)
        })
        .collect();
    let is_below = |number: &usize| ground.is_upstream(versions[*number].layer);
    let Some(first) = (0..versions.len()).find(is_below) else {
        return;
    };
    if first == 0 && versions.len() == 1 {
        take(ground, &versions[0], None, laying);
        return;
    }
    let mut wanted: Vec<Leaf> = Vec::new();
    let mut taken: Vec<&[String]> = Vec::new();
    for (number, (said, _)) in tables.iter().enumerate() {
        // What a theme of this site's own says goes before what upstream says, and stays there.
        let stays = !ground.site.layers.is_own(versions[number].layer) && !is_below(&number);
        for leaf in said {
            let is_said = taken
                .iter()
                .any(|path| path.starts_with(&leaf.path) || leaf.path.starts_with(path));
            if is_said {
                continue;
            }
            taken.push(&leaf.path);
            if !stays {
                wanted.push(leaf.clone());
            }
        }
    }
    let base = &tables[if ground.site.layers.is_own(versions[0].layer) {
        0
    } else {
        first
    }]
    .1;
    let none = |leaf: &Leaf| written(leaf, &Sources::default());
    let text = edited(base, Syntax::Toml, &wanted, Groups::Sections, &none)
        .unwrap_or_else(|| plain(&wanted, Groups::Sections));
    laying.put(versions[0].path.to_string(), text.into_bytes());
}

/// The texts of the licences: most ask that they go along with what they are the licence of.
fn licences(ground: &Ground<'_>, laying: &mut Laying) {
    for upstream in &ground.site.settings.upstreams {
        let folder = format!("{}/", upstream.folder);
        for (path, bytes) in ground.tree.range(folder.clone()..) {
            let Some(name) = path.strip_prefix(&folder) else {
                break;
            };
            let lower = name.to_lowercase();
            if !name.contains('/') && WHOSE.iter().any(|begins| lower.starts_with(begins)) {
                let of = slug(&upstream.name);
                laying.put(format!("licences/{of}/{name}"), bytes.clone());
            }
        }
    }
}
