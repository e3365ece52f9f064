//! Archetypes whose time doesn't add up.

use crate::diagnostic::{Code, Diagnostic};
use crate::site::Site;

/// Thirds may be written as 33.3 each.
const ROUNDING: f64 = 0.5;

/// Reports time splits that don't come to 100.
pub(in crate::check) fn split(site: &Site) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (_, archetype) in site.model.archetypes.iter() {
        let Some((first, _)) = archetype.time.first() else {
            continue;
        };
        let sum: f64 = archetype.time.iter().map(|(_, share)| share).sum();
        if (sum - 100.0).abs() <= ROUNDING {
            continue;
        }
        let sum = (sum * 10.0).round() / 10.0;
        let shares: Vec<String> = archetype
            .time
            .iter()
            .map(|(_, share)| share.to_string())
            .collect();
        findings.push(
            Diagnostic::new(
                Code::TimeSplit,
                format!(
                    "the time of the archetype `{}` adds up to {sum}, not to 100",
                    archetype.common.id
                ),
            )
            .at(first.span)
            .help("mend the shares")
            .note(format!("{} = {sum}", shares.join(" + "))),
        );
    }
    findings
}
