//! Keys of all kinds that say how a file is to be taken: what it silences, and what it lies over.

use super::fields::Fields;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

impl Fields<'_> {
    /// Keys that are taken out of a document when it is laid over another one: they say something
    /// of what lies below, and here nothing does.
    pub(super) fn lies_over_nothing(&mut self) {
        let replaces = self.reader.flag("replaces").map(|flag| flag.span);
        let unset = self.reader.texts("unset").into_iter().next();
        let unset = unset.map(|name| name.span);
        for (key, span) in [("replaces", replaces), ("unset", unset)] {
            if let Some(span) = span {
                let message = format!("nothing lies below that `{key}` could mean");
                self.faults.push(
                    Diagnostic::new(Code::UnknownOverride, message)
                        .at(span)
                        .help("leave it out"),
                );
            }
        }
    }

    /// Findings that are silenced in a file, each with the reason.
    pub(super) fn allow(&mut self) -> Vec<Spanned<Code>> {
        let mut allowed = Vec::new();
        for (name, reason) in self.reader.texts_table("allow") {
            let code = match Code::asked(&name, Code::UnknownAllow) {
                Ok(code) => code,
                Err(fault) => {
                    self.faults.push(*fault);
                    continue;
                }
            };
            if reason.value.trim().is_empty() {
                self.faults.push(
                    Diagnostic::new(
                        Code::UnknownAllow,
                        format!("`{}` is silenced without a reason", name.value),
                    )
                    .at(reason.span)
                    .help("say why, for those who read this after you"),
                );
            }
            allowed.push(Spanned::new(code, name.span));
        }
        allowed
    }
}
