//! What all targets hold against what they get: findings that point into their texts, and HTML
//! that does no harm.

use html5gum::{Token, Tokenizer};
use waypost::diagnostic::{Diagnostic, Format, Printer};
use waypost::markdown::{Safety, safety};
use waypost::source::Sources;

/// Prints findings in every format; each place has to lie within its text, on whole characters.
pub fn findings(findings: &[Diagnostic], sources: &Sources) {
    for finding in findings {
        assert!(!finding.message.is_empty());
        for label in &finding.labels {
            let text = &sources.get(label.span.source).text;
            assert!(
                text.get(label.span.range()).is_some(),
                "{finding:?} points at {:?} of {} bytes",
                label.span.range(),
                text.len()
            );
        }
    }
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        let mut printed = Vec::new();
        Printer::new(format, sources)
            .print(findings, &mut printed)
            .expect("a buffer takes everything");
        let printed = String::from_utf8(printed).expect("messages are UTF-8");
        let is_hidden = |c: char| c.is_control() && c != '\n' && c != '\t';
        assert!(!printed.contains(is_hidden), "{printed:?}");
    }
}

/// Elements that have no end.
const VOID: &[&str] = &[
    "area", "br", "col", "embed", "hr", "img", "input", "param", "source", "track", "wbr",
];

/// Every element is closed in order. Unless its author may write HTML, no address runs a script,
/// and nothing handles events.
pub fn html(html: &str, is_trusted: bool) {
    let mut open: Vec<String> = Vec::new();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(
                    !matches!(&*name, "script" | "style" | "iframe" | "object" | "base"),
                    "{html}"
                );
                for (key, value) in tag.attributes.iter().filter(|_| !is_trusted) {
                    let key = String::from_utf8_lossy(key);
                    let value = String::from_utf8_lossy(value);
                    assert!(!key.starts_with("on") && key != "style", "{key} in {html}");
                    if matches!(&*key, "href" | "src") {
                        assert_ne!(safety(&value), Safety::Script, "{html}");
                    }
                }
                if !VOID.contains(&&*name) && !tag.self_closing {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert_eq!(open.pop().as_ref(), Some(&name), "{html}");
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "{open:?} in {html}");
}
