//! TOML with places, and with every fault of a text in one run.

mod broken;
mod convert;
mod fault;
mod repeated;
mod strings;

pub(super) use strings::Strings;

use std::borrow::Cow;

use ::toml::de::DeTable;

use super::value::{Syntax, Table};
use super::written::{Written, blanked, report};
use crate::diagnostic::Diagnostic;
use crate::source::SourceId;
use fault::Fault;

/// So many times a broken stretch is blanked and the rest read again.
const READINGS: usize = 8;

/// Reads `text`, which begins at `offset` of its source. What could be read is given back, and all
/// faults are reported.
pub fn parse_toml(source: SourceId, text: &str, offset: usize, out: &mut Vec<Diagnostic>) -> Table {
    let Some(written) = Written::new(source, text, offset, out) else {
        return Table::new(Syntax::Toml);
    };
    let mut found = Vec::new();
    let mut readable = Cow::Borrowed(text);
    let mut left = READINGS;
    let table = loop {
        let reading = Written {
            text: &readable,
            ..written
        };
        let (table, errors) = DeTable::parse_recoverable(&readable);
        let faults: Vec<Fault> = errors
            .iter()
            .map(|error| Fault::of(error, reading))
            .collect();
        // The parser stops at some faults, or takes the lines below them for part of a list. What
        // is behind such a place can only be read without it.
        if left > 0
            && let Some(broken) = broken::find(&faults, table.get_ref(), reading)
        {
            left -= 1;
            found.extend(broken.findings);
            readable = blanked(&readable, &broken.ranges).into();
            continue;
        }
        let faults = one_a_line(faults, &readable);
        found.extend(repeated::findings(&faults, table.get_ref(), reading));
        found.extend(faults.iter().filter_map(|fault| fault.finding(reading)));
        break convert::table(table.get_ref(), reading, &mut found);
    };
    report(found, written, out);
    table
}

/// Of several faults in a line the one that the parser met first: the others are its consequences,
/// but for repeated keys and dates, which are faults in their own right.
fn one_a_line(faults: Vec<Fault>, text: &str) -> Vec<Fault> {
    let mut met: Vec<(usize, Fault)> = faults.into_iter().enumerate().collect();
    met.sort_by_key(|(_, fault)| fault.at.start);
    let mut kept: Vec<(usize, Fault)> = Vec::new();
    let mut last = 0;
    for (order, fault) in met {
        let here = fault.at.start;
        let same_line = !text[last..here].contains('\n');
        last = here;
        match kept.last_mut() {
            Some((_, other)) if same_line && (other.stands_alone() || fault.stands_alone()) => {
                kept.push((order, fault));
            }
            Some(other) if same_line => {
                if order < other.0 {
                    *other = (order, fault);
                }
            }
            _ => kept.push((order, fault)),
        }
    }
    kept.into_iter().map(|(_, fault)| fault).collect()
}
