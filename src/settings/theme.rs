//! `[theme]` of `site.toml`.

use super::ThemeSettings;
use crate::data::{Reader, UnknownKeys, Vars};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::decode;
use crate::source::Spanned;

/// Reads `[theme]`.
pub(super) fn theme(
    reader: &mut Reader<'_>,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> ThemeSettings {
    let Some(table) = reader.group("theme") else {
        return ThemeSettings::default();
    };
    let mut found = Vec::new();
    let mut outside = Vec::new();
    let mut inner = Reader::new(table.value, table.span, vars, faults)
        .under("theme")
        .recording(reader.record());
    let mut colour = |key: &str, reader: &mut Reader<'_>| {
        let text = reader.text(key)?;
        if is_colour(&text.value) {
            return Some(text.value);
        }
        found.push(
            Diagnostic::new(Code::BadValue, format!("`{}` is no colour", text.value))
                .at(text.span)
                .help("write it like `#0b6e4f`"),
        );
        None
    };
    let accent = colour("accent", &mut inner);
    let accent_dark = colour("accent_dark", &mut inner);
    let density = inner.text("density");
    let settings = ThemeSettings {
        folder: inner.text("folder"),
        accent,
        accent_dark,
        logo: inner.text("logo").and_then(|text| logo(text, &mut outside)),
        font: inner.text("font").map(|text| text.value),
        heading_font: inner.text("heading_font").map(|text| text.value),
        density: density.as_ref().map(|text| text.value.clone()),
    };
    inner.finish("`[theme]`", &[], UnknownKeys::Error);
    faults.append(&mut found);
    faults.append(&mut outside);
    if let Some(density) = density
        && !matches!(density.value.as_str(), "compact" | "normal" | "roomy")
    {
        faults.push(
            Diagnostic::new(Code::BadValue, format!("`{}` is no density", density.value))
                .at(density.span)
                .help("write `compact`, `normal` or `roomy`"),
        );
    }
    settings
}

/// Hexadecimal only: what is set here stands in a stylesheet.
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| {
        matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// A logo is a file of the site: a page asks no other host for anything, and nothing outside of
/// the site is published.
fn logo(text: Spanned<String>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let path = text.value.strip_prefix('/').unwrap_or(&text.value);
    let decoded = decode(path);
    let leaves = path.is_empty()
        || path.starts_with('/')
        || decoded.contains([':', '\\', '\0'])
        || decoded.split('/').any(|part| part == "..");
    if leaves {
        faults.push(
            Diagnostic::new(
                Code::UnsafePath,
                format!("the logo `{}` is no file of the site", text.value),
            )
            .at(text.span)
            .help("put the file into `static/` and write its path from there, like `logo.svg`"),
        );
        return None;
    }
    Some(text.value)
}
