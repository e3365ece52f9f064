//! A part of upstream copied into a file of the site, to be edited there.

use super::lock::{Key, Lock};
use super::passage::texts;
use super::sides::Sides;
use super::standing::{State, is_own};
use crate::document::{Document, Part};
use crate::layers::Layers;
use crate::markdown::{Dialect, outline};
use crate::overlay::{pieces, section_of, value_text};
use crate::source::Sources;
use std::collections::BTreeMap;
use std::path::Path;

/// What is to be overridden.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The thing as upstream has it.
    pub thing: &'a Document,
    /// Which part of it; all of it where none is named.
    pub part: Option<&'a Part>,
}

/// What is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The file, from the site's own folder.
    pub path: String,
    /// Its bytes; nothing where the override stands there already and is only recorded.
    pub bytes: Option<Vec<u8>>,
    /// What each override is based on afterwards.
    pub lock: Lock,
}

/// Why nothing is written: what is, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten {
    /// What is.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Unwritten {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Unwritten {
        Unwritten {
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The file that has the override, and the lock with what it is based on. Nothing is written on
/// trust: the site is read with the file in place, and the part must read as upstream's does.
///
/// # Errors
/// Why it can't be written so.
pub fn written(
    root: &Path,
    sides: &Sides,
    lock: &Lock,
    wanted: Wanted<'_>,
) -> Result<Override, Unwritten> {
    let thing = wanted.thing;
    let own = own_of(sides, thing);
    let standings = sides.standings(lock);
    let name = match own {
        Some(own) => format!("{}:{}", own.kind.name(), own.id),
        None => format!("{}:{}", thing.kind.name(), thing.id),
    };
    let is_meant =
        |key: &Key, part: &Part| key.0 == name && wanted.part.is_none_or(|wanted| wanted == part);
    let there: Vec<_> = standings
        .iter()
        .filter(|it| is_meant(&it.key, &it.part))
        .collect();
    if let Some(first) = there.first() {
        let mut lock = lock.clone();
        for it in &there {
            lock.bases
                .entry(it.key.clone())
                .or_insert_with(|| it.theirs.clone());
        }
        return Ok(Override {
            path: first.file.clone(),
            bytes: None,
            lock,
        });
    }
    let (path, text) = match own {
        Some(own) if own.is_row => {
            let source = sides.fork.sources.get(own.span.source);
            return Err(Unwritten::new(
                format!("`{name}` is a row of `{}` here", source.path),
                "write what is to be otherwise into that row",
            ));
        }
        Some(own) => {
            let source = sides.fork.sources.get(own.span.source);
            (source.path.to_string(), added(sides, wanted, own)?)
        }
        None => {
            let path = match thing.is_row {
                true => format!("content/{}/{}.md", thing.kind.folder(), thing.id),
                false => sides.below.sources.get(thing.span.source).path.to_string(),
            };
            if root.join(&path).symlink_metadata().is_ok() {
                return Err(Unwritten::new(
                    format!("`{path}` is there already, and no override"),
                    "move it away, or write the override by hand",
                ));
            }
            (path, fresh(sides, wanted)?)
        }
    };
    let bytes = text.into_bytes();
    let files = BTreeMap::from([(path.clone(), bytes.clone())]);
    let next = Sides::load(Layers::of_folder(root).instead(files));
    let by_hand = || {
        Unwritten::new(
            "this part can't be copied by itself".to_owned(),
            format!("write it into `{path}` by hand; `docs/forking.md` says how"),
        )
    };
    let next = next.ok_or_else(by_hand)?;
    let mut lock = lock.clone();
    let mut count = 0;
    for it in next.standings(&lock) {
        let is_known = standings.iter().any(|known| known.key == it.key);
        if is_known {
            continue;
        }
        if !is_meant(&it.key, &it.part) || !(it.state == State::Same || it.ours.is_some()) {
            return Err(by_hand());
        }
        count += 1;
        lock.bases.insert(it.key, it.theirs);
    }
    let anchors = next.anchors().into_iter();
    for (key, said) in anchors.filter(|(key, _)| key.0 == name) {
        lock.bases.entry(key).or_insert(said);
    }
    let is_worse = next.faults().len() > sides.faults().len();
    match count == 0 || is_worse {
        true => Err(by_hand()),
        false => Ok(Override {
            path,
            bytes: Some(bytes),
            lock,
        }),
    }
}

/// The site's own document over a thing of upstream, as it was written.
fn own_of<'s>(sides: &'s Sides, thing: &Document) -> Option<&'s Document> {
    let sources = &sides.fork.sources;
    let mut all = sides.fork.documents.iter();
    let laid = all.find(|it| it.kind == thing.kind && it.id == thing.id)?;
    let overlay = laid.overlay.as_ref()?;
    let own = overlay
        .documents
        .iter()
        .find(|it| is_own(it.span, sources))?;
    Some(own)
}

/// A new file with nothing but the part.
fn fresh(sides: &Sides, wanted: Wanted<'_>) -> Result<String, Unwritten> {
    let thing = wanted.thing;
    let sources = &sides.below.sources;
    let Some(part) = wanted.part else {
        if thing.is_row {
            let entries = thing
                .table
                .entries()
                .iter()
                .filter(|it| it.key.value != "id");
            let lines: Vec<String> = entries
                .map(|it| format!("{} = {}\n", it.key.value, value_text(&it.value.value)))
                .collect();
            return Ok(format!("+++\n{}+++\n", lines.concat()));
        }
        return match thing.overlay {
            None => Ok(sources.get(thing.span.source).text.to_string()),
            Some(_) => Err(Unwritten::new(
                "upstream has it from several layers",
                "name the section or the key that is to be otherwise",
            )),
        };
    };
    match part {
        Part::Field(name) => Ok(format!("+++\n{}+++\n", field(sides, thing, name)?)),
        _ => Ok(format!(
            "+++\n+++\n\n{}\n",
            passage(sides, thing, part, false)?
        )),
    }
}

/// The site's own file with the part in it as well.
fn added(sides: &Sides, wanted: Wanted<'_>, own: &Document) -> Result<String, Unwritten> {
    let Some(part) = wanted.part else {
        return Err(Unwritten::new(
            "it has an override here already",
            "name the section or the key that is to be otherwise as well",
        ));
    };
    let text = &*sides.fork.sources.get(own.span.source).text;
    let body = own.body.start as usize;
    let with = |at: usize, more: &str| format!("{}{more}{}", &text[..at], &text[at..]);
    match part {
        Part::Field(name) => {
            let line = field(sides, wanted.thing, name)?;
            match text.starts_with("+++\n") {
                true => Ok(with("+++\n".len(), &line)),
                // TOML's strings, lists and numbers mean the same there.
                false if text.starts_with("---\n") => {
                    Ok(with("---\n".len(), &line.replacen(" = ", ": ", 1)))
                }
                false if body == 0 => Ok(format!("+++\n{line}+++\n\n{text}")),
                false => Err(Unwritten::new(
                    "the front matter of its file can't be told from its text",
                    "write the key there by hand",
                )),
            }
        }
        Part::Opening => {
            let opening = passage(sides, wanted.thing, part, false)?;
            let behind = if text[body..].starts_with('\n') {
                ""
            } else {
                "\n"
            };
            Ok(with(body, &format!("\n{opening}\n{behind}")))
        }
        Part::File => Err(Unwritten::new(
            "a thing has no part of this name",
            "name one that it has",
        )),
        Part::Section(_) | Part::Statement(_) => {
            let passage = passage(sides, wanted.thing, part, true)?;
            let heading = passage.lines().next().unwrap_or_default();
            let has_it = text.lines().any(|line| {
                let plain =
                    |line: &str| line.split('{').next().unwrap_or_default().trim().to_owned();
                line.starts_with('#') && plain(line) == plain(heading)
            });
            if has_it && matches!(part, Part::Statement(_)) {
                return Err(Unwritten::new(
                    format!("the section `{heading}` is overridden here already"),
                    "write the statement there",
                ));
            }
            Ok(format!("{}\n\n{passage}\n", text.trim_end()))
        }
    }
}

/// The line that sets a field.
fn field(sides: &Sides, thing: &Document, name: &str) -> Result<String, Unwritten> {
    let found = pieces(thing, &Part::Field(name.into()), &sides.below.sources);
    match found.first() {
        Some(piece) => Ok(format!("{name} = {}\n", piece.text)),
        None => Err(Unwritten::new(
            format!("upstream doesn't set `{name}`"),
            "write it into the file of your own",
        )),
    }
}

/// The Markdown of an opening, a section or a statement as an override has it. `is_added` tells that
/// other sections stand before it.
fn passage(
    sides: &Sides,
    thing: &Document,
    part: &Part,
    is_added: bool,
) -> Result<String, Unwritten> {
    let sources = &sides.below.sources;
    let mut found = pieces(thing, part, sources);
    if found.len() != 1 {
        return Err(match found.len() {
            0 => Unwritten::new("upstream has no such part", "name one that it has"),
            _ => Unwritten::new(
                "upstream has several parts of this name",
                "write the heading above the one that is meant over it, by hand",
            ),
        });
    }
    let text = found.swap_remove(0).text;
    let Part::Statement(id) = part else {
        let rank = text.bytes().take_while(|byte| *byte == b'#').count();
        return match is_added && rank > 2 {
            true => Err(Unwritten::new(
                "the section stands beneath another one",
                "write both headings by hand, `{replace}` behind the lower one",
            )),
            false => Ok(text),
        };
    };
    let statement = pinned(&text, id);
    Ok(match section_of(thing, id, sources) {
        Some(heading) => format!("{heading} {{append}}\n\n{statement}"),
        None => statement,
    })
}

/// A statement with its id behind its words.
pub(super) fn pinned(text: &str, id: &str) -> String {
    let has_pin = texts(text).first().is_some_and(|it| it.pin.is_some());
    let source = Sources::default().next_id();
    let outline = outline(source, text, 0, Dialect::default(), &mut Vec::new());
    let item = outline.items(0..outline.blocks.len()).next();
    match item {
        Some(item) if !has_pin => {
            let end = text[..item.text.end as usize].trim_end().len();
            format!("{} {{#{id}}}{}", &text[..end], &text[end..])
        }
        _ => text.to_owned(),
    }
}
