//! `site.toml` over that of the upstream: key by key, without what speaks of upstream itself.

use super::fields::fields;
use crate::data::{Table, Value};
use crate::diagnostic::{Code, Diagnostic};

/// Keys of `site.toml` that are about one site alone: where it is published and edited, whose it is,
/// and what lies beneath it.
const OWN: &[&str] = &[
    "attribution",
    "based_on",
    "base_url",
    "brand",
    "edit",
    "editor",
    "hide",
    "internal.no_secret",
    "licence",
    "upstream",
];

/// The settings of a site over those of its upstream. What would make this site less safe doesn't
/// count below: HTML in Markdown, and findings about safety that are turned off.
pub fn settings(above: &Table, below: &Table, out: &mut Vec<Diagnostic>) -> Table {
    fields(above, &inherited(below), &mut Vec::new(), out)
}

/// What of the settings of a site counts for one that lies over it.
pub fn inherited(below: &Table) -> Table {
    kept(below, &|path| !OWN.contains(&path) && !is_weaker(path))
}

/// Whether a key of an upstream, with the groups that it stands in, makes a site less safe, or names
/// a folder of the upstream.
fn is_weaker(path: &str) -> bool {
    const SAFETY: &[Code] = &[
        Code::RawHtml,
        Code::UnsafeLink,
        Code::OutsideLink,
        Code::UnsafePath,
        Code::BidiOverride,
        Code::ControlCharacter,
        Code::UntrustedUpstream,
        Code::UpstreamBrand,
        Code::NoLicence,
        Code::InternalShown,
    ];
    matches!(path, "markdown.html" | "theme.folder")
        || path
            .strip_prefix("check.")
            .is_some_and(|code| SAFETY.iter().any(|safety| safety.name() == code))
}

fn kept(table: &Table, is_kept: &dyn Fn(&str) -> bool) -> Table {
    fn go(table: &Table, path: &str, is_kept: &dyn Fn(&str) -> bool) -> Table {
        let mut kept = Table::new(table.syntax());
        for entry in table.entries() {
            let name = format!("{path}{}", entry.key.value);
            if !is_kept(&name) {
                continue;
            }
            let mut entry = entry.clone();
            if let Value::Table(inner) = &entry.value.value {
                entry.value.value = Value::Table(go(inner, &format!("{name}."), is_kept));
            }
            kept.take(entry, table.syntax());
        }
        kept
    }
    go(table, "", is_kept)
}
