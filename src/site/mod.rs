//! A site, loaded: an immutable snapshot that every page is a function of.

mod content;
mod documents;
mod languages;
mod load;
mod memory;
mod overriding;
mod settings;
mod snapshot;
mod tongues;

pub use documents::Documents;
pub use languages::{Language, Languages};
pub use load::LoadOptions;
pub(crate) use load::with_theme;
pub use memory::Memory;
pub use snapshot::Site;
