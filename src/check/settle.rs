//! What a site makes of findings: `[check]` in `site.toml`.

use crate::diagnostic::{Diagnostic, limit};
use crate::site::Site;

/// Applies the site's own severities to findings, and drops those that it turns off.
pub fn settled(site: &Site, findings: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = findings
        .into_iter()
        .filter_map(|mut finding| {
            match site.settings.check.get(&finding.code) {
                Some(None) => return None,
                Some(Some(severity)) => finding.severity = *severity,
                None => {}
            }
            Some(finding)
        })
        .collect();
    limit(&mut findings);
    findings
}
