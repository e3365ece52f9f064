//! `waypost check`

use super::Exit;
use super::args::{Check, Common};
use super::explain::explain;
use super::report::{load, report, settled};
use crate::check::{check as find, check_public, planned};
use crate::site::{LoadOptions, Site};
use jiff::civil::Date;
use jiff::tz::TimeZone;
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
            let at = site.sources.position(span);
            let path = &site.sources.get(span.source).path;
            let _ = writeln!(err, "note: `{name}` is planned, says {path}:{}", at.line);
        }
    }
    if findings.is_empty() && !common.quiet {
        let _ = writeln!(err, "nothing found");
    }
    exit
}

/// The day that reviews are held against: the one that is asked for, else that of
/// `SOURCE_DATE_EPOCH`, so that a build of an old version says what it said then, else the clock's.
/// Days begin in UTC, so that two machines agree on them.
fn today(asked: Option<&str>) -> Result<Date, String> {
    if let Some(day) = asked {
        return day.parse().map_err(|_| {
            format!("`{day}` is no day of the calendar\n  = help: write it like `2026-11-22`")
        });
    }
    let now = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) if !seconds.is_empty() => {
            let seconds = seconds.trim().parse::<i64>().ok();
            seconds
                .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
                .ok_or_else(|| {
                    "`SOURCE_DATE_EPOCH` is no time\n  = help: set it to seconds since 1970, or unset it"
                        .to_owned()
                })?
        }
        _ => jiff::Timestamp::now(),
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}
