//! Addresses that stand in a text as they are.

use super::html::{address_into, escape_text};

/// Appends `text`, with every `https://…` in it as a link. The rule is GitHub's: an address begins
/// after a blank or one of `*_~(`, and ends before what more likely belongs to the sentence.
/// <https://github.github.com/gfm/#autolinks-extension->
pub(super) fn linked(out: &mut String, text: &str) {
    let mut from = 0;
    while let Some(at) = text[from..].find("://") {
        let colon = from + at;
        let start = ["https", "http"]
            .iter()
            .map(|scheme| (colon.saturating_sub(scheme.len()), scheme))
            .find(|(start, scheme)| text.get(*start..colon) == Some(scheme))
            .map(|(start, _)| start)
            .filter(|start| *start >= from && begins(&text[..*start]));
        let Some(start) = start else {
            escape_text(out, &text[from..colon + 3]);
            from = colon + 3;
            continue;
        };
        let end = colon + 3 + length(&text[colon + 3..]);
        escape_text(out, &text[from..start]);
        let address = &text[start..end];
        if end > colon + 3 {
            out.push_str("<a");
            address_into(out, "href", address);
            out.push('>');
            escape_text(out, address);
            out.push_str("</a>");
        } else {
            escape_text(out, address);
        }
        from = end;
    }
    escape_text(out, &text[from..]);
}

fn begins(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '"' | '\''))
}

/// How much of `rest`, which follows `://`, is the address. None of it when there is no host.
fn length(rest: &str) -> usize {
    if !rest.starts_with(|c: char| c.is_alphanumeric() || c == '[') {
        return 0;
    }
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\u{91}' | '\u{92}'))
        .unwrap_or(rest.len());
    let mut address = &rest[..end];
    // Counted once and kept up to date, so that a million closing brackets stay linear.
    let mut surplus = address.matches(')').count() as i64 - address.matches('(').count() as i64;
    loop {
        match address.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b';') => {}
            Some(b')') if surplus > 0 => surplus -= 1,
            _ => return address.len(),
        }
        address = &address[..address.len() - 1];
    }
}
