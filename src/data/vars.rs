//! Words such as the company's name, written `[[var:company]]` and set in one place.

use std::collections::BTreeMap;

use super::written::quoted;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Span;

/// Names and values of `[vars]` in `site.toml`.
pub type Vars = BTreeMap<String, String>;

const OPEN: &str = "[[var:";
const CLOSE: &str = "]]";

/// A text may grow to so many bytes, so that a long word used a million times can't fill the
/// memory.
const MAX_BYTES: usize = 16 << 20;

/// `text` with the values of `vars` in the place of their names. A value is not looked through
/// again. `span` is where the text stands; where it is as long as the text, an unknown name is
/// underlined by itself, else the whole text is (it holds escapes).
pub fn expand_vars(text: &str, span: Span, vars: &Vars, out: &mut Vec<Diagnostic>) -> String {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some(open) = rest.find(OPEN) {
        let inside = &rest[open + OPEN.len()..];
        // An unclosed one is text. So is one with a line break in it; there the search goes on
        // behind the opening, lest it looks for the same far end again and again.
        let line_end = inside.find(['\n', '[']).unwrap_or(inside.len());
        let Some(length) = inside[..line_end].find(CLOSE) else {
            let (before, after) = rest.split_at(open + OPEN.len());
            expanded.push_str(before);
            rest = after;
            continue;
        };
        let name = inside[..length].trim();
        expanded.push_str(&rest[..open]);
        match vars.get(name) {
            Some(value) => expanded.push_str(value),
            None => {
                let start = text.len() - inside.len();
                let place = start - OPEN.len()..start + length + CLOSE.len();
                expanded.push_str(&text[place]);
                out.push(unknown(name, start..start + length, text, span, vars));
            }
        }
        rest = &inside[length + CLOSE.len()..];
        if expanded.len() > MAX_BYTES {
            let limit = MAX_BYTES >> 20;
            let message = format!("the words of `[vars]` make this text larger than {limit} MiB");
            out.push(Diagnostic::new(Code::TooLarge, message).at(span));
            break;
        }
    }
    expanded.push_str(rest);
    expanded
}

/// Whether a value is nothing but `[[var:NAME]]` without quotation marks, which YAML and TOML take
/// for a list within a list.
pub(super) fn is_unquoted_var(raw: &str) -> bool {
    let name = raw
        .strip_prefix(OPEN)
        .and_then(|rest| rest.strip_suffix(CLOSE));
    name.is_some_and(|name| !name.contains(['[', ']', '\n', ',']))
}

fn unknown(
    name: &str,
    place: std::ops::Range<usize>,
    text: &str,
    span: Span,
    vars: &Vars,
) -> Diagnostic {
    let exact = span.range().len() == text.len();
    let at = span.start as usize;
    let span = match exact {
        true => Span::new(span.source, at + place.start, at + place.end),
        false => span,
    };
    let finding = Diagnostic::new(
        Code::UnknownVar,
        format!("`[vars]` has no word {}", quoted(name)),
    )
    .at(span);
    match nearest(name, vars.keys().map(String::as_str)) {
        Some(near) => finding.suggest(Some(near)),
        None => finding.help("add it to `[vars]` in `site.toml`"),
    }
}
