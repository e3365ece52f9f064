//! What a sheet brings: changes, conflicts, and what can't be brought.

use super::files::NewText;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which side counts where both were edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// What stands in the sheet.
    Sheet,
    /// What the content says.
    Content,
}

/// What is told of an edited sheet beside what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Which side counts where both were edited.
    pub take: Option<Take>,
    /// Whether resources go whose rows were deleted.
    pub deletes: bool,
}

impl From<Option<Take>> for How {
    fn from(take: Option<Take>) -> How {
        How {
            take,
            deletes: false,
        }
    }
}

/// What a sheet brings.
pub struct Brought {
    /// What changes, in the order of the sheet.
    pub edits: Vec<Edit>,
    /// Cells that were edited on both sides. Nothing of them is written.
    pub conflicts: Vec<Conflict>,
    /// Cells that can't be brought back.
    pub stops: Vec<Stop>,
    /// Resources whose rows were deleted in the sheet, and which stay.
    pub deleted: Vec<String>,
    /// The files that change, by their paths in the site.
    pub files: BTreeMap<String, NewText>,
    /// Errors that the site would have with the changes and hasn't now, and that site.
    pub faults: Vec<Diagnostic>,
    /// The site with the changes in place.
    pub after: Option<Arc<Site>>,
}

/// A cell that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The file that it stands in.
    pub file: String,
    /// What it is, in words.
    pub what: String,
    /// What becomes of it.
    pub said: Vec<Said>,
}

/// What becomes of a line or a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is new.
    New(String),
    /// It goes, with so many notes beneath it.
    Removed(String, usize),
    /// It says the same in other words: before and after.
    Reworded(String, String),
    /// It stands at another place.
    Moved(String),
    /// It comes from another cell, with what stands beneath it: which.
    Came(String, String),
    /// It goes to another cell, with what stands beneath it: which.
    Went(String, String),
    /// A value: before and after, of which either may be empty.
    Set(String, String),
}

/// A cell that was edited on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Where it stands in the sheet.
    pub place: String,
    /// Its row and column.
    pub what: String,
    /// What it was when it was exported, where the file tells.
    pub base: Option<String>,
    /// What the sheet says.
    pub sheet: String,
    /// What the content says.
    pub content: String,
}

/// A cell that can't be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where it stands in the sheet.
    pub place: String,
    /// What is.
    pub message: String,
    /// What to do.
    pub help: String,
}
