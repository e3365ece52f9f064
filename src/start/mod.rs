//! What `waypost init` and `waypost new` write: whole sites, and files for new things. Says what it
//! did and what it refused; printing is left to others.

mod body;
mod folder;
mod fork;
mod front;
mod id;
mod place;
mod question;
mod refusal;
mod row;
mod sites;
mod toml_text;
mod wish;
mod writing;

pub use folder::ready;
pub use fork::{FOLDER, Named, fork_settings, is_left_over, write_fork};
pub use id::{free_id, kind_named};
pub use place::{Place, place};
pub use question::{Question, accepted, next_question};
pub use refusal::Refusal;
pub use sites::{SiteFile, Variant, made_files, site_files};
pub use wish::Wish;
pub use writing::{Written, write_site, write_thing};

use crate::site::Site;

/// The bytes to write for a wish, in its place: a whole file, or what is put at the end of a table.
///
/// # Errors
/// What the table can't hold.
pub fn text(site: &Site, wish: &Wish, place: &Place) -> Result<String, Refusal> {
    match place {
        Place::File { .. } => Ok(front::front_matter(site, wish) + &body::body(site, wish)),
        Place::Table { path } => row::row(site, wish, path),
    }
}
