//! `waypost import --new`

use super::Exit;
use super::args::{AxisArgument, CellsArgument, Common, FormatArgument, Import};
use super::import::{faulty, is_called, is_workbook, read};
use super::init::in_shell;
use super::refused::refused;
use super::report::{options, report_beside};
use super::today::today;
use crate::check::{check, settled};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::layers::Layers;
use crate::sheet::{
    self, Adopted, Axis, Choices, Fault, Grid, grid_of_csv, grids_of_markdown, grids_of_xlsx,
};
use crate::site::{LoadOptions, Site};
use crate::start::{Refusal, made_files, ready, write_site};
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a sheet brought in leaves to be done, and what `check` is therefore not to say yet.
const LATER: [Code; 6] = [
    Code::MissingSection,
    Code::MissingStep,
    Code::UndefinedCell,
    Code::UnusedSkill,
    Code::UnevenTrack,
    Code::RepeatedStatement,
];

/// Makes a new site of sheets, and says what was guessed and what has no place in it.
pub(super) fn adopt(
    common: &Common,
    import: &Import,
    folder: &Path,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    // What can be known to go wrong before anything is read.
    if let Err(refusal) = ready(folder, &[]) {
        return refused(&refusal, err);
    }
    let options = match options(common, err) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let grids = match grids(&import.files) {
        Ok(grids) => grids,
        Err(Unread::Refused(refusal)) => return refused(&refusal, err),
        Err(Unread::Faulty(path, faults)) => return faulty(&path, &faults, err),
    };
    let adopted = match sheet::adopt(grids, &choices(common, import)) {
        Ok(adopted) => adopted,
        Err(faults) => return faulty(&import.files[0], &faults, err),
    };
    // Read as it would be written, twice: what the sheet leaves to be done isn't said each time.
    let (_, findings) = checked(&adopted.files(&BTreeMap::new()), &options);
    let mut quiet: BTreeMap<Code, usize> = BTreeMap::new();
    for finding in findings.iter().filter(|it| LATER.contains(&it.code)) {
        *quiet.entry(finding.code).or_default() += 1;
    }
    let files = adopted.files(&quiet);
    let (site, findings) = checked(&files, &options);
    let files = made_files(files);
    let kept = match ready(folder, &files) {
        Ok(kept) => kept,
        Err(refusal) => return refused(&refusal, err),
    };
    if let Err(refusal) = write_site(folder, &files, &kept) {
        return refused(&refusal, err);
    }
    let told = match common.format {
        FormatArgument::Json => as_json(&adopted, folder, &quiet, out),
        _ => as_text(&adopted, &quiet, out),
    };
    if told.is_err() {
        return Exit::Machine;
    }
    if !common.quiet {
        let count = files.len() - kept.len();
        said(&adopted, folder, count, err);
    }
    let has_errors = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    if !findings.is_empty() && (has_errors || !common.quiet) {
        let _ = writeln!(err);
        report_beside(common, &findings, &site.sources, err);
    }
    match has_errors {
        true => Exit::Content,
        false => Exit::Well,
    }
}

enum Unread {
    Refused(Refusal),
    Faulty(PathBuf, Vec<Fault>),
}

/// The sheets of all files.
fn grids(paths: &[PathBuf]) -> Result<Vec<Grid>, Unread> {
    let mut all = Vec::new();
    for path in paths {
        let bytes = read(path).map_err(Unread::Refused)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let is_markdown = is_called(path, "md") || is_called(path, "markdown");
        let grids = match () {
            () if is_markdown => grids_of_markdown(&stem, &bytes),
            () if is_workbook(path, &bytes) => grids_of_xlsx(&bytes),
            () => grid_of_csv(&stem, &bytes).map(|grid| vec![grid]),
        };
        let mut grids = grids.map_err(|faults| Unread::Faulty(path.clone(), faults))?;
        if paths.len() > 1 {
            for grid in &mut grids {
                grid.of_file(&path.to_string_lossy());
            }
        }
        all.append(&mut grids);
    }
    Ok(all)
}

fn choices(common: &Common, import: &Import) -> Choices {
    let told = &import.told;
    let scale = told.scale.iter().map(|step| step.trim().to_owned());
    let scale: Vec<String> = scale.filter(|step| !step.is_empty()).collect();
    Choices {
        levels: told.levels.map(|axis| match axis {
            AxisArgument::Rows => Axis::Rows,
            AxisArgument::Columns => Axis::Columns,
        }),
        track: told.track.clone(),
        header_row: told.header_row.map(|row| row as usize),
        scale: (!scale.is_empty()).then_some(scale),
        inherits: told.cells.map(|cells| matches!(cells, CellsArgument::New)),
        title: told.title.clone(),
        language: told.language.clone(),
        base_url: common.base_url.clone(),
    }
}

/// The site that the files would be, and what `check` says of it.
fn checked(
    files: &BTreeMap<String, String>,
    options: &LoadOptions,
) -> (Arc<Site>, Vec<Diagnostic>) {
    let bytes = files
        .iter()
        .map(|(path, text)| (path.clone(), text.clone().into_bytes()));
    let site = Arc::new(Site::load(Layers::of_memory(bytes.collect()), options));
    let findings = match today(None) {
        Ok(today) => settled(&site, check(&site, today)),
        Err(_) => Vec::new(),
    };
    (site, findings)
}

fn as_text(
    adopted: &Adopted,
    quiet: &BTreeMap<Code, usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if !adopted.guesses.is_empty() || !quiet.is_empty() {
        writeln!(out, "guessed:")?;
    }
    for guess in &adopted.guesses {
        writeln!(out, "  {}", shown(&guess.what))?;
        if !guess.help.is_empty() {
            writeln!(out, "    = help: {}", guess.help)?;
        }
    }
    for (code, count) in quiet {
        let (name, times) = (code.name(), if *count == 1 { "time" } else { "times" });
        writeln!(
            out,
            "  `check` isn't to say `{name}` yet, which it would {count} {times}\n    \
             = help: take the line out of `site.toml`; `waypost check --explain {name}` tells what it means"
        )?;
    }
    if !adopted.left.is_empty() {
        writeln!(out, "not in the site:")?;
    }
    for left in &adopted.left {
        writeln!(out, "  {}: {}", shown(&left.place), left.why)?;
        for line in left.text.lines() {
            writeln!(out, "    | {}", shown(line))?;
        }
    }
    Ok(())
}

/// A text of somebody else's on a terminal.
fn shown(text: &str) -> String {
    let safe = |c: char| {
        if c.is_control() {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    };
    text.chars().map(safe).collect()
}

fn as_json(
    adopted: &Adopted,
    folder: &Path,
    quiet: &BTreeMap<Code, usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let count = adopted.count();
    let guesses = adopted.guesses.iter();
    let left = adopted.left.iter();
    let quiet: BTreeMap<&str, usize> = quiet
        .iter()
        .map(|(code, count)| (code.name(), *count))
        .collect();
    let told = json!({
        "folder": folder.to_string_lossy(),
        "tracks": count.tracks,
        "levels": count.levels,
        "skills": count.skills,
        "statements": count.statements,
        "guessed": guesses.map(|it| json!({ "what": it.what, "help": it.help })).collect::<Vec<_>>(),
        "left": left.map(|it| json!({ "place": it.place, "text": it.text, "why": it.why })).collect::<Vec<_>>(),
        "check_off": quiet,
    });
    writeln!(out, "{told:#}")
}

fn said(adopted: &Adopted, folder: &Path, files: usize, err: &mut dyn Write) {
    let count = adopted.count();
    let many = |count: usize, one: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {one}s"),
    };
    let left = match adopted.left.len() {
        0 => "everything has its place".to_owned(),
        left => format!(
            "{} of the sheet not in the site, see above",
            many(left, "text")
        ),
    };
    let name = folder.display().to_string();
    let _ = writeln!(
        err,
        "{}: {}, {}, {}, {} in {}; {left}\n\nnext:\n  cd {}\n  waypost serve --open",
        name,
        many(count.tracks, "track"),
        many(count.levels, "level"),
        many(count.skills, "skill"),
        many(count.statements, "statement"),
        many(files, "file"),
        in_shell(&name),
    );
}
