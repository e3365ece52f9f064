//! `[internal]`: what a public build may not name beside what the content marks, and what it may.

use super::retired::{Retired, retired};
use crate::data::{Reader, UnknownKeys, Vars};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// `[internal]`.
#[derive(Debug, Default)]
pub struct InternalSettings {
    /// Names that a public build may not hold.
    pub words: Vec<Spanned<String>>,
    /// Hosts that it may not hold, with all beneath them.
    pub hosts: Vec<Spanned<String>>,
    /// Names of internal things that it may hold all the same, each with the reason.
    pub no_secret: Vec<(Spanned<String>, Spanned<String>)>,
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    vars: &Vars,
    gone: &mut Vec<Retired>,
    faults: &mut Vec<Diagnostic>,
) -> InternalSettings {
    let Some(table) = reader.group("internal") else {
        return InternalSettings::default();
    };
    let mut late = Vec::new();
    let mut inner = Reader::new(table.value, table.span, vars, faults)
        .under("internal")
        .recording(reader.record());
    let settings = InternalSettings {
        words: inner.texts("words"),
        hosts: inner.texts("hosts"),
        no_secret: inner.texts_table("no_secret"),
    };
    gone.extend(retired(&mut inner, true, &mut late));
    inner.finish("`[internal]`", &[], UnknownKeys::Error);
    faults.append(&mut late);
    for (word, reason) in &settings.no_secret {
        if reason.value.trim().is_empty() {
            faults.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("nothing says why `{}` may be known", word.value),
                )
                .at(reason.span)
                .help("write the reason, for those who come after you"),
            );
        }
    }
    settings
}
