//! Keys that stand twice, with the place of the first.

use std::ops::Range;

use ::toml::de::{DeTable, DeValue};

use super::fault::Fault;
use crate::data::insert;
use crate::data::written::{MAX_DEPTH, Written, line_at};
use crate::diagnostic::Diagnostic;

/// What is said of the faults that are repeated keys. The parser knows where the first is and
/// doesn't tell, so it is looked for: the nearest key of that name, in a group of that name, before
/// the second.
pub(super) fn findings(faults: &[Fault], table: &DeTable, written: Written) -> Vec<Diagnostic> {
    let repeated: Vec<&Fault> = faults.iter().filter(|fault| fault.is_repeated()).collect();
    if repeated.is_empty() {
        return Vec::new();
    }
    let mut keys = Vec::new();
    collect(table, &mut Vec::new(), &mut keys);
    let finding = |fault: &&Fault| {
        let name = dotted_name(fault, written);
        let first = keys
            .iter()
            .filter(|(path, place)| place.end <= fault.at.start && ends_with(path, &name))
            .map(|(_, place)| place.clone())
            .max_by_key(|place| place.start)
            .or_else(|| same_line_above(fault, written))
            .unwrap_or(fault.at.clone());
        let again = written.span(fault.at.clone());
        insert::repeated(&name.join("."), again, written.span(first))
    };
    // A search of all keys for each; beyond this number nobody reads on.
    repeated.iter().take(100).map(finding).collect()
}

fn collect<'t>(
    table: &'t DeTable,
    path: &mut Vec<&'t str>,
    keys: &mut Vec<(Vec<&'t str>, Range<usize>)>,
) {
    for (key, value) in table {
        path.push(key.get_ref());
        keys.push((path.clone(), key.span()));
        if path.len() < MAX_DEPTH {
            match value.get_ref() {
                DeValue::Table(inner) => collect(inner, path, keys),
                DeValue::Array(items) => {
                    for item in items {
                        if let DeValue::Table(inner) = item.get_ref() {
                            collect(inner, path, keys);
                        }
                    }
                }
                _ => {}
            }
        }
        path.pop();
    }
}

/// The key as its line has it, up to the segment at fault: `requires.design` of
/// `requires.design = 1`.
fn dotted_name<'w>(fault: &Fault, written: Written<'w>) -> Vec<&'w str> {
    let line = line_at(written.text, fault.at.start);
    let before = written.slice(line.start..fault.at.end);
    let key = before.rsplit(['{', ',', '[']).next().unwrap_or(before);
    let unquoted = |name: &'w str| name.trim().trim_matches(['"', '\'']);
    key.split('.').map(unquoted).collect()
}

fn ends_with(path: &[&str], name: &[&str]) -> bool {
    let from = path.len().checked_sub(name.len());
    from.is_some_and(|from| &path[from..] == name)
}

/// Of a group's header the parser keeps the second place only.
fn same_line_above(fault: &Fault, written: Written) -> Option<Range<usize>> {
    let line = line_at(written.text, fault.at.start);
    let wanted = written.slice(line.clone()).trim();
    let within = fault.at.start - line.start..fault.at.end - line.start;
    let mut at = 0;
    for above in written.slice(0..line.start).split_inclusive('\n') {
        if above.trim() == wanted && above.len() >= within.end {
            return Some(at + within.start..at + within.end);
        }
        at += above.len();
    }
    None
}
