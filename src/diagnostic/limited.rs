//! No more findings than anyone reads.

use super::{Code, Diagnostic};
use crate::source::SourceId;
use std::collections::HashMap;

/// Findings of one kind in one file that are told. A text of 8 MB may hold a million.
const MOST: usize = 100;

/// What the last one says of those that are left out.
const MORE: &str = "there are more of these in this file, which are told when these are mended";

/// Keeps the first findings of each kind in each file. It may be called again and again while
/// findings are gathered, so that they never fill the memory.
pub fn limit(findings: &mut Vec<Diagnostic>) {
    if findings.len() <= MOST {
        return;
    }
    let mut counts: HashMap<(Option<SourceId>, Code), (usize, usize)> = HashMap::new();
    let mut kept = 0;
    let mut full = Vec::new();
    for place in 0..findings.len() {
        let finding = &findings[place];
        let key = (finding.span().map(|span| span.source), finding.code);
        let (count, last) = counts.entry(key).or_default();
        *count += 1;
        match *count {
            count if count > MOST => {
                if count == MOST + 1 {
                    full.push(*last);
                }
                continue;
            }
            _ => *last = kept,
        }
        findings.swap(kept, place);
        kept += 1;
    }
    findings.truncate(kept);
    for place in full {
        let notes = &mut findings[place].notes;
        if notes.last().is_none_or(|note| note != MORE) {
            notes.push(MORE.to_owned());
        }
    }
}
