//! Front matter and tables: a text, and what is read and said of it.

use proptest::prelude::*;
use waypost::data::{
    FrontMatterFormat, Reader, Syntax, Table, UnknownKeys, Value, Vars, expand_vars, parse_csv,
    parse_toml, parse_yaml, split_front_matter,
};
use waypost::diagnostic::{Code, Diagnostic, Format, Printer};
use waypost::source::{Source, SourceId, Sources, Span};

/// What `read` makes of a text, below what is said of it.
fn read(
    format: Format,
    text: &str,
    read: impl Fn(SourceId, &str, &mut Vec<Diagnostic>) -> String,
) -> String {
    let mut sources = Sources::default();
    let source = sources.add(Source {
        path: "a".into(),
        layer: "".into(),
        text: text.into(),
    });
    let mut findings = Vec::new();
    let tree = read(source, text, &mut findings);
    let mut printed = Vec::new();
    Printer::new(format, &sources)
        .print(&findings, &mut printed)
        .expect("a buffer takes everything");
    String::from_utf8(printed).expect("messages are UTF-8") + &tree
}

fn json(table: &Table) -> String {
    serde_json::to_string(table).expect("a tree has text keys only")
}

fn toml(text: &str) -> String {
    read(Format::Short, text, |source, text, out| {
        json(&parse_toml(source, text, 0, out))
    })
}

fn yaml(text: &str) -> String {
    read(Format::Short, text, |source, text, out| {
        json(&parse_yaml(source, text, 0, out))
    })
}

fn csv(text: &str) -> String {
    read(Format::Short, text, |source, text, out| {
        let rows = parse_csv(source, text, out);
        let rows = rows
            .iter()
            .map(|(row, table)| format!("{:?} {}\n", row.range(), json(table)));
        rows.collect()
    })
}

fn check(parse: fn(&str) -> String, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(parse(text), *expected, "of {text:?}");
    }
}

#[test]
fn toml_faults_are_told_in_plain_words_and_the_rest_is_read() {
    check(
        toml,
        &[
            (
                "title = Staff Engineer\nx = 1",
                r#"a:1:9: error[syntax]: the text `Staff Engineer` has no quotation marks
{"title":"Staff Engineer","x":1}"#,
            ),
            (
                "draft = yes\nx = 1",
                r#"a:1:9: error[syntax]: `yes` stands without quotation marks
{"x":1}"#,
            ),
            (
                "t = “Staff”\nx = 1",
                r#"a:1:5: error[syntax]: `Staff` stands between typographic quotation marks
{"t":"Staff","x":1}"#,
            ),
            (
                "title: \"x\"\nx = 1",
                r#"a:1:6: error[syntax]: `:` stands behind the key `title`
{"x":1}"#,
            ),
            (
                "title = \"Staff\nx = 1",
                r#"a:1:9: error[syntax]: the text that begins with `"` here is never closed
{"title":"Staff","x":1}"#,
            ),
            (
                "levels = [\"a\" \"b\"]\nx = 1",
                r#"a:1:15: error[syntax]: a comma is missing in the list here
{"levels":["a","b"],"x":1}"#,
            ),
            (
                "levels = [\n \"a\",\nx = 1\ny = 2",
                r#"a:1:10: error[syntax]: the list that begins here is never closed
{"x":1,"y":2}"#,
            ),
            (
                "t = \"\"\"abc\nx = 1",
                r#"a:1:5: error[syntax]: the text that `"""` opens here is never closed
{"x":1}"#,
            ),
            (
                "[x\ny = 1",
                r#"a:1:1: error[syntax]: `[x` is never closed
{"y":1}"#,
            ),
            (
                "title =\nx = 1",
                r#"a:1:8: error[syntax]: `title` has no value
{"x":1}"#,
            ),
            (
                "Staff engineer = 1\nx = 2",
                r#"a:1:1: error[syntax]: the key `Staff engineer` has a space in it
{"x":2}"#,
            ),
            (
                "Some prose\nand more\n\n# a comment\nx = 1\n- a",
                r#"a:1:1: error[syntax]: `Some prose` is no `key = value`
a:6:1: error[syntax]: `- a` is no `key = value`
{"x":1}"#,
            ),
            (
                "a = 1 b = 2\nx = 1",
                r#"a:1:9: error[syntax]: `= 2` follows a value that has ended
{"a":"1 b","x":1}"#,
            ),
            (
                "a = 'it''s'\nx = 1",
                r#"a:1:9: error[syntax]: `'s'` follows a value that has ended
{"a":"it","x":1}"#,
            ),
            (
                "a = 1,\nx = 1",
                r#"a:1:6: error[syntax]: `,` follows a value that has ended
{"a":1,"x":1}"#,
            ),
            (
                "typical = 6-12 months\nx = 1",
                r#"a:1:11: error[syntax]: the text `6-12 months` has no quotation marks
{"typical":"6-12 months","x":1}"#,
            ),
            (
                "code = 06\nx = 1",
                r#"a:1:8: error[syntax]: `06` is a number that begins with a zero
{"code":"06","x":1}"#,
            ),
            (
                "p = \"C:\\docs\"\nx = 1",
                r#"a:1:8: error[syntax]: `\d` stands for nothing
{"p":"C:\\docs","x":1}"#,
            ),
            (
                "a = 17.11.2025\nb = 2025-13-01\nc = 10.11.2025\nd = 2025-11-17T10:00:00Z",
                r#"a:1:5: error[no-such-date]: `17.11.2025` is not written as a date
a:2:5: error[no-such-date]: `2025-13-01` is not in the calendar
a:3:5: error[no-such-date]: `10.11.2025` is not written as a date
{"d":"2025-11-17"}"#,
            ),
            (
                "title = [[var:company]]\nx = 1",
                r#"a:1:9: error[syntax]: the text `[[var:company]]` has no quotation marks
{"title":"[[var:company]]","x":1}"#,
            ),
            (
                "über = 1\nx = 1",
                r#"a:1:1: error[syntax]: the key `über` has no quotation marks
{"über":1,"x":1}"#,
            ),
            (
                "big = 99999999999999999999\nx = 1",
                r#"a:1:7: error[bad-value]: `99999999999999999999` is no number that can be read
{"x":1}"#,
            ),
            (
                "r.a = 1\ns.a = 1\nr.a = 2\n[t]\n[t]\nz = 1",
                r#"a:3:3: error[duplicate-key]: the key `r.a` stands twice
a:5:2: error[duplicate-key]: the key `t` stands twice
{"r":{"a":1},"s":{"a":1},"t":{"z":1}}"#,
            ),
        ],
    );
}

#[test]
fn yaml_faults_are_told_in_plain_words_and_the_rest_is_read() {
    check(
        yaml,
        &[
            (
                "title: Foo: bar\nx: 1",
                r#"a:1:11: error[syntax]: a second `:` stands in the value
{"x":1}"#,
            ),
            (
                "title: \"x\nx: 1",
                r#"a:1:8: error[syntax]: the text that begins with `"` here is never closed
{"x":1}"#,
            ),
            (
                "title: 'it's'\nx: 1",
                r#"a:1:12: error[syntax]: `s'` follows the closing quotation mark
{"x":1}"#,
            ),
            (
                "a:\n\tb: 1\nx: 1",
                r#"a:2:1: error[syntax]: a tab stands where YAML takes spaces only
{"x":1}"#,
            ),
            (
                "tags: [a, b\nx: 1",
                r#"a:1:7: error[syntax]: the list that begins here is never closed
{"x":1}"#,
            ),
            (
                "title: @x\nx: 1",
                r#"a:1:8: error[syntax]: a text can't begin with `@` as it is
{"x":1}"#,
            ),
            (
                "title: *important*\nx: 1",
                r#"a:1:8: error[syntax]: a text can't begin with `*` as it is
{"x":1}"#,
            ),
            (
                "title: x\nplain prose\nmore: 1",
                r#"a:2:1: error[syntax]: `plain prose` is no `key: value`
{"title":"x","more":1}"#,
            ),
            (
                "- a\n- b",
                r#"a:1:1: error[syntax]: this is a list, not `key: value`
{}"#,
            ),
            (
                "a: 1\n b: 2\nx: 1",
                r#"a:2:2: error[syntax]: `b: 2` is taken for more of the text above
{"a":1,"x":1}"#,
            ),
            (
                "a:\n  - b\n c: 1\nx: 1",
                r#"a:3:2: error[syntax]: `c: 1` is indented unlike the keys above it
{"a":["b"],"x":1}"#,
            ),
            (
                "title:x\nx: 1",
                r#"a:1:6: error[syntax]: `:` has no space behind it
{"x":1}"#,
            ),
            (
                "tags: - a\nx: 1",
                r#"a:1:7: error[syntax]: a list begins on the line of its key
{"x":1}"#,
            ),
            (
                "a: \"\\d\"\nx: 1",
                r#"a:1:4: error[syntax]: the text holds a `\` that stands for nothing
{"x":1}"#,
            ),
            (
                "requires.a: x\nrequires:\n  b: y\n  a: z\nrequires.c: w",
                r#"a:4:3: error[duplicate-key]: the key `a` stands twice
{"requires":{"a":"x","b":"y","c":"w"}}"#,
            ),
            (
                "d: 2025-02-30\ne: 2025-11-17\nf: \"2025-11-17\"\ng: 007\nh: 1.10\ni: no\nj:\nk: 2025-11-17 10:00:00 +0100\nl: |\n  two\n  lines",
                r#"a:1:4: error[no-such-date]: `2025-02-30` is not in the calendar
{"e":"2025-11-17","f":"2025-11-17","g":"007","h":1.1,"i":"no","k":"2025-11-17","l":"two\nlines\n"}"#,
            ),
            (
                "company: [[var:company]]\na: &a 1\nb: *a",
                r#"{"company":"[[var:company]]","a":1,"b":1}"#,
            ),
            (
                "a: 1\nb: 2\na: 3",
                r#"a:3:1: error[duplicate-key]: the key `a` stands twice
{"a":1,"b":2}"#,
            ),
        ],
    );
}

#[test]
fn csv_keeps_places_and_reads_on_behind_a_fault() {
    check(
        csv,
        &[
            (
                "id;title;requires.a\nx;y;z\n;;\nx;y\nx;y;z;q\nx;y;z;;\n",
                r#"a:4:1: error[syntax]: the row has 2 of 3 cells
a:5:7: error[syntax]: the cell `q` stands in a column without a name
20..25 {"id":"x","title":"y","requires":{"a":"z"}}
29..32 {"id":"x","title":"y"}
33..40 {"id":"x","title":"y","requires":{"a":"z"}}
41..48 {"id":"x","title":"y","requires":{"a":"z"}}
"#,
            ),
            (
                "id,title\nx,\"He said \"\"hi\"\",\nok\"\ny,z\n",
                r#"9..31 {"id":"x","title":"He said \"hi\",\nok"}
32..35 {"id":"y","title":"z"}
"#,
            ),
            (
                "id,title\nx,\"open\ny,z\n",
                r#"a:2:3: error[syntax]: the quotation mark that opens the cell here is never closed
9..16 {"id":"x","title":"open"}
17..20 {"id":"y","title":"z"}
"#,
            ),
            (
                "id,title,title\nx,\"a\" b,c\n",
                r#"a:1:10: error[duplicate-key]: the key `title` stands twice
a:2:6: error[syntax]: the cell goes on behind its closing quotation mark
15..24 {"id":"x","title":"a b"}
"#,
            ),
            (
                "sep=;\nid;t\na;b",
                r#"11..14 {"id":"a","t":"b"}
"#,
            ),
        ],
    );
}

#[test]
fn one_run_reports_every_fault_of_a_file() {
    let text = "title: \"Staff\"\nrequires.a = 1\nrequires.b = x\noptional.a = 2\nrequires.a = 3\nreviewed = 2025-02-30\n";
    let rendered = read(Format::Human, text, |source, text, out| {
        json(&parse_toml(source, text, 0, out))
    });
    assert_eq!(
        rendered,
        r#"error[syntax]: `:` stands behind the key `title`
  --> a:1:6
   |
 1 | title: "Staff"
   |      ^
   = help: write `=` between a key and its value

error[syntax]: the text `x` has no quotation marks
  --> a:3:14
   |
 3 | requires.b = x
   |              ^
   = help: write `"x"`

error[duplicate-key]: the key `requires.a` stands twice
  --> a:5:10
   |
 2 | requires.a = 1
   |          - here first
 ...
 5 | requires.a = 3
   |          ^ here again
   = help: keep one of the two

error[no-such-date]: `2025-02-30` is not in the calendar
  --> a:6:12
   |
 6 | reviewed = 2025-02-30
   |            ^^^^^^^^^^
   = help: write a day from 01 to 28

{"requires":{"a":1,"b":"x"},"optional":{"a":2}}"#
    );
}

#[test]
fn spans_are_absolute_and_underline_one_segment() {
    let text = "+++\nrequires.system-design = \"advanced\"\n+++\n";
    let mut out = Vec::new();
    let parts = split_front_matter(SourceId(0), text, &mut out);
    let table = parse_toml(
        SourceId(0),
        &text[parts.matter.clone()],
        parts.matter.start,
        &mut out,
    );
    let Some(Value::Table(requires)) = table.get("requires").map(|value| &value.value) else {
        panic!("no group in {table:?}");
    };
    let entry = &requires.entries()[0];
    assert_eq!(&text[entry.key.span.range()], "system-design");
    assert_eq!(&text[entry.value.span.range()], "advanced");

    let text = "requires.system-design: \"advanced\"\n";
    let table = parse_yaml(SourceId(0), text, 0, &mut out);
    let Some(Value::Table(requires)) = table.get("requires").map(|value| &value.value) else {
        panic!("no group in {table:?}");
    };
    let entry = &requires.entries()[0];
    assert_eq!(&text[entry.key.span.range()], "system-design");
    assert_eq!(&text[entry.value.span.range()], "advanced");
    assert_eq!(out, []);
}

#[test]
fn front_matter_ends_where_its_fence_stands_alone() {
    let split = |text: &str| {
        read(Format::Short, text, |source, text, out| {
            let parts = split_front_matter(source, text, out);
            let format = match parts.format {
                FrontMatterFormat::None => "none",
                FrontMatterFormat::Toml => "toml",
                FrontMatterFormat::Yaml => "yaml",
            };
            format!("{format} {:?} {:?}", &text[parts.matter], &text[parts.body])
        })
    };
    let cases = [
        ("+++\na = 1\n+++\nbody\n", r#"toml "a = 1\n" "body\n""#),
        (
            "+++\na = \"\"\"\n+++\n\\\"\"\"\"\nb = '''\n+++\n'''\n+++  \nbody",
            r#"toml "a = \"\"\"\n+++\n\\\"\"\"\"\nb = '''\n+++\n'''\n" "body""#,
        ),
        (
            "+++\na = \"\"\"x\n+++\nbody",
            r#"toml "a = \"\"\"x\n" "body""#,
        ),
        (
            "+++\na = 1\nb = [\n 1,\n]\n# Title\nProse\n",
            r##"a:1:1: error[unclosed-front-matter]: the front matter that `+++` opens here is never closed
toml "a = 1\nb = [\n 1,\n]\n" "# Title\nProse\n""##,
        ),
        (
            "+++\na = 1\n---\nbody",
            r#"a:1:1: error[unclosed-front-matter]: the front matter that `+++` opens here is never closed
toml "a = 1\n" "body""#,
        ),
        ("---\na: 1\n...\nbody", r#"yaml "a: 1\n" "body""#),
        (
            "---\nbody\n",
            r#"a:1:1: error[unclosed-front-matter]: the front matter that `---` opens here is never closed
yaml "" "body\n""#,
        ),
        (
            "---\ntitle: x\ntags:\n- a\n\nProse",
            r#"a:1:1: error[unclosed-front-matter]: the front matter that `---` opens here is never closed
yaml "title: x\ntags:\n- a\n" "\nProse""#,
        ),
        ("---\n\nbody\n", r#"none "" "---\n\nbody\n""#),
        (
            "---\n\nText\n\n---\nmore",
            r#"none "" "---\n\nText\n\n---\nmore""#,
        ),
        (
            "---\n\ntitle: x\n---\nbody",
            r#"yaml "\ntitle: x\n" "body""#,
        ),
        ("---", r#"none "" "---""#),
        (
            "+++",
            r#"a:1:1: error[unclosed-front-matter]: the front matter that `+++` opens here is never closed
toml "" """#,
        ),
        ("+++\n+++", r#"toml "" """#),
        ("", r#"none "" """#),
        ("text\n+++\n", r#"none "" "text\n+++\n""#),
    ];
    for (text, expected) in cases {
        assert_eq!(split(text), expected, "of {text:?}");
    }
}

#[test]
fn a_reader_says_what_is_and_what_belongs() {
    let text = r#"title = true
code = 6
version = 1.10
includes = "senior"
tags = ["x", 3, ["y"]]
draft = "yes"
hours = "3"
reviewed = "soon"
checked = "2025-02-30"
since = "2025-11-17"
requires = "x"
optional.a = "at [[var:compny]]"
titel = 3
zzz = 1
extra.colours = ["[[var:company]]"]
"#;
    let vars = Vars::from([("company".to_owned(), "Example".to_owned())]);
    let rendered = read(Format::Human, text, |source, text, out| {
        let table = parse_toml(source, text, 0, out);
        let mut reader = Reader::new(&table, Span::start_of(source), &vars, out);
        let read = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}\n",
            reader.text("title").map(|text| text.value),
            reader.text("code").map(|text| text.value),
            reader.text("version").map(|text| text.value),
            reader
                .texts("includes")
                .into_iter()
                .map(|text| text.value)
                .collect::<Vec<_>>(),
            reader
                .texts("tags")
                .into_iter()
                .map(|text| text.value)
                .collect::<Vec<_>>(),
            reader.flag("draft").map(|flag| flag.value),
            reader.integer("hours").map(|number| number.value),
            reader.date("reviewed").map(|date| date.value),
            reader.date("checked").map(|date| date.value),
            reader.date("since").map(|date| date.value.to_string()),
        );
        let groups = (
            reader.table("requires").len(),
            reader.texts_table("optional").len(),
        );
        let extra = serde_json::to_string(&reader.extra()).expect("text keys only");
        let kept = reader.finish("a level", &[], UnknownKeys::Error);
        format!("{read}{groups:?} {extra} {}", kept.is_empty())
    });
    assert_eq!(
        rendered,
        r#"error[wrong-type]: `title` holds `true` where a text belongs
  --> a:1:9
   |
 1 | title = true
   |         ^^^^
   = help: put it between quotation marks

error[wrong-type]: `version` holds a number that a text would not keep as it is written
  --> a:3:11
   |
 3 | version = 1.10
   |           ^^^^
   = help: put it between quotation marks

error[wrong-type]: `tags` holds a list where a text belongs
  --> a:5:17
   |
 5 | tags = ["x", 3, ["y"]]
   |                 ^^^^^
   = help: write one text

error[wrong-type]: `draft` holds a text where `true` or `false` belongs
  --> a:6:10
   |
 6 | draft = "yes"
   |          ^^^
   = help: write `true` or `false` without quotation marks

error[wrong-type]: `hours` holds a text where a whole number belongs
  --> a:7:10
   |
 7 | hours = "3"
   |          ^
   = help: write `3` without quotation marks

error[wrong-type]: `reviewed` holds a text where a date belongs
  --> a:8:13
   |
 8 | reviewed = "soon"
   |             ^^^^
   = help: write a date such as `2025-11-17`

error[no-such-date]: `2025-02-30` is not in the calendar
  --> a:9:12
   |
 9 | checked = "2025-02-30"
   |            ^^^^^^^^^^
   = help: write a day from 01 to 28

error[wrong-type]: `requires` holds a text where a group of keys belongs
   --> a:11:13
    |
 11 | requires = "x"
    |             ^
    = help: write keys of their own, such as `requires.name = "value"`

error[unknown-var]: `[vars]` has no word `compny`
   --> a:12:24
    |
 12 | optional.a = "at [[var:compny]]"
    |                        ^^^^^^
    = help: did you mean `company`?

error[unknown-key]: a level has no key `titel`
   --> a:13:1
    |
 13 | titel = 3
    | ^^^^^
    = help: did you mean `title`?

error[unknown-key]: a level has no key `zzz`
   --> a:14:1
    |
 14 | zzz = 1
    | ^^^
    = help: write `extra.zzz` for a key of your own

None Some("6") None ["senior"] ["x", "3"] None None None None Some("2025-11-17")
(0, 1) {"colours":["Example"]} true"#
    );
}

#[test]
fn cells_become_what_the_key_takes() {
    let text =
        "title,skills,hours,draft,checked,url\nDDIA,system-design; data,12.5,yes,2025-11-17,\n";
    let vars = Vars::new();
    let mut out = Vec::new();
    let rows = parse_csv(SourceId(0), text, &mut out);
    let (row, table) = &rows[0];
    let mut reader = Reader::new(table, *row, &vars, &mut out);
    let skills = reader.texts("skills");
    let places: Vec<&str> = skills
        .iter()
        .map(|skill| &text[skill.span.range()])
        .collect();
    assert_eq!(places, ["system-design", "data"]);
    assert_eq!(reader.number("hours").map(|hours| hours.value), Some(12.5));
    assert_eq!(reader.flag("draft").map(|draft| draft.value), Some(true));
    assert!(reader.date("checked").is_some());
    assert!(reader.text("url").is_none());
    assert_eq!(
        reader
            .required_text("title")
            .map(|title| title.value)
            .as_deref(),
        Some("DDIA")
    );
    reader.finish("a resource", &[], UnknownKeys::Error);
    assert_eq!(out, []);
}

#[test]
fn an_unknown_key_of_a_plain_page_is_kept() {
    let mut out = Vec::new();
    let table = parse_yaml(SourceId(0), "title: x\nlayout: post\n", 0, &mut out);
    let vars = Vars::new();
    let mut reader = Reader::new(&table, Span::start_of(SourceId(0)), &vars, &mut out);
    reader.text("title");
    let kept = reader.finish("a page", &["tags"], UnknownKeys::KeepAsExtra);
    assert_eq!(json(&kept), r#"{"layout":"post"}"#);
    assert_eq!(kept.syntax(), Syntax::Yaml);
    let severities: Vec<&str> = out.iter().map(|finding| finding.severity.name()).collect();
    assert_eq!(severities, ["warning"]);
}

#[test]
fn vars_are_replaced_once_and_unknown_ones_are_underlined() {
    let text = "[[var:company]] [[var: compny ]] [[var: [[var:company]]";
    let vars = Vars::from([("company".to_owned(), "[[var:company]]".to_owned())]);
    let mut out = Vec::new();
    let span = Span::new(SourceId(0), 100, 100 + text.len());
    let expanded = expand_vars(text, span, &vars, &mut out);
    assert_eq!(
        expanded,
        "[[var:company]] [[var: compny ]] [[var: [[var:company]]"
    );
    assert_eq!(out.len(), 1);
    assert_eq!(out[0].span(), Some(Span::new(SourceId(0), 122, 130)));
}

/// Neither of these may take more than the stack of a worker thread, or more than a moment.
#[test]
fn bombs_are_defused() {
    let doubling: String = std::iter::once("a0: &a0 [x, x]\n".to_owned())
        .chain((1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)))
        .collect();
    let dotted = format!("{} = 1", vec!["a"; 500].join("."));
    let tables = format!("[{0}]\n{0} = {{{0} = 1}}", vec!["a"; 70].join("."));
    let texts = [
        doubling,
        dotted.clone(),
        tables,
        dotted.replace(" =", ":"),
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a = ".repeat(100_000)),
        "[".repeat(1 << 20),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        "a\n".repeat(200_000),
        "a\"\n".repeat(200_000),
        "a = 1\n".repeat(100_000),
        "a: b: c\n".repeat(100_000),
        "a: 1\n".repeat(100_000),
        (0..100_000).map(|n| format!("a{n}: 1\n")).collect(),
        (0..100_000).map(|n| format!("a{n} = x\n")).collect(),
        format!("a = [{}", "b c,".repeat(100_000)),
        "\"".repeat(200_001),
        format!("a\n{}", "\"x\n".repeat(100_000)),
        ",".repeat(1 << 20),
        "[[var:".repeat(100_000),
        "x".repeat(5 << 20),
    ];
    let worker = std::thread::Builder::new().stack_size(2 << 20);
    let run = worker.spawn(move || {
        for text in &texts {
            let began = std::time::Instant::now();
            let mut out = Vec::new();
            parse_toml(SourceId(0), text, 0, &mut out);
            parse_yaml(SourceId(0), text, 0, &mut out);
            parse_csv(SourceId(0), text, &mut out);
            expand_vars(text, Span::new(SourceId(0), 0, 0), &Vars::new(), &mut out);
            let start: String = text.chars().take(20).collect();
            assert!(out.len() < 100, "{} findings of {start:?}", out.len());
            assert!(
                began.elapsed().as_secs() < 10,
                "{:?} for {start:?}",
                began.elapsed()
            );
        }
        let mut out = Vec::new();
        parse_toml(SourceId(0), &texts[texts.len() - 1], 0, &mut out);
        assert_eq!(out[0].code, Code::TooLarge);
    });
    run.expect("a thread starts")
        .join()
        .expect("no bomb goes off");
}

/// Pieces that the languages care for, so that the search gets further than the first line.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "+++\n", "---\n", "...\n", "\n", "\n", "\n", " ", "  ", "\t", "\"", "\"\"\"", "'", "'''",
            "[", "]", "[[", "]]", "{", "}", "=", " = ", ": ", ":", ",", ";", ".", "#", "- ", "&a ",
            "*a", "|\n", ">-\n", "\\", "\\u00", "title", "a", "requires.a", "true", "yes", "6-8",
            "2025-02-30", "2025-11-17", "1.10", "007", "9e999", "“x”", "é", "漢", "\u{0}",
            "[[var:a]]", "[[var:", "!!str ", "? ", "% ", "\r",
        ]).prop_map(str::to_owned),
        1 => ".{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_panics_and_every_place_is_in_it(text in text()) {
        let mut sources = Sources::default();
        let source = sources.add(Source { path: "a".into(), layer: "".into(), text: text.as_str().into() });
        let vars = Vars::from([("a".to_owned(), "x".to_owned())]);
        let mut out = Vec::new();
        let parts = split_front_matter(source, &text, &mut out);
        let matter = &text[parts.matter.clone()];
        prop_assert!(parts.matter.end <= parts.body.start);
        prop_assert!(text.is_char_boundary(parts.body.start));
        let mut tables = vec![
            parse_toml(source, matter, parts.matter.start, &mut out),
            parse_yaml(source, matter, parts.matter.start, &mut out),
            parse_toml(source, &text, 0, &mut out),
            parse_yaml(source, &text, 0, &mut out),
        ];
        tables.extend(parse_csv(source, &text, &mut out).into_iter().map(|(_, table)| table));
        for table in &tables {
            let mut reader = Reader::new(table, Span::start_of(source), &vars, &mut out);
            reader.texts("title");
            reader.date("a");
            reader.texts_table("requires");
            reader.finish("a page", &[], UnknownKeys::KeepAsExtra);
        }
        for label in out.iter().flat_map(|finding| &finding.labels) {
            prop_assert!(text.get(label.span.range()).is_some(), "{:?} in {text:?}", out);
        }
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            Printer::new(format, &sources).print(&out, &mut std::io::sink())?;
        }
    }
}
