//! The binary: hands its arguments and streams on, and ends the process.

use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = waypost::cli::run(std::env::args_os(), &mut stdout(), &mut stderr());
    ExitCode::from(exit.code())
}
