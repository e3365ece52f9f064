//! `waypost fork`

use super::Exit;
use super::args::{Common, Fork};
use super::refused::refused;
use crate::layers::Layers;
use crate::site::{LoadOptions, Site};
use crate::snapshot::{NoSnapshot, Snapshot};
use crate::start::{FOLDER, Named, Refusal, fork_settings, is_left_over, ready, write_fork};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Makes a site over an upstream, with a snapshot of it.
pub(super) fn fork(common: &Common, fork: &Fork, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    match made(fork) {
        Ok(count) => {
            if writeln!(out, "{}", fork.folder.display()).is_err() {
                return Exit::Machine;
            }
            if !common.quiet {
                said(fork, count, err);
            }
            Exit::Well
        }
        Err(refusal) => refused(&refusal, err),
    }
}

fn made(fork: &Fork) -> Result<usize, Refusal> {
    let folder = &fork.folder;
    if !is_left_over(folder) {
        ready(folder, &[])?;
    }
    within_each_other(&fork.upstream, folder)?;
    let snapshot = Snapshot::take(&fork.upstream, fork.revision.as_deref())
        .map_err(|fault| no_snapshot(&fork.upstream, fault))?;
    let named = named(fork, &snapshot);
    write_fork(folder, &fork_settings(&named), &snapshot)?;
    Ok(snapshot.files.len())
}

/// What the new site says of its upstream, as far as that says it itself.
fn named(fork: &Fork, snapshot: &Snapshot) -> Named {
    let mut files: BTreeMap<String, Vec<u8>> = snapshot
        .files
        .iter()
        // Texts and styles aren't asked here, only what the settings say and what is left out.
        .filter(|(path, _)| !path.ends_with(".md"))
        .map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes.clone()))
        .collect();
    let trial = fork_settings(&Named::default());
    files.insert("site.toml".to_owned(), trial.into_bytes());
    let site = Site::load(Layers::of_memory(files), &LoadOptions::default());
    let upstream = site.settings.upstream_of(FOLDER);
    let has_untrusted = site
        .diagnostics
        .iter()
        .any(|finding| finding.code == crate::diagnostic::Code::UntrustedUpstream);
    let source = source(&fork.upstream, &fork.folder);
    Named {
        name: match &fork.name {
            Some(name) => name.clone(),
            None => site.settings.title.clone(),
        },
        source,
        revision: snapshot.revision.clone(),
        // A fork that says nothing of its own took its texts as they were.
        licence: site
            .settings
            .upstreams
            .iter()
            .find_map(|it| it.licence.clone()),
        attribution: upstream.and_then(|upstream| upstream.attribution.clone()),
        has_untrusted,
    }
}

/// Where the upstream is, as the new site sees it: a folder by the way to it.
pub(super) fn source(upstream: &str, folder: &Path) -> String {
    let (Ok(to), Ok(from)) = (Path::new(upstream).canonicalize(), absolute(folder)) else {
        return upstream.to_owned();
    };
    let (to, from): (Vec<Component<'_>>, Vec<Component<'_>>) =
        (to.components().collect(), from.components().collect());
    let same = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let mut way: Vec<String> = from[same..].iter().map(|_| "..".to_owned()).collect();
    let name = |part: &Component<'_>| part.as_os_str().to_string_lossy().into_owned();
    way.extend(to[same..].iter().map(name));
    way.join("/")
}

/// The whole path of a folder that may not be there yet.
fn absolute(folder: &Path) -> std::io::Result<PathBuf> {
    let whole = std::path::absolute(folder)?;
    let mut there = whole.as_path();
    let mut rest = Vec::new();
    loop {
        if let Ok(found) = there.canonicalize() {
            return Ok(rest.iter().rev().fold(found, |path, name| path.join(name)));
        }
        match (there.parent(), there.file_name()) {
            (Some(parent), Some(name)) => {
                rest.push(name.to_owned());
                there = parent;
            }
            _ => return Ok(whole),
        }
    }
}

/// A site in its own upstream, or the reverse, would hold itself.
fn within_each_other(upstream: &str, folder: &Path) -> Result<(), Refusal> {
    let (Ok(upstream_path), Ok(folder_path)) =
        (Path::new(upstream).canonicalize(), absolute(folder))
    else {
        return Ok(());
    };
    let is_content = |path: &Path| path == upstream_path.as_path();
    let is_inside =
        folder_path.starts_with(&upstream_path) || upstream_path.starts_with(&folder_path);
    if !is_inside || !upstream_path.is_dir() {
        return Ok(());
    }
    let shown = folder.display();
    let what = match is_content(&folder_path) {
        true => format!("`{shown}` is the upstream itself"),
        false => format!("`{shown}` and its upstream `{upstream}` lie in each other"),
    };
    Err(Refusal::new(what, "give a folder beside the upstream"))
}

pub(super) fn no_snapshot(place: &str, fault: NoSnapshot) -> Refusal {
    match fault {
        NoSnapshot::Missing => Refusal::new(
            format!("there is no `{place}`"),
            "give a folder, an archive, or the address of a repository",
        ),
        NoSnapshot::NoSite(what) => Refusal::new(
            format!("`{place}` {what}"),
            "give a folder, an archive or a repository with a `site.toml` at its top",
        ),
        NoSnapshot::Refused(what, help) => Refusal::new(what, help),
        NoSnapshot::Machine(what) => Refusal {
            message: what,
            help: None,
            is_machine: true,
        },
    }
}

fn said(fork: &Fork, count: usize, err: &mut dyn Write) {
    let folder = fork.folder.display();
    let said = format!(
        "a site over `{}`, with a snapshot of {count} files in `{FOLDER}`\n\n\
         next:\n  \
         waypost --root {folder} serve --open\n  \
         waypost --root {folder} check\n\n\
         write a file with the id of one below, and what it says takes its place\n",
        fork.upstream
    );
    let _ = err.write_all(said.as_bytes());
}
