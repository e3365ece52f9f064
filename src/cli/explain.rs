//! `waypost check --explain CODE`

use super::Exit;
use crate::diagnostic::{Code, nearest};
use std::io::Write;

/// Says what a code means; with no code, lists all of them.
pub(super) fn explain(name: &str, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    if name.is_empty() {
        let listed = Code::ALL
            .iter()
            .try_for_each(|code| writeln!(out, "{:22} {}", code.name(), code.severity().name()));
        return if listed.is_ok() {
            Exit::Well
        } else {
            Exit::Machine
        };
    }
    let Some(code) = Code::named(name) else {
        let _ = writeln!(err, "error: no finding has the code `{name}`");
        if let Some(near) = nearest(name, Code::ALL.iter().map(|code| code.name())) {
            let _ = writeln!(err, "  = help: did you mean `{near}`?");
        }
        return Exit::Usage;
    };
    let said = writeln!(
        out,
        "{} ({} unless `site.toml` says otherwise)\n\n{}\n\n\
         To set it for the site, write under `[check]` in `site.toml`:\n\n    {} = \"error\"    # or \"warn\", or \"off\"\n\n\
         To silence it for one file, write in its front matter:\n\n    allow.{} = \"why\"",
        code.name(),
        code.severity().name(),
        code.explanation(),
        code.name(),
        code.name(),
    );
    if said.is_ok() {
        Exit::Well
    } else {
        Exit::Machine
    }
}
