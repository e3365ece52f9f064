//! A checker of links that knows nothing of Waypost: it reads a folder as a browser would.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use html5gum::{Token, Tokenizer};
use percent_encoding::percent_decode_str;

struct Page {
    path: String,
    ids: BTreeSet<String>,
    addresses: Vec<String>,
}

/// Every address in the pages of a folder that leads nowhere, with its page. `base_url` is where
/// the folder will be published.
pub fn broken(folder: &Path, base_url: &str) -> Vec<String> {
    let mut files = BTreeSet::new();
    collect(folder, "", &mut files);
    let pages: Vec<Page> = files
        .iter()
        .filter(|path| path.ends_with(".html"))
        .map(|path| page(folder, path))
        .collect();
    let ids: BTreeMap<&str, &BTreeSet<String>> = pages
        .iter()
        .map(|page| (page.path.as_str(), &page.ids))
        .collect();
    let host_end = base_url.find("://").map_or(0, |at| at + 3);
    let base_path = base_url[host_end..]
        .find('/')
        .map_or("/", |at| &base_url[host_end + at..]);
    let mut broken = Vec::new();
    for page in &pages {
        for address in &page.addresses {
            if let Some(fault) = fault(page, address, base_url, base_path, &files, &ids) {
                broken.push(format!("{}: `{address}` {fault}", page.path));
            }
        }
    }
    broken
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("it is there") {
        let entry = entry.expect("it can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files);
        } else {
            files.insert(format!("{prefix}{name}"));
        }
    }
}

fn page(folder: &Path, path: &str) -> Page {
    let text = fs::read_to_string(folder.join(path)).expect("pages are UTF-8");
    let mut page = Page {
        path: path.to_owned(),
        ids: BTreeSet::new(),
        addresses: Vec::new(),
    };
    for Ok(token) in Tokenizer::new(&text) {
        let Token::StartTag(tag) = token else {
            continue;
        };
        for (name, value) in &tag.attributes {
            let value = String::from_utf8_lossy(value).into_owned();
            match name.as_slice() {
                b"id" => drop(page.ids.insert(value)),
                b"href" | b"src" | b"action" | b"poster" => page.addresses.push(value),
                _ => {}
            }
        }
    }
    page
}

/// What is wrong with an address of a page; nothing for those of other hosts.
fn fault(
    page: &Page,
    address: &str,
    base_url: &str,
    base_path: &str,
    files: &BTreeSet<String>,
    ids: &BTreeMap<&str, &BTreeSet<String>>,
) -> Option<&'static str> {
    let (address, fragment) = match address.split_once('#') {
        Some((address, fragment)) => (address, Some(fragment)),
        None => (address, None),
    };
    let address = address.split('?').next().unwrap_or_default();
    let mut parts: Vec<String> = page.path.split('/').map(str::to_owned).collect();
    let file = parts.pop().unwrap_or_default();
    let relative = if let Some(rest) = address.strip_prefix(base_url) {
        parts.clear();
        rest
    } else if address.starts_with("//") || has_scheme(address) {
        return None;
    } else if let Some(rest) = address.strip_prefix(base_path) {
        parts.clear();
        rest
    } else if address.starts_with('/') {
        return Some("leaves the site");
    } else {
        address
    };
    if relative.is_empty() && address.is_empty() {
        parts.push(file);
    } else {
        for part in relative.split('/') {
            match &*percent_decode_str(part).decode_utf8().unwrap_or_default() {
                "." => {}
                ".." if parts.pop().is_none() => return Some("climbs out of the site"),
                ".." => {}
                part => parts.push(part.to_owned()),
            }
        }
    }
    let mut path = parts.join("/");
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    if !files.contains(&path) {
        let folder = format!("{path}/index.html");
        if !files.contains(&folder) {
            return Some("leads nowhere");
        }
        path = folder;
    }
    let fragment = fragment.filter(|fragment| !fragment.is_empty() && *fragment != "top")?;
    let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
    match ids.get(path.as_str()) {
        Some(ids) if !ids.contains(&*fragment) => Some("leads to a place that isn't there"),
        _ => None,
    }
}

fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}
