//! `[retired]` of `site.toml`: things that are gone, and what texts that still speak of them say.

use crate::data::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Kind, slug};
use crate::source::Span;

/// A thing that the site has no more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// What it was.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What it was called: texts that speak of it say so, without a link.
    pub title: String,
    /// Whether it was internal, so that a public build doesn't name it.
    pub internal: bool,
    /// Where this is said.
    pub span: Span,
}

/// Reads `[retired]` or, of what was `internal`, `[internal.retired]`:
/// `"pitfall:ivory-tower" = "Ivory tower"`.
pub(super) fn retired(
    reader: &mut Reader<'_>,
    internal: bool,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Retired> {
    let mut found = Vec::new();
    for (name, title) in reader.texts_table("retired") {
        let parts = name.value.split_once(':');
        let known = parts.and_then(|(kind, id)| Some((Kind::named(kind.trim())?, id.trim())));
        match known.filter(|(_, id)| !id.is_empty()) {
            Some((kind, id)) => found.push(Retired {
                kind,
                id: id.split('/').map(slug).collect::<Vec<_>>().join("/"),
                title: title.value,
                internal,
                span: title.span,
            }),
            None => faults.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("`{}` doesn't say what is gone", name.value),
                )
                .at(name.span)
                .help("write its kind and its id, like `\"pitfall:ivory-tower\"`"),
            ),
        }
    }
    found
}
