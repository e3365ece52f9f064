//! Trees of files that lie over each other: the only reader of files.
//!
//! This site's folder lies over its theme's, which lies over what the binary ships. Nothing
//! downstream knows that layers exist, except to say where a text came from.

mod embedded;
mod fault;
mod folder;
mod history;
mod listing;
mod revision;
mod stamp;
mod text;

pub(crate) use fault::unreadable;
pub(crate) use folder::NO_PAGES;
pub use history::{Asked, Changes, History, LastChange};
pub use listing::{Found, Layer, LayerId, Layers, Listing, Tree};
pub use revision::{NoRevision, commit};
pub use stamp::{Stamp, Trust};
pub use text::LARGEST_TEXT;
