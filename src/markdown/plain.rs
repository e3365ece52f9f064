//! The words of a Markdown text without its marks: for titles, tables, search and summaries.

use super::{Dialect, Fragment, Resolver, Target, var};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

/// The text as it would be read aloud. References are replaced by their labels; footnotes, raw HTML
/// and what stands in a footnote are left out.
pub fn plain_text(fragment: Fragment<'_>, dialect: Dialect, resolver: &dyn Resolver) -> String {
    if is_plain(fragment.text) {
        return fragment.text.trim().to_owned();
    }
    let (source, _) = fragment.source(dialect);
    let mut text = String::with_capacity(fragment.text.len());
    // Inside a reference without words of its own, and inside footnotes.
    let (mut replaced, mut notes) = (false, 0usize);
    for event in fragment.parser(&source, dialect) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => notes += 1,
            Event::End(TagEnd::FootnoteDefinition) => notes -= 1,
            _ if notes > 0 => {}
            Event::Start(Tag::Link {
                link_type: LinkType::WikiLink { has_pothole },
                dest_url,
                ..
            }) if !has_pothole => {
                text.push_str(&label(resolver, &var::unmarked(&dest_url)));
                replaced = true;
            }
            Event::End(TagEnd::Link) => replaced = false,
            _ if replaced => {}
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::Heading(_)
                | TagEnd::CodeBlock
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) if !text.ends_with(' ') => text.push(' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    var::expanded(&text, |name| label(resolver, name)).into_owned()
}

fn label(resolver: &dyn Resolver, target: &str) -> String {
    match resolver.reference(target) {
        Target::Page { label, .. } | Target::Planned(label) | Target::Text(label) => label,
    }
}

/// A text that holds no character which could begin a mark is its own plain text. Most statements
/// and titles are, and need no parser.
pub(super) fn is_plain(markdown: &str) -> bool {
    // A number may begin a list, blanks may make it code, and the rest of these mean something at
    // the start of a line alone, of which a text without line feeds has one.
    let starts_block = |c: char| matches!(c, '-' | '+' | ':' | '=') || c.is_ascii_digit();
    if markdown.starts_with(|c: char| starts_block(c) || c.is_whitespace()) {
        return false;
    }
    // Every statement of every page is looked at. Bytes in stretches, without a way out between
    // them, become comparisons of many at once.
    let (parts, rest) = markdown.as_bytes().as_chunks::<16>();
    let any = |part: &[u8]| part.iter().fold(0, |any, byte| any | mark(*byte)) != 0;
    !parts.iter().any(|part| any(part)) && !any(rest)
}

/// Whether a mark of Markdown can begin or end with this character: 1, or 0. Numbers and no words of
/// logic, and neighbours in one comparison: a list of them is looked up byte by byte.
fn mark(byte: u8) -> u8 {
    u8::from(byte == b'\n')
        | u8::from(byte == b'#')
        | u8::from(byte == b'&')
        | u8::from(byte == b'*')
        | u8::from(byte | 2 == b'>') // and <
        | u8::from(byte.wrapping_sub(b'[') <= b'`' - b'[') // [ \ ] ^ _ `
        | u8::from(byte | 2 == b'~') // and |
}

/// Bytes whose words are counted together.
const PART: usize = 128;

/// How many words a text has, for the reading time.
pub(super) fn word_count(text: &str) -> u32 {
    if text.is_ascii() {
        // A word begins where a blank ends. Most of a site's bytes go through here: as
        // many at a time as a byte can count, without a way out between them.
        let blank = |byte: u8| u8::from(byte == b' ') | u8::from(byte.wrapping_sub(b'\t') <= 4);
        let bytes = text.as_bytes();
        let Some(first) = bytes.first() else { return 0 };
        let begins = |(before, byte): (&u8, &u8)| blank(*before) & (1 - blank(*byte));
        let count = |(before, part): (&[u8], &[u8])| {
            let begun = before.iter().zip(part).map(begins);
            u32::from(begun.sum::<u8>())
        };
        let parts = bytes.chunks(PART).zip(bytes[1..].chunks(PART));
        return u32::from(1 - blank(*first)) + parts.map(count).sum::<u32>();
    }
    // Scripts without blanks: two characters take about as long as one word.
    let dense = text
        .chars()
        .filter(|c| ('\u{2E80}'..='\u{FAFF}').contains(c))
        .count();
    let words = match dense {
        0 => text.split_whitespace().count(),
        dense => dense.div_ceil(2),
    };
    u32::try_from(words).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::html::Within;
    use crate::markdown::{Highlighter, render};
    use proptest::prelude::*;

    struct Nobody;

    impl Resolver for Nobody {
        fn reference(&self, target: &str) -> Target {
            Target::Text(target.into())
        }
        fn link(&self, _: &str) -> Option<String> {
            None
        }
        fn word(&self, key: &str) -> String {
            key.into()
        }
    }

    proptest! {
        #[test]
        fn a_text_without_marks_is_what_the_parser_makes_of_it(
            text in "[a-c.0-9!\"'()+,/:;=@{}$%^?é \t-]{0,24}"
        ) {
            prop_assume!(is_plain(&text));
            // An empty comment asks for the parser, and leaves nothing behind.
            let through = |text: &str| {
                let parsed = format!("{text}<!-- -->");
                render(
                    Fragment::alone(&parsed),
                    Within::Phrase,
                    Dialect::default(),
                    &Nobody,
                    &Highlighter::default(),
                )
            };
            prop_assert_eq!(plain_text(Fragment::alone(&text), Dialect::default(), &Nobody), text.trim());
            let parsed = through(&text);
            prop_assert_eq!(parsed.trim(), text.trim());
        }

        #[test]
        fn words_are_counted_as_blanks_part_them(text in "[a-c \t\n]{0,400}") {
            prop_assert_eq!(word_count(&text) as usize, text.split_whitespace().count());
        }
    }
}
