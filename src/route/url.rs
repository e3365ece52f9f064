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
    let common = model.common(thing);
    match common.kind {
        Kind::Page if common.id.is_empty() => String::new(),
        Kind::Page => format!("{}/", common.id),
        kind => format!("{}/{}/", kind.folder(), common.id),
    }
}

/// The file that a server shows for the folder `url`. Links name it, so that pages work from
/// `file://` as well; the canonical address doesn't.
pub fn page_file(url: &str) -> String {
    format!("{url}index.html")
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
        let mut address = match self {
            Root::Up(0) if path.is_empty() => "./".to_owned(),
            Root::Up(up) => "../".repeat(*up),
            Root::Path(path) => path.clone(),
        };
        encode_into(&mut address, path);
        address
    }
}

/// Each part of a path as it stands in an address.
pub fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    encode_into(&mut address, path);
    address
}

fn encode_into(address: &mut String, path: &str) {
    for (place, part) in path.split('/').enumerate() {
        if place > 0 {
            address.push('/');
        }
        address.extend(utf8_percent_encode(part, PART));
    }
}
