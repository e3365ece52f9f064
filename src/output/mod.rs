//! Publishes a set of files as a folder, whole or not at all.
//!
//! A site is built in a hidden folder beside the output and swapped in by one
//! exchange of names. A reader, or a crash at any moment, sees the old site
//! or the new one. [`Staging`] is the whole of it:
//!
//! ```
//! # use waypost::output::{Settings, Staging};
//! # let dir = tempfile::tempdir()?;
//! # let public = dir.path().join("public");
//! let staging = Staging::begin(Settings::new(public))?;
//! staging.put("index.html", b"<!doctype html>")?; // from any thread
//! let report = staging.publish()?;
//! assert_eq!(report.written, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What lies on the disk while a build is at work:
//!
//! ```text
//! public/            the site that readers see
//!   .waypost         says that Waypost made this folder
//! .public.waypost/   there during a build, or after a killed one
//!   lock             held by the build at work; names its process
//!   next-…/          the new site; after the exchange, the old one
//!   aside/           the old site, where names can't be exchanged
//!   spare/           after a build, too, when the site is large: the one
//!                    before it, with which the next build begins
//! ```
//!
//! Invariants:
//! - No file of the published site is ever opened for writing. What differs
//!   is a file of its own, what doesn't is the same inode. A file of the site
//!   before the published one may be written over by the next build, if no
//!   other name leads to it.
//! - Nothing on the disk is believed: a file is kept because its bytes were
//!   compared, not because a list or a time says so.
//! - After the exchange nothing is an error, only a [`Warning`]: the site is
//!   published.

mod disk;
mod error;
mod refusal;
mod register;
mod report;
mod settings;
mod site_path;
mod spare;
mod staging;
mod swap;
mod target;
mod tree;
mod work;

pub use disk::{Disk, Entry, Found, Likeness, Lock, NativeDisk};
pub use error::{Deed, Fault, OutputError};
pub use refusal::Refusal;
pub use report::{Put, Report, Warning};
pub use settings::Settings;
pub use staging::Staging;
pub use target::{Guarded, MARKER};
