//! Word of changed files: from the system where it tells, by asking where it doesn't.
//!
//! [`Watcher::wait`] waits until something changed and then until it is quiet again, so that an
//! editor's way of saving, or a branch that is switched, is one change.

mod folders;
mod quiet;
mod relevance;
mod stamps;
mod system;
mod watcher;

pub use watcher::{Ender, Watcher, Word};
