//! Names that are hard to put into an address.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use html5gum::{Token, Tokenizer};

use crate::site::{Site, run};

/// The text between `before` and `after`, wherever it stands.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before)
        .skip(1)
        .filter_map(|rest| rest.split(after).next())
        .collect()
}

/// The addresses that a page links to, as a browser reads them.
fn hrefs(html: &str) -> Vec<String> {
    let tags = Tokenizer::new(html).filter_map(|Ok(token)| match token {
        Token::StartTag(tag) => Some(tag),
        _ => None,
    });
    tags.filter_map(|tag| tag.attributes.get(b"href".as_slice()).cloned())
        .map(|address| String::from_utf8_lossy(&address).into_owned())
        .collect()
}

fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address)
        .decode_utf8()
        .expect("it was encoded as UTF-8")
        .into_owned()
}

#[test]
fn names_that_no_address_can_hold_are_errors() {
    let site = Site::new();
    for folder in ["content", "static"] {
        for name in [
            b"line\nbreak.md".as_slice(),
            b"not-\xff-utf-8.md",
            b"back\\slash.md",
            b"bell\x07.md",
        ] {
            let path = site.at(folder).join(OsStr::from_bytes(name));
            crate::site::write(&path, "# A page\n");
        }
        // All that lies in such a folder goes with it, as one fault.
        let path = site.at(folder).join(OsStr::from_bytes(b"folder\xfe"));
        crate::site::write(&path.join("a.md"), "# A page\n");
        crate::site::write(&path.join("b.md"), "# A page\n");
    }
    let ended = run(site.command(&["check", "--format", "short"]));
    ended.expect(1);
    for reason in [
        "holds a control character",
        "isn't UTF-8",
        "holds a backslash",
    ] {
        assert!(ended.out.contains(reason), "{reason}: {}", ended.out);
    }
    assert_eq!(
        ended.out.matches("error[bad-name]").count(),
        10,
        "{}",
        ended.out
    );
    assert!(
        !ended.out.contains('\u{7}') && ended.out.lines().count() == 10,
        "{:?}",
        ended.out
    );
}

#[test]
fn odd_names_of_static_files_are_published_and_linked_with_their_address_encoded() {
    let names = [
        "a b.txt",
        "a:b.txt",
        "a?b.txt",
        "a#b.txt",
        "a%b.txt",
        "a%20b.txt",
        "a&b;c.txt",
        "a'b\"c<d>.txt",
        "日本 é.txt",
        "-rf",
        "~",
        &"n".repeat(255),
    ];
    let site = Site::new();
    let mut page = String::from("# Home\n\n");
    for name in names {
        site.write(&format!("static/files/{name}"), name);
        let address: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        page.push_str(&format!("- [x](/files/{address})\n"));
    }
    site.write("content/index.md", page);
    site.build_well();
    let published = site.published();
    for name in names {
        assert_eq!(published[&format!("files/{name}")], name.as_bytes());
    }
    let home = String::from_utf8_lossy(&published["index.html"]).into_owned();
    let linked: BTreeSet<String> = hrefs(&home)
        .iter()
        .filter(|address| address.contains("files/"))
        .map(|address| decoded(address))
        .collect();
    let expected: BTreeSet<String> = names.iter().map(|name| format!("files/{name}")).collect();
    assert_eq!(linked, expected, "{home}");
}

#[test]
fn odd_names_of_pages_become_addresses_that_need_no_encoding() {
    let site = Site::new();
    for name in [
        "a b", "c:d", "e?f", "g#h", "i%j", "k&l", "日本", "été", "m…n", "O'Neil",
    ] {
        site.write(&format!("content/guide/{name}.md"), format!("# {name}\n"));
    }
    site.build_well();
    let published = site.published();
    for id in [
        "a-b", "c-d", "e-f", "g-h", "i-j", "k-l", "ri-ben", "ete", "m-n", "o-neil",
    ] {
        assert!(
            published.contains_key(&format!("guide/{id}/index.html")),
            "{id}: {:#?}",
            published.keys()
        );
    }
    let sitemap = String::from_utf8_lossy(&published["sitemap.xml"]).into_owned();
    for address in between(&sitemap, "<loc>", "</loc>") {
        let path = address.strip_prefix("https://example.com/a/");
        let path = path.expect("all lie under the site's address");
        assert!(
            published.contains_key(&format!("{path}index.html")),
            "{address}"
        );
    }
}

#[test]
fn names_as_long_as_a_disk_takes_are_published_or_told() {
    for (name, code) in [
        ("n".repeat(252), 1),
        ("n".repeat(120), 0),
        ("語".repeat(84), 1),
        ("🎉".repeat(60), 1),
    ] {
        let site = Site::new();
        site.write(&format!("content/guide/{name}.md"), "# A page\n");
        let ended = site.build();
        ended.expect(code);
        if code == 1 {
            ended.says(&["error[bad-id]", &name]);
        }
    }
    // Folders too: a path of more than 4,096 bytes can't even be opened by its name.
    let site = Site::new();
    let mut deep = site.at("content");
    for _ in 0..30 {
        deep.push("n".repeat(120));
    }
    crate::site::write(&deep.join("page.md"), "# A page\n");
    let ended = site.build();
    assert!(matches!(ended.code, Some(0 | 1 | 3)), "{ended:#?}");
    assert!(!ended.err.contains("panicked"), "{ended:#?}");
}

#[test]
fn an_output_with_a_name_that_is_too_long_says_so() {
    let site = Site::new();
    let output = site.at(&"n".repeat(255));
    run(site.command(&["build", "--output", &output.to_string_lossy()]))
        .expect(3)
        .says(&["could not be", "shorten the name"]);
    let odd = site.at("a b\n?#%");
    run(site.command(&["build", "--output", &odd.to_string_lossy()])).expect(0);
    assert!(odd.join("index.html").exists());
    let bytes = site.at("").join(OsStr::from_bytes(b"not-\xff-utf-8"));
    let mut command = site.command(&["build"]);
    command.arg("--output").arg(&bytes);
    run(command).expect(0);
    assert!(fs::exists(bytes.join("index.html")).expect("it can be looked at"));
}
