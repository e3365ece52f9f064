//! Markdown with our extensions: its structure, its HTML whole and in parts, and its words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use waypost::markdown::{
    Dialect, Fragment, Highlighter, Resolver, Safety, Target, outline, plain_text, render, safety,
};
use waypost::source::{Source, Sources};

/// Knows every second name.
struct Half;

impl Resolver for Half {
    fn reference(&self, target: &str) -> Target {
        match target.len() % 2 {
            0 => Target::Page {
                href: format!("../{}/", target.len()),
                label: target.to_owned(),
            },
            _ => Target::Text(target.to_owned()),
        }
    }

    fn link(&self, address: &str) -> Option<String> {
        (safety(address) != Safety::Script).then(|| address.to_owned())
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::default);

// The first byte says whether HTML is allowed.
fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else {
        return;
    };
    let html = choice % 2 == 1;
    let text = String::from_utf8_lossy(text);
    let dialect = Dialect {
        commonmark: false,
        html,
    };
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let id = sources.add(Source {
        path: "a.md".into(),
        layer: "".into(),
        text: text.clone().into(),
    });
    let outline = outline(id, &text, 0, dialect, &mut out);
    waypost_fuzz::findings(&out, &sources);
    let judge = |part: &str, demote| {
        let fragment = Fragment {
            text: part,
            offset: part.as_ptr() as usize - text.as_ptr() as usize,
            outline: Some(&outline),
            document: Some((&text, 0)),
            demote,
        };
        let made = render(fragment, dialect, &Half, &HIGHLIGHTER);
        // What an author may write as HTML, a browser may read in its own way.
        if !html {
            waypost_fuzz::html(&made);
        }
    };
    judge(&text, 0);
    for section in outline.sections() {
        if let Some(span) = outline.span(section.blocks) {
            judge(&text[span.range()], 1);
        }
    }
    for item in outline.items(0..outline.blocks.len()) {
        judge(&text[item.text.range()], 0);
    }
    for reference in &outline.references {
        assert!(text.get(reference.span.range()).is_some());
    }
    let words = plain_text(&text, dialect, &Half);
    assert!(words.len() <= text.len() * 8 + 1024);
});
