//! Whether the lines of a text may be joined.

use super::Dialect;
use pulldown_cmark::{Event, Parser, Tag};

/// Whether a text is one paragraph whose line ends are no more than blanks, so that it says the
/// same on one line.
pub fn is_paragraph(text: &str) -> bool {
    let mut blocks = 0;
    // Indents of an item's further lines are no part of its text.
    let lines: Vec<&str> = text.split('\n').map(str::trim_start).collect();
    if lines.iter().any(|line| line.trim().is_empty()) {
        return false;
    }
    let text = lines.join("\n");
    Parser::new_ext(&text, Dialect::default().options()).all(|event| {
        blocks += usize::from(matches!(event, Event::Start(Tag::Paragraph)));
        let breaks = matches!(event, Event::HardBreak | Event::Rule | Event::Html(_));
        let is_block = matches!(
            event,
            Event::Start(
                Tag::Heading { .. }
                    | Tag::BlockQuote(_)
                    | Tag::CodeBlock(_)
                    | Tag::HtmlBlock
                    | Tag::List(_)
                    | Tag::Table(_)
                    | Tag::FootnoteDefinition(_)
                    | Tag::DefinitionList
            )
        );
        !breaks && !is_block && blocks < 2
    })
}
