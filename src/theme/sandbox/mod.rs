//! The limits that keep a template from doing harm: on its text, on what its expressions build, on
//! what filters make.

mod fence;
mod filters;
mod limits;
mod spending;

pub(super) use fence::Fence;
pub(super) use filters::add_all;
pub(super) use limits::{DEEPEST, FUEL, LARGEST_OUTPUT, fault};
pub(super) use spending::{begin, is_limit, spend, spent};
