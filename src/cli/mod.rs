//! The command line: resolves arguments, calls the stages, prints, and says how it went.

mod adopt;
mod args;
mod ask;
mod brought;
mod build;
mod check;
mod completions;
mod diff;
mod exit;
mod explain;
mod export;
mod fork;
mod import;
mod init;
mod new;
mod print;
mod refused;
mod report;
mod schema;
mod serve;
mod theme;
mod today;
mod upstream;

pub use exit::Exit;

use args::{Arguments, Command};
use clap::Parser;
use std::ffi::OsString;
use std::io::Write;

/// Stack of the threads that load and render, in bytes: templates are compiled and run
/// recursively, and the default of 2 MiB is overrun by a chain of some 6,500 operators.
const STACK: usize = 16 * 1024 * 1024;

/// Runs one command. Results go to `out`, talk to `err`. May be called any number of times; only
/// `main` ends the process.
pub fn run(
    arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let text = error.render().to_string();
            let written = if error.use_stderr() {
                err.write_all(text.as_bytes())
            } else {
                out.write_all(text.as_bytes())
            };
            return match (error.use_stderr(), written) {
                (true, _) => Exit::Usage,
                (false, Ok(())) => Exit::Well,
                (false, Err(_)) => Exit::Machine,
            };
        }
    };
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build();
    let Ok(pool) = pool else {
        let _ = writeln!(err, "error: no threads can be started on this machine");
        return Exit::Machine;
    };
    pool.install(|| match arguments.command {
        Command::Build(ref build) => build::build(&arguments.common, build, err),
        Command::Check(ref check) => check::check(&arguments.common, check, out, err),
        Command::Serve(ref serve) => serve::serve(&arguments.common, serve, out, err),
        Command::Diff(ref diff) => diff::diff(&arguments.common, diff, out, err),
        Command::Export(ref export) => export::export(&arguments.common, export, out, err),
        Command::Import(ref import) => import::import(&arguments.common, import, out, err),
        Command::Print(ref print) => print::print(&arguments.common, print, out, err),
        Command::Fork(ref fork) => fork::fork(&arguments.common, fork, out, err),
        Command::Upstream(ref what) => upstream::upstream(&arguments.common, what, out, err),
        Command::Init(ref init) => init::init(&arguments.common, init, out, err),
        Command::New(ref new) => new::new(&arguments.common, new, out, err),
        Command::Theme(ref theme) => theme::theme(theme, out),
        Command::Schema(ref schema) => schema::schema(schema, out, err),
        Command::Completions(ref completions) => completions::completions(completions, out),
    })
}
