//! The proof that a public build holds nothing internal: all that is published is searched for every
//! internal title, address and host, and for the words of internal texts.
//!
//! It is made of what a site says of itself with all that is internal, and it knows nothing of how
//! that is left out, nor of templates: it reads bytes. So a fault there is found here, and so is what
//! an author typed into a template, a file of `static/`, or a public text.

mod archive;
mod block;
mod context;
mod decode;
mod exempt;
mod gather;
mod host;
mod scan;
mod secret;
mod tell;
mod trie;
mod words;

use crate::route::Route;
use crate::site::Site;
use crate::source::{SourceId, Span};
use gather::{gather, plain};
use scan::{Quoted, scan};
use secret::{Secret, What};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use trie::{Hit, Trie};

/// In what is no text, a name of fewer letters would be found by chance.
const SHORTEST_IN_BINARY: usize = 8;

/// What must stand in nothing that is published.
pub struct Proof {
    secrets: Vec<Secret>,
    rows: Trie,
    /// Internal addresses of the site, by the number of their secret.
    places: HashMap<String, u32>,
    /// Addresses of public pages.
    public: HashSet<String>,
    /// Where the site is published, whole and from its host on.
    base: Option<(String, String)>,
    /// Words of `internal.no_secret` that are the name of nothing internal.
    useless: Vec<(String, Span)>,
}

/// A secret that stands in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    secret: usize,
    /// The file, and what lies in it where it is an archive.
    file: String,
    /// Line and column from 1; none where it is the file's own path.
    at: Option<(usize, usize)>,
}

impl Proof {
    /// What `whole` holds and `public`, the same site without what is internal, must not show.
    pub fn of(public: &Site, whole: &Site) -> Proof {
        let (mut secrets, used) = gather(public, whole);
        secrets.place(|span| same_place(public, whole, span));
        let (secrets, rows) = secrets.into_rows();
        let places = secrets.iter().enumerate();
        let places = places.filter(|(_, secret)| secret.what == What::Address);
        let settings = &public.settings;
        Proof {
            places: places
                .map(|(number, secret)| (plain(&secret.literal).to_owned(), number as u32))
                .collect(),
            public: public
                .routes
                .iter()
                .map(|(path, _)| words::literal(plain(path).as_bytes()))
                .collect(),
            base: settings.base_url.is_known().then(|| {
                let whole = settings.base_url.absolute("");
                let path = whole.splitn(4, '/').nth(3).unwrap_or_default();
                let path = format!("/{path}");
                (whole, path)
            }),
            useless: (settings.internal.no_secret.iter())
                .filter(|(word, _)| !used.contains(&word.value))
                .map(|(word, _)| (word.value.clone(), word.span))
                .collect(),
            secrets,
            rows,
        }
    }

    /// Whether there is anything to look for.
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// The secrets that stand in what a route of the site is published as, each once.
    pub fn look_at(&self, site: &Site, route: &Route, path: &str, bytes: &[u8]) -> Vec<Shown> {
        // What the binary ships was written before the site.
        let is_ours = match route {
            Route::Static(found) => site.layers.is_embedded(found.layer),
            _ => false,
        };
        match is_ours {
            true => Vec::new(),
            false => self.look(path, bytes),
        }
    }

    /// The secrets that stand in a file, or in its path.
    pub fn look(&self, path: &str, bytes: &[u8]) -> Vec<Shown> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut shown = Vec::new();
        let of_path = scan(
            path.as_bytes(),
            &self.rows,
            Quoted::InTags,
            &mut |_, _, _| {},
        );
        let of_path = of_path.into_iter().filter(|hit| {
            let secret = &self.secrets[hit.number as usize];
            secret.what != What::File && self.is_it(*hit, path.as_bytes())
        });
        let of_path = of_path.map(|hit| hit.number);
        shown.extend(
            self.places
                .get(plain(path))
                .copied()
                .into_iter()
                .chain(of_path)
                .map(|number| Shown {
                    secret: number as usize,
                    file: path.to_owned(),
                    at: None,
                }),
        );
        match archive::files(bytes) {
            Some(files) => {
                for (name, bytes) in files {
                    self.look_into(&format!("{path}!{name}"), path, &bytes, &mut shown);
                }
            }
            None => self.look_into(path, path, bytes, &mut shown),
        }
        shown.sort();
        shown.dedup_by(|next, first| next.secret == first.secret && next.file == first.file);
        shown
    }

    fn look_into(&self, name: &str, path: &str, bytes: &[u8], shown: &mut Vec<Shown>) {
        let bytes = as_utf8(bytes);
        let is_binary = bytes.iter().take(8000).any(|byte| *byte == 0);
        let is_data = [".json", ".js", ".webmanifest"]
            .iter()
            .any(|ending| path.ends_with(ending));
        let quoted = match is_data {
            true => Quoted::Everywhere,
            false => Quoted::InTags,
        };
        let mut linked = Vec::new();
        let hits = scan(&bytes, &self.rows, quoted, &mut |text, start, end| {
            let parts = text.split([' ', ',', '\t']).filter(|part| !part.is_empty());
            for number in parts.filter_map(|part| self.place(path, part)) {
                linked.push(Hit { start, end, number });
            }
        });
        let hits = hits.into_iter().filter(|hit| {
            let secret = &self.secrets[hit.number as usize];
            let letters = secret.literal.chars().count();
            (!is_binary || (letters >= SHORTEST_IN_BINARY && !secret.is_alone))
                && self.is_it(*hit, &bytes)
        });
        let mut hits: Vec<Hit> = linked.into_iter().chain(hits).collect();
        hits.sort_unstable_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.number));
        let mut told = HashSet::new();
        let mut widest = (0, 0);
        for hit in hits {
            // A title within a host, or an address within a longer one, is that one's.
            if hit.end <= widest.1 && (hit.start, hit.end) != widest {
                continue;
            }
            widest = (hit.start, hit.end);
            if told.insert(hit.number) {
                shown.push(Shown {
                    secret: hit.number as usize,
                    file: name.to_owned(),
                    at: Some(position(&bytes, hit.start)),
                });
            }
        }
    }

    fn is_it(&self, hit: Hit, bytes: &[u8]) -> bool {
        let secret = &self.secrets[hit.number as usize];
        context::is_it(secret, bytes, hit.start, hit.end, &self.public)
    }

    /// The internal page that an address in the file at `path` leads to.
    fn place(&self, path: &str, address: &str) -> Option<u32> {
        if self.places.is_empty() || !address.contains(['/', '.']) {
            return None;
        }
        let address = address.split(['#', '?']).next().unwrap_or_default();
        let (base, top) = match &self.base {
            Some((base, top)) => (base.as_str(), top.as_str()),
            None => ("\0", "/"),
        };
        let from_top = address
            .strip_prefix(base)
            .or_else(|| address.strip_prefix(top));
        let found = |place: &str| self.places.get(&words::literal(plain(place).as_bytes()));
        if let Some(place) = from_top.or_else(|| address.strip_prefix('/')) {
            return found(place).copied();
        }
        if address.contains("//") {
            return None;
        }
        let joined = crate::route::joined(path, address);
        let of_page = joined.as_deref().and_then(found);
        // Data says addresses as seen from the top.
        let is_data = !path.ends_with(".html");
        of_page
            .or_else(|| is_data.then(|| found(address)).flatten())
            .copied()
    }
}

/// UTF-16, which some programs write, as UTF-8.
fn as_utf8(bytes: &[u8]) -> Cow<'_, [u8]> {
    let (is_little, rest) = match bytes {
        [0xFF, 0xFE, rest @ ..] => (true, rest),
        [0xFE, 0xFF, rest @ ..] => (false, rest),
        _ => return Cow::Borrowed(bytes),
    };
    let pairs = rest.chunks_exact(2).map(|pair| match is_little {
        true => u16::from_le_bytes([pair[0], pair[1]]),
        false => u16::from_be_bytes([pair[0], pair[1]]),
    });
    let text: String = char::decode_utf16(pairs)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Cow::Owned(text.into_bytes())
}

/// Line and column of a byte, in characters from 1.
fn position(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = &bytes[..at.min(bytes.len())];
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let column = before[start..]
        .iter()
        .filter(|byte| **byte & 0xC0 != 0x80)
        .count();
    (line, column + 1)
}

/// The same place in the sources of the public site: both were read from the same files, unless one
/// of them changed meanwhile.
fn same_place(public: &Site, whole: &Site, span: Span) -> Option<Span> {
    let span = whole.sources.written(span);
    let theirs = whole.sources.get(span.source);
    let is_same = |id: SourceId| {
        let same = public.sources.find(id);
        same.is_some_and(|it| it.file() == theirs.file() && it.text == theirs.text)
    };
    if is_same(span.source) {
        return Some(span);
    }
    // Numbers that aren't made of paths depend on how much was read before.
    let other = public
        .sources
        .iter()
        .map(|(id, _)| id)
        .find(|id| is_same(*id))?;
    Some(Span {
        source: other,
        ..span
    })
}
