//! What is wrong with a site, in words, with its place: the messages are part of the product.

mod code;
mod limited;
mod merged;
mod message;
mod nearest;
mod print;

pub use code::{Code, Severity};
pub use limited::limit;
pub use merged::merged;
pub use message::{Diagnostic, Label};
pub use nearest::nearest;
pub use print::{Format, Printer, sorted, summary};
