//! Findings for programs: editors read JSON, code hosts read workflow commands.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::visible::visible;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::{Sources, Span};

/// Writes `finding` as one line of JSON. The keys stand in a fixed order, and all of them always
/// do: `null` says that there is no place, so that no reader has to ask whether a key is there.
pub(super) fn json(finding: &Diagnostic, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    let mut line = String::new();
    // JSON escapes the C0 controls only; a terminal obeys others too. They can stand in strings only.
    for character in serde_json::to_string(&Finding(finding, sources))?.chars() {
        if visible(character) == character {
            line.push(character);
        } else {
            line.push_str(&format!("\\u{:04x}", character as u32));
        }
    }
    writeln!(out, "{line}")
}

struct Finding<'a>(&'a Diagnostic, &'a Sources);

impl Serialize for Finding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Finding(finding, sources) = self;
        let labels: Vec<_> = finding.labels.iter().map(|l| Place(l, sources)).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", finding.code.name())?;
        map.serialize_entry("severity", finding.severity.name())?;
        map.serialize_entry("message", &finding.message)?;
        place(&mut map, finding.span(), sources)?;
        map.serialize_entry("help", &finding.help)?;
        map.serialize_entry("notes", &finding.notes)?;
        map.serialize_entry("labels", &labels)?;
        map.end()
    }
}

struct Place<'a>(&'a Label, &'a Sources);

impl Serialize for Place<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Place(label, sources) = self;
        let mut map = serializer.serialize_map(None)?;
        place(&mut map, Some(label.span), sources)?;
        map.serialize_entry("text", &label.text)?;
        map.end()
    }
}

/// Lines and columns count characters from 1, `start` and `end` bytes from 0; ends are behind the
/// last character.
fn place<M: SerializeMap>(
    map: &mut M,
    span: Option<Span>,
    sources: &Sources,
) -> Result<(), M::Error> {
    let source = span.map(|span| sources.get(span.source));
    let start = span.map(|span| sources.position(span));
    let end = span.map(|span| sources.end_position(span));
    map.serialize_entry("path", &source.map(|source| source.file()))?;
    map.serialize_entry("layer", &source.map(|source| &source.layer))?;
    map.serialize_entry("line", &start.map(|at| at.line))?;
    map.serialize_entry("column", &start.map(|at| at.column))?;
    map.serialize_entry("end_line", &end.map(|at| at.line))?;
    map.serialize_entry("end_column", &end.map(|at| at.column))?;
    map.serialize_entry("start", &span.map(|span| span.start))?;
    map.serialize_entry("end", &span.map(|span| span.end))
}

/// Writes `finding` as a workflow command. Help and notes follow the message on lines of their own,
/// because a code host shows nothing but the message.
pub(super) fn github(
    finding: &Diagnostic,
    sources: &Sources,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "::{} ", finding.severity.name())?;
    if let Some(span) = finding.span() {
        let path = property(&sources.get(span.source).file());
        let (start, end) = (sources.position(span), sources.end_position(span));
        write!(
            out,
            "file={path},line={},col={},endLine={},endColumn={},",
            start.line, start.column, end.line, end.column
        )?;
    }
    let mut message = finding.message.clone();
    let help = finding.help.iter().map(|help| format!("\nhelp: {help}"));
    let notes = finding.notes.iter().map(|note| format!("\nnote: {note}"));
    message.extend(help.chain(notes));
    writeln!(
        out,
        "title={}::{}",
        property(finding.code.name()),
        data(&message)
    )
}

fn data(text: &str) -> String {
    let shown = |character| match character {
        '\r' | '\n' | '\t' => character,
        _ => visible(character),
    };
    let text: String = text.chars().map(shown).collect();
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
