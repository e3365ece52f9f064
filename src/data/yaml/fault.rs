//! Where YAML ends to be YAML, in words for people who have never heard of it.

use std::ops::Range;

use serde_saphyr::granit_parser::ErrorKind;

use super::tree::Stop;
use crate::data::written::{Written, line_at, quoted, too_deep};
use crate::diagnostic::{Code, Diagnostic};

/// What is said, and the entry without which the rest can be read.
pub(super) struct Fault {
    pub(super) finding: Diagnostic,
    pub(super) entry: Range<usize>,
}

const QUOTE: &str = "put the whole text between quotation marks";

/// The parser names the place where it gave up; the mistake is often before that.
pub(super) fn fault(stop: &Stop, written: Written) -> Fault {
    let text = written.text;
    let at = stop.error.marker().byte_offset().unwrap_or(0);
    let at = crate::source::floor_boundary(text, at);
    let found = |place: Range<usize>, message: String, help: &str| Fault {
        entry: entry_of(text, place.start),
        finding: Diagnostic::new(Code::Syntax, message)
            .at(written.span(place))
            .help(help),
    };
    let word = || {
        let line = line_at(text, at);
        let rest = &text[at..line.end];
        at..at + rest.trim_end().len()
    };
    match stop.error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => {
            let line = line_at(text, at);
            let tab = text[line.clone()]
                .find('\t')
                .map_or(at, |tab| line.start + tab);
            let end = (tab + 1).min(line.end).max(tab);
            let message = "a tab stands where YAML takes spaces only".to_owned();
            found(tab..end, message, "indent with spaces")
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar => {
            let opened = text[stop.last_end..].find(['"', '\'']);
            let opened = opened.map_or(at, |mark| stop.last_end + mark);
            let line = line_at(text, opened);
            let mark = text[opened..].chars().next().unwrap_or('"');
            let message = format!("the text that begins with `{mark}` here is never closed");
            found(
                opened..line.end,
                message,
                &format!("write `{mark}` where it ends"),
            )
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            let message = format!(
                "{} follows the closing quotation mark",
                quoted(&text[word()])
            );
            let help =
                "put a text that holds `'` between `\"`, and one that holds `\"` between `'`";
            found(word(), message, help)
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => {
            let message = "the text holds a `\\` that stands for nothing".to_owned();
            found(word(), message, "put the text between `'` instead of `\"`")
        }
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::UnknownAnchor
        | ErrorKind::DirectiveDisallowed => {
            let first = text[at..].chars().next().unwrap_or(' ');
            let sign = match first {
                '`' => "a backtick".to_owned(),
                _ => format!("`{first}`"),
            };
            let end = (at + first.len_utf8()).min(text.len());
            let message = format!("a text can't begin with {sign} as it is");
            found(at..end, message, QUOTE)
        }
        ErrorKind::BlockSequenceEntryNotAllowed => found(
            word(),
            "a list begins on the line of its key".to_owned(),
            "write each `- item` on a line of its own",
        ),
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            let message = format!("{} closes nothing here", quoted(&text[at..end]));
            found(at..end, message, "delete it, or write its counterpart")
        }
        ErrorKind::RecursionLimitExceeded => Fault {
            finding: too_deep(written.span(at..at)),
            entry: entry_of(text, at),
        },
        ErrorKind::MappingValueNotAllowed if stop.open_bracket.is_none() => {
            second_colon(stop, at, written)
        }
        _ => match stop.open_bracket.or(unclosed(stop, at)) {
            Some(opened) => {
                let close = if text[opened..].starts_with('{') {
                    '}'
                } else {
                    ']'
                };
                let message = "the list that begins here is never closed".to_owned();
                let message = match close {
                    '}' => message.replace("list", "group"),
                    _ => message,
                };
                let help = format!("write `{close}` where it ends");
                found(opened..opened + 1, message, &help)
            }
            None => no_pair(stop, at, written),
        },
    }
}

fn unclosed(stop: &Stop, at: usize) -> Option<usize> {
    let kind = stop.error.kind();
    matches!(kind, ErrorKind::UnclosedFlowCollection { .. }).then_some(at)
}

/// A `:` within a value: a second one in its line, or the line is a key that was taken for the rest
/// of the text above.
fn second_colon(stop: &Stop, at: usize, written: Written) -> Fault {
    let scalar = stop.last_scalar.clone().unwrap_or(at..at);
    let text = written.slice(scalar.clone());
    let syntax =
        |message: String, place| Diagnostic::new(Code::Syntax, message).at(written.span(place));
    if let Some(first_line) = text.split_once('\n').map(|(first, _)| first) {
        if let (false, Some(colon)) = (stop.within_group, first_line.find(':')) {
            let colon = scalar.start + colon;
            return Fault {
                finding: syntax("`:` has no space behind it".to_owned(), colon..colon + 1)
                    .help("write a space between `:` and the value"),
                entry: line_at(written.text, scalar.start),
            };
        }
        let line = line_at(written.text, at);
        let indent = written.slice(line.clone());
        let start = line.start + indent.len() - indent.trim_start().len();
        let message = format!(
            "{} is taken for more of the text above",
            quoted(indent.trim())
        );
        return Fault {
            finding: syntax(message, start..line.end)
                .help("begin it in the same column as the keys that it belongs to"),
            entry: line,
        };
    }
    Fault {
        finding: syntax("a second `:` stands in the value".to_owned(), at..at + 1).help(QUOTE),
        entry: entry_of(written.text, at),
    }
}

fn no_pair(stop: &Stop, at: usize, written: Written) -> Fault {
    let line = line_at(written.text, at);
    let whole = written.slice(line.clone());
    let start = line.start + whole.len() - whole.trim_start().len();
    let rest = written.slice(at..line.end).trim();
    let syntax =
        |message: String, place| Diagnostic::new(Code::Syntax, message).at(written.span(place));
    let finding = if at > start && stop.last_end > start {
        let end = at + rest.len();
        let message = format!("{} follows a value that has ended", quoted(rest));
        syntax(message, at..end).help(QUOTE)
    } else if whole.contains(": ") || whole.trim_end().ends_with(':') {
        let message = format!(
            "{} is indented unlike the keys above it",
            quoted(whole.trim())
        );
        syntax(message, start..line.end)
            .help("begin it in the same column as the keys that it belongs to")
    } else if !whole.trim().is_empty() {
        let message = format!("{} is no `key: value`", quoted(whole.trim()));
        syntax(message, start..line.end).help("write a key, `:` and a value")
    } else {
        // Rare enough that the parser's own words have to do.
        let place = line.start..line.end.max(line.start);
        syntax("this can't be read as YAML".to_owned(), place)
            .note(format!("the parser says: {}", stop.error.info()))
    };
    Fault {
        finding,
        entry: entry_of(written.text, at),
    }
}

/// The line of `at` and those below that are indented further.
fn entry_of(text: &str, at: usize) -> Range<usize> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let first = line_at(text, at);
    let own = indent(&text[first.clone()]);
    let mut end = first.end;
    for line in text[end..].split_inclusive('\n').skip(1) {
        if !line.trim().is_empty() && indent(line) <= own {
            break;
        }
        end += line.len();
    }
    first.start..end.min(text.len())
}
