//! What an HTML page holds for a browser: texts and attributes, decoded.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use serde_json::Value;

/// Every text and attribute that holds `word`, with the element that it stands in. Structured data
/// is read as JSON, so that its strings come decoded as well.
pub fn values(page: &str, word: &str) -> String {
    let mut found = Vec::new();
    let (mut element, mut is_data) = (String::new(), false);
    let mut data = String::new();
    // As a browser does: nothing within `<script>`, `<style>` or `<title>` is a tag.
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                element = String::from_utf8_lossy(&tag.name).into_owned();
                for (name, value) in &tag.attributes {
                    let name = String::from_utf8_lossy(name);
                    let value = String::from_utf8_lossy(value);
                    is_data |= name == "type" && value.ends_with("json");
                    if value.contains(word) || name.contains(word) {
                        found.push(format!("{element} {name}: {}", shown(&value)));
                    }
                }
                if element.contains(word) {
                    found.push(format!("<{element}>"));
                }
            }
            Token::String(text) if is_data => data.push_str(&String::from_utf8_lossy(&text)),
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                if text.contains(word) {
                    found.push(format!("{element}: {}", shown(&text)));
                }
            }
            Token::EndTag(_) if is_data => {
                is_data = false;
                found.push(json(&std::mem::take(&mut data), word));
            }
            Token::Comment(text) if String::from_utf8_lossy(&text).contains(word) => {
                found.push(format!(
                    "comment: {}",
                    shown(&String::from_utf8_lossy(&text))
                ));
            }
            _ => {}
        }
    }
    found.retain(|line| !line.is_empty());
    found.join("\n")
}

/// Every string of a JSON text that holds `word`, with the way to it.
pub fn json(text: &str, word: &str) -> String {
    let mut found = Vec::new();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => strings(&value, "json", word, &mut found),
        Err(error) => found.push(format!("(no JSON: {error})")),
    }
    found.join("\n")
}

fn strings(value: &Value, way: &str, word: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(word) => found.push(format!("{way}: {}", shown(text))),
        Value::Array(values) => {
            for value in values {
                strings(value, way, word, found);
            }
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                if name.contains(word) {
                    found.push(format!("{way} key: {}", shown(name)));
                }
                strings(value, &format!("{way}.{name}"), word, found);
            }
        }
        _ => {}
    }
}

/// On one line.
fn shown(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
