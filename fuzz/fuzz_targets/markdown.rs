//! Markdown with our extensions: its structure, its HTML whole and in parts, and its words.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use waypost::markdown::{
    Dialect, Fragment, Highlighter, Resolver, Safety, Target, Whole, Within, outline, plain_text,
    render, safety,
};
use waypost::source::{Source, Sources, Span};

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
    let whole = Whole {
        text: &text,
        start: 0,
        outline: &outline,
        key: "",
    };
    let judge = |fragment, within| {
        let made = render(fragment, within, dialect, &Half, &HIGHLIGHTER);
        waypost_fuzz::html(&made, html);
    };
    let part = |span: Span, exact| Fragment {
        text: &text[span.range()],
        offset: span.start as usize,
        exact,
        document: Some(whole),
        demote: i8::from(exact),
    };
    judge(Fragment::whole(whole), Within::Blocks);
    for section in outline.sections() {
        judge(
            Fragment::alone(&outline.heading(&section).text),
            Within::Phrase,
        );
        if let Some(span) = outline.span(section.blocks) {
            judge(part(span, true), Within::Blocks);
        }
    }
    for item in outline.items(0..outline.blocks.len()) {
        judge(part(item.text, false), Within::Item);
    }
    for reference in &outline.references {
        assert!(text.get(reference.span.range()).is_some());
    }
    let words = plain_text(Fragment::whole(whole), dialect, &Half);
    assert!(words.len() <= text.len() * 8 + 1024);
});
