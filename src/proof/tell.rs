//! What was found, as findings: one for each secret, at the place where it is declared.

use super::secret::{Secret, What};
use super::{Proof, Shown};
use crate::diagnostic::{Code, Diagnostic};
use std::collections::HashSet;

/// So many files are named that a secret stands in.
const MOST_FILES: usize = 3;

impl Proof {
    /// One finding for each secret that is shown. With `all`, which says that all of a site was
    /// looked at, also for files that nothing public uses.
    pub fn findings(&self, shown: &[Shown], all: bool) -> Vec<Diagnostic> {
        let mut shown: Vec<&Shown> = shown.iter().collect();
        shown.sort();
        let mut findings = Vec::new();
        // Of the lines of one internal text that is shown the first is enough.
        let mut texts = HashSet::new();
        // The id stands in the address of a thing, and its file is called like that.
        let mut places = HashSet::new();
        for same in shown.chunk_by(|a, b| a.secret == b.secret) {
            let secret = &self.secrets[same[0].secret];
            if secret.what == What::File {
                continue;
            }
            let text = secret.span.map(|span| span.source);
            if secret.what == What::Line && text.is_some() && !texts.insert(text) {
                continue;
            }
            let is_new = places.insert(secret.span);
            if matches!(secret.what, What::Id | What::Source) && !is_new {
                continue;
            }
            let mut finding = finding(secret).help(help(secret));
            for shown in same.iter().take(MOST_FILES) {
                finding = finding.note(match shown.at {
                    Some((line, column)) => {
                        format!("it stands in `{}:{line}:{column}`", shown.file)
                    }
                    None => format!("it is in the address of `{}`", shown.file),
                });
            }
            if let more @ 1.. = same.len().saturating_sub(MOST_FILES) {
                let files = if more == 1 { "file" } else { "files" };
                finding = finding.note(format!("it stands in {more} more {files}"));
            }
            findings.push(finding);
        }
        if all {
            let used: HashSet<usize> = shown.iter().map(|shown| shown.secret).collect();
            let unused = self.secrets.iter().enumerate();
            let unused =
                unused.filter(|(place, it)| it.what == What::File && !used.contains(place));
            findings.extend(unused.map(|(_, secret)| {
                finding(secret).help(
                    "put it beside the internal page, outside of `static/`, so that it goes along",
                )
            }));
        }
        findings
    }

    /// Words of `internal.no_secret` that nothing internal is called by.
    pub fn useless(&self) -> Vec<Diagnostic> {
        let useless = self.useless.iter().map(|(word, span)| {
            Diagnostic::new(
                Code::UnknownAllow,
                format!("nothing internal is called `{word}`"),
            )
            .at(*span)
            .help("take it out; what it was for is gone")
        });
        useless.collect()
    }
}

/// What to do about a name; a line of a text is no name.
fn help(secret: &Secret) -> String {
    let inside = "put what says it between `:::internal` and `:::`";
    let quote = if secret.name.contains('"') { '\'' } else { '"' };
    match secret.what {
        What::Line => format!("{inside}, or take it out"),
        What::Declared | What::DeclaredHost => inside.to_owned(),
        _ => format!(
            "{inside}; if it is no secret, write `no_secret.{quote}{}{quote} = \"why\"` below `[internal]` in `site.toml`",
            secret.name
        ),
    }
}

fn finding(secret: &Secret) -> Diagnostic {
    let finding = Diagnostic::new(
        Code::InternalShown,
        format!("`{}`, {}, would be public", secret.name, secret.what.name()),
    );
    match secret.span {
        Some(span) => finding.at(span),
        None => finding,
    }
}
