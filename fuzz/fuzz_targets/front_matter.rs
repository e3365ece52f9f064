//! Front matter in TOML and YAML, tables in TOML and CSV: all that is read as data.
#![no_main]

use libfuzzer_sys::fuzz_target;
use waypost::document::{Kind, ReadOptions, read_csv, read_page, read_toml};
use waypost::source::{Source, Sources};

const PATHS: &[&str] = &[
    "index.md",
    "guide/use.md",
    "levels/staff.md",
    "paths/staff/1-depth.md",
    "resources.toml",
    "resources.csv",
];

// The first byte chooses what the rest is.
fuzz_target!(|data: &[u8]| {
    let Some((choice, text)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(text);
    let path = PATHS[*choice as usize % PATHS.len()];
    let mut sources = Sources::default();
    let mut out = Vec::new();
    let id = sources.add(Source {
        path: path.into(),
        layer: "".into(),
        text: text.clone().into(),
    });
    if path.ends_with(".toml") {
        read_toml(Kind::Resource, id, &text, &mut out);
    } else if path.ends_with(".csv") {
        read_csv(Kind::Resource, id, &text, &mut out);
    } else {
        read_page(id, path, &text, ReadOptions::default(), &mut out);
    }
    waypost_fuzz::findings(&out, &sources);
});
