//! HTML that an author wrote, kept from closing what isn't its own.

use html5gum::{Token, Tokenizer};
use std::collections::HashMap;

/// The fragment with every element that it opens closed, and every end tag dropped that closes
/// nothing it opened. Attributes and text stay as they were written.
pub(super) fn balanced(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut open: Vec<String> = Vec::new();
    let mut counts: HashMap<String, usize> = HashMap::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                out.push('<');
                out.push_str(&name);
                for (key, value) in &tag.attributes {
                    out.push(' ');
                    out.push_str(&String::from_utf8_lossy(key));
                    out.push_str("=\"");
                    super::render::escape_into(&mut out, &String::from_utf8_lossy(value));
                    out.push('"');
                }
                out.push('>');
                if !is_void(&name) {
                    *counts.entry(name.clone()).or_default() += 1;
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if counts.get(&name).copied().unwrap_or(0) == 0 {
                    continue;
                }
                while let Some(inner) = open.pop() {
                    if let Some(count) = counts.get_mut(&inner) {
                        *count -= 1;
                    }
                    out.push_str("</");
                    out.push_str(&inner);
                    out.push('>');
                    if inner == name {
                        break;
                    }
                }
            }
            Token::String(text) => {
                super::render::escape_into(&mut out, &String::from_utf8_lossy(&text));
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while let Some(name) = open.pop() {
        out.push_str("</");
        out.push_str(&name);
        out.push('>');
    }
    out
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}
