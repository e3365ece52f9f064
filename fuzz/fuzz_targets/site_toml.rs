//! `site.toml`, and the files that are made of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;
use std::sync::Arc;
use waypost::layers::{Layer, Layers, Tree};
use waypost::site::{LoadOptions, Site};

fuzz_target!(|text: &str| {
    let files = BTreeMap::from([
        ("site.toml".to_owned(), text.as_bytes().to_vec()),
        (
            "content/skills/s.md".to_owned(),
            b"# S\n\n## Beginner\n- x [[var:x]]\n".to_vec(),
        ),
        (
            "content/levels/a.md".to_owned(),
            b"+++\nrequires.s = \"beginner\"\n+++\n".to_vec(),
        ),
    ]);
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
