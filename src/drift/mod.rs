//! What a fork says over its upstream, held against what upstream says now: what each override was
//! based on, a new snapshot taken whole, and both sides merged.

mod addition;
mod apply;
mod bases;
mod canonical;
mod contribute;
mod edit;
mod line;
mod lock;
mod merge;
mod missed;
mod moving;
mod others;
mod own;
mod passage;
mod renamed;
mod sides;
mod slot;
mod standing;
mod update;
mod weave;
mod work;
mod write;

pub use addition::Addition;
pub use apply::{Left, Merging, Whose, merging};
pub use contribute::{Contribution, contribution};
pub(crate) use line::FieldLines;
pub use lock::{Key, LOCK, Lock, LockFault};
pub use merge::{Merge, merge_text, merge_value};
pub use own::Orphan;
pub use sides::Sides;
pub use standing::{Base, Standing, State};
pub use update::{new_settings, read_lock};
pub use work::Work;
pub use write::{Override, Unwritten, Wanted, written};
