//! `[based_on.NAME]` of `site.toml`: sites that the texts of this one came from, once it stands
//! alone. Their licence may ask to be named for as long as the texts are used.

use super::Upstream;
use crate::data::{Reader, UnknownKeys, Value, Vars};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A site that texts came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasedOn {
    /// What it is called.
    pub name: String,
    /// Where it is published.
    pub url: Option<String>,
    /// The licence of its texts.
    pub licence: Option<String>,
    /// Whom to name.
    pub attribution: Option<String>,
    /// Where it is named.
    pub span: Span,
}

impl From<&Upstream> for BasedOn {
    fn from(upstream: &Upstream) -> BasedOn {
        BasedOn {
            name: upstream.name.clone(),
            url: upstream.url.clone(),
            licence: upstream.licence.clone(),
            attribution: upstream.attribution.clone(),
            span: upstream.span,
        }
    }
}

/// Reads `[based_on]`.
pub(super) fn based_on(
    reader: &mut Reader<'_>,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> Vec<BasedOn> {
    let mut found = Vec::new();
    for (key, value) in reader.table("based_on") {
        let Value::Table(table) = &value.value else {
            faults.push(
                Diagnostic::new(
                    Code::WrongType,
                    format!(
                        "`based_on.{}` holds {} where a group of keys belongs",
                        key.value,
                        value.value.kind()
                    ),
                )
                .at(key.span)
                .help(format!(
                    "write `[based_on.{}]` and `licence = \"…\"` beneath it",
                    key.value
                )),
            );
            continue;
        };
        let under = format!("based_on.{}", key.value);
        let mut unsafe_url = Vec::new();
        let mut inner = Reader::new(table, key.span, vars, faults)
            .under(&under)
            .recording(reader.record());
        let name = inner.text("name").map(|text| text.value);
        let url = inner.text("url");
        let licence = inner.text("licence").map(|text| text.value);
        let attribution = inner.text("attribution").map(|text| text.value);
        inner.finish("`[based_on]`", &[], UnknownKeys::Error);
        found.push(BasedOn {
            name: name.unwrap_or(key.value),
            url: url
                .and_then(|url| super::read::address(url, &mut unsafe_url))
                .map(|url| url.value),
            licence,
            attribution,
            span: key.span,
        });
        faults.append(&mut unsafe_url);
    }
    found
}
