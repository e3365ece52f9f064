//! The guide for authors: its examples are one site, and nothing is wrong with it.

mod site;

use std::sync::Arc;
use waypost::check::{check, check_public};
use waypost::diagnostic::{Format, Printer};
use waypost::site::{LoadOptions, Site};

/// The blocks of the guide that are files, with their names.
fn files() -> Vec<(String, String)> {
    let guide = include_str!("../docs/authoring.md");
    let mut files: Vec<(String, String)> = Vec::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some((_, name)) = info.split_once(" title=\"") {
            files.push((
                name.trim_end_matches('"').to_owned(),
                body.join("\n") + "\n",
            ));
        }
    }
    files
}

fn said(site: &Arc<Site>, whole: Option<&Site>) -> String {
    let today = jiff::civil::date(2026, 11, 3);
    let findings = match whole {
        Some(whole) => check_public(site, whole, today),
        None => check(site, today),
    };
    let mut said = Vec::new();
    Printer::new(Format::Short, &site.sources)
        .print(&findings, &mut said)
        .expect("a buffer takes everything");
    String::from_utf8(said).expect("messages are UTF-8")
}

#[test]
fn the_examples_for_authors_are_a_site_without_a_finding() {
    let files = files();
    assert!(files.len() > 12, "{}", files.len());
    let site = site::site_of(files);
    assert_eq!(said(&site, None), "");
    assert_eq!(site.model.statements.len(), 6);
}

#[test]
fn the_examples_for_authors_show_nothing_internal_in_public() {
    let public = LoadOptions {
        public: true,
        ..LoadOptions::default()
    };
    let site = site::site_with(files(), &public);
    let whole = site::site_of(files());
    assert_eq!(said(&site, Some(&whole)), "");
    let page = site::page(&site, "guide/pay/index.html");
    assert!(page.contains("range of pay") && !page.contains("handbook"));
}

/// Every key in a table of the guide is one that its kind takes: a file that holds them all has no
/// unknown one.
#[test]
fn the_keys_in_the_guide_are_keys() {
    let guide = include_str!("../docs/authoring.md");
    let (mut kind, mut keys) = (String::new(), Vec::new());
    let mut is_code = false;
    for line in guide.lines() {
        is_code ^= line.starts_with("```");
        if is_code {
            continue;
        }
        if let Some(heading) = line.strip_prefix("### ") {
            kind = heading.to_lowercase();
        } else if line.starts_with("## ") {
            kind.clear();
        } else if let Some(row) = line.strip_prefix("| `").filter(|_| !kind.is_empty()) {
            let cell = row.split(" | ").next().unwrap_or_default();
            for key in cell
                .split('`')
                .step_by(2)
                .filter(|key| !key.trim().is_empty())
            {
                keys.push((kind.clone(), key.to_owned()));
            }
        }
    }
    assert!(keys.len() > 40, "{keys:?}");
    for (kind, key) in keys {
        let key = key.replace("SKILL", "s").replace("ANYTHING", "s");
        let path = match kind.as_str() {
            "path" => "content/paths/p/index.md".to_owned(),
            "phase" => "content/paths/p/1-a.md".to_owned(),
            "page" => continue,
            kind => format!("content/{kind}s/a.md"),
        };
        let text = format!("+++\ntitle = \"A\"\n{key} = 1\n+++\n");
        let site = site::site_of([("site.toml", "title = \"T\""), (&path, &text)]);
        let unknown = site
            .diagnostics
            .iter()
            .find(|finding| finding.code.name() == "unknown-key");
        assert!(unknown.is_none(), "{kind}: {key}: {unknown:?}");
    }
}
