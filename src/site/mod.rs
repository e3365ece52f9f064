//! A site, loaded: an immutable snapshot that every page is a function of.

mod load;
mod snapshot;

pub use load::LoadOptions;
pub use snapshot::Site;
