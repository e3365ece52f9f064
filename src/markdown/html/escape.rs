//! Characters that HTML gives a meaning.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Appends `text` with the five characters escaped that HTML gives a meaning, in text and in
/// attributes alike.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    escape(out, text, |byte| match byte {
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        byte => in_text(byte),
    });
}

/// Appends `text` for a place between tags, where quotation marks are nothing but themselves.
pub(crate) fn escape_text(out: &mut String, text: &str) {
    escape(out, text, in_text);
}

fn in_text(byte: u8) -> Option<&'static str> {
    match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        _ => None,
    }
}

fn escape(out: &mut String, text: &str, entity: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(entity) = entity(byte) {
            out.push_str(&text[from..at]);
            out.push_str(entity);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
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
