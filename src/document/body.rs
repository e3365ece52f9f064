//! The text of a document below its front matter.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Dialect, Outline, code_blocks, outline};
use crate::source::{SourceId, Sources, Span};
use memchr::memmem;

/// The text of a document and its structure. A row of a table has an empty one.
#[derive(Clone, Debug)]
pub struct Body {
    /// The text that it is part of.
    pub source: SourceId,
    /// Where it begins there, in bytes.
    pub start: u32,
    /// The text, where markers of `:::` blocks or what is internal were blanked out. Of the same
    /// length as in the source, so that every place stays right.
    masked: Option<Box<str>>,
    /// Its structure.
    pub outline: Outline,
}

impl Body {
    /// A body without text.
    pub fn empty(source: SourceId) -> Self {
        Body {
            source,
            start: 0,
            masked: Some("".into()),
            outline: Outline::default(),
        }
    }

    /// A body that was put together: the whole of its source.
    pub fn composed(source: SourceId, outline: Outline) -> Self {
        Body {
            source,
            start: 0,
            masked: None,
            outline,
        }
    }

    /// Reads a body that begins at byte `start` of `source`. With `public`, internal blocks are
    /// taken out.
    pub fn read(
        source: SourceId,
        text: &str,
        start: usize,
        dialect: Dialect,
        public: bool,
        out: &mut Vec<Diagnostic>,
    ) -> Self {
        let masked = if dialect.commonmark || memmem::find(text.as_bytes(), b":::").is_none() {
            None
        } else {
            mask(source, text, start, dialect, public, out)
        };
        let mut outline = outline(
            source,
            masked.as_deref().unwrap_or(text),
            start,
            dialect,
            out,
        );
        outline.shrink();
        Body {
            source,
            start: start as u32,
            masked: masked.map(String::into_boxed_str),
            outline,
        }
    }

    /// Takes a text that isn't what stands in the source: a conflict was taken out of it.
    pub(super) fn keep(&mut self, text: &str) {
        self.masked.get_or_insert_with(|| text.into());
    }

    /// The whole text.
    pub fn text<'a>(&'a self, sources: &'a Sources) -> &'a str {
        match &self.masked {
            Some(text) => text,
            None => sources
                .get(self.source)
                .text
                .get(self.start as usize..)
                .unwrap_or_default(),
        }
    }

    /// The characters at `span`, a place in the source.
    pub fn slice<'a>(&'a self, span: Span, sources: &'a Sources) -> &'a str {
        let start = (span.start.max(self.start) - self.start) as usize;
        let end = (span.end.max(self.start) - self.start) as usize;
        self.text(sources).get(start..end).unwrap_or_default()
    }
}

/// Blanks the markers of `:::internal` blocks, and with `public` what is between them. `None` when
/// there is none outside of code.
fn mask(
    source: SourceId,
    text: &str,
    start: usize,
    dialect: Dialect,
    public: bool,
    out: &mut Vec<Diagnostic>,
) -> Option<String> {
    let code = code_blocks(text, dialect);
    let mut blanks: Vec<std::ops::Range<usize>> = Vec::new();
    let mut open: Option<std::ops::Range<usize>> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end_matches('\n').len();
        at += line.len();
        let words = line.trim();
        // A mark of a list or a quotation may stand before it.
        let bare = words.trim_start_matches(|c: char| {
            matches!(c, '>' | '-' | '*' | '+' | '.' | ')' | ' ' | '\t') || c.is_ascii_digit()
        });
        let Some(name) = bare.strip_prefix(":::") else {
            continue;
        };
        let before = code.partition_point(|block| block.start < range.end);
        if code[..before]
            .last()
            .is_some_and(|block| range.start < block.end)
        {
            continue;
        }
        let span = Span::new(source, start + range.start, start + range.end);
        match (name.trim(), &open) {
            (name, _) if bare != words => {
                if name == "internal" {
                    out.push(
                        Diagnostic::new(
                            Code::UnclosedBlock,
                            "`:::internal` doesn't begin its line, so nothing is kept inside",
                        )
                        .at(span)
                        .help("write it on a line of its own, outside of a quotation"),
                    );
                }
            }
            ("internal", None) => open = Some(range),
            ("internal", Some(_)) => out.push(
                Diagnostic::new(
                    Code::UnclosedBlock,
                    "an internal block begins within another one",
                )
                .at(span)
                .help("close the one before with `:::`"),
            ),
            ("", Some(opened)) => {
                if public {
                    blanks.push(opened.start..range.end);
                } else {
                    blanks.push(opened.clone());
                    blanks.push(range);
                }
                open = None;
            }
            ("", None) => out.push(
                Diagnostic::new(
                    Code::UnclosedBlock,
                    "`:::` closes a block that nothing opened",
                )
                .at(span)
                .help("write `:::internal` where the block begins"),
            ),
            (other, _) => out.push(
                Diagnostic::new(Code::UnclosedBlock, format!("no block is called `{other}`"))
                    .at(span)
                    .help("the only block is `:::internal`"),
            ),
        }
    }
    if let Some(opened) = open {
        out.push(
            Diagnostic::new(Code::UnclosedBlock, "this internal block is never closed")
                .at(Span::new(source, start + opened.start, start + opened.end))
                .help("write `:::` on a line of its own where it ends"),
        );
        // What was meant to be kept inside is kept inside.
        blanks.push(if public {
            opened.start..text.len()
        } else {
            opened
        });
    }
    if blanks.is_empty() {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for blank in blanks {
        masked.push_str(&text[from..blank.start]);
        masked.extend(
            text[blank.clone()]
                .bytes()
                .map(|b| if b == b'\n' { '\n' } else { ' ' }),
        );
        from = blank.end;
    }
    masked.push_str(&text[from..]);
    Some(masked)
}
