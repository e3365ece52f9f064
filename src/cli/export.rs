//! `waypost export`

use super::Exit;
use super::args::{Common, Export, SheetFormat};
use super::refused::refused;
use super::report::{load, proof, report_beside};
use crate::check::settled;
use crate::diagnostic::{nearest, summary};
use crate::document::Kind;
use crate::link::{Found, Reference};
use crate::model::{Idx, Thing};
use crate::sheet::{Sheet, What, csv, xlsx};
use crate::site::Site;
use crate::start::Refusal;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

/// Writes a table, or all of them, for a spreadsheet.
pub(super) fn export(
    common: &Common,
    export: &Export,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let chosen = match chosen(&site, export) {
        Ok(chosen) => chosen,
        Err(refusal) => return refused(&refusal, err),
    };
    if chosen.is_empty() && export.output.is_none() && export.as_.is_none() {
        return listed(&site, out, err);
    }
    let bytes = match made(&site, export, chosen) {
        Ok(bytes) => bytes,
        Err(refusal) => return refused(&refusal, err),
    };
    let exit = proven(common, &site, export, &bytes, err);
    if exit != Exit::Well {
        return exit;
    }
    match put(export, &bytes, out) {
        Ok(()) => Exit::Well,
        Err(refusal) => refused(&refusal, err),
    }
}

/// Looks whether a table for the public holds anything internal; one that does isn't written.
fn proven(
    common: &Common,
    site: &Site,
    export: &Export,
    bytes: &[u8],
    err: &mut (dyn Write + Send),
) -> Exit {
    let Some(proof) = proof(common, site) else {
        return Exit::Well;
    };
    let name = export.output.as_deref().unwrap_or(Path::new("table"));
    let shown = proof.look(&name.to_string_lossy(), bytes);
    let findings = settled(site, proof.findings(&shown, false));
    let exit = report_beside(common, &findings, &site.sources, err);
    if exit != Exit::Well {
        let _ = writeln!(err, "{}; nothing was written", summary(&findings));
    }
    exit
}

/// What the arguments name; nothing where they name nothing.
fn chosen(site: &Site, export: &Export) -> Result<Vec<What>, Refusal> {
    let Some(what) = export.what.as_deref() else {
        return Ok(Vec::new());
    };
    let kind = match what {
        "ladder" => Kind::Track,
        "matrix" => Kind::Path,
        "resources" => {
            return match &export.id {
                None => Ok(vec![What::Resources]),
                Some(id) => Err(Refusal::new(
                    format!("`resources` is one table, and `{id}` no part of it"),
                    "write `waypost export resources`",
                )),
            };
        }
        other => {
            let near = nearest(other, ["ladder", "matrix", "resources"]);
            return Err(Refusal::new(
                format!("`{other}` is no table that can be exported"),
                match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `ladder TRACK`, `matrix PATH` or `resources`".to_owned(),
                },
            ));
        }
    };
    let all = What::all(site);
    let of_kind = all
        .into_iter()
        .filter(|it| it.name(site).1.is_some_and(|(of, _)| of == kind));
    let of_kind: Vec<What> = of_kind.collect();
    let Some(id) = export.id.as_deref() else {
        // One alone needs no name.
        return match of_kind.as_slice() {
            [one] => Ok(vec![*one]),
            _ => Err(Refusal::new(
                format!("`{what}` lacks the {} that it is of", kind.name()),
                match ids(site, &of_kind).as_str() {
                    "" => format!("there is none yet: write `waypost new {} ID`", kind.name()),
                    ids => format!("write `waypost export {what}` and one of {ids}"),
                },
            )),
        };
    };
    let found = match site.names.find(Reference::read(id), Some(kind)) {
        Found::Thing(Thing::Track(track)) => Some(What::Ladder(track)),
        Found::Thing(Thing::Path(path)) => Some(What::Matrix(Idx::new(path.place()))),
        _ => None,
    };
    match found {
        Some(found) if of_kind.contains(&found) => Ok(vec![found]),
        Some(_) => Err(Refusal::new(
            format!("the {} `{id}` has nothing to put into a table", kind.name()),
            match kind {
                Kind::Track => "give it levels first",
                _ => "give it a level that it leads `to`, or targets, first",
            },
        )),
        None => Err(Refusal::new(
            format!("no {} is called `{id}`", kind.name()),
            match site.names.nearest(id, Some(kind)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", ids(site, &of_kind)),
            },
        )),
    }
}

fn ids(site: &Site, all: &[What]) -> String {
    let ids = all.iter().filter_map(|it| it.name(site).1);
    let ids: Vec<String> = ids.map(|(_, id)| format!("`{id}`")).collect();
    ids.join(", ")
}

/// Says what there is to export.
fn listed(site: &Site, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let mut said = String::new();
    for what in What::all(site) {
        let sheet = what.sheet(site);
        let name = match what.name(site) {
            (name, Some((_, id))) => format!("{name} {id}"),
            (name, None) => name.to_owned(),
        };
        said.push_str(&format!(
            "waypost export {name:32} {} ({} rows)\n",
            sheet.name,
            sheet.rows.len()
        ));
    }
    if said.is_empty() {
        let _ = writeln!(
            err,
            "there is nothing to export yet: no ladder, no matrix, no resource"
        );
        return Exit::Well;
    }
    if out.write_all(said.as_bytes()).is_err() {
        return Exit::Machine;
    }
    let _ = writeln!(
        err,
        "\nadd `-o FILE.xlsx` or `-o FILE.csv`; `waypost export -o FILE.xlsx` puts all of them into \
         one workbook"
    );
    Exit::Well
}

fn made(site: &Site, export: &Export, chosen: Vec<What>) -> Result<Vec<u8>, Refusal> {
    let is_all = chosen.is_empty();
    let chosen = match is_all {
        true => What::all(site),
        false => chosen,
    };
    let sheets: Vec<Sheet> = chosen.into_iter().map(|what| what.sheet(site)).collect();
    let bytes = match (format(export)?, sheets.as_slice()) {
        (SheetFormat::Xlsx, []) => {
            return Err(Refusal::new(
                "there is nothing to export yet: no ladder, no matrix, no resource",
                "write some of it first",
            ));
        }
        (SheetFormat::Xlsx, sheets) => xlsx(&site.settings.title, sheets),
        (SheetFormat::Csv, [sheet]) => csv(sheet),
        (SheetFormat::Csv, _) => {
            return Err(Refusal::new(
                "a file of CSV holds one table",
                "say which one, as `waypost export` lists them, or write a workbook with `-o FILE.xlsx`",
            ));
        }
    };
    bytes.map_err(|unfit| Refusal::new(unfit.0, "export less of it, or write CSV"))
}

fn format(export: &Export) -> Result<SheetFormat, Refusal> {
    if let Some(format) = export.as_ {
        return Ok(format);
    }
    let Some(path) = &export.output else {
        return Ok(SheetFormat::Csv);
    };
    let ending = path.extension().map(|it| it.to_ascii_lowercase());
    match ending.as_ref().and_then(|it| it.to_str()) {
        Some("csv") => Ok(SheetFormat::Csv),
        Some("xlsx") => Ok(SheetFormat::Xlsx),
        _ => Err(Refusal::new(
            format!(
                "the ending of `{}` names no format that is written",
                path.display()
            ),
            "let it end in `.xlsx` or `.csv`, or say which with `--as`",
        )),
    }
}

fn put(export: &Export, bytes: &[u8], out: &mut dyn Write) -> Result<(), Refusal> {
    let Some(path) = &export.output else {
        if matches!(export.as_, Some(SheetFormat::Xlsx)) && io::stdout().is_terminal() {
            return Err(Refusal::new(
                "a workbook is nothing to read on a terminal",
                "name a file with `-o FILE.xlsx`",
            ));
        }
        return out
            .write_all(bytes)
            .map_err(|error| Refusal::disk(Path::new("standard output"), &error));
    };
    let written = match export.force {
        true => fs::write(path, bytes),
        false => File::options()
            .write(true)
            .create_new(true)
            .open(path)
            .and_then(|mut file| file.write_all(bytes)),
    };
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Refusal::new(
            format!(
                "`{}` is there already, and what was edited in it would be lost",
                path.display()
            ),
            "bring it back with `waypost import` first, give another name, or write over it with `--force`",
        ),
        io::ErrorKind::NotFound => Refusal::new(
            format!("there is no folder for `{}`", path.display()),
            "make the folder first",
        ),
        _ => Refusal::disk(path, &error),
    })?;
    writeln!(out, "{}", path.display())
        .map_err(|error| Refusal::disk(Path::new("standard output"), &error))
}
