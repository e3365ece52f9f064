//! What was edited in a sheet, as changes of a few lines of the files that it came from.
//!
//! Nothing is written on trust: the site is loaded once more with the changes in place, and
//! exported again. A change counts only if its cell reads then as it stands in the sheet, and every
//! other cell as before.

mod brought;
mod change;
mod files;
mod fresh;
mod gone;
mod moving;
mod named;
mod plan;
mod verify;
mod wanted;

pub use brought::{Brought, Conflict, Edit, How, Said, Stop, Take};
pub(crate) use change::splice::{Splice, spliced};
pub use files::{NewText, WriteFault, write_files};
pub use plan::bring;
