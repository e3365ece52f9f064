//! Where a text is code: what stands there is quoted, and no prose.

use super::Dialect;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// The code blocks and code spans of a text, in order, in bytes.
pub fn code_ranges(markdown: &str, dialect: Dialect) -> Vec<Range<usize>> {
    Parser::new_ext(markdown, dialect.options())
        .into_offset_iter()
        .filter_map(|(event, range)| match event {
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => Some(range),
            _ => None,
        })
        .collect()
}
