//! Says why nothing was written.

use super::Exit;
use crate::start::Refusal;
use std::io::Write;

/// Says why nothing was written, and how that ends the command.
pub(super) fn refused(refusal: &Refusal, err: &mut dyn Write) -> Exit {
    let _ = writeln!(err, "error: {}", refusal.message);
    if let Some(help) = refusal.help.as_ref().filter(|help| !help.is_empty()) {
        let _ = writeln!(err, "  = help: {help}");
    }
    match refusal.is_machine {
        true => Exit::Machine,
        false => Exit::Usage,
    }
}
