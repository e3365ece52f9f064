//! A site taken whole from somewhere else, to lie beneath another one: from a folder, an archive, or
//! a repository. Whatever it came from, the same site gives the same files.

mod archive;
mod portable;
mod repository;
mod take;

pub use take::{NoSnapshot, Snapshot};
