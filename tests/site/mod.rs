//! Sites in memory, for tests that look at pages.

use std::collections::BTreeMap;
use std::sync::Arc;
use waypost::layers::Layers;
use waypost::render::render;
use waypost::site::{LoadOptions, Site};

/// A site of these files.
pub fn site_of<P: Into<String>, T: Into<String>>(
    files: impl IntoIterator<Item = (P, T)>,
) -> Arc<Site> {
    site_with(files, &LoadOptions::default())
}

/// The same with options.
pub fn site_with<P: Into<String>, T: Into<String>>(
    files: impl IntoIterator<Item = (P, T)>,
    options: &LoadOptions,
) -> Arc<Site> {
    let tree: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(path, text)| (path.into(), text.into().into_bytes()))
        .collect();
    Arc::new(Site::load(Layers::of_memory(tree), options))
}

/// The text of a file of the site.
pub fn page(site: &Arc<Site>, path: &str) -> String {
    let route = site
        .routes
        .get(path)
        .unwrap_or_else(|| panic!("no route {path}"));
    match render(site, route, path) {
        Ok(bytes) => String::from_utf8(bytes).expect("pages are UTF-8"),
        Err(finding) => panic!("{path}: {}", finding.message),
    }
}
