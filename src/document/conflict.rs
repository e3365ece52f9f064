//! Markers that a merge left in a text.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// Reports each conflict with the names of both sides.
pub(super) fn conflicts(source: SourceId, text: &str, out: &mut Vec<Diagnostic>) {
    if !text.contains("<<<<<<< ") {
        return;
    }
    let mut open: Option<(&str, Span)> = None;
    let mut divided = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let span = Span::new(source, at, at + words.len());
        at += line.len();
        if let Some(ours) = words.strip_prefix("<<<<<<< ") {
            open = Some((ours, span));
            divided = false;
        } else if words == "=======" && open.is_some() {
            divided = true;
        } else if let Some(theirs) = words.strip_prefix(">>>>>>> ")
            && divided
            && let Some((ours, begin)) = open.take()
        {
            out.push(
                Diagnostic::new(
                    Code::ConflictMarker,
                    format!("a merge left two versions here: `{ours}` and `{theirs}`"),
                )
                .label(begin, format!("`{ours}` begins here"))
                .label(span, format!("`{theirs}` ends here"))
                .help("keep what is right and delete the three lines of markers"),
            );
        }
    }
}
