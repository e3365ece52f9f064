//! The engine's errors as findings that point into the template.

use super::loading::Template;
use super::sandbox::is_limit;
use crate::diagnostic::{Code, Diagnostic};
use minijinja::{Error, ErrorKind};
use std::collections::HashMap;

/// The finding for an error of the engine, met while loading or while rendering `page`.
pub(super) fn finding(
    error: &Error,
    templates: &HashMap<String, Template>,
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
        ErrorKind::InvalidOperation if detail.starts_with("cycle in template inheritance") => (
            Code::TemplateLimit,
            "templates extend each other in a circle".to_owned(),
            "let one of them extend the one that it hides, or none",
        ),
        ErrorKind::InvalidOperation if is_limit(detail) => (
            Code::TemplateLimit,
            detail.to_owned(),
            "look for a loop, or for a text or list that is made of itself again and again",
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
    if let Some(template) = innermost.name().and_then(|name| templates.get(name)) {
        finding = finding.at(template.span(innermost.range().unwrap_or(0..0)));
    }
    if let Some(page) = page {
        finding = finding.note(met(page));
    }
    finding
}

/// The note that names the page.
pub(super) fn met(page: &str) -> String {
    format!("met while rendering `{page}`")
}

fn named(detail: &str, otherwise: &str) -> String {
    if detail.is_empty() {
        otherwise.to_owned()
    } else {
        detail.to_owned()
    }
}
