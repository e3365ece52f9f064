//! `waypost serve`

use super::Exit;
use super::args::{Common, Serve};
use super::report::{options, report, root_fault};
use super::today::today;
use crate::diagnostic::{Diagnostic, Severity};
use crate::preview::Edition;
use crate::serve::{ListenError, Listening, Port, Said, Serving, listen, serve as run};
use crate::settings::Editor;
use jiff::civil::Date;
use std::io::{ErrorKind, IsTerminal, Write};

/// Shows the site while it is written, until it is interrupted.
pub(super) fn serve(
    common: &Common,
    serve: &Serve,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    if let Some(exit) = root_fault(common, err) {
        return exit;
    }
    let load = match options(common, err) {
        Ok(load) => load,
        Err(exit) => return exit,
    };
    // A variable of the environment that is empty is one that isn't set.
    let editor = serve.editor.as_deref().filter(|editor| !editor.is_empty());
    let editor = match editor.map(Editor::read).transpose() {
        Ok(editor) => editor,
        Err(fault) => {
            let editor = editor.unwrap_or_default();
            let names: Vec<&str> = Editor::names().collect();
            let _ = writeln!(
                err,
                "error: `{editor}` {fault}\n  = help: write one of {}, or an address with `{{path}}`, `{{line}}` and `{{column}}`",
                names.join(", ")
            );
            return Exit::Usage;
        }
    };
    if let Err(what) = today(None) {
        let _ = writeln!(err, "error: {what}");
        return Exit::Usage;
    }
    let port = serve.port.map_or(Port::Free, Port::Just);
    let listening = match listen(&serve.host, port) {
        Ok(listening) => listening,
        Err(error) => {
            let _ = writeln!(err, "error: {error}\n  = help: {}", error.help());
            return match error {
                ListenError::Host(_) => Exit::Usage,
                ListenError::Bound(..) => Exit::Machine,
            };
        }
    };
    let mut hosts = serve.allow_host.clone();
    // An address given for the preview is a proxy's, or this machine's own name.
    hosts.extend(
        common
            .base_url
            .as_ref()
            .and(load.base_url.as_ref())
            .map(|base_url| {
                let origin = base_url.origin.as_str();
                origin
                    .split_once("://")
                    .map_or(origin, |(_, host)| host)
                    .to_owned()
            }),
    );
    hosts.push(serve.host.clone());
    let serving = Serving {
        // Editors open files by their whole paths.
        root: (common.root.canonicalize()).unwrap_or_else(|_| common.root.clone()),
        load,
        hosts,
        editor,
        polls: serve.poll,
        today: day,
        stack: super::STACK,
    };
    let mut talk = Talk {
        common,
        serve,
        start: Some(start(&listening)),
        reaches_others: !listening.address.ip().is_loopback(),
        shown: Vec::new(),
        out,
        err,
    };
    match run(serving, listening, &mut |said| talk.say(said)) {
        Ok(()) => Exit::Well,
        Err(error) => {
            let _ = writeln!(err, "error: the preview can't go on: {error}");
            match error.kind() {
                ErrorKind::InvalidInput => Exit::Usage,
                _ => Exit::Machine,
            }
        }
    }
}

/// Where the preview is, without the path of the site. What listens at all addresses is reached at
/// the loopback one.
fn start(listening: &Listening) -> String {
    let address = listening.address;
    if address.ip().is_unspecified() {
        let host = if address.is_ipv4() {
            "127.0.0.1"
        } else {
            "[::1]"
        };
        return format!("http://{host}:{}", address.port());
    }
    format!("http://{address}")
}

fn day() -> Date {
    // It was asked for before anything was served.
    today(None).unwrap_or_default()
}

/// What is said on the terminal while the preview is there.
struct Talk<'a> {
    common: &'a Common,
    serve: &'a Serve,
    /// Until it is said where the preview is.
    start: Option<String>,
    reaches_others: bool,
    /// The findings that were said last.
    shown: Vec<Diagnostic>,
    out: &'a mut (dyn Write + Send),
    err: &'a mut (dyn Write + Send),
}

impl Talk<'_> {
    fn say(&mut self, said: Said<'_>) {
        match said {
            Said::Loaded(edition, changed) => {
                if self.common.verbose && self.start.is_none() {
                    let what = match changed.is_empty() {
                        true => "more than the system could tell of".to_owned(),
                        false => changed.join(", "),
                    };
                    let _ = writeln!(self.err, "loaded again: {what}");
                }
                self.findings(edition);
                if let Some(start) = self.start.take() {
                    self.begin(&format!("{start}{}", edition.site.settings.base_url.path));
                }
            }
            Said::Polling(why) => {
                let _ = writeln!(
                    self.err,
                    "warning: {why}, so files are looked at in turn\n  = help: a change takes a moment longer to show"
                );
            }
        }
    }

    /// Where the preview is: for people, and alone in its line for a program that reads it.
    fn begin(&mut self, address: &str) {
        if !std::io::stdout().is_terminal() {
            let _ = writeln!(self.out, "{address}");
            let _ = self.out.flush();
        }
        if self.reaches_others {
            let _ = writeln!(
                self.err,
                "warning: whoever reaches this machine can read the preview\n  = help: leave `--host` out to keep it to yourself"
            );
        }
        if !self.common.quiet {
            let _ = writeln!(
                self.err,
                "the preview is at {address}\nsave a file, and the page follows; Ctrl+C ends it"
            );
        }
        if self.serve.open && open::that_detached(address).is_err() {
            let _ = writeln!(
                self.err,
                "warning: no browser can be opened here\n  = help: open {address} yourself"
            );
        }
    }

    /// What is wrong, when it is something else than before.
    fn findings(&mut self, edition: &Edition) {
        if self.shown == edition.findings {
            return;
        }
        let had_errors = has_errors(&self.shown);
        self.shown.clone_from(&edition.findings);
        let is_terminal = std::io::stderr().is_terminal();
        let mut summary = Vec::new();
        report(
            self.common,
            &edition.findings,
            &edition.site.sources,
            is_terminal,
            self.err,
            &mut summary,
        );
        if has_errors(&edition.findings) {
            let _ = self.err.write_all(&summary);
        } else if had_errors {
            let _ = writeln!(self.err, "no errors any more");
        }
    }
}

fn has_errors(findings: &[Diagnostic]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}
