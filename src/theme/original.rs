//! Overrides that were copied whole, and whose original has changed since.

use crate::diagnostic::{Code, Diagnostic};
use crate::layers::{Found, Layers, Listing};
use crate::source::{SourceId, Sources, Span};
use xxhash_rust::xxh3::xxh3_64;

/// What an override says of its original in its first line: `{# original: 1a2b3c4d #}`.
const OPEN: &str = "{# original: ";

/// Reports overrides that note another version of their original than the one that they hide. One
/// that notes none is taken at its word: most extend what they hide, and follow it by themselves.
pub(super) fn report(
    layers: &Layers,
    listing: &Listing,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) {
    for pair in listing
        .files
        .windows(2)
        .filter(|pair| pair[0].path == pair[1].path)
    {
        let noted = source(layers, &pair[0], sources).and_then(|id| noted(id, sources));
        let (Some(noted), Some(original)) = (noted, source(layers, &pair[1], sources)) else {
            continue;
        };
        let version = version(&sources.get(original).text);
        if sources.slice(noted) != version {
            out.push(
                Diagnostic::new(
                    Code::ChangedOverride,
                    format!("the original of `{}` has changed", pair[0].path),
                )
                .at(noted)
                .help(format!("compare the two, then write `{OPEN}{version} #}}`")),
            );
        }
    }
}

fn source(layers: &Layers, found: &Found, sources: &Sources) -> Option<SourceId> {
    let layer = &*layers.layer(found.layer).name;
    sources
        .iter()
        .find(|(_, source)| *source.path == *found.path && &*source.layer == layer)
        .map(|(id, _)| id)
}

/// Where the version stands that an override notes.
fn noted(id: SourceId, sources: &Sources) -> Option<Span> {
    let line = sources.get(id).text.lines().next()?;
    let start = line.find(OPEN)? + OPEN.len();
    let length = line[start..].find(|c: char| !c.is_ascii_hexdigit())?;
    Some(Span::new(id, start, start + length))
}

/// The version of a text: eight hexadecimal digits.
fn version(text: &str) -> String {
    format!("{:08x}", xxh3_64(text.as_bytes()) as u32)
}
