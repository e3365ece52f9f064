//! `waypost completions`

use super::Exit;
use super::args::{Arguments, Completions};
use clap::CommandFactory;
use std::io::Write;

/// Prints what a shell needs to complete commands and options.
pub(super) fn completions(completions: &Completions, out: &mut dyn Write) -> Exit {
    // Into memory first: the generator panics where its output is closed.
    let mut script = Vec::new();
    let mut command = Arguments::command();
    clap_complete::generate(completions.shell, &mut command, "waypost", &mut script);
    match out.write_all(&script) {
        Ok(()) => Exit::Well,
        Err(_) => Exit::Machine,
    }
}
