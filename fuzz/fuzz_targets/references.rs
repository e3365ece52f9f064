//! References in texts and keys, in a small site that is linked whole.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::Arc;
use waypost::layers::{Layer, Layers, Tree};
use waypost::link::Reference;
use waypost::site::{LoadOptions, Site};

const SITE: &[(&str, &str)] = &[
    (
        "site.toml",
        "title = \"A\"\nbase_url = \"https://example.com/a/\"\nvars.x = \"y\"\n",
    ),
    (
        "content/tracks/ic.md",
        "+++\ntitle = \"IC\"\nlevels = [\"a\", \"b\"]\n+++\n",
    ),
    (
        "content/levels/a.md",
        "+++\ntrack = \"ic\"\n+++\n## [[s]]\n- one {#one}\n",
    ),
    ("content/skills/s.md", "# S\n\n## Beginner\n- x\n"),
    (
        "content/paths/p/index.md",
        "+++\nfrom = \"a\"\nto = \"b\"\n+++\n",
    ),
    (
        "content/resources.toml",
        "[r]\ntitle = \"R\"\nurl = \"https://example.org/\"\n",
    ),
    (
        "content/guide/use.md",
        "# Use\n\n## A heading\n\n[s](../skills/s.md)\n",
    ),
];

// The first byte chooses the file that is added to the site.
fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    Reference::read(&text);
    let mut files: BTreeMap<String, Vec<u8>> = SITE
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect();
    let path = match choice % 4 {
        0 => "content/levels/b.md",
        1 => "content/paths/p/1-c.md",
        2 => "content/resources/x.md",
        _ => "content/index.md",
    };
    files.insert(path.to_owned(), text.into_owned().into_bytes());
    // Without the default theme: it would be read again each time.
    let layers = Layers::new(vec![Layer::site(Tree::Memory(files))]);
    let site = Arc::new(Site::load(layers, &LoadOptions::default()));
    waypost_fuzz::findings(&site.diagnostics, &site.sources);
    for (path, route) in site.routes.iter() {
        // Pages need the theme, and a workbook takes longer than all the rest.
        if !route.is_html() && !path.ends_with(".xlsx") {
            let _ = waypost::render::render(&site, route, path);
        }
    }
});
