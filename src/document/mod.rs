//! One file, read: what it is, its front matter, its text. Reading never fails; it returns a
//! document and what is wrong with it.

mod body;
mod conflict;
mod id;
mod kind;
mod language;
mod part;
mod place;
mod read;
mod rows;

pub use body::Body;
pub use conflict::without_conflicts;
pub use id::{LONGEST_ID, fault, slug};
pub use kind::Kind;
pub use language::{in_language, tagged};
pub use part::{Deed, Overlay, Override, Part, Translation};
pub use place::Place;
pub use read::{ReadOptions, read_page};
pub use rows::{read_csv, read_toml};

use crate::data::{Table, Value};
use crate::markdown::Block;
use crate::source::Span;
use std::sync::Arc;

/// One thing as it was written: a file, or a row of a table.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub kind: Kind,
    /// Its id; see [`Place::id`].
    pub id: Arc<str>,
    /// The number before its file's name.
    pub order: Option<u32>,
    /// The file's name without number and ending, or the row's id as written: where there is no
    /// title, it is called so.
    pub name: Box<str>,
    /// Its front matter or row.
    pub table: Table,
    /// Its text.
    pub body: Arc<Body>,
    /// Where to point when the whole is meant.
    pub span: Span,
    /// Whether it is a row of a table.
    pub is_row: bool,
    /// What it is made of, where several layers have it.
    pub overlay: Option<Arc<Overlay>>,
}

impl Document {
    /// The title that it has as the first heading of its text.
    pub fn heading(&self) -> Option<&str> {
        let outline = &self.body.outline;
        match outline.blocks.first() {
            Some(Block::Heading(first)) if outline.headings[*first].level == 1 => {
                Some(&outline.headings[*first].text)
            }
            _ => None,
        }
    }

    /// What it is called as far as it says so itself, words of `[vars]` not put in yet; else by the
    /// name of its file.
    pub fn called(&self) -> &str {
        let title = self.table.get("title").map(|title| &title.value);
        match title {
            Some(Value::String(title)) if !title.is_empty() => title,
            _ => self.heading().unwrap_or(&self.name),
        }
    }
}
