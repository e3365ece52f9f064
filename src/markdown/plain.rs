//! The words of a Markdown text without its marks: for titles, tables, search and summaries.

use super::{Dialect, Resolver, Target};
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

/// The text as it would be read aloud. References are replaced by their labels.
pub fn plain_text(markdown: &str, dialect: Dialect, resolver: &dyn Resolver) -> String {
    if is_plain(markdown) {
        return markdown.trim().to_owned();
    }
    let mut text = String::with_capacity(markdown.len());
    let mut skip = 0usize;
    for event in Parser::new_ext(markdown, dialect.options()) {
        match event {
            Event::Start(Tag::Link {
                link_type: LinkType::WikiLink { has_pothole },
                dest_url,
                ..
            }) if !has_pothole => {
                match resolver.reference(&dest_url) {
                    Target::Page { label, .. } | Target::Text(label) => text.push_str(&label),
                }
                skip += 1;
            }
            Event::End(TagEnd::Link) if skip > 0 => skip -= 1,
            _ if skip > 0 => {}
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_),
            ) => {
                text.push(' ');
            }
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// A text that holds no character which could begin a mark is its own plain text. Most statements
/// and titles are, and need no parser.
pub(super) fn is_plain(markdown: &str) -> bool {
    let text = markdown.trim_start();
    let starts_block = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    !starts_block && !markdown.contains(is_markup)
}

fn is_markup(c: char) -> bool {
    matches!(
        c,
        '*' | '_'
            | '['
            | ']'
            | '<'
            | '>'
            | '&'
            | '`'
            | '!'
            | '~'
            | '\\'
            | '\n'
            | '#'
            | '|'
            | ':'
            | '+'
            | '='
    )
}
