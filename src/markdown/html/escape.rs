//! Characters that HTML gives a meaning.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::fmt::Write;

/// Appends `text` with the five characters escaped that HTML gives a meaning, in text and in
/// attributes alike.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    // A `String` takes whatever is written.
    let _ = escape_to(out, text);
}

/// The same into anything that can be written to.
///
/// # Errors
/// Those of `out`.
pub(crate) fn escape_to(out: &mut impl Write, text: &str) -> std::fmt::Result {
    escape(out, text, |byte| {
        u8::from(byte == b'"') | u8::from(byte | 1 == b'\'') | sign(byte)
    })
}

/// Appends `text` for a place between tags, where quotation marks are nothing but themselves.
pub(crate) fn escape_text(out: &mut String, text: &str) {
    let _ = escape(out, text, sign);
}

/// 1 for a sign, or else 0: numbers become comparisons of many bytes at once, words of logic don't.
fn sign(byte: u8) -> u8 {
    u8::from(byte | 2 == b'>') | u8::from(byte == b'&')
}

fn entity(byte: u8) -> &'static str {
    match byte {
        b'<' => "&lt;",
        b'>' => "&gt;",
        b'&' => "&amp;",
        b'"' => "&quot;",
        _ => "&#39;",
    }
}

/// Bytes that are looked at together: without a way out between them, the compiler makes one
/// comparison of many.
const STRIDE: usize = 16;

fn escape(out: &mut impl Write, text: &str, special: impl Fn(u8) -> u8) -> std::fmt::Result {
    let bytes = text.as_bytes();
    let mut from = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = bytes.len().min(at + STRIDE);
        // The last stretch reaches back into the one before it, so that it is a whole one too.
        let begin = end.saturating_sub(STRIDE);
        let has_some = match bytes[begin..end].first_chunk::<STRIDE>() {
            Some(part) => part.iter().fold(0, |any, byte| any | special(*byte)),
            None => bytes.iter().fold(0, |any, byte| any | special(*byte)),
        };
        if has_some != 0 {
            for (place, byte) in bytes[at..end].iter().enumerate() {
                if special(*byte) != 0 {
                    let place = at + place;
                    out.write_str(&text[from..place])?;
                    out.write_str(entity(*byte))?;
                    from = place + 1;
                }
            }
        }
        at = end;
    }
    out.write_str(&text[from..])
}

/// What can't stand in an address as it is. Percent signs stay: the author may have encoded the
/// address already. The set is that of the CommonMark reference implementation.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Appends ` name="address"` with the address encoded.
pub(in crate::markdown) fn address_into(out: &mut String, name: &str, address: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    for part in utf8_percent_encode(address, ADDRESS) {
        escape_into(out, part);
    }
    out.push('"');
}

/// Appends ` name="value"`.
pub(super) fn attribute_into(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_into(out, value);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_escaped_wherever_they_stand() {
        for before in 0..40 {
            let text = format!("{}é<\"&\"> 'x'", "a".repeat(before));
            let mut out = String::new();
            escape_into(&mut out, &text);
            let expected = text.replace('&', "&amp;").replace('<', "&lt;");
            let expected = expected.replace('>', "&gt;").replace('"', "&quot;");
            assert_eq!(out, expected.replace('\'', "&#39;"));
        }
    }
}
