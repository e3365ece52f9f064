//! A finding with code frames, in the shape that rustc made familiar.

use std::io::{self, Write};

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_LINE_NUM_STYLE, DEFAULT_WARNING_STYLE,
    Style,
};

use super::frame::frames;
use super::visible::visible_line;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// Writes one finding and the blank line that parts it from the next.
pub(super) fn write(
    finding: &Diagnostic,
    sources: &Sources,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = |style: Style| if colour { style } else { Style::new() };
    let level = paint(match finding.severity {
        Severity::Error => DEFAULT_ERROR_STYLE,
        Severity::Warning => DEFAULT_WARNING_STYLE,
    });
    let strong = paint(DEFAULT_EMPHASIS_STYLE);
    let edge = paint(DEFAULT_LINE_NUM_STYLE);

    let (severity, code) = (finding.severity.name(), finding.code.name());
    let message = visible_line(&finding.message);
    writeln!(
        out,
        "{level}{severity}[{code}]{level:#}{strong}: {message}{strong:#}"
    )?;

    let frames = frames(finding, sources);
    let width = frames.iter().map(|frame| frame.width).max().unwrap_or(1);
    for (number, frame) in frames.iter().enumerate() {
        let arrow = if number == 0 { "-->" } else { ":::" };
        let (path, at) = (visible_line(&frame.path), frame.at);
        let indent = " ".repeat(width + 1);
        writeln!(
            out,
            "{indent}{edge}{arrow}{edge:#} {path}:{}:{}",
            at.line, at.column
        )?;
        let indent = " ".repeat(width + 1 - frame.width);
        for line in frame.render(finding.severity, colour).lines() {
            writeln!(out, "{}", format!("{indent}{line}").trim_end())?;
        }
    }

    let layer = finding
        .span()
        .map_or("", |span| &sources.get(span.source).layer);
    let origin = (!layer.is_empty()).then(|| format!("this file comes from `{layer}`"));
    let notes = finding.notes.iter().chain(&origin);
    let facts = notes.map(|note| ("note", note));
    let helps = finding.help.iter().map(|help| ("help", help));
    let indent = " ".repeat(width + 2);
    for (what, text) in helps.chain(facts) {
        // A cycle or a list of candidates takes several lines; each is made safe by itself.
        for (number, line) in text.lines().enumerate() {
            let line = visible_line(line);
            if number == 0 {
                writeln!(
                    out,
                    "{indent}{edge}={edge:#} {strong}{what}{strong:#}: {line}"
                )?;
            } else {
                writeln!(out, "{indent}        {line}")?;
            }
        }
    }
    writeln!(out)
}
