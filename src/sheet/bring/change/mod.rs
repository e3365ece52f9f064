//! Changes of stretches of a text that make it read as a cell does.

mod align;
pub(super) mod csv_row;
mod items;
pub(super) mod keys;
pub(super) mod literal;
pub(super) mod moves;
pub(super) mod section;
pub(super) mod splice;
