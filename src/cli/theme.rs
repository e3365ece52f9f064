//! `waypost theme`: what authors of themes need to know.

use super::Exit;
use super::args::Theme;
use crate::view::contract_markdown;
use std::io::Write;

/// Runs a command for authors of themes.
pub(super) fn theme(theme: &Theme, out: &mut dyn Write) -> Exit {
    let text = match theme {
        Theme::Fields => contract_markdown(),
    };
    match out.write_all(text.as_bytes()) {
        Ok(()) => Exit::Well,
        Err(_) => Exit::Machine,
    }
}
