//! What all kinds have in common.

use super::Duration;
use crate::data::Extra;
use crate::diagnostic::Code;
use crate::document::{Body, Kind, Overlay, Translation};
use crate::source::{Span, Spanned};
use jiff::civil::Date;
use std::sync::Arc;

/// What all kinds have in common.
#[derive(Debug)]
pub struct Common {
    /// The kind.
    pub kind: Kind,
    /// The id, unique in its kind.
    pub id: Arc<str>,
    /// What it is called.
    pub title: Arc<str>,
    /// One sentence on it.
    pub summary: Option<Arc<str>>,
    /// Words to find it by.
    pub tags: Vec<Box<str>>,
    /// Other names that it goes by.
    pub aka: Vec<Box<str>>,
    /// Who looks after it.
    pub owner: Option<Box<str>>,
    /// When it was last read through.
    pub reviewed: Option<Spanned<Date>>,
    /// How long a review lasts.
    pub review_every: Option<Spanned<Duration>>,
    /// Not finished: published with `--drafts` only.
    pub draft: bool,
    /// Not for a `--public` build.
    pub internal: bool,
    /// Former ids; their addresses lead here.
    pub was: Vec<Spanned<Box<str>>>,
    /// Where it stands among its like.
    pub order: Option<i64>,
    /// Keys of the site's own.
    pub extra: Extra,
    /// Findings that are silenced here, and why.
    pub allow: Vec<Spanned<Code>>,
    /// Where to point when the thing as a whole is meant: its title, its row, its first line.
    pub span: Span,
    /// Whether search finds it.
    pub search: bool,
    /// Its text.
    pub body: Arc<Body>,
    /// Whether it stands in a table and has no file of its own.
    pub is_row: bool,
    /// What it is made of, where several layers have it.
    pub overlay: Option<Arc<Overlay>>,
}

impl Common {
    /// What of it is in another language than the site's own; none where nothing is.
    pub fn translation(&self) -> Option<Translation> {
        self.overlay.as_ref()?.translation
    }

    /// Whether its text is in the language of an edition in another one than the site's own.
    pub fn is_translated(&self) -> bool {
        self.translation().is_some_and(|it| it.text)
    }

    /// The day by which it was to be reviewed again.
    pub fn review_due(&self) -> Option<Date> {
        let every = self.review_every.as_ref()?;
        let days = (every.value.most.min(1200.0) * 30.44).round() as i64;
        self.reviewed
            .as_ref()?
            .value
            .checked_add(jiff::Span::new().days(days))
            .ok()
    }
}
