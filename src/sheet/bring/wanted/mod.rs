//! What a sheet wants of the content.

mod current;
mod gather;
mod judge;

pub(super) use current::Current;
pub(super) use gather::{Fresh, Inherited, Want, Wanted, gather};
