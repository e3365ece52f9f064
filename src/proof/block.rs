//! Where internal texts stand in a file of content, by its lines alone. It is read here once more and
//! in another way than where they are left out, so that a fault there is found.

use super::secret::{Secrets, What};
use crate::data::Vars;
use crate::source::{SourceId, Span};
use std::ops::Range;

/// What parts of a line of Markdown are, when words between are taken as they stand.
const PARTS: [char; 9] = ['[', ']', '(', ')', '<', '>', '`', '|', '{'];

/// The stretches between `:::internal` and `:::`; to the end where none is closed. Those within
/// fences of code are examples.
pub(super) fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut fence: Option<&str> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, words) = (at, line.trim());
        at += line.len();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| words.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) if open.is_none() => fence = Some(mark),
            (Some(opened), Some(mark)) if opened == mark => fence = None,
            _ => {}
        }
        if fence.is_some() {
            continue;
        }
        match (words, open) {
            (":::internal" | "::: internal", None) => open = Some(start),
            (":::", Some(opened)) => {
                found.push(opened..at);
                open = None;
            }
            _ => {}
        }
    }
    found.extend(open.map(|opened| opened..text.len()));
    found
}

/// Where the front matter ends; 0 where there is none.
pub(super) fn front_matter(text: &str) -> usize {
    let mark = match text.get(..4) {
        Some("+++\n") => "\n+++",
        Some("---\n") => "\n---",
        _ => return 0,
    };
    let rest = text.get(3..).unwrap_or_default();
    rest.find(mark).map_or(0, |at| at + 3 + mark.len())
}

/// The value of a key at the beginning of a line of front matter, and where it stands.
pub(super) fn value<'t>(text: &'t str, key: &str) -> Option<(&'t str, Range<usize>)> {
    let mut at = 0;
    for line in text[..front_matter(text)].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(rest) = line.strip_prefix(key) else {
            continue;
        };
        let rest = rest.trim_start();
        let Some(value) = rest.strip_prefix(['=', ':']) else {
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']);
        let from = start + line.find(value).filter(|_| !value.is_empty())?;
        return Some((value, from..from + value.len()));
    }
    None
}

/// Takes in what an internal stretch of Markdown says: lines, addresses, and with `headings` those.
pub(super) fn read(
    (id, text): (SourceId, &str),
    range: Range<usize>,
    headings: bool,
    vars: &Vars,
    secrets: &mut Secrets,
) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let span =
            |from: usize, length: usize| Some(Span::new(id, start + from, start + from + length));
        let bare = line.trim_start();
        let heading = bare.trim_start_matches('#');
        if headings && heading.len() < bare.len() && heading.starts_with(' ') {
            let title = heading.trim().trim_end_matches(['#', ' ']);
            let title = title.split(" {").next().unwrap_or_default();
            let from = line.find(title).unwrap_or(0);
            secrets.add(What::Heading, title, span(from, title.len()));
        }
        for (from, address) in addresses(line) {
            let whole = expanded(address, vars);
            super::gather::link(secrets, &whole, span(from, address.len()));
        }
        let mut from = 0;
        for part in line.split_inclusive(PARTS) {
            let words = part.trim_end_matches(PARTS);
            let marks = |c: char| c.is_whitespace() || "#*+->_".contains(c);
            let lead = words.len() - words.trim_start_matches(marks).len();
            let words = words.trim_matches(marks);
            secrets.add(What::Line, words, span(from + lead, words.len()));
            from += part.len();
        }
    }
}

/// The addresses in a line, with the bytes before each.
fn addresses(line: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = begin(&line[from..]).map(|at| from + at) {
        let mut end = at;
        // A word of `[vars]` may be the first part of an address.
        if line[at..].starts_with("[[var:") {
            end = line[at..]
                .find("]]")
                .map_or(line.len(), |length| at + length + 2);
        }
        let ends = |c: char| c.is_whitespace() || "<>\"')]`|}".contains(c);
        end = line[end..]
            .find(ends)
            .map_or(line.len(), |length| end + length);
        let address = line[at..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
        found.push((at, address));
        from = end.max(at + 1);
        while !line.is_char_boundary(from) {
            from += 1;
        }
    }
    found
}

fn begin(rest: &str) -> Option<usize> {
    let starts = ["https://", "http://", "mailto:", "[[var:"];
    starts.iter().filter_map(|start| rest.find(start)).min()
}

/// An address with the words of `[vars]` in it.
fn expanded(address: &str, vars: &Vars) -> String {
    let mut out = address.to_owned();
    if address.contains("[[var:") {
        for (name, value) in vars {
            out = out.replace(&format!("[[var:{name}]]"), value);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{addresses, blocks, value};

    #[test]
    fn blocks_are_found_outside_of_code() {
        let text = "a\n:::internal\nb\n:::\n```\n:::internal\n```\nc\n:::internal\nd\n";
        let found: Vec<&str> = blocks(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, [":::internal\nb\n:::\n", ":::internal\nd\n"]);
    }

    #[test]
    fn addresses_are_found_in_lines() {
        let line = "See <https://a.example/x>, [b]([[var:wiki]]/pay) and http://c.example.\n";
        let found: Vec<&str> = addresses(line).into_iter().map(|(_, it)| it).collect();
        assert_eq!(
            found,
            [
                "https://a.example/x",
                "[[var:wiki]]/pay",
                "http://c.example"
            ]
        );
    }

    #[test]
    fn values_of_front_matter_are_found() {
        let text = "+++\ntitle = \"Bands\"\ninternal = true\n+++\ntitle = \"No\"\n";
        assert_eq!(value(text, "title"), Some(("Bands", 13..18)));
        assert_eq!(value(text, "internal").map(|it| it.0), Some("true"));
        assert_eq!(
            value("---\ninternal: true\n---\n", "internal").map(|it| it.0),
            Some("true")
        );
    }
}
