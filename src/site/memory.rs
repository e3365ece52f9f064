//! What is kept from one snapshot to the next: results of pure functions, and nothing else.

use crate::markdown::Highlighter;
use std::sync::Arc;

/// What is kept from one snapshot of a site to the next: results of pure functions. A site that is
/// loaded with it is the same as one that is loaded without.
#[derive(Default)]
pub struct Memory {
    pub(super) highlighter: Arc<Highlighter>,
}

impl Memory {
    /// Lets go of what is known of these files, whose paths are those of the site with forward
    /// slashes: somebody says that they have changed, so that their times aren't to be trusted.
    pub fn forget(&self, paths: &[&str]) {
        let _ = paths;
    }
}
