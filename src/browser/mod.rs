//! The browser that pages are printed with: where it is, and one page of a folder as a PDF. It knows
//! nothing of sites.

mod find;
mod run;

pub use find::find;
pub use run::{Fault, Printing, print};
