//! Findings as people, editors and code hosts read them.

mod frame;
mod human;
mod machine;
mod visible;

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::{Diagnostic, Severity};
use crate::source::Sources;
use visible::visible_line;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// With a code frame, for a terminal.
    #[default]
    Human,
    /// A line each: `path:line:column: error[code]: message`.
    Short,
    /// A JSON object a line.
    Json,
    /// Workflow commands that code hosts show beside the line.
    Github,
}

/// Writes findings in one format. It never chooses where: the command line hands it a stream, the
/// preview a buffer, and both get the same text.
#[derive(Clone, Copy, Debug)]
pub struct Printer<'a> {
    format: Format,
    colour: bool,
    sources: &'a Sources,
}

impl<'a> Printer<'a> {
    /// A printer without colour; `sources` are those that the findings' spans point into.
    pub fn new(format: Format, sources: &'a Sources) -> Self {
        Printer {
            format,
            colour: false,
            sources,
        }
    }

    /// The same with terminal colours, or without. Only [`Format::Human`] has any.
    #[must_use]
    pub fn colour(mut self, colour: bool) -> Self {
        self.colour = colour;
        self
    }

    /// Writes `findings` in the order of [`sorted`]. The only error is that of the stream.
    pub fn print(&self, findings: &[Diagnostic], out: &mut dyn Write) -> io::Result<()> {
        let mut moved: Vec<Diagnostic>;
        let mut findings = findings;
        if self.sources.has_composed() {
            moved = findings.to_vec();
            for finding in &mut moved {
                finding.written(self.sources);
            }
            findings = &moved;
        }
        for finding in sorted(findings, self.sources) {
            match self.format {
                Format::Human => human::write(finding, self.sources, self.colour, out)?,
                Format::Short => self.short(finding, out)?,
                Format::Json => machine::json(finding, self.sources, out)?,
                Format::Github => machine::github(finding, self.sources, out)?,
            }
        }
        Ok(())
    }

    fn short(&self, finding: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
        if let Some(span) = finding.span() {
            let path = self.sources.get(span.source).file();
            let path = visible_line(&path);
            let at = self.sources.position(span);
            write!(out, "{path}:{}:{}: ", at.line, at.column)?;
        }
        let (severity, code) = (finding.severity.name(), finding.code.name());
        writeln!(
            out,
            "{severity}[{code}]: {}",
            visible_line(&finding.message)
        )
    }
}

/// The order in which findings are read: by path, then place, then code. Those without a place
/// come first, because they speak of the site as a whole. The order depends on nothing else, so
/// that two runs can be compared line by line.
pub fn sorted<'d>(findings: &'d [Diagnostic], sources: &Sources) -> Vec<&'d Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
    sorted.sort_by_cached_key(|finding| {
        let place = finding.span().map(|span| {
            let source = sources.get(span.source);
            (source.file(), span.start, span.end)
        });
        (place, finding.code.name(), &finding.message)
    });
    sorted
}

/// `2 errors and 1 warning in 3 files`: how many findings there are and how many files they are in.
pub fn summary(findings: &[Diagnostic]) -> String {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let errors = count(Severity::Error);
    let warnings = count(Severity::Warning);
    let what = match (errors, warnings) {
        (0, 0) => return "no errors and no warnings".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!(
            "{} and {}",
            counted(errors, "error"),
            counted(warnings, "warning")
        ),
    };
    let files: BTreeSet<_> = findings
        .iter()
        .filter_map(Diagnostic::span)
        .collect::<Vec<_>>()
        .into_iter()
        .map(|span| span.source)
        .collect();
    match files.len() {
        0 => what,
        files => format!("{what} in {}", counted(files, "file")),
    }
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
