//! `waypost schema`

use super::Exit;
use super::args::Schema;
use crate::diagnostic::nearest;
use crate::document::Kind;
use crate::schema::{bundle, copy_schema, kind_schema, site_schema, table_schema};
use std::io::Write;

/// Prints the JSON Schema of what is asked for, or of everything.
pub(super) fn schema(schema: &Schema, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let found = match schema.what.as_deref() {
        None => bundle(),
        Some("site" | "site.toml") => site_schema(),
        Some("copy") => copy_schema(),
        Some(what) => match named(what) {
            Some(found) => found,
            None => {
                let _ = writeln!(err, "error: nothing that is written is called `{what}`");
                let kinds = Kind::ALL.map(Kind::name);
                match nearest(what, kinds.into_iter().chain(["site", "copy"])) {
                    Some(near) => drop(writeln!(err, "  = help: did you mean `{near}`?")),
                    None => {
                        let list = kinds.join("`, `");
                        drop(writeln!(
                            err,
                            "  = help: write `site`, `copy` or one of `{list}`"
                        ));
                    }
                }
                return Exit::Usage;
            }
        },
    };
    match writeln!(out, "{found:#}") {
        Ok(()) => Exit::Well,
        Err(_) => Exit::Machine,
    }
}

/// By the name of a kind its front matter, by that of its folder the table with all of them.
fn named(what: &str) -> Option<serde_json::Value> {
    let what = what.trim_end_matches(".toml");
    let of_kind = Kind::named(what).map(kind_schema);
    of_kind.or_else(|| Kind::of_folder(what).map(table_schema))
}
