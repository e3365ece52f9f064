//! Where a site's snapshot comes from and what its settings say of that; the lock on the disk.

use super::lock::{LOCK, Lock};
use crate::data::{Table, Value, parse_toml, text_value};
use crate::source::Sources;
use crate::start::Refusal;
use std::io;
use std::path::Path;

/// Reads the lock of a site; one that isn't there is empty.
///
/// # Errors
/// What is wrong with it, or what the disk says.
pub fn read_lock(root: &Path) -> Result<Lock, Refusal> {
    let path = root.join(LOCK);
    // A pipe would never end, and what lies elsewhere is nobody's here.
    if path.symlink_metadata().is_ok_and(|it| !it.is_file()) {
        return Err(Refusal::new(
            format!("`{LOCK}` is no plain file"),
            "bring it back from version control",
        ));
    }
    match std::fs::read_to_string(&path) {
        Ok(text) => Lock::read(&text).map_err(|fault| Refusal::new(fault.message, fault.help)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lock::default()),
        Err(error) => Err(Refusal {
            message: format!("`{}` can't be read: {error}", path.display()),
            help: None,
            is_machine: true,
        }),
    }
}

/// The settings of a site with another source and revision of its upstream; nothing where they say
/// that already.
///
/// # Errors
/// They are written in a way in which nothing can be put in its place.
pub fn new_settings(
    text: &str,
    source: Option<&str>,
    revision: Option<&str>,
) -> Result<Option<String>, Refusal> {
    let mut changed = text.to_owned();
    if let Some(source) = source {
        changed = set(&changed, "source", Some(source))?;
    }
    changed = set(&changed, "revision", revision)?;
    Ok((changed != text).then_some(changed))
}

fn set(text: &str, key: &str, to: Option<&str>) -> Result<String, Refusal> {
    let read = |text: &str| -> Option<(Table, bool)> {
        let mut out = Vec::new();
        let table = parse_toml(Sources::default().next_id(), text, 0, &mut out);
        match &table.get("upstream")?.value {
            Value::Table(inner) => Some((inner.clone(), out.is_empty())),
            _ => None,
        }
    };
    let by_hand = || {
        let line = match to {
            Some(to) => format!("write `{key} = {}` into `[upstream]`", text_value(to)),
            None => format!("take `{key}` out of `[upstream]`"),
        };
        Refusal::new(
            format!("`{key}` can't be put into `site.toml` as it is written"),
            format!("{line}, and try again"),
        )
    };
    let said = |table: &Table| match table.get(key).map(|value| &value.value) {
        Some(Value::String(text)) => Some(text.clone()),
        _ => None,
    };
    let (table, true) = read(text).ok_or_else(by_hand)? else {
        return Err(by_hand());
    };
    if said(&table).as_deref() == to {
        return Ok(text.to_owned());
    }
    let line = to.map(|to| format!("{key} = {}\n", text_value(to)));
    // The line of the key, or the one behind the first key of the group.
    let (start, end) = match (table.entry(key), table.entries().first()) {
        (Some(entry), _) => lines_of(text, entry.key.span.start as usize),
        (None, Some(first)) => {
            let (_, end) = lines_of(text, first.key.span.start as usize);
            (end, end)
        }
        (None, None) => return Err(by_hand()),
    };
    let mut changed = String::with_capacity(text.len() + 64);
    changed.push_str(&text[..start]);
    if start > 0 && !changed.ends_with('\n') {
        changed.push('\n');
    }
    changed.push_str(line.as_deref().unwrap_or_default());
    changed.push_str(&text[end..]);
    match read(&changed) {
        Some((table, true)) if said(&table).as_deref() == to => Ok(changed),
        _ => Err(by_hand()),
    }
}

fn lines_of(text: &str, at: usize) -> (usize, usize) {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::new_settings;

    #[test]
    fn source_and_revision_are_put_in_and_nothing_else_is_touched() {
        let text = "title = \"A\"\n\n[upstream]\nfolder = \"upstream\"\nsource = '../old' # where\nrevision = \"1\"\n\n[vars]\na = \"b\"\n";
        let now = new_settings(text, Some("../new"), None);
        assert_eq!(
            now.expect("it goes").as_deref(),
            Some(
                "title = \"A\"\n\n[upstream]\nfolder = \"upstream\"\nsource = \"../new\"\n\n[vars]\na = \"b\"\n"
            )
        );
        let same = new_settings(text, Some("../old"), Some("1")).expect("it goes");
        assert_eq!(same, None);
        let added = new_settings("[upstream]\nfolder = \"u\"", None, Some("2")).expect("it goes");
        assert_eq!(
            added.as_deref(),
            Some("[upstream]\nfolder = \"u\"\nrevision = \"2\"\n")
        );
        assert!(new_settings("upstream = 3\n", None, Some("2")).is_err());
    }
}
