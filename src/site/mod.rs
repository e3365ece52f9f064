//! A site, loaded: an immutable snapshot that every page is a function of.

mod content;
mod documents;
mod load;
mod memory;
mod overriding;
mod settings;
mod snapshot;

pub use documents::Documents;
pub use load::LoadOptions;
pub use memory::Memory;
pub use snapshot::Site;
