//! Which Markdown a site writes.

use pulldown_cmark::Options;

/// The Markdown of a site, from `[markdown]` in `site.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Exactly CommonMark 0.31: no extension, no heading ids, no references, and raw HTML as it
    /// stands. For sites that bring their texts from elsewhere.
    pub commonmark: bool,
    /// Raw HTML is passed on. It can't close the page's own elements.
    pub html: bool,
}

impl Dialect {
    /// The parser's flags, one by one: a new flag of the library must be a decision here.
    pub fn options(self) -> Options {
        if self.commonmark {
            return Options::empty();
        }
        Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_GFM
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_WIKILINKS
    }
}
