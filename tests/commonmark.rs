//! The examples of CommonMark 0.31.2, through the same pipeline as every page.
//!
//! The examples are CC-BY-SA 4.0 and are not kept here: `scripts/test` writes them to
//! `target/commonmark-spec.json`. Where they are missing the tests say so and pass.

mod site;

use html5gum::{Token, Tokenizer};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use waypost::markdown::{
    Dialect, Fragment, Highlighter, Resolver, Target, Whole, Within, outline, render,
};
use waypost::source::SourceId;

/// Examples that come out otherwise than the specification says, and why.
const DEVIATIONS: &[(u64, &str)] = &[];

struct Example {
    number: u64,
    section: String,
    markdown: String,
    html: String,
}

fn examples() -> Option<Vec<Example>> {
    let file = std::env::var_os("WAYPOST_COMMONMARK_SPEC").unwrap_or_else(|| {
        concat!(env!("CARGO_MANIFEST_DIR"), "/target/commonmark-spec.json").into()
    });
    let Ok(text) = std::fs::read_to_string(&file) else {
        eprintln!(
            "skipped: there is no {}; `scripts/test` writes it",
            file.display()
        );
        return None;
    };
    let list: Vec<Value> = serde_json::from_str(&text).expect("a list of examples");
    let text = |value: &Value, key: &str| value[key].as_str().expect("a text").to_owned();
    let examples: Vec<Example> = list
        .iter()
        .map(|value| Example {
            number: value["number"].as_u64().expect("a number"),
            section: text(value, "section"),
            markdown: text(value, "markdown"),
            html: text(value, "html"),
        })
        .collect();
    assert_eq!(examples.len(), 652, "the examples of 0.31.2");
    Some(examples)
}

/// HTML as the specification's own test runner compares it: blanks outside of `<pre>` count once,
/// those round blocks not at all; attributes are sorted; entities are characters.
fn normal(html: &str) -> String {
    let mut out = String::new();
    let mut pre = 0;
    let mut after_block = true;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let block = is_block(&name);
                if block && pre == 0 {
                    out.truncate(out.trim_end().len());
                }
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(key, value)| {
                        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                        (text(key), text(value))
                    })
                    .collect();
                let _ = write!(out, "<{name}");
                for (key, value) in attributes {
                    let _ = write!(out, " {key}={value:?}");
                }
                out.push('>');
                pre += usize::from(name == "pre");
                after_block = block || name == "br";
            }
            Token::EndTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let block = is_block(&name);
                pre = if name == "pre" { 0 } else { pre };
                if block && pre == 0 {
                    out.truncate(out.trim_end().len());
                }
                let _ = write!(out, "</{name}>");
                after_block = block;
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text).into_owned();
                if pre > 0 {
                    out.push_str(&text);
                } else {
                    let blank = |c: char| c.is_ascii_whitespace();
                    if text.starts_with(blank) && !after_block && !out.ends_with(' ') {
                        out.push(' ');
                    }
                    let words: Vec<&str> = text.split(blank).filter(|w| !w.is_empty()).collect();
                    out.push_str(&words.join(" "));
                    if text.ends_with(blank) && !words.is_empty() {
                        out.push(' ');
                    }
                }
                after_block = after_block && text.trim().is_empty();
            }
            Token::Comment(text) => {
                let _ = write!(out, "<!--{}-->", String::from_utf8_lossy(&text));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out.trim().to_owned()
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "blockquote"
            | "body"
            | "button"
            | "canvas"
            | "caption"
            | "col"
            | "colgroup"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "embed"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "iframe"
            | "li"
            | "map"
            | "object"
            | "ol"
            | "output"
            | "p"
            | "pre"
            | "progress"
            | "script"
            | "section"
            | "style"
            | "table"
            | "tbody"
            | "td"
            | "textarea"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
            | "video"
    )
}

/// Leaves every address as it is, so that the examples can be compared.
struct AsWritten;

impl Resolver for AsWritten {
    fn reference(&self, target: &str) -> Target {
        Target::Text(target.to_owned())
    }
    fn link(&self, address: &str) -> Option<String> {
        Some(address.to_owned())
    }
    fn word(&self, key: &str) -> String {
        key.to_owned()
    }
}

fn rendered(markdown: &str, dialect: Dialect) -> String {
    let outline = outline(SourceId(0), markdown, 0, dialect, &mut Vec::new());
    let whole = Whole {
        text: markdown,
        start: 0,
        outline: &outline,
        key: "",
    };
    render(
        Fragment::whole(whole),
        Within::Blocks,
        dialect,
        &AsWritten,
        &Highlighter::default(),
    )
}

/// The numbers of the examples that differ, each with what was expected and what came.
fn differing(examples: &[Example], html: impl Fn(&Example) -> String) -> BTreeMap<u64, String> {
    let mut differing = BTreeMap::new();
    for example in examples {
        let html = html(example);
        let (expected, found) = (normal(&example.html), normal(&html));
        if expected != found {
            let text = format!(
                "{} ({})\n{:?}\nexpected {expected}\nfound    {found}\n",
                example.number, example.section, example.markdown
            );
            differing.insert(example.number, text);
        }
    }
    differing
}

#[test]
fn every_example_comes_out_as_the_specification_says() {
    let Some(examples) = examples() else { return };
    let commonmark = Dialect {
        commonmark: true,
        html: false,
    };
    let differing = differing(&examples, |example| rendered(&example.markdown, commonmark));
    let known: Vec<u64> = DEVIATIONS.iter().map(|(number, _)| *number).collect();
    let found: Vec<u64> = differing.keys().copied().collect();
    let texts: String = differing.into_values().collect();
    assert_eq!(found, known, "{texts}");
}

#[test]
fn every_example_comes_out_in_a_page_of_a_site() {
    let Some(examples) = examples() else { return };
    let mut files = vec![
        (
            "site.toml".to_owned(),
            "title = \"T\"\nmarkdown.commonmark = true\n".to_owned(),
        ),
        (
            "templates/page.html".to_owned(),
            "{{ text.html }}".to_owned(),
        ),
    ];
    for example in &examples {
        files.push((
            format!("content/e{}.md", example.number),
            format!("+++\ntitle = \"Example\"\n+++\n{}", example.markdown),
        ));
    }
    let site = site::site_of(files);
    let differing = differing(&examples, |example| {
        site::page(&site, &format!("e{}/index.html", example.number))
    });
    let known: Vec<u64> = DEVIATIONS.iter().map(|(number, _)| *number).collect();
    let found: Vec<u64> = differing.keys().copied().collect();
    let texts: String = differing.into_values().collect();
    assert_eq!(found, known, "{texts}");
}
/// HTML without what the pages add to every heading, block of code and picture.
fn bare(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let tag = &rest[..=rest.find('>').unwrap_or(rest.len() - 1)];
        let after = &rest[tag.len()..];
        if tag.starts_with("<a class=\"anchor\"") {
            rest = after.split_once("</a>").map_or("", |(_, rest)| rest);
        } else if tag == "<div class=\"code\">" {
            rest = after;
        } else if tag.starts_with("<pre ") {
            out.push_str("<pre>");
            rest = after;
        } else if tag == "</pre>" && after.starts_with("</div>") {
            out.push_str("</pre>");
            rest = &after["</div>".len()..];
        } else if tag.starts_with("<h") && tag.contains(" id=") {
            out.push_str(&tag[..3]);
            out.push('>');
            rest = after;
        } else {
            out.push_str(&tag.replace(" loading=\"lazy\"", ""));
            rest = after;
        }
    }
    out + rest
}

/// Examples that come out otherwise in the Markdown that a site has by default, beside those that
/// are about raw HTML, and why they are meant to.
const MEANT: &[(u64, &str)] = &[
    (142, "code has colours"),
    (143, "code has colours"),
    (548, "two brackets make a reference"),
    (559, "two brackets make a reference"),
    (590, "two brackets make a reference"),
    (602, "an address in the text is a link"),
    (608, "an address in the text is a link"),
    (611, "an address in the text is a link"),
];

/// Examples with HTML, which is shown as text by default, and of which comments are left out.
const WITH_HTML: &[u64] = &[
    21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164,
    165, 166, 167, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184,
    185, 186, 188, 189, 190, 191, 308, 309, 475, 491, 614, 615, 616, 617, 623, 625, 626, 627, 628,
    629, 630, 631, 642, 643,
];

#[test]
fn what_is_in_commonmark_comes_out_so_by_default_as_well() {
    let Some(examples) = examples() else { return };
    let differing = differing(&examples, |example| {
        bare(&rendered(&example.markdown, Dialect::default()))
    });
    let meant = MEANT.iter().map(|(number, _)| *number);
    let mut known: Vec<u64> = meant.chain(WITH_HTML.iter().copied()).collect();
    known.sort_unstable();
    let found: Vec<u64> = differing.keys().copied().collect();
    let texts: String = differing
        .iter()
        .filter(|(number, _)| !known.contains(number))
        .map(|(_, text)| text.as_str())
        .collect();
    assert_eq!(found, known, "{texts}");
}
