//! Where the front matter of a file ends and its body begins.

use std::ops::Range;

use super::toml::Strings;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// The language of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterFormat {
    /// The file has none.
    None,
    /// Between `+++`.
    Toml,
    /// Between `---`, or `---` and `...`.
    Yaml,
}

/// A file in two parts, as ranges of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatter {
    /// Its language.
    pub format: FrontMatterFormat,
    /// What stands between the fences, with the last line end.
    pub matter: Range<usize>,
    /// All that follows.
    pub body: Range<usize>,
}

/// Divides a whole file. Its lines end with LF, and it has no byte order mark.
///
/// Front matter that is never closed is an error, and is taken to end where its lines no longer
/// look like it (at a blank line at the latest): so the keys count, the prose is shown, and the one
/// mistake brings no others with it.
pub fn split_front_matter(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) -> FrontMatter {
    let none = FrontMatter {
        format: FrontMatterFormat::None,
        matter: 0..0,
        body: 0..text.len(),
    };
    let first = text.split('\n').next().unwrap_or_default();
    let fence = first.trim_end();
    let format = match fence {
        "+++" => FrontMatterFormat::Toml,
        "---" => FrontMatterFormat::Yaml,
        _ => return none,
    };
    let start = (first.len() + 1).min(text.len());
    let split = |end: usize, body: usize| FrontMatter {
        format,
        matter: start..end,
        body: body..text.len(),
    };
    let closed = closing(text, start, format);
    if format == FrontMatterFormat::Yaml && is_thematic_break(text, start, closed.is_some()) {
        return none;
    }
    if let Some(line) = closed {
        return split(line.start, (line.end + 1).min(text.len()));
    }

    // The opening of one language closed with the fence of the other is the likeliest slip.
    let other = if fence == "+++" { "---" } else { "+++" };
    let opening = Span::new(source, 0, fence.len());
    let finding = Diagnostic::new(
        Code::UnclosedFrontMatter,
        format!("the front matter that `{fence}` opens here is never closed"),
    )
    .at(opening);
    let end = end_of_entries(text, start, format);
    let next = lines(text, end).find(|line| !text[line.clone()].trim().is_empty());
    match next.filter(|line| text[line.clone()].trim_end() == other) {
        Some(line) => {
            let here = Span::new(source, line.start, line.start + other.len());
            out.push(
                finding
                    .label(here, format!("`{other}` doesn't close `{fence}`"))
                    .help(format!("write `{fence}` in both places")),
            );
            split(line.start, (line.end + 1).min(text.len()))
        }
        None => {
            let help = match text[start..end].trim().is_empty() {
                true => format!("write `{fence}` on a line of its own where it ends"),
                false => {
                    let last = text[..end].trim_end().matches('\n').count() + 1;
                    format!("write `{fence}` on a line of its own below line {last}")
                }
            };
            out.push(finding.help(help));
            split(end, end)
        }
    }
}

/// The line that closes what was opened.
fn closing(text: &str, start: usize, format: FrontMatterFormat) -> Option<Range<usize>> {
    let mut strings = Strings::default();
    let mut within_string: Option<(usize, Range<usize>)> = None;
    for range in lines(text, start) {
        let line = &text[range.clone()];
        let closes = match line.trim_end() {
            "+++" => format == FrontMatterFormat::Toml,
            "---" | "..." => format == FrontMatterFormat::Yaml,
            _ => false,
        };
        match strings.open() {
            Some(opened) if closes => {
                let known = within_string
                    .as_ref()
                    .is_some_and(|(before, _)| *before == opened);
                if !known {
                    within_string = Some((opened, range.clone()));
                }
            }
            None if closes => return Some(range),
            _ => {}
        }
        if format == FrontMatterFormat::Toml {
            strings.line(line, range.start);
        }
    }
    // A string that is still open at the end of the file has swallowed the fence. The fence counts
    // then, and the TOML parser says which string it is.
    let opened = strings.open()?;
    within_string
        .filter(|(string, _)| *string == opened)
        .map(|(_, line)| line)
}

/// `---` also draws a line across a page. It is that where a blank line follows (pandoc has the
/// same rule), unless what follows is closed and begins like front matter after all.
fn is_thematic_break(text: &str, start: usize, closed: bool) -> bool {
    let blank = lines(text, start)
        .next()
        .is_none_or(|line| text[line].trim().is_empty());
    let first = lines(text, start)
        .map(|line| &text[line])
        .find(|line| !line.trim().is_empty());
    let entry = first.is_some_and(|line| looks_like_entry(line, FrontMatterFormat::Yaml));
    blank && !(closed && entry)
}

fn end_of_entries(text: &str, start: usize, format: FrontMatterFormat) -> usize {
    let mut end = start;
    for line in lines(text, start) {
        if !looks_like_entry(&text[line.clone()], format) {
            break;
        }
        end = (line.end + 1).min(text.len());
    }
    end
}

fn looks_like_entry(line: &str, format: FrontMatterFormat) -> bool {
    let sign = match format {
        FrontMatterFormat::Toml => '=',
        _ => ':',
    };
    let continued = match format {
        FrontMatterFormat::Toml => line.starts_with([' ', '\t', ']', '}', '[']),
        _ => line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- "),
    };
    let key = line.split_once(sign).is_some_and(|(key, value)| {
        let key = key.trim_end().trim_matches(['"', '\'']);
        let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
        let apart = sign == '=' || value.is_empty() || value.starts_with([' ', '\t']);
        !key.is_empty() && key.chars().all(plain) && apart
    });
    !line.trim().is_empty() && (continued || key)
}

/// The lines of `text` from `start`, without their ends.
fn lines(text: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    text[start..].split_inclusive('\n').map(move |line| {
        let begins = at;
        at += line.len();
        begins..begins + line.trim_end_matches('\n').len()
    })
}
