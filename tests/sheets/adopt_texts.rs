//! Whatever stands in a cell reads in the page as it does in the sheet, and nothing is lost.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use waypost::markdown::{Dialect, Fragment, Highlighter, Resolver, Target, Within, render};
use waypost::sheet::{Choices, grid_of_csv};

use crate::adopt::{adopted, site};

/// No reference is meant in a cell.
struct Nothing;

impl Resolver for Nothing {
    fn reference(&self, target: &str) -> Target {
        panic!("a reference to {target}")
    }

    fn link(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }

    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

/// What a reader sees of a text in Markdown.
fn read(markdown: &str) -> String {
    let html = render(
        Fragment::alone(markdown),
        Within::Item,
        Dialect::default(),
        &Nothing,
        &Highlighter::default(),
    );
    let mut text = String::new();
    for token in Tokenizer::new(&html) {
        let Ok(token) = token;
        match token {
            Token::String(words) => text.push_str(&String::from_utf8_lossy(&words)),
            // Only an address in words makes an element.
            Token::StartTag(tag) => assert_eq!(&**tag.name, b"a", "{markdown:?}: {html}"),
            _ => {}
        }
    }
    one_line(&text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// Texts of what Markdown, HTML and templates know.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("*"),
        Just("_"),
        Just("**"),
        Just("`"),
        Just("```"),
        Just("["),
        Just("]"),
        Just("[["),
        Just("]]"),
        Just("("),
        Just(")"),
        Just("!["),
        Just("<"),
        Just(">"),
        Just("<b>"),
        Just("<!--"),
        Just("-->"),
        Just("</script>"),
        Just("&"),
        Just("&amp;"),
        Just("&#42;"),
        Just("&copy"),
        Just("\\"),
        Just("\\\\"),
        Just("~~"),
        Just("~"),
        Just("|"),
        Just("#"),
        Just("# "),
        Just("> "),
        Just("- "),
        Just("+ "),
        Just("1. "),
        Just("12) "),
        Just("---"),
        Just("==="),
        Just("+++"),
        Just(":::"),
        Just(": "),
        Just("{#id}"),
        Just("{"),
        Just("}"),
        Just("{{ x }}"),
        Just("{% if %}"),
        Just("$x$"),
        Just("[ ] "),
        Just("[x] "),
        Just("[^1]"),
        Just("[^1]: "),
        Just("[[var:company]]"),
        Just("[[level:l1]]"),
        Just("[!NOTE]"),
        Just("https://example.com/a_b*c"),
        Just("www.example.com"),
        Just("a@b.example"),
        Just("javascript:x"),
        Just("word"),
        Just("x_y"),
        Just("snake_case_name"),
        Just("2*3"),
        Just("é"),
        Just("日本"),
        Just("\u{1F600}"),
        Just("שלום"),
        Just("↑ "),
        Just("⏎"),
        Just("\t"),
        Just(" "),
        Just("  "),
        Just("   "),
        Just("\u{A0}"),
        Just("\""),
        Just("'"),
        Just("…"),
        Just("_x000D_"),
        Just("0"),
        Just("<<<<<<<"),
        Just(">>>>>>>"),
        Just("|||||||"),
        Just("======="),
        Just(":"),
        Just("="),
    ];
    prop::collection::vec(pieces, 1..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_cell_reads_as_it_stands(texts in prop::collection::vec(hostile(), 1..12)) {
        let points: Vec<String> = texts.iter().enumerate().map(|(at, text)| format!("{text} {at}q")).collect();
        let cell: String = points.iter().map(|text| format!("• {text}\n")).collect();
        let text = format!("Skill,L1,L2\nA,{},zz\n", quoted(&cell));
        let adopted = adopted(vec![grid_of_csv("x", text.as_bytes()).expect("CSV")], &Choices::default());
        let site = site(&adopted);
        let statements = site.model.statements.iter().map(|(_, it)| read(site.sources.slice(it.text)));
        let mut statements: Vec<String> = statements.collect();
        statements.pop();
        let wanted: Vec<String> = points.iter().map(|text| one_line(text)).collect();
        prop_assert_eq!(statements, wanted);
    }

    #[test]
    fn no_text_of_a_sheet_is_lost(
        rows in prop::collection::vec(prop::collection::vec(0usize..14, 1..7), 1..12),
        merges in 0usize..3,
    ) {
        // Each word of the sheet is there once, so that it can be looked for.
        let mut count = 0;
        let mut word = |kind: usize| {
            count += 1;
            match kind {
                0..=2 => String::new(),
                3 => format!("L{} w{count}x", count % 9),
                4 => format!("- w{count}x\n- more w{count}y"),
                5 => "n/a".to_owned(),
                6 => "Same as above".to_owned(),
                7 => format!("Advanced\n• w{count}x"),
                8 => format!("Senior w{count}x"),
                9 => format!("w{count}x:\n1. w{count}y\n2. w{count}z"),
                10 => "tbd".to_owned(),
                _ => format!("w{count}x"),
            }
        };
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|kind| word(*kind)).collect()).collect();
        let _ = merges;
        let text: Vec<String> = rows.iter().map(|row| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",")).collect();
        let grid = grid_of_csv("x", text.join("\n").as_bytes()).expect("CSV");
        let Ok(adopted) = waypost::sheet::adopt(vec![grid], &Choices::default()) else {
            return Ok(());
        };
        site(&adopted);
        let mut all: String = adopted.files(&BTreeMap::new()).into_values().collect();
        for left in &adopted.left {
            all.push_str(&left.text);
        }
        for guess in &adopted.guesses {
            all.push_str(&guess.what);
        }
        for cell in rows.iter().flatten() {
            for word in cell.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with('w')) {
                prop_assert!(all.contains(word), "{} isn't in\n{}\n{:#?}", word, all, rows);
            }
        }
    }
}
