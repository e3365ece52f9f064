//! A place in a text, and a value that knows its place.

use super::SourceId;

/// A half-open range of bytes in one source. Spans travel with values to the last stage that can
/// fail, so that every message can underline what it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text that the range lies in.
    pub source: SourceId,
    /// First byte of the range.
    pub start: u32,
    /// The byte after the last one; equal to `start` for a place between two characters.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `source`. Sources are limited to 4 GiB by `Layers`, so that 32
    /// bits are enough.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Span {
            source,
            start: start as u32,
            end: end as u32,
        }
    }

    /// The very beginning of `source`: for what concerns a file as a whole.
    pub fn start_of(source: SourceId) -> Self {
        Span::new(source, 0, 0)
    }

    /// The range as the standard library has it.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value`, written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned::new(f(self.value), self.span)
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
