//! The engine's errors as findings that point into the template.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use minijinja::{Error, ErrorKind};
use std::collections::HashMap;

/// The finding for an error of the engine, met while loading or while rendering `page`.
pub(super) fn finding(
    error: &Error,
    sources: &HashMap<String, SourceId>,
    page: Option<&str>,
) -> Diagnostic {
    // The innermost error has the place where it happened; those around it say how it was reached.
    let mut innermost = error;
    while let Some(inner) =
        std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Error>())
    {
        innermost = inner;
    }
    let detail = innermost.detail().unwrap_or_default();
    let (code, message, help) = match innermost.kind() {
        ErrorKind::SyntaxError => (
            Code::TemplateSyntax,
            format!("the template isn't valid here: {detail}"),
            "mend it; docs/theming.md shows the syntax",
        ),
        ErrorKind::TemplateNotFound => (
            Code::TemplateMissing,
            named(detail, "there is no such template"),
            "mend its name, or write it",
        ),
        ErrorKind::UndefinedError
        | ErrorKind::UnknownFilter
        | ErrorKind::UnknownFunction
        | ErrorKind::UnknownTest
        | ErrorKind::UnknownMethod => (
            Code::TemplateUndefined,
            named(detail, "this is undefined"),
            "see docs/theming.md for the fields, filters and functions that there are",
        ),
        ErrorKind::OutOfFuel => (
            Code::TemplateLimit,
            "the page takes more steps than any page should".to_owned(),
            "look for a loop that doesn't end",
        ),
        ErrorKind::InvalidOperation if detail.contains("recursion limit") => (
            Code::TemplateLimit,
            "templates or macros are nested too deeply".to_owned(),
            "look for one that reaches itself",
        ),
        ErrorKind::WriteFailure => (
            Code::TemplateLimit,
            "the page grows beyond 64 MiB".to_owned(),
            "look for a loop that writes too much",
        ),
        kind => (
            Code::TemplateFault,
            match detail {
                "" => kind.to_string(),
                detail => detail.to_owned(),
            },
            "mend the template",
        ),
    };
    let mut finding = Diagnostic::new(code, message).help(help);
    if let Some(source) = innermost.name().and_then(|name| sources.get(name)) {
        let range = innermost.range().unwrap_or(0..0);
        finding = finding.at(Span::new(*source, range.start, range.end));
    }
    if let Some(page) = page {
        finding = finding.note(format!("met while rendering `{page}`"));
    }
    finding
}

fn named(detail: &str, otherwise: &str) -> String {
    if detail.is_empty() {
        otherwise.to_owned()
    } else {
        detail.to_owned()
    }
}
