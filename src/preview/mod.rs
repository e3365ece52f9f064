//! The preview: what an author sees at an address, and what is said beside it.
//!
//! A page comes from the same function as in a build; this module decides which snapshot it is a
//! page of, when the newest has faults, and gathers what the author's bar and the overlay show. It
//! knows no sockets and no clock.

mod assets;
mod edition;
mod fault;
mod page;
mod parts;
mod state;

pub use edition::{Edited, Edition};
pub use page::{Page, Shown};
pub use state::{Audience, State, state};

/// The folder, relative to the site, that the preview's own files stand in.
pub const FOLDER: &str = "_waypost/";

/// The script that is put into each page.
pub const SCRIPT: &str = concat!(
    "{\n",
    include_str!("client/patch.js"),
    include_str!("client/preview.js"),
    "}\n"
);

/// What the script shows looks like this.
pub const STYLE: &str = include_str!("client/preview.css");
