//! `waypost check`

use super::Exit;
use super::args::{Check, Common};
use super::explain::explain;
use super::report::{load, report};
use super::today::today;
use crate::check::{check as find, check_public, planned, settled};
use crate::site::{LoadOptions, Site};
use std::io::{IsTerminal, Write};

/// Reports everything that can be known to be wrong, and writes nothing.
pub(super) fn check(
    common: &Common,
    check: &Check,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    if let Some(code) = &check.explain {
        return explain(code, out, err);
    }
    let today = match today(check.today.as_deref()) {
        Ok(today) => today,
        Err(what) => {
            let _ = writeln!(err, "error: {what}");
            return Exit::Usage;
        }
    };
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let findings = if common.public {
        // What must not be seen is known only to the site that has it.
        let options = LoadOptions {
            base_url: Some(site.settings.base_url.clone()),
            drafts: common.drafts,
            public: false,
        };
        let whole = Site::load(site.layers.clone(), &options);
        check_public(&site, &whole, today)
    } else {
        find(&site, today)
    };
    let findings = settled(&site, findings);
    let is_terminal = std::io::stdout().is_terminal();
    let exit = report(common, &findings, &site.sources, is_terminal, out, err);
    if common.verbose {
        for (name, span) in planned(&site) {
            let span = site.sources.written(span);
            let at = site.sources.position(span);
            let path = site.sources.get(span.source).file();
            let _ = writeln!(err, "note: `{name}` is planned, says {path}:{}", at.line);
        }
    }
    if findings.is_empty() && !common.quiet {
        let _ = writeln!(err, "nothing found");
    }
    exit
}
