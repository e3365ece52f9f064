//! One `site.toml` of those of all layers.

use super::edit::{Groups, edited, plain};
use super::leaves::{Leaf, leaves};
use super::plan::{Ground, Laying};
use super::things::written;
use crate::data::Syntax;
use crate::document::slug;
use crate::settings::BasedOn;
use crate::source::{SourceId, Span};

/// Keys that speak of what lies below.
const OF_UPSTREAM: [&str; 2] = ["hide", "upstream"];

/// Lays `site.toml`: the lines of the lowest layer, with what the ones above it say, and where the
/// texts came from.
pub(super) fn lay(ground: &Ground<'_>, laying: &mut Laying) {
    let settings = &ground.site.settings;
    // Of the lowest layer are the lines.
    let lowest = settings
        .upstreams
        .last()
        .map_or("", |it| it.folder.as_str());
    let mut all = ground.sources().iter();
    let found = all.find(|(_, it)| *it.path == *"site.toml" && *it.layer == *lowest);
    let Some((lowest, _)) = found else {
        return;
    };
    let table = ground.documents.settings_table();
    let mut wanted = leaves(&table, &[]);
    wanted.retain(|leaf| {
        let first = leaf.path.first().map(String::as_str);
        !first.is_some_and(|key| OF_UPSTREAM.contains(&key))
    });
    if let Some(folder) = &laying.theme
        && settings.theme.folder.is_none()
    {
        let at = Span::start_of(lowest);
        wanted.push(Leaf::new(["theme", "folder"], folder, at));
    }
    wanted.retain(|leaf| leaf.path.first().is_none_or(|key| key != "based_on"));
    wanted.extend(foundations(&settings.foundations(), lowest));
    wanted.extend(retired(ground, lowest));

    let sources = ground.sources();
    let lines = &sources.get(lowest).text;
    let written = |leaf: &Leaf| written(leaf, sources);
    let text = edited(lines, Syntax::Toml, &wanted, Groups::Sections, &written)
        .unwrap_or_else(|| plain(&wanted, Groups::Sections));
    laying.put("site.toml".to_owned(), text.into_bytes());
}

/// Where the texts came from: their licences may ask to be named for as long as they are used.
fn foundations(all: &[BasedOn], at: SourceId) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut taken: Vec<String> = Vec::new();
    for based_on in all {
        let name = slug(&based_on.name).into_owned();
        let name = if name.is_empty() {
            "upstream".to_owned()
        } else {
            name
        };
        let mut key = name.clone();
        let mut number = 2;
        while taken.contains(&key) {
            key = format!("{name}-{number}");
            number += 1;
        }
        taken.push(key.clone());
        let said = [
            ("name", Some(&based_on.name)),
            ("url", based_on.url.as_ref()),
            ("licence", based_on.licence.as_ref()),
            ("attribution", based_on.attribution.as_ref()),
        ];
        for (what, value) in said {
            if let Some(value) = value {
                found.push(Leaf::new(
                    ["based_on", &key, what],
                    value,
                    Span::start_of(at),
                ));
            }
        }
    }
    found
}

/// Names of what is hidden: texts still speak of it.
fn retired(ground: &Ground<'_>, at: SourceId) -> Vec<Leaf> {
    let mut found: Vec<Leaf> = ground
        .documents
        .hidden
        .iter()
        .map(|hidden| {
            let name = format!("{}:{}", hidden.kind.name(), hidden.id);
            let at = Span::start_of(at);
            match hidden.internal {
                true => Leaf::new(["internal", "retired", &name], &hidden.title, at),
                false => Leaf::new(["retired", &name], &hidden.title, at),
            }
        })
        .collect();
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}
