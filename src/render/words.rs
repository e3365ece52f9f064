//! `theme/words.js`: the words that the scripts of the theme say.

use crate::site::Site;
use std::collections::BTreeMap;

/// Groups of words of which scripts say some, and single ones.
const SAID: [&str; 9] = [
    "comma",
    "mine.",
    "matrix.",
    "plan.",
    "ticks.",
    "packet.",
    "date.",
    "month.",
    "kind.skill",
];

/// A script, because a page from a folder can't ask for anything else; one for all pages, because
/// on each of them the words would be longer than many a page.
pub(super) fn words(site: &Site) -> String {
    let said = |(key, _): &(&str, &str)| SAID.iter().any(|group| key.starts_with(group));
    let words: BTreeMap<&str, &str> = site.theme.words.all().filter(said).collect();
    // Texts by texts can always be written.
    let words = serde_json::to_string(&words).unwrap_or_default();
    format!("window.waypostWords = {words};\n")
}
