//! What a template may cost. A page of the default theme needs a thousandth of any of these.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The longest template, in bytes.
pub(super) const LONGEST_TEMPLATE: usize = 256 * 1024;

/// The longest `{{ … }}` or `{% … %}`, in bytes. The engine's parser and compiler are recursive in
/// chains of operators and filters, some 330 bytes of stack for each; the threads that load and
/// render have 16 MiB.
pub(super) const LONGEST_TAG: usize = 8 * 1024;

/// Instructions that rendering one page may take. A list of 10,000 things takes about a million.
pub(super) const FUEL: u64 = 50_000_000;

/// Templates that may be open within each other.
pub(super) const DEEPEST: usize = 100;

/// The largest page, in bytes.
pub(super) const LARGEST_OUTPUT: usize = 64 * 1024 * 1024;

/// What is too large in the text of a template, if anything.
pub(super) fn fault(source: SourceId, text: &str) -> Option<Diagnostic> {
    if text.len() > LONGEST_TEMPLATE {
        return Some(
            Diagnostic::new(
                Code::TemplateLimit,
                format!(
                    "the template is {} KiB long, and the limit is {} KiB",
                    text.len() / 1024,
                    LONGEST_TEMPLATE / 1024
                ),
            )
            .at(Span::start_of(source))
            .help("divide it with `{% include %}`"),
        );
    }
    let mut at = 0;
    while let Some(open) = text[at..].find('{') {
        let start = at + open;
        let close = match text.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let length = text[start..].find(close).unwrap_or(text.len() - start);
        if length > LONGEST_TAG {
            return Some(
                Diagnostic::new(
                    Code::TemplateLimit,
                    format!("this tag is {length} bytes long, and the limit is {LONGEST_TAG}"),
                )
                .at(Span::new(source, start, start + 2))
                .help("divide it with `{% set %}`"),
            );
        }
        at = start + length;
    }
    None
}
