//! `waypost import`

use super::Exit;
use super::adopt::adopt;
use super::args::{Common, FormatArgument, Import, Side};
use super::brought::as_json;
use super::refused::refused;
use super::report::{load, options, report};
use crate::compare::{Part, words};
use crate::sheet::{
    Brought, Conflict, Edit, Fault, How, Said, Sheets, Stop, Take, WriteFault, bring, read_csv,
    read_xlsx, write_files,
};
use crate::start::Refusal;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Shows what an edited sheet changes, and writes it when told to.
pub(super) fn import(
    common: &Common,
    import: &Import,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    if let Some(folder) = &import.new {
        return adopt(common, import, folder, out, err);
    }
    let [path] = import.files.as_slice() else {
        let refusal = Refusal::new(
            "one sheet is brought back at a time",
            "name one; `--new DIR` makes a new site of several",
        );
        return refused(&refusal, err);
    };
    let bytes = match read(path) {
        Ok(bytes) => bytes,
        Err(refusal) => return refused(&refusal, err),
    };
    let sheets = match parsed(path, &bytes) {
        Ok(sheets) => sheets,
        Err(faults) => return faulty(path, &faults, err),
    };
    let options = match options(common, err) {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let take = import.take.map(|side| match side {
        Side::Sheet => Take::Sheet,
        Side::Content => Take::Content,
    });
    let how = How {
        take,
        deletes: import.delete,
    };
    let brought = match bring(&site, &options, &sheets, how) {
        Ok(brought) => brought,
        Err(faults) => return faulty(path, &faults, err),
    };
    let is_json = matches!(common.format, FormatArgument::Json);
    let shown = match is_json {
        true => as_json(&brought, import.write, out),
        false => show(&brought, out),
    };
    if shown.is_err() {
        return Exit::Machine;
    }
    if !is_json {
        left_out(&brought, err);
    }
    if !brought.faults.is_empty() {
        if let Some(after) = &brought.after {
            let is_terminal = io::stderr().is_terminal();
            let mut rest = io::sink();
            report(
                common,
                &brought.faults,
                &after.sources,
                is_terminal,
                err,
                &mut rest,
            );
        }
        let _ = writeln!(
            err,
            "error: with these changes the site would have the errors above; nothing was written\n  \
             = help: mend the cells, and bring the sheet back again"
        );
        return Exit::Content;
    }
    let exit = match brought.conflicts.is_empty() && brought.stops.is_empty() {
        true => Exit::Well,
        false => Exit::Content,
    };
    if brought.files.is_empty() {
        if !common.quiet && exit == Exit::Well {
            let _ = writeln!(err, "nothing changes: the content says what the sheet says");
        }
        return exit;
    }
    let count = counted(&brought);
    if !import.write && !agreed(&count, err) {
        let _ = writeln!(err, "{count}; nothing was written\n  = help: add `--write`");
        return exit;
    }
    match write_files(&common.root, &brought.files) {
        Ok(()) => {
            if !common.quiet {
                let _ = writeln!(err, "{count}: written");
            }
            exit
        }
        Err(fault) => refused(&refusal(fault), err),
    }
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    let refusal =
        |what: &str, help: &str| Refusal::new(format!("`{}` {what}", path.display()), help);
    let name_it = "name the sheet that was edited";
    let metadata = path.metadata().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => refusal("isn't there", name_it),
        io::ErrorKind::PermissionDenied => refusal("may not be read by you", name_it),
        _ => refusal(&format!("can't be read: {error}"), name_it),
    })?;
    if !metadata.is_file() {
        return Err(refusal("is no file", name_it));
    }
    let too_large = || {
        let most = LARGEST >> 20;
        refusal(
            &format!("is larger than {most} MB"),
            "export it again, and edit that",
        )
    };
    if metadata.len() > LARGEST {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) if bytes.len() as u64 > LARGEST => Err(too_large()),
        Ok(_) => Ok(bytes),
        Err(error) => Err(refusal(&format!("can't be read: {error}"), name_it)),
    }
}

fn parsed(path: &Path, bytes: &[u8]) -> Result<Sheets, Vec<Fault>> {
    match is_workbook(path, bytes) {
        true => read_xlsx(bytes),
        false => read_csv(bytes),
    }
}

/// By what the file is, not by what it is called.
pub(super) fn is_workbook(path: &Path, bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || is_called(path, "xlsx") || bytes.starts_with(&[0xD0, 0xCF])
}

pub(super) fn is_called(path: &Path, ending: &str) -> bool {
    path.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case(ending))
}

pub(super) fn faulty(path: &Path, faults: &[Fault], err: &mut dyn Write) -> Exit {
    const MOST: usize = 20;
    for fault in faults.iter().take(MOST) {
        let place = fault.place();
        let place = if place.is_empty() {
            place
        } else {
            format!(", {place}")
        };
        let _ = writeln!(
            err,
            "error: {}{place}: {}\n  = help: {}",
            path.display(),
            fault.message,
            fault.help
        );
    }
    if faults.len() > MOST {
        let _ = writeln!(err, "and {} more", faults.len() - MOST);
    }
    let _ = writeln!(err, "nothing was written");
    Exit::Content
}

/// Shows the changes by meaning, file by file.
fn show(brought: &Brought, out: &mut dyn Write) -> io::Result<()> {
    let mut edits: Vec<&Edit> = brought.edits.iter().collect();
    edits.sort_by(|a, b| a.file.cmp(&b.file));
    let mut last = "";
    for edit in edits {
        if edit.file != last {
            writeln!(out, "{}", edit.file)?;
            last = &edit.file;
        }
        writeln!(out, "  {}", edit.what)?;
        for said in &edit.said {
            match said {
                Said::New(text) => writeln!(out, "    new: {text}")?,
                Said::Removed(text, 0) => writeln!(out, "    removed: {text}")?,
                Said::Removed(text, 1) => writeln!(out, "    removed, with its note: {text}")?,
                Said::Removed(text, notes) => {
                    writeln!(out, "    removed, with its {notes} notes: {text}")?;
                }
                Said::Moved(text) => writeln!(out, "    moved: {text}")?,
                Said::Came(text, from) => writeln!(out, "    moved here from {from}: {text}")?,
                Said::Went(text, to) => writeln!(out, "    moved to {to}: {text}")?,
                Said::Reworded(old, new) => writeln!(out, "    reworded: {}", marked(old, new))?,
                Said::Set(old, new) => writeln!(out, "    {} → {}", value(old), value(new))?,
            }
        }
    }
    Ok(())
}

fn value(text: &str) -> String {
    match text.is_empty() {
        true => "nothing".to_owned(),
        false => format!("`{}`", text.replace('\n', " ")),
    }
}

/// Both wordings in one line: `[-old-]` and `{+new+}`, as `git diff --word-diff` has them. Blanks
/// stay outside of the marks.
fn marked(old: &str, new: &str) -> String {
    let mut text = String::new();
    for part in words(old, new) {
        let (words, before, after) = match &part {
            Part::Same(words) => (words, "", ""),
            Part::Removed(words) => (words, "[-", "-]"),
            Part::Added(words) => (words, "{+", "+}"),
        };
        let inner = words.trim_end();
        let blank = &words[inner.len()..];
        text.push_str(&format!("{before}{inner}{after}{blank}"));
        // "[-one-]{+two+}" would run together.
        if blank.is_empty() && matches!(part, Part::Removed(_)) {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

/// Says what isn't brought back, and why.
fn left_out(brought: &Brought, err: &mut dyn Write) {
    for conflict in &brought.conflicts {
        let Conflict {
            place,
            what,
            base,
            sheet,
            content,
        } = conflict;
        let _ = writeln!(
            err,
            "conflict: {place} ({what}) was edited in the sheet and in the content"
        );
        if let Some(base) = base {
            let _ = writeln!(err, "  when it was exported:\n{}", indented(base));
        }
        let _ = writeln!(err, "  in the sheet:\n{}", indented(sheet));
        let _ = writeln!(err, "  in the content:\n{}", indented(content));
    }
    if !brought.conflicts.is_empty() {
        let _ = writeln!(
            err,
            "  = help: write into the cell what is meant, or say which side counts: `--take sheet` or \
             `--take content`"
        );
    }
    if !brought.deleted.is_empty() {
        let ids: Vec<String> = brought.deleted.iter().map(|id| format!("`{id}`")).collect();
        let _ = writeln!(
            err,
            "deleted in the sheet, and still in the content: {}\n  = help: `--delete` takes them out",
            ids.join(", ")
        );
    }
    for Stop {
        place,
        message,
        help,
    } in &brought.stops
    {
        let _ = writeln!(err, "left out: {place}: {message}\n  = help: {help}");
    }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = match text.is_empty() {
        true => vec!["    (nothing)".to_owned()],
        false => text.lines().map(|line| format!("    {line}")).collect(),
    };
    lines.join("\n")
}

fn counted(brought: &Brought) -> String {
    let many = |count: usize, one: &str, more: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {more}"),
    };
    format!(
        "{} in {}",
        many(brought.edits.len(), "change", "changes"),
        many(brought.files.len(), "file", "files")
    )
}

/// Asks on a terminal; elsewhere the answer is no.
fn agreed(count: &str, err: &mut dyn Write) -> bool {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return false;
    }
    let _ = write!(err, "{count}: write them? [no]: ");
    let _ = err.flush();
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.is_ok() && matches!(line.trim().to_lowercase().as_str(), "y" | "yes")
}

fn refusal(fault: WriteFault) -> Refusal {
    match fault {
        WriteFault::Changed(path) => Refusal::new(
            format!("`{path}` was changed just now; nothing was written"),
            "bring the sheet back again",
        ),
        WriteFault::Outside(path) => Refusal::new(
            format!("`{path}` is a link that leads out of the site; nothing was written"),
            "put the file itself in its place",
        ),
        WriteFault::Disk(path, error) => Refusal::disk(&path, &error),
    }
}
