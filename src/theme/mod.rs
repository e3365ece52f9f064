//! The theme: templates in layers, the words of its language, and the limits that keep a template
//! from doing harm.

mod fault;
mod limits;
mod loading;
mod plural;
mod words;

pub use loading::Theme;
pub use words::Words;
