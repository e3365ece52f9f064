//! Raw HTML in a text: what is to be said of it.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::html::{refused, without_comments};
use crate::markdown::{Dialect, var};
use crate::source::Span;

/// Reports HTML that is shown as text, and a comment that swallows the rest of the page. A block
/// comes here whole, so that it is one finding.
pub(super) fn report(html: &str, span: Span, dialect: Dialect, out: &mut Vec<Diagnostic>) {
    if html
        .rfind("<!--")
        .is_some_and(|at| !html[at..].contains("-->"))
        && is_comment(html)
    {
        out.push(
            Diagnostic::new(Code::UnclosedBlock, "this comment is never closed")
                .at(Span {
                    end: span.start + first_line(html).len() as u32,
                    ..span
                })
                .help("write `-->` where it ends; until then the rest of the page is left out"),
        );
    }
    if dialect.commonmark {
        return;
    }
    if dialect.html {
        if let Some(name) = refused(html) {
            out.push(
                Diagnostic::new(
                    Code::RawHtml,
                    format!("`<{name}>` is shown as text, whatever the site allows"),
                )
                .at(span)
                .help("leave it out, or put it into a template"),
            );
        }
    } else if !without_comments(&var::unmarked(html)).trim().is_empty() {
        out.push(
            Diagnostic::new(Code::RawHtml, "HTML in Markdown is shown as text")
                .at(span)
                .help("write it in Markdown, or set `[markdown] html = true` in `site.toml`"),
        );
    }
}

fn is_comment(html: &str) -> bool {
    html.trim_start().starts_with("<!--")
}

fn first_line(html: &str) -> &str {
    html.split('\n').next().unwrap_or_default()
}
