//! What changed from one version of a site to another.

mod apply;
mod between;
mod inherited;
mod lines;
mod listed;
mod moved;
mod of_levels;
mod rename;
mod step;

pub use between::changes;
pub use listed::Listed;
pub use of_levels::level_changes;
pub use rename::Renames;

use super::version::{FieldName, Line, Name, SectionName, Value};
use std::sync::Arc;

/// What changed from one version of a site to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Things that bear another id. In all that follows, old things have their new ids.
    pub renamed: Renames,
    /// Things that were added, removed or changed but for their text, kind by kind.
    pub things: Vec<ThingChange>,
    /// What became of statements and other lines.
    pub lines: Vec<LineChange>,
}

/// What became of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThingChange {
    /// Its name, the new one where it has two.
    pub name: Name,
    /// What it was called; none of one that was added.
    pub old_title: Option<Arc<str>>,
    /// What it is called; none of one that was removed.
    pub new_title: Option<Arc<str>>,
    /// What is set otherwise.
    pub fields: Vec<FieldChange>,
    /// Sections that have another heading, before and after.
    pub sections: Vec<(SectionName, SectionName)>,
}

/// What became of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Which.
    pub name: FieldName,
    /// What it was set to.
    pub old: Option<Value>,
    /// What it is set to.
    pub new: Option<Value>,
    /// The level with the same change that this one follows, because it includes that level.
    pub follows: Option<Name>,
}

/// Where a line stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The thing.
    pub thing: Name,
    /// The section of its text.
    pub section: SectionName,
}

/// What became of a line. At least one of the two sides is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineChange {
    /// Before.
    pub old: Option<(Spot, Line)>,
    /// After.
    pub new: Option<(Spot, Line)>,
    /// The included level that says the same in the other version, so that nothing changed but
    /// where it stands.
    pub through: Option<Name>,
}

/// What became of something, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says the same in other words.
    Reworded,
    /// It stands elsewhere.
    Moved,
    /// A higher step, or one that is required and was optional.
    Raised,
    /// A lower step, or one that is optional and was required.
    Lowered,
    /// Anything else.
    Changed,
}

impl What {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            What::Added => "added",
            What::Removed => "removed",
            What::Reworded => "reworded",
            What::Moved => "moved",
            What::Raised => "raised",
            What::Lowered => "lowered",
            What::Changed => "changed",
        }
    }
}

impl Changes {
    /// Whether both say the same.
    pub fn is_empty(&self) -> bool {
        self.renamed.is_empty() && self.things.is_empty() && self.lines.is_empty()
    }
}

impl ThingChange {
    /// What became of it.
    pub fn what(&self) -> What {
        match (&self.old_title, &self.new_title) {
            (None, _) => What::Added,
            (_, None) => What::Removed,
            _ => What::Changed,
        }
    }
}

impl LineChange {
    /// What became of it.
    pub fn what(&self) -> What {
        match (&self.old, &self.new) {
            (None, _) => What::Added,
            (_, None) => What::Removed,
            (Some((old, _)), Some((new, _))) if old != new => What::Moved,
            _ => What::Reworded,
        }
    }

    /// Where it is told: where it stands now, or stood.
    pub fn spot(&self) -> Option<&Spot> {
        let side = self.new.as_ref().or(self.old.as_ref());
        side.map(|(spot, _)| spot)
    }
}

impl FieldChange {
    /// What became of it.
    pub fn what(&self) -> What {
        match (&self.old, &self.new) {
            (None, _) => What::Added,
            (_, None) => What::Removed,
            (Some(Value::Step(old)), Some(Value::Step(new))) => step::change(old, new),
            (Some(Value::Words(_)), Some(Value::Words(_))) => What::Reworded,
            _ => What::Changed,
        }
    }
}
