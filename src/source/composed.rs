//! Texts that are put together from pieces of others, and where each piece was written.

use super::Span;

/// A piece of a composed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins in the composed text, in bytes.
    pub at: u32,
    /// The place in a file that it was taken from; as long as the piece.
    pub from: Span,
}

impl Piece {
    fn end(&self) -> u32 {
        self.at + (self.from.end - self.from.start)
    }
}

/// The place where something was written that stands at `span` of a text that these pieces make.
/// What goes on into another piece is cut off, since a place lies in one text. Between two pieces
/// stand blank lines that nobody wrote: there the piece before them ends.
pub(super) fn written(pieces: &[Piece], span: Span) -> Option<Span> {
    let next = pieces.partition_point(|piece| piece.at <= span.start);
    let piece = pieces.get(next.saturating_sub(1))?;
    let length = piece.end() - piece.at;
    let start = span.start.saturating_sub(piece.at).min(length);
    let end = span.end.saturating_sub(piece.at).clamp(start, length);
    Some(Span {
        source: piece.from.source,
        start: piece.from.start + start,
        end: piece.from.start + end,
    })
}

/// Every place that a stretch of a composed text was taken from, in order.
pub fn taken(pieces: &[Piece], span: Span) -> impl Iterator<Item = Span> {
    pieces.iter().filter_map(move |piece| {
        let (from, to) = (span.start.max(piece.at), span.end.min(piece.end()));
        (from < to).then(|| Span {
            source: piece.from.source,
            start: piece.from.start + (from - piece.at),
            end: piece.from.start + (to - piece.at),
        })
    })
}

/// A text while it is put together.
#[derive(Debug, Default)]
pub struct Composer {
    text: String,
    pieces: Vec<Piece>,
}

impl Composer {
    /// Adds the characters that stand at `from` of a file.
    pub fn add(&mut self, text: &str, from: Span) {
        if text.is_empty() {
            return;
        }
        let at = self.text.len() as u32;
        let goes_on = |last: &&mut Piece| {
            last.from.source == from.source && last.from.end == from.start && last.end() == at
        };
        match self.pieces.last_mut().filter(goes_on) {
            Some(last) => last.from.end = from.end,
            None => self.pieces.push(Piece { at, from }),
        }
        self.text.push_str(text);
    }

    /// Adds what no file has: a mark that parts two lists.
    pub fn add_mark(&mut self, mark: &str) {
        self.text.push_str(mark);
    }

    /// Ends the last line and leaves a blank one behind it. At the beginning nothing is needed.
    pub fn part(&mut self) {
        let ends = self.text.len() - self.text.trim_end_matches('\n').len();
        if self.text.is_empty() || ends >= 2 {
            return;
        }
        self.text.extend(std::iter::repeat_n('\n', 2 - ends));
    }

    /// Ends the last line, and takes blank ones behind it away.
    pub fn close_up(&mut self) {
        self.text.truncate(self.text.trim_end().len());
        let end = self.text.len() as u32;
        self.pieces.retain(|piece| piece.at < end);
        if let Some(last) = self.pieces.last_mut()
            && last.end() > end
        {
            last.from.end = last.from.start + (end - last.at);
        }
        if end > 0 {
            self.text.push('\n');
        }
    }

    /// The text and the pieces that it is made of.
    pub fn finish(self) -> (String, Vec<Piece>) {
        (self.text, self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn a_place_of_a_composed_text_is_where_its_piece_was_written() {
        let (one, two) = (SourceId(1), SourceId(2));
        let mut composer = Composer::default();
        composer.add("abc\n\n\n", Span::new(one, 10, 16));
        composer.close_up();
        composer.add("xyz", Span::new(two, 5, 8));
        composer.part();
        composer.add("def", Span::new(one, 20, 23));
        let (text, pieces) = composer.finish();
        assert_eq!(text, "abc\nxyz\n\ndef");
        let at = |start, end| written(&pieces, Span::new(SourceId(9), start, end));
        assert_eq!(at(1, 2), Some(Span::new(one, 11, 12)));
        assert_eq!(at(4, 12), Some(Span::new(two, 5, 8)), "cut off");
        assert_eq!(at(8, 9), Some(Span::new(two, 8, 8)), "a blank line");
        assert_eq!(at(9, 12), Some(Span::new(one, 20, 23)));
        let all: Vec<Span> = taken(&pieces, Span::new(SourceId(9), 2, 10)).collect();
        let expected = [
            Span::new(one, 12, 13),
            Span::new(two, 5, 8),
            Span::new(one, 20, 21),
        ];
        assert_eq!(all, expected);
    }
}
