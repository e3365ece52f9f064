//! YAML with places. The events of serde-saphyr's own parser are read here, not its
//! deserializer: that one stops at the first fault and doesn't tell a plain `2025-11-17` from a
//! quoted one.

mod fault;
mod scalar;
mod tree;

use std::borrow::Cow;

use super::value::{Syntax, Table};
use super::written::{Written, blanked, report};
use crate::diagnostic::Diagnostic;
use crate::source::SourceId;
use tree::Tree;

/// So many times an entry that can't be read is blanked and the rest read again.
const READINGS: usize = 8;

/// Reads `text`, which begins at `offset` of its source. What could be read is given back, and
/// faults are reported.
pub fn parse_yaml(source: SourceId, text: &str, offset: usize, out: &mut Vec<Diagnostic>) -> Table {
    let Some(written) = Written::new(source, text, offset, out) else {
        return Table::new(Syntax::Yaml);
    };
    let mut broken = Vec::new();
    let mut readable = Cow::Borrowed(text);
    let mut left = READINGS;
    let table = loop {
        let reading = Written {
            text: &readable,
            ..written
        };
        let mut found = Vec::new();
        let (table, stop) = Tree::read(reading, &mut found);
        let again = stop.and_then(|stop| {
            let fault = fault::fault(&stop, reading);
            broken.push(fault.finding);
            left -= 1;
            let empty = reading.slice(fault.entry.clone()).trim().is_empty();
            (left > 0 && !empty).then(|| blanked(&readable, &[fault.entry]))
        });
        match again {
            Some(text) => readable = text.into(),
            None => {
                broken.append(&mut found);
                break table;
            }
        }
    };
    report(broken, written, out);
    table
}
