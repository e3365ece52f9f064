//! Where an address leads, as a browser and a plain web server have it.

use crate::markdown::{Safety, safety};
use crate::route::Routes;
use crate::site::Site;
use percent_encoding::percent_decode_str;

/// What is needed to follow an address within a site.
pub(super) struct Addresses<'a> {
    routes: &'a Routes,
    origin: &'a str,
    /// The path that the site is published under, with slashes at both ends.
    base: &'a str,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Leads {
    /// To another host, or out of the browser.
    Elsewhere,
    /// To the route at this place.
    Route(usize),
    /// To this file of the site, which isn't there.
    Nowhere(Box<str>),
    /// Above the site's own folder.
    Outside,
}

/// An address followed: where it leads, and the place within the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Followed {
    pub leads: Leads,
    /// What stands behind `#`, as written; none where it is empty, or means the top of the page.
    pub fragment: Option<Box<str>>,
}

impl<'a> Addresses<'a> {
    pub fn of(site: &'a Site) -> Self {
        Addresses {
            routes: &site.routes,
            origin: &site.settings.base_url.origin,
            base: &site.settings.base_url.path,
        }
    }

    /// Follows `address` from the file at `page`, which is relative to the site.
    pub fn follow(&self, page: &str, address: &str) -> Followed {
        let cleaned = cleaned(address);
        let (address, fragment) = match cleaned.split_once('#') {
            Some((address, fragment)) => (address, within(fragment)),
            None => (&*cleaned, None),
        };
        let address = address.split('?').next().unwrap_or_default();
        let leads = match safety(address) {
            Safety::Script => Leads::Elsewhere,
            Safety::Elsewhere => match self.own_path(address) {
                Some(path) => self.below_host(path),
                None => Leads::Elsewhere,
            },
            Safety::Local if address.starts_with(['/', '\\']) => {
                self.below_host(&address.replace('\\', "/"))
            }
            Safety::Local if address.is_empty() => self.file(page),
            Safety::Local => {
                let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
                self.joined(folder, &address.replace('\\', "/"))
            }
        };
        Followed { leads, fragment }
    }

    /// The path of a whole address on the site's own host, beneath its own folder. What stands
    /// beside the site on the same host is another site.
    fn own_path<'t>(&self, address: &'t str) -> Option<&'t str> {
        if self.origin.is_empty() {
            return None;
        }
        let host = self.origin.split_once(':').map_or("", |(_, host)| host);
        let path = address
            .strip_prefix(self.origin)
            .or_else(|| address.strip_prefix(host))?;
        let is_below = path.starts_with(self.base)
            || path == self.base.trim_end_matches('/')
            || (path.is_empty() && self.base == "/");
        is_below.then_some(path)
    }

    /// Follows a path that begins at the host.
    fn below_host(&self, path: &str) -> Leads {
        if let Some(path) = path.strip_prefix(self.base) {
            return self.joined("", path);
        }
        if path == self.base.trim_end_matches('/') {
            return self.joined("", "");
        }
        Leads::Outside
    }

    /// Follows a relative path from a folder of the site, part by part as the URL standard has it.
    fn joined(&self, folder: &str, path: &str) -> Leads {
        let mut parts: Vec<String> = folder
            .split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let mut is_folder = path.is_empty();
        let count = path.split('/').count();
        for (place, part) in path.split('/').enumerate() {
            let is_last = place + 1 == count;
            match dots(part) {
                1 => is_folder = is_last,
                2 => {
                    if parts.pop().is_none() {
                        return Leads::Outside;
                    }
                    is_folder = is_last;
                }
                _ if part.is_empty() && is_last => is_folder = true,
                _ => match percent_decode_str(part).decode_utf8() {
                    // A slash that is encoded parts nothing, and no file's name holds one.
                    Ok(name) if !name.contains(['/', '\0']) => parts.push(name.into_owned()),
                    _ => parts.push(part.to_owned()),
                },
            }
        }
        let mut path = parts.join("/");
        if is_folder {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str("index.html");
        }
        self.file(&path)
    }

    /// The file at a path. A server sends someone who leaves out the slash behind a folder to the
    /// folder; it takes no slash behind a file, and guesses no ending.
    fn file(&self, path: &str) -> Leads {
        let folder = || self.routes.place(&format!("{path}/index.html"));
        match self.routes.place(path).or_else(folder) {
            Some(place) => Leads::Route(place),
            None => Leads::Nowhere(path.into()),
        }
    }
}

/// Without what a browser takes no notice of: blanks at the ends, tabs and line breaks within
/// (<https://url.spec.whatwg.org/#concept-basic-url-parser>).
fn cleaned(address: &str) -> String {
    address
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

/// The place that a fragment names, if it names one: the top is always there, and a text directive
/// (`#:~:text=`) is looked for in the words.
fn within(fragment: &str) -> Option<Box<str>> {
    let name = fragment.split(":~:").next().unwrap_or_default();
    (!name.is_empty() && !name.eq_ignore_ascii_case("top")).then(|| name.into())
}

/// How many dots a part consists of, where it is one or two of them, perhaps encoded; else none.
fn dots(part: &str) -> usize {
    match part.to_ascii_lowercase().replace("%2e", ".").as_str() {
        "." => 1,
        ".." => 2,
        _ => 0,
    }
}
