//! What is said of an override that matches nothing, or several things, or that contradicts itself.

use super::body::{MOST_NAMED, Plan};
use super::section;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::document::Document;
use crate::markdown::Section;
use std::ops::Range;

/// What a document of a site without an upstream says as though something lay below.
pub fn nothing_below(document: &Document, out: &mut Vec<Diagnostic>) {
    let headings = document.body.outline.headings.iter();
    for heading in headings.filter(|heading| section::says_so(heading)) {
        let finding = Diagnostic::new(
            Code::UnknownOverride,
            format!(
                "`{}` says what is done to a section below, and this site has no upstream",
                heading.text
            ),
        );
        out.push(
            finding
                .at(heading.span)
                .help("take the words in braces away"),
        );
    }
}

impl Plan<'_> {
    /// Headings beneath one that says what is done say nothing themselves.
    pub(super) fn refuse_inner(&mut self, section: &Section) {
        for inner in section::all(&self.above, section.blocks.clone()) {
            let heading = self.above.outline.heading(&inner);
            if section::says_so(heading) {
                self.out.push(
                    Diagnostic::new(
                        Code::BadOverride,
                        format!(
                            "`{}` stands in a section that is overridden whole",
                            heading.text
                        ),
                    )
                    .at(self.above.origin(heading.span))
                    .help("take the words in braces away, or move it out of the section"),
                );
            }
        }
    }

    pub(super) fn unknown(&mut self, section: &Section, within: &Range<usize>) {
        let heading = self.above.outline.heading(section);
        let finding = Diagnostic::new(
            Code::UnknownOverride,
            format!("no section below is called `{}`", heading.text),
        )
        .at(self.above.origin(heading.span));
        let names = section::names(&self.below, within.clone());
        let text = heading.text.clone();
        self.out
            .push(with_candidates(finding, &text, &names, "section"));
    }

    pub(super) fn several(&mut self, section: &Section, many: &[Section]) {
        let heading = self.above.outline.heading(section);
        let mut finding = Diagnostic::new(
            Code::AmbiguousOverride,
            format!(
                "{} sections below are called `{}`",
                many.len(),
                heading.text
            ),
        )
        .at(self.above.origin(heading.span))
        .help("write the heading above the one that is meant over it");
        for section in many.iter().take(MOST_NAMED) {
            let span = self.below.outline.heading(section).span;
            finding = finding.label(self.below.origin(span), "one of them");
        }
        self.out.push(finding);
    }
}

/// A finding with the name that was probably meant, or all that there are.
pub(super) fn with_candidates(
    finding: Diagnostic,
    name: &str,
    known: &[String],
    what: &str,
) -> Diagnostic {
    if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
        return finding.suggest(Some(near));
    }
    let listed: Vec<String> = known
        .iter()
        .take(MOST_NAMED)
        .map(|name| format!("`{name}`"))
        .collect();
    match known.len() {
        0 => finding.help(format!("there is no {what} below; leave this one out")),
        count if count > MOST_NAMED => finding.help(format!(
            "write one of {} and {} more",
            listed.join(", "),
            count - MOST_NAMED
        )),
        _ => finding.help(format!("write one of {}", listed.join(", "))),
    }
}
