//! What was edited in a sheet, as changes of a few lines of the files that it came from.
//!
//! Nothing is written on trust: the site is loaded once more with the changes in place, and
//! exported again. A change counts only if its cell reads then as it stands in the sheet, and every
//! other cell as before.

mod align;
mod csv_row;
mod files;
mod gather;
mod items;
mod keys;
mod literal;
mod plan;
mod section;
mod splice;
mod verify;

pub use files::{NewText, WriteFault, write_files};
pub use plan::{Brought, Conflict, Edit, Said, Stop, Take, bring};
