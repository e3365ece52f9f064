//! What a template may cost. A page of the default theme needs a thousandth of any of these.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use minijinja::machinery::{Token, tokenize};
use minijinja::syntax::SyntaxConfig;

/// The longest template, in bytes.
const LONGEST_TEMPLATE: usize = 256 * 1024;

/// The longest `{{ … }}` or `{% … %}`, in words and signs. The engine's parser and compiler are
/// recursive in chains of operators and filters, some 330 bytes of stack for each; the threads that
/// load and render have 16 MiB.
const LONGEST_TAG: usize = 2000;

/// `{% elif %}` in one template: each stands within the one before.
const MOST_ELIFS: usize = 500;

/// Instructions that rendering one page may take. A list of 10,000 things takes about a million.
pub(in crate::theme) const FUEL: u64 = 10_000_000;

/// Templates that may be open within each other.
pub(in crate::theme) const DEEPEST: usize = 100;

/// The largest page, in bytes.
pub(in crate::theme) const LARGEST_OUTPUT: usize = 64 * 1024 * 1024;

/// What is too large in the text of a template, if anything. What isn't even made of words and
/// signs of templates is left to the parser.
pub(in crate::theme) fn fault(
    source: SourceId,
    text: &str,
    syntax: &SyntaxConfig,
) -> Option<Diagnostic> {
    if text.len() > LONGEST_TEMPLATE {
        let (length, limit) = (text.len() / 1024, LONGEST_TEMPLATE / 1024);
        let message = format!("the template is {length} KiB long, and the limit is {limit} KiB");
        return Some(
            Diagnostic::new(Code::TemplateLimit, message)
                .at(Span::start_of(source))
                .help("divide it with `{% include %}`"),
        );
    }
    let (mut open, mut length, mut elifs) = (0, 0, 0);
    for token in tokenize(text, false, syntax.clone()) {
        let (token, span) = token.ok()?;
        let (start, end) = (span.start_offset as usize, span.end_offset as usize);
        match token {
            Token::VariableStart | Token::BlockStart => (open, length) = (start, 0),
            Token::Ident("elif") if length == 0 => elifs += 1,
            _ => {}
        }
        if !matches!(token, Token::VariableStart | Token::BlockStart) {
            length += 1;
        }
        let (what, limit, help) = if length > LONGEST_TAG {
            (
                "words and signs stand in one tag",
                LONGEST_TAG,
                "divide it with `{% set %}`",
            )
        } else if elifs > MOST_ELIFS {
            (
                "times `elif` stands in one template",
                MOST_ELIFS,
                "look the value up in a map",
            )
        } else {
            continue;
        };
        return Some(
            Diagnostic::new(Code::TemplateLimit, format!("more than {limit} {what}"))
                .at(match length > LONGEST_TAG {
                    true => Span::new(source, open, open + 2),
                    false => Span::new(source, start, end),
                })
                .help(help),
        );
    }
    None
}
