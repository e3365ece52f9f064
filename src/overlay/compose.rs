//! A text that is put together: the one below, with stretches of the one above in it.

use crate::document::Body;
use crate::markdown::Outline;
use crate::source::{Composer, Piece, SourceId, Sources, Span, taken};
use std::ops::Range;

/// The text of one side and its structure. Offsets are bytes of the text.
pub(super) struct View<'a> {
    pub text: &'a str,
    pub outline: &'a Outline,
    /// The source that its spans speak of, and where the text begins there.
    source: SourceId,
    start: u32,
    /// What it was put together from, where it was.
    pieces: &'a [Piece],
}

impl<'a> View<'a> {
    pub fn of(body: &'a Body, sources: &'a Sources) -> View<'a> {
        View {
            text: body.text(sources),
            outline: &body.outline,
            source: body.source,
            start: body.start,
            pieces: &[],
        }
    }

    /// A text that was put together and isn't among the sources yet.
    pub fn of_pieces(
        text: &'a str,
        outline: &'a Outline,
        source: SourceId,
        pieces: &'a [Piece],
    ) -> View<'a> {
        View {
            text,
            outline,
            source,
            start: 0,
            pieces,
        }
    }

    /// The offsets of a span.
    pub fn range(&self, span: Span) -> Range<usize> {
        self.offset(span.start)..self.offset(span.end)
    }

    /// The offset of a place in its source.
    pub fn offset(&self, at: u32) -> usize {
        ((at.max(self.start) - self.start) as usize).min(self.text.len())
    }

    /// The span of these offsets.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.start as usize;
        Span::new(self.source, start + range.start, start + range.end)
    }

    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(self.range(span)).unwrap_or_default()
    }

    /// The places in files that a stretch was taken from.
    pub fn written(&self, range: Range<usize>) -> Vec<Span> {
        match self.pieces.is_empty() {
            true => vec![self.span(range)],
            false => taken(self.pieces, self.span(range)).collect(),
        }
    }

    /// The first of these places: where to point.
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        self.written(range).into_iter().next()
    }

    /// Where a span was written.
    pub fn origin(&self, span: Span) -> Span {
        let range = self.range(span);
        self.place(range).unwrap_or(span)
    }

    fn add(&self, range: Range<usize>, composer: &mut Composer) {
        if self.pieces.is_empty() {
            let text = self.text.get(range.clone()).unwrap_or_default();
            let span = self.written(range);
            span.into_iter().for_each(|span| composer.add(text, span));
            return;
        }
        // Piece by piece, with the blank lines between them that nobody wrote.
        let mut at = range.start;
        for piece in self.pieces {
            let length = (piece.from.end - piece.from.start) as usize;
            let begins = (piece.at as usize).max(range.start);
            let ends = (piece.at as usize + length).min(range.end);
            if begins >= ends {
                continue;
            }
            composer.add_mark(self.text.get(at..begins).unwrap_or_default());
            let within = begins as u32 - piece.at;
            let from = Span {
                source: piece.from.source,
                start: piece.from.start + within,
                end: piece.from.start + within + (ends - begins) as u32,
            };
            composer.add(self.text.get(begins..ends).unwrap_or_default(), from);
            at = ends;
        }
        composer.add_mark(self.text.get(at..range.end).unwrap_or_default());
    }
}

/// How a stretch is put between what stands before and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// With a blank line.
    Blank,
    /// On the next line, so that two lists become one.
    Line,
    /// With a mark between them that shows nothing, so that two lists stay two.
    Mark,
    /// As it stands.
    None,
}

/// A stretch of the text below, and what takes its place.
#[derive(Debug)]
pub(super) struct Edit {
    /// The offsets below; empty where something is put in.
    pub range: Range<usize>,
    /// The offsets above; empty where something is taken away.
    pub with: Range<usize>,
    pub before: Joint,
    pub behind: Joint,
    /// The rank of the heading that it begins with; without one it is below all of them.
    pub rank: u8,
}

/// Puts the two together. Edits come in the order of their places below, and don't overlap.
pub(super) fn composed(
    below: &View<'_>,
    above: &View<'_>,
    edits: &[Edit],
    rest: &[Range<usize>],
) -> (String, Vec<Piece>) {
    let mut composer = Composer::default();
    let mut at = 0;
    for edit in edits {
        below.add(at..edit.range.start, &mut composer);
        at = edit.range.end;
        if !edit.with.is_empty() {
            joint(edit.before, &mut composer);
            above.add(edit.with.clone(), &mut composer);
            joint(edit.behind, &mut composer);
        }
    }
    below.add(at..below.text.len(), &mut composer);
    for range in rest {
        composer.part();
        below.add(range.clone(), &mut composer);
    }
    composer.finish()
}

fn joint(joint: Joint, composer: &mut Composer) {
    match joint {
        Joint::Blank => composer.part(),
        Joint::Line => composer.close_up(),
        Joint::Mark => {
            composer.part();
            composer.add_mark("<!-- -->\n\n");
        }
        Joint::None => {}
    }
}
