//! Trees of files that lie over each other: the only reader of files.
//!
//! This site's folder lies over its theme's, over its upstream's, over the upstream's of that, over
//! what the binary ships.

mod embedded;
mod fault;
mod folder;
mod git;
mod history;
mod layer;
mod listing;
mod pending;
mod revision;
mod stamp;
mod text;
mod upstream;

pub(crate) use fault::{reason, unreadable};
pub(crate) use folder::NO_PAGES;
pub use history::{Asked, Changes, History, LastChange};
pub use layer::{Layer, Role, Tree};
pub use listing::{Found, LayerId, Layers, Listing};
pub use pending::{LIST, WAITING, leaving, waiting};
pub(crate) use revision::within;
pub use revision::{NoRevision, commit};
pub use stamp::{Stamp, Trust};
pub use text::LARGEST_TEXT;
pub use upstream::{MOST_UPSTREAMS, NoUpstream};
