//! Reads a Markdown file.

use super::id::{slug, without_order};
use super::{Body, Document, Place, fault, without_conflicts};
use crate::data::{FrontMatterFormat, Table, parse_toml, parse_yaml, split_front_matter};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::Dialect;
use crate::source::{SourceId, Span};
use std::sync::Arc;

/// What the site says about how its files are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Which Markdown is written.
    pub dialect: Dialect,
    /// Without what is internal.
    pub public: bool,
}

/// Reads the Markdown file at `path`, which is relative to `content/`.
pub fn read_page(
    source: SourceId,
    path: &str,
    text: &str,
    options: ReadOptions,
    out: &mut Vec<Diagnostic>,
) -> Document {
    let written = text;
    let text = &*without_conflicts(source, written, out);
    let matter = split_front_matter(source, text, out);
    let mut table = match matter.format {
        FrontMatterFormat::None => Table::default(),
        FrontMatterFormat::Toml => parse_toml(
            source,
            &text[matter.matter.clone()],
            matter.matter.start,
            out,
        ),
        FrontMatterFormat::Yaml => parse_yaml(
            source,
            &text[matter.matter.clone()],
            matter.matter.start,
            out,
        ),
    };
    table.shrink();
    let mut body = Body::read(
        source,
        &text[matter.body.start..],
        matter.body.start,
        options.dialect,
        options.public,
        out,
    );
    if text.as_ptr() != written.as_ptr() {
        body.keep(&text[matter.body.start..]);
    }
    let place = Place::of(path);
    let span = Span::start_of(source);
    report_path(path, span, out);
    Document {
        kind: place.kind,
        id: place.id.into(),
        order: place.order,
        name: place.name.into(),
        table,
        body: Arc::new(body),
        span,
        is_row: false,
        overlay: None,
    }
}

/// Reports each part of a file's path that gives no part of an id.
fn report_path(path: &str, span: Span, out: &mut Vec<Diagnostic>) {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    for part in stem.split('/') {
        let (_, name) = without_order(part);
        report_id(name, &slug(name), span, out);
    }
}

/// Reports a name that gives no id.
pub(super) fn report_id(name: &str, id: &str, span: Span, out: &mut Vec<Diagnostic>) {
    if let Some(fault) = fault(name, id) {
        out.push(
            Diagnostic::new(Code::BadId, format!("the name `{name}` {fault}"))
                .at(span)
                .help("give it another name, with letters, digits and hyphens"),
        );
    }
}
