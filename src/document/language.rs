//! The language that the name of a file gives: `staff.de.md` lies beside `staff.md`.

use std::borrow::Cow;

/// What translates what in the languages that a site declares, by their places in that list.
pub fn in_language<'p, 'c>(
    path: &'p str,
    codes: impl Iterator<Item = &'c str>,
) -> (Cow<'p, str>, Option<usize>) {
    let Some((stem, tag, ending)) = tagged(path) else {
        return (Cow::Borrowed(path), None);
    };
    let mut codes = codes;
    match codes.position(|code| code.eq_ignore_ascii_case(tag)) {
        Some(place) => (Cow::Owned(format!("{stem}.{ending}")), Some(place)),
        None => (Cow::Borrowed(path), None),
    }
}

/// The name of a file before what may be the tag of a language, that tag, and the ending.
pub fn tagged(path: &str) -> Option<(&str, &str, &str)> {
    let (name, ending) = path.rsplit_once('.')?;
    if !matches!(ending, "md" | "toml" | "csv") {
        return None;
    }
    let (stem, tag) = name.rsplit_once('.')?;
    let file = stem.rsplit('/').next().unwrap_or_default();
    (!file.is_empty() && !tag.contains('/')).then_some((stem, tag, ending))
}
