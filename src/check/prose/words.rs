//! Words within a text.

use crate::markdown::code_ranges;
use crate::model::Common;
use crate::site::Site;
use crate::source::Span;
use std::ops::Range;

/// Where `words` stand in `text`, not as a part of longer words.
pub(in crate::check) fn whole<'a>(
    text: &'a str,
    words: &'a str,
) -> impl Iterator<Item = Range<usize>> + use<'a> {
    let joins = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    text.match_indices(words)
        .map(|(at, found)| at..at + found.len())
        .filter(move |range| {
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            !joins(before, words.chars().next()) && !joins(words.chars().next_back(), after)
        })
}

/// Where `words` stand in the prose of a thing's text, outside of code.
pub(super) fn in_prose(site: &Site, common: &Common, words: &str) -> Vec<Span> {
    let text = common.body.text(&site.sources);
    let found: Vec<Range<usize>> = whole(text, words).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let start = common.body.start as usize;
    outside_code(found, &code_ranges(text, site.settings.markdown))
        .map(|range| Span::new(common.body.source, start + range.start, start + range.end))
        .collect()
}

/// Those of `found` that don't begin within code. Both are in order.
pub(super) fn outside_code(
    found: Vec<Range<usize>>,
    code: &[Range<usize>],
) -> impl Iterator<Item = Range<usize>> + use<'_> {
    found.into_iter().filter(|range| {
        let place = code.partition_point(|code| code.end <= range.start);
        code.get(place)
            .is_none_or(|code| !code.contains(&range.start))
    })
}
