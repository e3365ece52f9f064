//! `waypost init`

use super::Exit;
use super::args::{Common, Init};
use super::refused::refused;
use crate::settings::BaseUrl;
use crate::start::{Refusal, Variant, ready, site_files, write_site};
use std::io::Write;
use std::path::Path;

/// Makes a site that one can go on from, and says how.
pub(super) fn init(common: &Common, init: &Init, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let folder = init.folder.as_deref().unwrap_or(&common.root);
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    match made(common, init, folder) {
        Ok(count) => {
            if writeln!(out, "{}", folder.display()).is_err() {
                return Exit::Machine;
            }
            if !common.quiet {
                said(folder, init, &count, err);
            }
            Exit::Well
        }
        Err(refusal) => refused(&refusal, err),
    }
}

/// How many files were written, and which stayed as they are.
struct Count {
    written: usize,
    kept: Vec<String>,
}

fn made(common: &Common, init: &Init, folder: &Path) -> Result<Count, Refusal> {
    if let Some(url) = &common.base_url
        && let Err(fault) = BaseUrl::read(url)
    {
        return Err(Refusal::new(
            format!("the address `{url}` {fault}"),
            "write it like `https://careers.example.com/`",
        ));
    }
    if init
        .title
        .as_ref()
        .is_some_and(|title| title.trim().is_empty())
    {
        return Err(Refusal::new(
            "the title of the site is empty",
            "write what the site is called",
        ));
    }
    let variant = match (init.minimal, init.starter) {
        (true, _) => Variant::Minimal,
        (_, true) => Variant::Starter,
        _ => Variant::Small,
    };
    let files = site_files(variant, init.title.as_deref(), common.base_url.as_deref());
    let kept = ready(folder, &files)?;
    write_site(folder, &files, &kept)?;
    Ok(Count {
        written: files.len() - kept.len(),
        kept,
    })
}

fn said(folder: &Path, init: &Init, count: &Count, err: &mut dyn Write) {
    let name = folder.display();
    let mut said = format!("{} files, a site of its own\n", count.written);
    for path in &count.kept {
        said.push_str(&format!(
            "`{path}` was there and stays; put the line `/public/` into it\n"
        ));
    }
    said.push_str("\nnext:\n");
    if folder != Path::new(".") {
        let name = name.to_string();
        said.push_str(&format!("  cd {}\n", in_shell(&name)));
    }
    for (command, does) in [
        (
            "waypost serve --open",
            "shows the site, and each change when you save it",
        ),
        ("waypost check", "says what is wrong, and where"),
        ("waypost build", "writes the site into `public`"),
    ] {
        said.push_str(&format!("  {command:22} {does}\n"));
    }
    said.push_str(match init.starter {
        true => "\nchange `[vars]` in `site.toml` first: the company's name, and where its handbook is\n",
        false => "\n`waypost new skill code-review` writes the file for a new skill, and so for every kind\n",
    });
    let _ = err.write_all(said.as_bytes());
}

/// A path as a shell takes it.
pub(super) fn in_shell(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~' | '+');
    match path.chars().all(is_plain) && !path.starts_with('-') {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}
