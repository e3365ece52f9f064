//! Whatever way an internal name takes into the output, it is found there.

use crate::site::{Files, findings, loaded, with};
use std::io::Write;
use std::sync::OnceLock;
use waypost::diagnostic::Diagnostic;
use waypost::proof::Proof;

/// The messages for a site with these files, and the first note of each.
#[track_caller]
fn found(files: &Files) -> Vec<String> {
    told(&findings(files).1)
}

fn told(found: &[Diagnostic]) -> Vec<String> {
    found
        .iter()
        .map(|it| {
            let name = it.message.split('`').nth(1).unwrap_or_default();
            format!("{name} {}", it.notes.first().cloned().unwrap_or_default())
        })
        .collect()
}

/// Whether this text in a file of `static/` shows this name, and nothing else.
#[track_caller]
fn shows(file: &str, bytes: &[u8], name: &str) {
    let found = in_file(file, bytes);
    let text = String::from_utf8_lossy(bytes);
    assert!(
        found.len() == 1 && found[0].starts_with(&format!("{name} it stands in `{file}")),
        "{text}: {found:?}"
    );
}

fn in_file(file: &str, bytes: &[u8]) -> Vec<String> {
    static PROOF: OnceLock<Proof> = OnceLock::new();
    let proof = PROOF.get_or_init(|| {
        let files = with(&[]);
        Proof::of(&loaded(&files, true), &loaded(&files, false))
    });
    told(&proof.findings(&proof.look(file, bytes), false))
}

#[test]
fn a_title_is_found_however_it_is_written() {
    const TITLE: &str = "Bänder & “Pay”";
    for text in [
        "<p>Bänder & “Pay”</p>",
        "<p>BÄNDER &amp; &quot;pay&quot;</p>",
        "<p>B&auml;nder &#38; &ldquo;Pay&#x201d;</p>",
        "<p>Ba\u{308}nder\u{a0}&nbsp;& pay</p>",
        "<p>Bän\u{ad}der and</p><p>bänder,\n   pay</p>",
        "<p>B<b>änd</b>er <a href=\"x\">&amp;</a> <em>Pay</em></p>",
        "<ul><li>Bänder</li><li>Pay</li></ul>",
        "<img alt=\"Bänder & “Pay”\" src=\"x.png\">",
        "<!-- Bänder & Pay -->",
        "<a href=\"/x/b%C3%A4nder-pay.png\">x</a>",
        "<a href=\"#baender\" id=\"bander-pay\">x</a>",
        "<svg><title>Bänder &amp; “Pay”</title></svg>",
        "<p>&lt;b&gt;B&amp;auml;nder&lt;/b&gt; &amp;amp; Pay</p>",
        "<script type=\"application/json\">{\"a\":\"B\\u00e4nder \\u0026 \\u201cPay\\u201d\"}</script>",
        "if (a<b) { c = 'Bänder & Pay' }",
        "/* bänder_pay */",
        "id,title\n1,\"Bänder & “”Pay””\"\n",
        "{\"t\":[\"B\\u00E4nder\\/Pay\"]}",
    ] {
        shows("a.html", text.as_bytes(), TITLE);
        shows("a.js", text.as_bytes(), TITLE);
    }
    let wide: Vec<u8> = "\u{feff}Bänder & Pay"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    shows("a.txt", &wide, TITLE);
}

#[test]
fn a_title_is_found_in_archives_and_binary_files() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options)
        .expect("it begins");
    zip.write_all("<w:t>Nightingale </w:t><w:t>Fellow</w:t>".as_bytes())
        .expect("it is written");
    let bytes = zip.finish().expect("it ends").into_inner();
    shows("a.docx", &bytes, "Nightingale Fellow");
    let picture = b"\x89PNG\x00\x01\x00tEXtComment\x00Nightingale Fellow\x00\xff\xfe\x00";
    shows("a.png", picture, "Nightingale Fellow");
}

#[test]
fn hosts_and_addresses_are_found_however_they_are_written() {
    for (text, name) in [
        (
            "<a href=\"https://LEDGER.finance.corp:8443/y\">x</a>",
            "ledger.finance.corp",
        ),
        (
            "<a href=\"https:&#47;&#47;ledger&period;finance.corp\">x</a>",
            "ledger.finance.corp",
        ),
        (
            "{\"u\":\"https:\\/\\/ledger.finance.corp\\/y\"}",
            "ledger.finance.corp",
        ),
        (
            "<a href=\"/go?to=https%3A%2F%2Fledger.finance.corp%2F\">x</a>",
            "ledger.finance.corp",
        ),
        (
            "<code><span>ledger</span>.<span>finance.corp</span></code>",
            "ledger.finance.corp",
        ),
        ("Ask ledger.finance.corp.", "ledger.finance.corp"),
        (
            "<a href=\"guide/salary-bands/\">x</a>",
            "guide/salary-bands",
        ),
        (
            "<a href=\"/engineering/guide/old-money/index.html#x\">x</a>",
            "guide/old-money",
        ),
        (
            "{\"u\":\"https://careers.example.com/engineering/levels/fellow/\"}",
            "levels/fellow",
        ),
        ("See content/levels/fellow.md", "content/levels/fellow.md"),
        (
            "<a href=\"./levels/../paths/fellow/\">x</a>",
            "paths/fellow",
        ),
    ] {
        shows("a.html", text.as_bytes(), name);
    }
    // Seen from another folder.
    shows(
        "guide/a.html",
        b"<a href=\"../resources/ledger/index.html\">x</a>",
        "resources/ledger",
    );
    shows(
        "skills/a.html",
        b"<a title=x href='../resources/ledger'>x</a>",
        "resources/ledger",
    );
}

#[test]
fn a_host_is_found_in_ascii_and_in_its_own_letters() {
    let mut files = with(&[(
        "content/resources/wiki.md",
        "+++\ntitle = \"The wall of notes\"\ninternal = true\nskills = [\"design\"]\nurl = \"https://notizen.bücher.example/\"\n+++\n",
    )]);
    let text = "<a href=\"https://notizen.xn--bcher-kva.example/x\">x</a>";
    files.insert("static/a.html".to_owned(), text.into());
    assert_eq!(
        found(&files),
        ["notizen.xn--bcher-kva.example it stands in `a.html:1:18`"]
    );
}

#[test]
fn what_only_looks_like_it_is_not_it() {
    for text in [
        "bänder and pay, ban der pay, bänderpay, pay & bänder",
        "https://ledger.finance.corp.example and other-ledger.finance.corp-x.example",
        "<a href=\"levels/fellows/\">x</a> <a href=\"x/levels/fellow-students/\">x</a>",
        "orreries, the ledger of a promotion",
        "<a href=\"levels/senior/\">x</a> guide, salary",
    ] {
        assert_eq!(
            in_file("a.html", text.as_bytes()),
            [] as [&str; 0],
            "{text}"
        );
    }
}

/// What an author may do in a text, in front matter, in words, in a template or with a name of a file.
#[test]
fn whatever_an_author_writes_it_in_it_is_found() {
    for (path, text, name, place) in [
        (
            "content/guide/start.md",
            "# How to start\n\nAsk about the *Compensation* grid.\n",
            "Compensation grid",
            "guide/start/index.html",
        ),
        (
            "content/guide/start.md",
            "+++\ntitle = \"How to start\"\nsummary = \"The compensation grid, at last\"\n+++\nRead.\n",
            "Compensation grid",
            "model.json",
        ),
        (
            "content/guide/start.md",
            "# How to start\n\nSee [notes]([[var:wiki]]/x).\n",
            "handbook.northwind.example",
            "guide/start/index.html",
        ),
        (
            "words/en.toml",
            "[about]\nmade-with = \"made with Orrery\"\n",
            "Orrery",
            "404.html",
        ),
        (
            "templates/404.html",
            "<!doctype html><title>x</title><p>Not in the or<b>rery</b>.",
            "Orrery",
            "404.html:1:46",
        ),
        (
            "content/orrery.md",
            "# Something else\n",
            "Orrery",
            "orrery/index.html",
        ),
        (
            "static/img/orrery.png",
            "png",
            "Orrery",
            "it is in the address of `img/orrery.png`",
        ),
    ] {
        let (_, found) = findings(&with(&[(path, text)]));
        let of_name = found
            .iter()
            .find(|it| it.message.starts_with(&format!("`{name}`")));
        let notes = of_name.map(|it| it.notes.join("\n"));
        let notes = notes.unwrap_or_else(|| panic!("{path}: {found:?}"));
        assert!(notes.contains(place), "{path}: {notes}");
    }
}

#[test]
fn a_line_that_public_texts_have_as_well_is_no_secret() {
    let text = "# Start\n\nIt meets on the third Thursday behind closed doors in Lisbon.\n";
    assert_eq!(found(&with(&[("content/start.md", text)])), [] as [&str; 0]);
}

#[test]
fn spreadsheets_and_data_are_looked_into() {
    let files = with(&[(
        "content/levels/senior.md",
        "+++\ntitle = \"Senior\"\nincludes = \"engineer\"\nrequires.design = \"advanced\"\n+++\nDecides.\n\n## [[design]]\n\n- Runs the **Orrery** by night\n",
    )]);
    let site = loaded(&files, true);
    let proof = Proof::of(&site, &loaded(&files, false));
    let built = crate::site::built(&site);
    for path in [
        "levels/senior/index.html",
        "model.json",
        "matrix.csv",
        "matrix.xlsx",
        "tracks/ic/compare/levels.js",
        "levels/engineer/to/senior/index.html",
        "tracks/ic/index.html",
        "tracks/ic/print/index.html",
    ] {
        let bytes = built
            .get(path)
            .unwrap_or_else(|| panic!("{path}: {:?}", built.keys()));
        let shown = proof.look(path, bytes);
        assert_eq!(proof.findings(&shown, false).len(), 1, "{path}");
    }
}

#[test]
fn looking_is_linear_whatever_stands_there() {
    for (part, times) in [
        ("levels/fellow/", 10_000),
        ("&amp;", 4_000),
        ("&", 50_000),
        ("%25", 30_000),
        ("\\\\u005c", 10_000),
        ("<a ", 30_000),
        ("\"<'", 30_000),
        ("Nightingale ", 10_000),
        ("the ranges that finance publishes each spring are ", 2_000),
        ("\u{301}", 30_000),
    ] {
        let text = part.repeat(times);
        let begun = std::time::Instant::now();
        in_file("a.html", text.as_bytes());
        let seconds = begun.elapsed().as_secs();
        assert!(seconds < 20, "{part}: {seconds} s");
    }
}
