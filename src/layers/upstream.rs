//! Sites that lie beneath this one: vendored into a folder of it, whole, and never trusted.

use super::{Found, Layer, LayerId, Layers, Role, Tree};
use std::path::{Component, Path};

/// So many upstreams lie beneath a site at the most. Nobody forks a fork of a fork more often, and
/// each of them is read.
pub const MOST_UPSTREAMS: usize = 8;

/// Endings of files that a browser runs nothing of, whatever is in them. What isn't among them may
/// be a page, a script, or something that a server takes for one.
const PASSIVE: &[&str] = &[
    "avif", "bmp", "css", "csv", "docx", "gif", "ico", "ics", "jpeg", "jpg", "md", "mp3", "mp4",
    "odp", "ods", "odt", "ogg", "otf", "pdf", "png", "pptx", "toml", "ttf", "txt", "vtt", "wav",
    "webm", "webp", "woff", "woff2", "xlsx", "zip",
];

/// Larger drawings aren't looked through.
const LARGEST_DRAWING: u64 = 1024 * 1024;

/// Why a folder can't be an upstream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoUpstream {
    /// Its name isn't that of a folder in the site.
    Leaves,
    /// It is, or lies behind, a link that leads out of the site that names it.
    LeadsOut,
    /// It is a site that lies above it already.
    Circle,
    /// There are too many above it.
    TooDeep,
    /// It isn't there, or holds no site.
    Missing,
}

impl Layers {
    /// Puts the site in a folder of the layer `above` beneath all others.
    ///
    /// # Errors
    /// Why it can't be one.
    pub fn add_upstream(
        &mut self,
        above: LayerId,
        folder: &str,
        trusted: bool,
    ) -> Result<LayerId, NoUpstream> {
        if !is_within(folder) {
            return Err(NoUpstream::Leaves);
        }
        if self.leads_out_of(above, folder) {
            return Err(NoUpstream::LeadsOut);
        }
        let tree = match self.snapshot().filter(|_| self.is_own(above)) {
            Some(files) => Tree::Memory(files.clone()),
            None => self.within(above, folder).ok_or(NoUpstream::Missing)?,
        };
        if let Tree::Folder(root) = &tree {
            let root = root.canonicalize().map_err(|_| NoUpstream::Missing)?;
            let is_above = |layer: &Layer| match &layer.tree {
                Tree::Folder(other) => other.canonicalize().is_ok_and(|other| other == root),
                _ => false,
            };
            if self.iter().any(|(_, layer)| is_above(layer)) {
                return Err(NoUpstream::Circle);
            }
        }
        let is_upstream = |layer: &Layer| matches!(layer.role, Role::Upstream { .. });
        if self.iter().filter(|(_, layer)| is_upstream(layer)).count() >= MOST_UPSTREAMS {
            return Err(NoUpstream::TooDeep);
        }
        let name = joined(&self.layer(above).name, folder);
        // Without a file of settings it is no site, whatever else it holds.
        let has_settings = match &tree {
            Tree::Folder(root) => root.join("site.toml").symlink_metadata().is_ok(),
            Tree::Memory(files) => files.contains_key("site.toml"),
            Tree::Embedded(_) => false,
        };
        if !has_settings {
            return Err(NoUpstream::Missing);
        }
        Ok(self.insert_lowest(Layer {
            name,
            tree,
            role: Role::Upstream { trusted },
        }))
    }

    /// Puts the theme in a folder of an upstream beneath it, where that is trusted. One that isn't
    /// there, or leads out, is none.
    pub fn add_theme_of(&mut self, upstream: LayerId, folder: &str) {
        let is_trusted = self.layer(upstream).role == Role::Upstream { trusted: true };
        if !is_trusted || !is_within(folder) || self.leads_out_of(upstream, folder) {
            return;
        }
        if let Some(tree) = self.within(upstream, folder) {
            let name = joined(&self.layer(upstream).name, folder);
            self.insert_lowest(Layer::theme(name, tree));
        }
    }

    /// Takes away what an earlier load put beneath the site, with its themes: a load finds that anew.
    pub fn forget_upstreams(&mut self) {
        let is_upstream = |layer: &&Layer| matches!(layer.role, Role::Upstream { .. });
        let names: Vec<String> = (self.iter().map(|(_, layer)| layer))
            .filter(is_upstream)
            .map(|layer| format!("{}/", layer.name))
            .collect();
        self.retain(|layer| match layer.role {
            Role::Upstream { .. } => false,
            Role::Theme => !names.iter().any(|name| layer.name.starts_with(name)),
            _ => true,
        });
    }

    /// Whether this site has an upstream.
    pub fn has_upstream(&self) -> bool {
        self.iter()
            .any(|(_, layer)| matches!(layer.role, Role::Upstream { .. }))
    }

    /// The files of an upstream that aren't used as long as it isn't trusted.
    pub fn left_out(&self, upstream: LayerId) -> Vec<Found> {
        let mut found = Vec::new();
        let mut whole = self.clone();
        if let Some(layer) = whole.layer_mut(upstream) {
            layer.role = Role::Upstream { trusted: true };
        }
        for prefix in ["content/", "static/", "templates/"] {
            let (mut sources, mut faults) = Default::default();
            let listing = whole.list(prefix, &mut sources, &mut faults);
            found.extend(
                listing
                    .files
                    .into_iter()
                    .filter(|file| file.layer == upstream && !self.is_passive(file)),
            );
        }
        found
    }

    /// Whether nothing of a file runs in a browser, or says what pages hold.
    pub(super) fn is_passive(&self, found: &Found) -> bool {
        if found.path.starts_with("templates/") || is_of_site(&found.path) {
            return false;
        }
        let name = found.path.rsplit('/').next().unwrap_or_default();
        let ending = match name.rsplit_once('.') {
            Some((_, ending)) => ending.to_ascii_lowercase(),
            None => return false,
        };
        if ending == "svg" {
            let drawing = self.copy(found, LARGEST_DRAWING);
            return drawing.is_ok_and(|drawing| is_mere_drawing(&drawing));
        }
        PASSIVE.contains(&ending.as_str())
    }
}

/// Whether a file takes the place of one of the theme, which says what pages look like and what a
/// browser fetches for them, or speaks for the place that a site is published at: to those who search,
/// to those who prove whose it is.
fn is_of_site(path: &str) -> bool {
    const PLACES: [&str; 2] = ["static/theme/", "static/.well-known/"];
    const NAMES: [&str; 6] = [
        "static/ads.txt",
        "static/app-ads.txt",
        "static/humans.txt",
        "static/llms.txt",
        "static/robots.txt",
        "static/security.txt",
    ];
    PLACES.iter().any(|place| path.starts_with(place)) || NAMES.contains(&path)
}

/// Whether a drawing has nothing in it that could run when it is opened by itself. What is only like
/// a script counts as one: words may be lost, nothing else.
fn is_mere_drawing(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let text = text.to_ascii_lowercase();
    let runs = [
        "script",
        "foreignobject",
        "<!entity",
        "&#",
        "<iframe",
        "<embed",
        "<object",
        "<handler",
        "data:text",
        "xml-stylesheet",
    ];
    if runs.iter().any(|word| text.contains(word)) {
        return false;
    }
    // `onload=`, `onclick =`
    let bytes = text.as_bytes();
    !text.match_indices("on").any(|(at, _)| {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let begins = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'-');
        let rest = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        begins && rest.trim_start().starts_with('=')
    })
}

/// Whether a name is that of a folder below the one that it is written in.
fn is_within(folder: &str) -> bool {
    !folder.is_empty()
        && !folder.contains(['\\', ':', '\0'])
        && Path::new(folder)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

fn joined(above: &str, folder: &str) -> String {
    let folder = folder.trim_end_matches('/');
    match above {
        "" => folder.to_owned(),
        above => format!("{above}/{folder}"),
    }
}

#[cfg(test)]
mod tests {
    use super::is_mere_drawing;

    #[test]
    fn a_drawing_that_could_run_something_is_none() {
        let plain = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\" class=\"icon\" \
                      stroke-dasharray=\"1\"/><text>onward = upward? no, content=\"x\"</text></svg>";
        // Words that are like an attribute are lost with their drawing.
        assert!(!is_mere_drawing(plain));
        assert!(is_mere_drawing(
            b"<svg version='1.0'><path d='M0 0' version-on='a' content='b'/></svg>"
        ));
        for active in [
            "<svg onload=alert(1)>",
            "<svg><a href='&#106;avascript:x'>",
            "<svg/onload =x>",
            "<svg><ScRipt>",
            "<svg><set attributeName='href' to='javascript:x'/>",
            "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
            "<svg><foreignObject/></svg>",
        ] {
            assert!(!is_mere_drawing(active.as_bytes()), "{active}");
        }
    }
}
