//! Findings as they are read: the exact text in every format.

use waypost::diagnostic::{Code, Diagnostic, Format, Printer, nearest, summary};
use waypost::source::{Source, SourceId, Sources, Span};

fn sources(texts: &[(&str, &str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, layer, text) in texts {
        sources.add(Source {
            path: (*path).into(),
            layer: (*layer).into(),
            text: (*text).into(),
        });
    }
    sources
}

fn span(sources: &Sources, id: SourceId, words: &str) -> Span {
    let start = sources
        .get(id)
        .text
        .find(words)
        .expect("the words are there");
    Span::new(id, start, start + words.len())
}

fn print(format: Format, sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    Printer::new(format, sources)
        .print(findings, &mut out)
        .expect("a buffer takes everything");
    String::from_utf8(out).expect("output is UTF-8")
}

const STAFF: &str = "+++\ntitle = \"Staff Engineer\"\ntrack = \"ic\"\ncode = \"L6\"\nincludes = \"senior\"\nrequires.system-desing = \"advanced\"\n+++\n";

fn misspelt(sources: &Sources) -> Diagnostic {
    Diagnostic::new(Code::UnknownId, "no skill is called `system-desing`")
        .at(span(sources, SourceId(0), "system-desing"))
        .suggest(nearest("system-desing", ["system-design"]))
}

#[test]
fn a_finding_has_the_shape_of_the_design() {
    let sources = sources(&[("content/levels/staff.md", "", STAFF)]);
    assert_eq!(
        print(Format::Human, &sources, &[misspelt(&sources)]),
        "\
error[unknown-id]: no skill is called `system-desing`
  --> content/levels/staff.md:6:10
   |
 6 | requires.system-desing = \"advanced\"
   |          ^^^^^^^^^^^^^
   = help: did you mean `system-design`?

"
    );
}

#[test]
fn every_format_says_the_same() {
    let sources = sources(&[("content/levels/staff, 1%.md", "upstream", STAFF)]);
    let finding = misspelt(&sources)
        .label(span(&sources, SourceId(0), "senior"), "included here")
        .note("100 % sure:\nreally, yes");
    let say = |format| print(format, &sources, std::slice::from_ref(&finding));
    assert_eq!(
        say(Format::Human),
        "\
error[unknown-id]: no skill is called `system-desing`
  --> upstream/content/levels/staff, 1%.md:6:10
   |
 5 | includes = \"senior\"
   |             ------ included here
 6 | requires.system-desing = \"advanced\"
   |          ^^^^^^^^^^^^^
   = help: did you mean `system-design`?
   = note: 100 % sure:
           really, yes
   = note: this file comes from `upstream`

"
    );
    assert_eq!(
        say(Format::Short),
        "upstream/content/levels/staff, 1%.md:6:10: error[unknown-id]: no skill is called `system-desing`\n"
    );
    assert_eq!(
        say(Format::Json),
        concat!(
            r#"{"code":"unknown-id","severity":"error","message":"no skill is called `system-desing`","#,
            r#""path":"upstream/content/levels/staff, 1%.md","layer":"upstream","#,
            r#""line":6,"column":10,"end_line":6,"end_column":23,"start":83,"end":96,"#,
            r#""help":"did you mean `system-design`?","notes":["100 % sure:\nreally, yes"],"labels":["#,
            r#"{"path":"upstream/content/levels/staff, 1%.md","layer":"upstream","#,
            r#""line":6,"column":10,"end_line":6,"end_column":23,"start":83,"end":96,"text":""},"#,
            r#"{"path":"upstream/content/levels/staff, 1%.md","layer":"upstream","#,
            r#""line":5,"column":13,"end_line":5,"end_column":19,"start":66,"end":72,"text":"included here"}]}"#,
            "\n"
        )
    );
    assert_eq!(
        say(Format::Github),
        "::error file=upstream/content/levels/staff%2C 1%25.md,line=6,col=10,endLine=6,endColumn=23,\
         title=unknown-id::no skill is called `system-desing`%0Ahelp: did you mean `system-design`?\
         %0Anote: 100 %25 sure:%0Areally, yes\n"
    );
}

#[test]
fn a_finding_without_a_place_prints_too() {
    let sources = Sources::default();
    let finding = Diagnostic::new(Code::NoSettings, "there is no `site.toml` here")
        .help("run `waypost init`");
    let say = |format| print(format, &sources, std::slice::from_ref(&finding));
    assert_eq!(
        say(Format::Human),
        "warning[no-settings]: there is no `site.toml` here\n   = help: run `waypost init`\n\n"
    );
    assert_eq!(
        say(Format::Short),
        "warning[no-settings]: there is no `site.toml` here\n"
    );
    assert_eq!(
        say(Format::Github),
        "::warning title=no-settings::there is no `site.toml` here%0Ahelp: run `waypost init`\n"
    );
    assert!(say(Format::Json).contains(r#""path":null,"layer":null,"line":null"#));
}

#[test]
fn places_far_apart_and_in_other_files_have_frames_of_their_own() {
    let long = format!("first\n{}last\n", "-\n".repeat(98));
    let sources = sources(&[("a.md", "", &long), ("b.md", "", "other\n")]);
    let finding = Diagnostic::new(Code::Cycle, "these include each other")
        .at(span(&sources, SourceId(0), "first"))
        .label(span(&sources, SourceId(0), "last"), "which includes")
        .label(
            span(&sources, SourceId(1), "other"),
            "which includes the first",
        );
    assert_eq!(
        print(Format::Human, &sources, &[finding]),
        "\
error[cycle]: these include each other
    --> a.md:1:1
     |
   1 | first
     | ^^^^^
    ::: a.md:100:1
     |
 100 | last
     | ---- which includes
    ::: b.md:1:1
     |
   1 | other
     | ----- which includes the first

"
    );
}

#[test]
fn no_text_of_an_author_reaches_the_terminal_as_a_command() {
    let text = "\ttitle = \"漢字 \u{1b}[31m \u{9b}0m \u{202e}x\u{7} fault\"\n";
    let sources = sources(&[("a\u{1b}[1m.md", "", text)]);
    let finding = Diagnostic::new(Code::Syntax, "not \u{1b}[2J\nthis")
        .label(span(&sources, SourceId(0), "fault"), "\u{1b}c")
        .help("do\u{7} it")
        .note("a\u{9b}b");
    assert_eq!(
        print(Format::Human, &sources, std::slice::from_ref(&finding)),
        "\
error[syntax]: not ␛[2J␊this
  --> a␛[1m.md:1:28
   |
 1 |     title = \"漢字 ␛[31m �0m �x␇ fault\"
   |                                 ^^^^^ ␛c
   = help: do␇ it
   = note: a�b

"
    );
    assert_eq!(
        print(Format::Short, &sources, std::slice::from_ref(&finding)),
        "a␛[1m.md:1:28: error[syntax]: not ␛[2J␊this\n"
    );
    for format in [Format::Json, Format::Github] {
        let printed = print(format, &sources, std::slice::from_ref(&finding));
        let obeyed = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!printed.contains(obeyed), "{printed:?}");
    }
}

#[test]
fn of_a_long_line_a_window_is_shown() {
    let text = format!(
        "{} [[fault]] {}",
        "before ".repeat(400_000),
        "after ".repeat(400_000)
    );
    let sources = sources(&[("a.md", "", &text)]);
    let finding = Diagnostic::new(Code::UnknownId, "nothing is called `fault`")
        .at(span(&sources, SourceId(0), "fault"))
        .label(Span::new(SourceId(0), 0, 6), "far away");
    assert_eq!(
        print(Format::Human, &sources, &[finding]),
        "\
error[unknown-id]: nothing is called `fault`
  --> a.md:1:2800004
   |
 1 | …e before before before before before  [[fault]] after after after after after after after after after after after after …
   |                                          ^^^^^
  ::: a.md:1:1
   |
 1 | before before before before before before before before before before before before before before before before before b…
   | ------ far away

"
    );
}

#[test]
fn odd_places_are_drawn_somewhere() {
    let sources = sources(&[
        ("empty.md", "", ""),
        ("short.md", "", "a\n"),
        ("tall.md", "", "1é\n2\n3\n4\n5\n6\n7\n8\n9\n"),
    ]);
    let at = |id, start, end| {
        Diagnostic::new(Code::UnclosedBlock, "odd").at(Span::new(SourceId(id), start, end))
    };
    let findings = [
        at(0, 0, 0),
        at(1, 2, 2),
        at(1, 99, 200),
        at(2, 0, 15),
        at(2, 2, 2),
    ];
    assert_eq!(
        print(Format::Human, &sources, &findings),
        "\
error[unclosed-block]: odd
  --> empty.md:1:1

error[unclosed-block]: odd
  --> short.md:2:1

error[unclosed-block]: odd
  --> short.md:2:1

error[unclosed-block]: odd
  --> tall.md:1:1
   |
 1 | 1é
   | ^^

error[unclosed-block]: odd
  --> tall.md:1:2
   |
 1 | 1é
   |  ^

"
    );
}

#[test]
fn colour_is_there_only_when_asked_for() {
    let sources = sources(&[("content/levels/staff.md", "", STAFF)]);
    let mut out = Vec::new();
    let printer = Printer::new(Format::Human, &sources).colour(true);
    printer
        .print(&[misspelt(&sources)], &mut out)
        .expect("a buffer takes everything");
    let coloured = String::from_utf8(out).expect("output is UTF-8");
    let plain = anstream::adapter::strip_str(&coloured).to_string();
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(plain, print(Format::Human, &sources, &[misspelt(&sources)]));
}

#[test]
fn order_and_summary_depend_on_nothing_but_the_findings() {
    let sources = sources(&[("b.md", "", "x\ny\n"), ("a.md", "", "x\n")]);
    let at =
        |code, id, start| Diagnostic::new(code, "m").at(Span::new(SourceId(id), start, start + 1));
    let mut findings = vec![
        at(Code::UnknownKey, 0, 2),
        at(Code::WrongType, 0, 0),
        at(Code::Cycle, 0, 0),
        at(Code::UnusedSkill, 1, 0),
        Diagnostic::new(Code::BadBaseUrl, "m"),
    ];
    let expected = "\
error[bad-base-url]: m
a.md:1:1: warning[unused-skill]: m
b.md:1:1: error[cycle]: m
b.md:1:1: error[wrong-type]: m
b.md:2:1: error[unknown-key]: m
";
    assert_eq!(print(Format::Short, &sources, &findings), expected);
    findings.reverse();
    assert_eq!(print(Format::Short, &sources, &findings), expected);
    assert_eq!(summary(&findings), "4 errors and 1 warning in 2 files");
    assert_eq!(summary(&findings[..1]), "1 error");
    assert_eq!(summary(&findings[1..2]), "1 warning in 1 file");
    assert_eq!(summary(&[]), "no errors and no warnings");
}

/// In a text of 5 MB, once of many lines and once of one.
#[test]
fn ten_thousand_findings_print_at_once() {
    let texts = [
        "word [[x]]\n".repeat(500_000),
        "word [[x]] ".repeat(500_000),
    ];
    for text in &texts {
        let sources = sources(&[("a.md", "", text)]);
        let findings: Vec<Diagnostic> = (0..10_000)
            .map(|n| {
                let at = n * 11 * 50 + 7;
                Diagnostic::new(Code::UnknownId, "nothing is called `x`").at(Span::new(
                    SourceId(0),
                    at,
                    at + 1,
                ))
            })
            .collect();
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let began = std::time::Instant::now();
            let printed = print(format, &sources, &findings);
            assert!(printed.lines().count() >= 10_000);
            let seconds = began.elapsed().as_secs();
            assert!(seconds < 20, "{format:?} took {seconds} s");
        }
    }
}
