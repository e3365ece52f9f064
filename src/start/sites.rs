//! The sites that the binary ships, to go on from.

use crate::data::text_value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How much a new site holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Settings and one page.
    Minimal,
    /// One of each: a track with two levels, two skills, a path with phases, a table of resources.
    Small,
    /// The starter content: a whole framework to change.
    Starter,
}

/// A file that comes with a new site.
#[derive(Clone, Debug)]
pub struct SiteFile {
    /// Its path from the site's folder, with forward slashes.
    pub path: Cow<'static, str>,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

type Files = &'static [(&'static str, &'static [u8])];

static MINIMAL: Files = include!(concat!(env!("OUT_DIR"), "/minimal_site.rs"));
static SMALL: Files = include!(concat!(env!("OUT_DIR"), "/small_site.rs"));
static STARTER: Files = include!(concat!(env!("OUT_DIR"), "/starter_site.rs"));

/// What git is to leave alone: the published site, and the folders that a build works in.
const GITIGNORE: &str = "# The published site, which `waypost build` makes.\n/public/\n";

/// The files of a new site in the order of writing: `site.toml` comes last, so that a site that is
/// half written is none.
pub fn site_files(variant: Variant, title: Option<&str>, base_url: Option<&str>) -> Vec<SiteFile> {
    let shipped = match variant {
        Variant::Minimal => MINIMAL,
        Variant::Small => SMALL,
        Variant::Starter => STARTER,
    };
    let mut files: Vec<SiteFile> = shipped
        .iter()
        .map(|(path, bytes)| SiteFile {
            path: Cow::Borrowed(path),
            bytes: Cow::Borrowed(*bytes),
        })
        .collect();
    finish(&mut files);
    for file in &mut files {
        let changed = match &*file.path {
            "site.toml" => [("title", title), ("base_url", base_url)].into_iter().fold(
                words(&file.bytes),
                |text, (key, value)| match value {
                    Some(value) => with_key(&text, key, value),
                    None => text,
                },
            ),
            "content/index.md" if variant != Variant::Starter => match title {
                Some(title) => with_heading(&words(&file.bytes), title),
                None => continue,
            },
            _ => continue,
        };
        file.bytes = changed.into_bytes().into();
    }
    files
}

/// The files of a site that was made of something else, by their paths, in the order of writing.
pub fn made_files(made: BTreeMap<String, String>) -> Vec<SiteFile> {
    let mut files: Vec<SiteFile> = made
        .into_iter()
        .map(|(path, text)| SiteFile {
            path: path.into(),
            bytes: text.into_bytes().into(),
        })
        .collect();
    finish(&mut files);
    files
}

/// Adds what every site has, and puts the files into the order of writing.
fn finish(files: &mut Vec<SiteFile>) {
    files.push(SiteFile {
        path: ".gitignore".into(),
        bytes: GITIGNORE.as_bytes().into(),
    });
    files.sort_by(|one, other| {
        let key = |file: &SiteFile| (file.path == "site.toml", file.path.clone());
        key(one).cmp(&key(other))
    });
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The settings with another value for a key of the first level that they have.
fn with_key(text: &str, key: &str, value: &str) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut is_done = false;
    for line in text.split_inclusive('\n') {
        let has_key = line
            .strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with('='));
        if has_key && !is_done {
            is_done = true;
            changed.push_str(&format!("{key} = {}\n", text_value(value)));
        } else {
            changed.push_str(line);
        }
    }
    changed
}

/// The page with another first heading. The words are a title in the settings, and may hold marks of
/// Markdown.
fn with_heading(text: &str, title: &str) -> String {
    let mut heading = String::from("# ");
    for c in title.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '\'' | '-' | '&' | '(' | ')') {
            heading.push('\\');
        }
        heading.push(c);
    }
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("# ") => format!("{heading}\n{rest}"),
        _ => text.to_owned(),
    }
}
