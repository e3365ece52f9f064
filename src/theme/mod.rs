//! The theme: templates in layers, the words of its language, and the limits that keep a template
//! from doing harm.

mod contract;
mod engine;
mod fault;
mod loading;
mod original;
mod plural;
mod sandbox;
mod saying;
mod unused;
mod words;

pub use contract::{CONTRACT, is_usable};
pub use loading::Theme;
pub use words::Words;
