//! Files of a fork that lie over one of upstream: a merge may have left two versions in them.

use crate::diagnostic::Diagnostic;
use crate::document::without_conflicts;
use crate::layers::{Layers, Listing};
use crate::source::Sources;

/// No text that somebody merges is longer.
const LARGEST: u64 = 1024 * 1024;

/// Reports conflicts in static files that lie over one of an upstream. Those of templates, words
/// and content are found where these are read.
pub(super) fn conflicts(
    layers: &Layers,
    statics: &Listing,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) {
    if !layers.has_upstream() {
        return;
    }
    for pair in statics.files.windows(2) {
        let [own, below] = pair else { continue };
        let is_over = layers.is_own(own.layer) && own.path == below.path;
        if !is_over || layers.size(own) > LARGEST || layers.is_embedded(below.layer) {
            continue;
        }
        let Ok(bytes) = layers.copy(own, LARGEST) else {
            continue;
        };
        if memchr::memmem::find(&bytes, b"<<<<<<<").is_none()
            || std::str::from_utf8(&bytes).is_err()
        {
            continue;
        }
        let id = sources.next_id();
        let (source, _) = layers.text_of(own, id, Ok(bytes));
        without_conflicts(id, &source.text, out);
        sources.add(source);
    }
}
