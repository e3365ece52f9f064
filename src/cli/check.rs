//! `waypost check`

use super::Exit;
use super::args::{Check, Common};
use super::explain::explain;
use super::report::{load, report, settled};
use std::io::Write;

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
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let findings = settled(&site, site.diagnostics.iter().cloned());
    let exit = report(common, &findings, &site.sources, out, err);
    if findings.is_empty() && !common.quiet {
        let _ = writeln!(err, "nothing found");
    }
    exit
}
