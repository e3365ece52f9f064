//! What lies over upstream beside the content: settings, words, and whole files such as templates,
//! styles and pictures.

use super::bases::is_based;
use super::lock::Lock;
use super::merge::{has_markers, is_in_conflict};
use super::standing::{Base, Standing, State, is_own};
use crate::data::{Syntax, Table, Value, parse_toml};
use crate::document::{Deed, Override, Part, in_language};
use crate::layers::{Found, Layers, Role};
use crate::overlay::{Piece, field_at, field_named, fields, inherited, value_text};
use crate::site::{Documents, with_theme};
use crate::source::{Source, SourceId, Sources, Span};
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_128;

/// Larger files are told apart by what their bytes come to, and not merged.
const LARGEST_MERGED: u64 = 1024 * 1024;

/// The largest file that is looked at.
const LARGEST: u64 = 64 * 1024 * 1024;

/// How what is said of a file begins that is no text, or too long.
const BINARY: &str = "(no text) ";

/// Folders whose files lie over each other by their paths.
const FOLDERS: [&str; 3] = ["content/", "static/", "templates/"];

/// Settings, words and files of a fork, and those of upstream beneath them.
#[derive(Debug, Default)]
pub(super) struct Others {
    tables: Vec<Keys>,
    files: Vec<Whole>,
    /// What of upstream nothing here lies over: by file and key, what it says.
    pub flowing: BTreeMap<(String, String), String>,
}

/// A file of keys.
#[derive(Debug)]
struct Keys {
    path: String,
    title: &'static str,
    own: Table,
    below: Table,
}

/// A whole file of the fork.
#[derive(Debug)]
struct Whole {
    path: String,
    ours: Piece,
    theirs: Option<String>,
    below: Option<Piece>,
}

impl Others {
    /// Finds them; texts are taken into the sources of both sides.
    pub fn load(fork: &mut Documents, below: &mut Documents) -> Others {
        let mut others = Others::default();
        others.settings(fork, below);
        let layers = with_theme(&fork.layers, &fork.settings);
        others.words(&layers, fork, below);
        others.files(&layers, fork, below);
        others
    }

    fn settings(&mut self, fork: &Documents, below: &Documents) {
        let own = fork.sources.iter();
        let own = own
            .filter(|(_, source)| source.layer.is_empty())
            .find(|(_, source)| *source.path == *"site.toml");
        let Some((id, source)) = own else { return };
        let own = crate::settings::Settings::table(id, &source.text, &mut Vec::new());
        let below = inherited(&below.settings_table());
        self.flows("site.toml", &own, &below);
        self.tables.push(Keys {
            path: "site.toml".to_owned(),
            title: "Settings",
            own,
            below,
        });
    }

    fn words(&mut self, layers: &Layers, fork: &mut Documents, below: &mut Documents) {
        for Pair { path, own, theirs } in paired(layers, fork, "words/") {
            let read = |found: &Found, sources: &mut Sources| {
                let (source, _) = layers.text(found, sources.next_id());
                let id = sources.add(source);
                parse_toml(id, &sources.get(id).text, 0, &mut Vec::new())
            };
            let mut below_table = Table::default();
            for found in theirs.iter().rev() {
                let above = read(found, &mut below.sources);
                below_table = fields(&above, &below_table, &mut Vec::new(), &mut Vec::new());
            }
            let mut all = Table::default();
            for found in own.iter().rev() {
                let (mut source, _) = layers.text(found, fork.sources.next_id());
                // A theme of the site's own is as much its own.
                source.path = layers.file(found).as_ref().into();
                source.layer = "".into();
                let id = fork.sources.add(source);
                let own = parse_toml(id, &fork.sources.get(id).text, 0, &mut Vec::new());
                all = fields(&own, &all, &mut Vec::new(), &mut Vec::new());
                self.tables.push(Keys {
                    path: layers.file(found).into_owned(),
                    title: "Words",
                    own,
                    below: below_table.clone(),
                });
            }
            self.flows(&path, &all, &below_table);
        }
    }

    fn files(&mut self, layers: &Layers, fork: &mut Documents, below: &mut Documents) {
        for folder in FOLDERS {
            for Pair { path, own, theirs } in paired(layers, fork, folder) {
                // Things lie over each other by their ids.
                let is_thing = path.ends_with(".md")
                    || fork.sources.iter().any(|(_, source)| *source.path == *path);
                // What translates one and flows in is told as a file: sites are compared in the
                // language that they are written in.
                let codes = below.settings.editions.iter();
                let language = in_language(&path, codes.map(|it| &*it.code)).1;
                let flows_in = language.is_some() && own.is_empty();
                if folder == "content/" && is_thing && !flows_in {
                    continue;
                }
                let text = |found: &Found| said(layers, found);
                let said_below = theirs.first().map(text);
                let Some(own) = own.into_iter().next() else {
                    if let Some(said) = said_below {
                        self.flowing.insert((path, Part::File.name()), said);
                    }
                    continue;
                };
                let ours = text(&own);
                let file = layers.file(&own).into_owned();
                let ours = piece(&mut fork.sources, &file, ours);
                let below = said_below
                    .clone()
                    .map(|said| piece(&mut below.sources, &path, said));
                self.files.push(Whole {
                    path: file,
                    ours,
                    theirs: said_below,
                    below,
                });
            }
        }
    }

    fn flows(&mut self, path: &str, own: &Table, below: &Table) {
        let mut all = Vec::new();
        flat(below, "", &mut all);
        for (name, said) in all {
            if field_named(own, &name).is_none() {
                self.flowing.insert((path.to_owned(), name), said);
            }
        }
    }

    /// What lies over upstream of them, and how. What is new here is nobody's business, unless it
    /// was an override once.
    pub fn standings(&self, fork: &Documents, lock: &Lock) -> Vec<Standing> {
        let sources = &fork.sources;
        let mut all = Vec::new();
        for keys in &self.tables {
            let mut overrides: Vec<Override> = Vec::new();
            fields(&keys.own, &keys.below, &mut overrides, &mut Vec::new());
            for it in overrides {
                if !is_own(it.over, sources) || !is_based(&keys.own, &it) {
                    continue;
                }
                let Part::Field(name) = &it.part else {
                    continue;
                };
                let below = field_named(&keys.below, name);
                let key = (keys.path.clone(), name.to_string());
                if below.is_none() && !lock.bases.contains_key(&key) {
                    continue;
                }
                let ours = match it.deed {
                    Deed::Drops => None,
                    _ => field_at(&keys.own, it.over),
                };
                let standing = Standing {
                    key,
                    title: keys.title.to_owned(),
                    ours,
                    theirs: below.as_ref().map(|piece| piece.text.clone()),
                    below,
                    file: keys.path.clone(),
                    ..new(it.part.clone(), it.deed, it.over)
                };
                all.push(held(standing, lock, sources));
            }
        }
        for file in &self.files {
            let key = (file.path.clone(), Part::File.name());
            if file.theirs.is_none() && !lock.bases.contains_key(&key) {
                continue;
            }
            let standing = Standing {
                key,
                title: file.path.rsplit('/').next().unwrap_or_default().to_owned(),
                ours: Some(file.ours.clone()),
                theirs: file.theirs.clone(),
                below: file.below.clone(),
                file: file.path.clone(),
                syntax: Syntax::Toml,
                ..new(Part::File, Deed::Replaces, Span::start_of(file.ours.source))
            };
            all.push(held(standing, lock, sources));
        }
        all
    }
}

/// One that nobody has looked at yet.
fn new(part: Part, deed: Deed, over: Span) -> Standing {
    Standing {
        key: Default::default(),
        part,
        deed,
        title: String::new(),
        over,
        base: Base::Unknown,
        ours: None,
        theirs: None,
        below: None,
        syntax_below: Syntax::Toml,
        successor: None,
        state: State::Stands,
        file: String::new(),
        syntax: Syntax::Toml,
    }
}

/// The same with what it was based on, and how it stands over that.
fn held(mut it: Standing, lock: &Lock, sources: &Sources) -> Standing {
    it.base = match lock.bases.get(&it.key) {
        None => Base::Unknown,
        Some(None) => Base::Nothing,
        Some(Some(text)) => Base::Text(text.clone()),
    };
    let said = it.ours.as_ref().map(|piece| piece.text.as_str());
    let text = &sources.get(it.over.source).text;
    let is_open = is_in_conflict(text, it.over.start as usize);
    it.state = if is_open || said.is_some_and(has_markers) {
        State::Conflict
    } else if said.is_some() && said == it.theirs.as_deref() {
        State::Same
    } else {
        match (&it.base, &it.theirs) {
            (Base::Unknown, _) => State::Unrecorded,
            (Base::Nothing, None) => State::Stands,
            (Base::Text(base), Some(theirs)) if base == theirs => State::Stands,
            (Base::Text(_), None) => State::Removed,
            _ => State::Changed,
        }
    };
    it
}

/// Whether what is said of a file is only what its bytes come to.
pub(super) fn is_binary(said: &str) -> bool {
    said.starts_with(BINARY)
}

/// Files of one path: this site's own, before those of its theme, and those of upstream, the nearest
/// layer first.
struct Pair {
    path: String,
    own: Vec<Found>,
    theirs: Vec<Found>,
}

/// All files below a folder, by path.
fn paired(layers: &Layers, fork: &Documents, folder: &str) -> Vec<Pair> {
    let theme = fork.settings.theme.folder.as_ref();
    let listing = layers.list(folder, &mut Sources::default(), &mut Vec::new());
    let mut paths: BTreeMap<String, Pair> = BTreeMap::new();
    for found in listing.files {
        let path = found.path.to_string();
        let pair = paths.entry(path.clone()).or_insert_with(|| Pair {
            path,
            own: Vec::new(),
            theirs: Vec::new(),
        });
        let layer = layers.layer(found.layer);
        match layer.role {
            Role::Site => pair.own.insert(0, found),
            Role::Theme if theme.is_some_and(|own| own.value == layer.name) => {
                pair.own.push(found);
            }
            Role::Upstream { .. } | Role::Theme => pair.theirs.push(found),
            Role::Shipped => {}
        }
    }
    paths.into_values().collect()
}

/// The bytes of the file of upstream at this path.
pub(super) fn below(fork: &Documents, path: &str) -> std::io::Result<Vec<u8>> {
    let found = paired(&fork.layers, fork, path).into_iter().next();
    match found.and_then(|pair| pair.theirs.into_iter().next()) {
        Some(found) => fork.layers.copy(&found, LARGEST),
        None => Err(std::io::ErrorKind::NotFound.into()),
    }
}

/// What a file says: its text, or what its bytes come to.
fn said(layers: &Layers, found: &Found) -> String {
    let bytes = layers.copy(found, LARGEST).unwrap_or_default();
    let is_short = bytes.len() as u64 <= LARGEST_MERGED;
    match std::str::from_utf8(&bytes) {
        Ok(text) if is_short && !text.contains('\0') => text.replace("\r\n", "\n"),
        _ => format!("{BINARY}{} bytes, {:032x}", bytes.len(), xxh3_128(&bytes)),
    }
}

fn piece(sources: &mut Sources, path: &str, said: String) -> Piece {
    let text = if is_binary(&said) { "" } else { &said };
    let range = 0..text.len();
    let source: SourceId = sources.add(Source {
        path: path.into(),
        layer: "".into(),
        text: text.into(),
    });
    Piece {
        text: said,
        source,
        value: range.clone(),
        range,
    }
}

fn flat(table: &Table, under: &str, found: &mut Vec<(String, String)>) {
    for entry in table.entries() {
        let name = format!("{under}{}", entry.key.value);
        match &entry.value.value {
            Value::Table(inner) => flat(inner, &format!("{name}."), found),
            value => found.push((name, value_text(value))),
        }
    }
}
