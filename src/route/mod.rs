//! Which addresses a site has, and what stands at each.

mod adding;
mod aliases;
mod beside;
mod choice;
mod list;
mod pages;
mod print;
mod search;
mod url;

pub use beside::beside;
pub use choice::{Choice, compare_script, compare_url};
pub use list::{Route, Routes, SITEMAP_LIMIT, differences, differences_of};
pub use print::{Layout, is_onward, layouts};
pub use search::{SearchFile, in_places};
pub use url::{Root, encoded, joined, page_file, thing_url};
