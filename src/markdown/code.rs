//! Where a text is code: what stands there is quoted, and no prose.

use super::Dialect;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::ops::Range;

/// The places of all blocks of code, in order. A fence that is never closed makes none: it is a
/// slip, and what was meant to be kept inside below it must not be published as code.
pub(crate) fn code_blocks(text: &str, dialect: Dialect) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    for (event, range) in Parser::new_ext(text, dialect.options()).into_offset_iter() {
        let Event::Start(Tag::CodeBlock(kind)) = event else {
            continue;
        };
        let is_closed = match kind {
            CodeBlockKind::Indented => true,
            CodeBlockKind::Fenced(_) => has_end(&text[range.clone()]),
        };
        if is_closed {
            blocks.push(range);
        }
    }
    blocks
}

/// Whether the last line of a fenced block is a fence, and not the first one.
fn has_end(block: &str) -> bool {
    let mut lines = block.trim_end().lines();
    let last = lines.next_back().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']);
    let is_fence = |mark: char| last.len() >= 3 && last.chars().all(|c| c == mark);
    lines.next().is_some() && (is_fence('`') || is_fence('~'))
}

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
