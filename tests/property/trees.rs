//! Trees of files: some arbitrary, some that somebody could have written.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Files of a site by path.
#[derive(Clone, Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl std::fmt::Debug for Files {
    /// As somebody can read them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (path, bytes) in &self.0 {
            let text = String::from_utf8_lossy(bytes);
            writeln!(
                f,
                "\n── {path}\n{}",
                text.escape_debug().to_string().replace("\\n", "\n")
            )?;
        }
        Ok(())
    }
}

const SETTINGS: &str = "title = \"A site\"\nbase_url = \"https://example.com/a/\"\n\
    [vars]\ncompany = \"Northwind\"\n[areas.technical]\ntitle = \"Technical\"\n";

const FOLDERS: &[&str] = &[
    "",
    "content/",
    "content/levels/",
    "content/skills/",
    "content/paths/",
    "content/paths/alpha/",
    "content/tracks/",
    "content/resources/",
    "content/archetypes/",
    "content/pitfalls/",
    "content/packets/",
    "content/guide/",
    "content/guide/1-deep/er/",
    "static/",
    "static/files/",
    "templates/",
    "templates/hooks/",
    "words/",
    "public/",
    "content/Levels/",
    "content/con/",
];

const NAMES: &[&str] = &[
    "alpha.md",
    "beta.md",
    "1-alpha.md",
    "index.md",
    "_index.md",
    "Alpha.md",
    "été.md",
    "日本.md",
    "site.toml",
    "resources.toml",
    "resources.csv",
    "pitfalls.toml",
    "levels.csv",
    "page.html",
    "home.html",
    "base.html",
    "en.toml",
    "a b.md",
    "con.md",
    "..md",
    ".hidden.md",
    "🎉.md",
    "x.txt",
    "a.md.md",
    "-.md",
    "robots.txt",
    "__proto__.md",
];

/// Places where a file of the site below stands, or may come to stand.
pub const NAMES_OF_CONTENT: &[&str] = &[
    "content/index.md",
    "content/aaa.md",
    "content/levels/senior.md",
    "content/levels/principal.md",
    "content/paths/other/1-first.md",
    "content/resources.toml",
    "content/pitfalls.csv",
    "content/picture.png",
    "templates/page.html",
    "words/en.toml",
    "static/a.txt",
    "site.toml",
];

/// What texts are made of. Some of it is a fault.
const FRAGMENTS: &[&str] = &[
    "+++\n",
    "---\n",
    "title = \"A\"\n",
    "title: A\n",
    "track = \"alpha\"\n",
    "x = [\n",
    "levels = [\"alpha\", \"beta\"]\n",
    "requires.alpha = \"advanced\"\n",
    "includes = \"alpha\"\n",
    "was = [\"old\", \"../x\"]\n",
    "was = [\"/a/b/\"]\n",
    "internal = true\n",
    "draft = true\n",
    "from = \"alpha\"\nto = \"beta\"\n",
    "duration = \"6-12 months\"\n",
    "reviewed = 2024-02-30\n",
    "hours = \"3-\"\n",
    "time.code = 140\n",
    "state.alpha = \"same\"\n",
    "allow.raw-html = \"\"\n",
    "&a [*a, *a]\n",
    "? {a: b}\n",
    "[[alpha]]\ntitle = 1\n",
    "a,b\n\"c\n",
    "title;by\nx;y\n",
    "# Heading\n\n",
    "## [[alpha]]\n",
    "### [[skill:beta|b]]\n",
    "## Skills to develop\n",
    "## Advanced\n",
    "## Success metrics\n\n",
    "## What changes\n\n",
    "## Evidence to collect\n",
    "- one\n  - two\n    - three {#pinned}\n",
    "- again {#pinned}\n",
    "| a | b |\n|---|---|\n| [[alpha\\|x]] | |\n",
    "[[alpha]]",
    "[[level:alpha#heading]]",
    "[[gone?]]",
    "[[nothing]]",
    "[[var:company]]",
    "[[",
    "]]",
    "[x](alpha.md)",
    "[x](../levels/alpha.md#a)",
    "[x](/files/x.txt)",
    "![](x.txt)",
    "[x](#heading)",
    "[x](javascript:alert(1))",
    "[x](&#106;avascript:1)",
    "<script>1</script>",
    "<div id=\"x\">",
    "</main>",
    "```rust\nfn main() {}\n```\n",
    "```\"><b>\n",
    "~~~\n",
    ":::internal\n",
    ":::\n",
    "[^1]",
    "[^1]: note [^1]\n",
    "[r]: /x \"t\"\n",
    "> [!NOTE]\n> x\n",
    "term\n: what\n",
    "# A {#a .b c=d}\n",
    "# A {#__proto__}\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{FEFF}",
    "\u{202E}",
    "é",
    "e\u{301}",
    "<<<<<<< ours\n",
    "=======\n",
    ">>>>>>> theirs\n",
    "*",
    "**",
    "_",
    "`",
    "~~",
    "![",
    "](",
    "\\",
    "&",
    "&amp;",
    "<!--",
    "-->",
    "{{ page.title }}",
    "{% extends \"base.html\" %}",
    "{% include \"x\" %}",
    "{% for x in 1 %}",
    "{% block content %}",
    "{% endblock %}",
    "{{ nothing.at.all }}",
    "{{ 1/0 }}",
    "[theme]\n",
    "accent = \"red\"\n",
    "folder = \"static\"\n",
    "scale = [\"A\", \"A\"]\n",
    "[check]\n",
    "[markdown]\nhtml = true\n",
    "base_url = \"x\"\n",
    "language = \"de\"\n",
    "[scales.x]\n",
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(NAMES).prop_map(str::to_owned),
        1 => "[^/\\x00]{1,12}\\.(md|toml|csv|html)".prop_filter("a name", |name| name != ".."),
    ]
}

pub fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        8 => vec(select(FRAGMENTS), 0..24).prop_map(|parts| parts.concat().into_bytes()),
        2 => vec(select(FRAGMENTS), 0..8)
            .prop_map(|parts| format!("+++\n{}+++\n{}", parts.concat(), parts.concat()).into_bytes()),
        1 => vec(any::<u8>(), 0..200),
        1 => "\\PC{0,80}".prop_map(String::into_bytes),
    ]
}

/// Any tree: names and bytes of all sorts.
pub fn arbitrary() -> impl Strategy<Value = Files> {
    let path = (select(FOLDERS), name()).prop_map(|(folder, name)| format!("{folder}{name}"));
    (btree_map(path, bytes(), 0..14), any::<bool>()).prop_map(|(mut files, has_settings)| {
        if has_settings {
            files.insert("site.toml".to_owned(), SETTINGS.into());
        }
        Files(files)
    })
}

/// Paragraphs that are right in any file of the site below; `UP` is the way to its root.
const RIGHT: &[&str] = &[
    "A paragraph with [[alpha-skill]], [[level:senior]] and [[ddia|a book]].\n\n",
    "[Relative](UP/levels/staff.md), [with a place](UP/guide/use.md#a-heading).\n\n",
    "[File](/files/a%20b.txt) and ![picture](/files/p.png).\n\n",
    "A note[^n] of [[var:company]].\n\n[^n]: The note.\n\n",
    "| a | b |\n|---|---|\n| [[senior\\|s]] | `x` |\n\n",
    "```rust\nfn main() { println!(\"<>&\"); }\n```\n\n",
    "> [!TIP]\n> Be kind to [[pitfall:haste]].\n\n",
    "- one\n- two [[path:to-staff]]\n\n1. a\n2. b\n\n",
    "Term\n: What it is\n\n",
    "- [ ] to do\n- [x] done\n\n",
    "Odd: <>&\"' &lt; \\* `a|b` ~~x~~ 日本 é e\u{301}.\n\n",
    "[Outside](https://other.example/?a=b&c=d#e) and <https://other.example/>.\n\n",
    "[[tech-lead]], [[packet:staff]], [[track:ic]], [[phase:to-staff/depth]], [[gone?]].\n\n",
    "#### A heading {#own-id}\n\nText, see [there](#own-id).\n\n",
    ":::internal\nFor us only: [[ddia]].\n:::\n\n",
    "#### Twice\n\n#### Twice\n\n",
];

/// The files of a site that is right, with the keys that each may have beside its title.
const SITE: &[(&str, &[&str], &str)] = &[
    (
        "index.md",
        &["summary = \"Where to begin\"", "tags = [\"a\", \"b\"]"],
        "",
    ),
    (
        "guide/use.md",
        &[
            "owner = \"People & <Culture>\"",
            "was = [\"/old/place/\"]",
            "order = 2",
        ],
        "## A heading\n\nText.\n\n",
    ),
    ("guide/index.md", &["draft = false"], ""),
    ("tracks/ic.md", &["summary = \"x\""], ""),
    (
        "levels/senior.md",
        &[
            "code = \"L5\"",
            "requires.alpha-skill = \"intermediate\"",
            "scope = \"a team\"",
            "was = [\"old-senior\"]",
        ],
        "## [[alpha-skill]]\n\n- Does it {#does}\n  - for example so\n- And this\n\n",
    ),
    (
        "levels/staff.md",
        &[
            "includes = \"senior\"",
            "requires.alpha-skill = \"advanced\"",
            "optional.beta = \"beginner\"",
            "internal = true",
        ],
        "## [[alpha-skill]]\n\n- Does more of it\n\n",
    ),
    (
        "skills/alpha-skill.md",
        &[
            "area = \"technical\"",
            "related = [\"beta\"]",
            "aka = [\"A\"]",
        ],
        "## Beginner\n\n- Begins\n\n## Expert\n\n- Ends\n\n",
    ),
    (
        "skills/beta.md",
        &[
            "area = \"technical\"",
            "steps = [\"a\", \"b\", \"c\", \"d\"]",
        ],
        "",
    ),
    (
        "paths/to-staff/index.md",
        &[
            "from = \"senior\"\nto = \"staff\"",
            "timeline = \"1-2 years\"",
            "competencies = [\"alpha-skill\"]",
            "packet = \"staff\"",
            "pitfalls = [\"haste\"]",
            "archetypes = [\"tech-lead\"]",
        ],
        "## What changes\n\n| from | to |\n|---|---|\n| a | b |\n\n",
    ),
    (
        "paths/to-staff/1-depth.md",
        &["duration = \"6 months\"", "resources = [\"ddia\"]"],
        "## Skills to develop\n\n### [[alpha-skill]]\n\n- Learn\n  - how\n\n## Success metrics\n\n- It works\n\n",
    ),
    (
        "archetypes/tech-lead.md",
        &[
            "time.code = 60\ntime.people = 40",
            "levels = [\"staff\"]",
            "internal = true",
        ],
        "",
    ),
    (
        "pitfalls/haste.md",
        &["problem = \"Too fast\"", "solution = \"Slower\""],
        "",
    ),
    (
        "packets/staff.md",
        &["level = \"staff\""],
        "## Evidence to collect\n\n### Scope\n\n- A project\n\n## The packet\n\nName:\n\n",
    ),
    (
        "resources/ddia.md",
        &[
            "type = \"book\"",
            "url = \"https://example.org/\"",
            "hours = \"10-20\"",
            "skills = [\"alpha-skill\"]",
            "internal = true",
        ],
        "",
    ),
];

/// Links of a page in `guide/`, half of them broken.
const LINKS: &[&str] = &[
    "[x](use.md)\n",
    "[x](use.md#a-heading)\n",
    "[x](gone.md)\n",
    "[x](use.md#gone)\n",
    "![x](/files/gone.png)\n",
    "![x](/files/p.png)\n",
    "[x](/gone/)\n",
    "[x](/guide/use/)\n",
];

/// Trees without a fault, mostly.
pub fn likely() -> impl Strategy<Value = Files> {
    let files: Vec<_> = SITE
        .iter()
        .map(|(path, keys, typed)| {
            let keys = subsequence(keys.to_vec(), 0..=keys.len());
            let before = vec(select(RIGHT), 0..3);
            let after = vec(select(RIGHT), 0..3);
            (keys, before, after, Just(*path), Just(*typed))
        })
        .collect();
    let odd = prop::option::weighted(
        0.4,
        prop_oneof![
            2 => (select(FOLDERS), name(), bytes()),
            1 => vec(select(LINKS), 1..3).prop_map(|links| {
                ("content/guide/", "links.md".to_owned(), links.concat().into_bytes())
            }),
        ],
    );
    (files, odd).prop_map(|(files, odd)| {
        let mut tree = BTreeMap::from([
            ("site.toml".to_owned(), SETTINGS.into()),
            ("static/files/a b.txt".to_owned(), b"a b".to_vec()),
            ("static/files/p.png".to_owned(), b"\x89PNG".to_vec()),
        ]);
        for (keys, before, after, path, typed) in files {
            let title = path.replace(['/', '.'], " ");
            let fixed = match path {
                "tracks/ic.md" => "levels = [\"senior\", \"staff\"]\n",
                "levels/senior.md" | "levels/staff.md" => "track = \"ic\"\n",
                _ => "",
            };
            let up = vec![".."; path.matches('/').count()].join("/");
            let up = if up.is_empty() { "." } else { &up };
            let text = format!(
                "+++\ntitle = \"{title}\"\n{fixed}{}\n+++\n{}{typed}{}",
                keys.join("\n"),
                before.concat(),
                after.concat()
            );
            let mut text = text.replace("UP", up);
            if !path.starts_with("guide/") {
                // Elsewhere a heading begins a part of its own, which may not be shown as prose.
                text = text.replace("[there](#own-id)", "there");
            }
            tree.insert(format!("content/{path}"), text.into_bytes());
        }
        if let Some((folder, name, bytes)) = odd {
            tree.entry(format!("{folder}{name}")).or_insert(bytes);
        }
        Files(tree)
    })
}
