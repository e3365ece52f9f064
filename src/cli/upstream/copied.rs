//! `waypost upstream override` of what is no content: a key of the settings or of the words, a
//! template, a style, a picture.

use super::Fork;
use super::args::Override;
use crate::detach::with_key;
use crate::diagnostic::nearest;
use crate::document::Part;
use crate::drift::{Key, Lock};
use crate::start::Refusal;
use std::path::Path;

/// What is written.
pub(super) struct Copied {
    pub path: String,
    /// Nothing where it is overridden already and only recorded.
    pub bytes: Option<Vec<u8>>,
    pub lock: Lock,
}

/// Copies a key or a whole file; `None` where the name is that of a thing.
pub(super) fn copied(root: &Path, fork: &Fork, it: &Override) -> Result<Option<Copied>, Refusal> {
    let path = it.id.trim_start_matches("./");
    let is_keys = path == "site.toml" || path.starts_with("words/");
    let is_file = ["static/", "templates/", "content/"]
        .iter()
        .any(|folder| path.starts_with(folder));
    if !is_keys && !is_file {
        return Ok(None);
    }
    let part = match (&it.part, is_keys) {
        (Some(key), true) => key.clone(),
        (None, false) => Part::File.name(),
        (Some(_), false) => {
            return Err(Refusal::new(
                format!("`{path}` is overridden as a whole, or not at all"),
                "leave the second name out",
            ));
        }
        (None, true) => {
            return Err(Refusal::new(
                format!("`{path}` is overridden key by key"),
                "name the key as well, like `theme.accent`",
            ));
        }
    };
    let key: Key = (path.to_owned(), part);
    let mut lock = fork.lock.clone();
    let standings = fork.sides.standings(&fork.lock);
    if let Some(known) = standings.iter().find(|it| it.key == key) {
        lock.bases
            .entry(key)
            .or_insert_with(|| known.theirs.clone());
        return Ok(Some(Copied {
            path: path.to_owned(),
            bytes: None,
            lock,
        }));
    }
    let flowing = fork.sides.flowing();
    let Some(said) = flowing.get(&key) else {
        return Err(nothing(&key, is_keys, flowing.keys()));
    };
    let bytes = match is_keys {
        true => {
            let text = match std::fs::read_to_string(root.join(path)) {
                Ok(text) => text,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
                Err(error) => return Err(Refusal::disk(&root.join(path), &error)),
            };
            let keys: Vec<&str> = key.1.split('.').collect();
            let with = with_key(&text.replace("\r\n", "\n"), &keys, said);
            let with = with.ok_or_else(|| {
                Refusal::new(
                    format!("`{}` can't be put into `{path}` as it is written", key.1),
                    format!("write it there by hand: upstream has {said}"),
                )
            })?;
            with.into_bytes()
        }
        false => fork
            .sides
            .file_below(path)
            .map_err(|error| Refusal::disk(&root.join(path), &error))?,
    };
    lock.bases.insert(key, Some(said.clone()));
    Ok(Some(Copied {
        path: path.to_owned(),
        bytes: Some(bytes),
        lock,
    }))
}

fn nothing<'k>(key: &Key, is_keys: bool, known: impl Iterator<Item = &'k Key>) -> Refusal {
    let (path, part) = key;
    let (wanted, what): (&str, String) = match is_keys {
        true => (part, format!("upstream doesn't set `{part}` in `{path}`")),
        false => (
            path,
            format!("upstream has no file `{path}` that is used here"),
        ),
    };
    let names = known
        .filter(|known| (known.0 == *path) == is_keys)
        .map(|known| {
            if is_keys {
                known.1.as_str()
            } else {
                known.0.as_str()
            }
        });
    Refusal::new(
        what,
        match nearest(wanted, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write it by hand where nothing lies below".to_owned(),
        },
    )
}
