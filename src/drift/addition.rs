//! What a site adds to a section or a list of upstream. It is based on nothing, since whatever
//! upstream writes there flows in; upstream may want to have it.

use super::contribute::Change;
use super::line::FieldLines;
use super::lock::Key;
use super::sides::Sides;
use super::standing::is_own;
use crate::document::{Deed, Document, Part};
use crate::overlay::{Piece, pieces, syntax_of};
use crate::source::Span;
use std::sync::Arc;

/// One of these.
#[derive(Debug)]
pub struct Addition {
    /// The thing and the part.
    pub key: Key,
    part: Part,
    deed: Deed,
    over: Span,
    /// The thing as all layers have it.
    document: Arc<Document>,
}

impl Sides {
    /// All additions of the site's own layer; what is added to or taken out of one list is one.
    pub fn additions(&self) -> Vec<Addition> {
        let sources = &self.fork.sources;
        let mut all: Vec<Addition> = Vec::new();
        for document in &self.fork.documents {
            let overrides = document
                .overlay
                .iter()
                .flat_map(|overlay| &overlay.overrides);
            for it in overrides.filter(|it| is_own(it.over, sources)) {
                let name = format!("{}:{}", document.kind.name(), document.id);
                let key = (name, it.part.name());
                let is_field = matches!(it.part, Part::Field(_));
                let is_addition = matches!(it.deed, Deed::Appends | Deed::Prepends);
                if !is_addition || (is_field && all.iter().any(|known| known.key == key)) {
                    continue;
                }
                all.push(Addition {
                    key,
                    part: it.part.clone(),
                    deed: it.deed,
                    over: it.over,
                    document: document.clone(),
                });
            }
        }
        all
    }
}

impl Addition {
    /// What upstream would have to change to say it as well.
    pub(super) fn change(&self, sides: &Sides) -> Result<Change, &'static str> {
        let nothing = "upstream has nothing in its place; send it as a file of its own";
        let below = sides
            .under(self.document.kind, &self.document.id)
            .ok_or(nothing)?;
        let mut found = pieces(below, &self.part, &sides.below.sources);
        if found.len() > 1 {
            return Err("upstream has several parts of this name");
        }
        let piece = found.pop().ok_or(nothing)?;
        let source = sides.below.sources.get(piece.source);
        if !source.layer.is_empty() {
            return Err("upstream has it from an upstream of its own");
        }
        match &self.part {
            Part::Field(name) => {
                let now = pieces(&self.document, &self.part, &sides.fork.sources);
                let now = now.first().ok_or(nothing)?;
                let syntax = syntax_of(&below.table, name);
                let lines = FieldLines::find(&source.text, &piece.range, syntax).ok_or(
                    "it stands in upstream's file in a way that isn't changed by a program",
                )?;
                let line = lines.with(&now.text);
                Ok((piece.source, lines.lines, line))
            }
            _ => self.section(sides, &source.text, piece),
        }
    }

    /// A section with the text behind or before its own.
    fn section(&self, sides: &Sides, text: &str, piece: Piece) -> Result<Change, &'static str> {
        let said = text.get(piece.range.clone()).unwrap_or_default();
        let (heading, own) = said.split_once('\n').unwrap_or((said, ""));
        if own.lines().any(|line| line.starts_with('#')) {
            return Err("the section has others in it; say by hand where it belongs");
        }
        let (own, more) = (own.trim(), sides.fork.sources.slice(self.over).trim());
        let (first, last) = match self.deed {
            Deed::Prepends => (more, own),
            _ => (own, more),
        };
        let is_item =
            |line: Option<&str>| line.is_some_and(|line| line.trim_start().starts_with("- "));
        let between = match is_item(first.lines().next_back()) && is_item(last.lines().next()) {
            true => "\n",
            false => "\n\n",
        };
        let parts: Vec<&str> = [first, last]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect();
        Ok((
            piece.source,
            piece.range,
            format!("{heading}\n\n{}", parts.join(between)),
        ))
    }
}
