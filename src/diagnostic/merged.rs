//! One fault that many pages show is one finding.

use super::{Code, Diagnostic};

/// One fault of a template met on a thousand pages is one finding, with the first page named.
pub fn merged(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings
        .sort_by(|a, b| (a.span(), &a.message, &a.notes).cmp(&(b.span(), &b.message, &b.notes)));
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for finding in findings {
        match kept.last_mut() {
            // After the first page that met a limit the others weren't tried.
            Some((last, _))
                if finding.code == Code::TemplateLimit
                    && last.span() == finding.span()
                    && last.message == finding.message => {}
            Some((last, count))
                if last.span() == finding.span() && last.message == finding.message =>
            {
                *count += 1
            }
            _ => kept.push((finding, 0)),
        }
    }
    kept.into_iter()
        .map(|(finding, more)| match more {
            0 => finding,
            1 => finding.note("and on one more page"),
            more => finding.note(format!("and on {more} more pages")),
        })
        .collect()
}
