//! Characters that an escape such as `\u0000` brings into a value. Those that stand in a file as they
//! are were found when it was read.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The text with U+FFFD in the place of control characters, which no page and no feed may hold.
/// They are reported, and so is what turns the direction of a text.
pub(super) fn without_controls(text: String, span: Span, out: &mut Vec<Diagnostic>) -> String {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let is_turning = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // Where the value is as long as its text it holds no escape.
    if span.range().len() == text.len() {
        return text;
    }
    if let Some(c) = text.chars().find(|c| is_turning(*c)) {
        let message = format!(
            "the text holds U+{:04X}, which changes its direction",
            c as u32
        );
        out.push(
            Diagnostic::new(Code::BidiOverride, message)
                .at(span)
                .help("remove it, so that what is read is what is written"),
        );
    }
    let Some(c) = text.chars().find(|c| is_control(*c)) else {
        return text;
    };
    let message = format!("the text holds the control character U+{:04X}", c as u32);
    out.push(
        Diagnostic::new(Code::ControlCharacter, message)
            .at(span)
            .help("remove it"),
    );
    text.chars()
        .map(|c| if is_control(c) { '\u{FFFD}' } else { c })
        .collect()
}
