//! The addresses of things, relative to the site, and the way back from a page to its root.

use crate::document::Kind;
use crate::model::{Model, Thing};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What has to be encoded within one part of a path.
const PART: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// The address of a thing, as a folder that ends with a slash; empty for the home page.
pub fn thing_url(model: &Model, thing: Thing) -> String {
    let mut url = String::new();
    for part in folders(model, thing) {
        url.push_str(part);
        url.push('/');
    }
    url
}

/// The folders that a thing's page lies in, the last of them its own; those of plain pages are
/// written in one.
fn folders(model: &Model, thing: Thing) -> impl Iterator<Item = &str> {
    let common = model.common(thing);
    let folder = match common.kind {
        Kind::Page => "",
        kind => kind.folder(),
    };
    let parts = [folder, &*common.id].into_iter();
    parts.filter(|part| !part.is_empty())
}

/// The file that is shown for a folder.
const INDEX: &str = "index.html";

/// The file that a server shows for the folder `url`. Links name it, so that pages work from
/// `file://` as well; the canonical address doesn't.
pub fn page_file(url: &str) -> String {
    [url, INDEX].concat()
}

/// `path` as seen from the folder of `file`; `None` when it climbs above the top.
pub fn joined(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a page reaches the root of its site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// Up by so many folders.
    Up(usize),
    /// By the path of `base_url`: the page for what isn't found is shown at any depth.
    Path(String),
}

impl Root {
    /// The root as seen from the file at `url`.
    pub fn of(url: &str) -> Root {
        Root::Up(url.matches('/').count())
    }

    /// The address of a file of the site: `path` is relative to the site, and each of its parts is
    /// encoded here.
    pub fn to(&self, path: &str) -> String {
        if path.is_empty() && *self == Root::Up(0) {
            return "./".to_owned();
        }
        let mut address = self.start(path.len());
        encode_into(&mut address, path);
        address
    }

    /// The address of a thing's page. Pages are full of these.
    pub fn to_thing(&self, model: &Model, thing: Thing) -> String {
        let mut address = self.start(model.common(thing).id.len() + 24);
        for part in folders(model, thing) {
            encode_into(&mut address, part);
            address.push('/');
        }
        address.push_str(INDEX);
        address
    }

    /// The way up, with room for so many bytes of a way down.
    fn start(&self, room: usize) -> String {
        match self {
            Root::Up(up) => {
                let mut address = String::with_capacity(3 * up + room);
                (0..*up).for_each(|_| address.push_str("../"));
                address
            }
            Root::Path(path) => path.clone(),
        }
    }
}

/// Each part of a path as it stands in an address.
pub fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    encode_into(&mut address, path);
    address
}

fn encode_into(address: &mut String, path: &str) {
    let is_plain =
        |byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/');
    if path.bytes().all(is_plain) {
        return address.push_str(path);
    }
    for (place, part) in path.split('/').enumerate() {
        if place > 0 {
            address.push('/');
        }
        address.extend(utf8_percent_encode(part, PART));
    }
}
