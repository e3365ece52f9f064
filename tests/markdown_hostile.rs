//! Markdown that nobody writes: it comes out within a bound, and closes nothing that isn't its own.

use html5gum::{Token, Tokenizer};
use proptest::prelude::*;
use std::time::{Duration, Instant};
use waypost::markdown::{
    Dialect, Fragment, Highlighter, Outline, Resolver, Target, Whole, Within, outline, plain_text,
    render,
};
use waypost::source::SourceId;

/// A page of a site is made on a thread of this size.
const STACK: usize = 2 * 1024 * 1024;

/// What stands for a bracket while a text is parsed.
const MARK: char = '\u{91}';

struct AsWritten;

impl Resolver for AsWritten {
    fn reference(&self, target: &str) -> Target {
        match target.strip_suffix('?') {
            Some(name) => Target::Planned(name.to_owned()),
            None if target.contains(':') => Target::Text(target.to_owned()),
            None => Target::Page {
                href: target.to_owned(),
                label: target.to_owned(),
            },
        }
    }
    fn link(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }
    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

const DIALECTS: [Dialect; 3] = [
    Dialect {
        commonmark: false,
        html: false,
    },
    Dialect {
        commonmark: false,
        html: true,
    },
    Dialect {
        commonmark: true,
        html: false,
    },
];

fn read(text: &str, dialect: Dialect) -> Outline {
    outline(SourceId(0), text, 0, dialect, &mut Vec::new())
}

fn html_of(text: &str, outline: &Outline, within: Within, dialect: Dialect) -> String {
    let whole = Whole {
        text,
        start: 0,
        outline,
        key: "",
    };
    let fragment = Fragment::whole(whole);
    render(
        fragment,
        within,
        dialect,
        &AsWritten,
        &Highlighter::default(),
    )
}

/// Each text is read and rendered in every dialect, on a small stack, in less time than this for
/// the whole of them. A build for tests is some twenty times slower than one for use.
fn within_bounds(name: &'static str, seconds: u64, text: String) {
    let thread = std::thread::Builder::new().stack_size(STACK);
    let length = text.len();
    let run = move || {
        let started = Instant::now();
        for dialect in DIALECTS {
            let outline = read(&text, dialect);
            let html = html_of(&text, &outline, Within::Blocks, dialect);
            // Tables and nested alerts need the most; nothing is written twice over.
            assert!(
                html.len() < 400 * text.len() + 10_000,
                "{name}: {}",
                html.len()
            );
            html_of(&text, &outline, Within::Phrase, dialect);
            plain_text(Fragment::alone(&text), dialect, &AsWritten);
        }
        started.elapsed()
    };
    let took = thread.spawn(run).expect("a thread").join();
    let took = took.unwrap_or_else(|_| panic!("{name}: it ended the thread"));
    eprintln!("{name}: {length} bytes in {took:?}");
    assert!(took < Duration::from_secs(seconds), "{name}: {took:?}");
}

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

#[test]
fn long_lines_come_out_in_time() {
    within_bounds("words", 30, "lorem ipsum ".repeat(450_000));
    within_bounds("no blank", 30, "a".repeat(5_000_000));
    within_bounds("stars", 30, "*a_".repeat(300_000));
    within_bounds("brackets", 30, "[".repeat(300_000));
    within_bounds("double brackets", 30, "[[".repeat(150_000));
    within_bounds(
        "closing brackets",
        30,
        "[[a".repeat(100_000) + &"]]".repeat(100_000),
    );
    within_bounds("variables", 30, "[[var:a]] ".repeat(100_000));
    within_bounds("cut variables", 30, "[[var:".repeat(100_000));
    within_bounds(
        "marks",
        30,
        "\u{91}".repeat(100_000) + &"\u{92}".repeat(100_000),
    );
    within_bounds("ticks", 30, lines(1_500, |n| "`".repeat(n) + "a"));
    within_bounds("addresses", 30, "https://example.com/a ".repeat(60_000));
    within_bounds("schemes", 30, "https://".repeat(100_000));
    within_bounds(
        "closing parentheses",
        30,
        format!("https://a{}", ")".repeat(300_000)),
    );
    within_bounds("footnote marks", 30, "[^".repeat(200_000));
    within_bounds("pins", 30, format!("- a {}}}", "{#".repeat(200_000)));
}

#[test]
fn deep_nesting_ends_no_thread() {
    within_bounds("quotes", 30, "> ".repeat(20_000) + "a");
    within_bounds("lists", 30, "- ".repeat(20_000) + "a");
    within_bounds("numbered", 30, "1. ".repeat(20_000) + "a");
    within_bounds(
        "indented lists",
        30,
        lines(700, |n| " ".repeat(2 * n) + "- a\n"),
    );
    within_bounds(
        "emphasis",
        30,
        "*a **a ".repeat(20_000) + &" a** a*".repeat(20_000),
    );
    within_bounds(
        "links",
        30,
        "[".repeat(20_000) + "a" + &"](b)".repeat(20_000),
    );
    within_bounds(
        "pictures",
        30,
        "![".repeat(20_000) + "a" + &"](b)".repeat(20_000),
    );
    within_bounds(
        "elements",
        30,
        "<div>".repeat(20_000) + "\n\n" + &"</p>".repeat(20_000),
    );
    within_bounds("inline elements", 30, "a <b>".repeat(20_000));
    within_bounds("alerts", 30, lines(200, |n| "> ".repeat(n) + "[!NOTE]\n"));
    within_bounds("instructions", 30, "<? ?>".repeat(50_000));
}

#[test]
fn many_of_everything_comes_out_in_time() {
    within_bounds(
        "headings",
        60,
        lines(100_000, |n| format!("# a {}\n", n % 7)),
    );
    within_bounds(
        "footnotes",
        60,
        lines(50_000, |n| format!("a[^{n}]\n\n[^{n}]: b\n\n")),
    );
    within_bounds("one footnote", 60, "a[^1]\n\n".repeat(50_000) + "[^1]: b");
    within_bounds(
        "footnotes in footnotes",
        60,
        "a[^0]\n\n".to_owned() + &lines(20_000, |n| format!("[^{n}]: b[^{}]\n\n", n + 1)),
    );
    within_bounds("links", 60, "[a](b) ".repeat(100_000));
    within_bounds("references", 60, "[[a]] ".repeat(100_000));
    within_bounds(
        "definitions",
        60,
        lines(50_000, |n| format!("[{n}]: b\n")) + &lines(50_000, |n| format!("[{n}] ")),
    );
    within_bounds("items", 60, lines(100_000, |n| format!("- a {{#{n}}}\n")));
    within_bounds("tasks", 60, "- [ ] a\n".repeat(50_000));
    within_bounds(
        "rows",
        60,
        "|a|b|\n|-|-|\n".to_owned() + &"|a|b|\n".repeat(10_000),
    );
    within_bounds(
        "columns",
        60,
        format!("|{}\n|{}\n", "a|".repeat(5_000), "-|".repeat(5_000)),
    );
    within_bounds("terms", 60, "a\n: b\n\n".repeat(30_000));
    within_bounds("blocks of HTML", 60, "<p>\n\n".repeat(50_000));
    within_bounds("comments", 60, "a <!-- b --> ".repeat(50_000));
    within_bounds("open comments", 60, "a <!-- b ".repeat(50_000));
}

#[test]
fn code_beyond_the_budget_has_no_colours() {
    let line = "let x = \"a\"; // b\n";
    let long = format!("```rust\n{}```\n", line.repeat(60_000));
    within_bounds("code", 30, long.clone());
    let dialect = Dialect::default();
    let html = html_of(&long, &read(&long, dialect), Within::Blocks, dialect);
    assert!(!html.contains("hl-"));
    // Grammars that take the cube of a line's length.
    for language in ["ini", "systemverilog", "md"] {
        for piece in ["a(", " ", "`"] {
            let line = piece.repeat(40_000 / piece.len());
            within_bounds(
                "code on one line",
                60,
                format!("```{language}\n{line}\n```\n"),
            );
        }
    }
}

/// Fragments of one document with many footnotes don't carry all of them.
#[test]
fn the_footnotes_of_a_fragment_are_only_its_own() {
    let count = 5_000;
    let text = lines(count, |n| format!("- a[^{n}]\n"))
        + "\n"
        + &lines(count, |n| format!("[^{n}]: b\n\n"));
    let dialect = Dialect::default();
    let outline = read(&text, dialect);
    let whole = Whole {
        text: &text,
        start: 0,
        outline: &outline,
        key: "k",
    };
    let started = Instant::now();
    let mut from = 0;
    for n in 0..count {
        let end = from + text[from..].find('\n').expect("a line");
        let fragment = Fragment {
            text: &text[from + 2..end],
            offset: from + 2,
            exact: false,
            document: Some(whole),
            demote: 0,
        };
        let highlighter = Highlighter::default();
        let html = render(fragment, Within::Item, dialect, &AsWritten, &highlighter);
        assert!(
            html.contains(&format!("id=\"wp-fn-k-{}\"", n + 1)),
            "{html}"
        );
        from = end + 1;
    }
    assert!(started.elapsed() < Duration::from_secs(20));
}

/// The elements that are open at the end, or the first end tag that closes nothing.
fn unbalanced(html: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let void = [
                    "br", "hr", "img", "input", "wbr", "col", "area", "embed", "source", "track",
                ];
                if !void.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if open.pop().as_ref() != Some(&name) {
                    return Err(format!("</{name}> closes nothing in {html}"));
                }
            }
            _ => {}
        }
    }
    match open.pop() {
        Some(name) => Err(format!("<{name}> is open at the end of {html}")),
        None => Ok(()),
    }
}

fn ids(html: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        if let Token::StartTag(tag) = token
            && let Some(id) = tag.attributes.get(b"id".as_slice())
        {
            ids.push(String::from_utf8_lossy(id).into_owned());
        }
    }
    ids
}

/// Pieces that mean something to the parser, and some that mean nothing.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        " ",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## ",
        "```",
        "~~~",
        "`",
        "*",
        "**",
        "_",
        "~~",
        "[",
        "]",
        "[[",
        "]]",
        "|",
        "|-|",
        "(",
        ")",
        "!",
        "![",
        "<",
        ">",
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<!--",
        "-->",
        "<b ",
        "\"",
        "'",
        "[^a]",
        "[^a]: ",
        "[x]: y",
        ": ",
        "[ ] ",
        "[x] ",
        "[!NOTE]\n",
        "{#id}",
        "{#id .c}",
        "[[var:x]]",
        "[[a|b]]",
        "[[a\\|b]]",
        "[[a?]]",
        "https://x.y",
        "\\",
        "&amp;",
        "&",
        "---\n",
        "===\n",
        "<script>",
        "<svg/>",
        "<a href=\"",
        "<table><tr><td>",
        "<li>",
        "<select>",
        "é",
        "漢",
        "\u{91}",
        "\u{92}",
        "|a|b|\n|-|-|\n|c|d|\n",
        "rust\n",
        ":::internal\n",
        "<textarea>",
        "<?",
        "?>",
    ]);
    let any = prop_oneof![8 => pieces.prop_map(str::to_owned), 1 => ".{0,8}"];
    prop::collection::vec(any, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_rendered_and_closes_only_what_it_opened(text in markdown()) {
        for dialect in &DIALECTS[..2] {
            let outline = read(&text, *dialect);
            for within in [Within::Blocks, Within::Item, Within::Phrase] {
                let html = html_of(&text, &outline, within, *dialect);
                prop_assert_eq!(unbalanced(&html), Ok(()), "{:?} {:?}", dialect, within);
                let has_mark = html.contains(MARK) && !text.contains(MARK);
                prop_assert!(!has_mark);
            }
        }
    }

    #[test]
    fn every_heading_of_the_outline_is_in_the_page_and_every_id_once(text in markdown()) {
        // What stands in a footnote that nothing refers to isn't shown.
        let text = text.replace("[^a]:", "[^a]");
        let dialect = Dialect::default();
        let outline = read(&text, dialect);
        let html = html_of(&text, &outline, Within::Blocks, dialect);
        let mut found = ids(&html);
        for heading in &outline.headings {
            prop_assert!(found.contains(&heading.id.to_string()), "{} in {html}", heading.id);
        }
        found.sort();
        let count = found.len();
        found.dedup();
        prop_assert_eq!(found.len(), count, "{}", html);
    }

    #[test]
    fn every_place_of_an_outline_lies_in_its_text(text in markdown()) {
        for dialect in DIALECTS {
            let outline = read(&text, dialect);
            for block in 0..outline.blocks.len() {
                let span = outline.span(block..block + 1).expect("a block");
                prop_assert!(text.get(span.range()).is_some());
            }
            for item in outline.items(0..outline.blocks.len()) {
                prop_assert!(text.get(item.text.range()).is_some());
                prop_assert!(item.tail.is_none_or(|tail| text.get(tail.range()).is_some()));
            }
            for reference in &outline.references {
                prop_assert!(text.get(reference.span.range()).is_some());
            }
            for within in [Within::Blocks, Within::Item] {
                for block in 0..outline.blocks.len() {
                    let span = outline.span(block..block + 1).expect("a block");
                    let whole = Whole { text: &text, start: 0, outline: &outline, key: "" };
                    let fragment = Fragment {
                        text: &text[span.range()],
                        offset: span.start as usize,
                        exact: true,
                        document: Some(whole),
                        demote: 1,
                    };
                    render(fragment, within, dialect, &AsWritten, &Highlighter::default());
                    plain_text(fragment, dialect, &AsWritten);
                }
            }
        }
    }
}
