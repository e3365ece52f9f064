//! What a sheet brings back, as JSON.

use crate::sheet::{Brought, Said};
use serde_json::{Value, json};
use std::io::{self, Write};

/// The version of the format: it grows when something that was there is no longer so.
const VERSION: u32 = 1;

/// Writes what would change, or changes, with conflicts and what is left out. The format is described
/// in `docs/spreadsheets.md`.
pub(super) fn as_json(brought: &Brought, writes: bool, out: &mut dyn Write) -> io::Result<()> {
    let edits = brought.edits.iter().map(|edit| {
        json!({
            "file": edit.file,
            "what": edit.what,
            "said": edit.said.iter().map(said).collect::<Vec<_>>(),
        })
    });
    let conflicts = brought.conflicts.iter().map(|it| {
        json!({
            "place": it.place,
            "what": it.what,
            "base": it.base,
            "sheet": it.sheet,
            "content": it.content,
        })
    });
    let stops = brought
        .stops
        .iter()
        .map(|it| json!({ "place": it.place, "message": it.message, "help": it.help }));
    let told = json!({
        "version": VERSION,
        "write": writes && brought.faults.is_empty(),
        "edits": edits.collect::<Vec<_>>(),
        "conflicts": conflicts.collect::<Vec<_>>(),
        "left_out": stops.collect::<Vec<_>>(),
        "deleted": brought.deleted,
        "files": brought.files.keys().collect::<Vec<_>>(),
        "errors": brought.faults.iter().map(|it| &it.message).collect::<Vec<_>>(),
    });
    writeln!(out, "{told:#}")
}

fn said(said: &Said) -> Value {
    match said {
        Said::New(text) => json!({ "change": "new", "text": text }),
        Said::Removed(text, notes) => json!({ "change": "removed", "text": text, "notes": notes }),
        Said::Reworded(old, new) => json!({ "change": "reworded", "old": old, "text": new }),
        Said::Moved(text) => json!({ "change": "moved", "text": text }),
        Said::Came(text, from) => json!({ "change": "moved", "text": text, "from": from }),
        Said::Went(text, to) => json!({ "change": "moved", "text": text, "to": to }),
        Said::Set(old, new) => json!({ "change": "set", "old": old, "text": new }),
    }
}
