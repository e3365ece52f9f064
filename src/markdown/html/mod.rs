//! A stretch of Markdown as HTML.

mod block;
mod escape;
mod link;
mod notes;
mod raw;
mod writer;

pub(super) use escape::{address_into, escape_text};
pub(crate) use escape::{escape_into, escape_to};
pub(super) use link::wiki_target;
pub(super) use raw::{refused, without_comments};

use super::plain::is_plain;
use super::{Dialect, Fragment, Highlighter, Resolver};
use writer::Writer;

/// Where the HTML of a fragment will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Among blocks.
    Blocks,
    /// In a list item or a cell: a single paragraph loses its tags, several stay blocks.
    Item,
    /// In a heading or a line of the page's own: no block has tags, and footnotes are left out.
    Phrase,
}

impl Within {
    /// Whether only words may stand there.
    fn is_phrase(self) -> bool {
        self == Within::Phrase
    }
}

/// The HTML of a fragment. Never fails: what can't be resolved is shown as words, since the
/// findings were reported when the text was loaded.
pub fn render(
    fragment: Fragment<'_>,
    within: Within,
    dialect: Dialect,
    resolver: &dyn Resolver,
    highlighter: &Highlighter,
) -> String {
    if is_plain(fragment.text) {
        return plain(fragment.text.trim(), within);
    }
    let (source, lead) = fragment.source(dialect);
    let mut writer = Writer::new(fragment, within, dialect, resolver, highlighter);
    for (event, range) in fragment.parser(&source, dialect).into_offset_iter() {
        writer.event(event, range.start, lead);
    }
    writer.finish()
}

/// The HTML of a text without marks: those that HTML gives a meaning are among Markdown's.
fn plain(text: &str, within: Within) -> String {
    match within {
        Within::Blocks if !text.is_empty() => ["<p>", text, "</p>\n"].concat(),
        _ => text.to_owned(),
    }
}
