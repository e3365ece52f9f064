//! What is internal and would be seen in a public build.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::escape_into;
use crate::model::{Common, Thing};
use crate::site::Site;
use crate::source::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A name of so few letters is found everywhere.
const SHORTEST: usize = 4;

/// The names of what is internal: titles of things, and hosts of their addresses.
pub(super) struct Secrets {
    secrets: Vec<Secret>,
    /// The ways in which each may stand in a page, by the first word in small letters.
    ways: HashMap<String, Vec<(String, usize)>>,
}

struct Secret {
    /// The title or the host.
    name: String,
    is_host: bool,
    span: Option<Span>,
}

/// A secret that stands in a route.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shown {
    secret: usize,
    route: usize,
}

impl Secrets {
    /// What `whole` holds and `public` leaves out. A name that something public bears as well is
    /// no secret.
    pub fn of(public: &Site, whole: &Site) -> Secrets {
        let mut known: HashSet<String> = HashSet::new();
        for thing in public.model.things() {
            let common = public.common(thing);
            known.insert(common.title.to_lowercase());
            known.extend(common.aka.iter().map(|name| name.to_lowercase()));
        }
        known.extend(
            public
                .settings
                .vars
                .values()
                .map(|word| word.to_lowercase()),
        );
        known.insert(public.settings.title.to_lowercase());
        let hosts = public.model.resources.iter();
        known.extend(hosts.filter_map(|(_, resource)| host(resource.url.as_deref()?)));
        let mut found: BTreeMap<String, Secret> = BTreeMap::new();
        for thing in whole
            .model
            .things()
            .filter(|thing| is_left_out(whole, *thing))
        {
            let common = whole.common(thing);
            let span = same_place(public, whole, common);
            let url = match thing {
                Thing::Resource(id) => whole.model.resources[id].url.as_deref(),
                _ => None,
            };
            let names = [
                Some((common.title.to_string(), false)),
                url.and_then(host).map(|host| (host, true)),
            ];
            for (name, is_host) in names.into_iter().flatten() {
                let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
                if letters >= SHORTEST && !known.contains(&name.to_lowercase()) {
                    let secret = Secret {
                        name,
                        is_host,
                        span,
                    };
                    found.entry(secret.name.clone()).or_insert(secret);
                }
            }
        }
        let secrets: Vec<Secret> = found.into_values().collect();
        let mut ways: HashMap<String, Vec<(String, usize)>> = HashMap::new();
        for (place, secret) in secrets.iter().enumerate() {
            for way in written(&secret.name) {
                let first = words(way.as_bytes())
                    .next()
                    .map(|range| way[range].to_lowercase());
                if let Some(first) = first {
                    ways.entry(first).or_default().push((way, place));
                }
            }
        }
        Secrets { secrets, ways }
    }

    /// The secrets that stand in the bytes of a route, each once.
    pub fn shown_in(&self, bytes: &[u8], route: usize) -> Vec<Shown> {
        let mut shown = Vec::new();
        if self.ways.is_empty() {
            return shown;
        }
        let text = String::from_utf8_lossy(bytes);
        for range in words(text.as_bytes()) {
            let Some(ways) = self.ways.get(&text[range.clone()].to_lowercase()) else {
                continue;
            };
            for (way, secret) in ways {
                // A way may begin with a mark before its first word.
                let lead = words(way.as_bytes()).next().map_or(0, |first| first.start);
                let start = range.start.saturating_sub(lead);
                let end = text.get(start..).and_then(|rest| rest.strip_prefix(&**way));
                let follows = |rest: &str| rest.starts_with(char::is_alphanumeric);
                if end.is_some_and(|rest| !follows(rest)) {
                    shown.push(Shown {
                        secret: *secret,
                        route,
                    });
                }
            }
        }
        shown.sort_unstable();
        shown.dedup();
        shown
    }

    /// One finding for each secret that is shown, with the first page that shows it.
    pub fn findings(&self, site: &Site, shown: &[Shown]) -> Vec<Diagnostic> {
        let mut shown = shown.to_vec();
        shown.sort_unstable();
        shown
            .iter()
            .map(|shown| {
                let secret = &self.secrets[shown.secret];
                let what = if secret.is_host {
                    "the host of something internal"
                } else {
                    "the title of something internal"
                };
                let finding = Diagnostic::new(
                    Code::InternalShown,
                    format!("`{}`, {what}, would be public", secret.name),
                )
                .help("put the words that name it between `:::internal` and `:::`")
                .note(format!("it stands in `{}`", site.routes.at(shown.route).0));
                match secret.span {
                    Some(span) => finding.at(span),
                    None => finding,
                }
            })
            .collect()
    }
}

/// Whether a public build leaves a thing out; with a path go its phases.
fn is_left_out(whole: &Site, thing: Thing) -> bool {
    let of_path = match thing {
        Thing::Phase(id) => {
            whole.model.paths[whole.model.phases[id].path]
                .common
                .internal
        }
        _ => false,
    };
    of_path || whole.common(thing).internal
}

/// The same place in the sources of the public site: both were read from the same files, unless one
/// of them changed meanwhile.
fn same_place(public: &Site, whole: &Site, common: &Common) -> Option<Span> {
    let id = common.span.source;
    let same = public.sources.find(id)?;
    let theirs = whole.sources.get(id);
    (same.path == theirs.path && same.text == theirs.text).then_some(common.span)
}

/// The host of a whole address.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (!host.is_empty()).then(|| host.to_lowercase())
}

/// A name as it stands in text, in HTML and in JSON.
fn written(name: &str) -> Vec<String> {
    let mut html = String::new();
    escape_into(&mut html, name);
    let json = serde_json::to_string(name).unwrap_or_default();
    let json = json.trim_matches('"').to_owned();
    let mut ways = vec![name.to_owned(), html, json];
    ways.sort();
    ways.dedup();
    ways
}

/// The words of a text: letters and digits, and all that isn't ASCII.
fn words(text: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> + use<'_> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].iter().position(|byte| is_word(*byte))?;
        let length = text[start..].iter().position(|byte| !is_word(*byte));
        let end = length.map_or(text.len(), |length| start + length);
        at = end;
        Some(start..end)
    })
}
