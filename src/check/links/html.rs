//! Reads a page as it was written out: its addresses and the places in it.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Use {
    /// People follow it.
    Link,
    /// The page is incomplete without it: a picture, a script, a style.
    Asset,
}

/// What a page tells of itself.
pub(super) trait Sink {
    /// An address, with its entities decoded.
    fn address(&mut self, what: Use, address: &str);
    /// An id, or the name of an `a`.
    fn id(&mut self, id: &str);
}

/// Attributes that are looked at; all others are skipped without a copy.
const ATTRIBUTES: [&str; 17] = [
    "action",
    "content",
    "data",
    "formaction",
    "href",
    "http-equiv",
    "id",
    "name",
    "poster",
    "property",
    "rel",
    "src",
    "srcset",
    "imagesrcset",
    "type",
    "xlink:href",
    "background",
];

/// Relations of a `link` that say something of a host, and fetch no address.
const HOSTS: [&str; 2] = ["preconnect", "dns-prefetch"];

/// Relations of a `link` that lead to pages.
const PAGES: [&str; 9] = [
    "alternate",
    "author",
    "canonical",
    "help",
    "license",
    "next",
    "prev",
    "search",
    "up",
];

/// Reads a page from its beginning to its end.
pub(super) fn read(html: &[u8], sink: &mut impl Sink) {
    let mut tag = Tag::default();
    let callback = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => tag.open(name),
            CallbackEvent::AttributeName { name } => tag.attribute(name),
            CallbackEvent::AttributeValue { value } => tag.value(value),
            CallbackEvent::CloseStartTag { .. } => tag.close(sink),
            // What stands in an end tag is no attribute of anything.
            CallbackEvent::EndTag { .. } => tag.attributes.clear(),
            _ => {}
        }
        None
    };
    let mut emitter = CallbackEmitter::new(callback);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
}

/// A start tag while it is being read.
#[derive(Default)]
struct Tag {
    name: String,
    attributes: Vec<(&'static str, String)>,
    /// The attribute whose value comes next, if it is looked at.
    current: Option<&'static str>,
}

impl Tag {
    fn open(&mut self, name: &[u8]) {
        self.name.clear();
        self.name.push_str(&String::from_utf8_lossy(name));
        self.attributes.clear();
        self.current = None;
    }

    fn attribute(&mut self, name: &[u8]) {
        let known = ATTRIBUTES.iter().find(|known| known.as_bytes() == name);
        // Of an attribute that stands twice the first one counts.
        self.current = known.copied().filter(|known| self.get(known).is_none());
    }

    fn value(&mut self, value: &[u8]) {
        if let Some(name) = self.current.take() {
            let value = String::from_utf8_lossy(value).into_owned();
            self.attributes.push((name, value));
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn close(&mut self, sink: &mut impl Sink) {
        if let Some(id) = self.get("id") {
            sink.id(id);
        }
        let mut addresses: Vec<(Use, &str)> = Vec::new();
        let mut add = |what, name| addresses.extend(self.get(name).map(|value| (what, value)));
        match self.name.as_str() {
            "a" | "area" => add(Use::Link, "href"),
            "form" => add(Use::Link, "action"),
            "button" | "input" => {
                add(Use::Link, "formaction");
                add(Use::Asset, "src");
            }
            "link" => self.link(&mut addresses),
            "meta" => self.meta(&mut addresses),
            "iframe" | "frame" => add(Use::Link, "src"),
            "img" | "source" | "script" | "audio" | "track" | "embed" => add(Use::Asset, "src"),
            "video" => {
                add(Use::Asset, "src");
                add(Use::Asset, "poster");
            }
            "object" => add(Use::Asset, "data"),
            // Within SVG: a symbol of this page or of another file.
            "use" | "image" | "feimage" => {
                add(Use::Asset, "href");
                add(Use::Asset, "xlink:href");
            }
            "body" | "table" | "td" => add(Use::Asset, "background"),
            _ => {}
        }
        for (what, address) in addresses {
            sink.address(what, address);
        }
        for set in ["srcset", "imagesrcset"] {
            for address in self.get(set).into_iter().flat_map(candidates) {
                sink.address(Use::Asset, address);
            }
        }
        // A name that says the same as the id is one place, not two.
        if self.name == "a"
            && let Some(name) = self.get("name")
            && self.get("id") != Some(name)
        {
            sink.id(name);
        }
        self.attributes.clear();
    }

    fn link<'t>(&'t self, addresses: &mut Vec<(Use, &'t str)>) {
        let relations = self.get("rel").unwrap_or_default().to_ascii_lowercase();
        let mut relations = relations.split_ascii_whitespace();
        if relations.clone().any(|relation| HOSTS.contains(&relation)) {
            return;
        }
        let is_style = relations.clone().any(|relation| relation == "stylesheet");
        let is_page = !is_style && relations.any(|relation| PAGES.contains(&relation));
        let what = if is_page { Use::Link } else { Use::Asset };
        addresses.extend(self.get("href").map(|address| (what, address)));
    }

    /// Where a page sends its reader on, and what it gives to those who show a preview of it.
    fn meta<'t>(&'t self, addresses: &mut Vec<(Use, &'t str)>) {
        let Some(content) = self.get("content") else {
            return;
        };
        let is = |name: &str, value: &str| {
            self.get(name)
                .is_some_and(|found| found.eq_ignore_ascii_case(value))
        };
        if is("http-equiv", "refresh") {
            let address = content.split_once(['=']).map_or("", |(_, address)| address);
            let address = address.trim().trim_matches(['"', '\'']);
            addresses.push((Use::Link, address));
        } else if is("property", "og:url") {
            addresses.push((Use::Link, content));
        } else if is("property", "og:image") || is("name", "twitter:image") {
            addresses.push((Use::Asset, content));
        }
    }
}

/// The addresses of a `srcset`: parted by commas, each with a width or a density behind a blank.
/// An address may hold commas itself, but not at its end
/// (<https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute>).
fn candidates(set: &str) -> Vec<&str> {
    let mut addresses = Vec::new();
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return addresses;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (address, behind) = rest.split_at(end);
        let trimmed = address.trim_end_matches(',');
        addresses.push(trimmed);
        rest = if trimmed.len() < address.len() {
            behind
        } else {
            behind.split_once(',').map_or("", |(_, rest)| rest)
        };
    }
}
