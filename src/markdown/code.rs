//! Where blocks of code stand in a text.

use super::Dialect;
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

/// The places of all blocks of code, in order.
pub(crate) fn code_blocks(text: &str, dialect: Dialect) -> Vec<Range<usize>> {
    Parser::new_ext(text, dialect.options())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(_))))
        .map(|(_, range)| range)
        .collect()
}
