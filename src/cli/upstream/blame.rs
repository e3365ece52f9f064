//! `waypost upstream blame`

use super::args::Blame;
use crate::cli::Exit;
use crate::cli::args::{Common, FormatArgument};
use crate::cli::report::{options, root_fault};
use crate::diagnostic::nearest;
use crate::document::{Document, Kind, Part};
use crate::layers::Layers;
use crate::overlay::{Origin, origins};
use crate::site::Site;
use serde::Serialize;
use std::io::Write;
use std::sync::Arc;

/// Words of a statement or a heading that are shown.
const MOST_WORDS: usize = 60;

/// Says of each field, section and statement of a thing which layer, file and line it comes from.
pub(super) fn blame(
    common: &Common,
    blame: &Blame,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    if let Some(exit) = root_fault(common, err) {
        return exit;
    }
    let options = match options(common, err) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let written = Site::documents(Layers::of_folder(&common.root), &options);
    let found = match found(&written.documents, &blame.id) {
        Ok(found) => found,
        Err(help) => {
            let _ = writeln!(
                err,
                "error: nothing is called `{}`\n  = help: {help}",
                blame.id
            );
            return Exit::Usage;
        }
    };
    for document in found {
        let lines: Vec<Line> = origins(document, &written.sources)
            .into_iter()
            .map(|origin| line(origin, &written))
            .collect();
        let said = match matches!(common.format, FormatArgument::Json) {
            true => json(document, &lines, out),
            false => text(document, &lines, out),
        };
        if said.is_err() {
            return Exit::Machine;
        }
    }
    Exit::Well
}

/// A part and where it comes from.
#[derive(Serialize)]
struct Line {
    kind: &'static str,
    name: String,
    layer: String,
    path: String,
    line: usize,
}

fn line(origin: Origin, written: &crate::site::Documents) -> Line {
    let source = written.sources.get(origin.span.source);
    let layer = match &*source.layer {
        "" => "this site",
        layer => written.settings.layer_name(layer),
    };
    let cut = |words: &str| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(MOST_WORDS) {
            Some((at, _)) => format!("{}…", words[..at].trim_end()),
            None => words,
        }
    };
    let name = cut(&origin.name);
    let (kind, name) = match &origin.part {
        Part::Field(_) => ("field", name),
        Part::Opening => (
            "opening",
            "(what stands before the first section)".to_owned(),
        ),
        Part::Section(_) => ("section", name),
        Part::File => ("file", name),
        Part::Statement(id) => ("statement", format!("- {name} {{#{id}}}")),
    };
    Line {
        kind,
        name,
        layer: layer.to_owned(),
        path: source.file().into_owned(),
        line: written.sources.position(origin.span).line,
    }
}

/// The things of this name: one, or one of each kind that bears it.
pub(super) fn found<'d>(
    documents: &'d [Arc<Document>],
    id: &str,
) -> Result<Vec<&'d Document>, String> {
    let (kind, name) = match id.split_once(':') {
        Some((kind, name)) if Kind::named(kind).is_some() => (Kind::named(kind), name),
        _ => (None, id),
    };
    let of_kind = |document: &&Arc<Document>| kind.is_none_or(|kind| kind == document.kind);
    let all = || documents.iter().filter(of_kind);
    let mut found: Vec<&Document> = all()
        .filter(|document| *document.id == *name)
        .map(|document| &**document)
        .collect();
    found.sort_by_key(|document| document.kind);
    if !found.is_empty() {
        return Ok(found);
    }
    match nearest(name, all().map(|document| &*document.id)) {
        Some(near) => Err(format!("did you mean `{near}`?")),
        None => Err("give an id with its kind, like `level:staff`".to_owned()),
    }
}

fn text(document: &Document, lines: &[Line], out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(out, "{}:{}", document.kind.name(), document.id)?;
    let place = |line: &Line| format!("{}:{}", line.path, line.line);
    let width = lines.iter().map(|line| place(line).chars().count()).max();
    let layers = lines.iter().map(|line| line.layer.chars().count()).max();
    let (width, layers) = (width.unwrap_or(0), layers.unwrap_or(0));
    for line in lines {
        let place = place(line);
        writeln!(
            out,
            "  {:layers$}  {place:width$}  {}",
            line.layer, line.name
        )?;
    }
    Ok(())
}

fn json(document: &Document, lines: &[Line], out: &mut dyn Write) -> std::io::Result<()> {
    #[derive(Serialize)]
    struct Told<'a> {
        id: String,
        parts: &'a [Line],
    }
    let told = Told {
        id: format!("{}:{}", document.kind.name(), document.id),
        parts: lines,
    };
    serde_json::to_writer(&mut *out, &told)?;
    writeln!(out)
}
