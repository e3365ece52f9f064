//! The schemas hold exactly the keys that the readers take.

#[allow(dead_code)]
mod site;

use serde_json::Value;
use std::collections::BTreeSet;
use waypost::cli::{Exit, run};
use waypost::document::Kind;
use waypost::schema::{all_words, bundle, kind_keys, kind_schema, site_keys, site_schema};

/// Keys of one kind, or of `site.toml`.
fn asked(kind: Option<Kind>) -> Vec<waypost::schema::Key> {
    kind.map_or_else(site_keys, kind_keys)
}

fn all() -> impl Iterator<Item = Option<Kind>> {
    std::iter::once(None).chain(Kind::ALL.map(Some))
}

/// The file of a site that holds what a kind's front matter is.
fn file_of(kind: Kind) -> String {
    match kind {
        Kind::Path => "content/paths/p/index.md".to_owned(),
        Kind::Phase => "content/paths/p/1-a.md".to_owned(),
        Kind::Page => "content/guide/a.md".to_owned(),
        kind => format!("content/{}/a.md", kind.folder()),
    }
}

#[test]
fn every_key_that_a_reader_asks_for_has_its_words_and_no_words_are_idle() {
    for kind in all() {
        let keys: BTreeSet<String> = asked(kind).into_iter().map(|key| key.path).collect();
        let words: Vec<_> = all_words(kind);
        let told: BTreeSet<String> = words.iter().map(|words| words.path.to_owned()).collect();
        let lacking: Vec<_> = keys.difference(&told).collect();
        assert!(
            lacking.is_empty(),
            "{kind:?}: src/schema/ has no words on {lacking:?}"
        );
        let idle: Vec<_> = told.difference(&keys).collect();
        assert!(idle.is_empty(), "{kind:?}: no reader asks for {idle:?}");
        assert_eq!(words.len(), told.len(), "{kind:?}: each key has one line");
    }
}

/// The keys of a file that its reader doesn't know, as the messages name them.
fn unknown(path: &str, text: &str) -> BTreeSet<String> {
    let settings = match path {
        "site.toml" => text,
        _ => "title = \"T\"",
    };
    let site = site::site_of([("site.toml", settings), (path, text)]);
    let findings = site.diagnostics.iter();
    findings
        .filter(|finding| finding.code.name() == "unknown-key")
        .filter_map(|finding| finding.message.split('`').nth_back(1).map(str::to_owned))
        .collect()
}

/// By way of the schema as it is printed and of messages as an author meets them, so that nothing
/// hangs on how keys are gathered.
#[test]
fn a_file_may_have_what_its_schema_has_and_nothing_else() {
    let known = Kind::ALL
        .into_iter()
        .flat_map(kind_keys)
        .map(|key| key.path);
    let slips = ["titel", "Title", "date_", "description"].map(str::to_owned);
    let all: BTreeSet<String> = known.chain(slips).collect();
    let all: Vec<String> = all.into_iter().collect();
    assert!(all.len() > 50, "{all:?}");
    for kind in Kind::ALL {
        let schema = kind_schema(kind);
        let properties = schema["properties"].as_object().expect("properties");
        // Of many unknown keys not all are told.
        for keys in all.chunks(20) {
            let lines: String = keys.iter().map(|key| format!("{key} = 1\n")).collect();
            let unknown = unknown(&file_of(kind), &format!("+++\n{lines}+++\n"));
            for key in keys {
                let is_known = properties.contains_key(key);
                assert_ne!(unknown.contains(key), is_known, "{}: {key}", kind.name());
            }
        }
    }
}

#[test]
fn the_settings_may_have_what_their_schema_has() {
    /// The keys that are no group of others.
    fn leaves(schema: &Value, prefix: &str, found: &mut Vec<String>) {
        for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
            let before = found.len();
            let path = format!("{prefix}{key}");
            leaves(inner, &format!("{path}."), found);
            let each = &inner["additionalProperties"];
            let several = each["anyOf"].as_array().into_iter().flatten();
            for each in std::iter::once(each).chain(several) {
                leaves(each, &format!("{path}.name."), found);
            }
            if found.len() == before {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    leaves(&site_schema(), "", &mut found);
    for path in [
        "theme.accent",
        "areas.name.title",
        "headings.phase.skills",
        "base_url",
    ] {
        assert!(found.iter().any(|found| found == path), "{path}: {found:?}");
    }
    let lines: String = found.iter().map(|path| format!("{path} = 1\n")).collect();
    assert_eq!(unknown("site.toml", &lines), BTreeSet::new());
    let wrong = unknown("site.toml", "theme.acent = 1\neditr = 1\n");
    assert_eq!(wrong, ["editr", "theme.acent"].map(str::to_owned).into());
}

/// What authors can read of in the guide is what editors offer them.
#[test]
fn every_key_is_in_the_guide() {
    let guide = include_str!("../docs/authoring.md");
    let theming = include_str!("../docs/theming.md");
    for kind in all() {
        for key in asked(kind) {
            let name = key.path.split('.').next_back().unwrap_or_default();
            let is_told = [
                format!("`{name}`"),
                format!("`{name}."),
                format!("`[{name}"),
                format!("{name} = "),
            ]
            .iter()
            .any(|told| guide.contains(told) || theming.contains(told));
            assert!(is_told, "{kind:?}: {}", key.path);
        }
    }
}

#[test]
fn schemas_are_printed_by_name() {
    for (what, title) in [
        ("site", "`site.toml`: the settings of a site"),
        ("level", "The front matter of a level"),
        ("resources", "`resources.toml`: things by their ids"),
        (
            "copy",
            "A reader's own copy: what their browser keeps for them of a site, and the file that they save it as",
        ),
    ] {
        let mut out = Vec::new();
        assert_eq!(
            run(["waypost", "schema", what], &mut out, &mut Vec::new()),
            Exit::Well
        );
        let schema: Value = serde_json::from_slice(&out).expect("JSON");
        assert_eq!(schema["title"], title);
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
    let resource = kind_schema(Kind::Resource);
    let media = &resource["properties"]["type"]["enum"];
    assert!(media.as_array().expect("a list").contains(&"book".into()));
    assert_eq!(resource["required"][0], "title");
    let level = kind_schema(Kind::Level);
    let description = level["properties"]["includes"]["description"].as_str();
    assert!(description.is_some_and(|words| words.ends_with("(ids of the kind level)")));
    assert_eq!(bundle()["$defs"].as_object().expect("all").len(), 11);
    let mut err = Vec::new();
    assert_eq!(
        run(["waypost", "schema", "levl"], &mut Vec::new(), &mut err),
        Exit::Usage
    );
    let said = String::from_utf8(err).expect("UTF-8");
    assert!(said.contains("did you mean `level`?"), "{said}");
}

#[test]
fn shells_complete_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let mut out = Vec::new();
        assert_eq!(
            run(["waypost", "completions", shell], &mut out, &mut Vec::new()),
            Exit::Well
        );
        let script = String::from_utf8(out).expect("UTF-8");
        for command in ["build", "check", "init", "new", "schema"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
}
