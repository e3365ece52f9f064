//! Headings while they are being read.

use super::{Heading, ReferenceKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Anchors, var};
use crate::source::{Span, Spanned};
use pulldown_cmark::CowStr;

/// A heading that is open.
pub(super) struct OpenHeading {
    level: u8,
    span: Span,
    id: Option<Box<str>>,
    flags: Vec<Box<str>>,
    text: String,
    /// Events that were neither a reference nor part of one.
    others: usize,
    reference: Option<Spanned<Box<str>>>,
    in_reference: bool,
}

impl OpenHeading {
    pub fn new(
        level: u8,
        span: Span,
        id: Option<CowStr<'_>>,
        attributes: Vec<(CowStr<'_>, Option<CowStr<'_>>)>,
    ) -> Self {
        OpenHeading {
            level,
            span,
            id: id.map(|id| id.as_ref().into()),
            flags: attributes
                .into_iter()
                .filter(|(_, value)| value.is_none())
                .map(|(name, _)| name.as_ref().into())
                .collect(),
            text: String::new(),
            others: 0,
            reference: None,
            in_reference: false,
        }
    }

    pub fn words(&mut self, words: &str) {
        self.text.push_str(words);
        self.others += usize::from(!self.in_reference);
    }

    pub fn blank(&mut self) {
        self.text.push(' ');
    }

    /// Something that is no word: a picture, HTML.
    pub fn other(&mut self) {
        self.others += 1;
    }

    pub fn link(&mut self, kind: ReferenceKind, target: &str, span: Span) {
        if kind == ReferenceKind::Wiki && self.reference.is_none() {
            self.in_reference = true;
            self.reference = Some(Spanned::new(target.into(), span));
        } else {
            self.others += 1;
        }
    }

    pub fn link_ends(&mut self) {
        self.in_reference = false;
    }

    /// The heading, with an id that no other one of the page has.
    pub fn finish(self, anchors: &mut Anchors, out: &mut Vec<Diagnostic>) -> Heading {
        let text = var::unmarked(self.text.trim());
        let reference = self.reference.filter(|_| self.others == 0);
        let is_pinned = self.id.is_some();
        let id = match (self.id, &reference) {
            (Some(id), _) => {
                let (unique, is_taken) = anchors.explicit(&id);
                if is_taken {
                    out.push(
                        Diagnostic::new(
                            Code::DuplicateAnchor,
                            format!("the id `{id}` stands twice in this page"),
                        )
                        .at(self.span)
                        .help("give one of the two another id"),
                    );
                }
                unique
            }
            (None, Some(reference)) => {
                anchors.take(reference.value.rsplit(':').next().unwrap_or_default())
            }
            (None, None) => anchors.take(&text),
        };
        Heading {
            level: self.level,
            span: self.span,
            text: text.into(),
            id: id.into(),
            is_pinned,
            reference,
            flags: self.flags,
        }
    }
}
