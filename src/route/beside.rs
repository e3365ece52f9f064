//! Files that lie beside the pages and that a page shows or links to: they are published with it.

use super::url::joined;
use crate::layers::Found;
use crate::markdown::{ReferenceKind, Safety, decode, safety};
use crate::model::Model;
use crate::source::Sources;
use std::collections::BTreeMap;

/// Those of `others`, the files below `prefix` that are no content, that a text refers to, with the
/// path that each is published at. A file that nothing refers to stays where it is: a folder of
/// content may hold notes and drafts that are nobody's business.
pub fn beside(
    model: &Model,
    sources: &Sources,
    others: &[Found],
    prefix: &str,
) -> Vec<(String, Found)> {
    if others.is_empty() {
        return Vec::new();
    }
    let by_path: BTreeMap<&str, &Found> =
        others.iter().map(|found| (&*found.path, found)).collect();
    let mut used: BTreeMap<&str, &Found> = BTreeMap::new();
    for thing in model.things() {
        let body = &model.common(thing).body;
        let file = &sources.get(body.source).path;
        for reference in &body.outline.references {
            let address = &*reference.target;
            if reference.kind == ReferenceKind::Wiki || safety(address) != Safety::Local {
                continue;
            }
            let path = &address[..address.find(['#', '?']).unwrap_or(address.len())];
            let path = decode(path);
            let place = match path.strip_prefix('/') {
                Some(path) => Some(format!("{prefix}{path}")),
                None => joined(file, &path),
            };
            if let Some((path, found)) = place.and_then(|place| by_path.get_key_value(&*place)) {
                used.insert(path, found);
            }
        }
    }
    used.into_iter()
        .map(|(path, found)| {
            let published = path.strip_prefix(prefix).unwrap_or(path);
            (published.to_owned(), found.clone())
        })
        .collect()
}
