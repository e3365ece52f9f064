//! `waypost build`

use super::Exit;
use super::args::{Build, Common};
use super::report::{load, proof, report_beside};
use crate::check::{allowed, settled};
use crate::diagnostic::{Diagnostic, Severity, merged};
use crate::output::{Fault, Guarded, OutputError, Settings, Staging};
use crate::proof::{Proof, Shown};
use crate::render::render;
use crate::route::{Route, SearchFile};
use crate::site::Site;
use rayon::prelude::*;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// Builds the site into its folder. A site with errors is not published: what stands there stays.
pub(super) fn build(common: &Common, build: &Build, err: &mut (dyn Write + Send)) -> Exit {
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let staging = match Staging::begin(target(common, build, &site)) {
        Ok(staging) => staging,
        Err(error) => return output_fault(&error, err),
    };
    let proof = proof(common, &site);
    let (faults, shown, written) = pages(&site, &staging, proof.as_ref());
    let mut findings = site.diagnostics.clone();
    findings.extend(faults);
    if let Some(proof) = &proof {
        findings.extend(proof.findings(&shown, true));
    }
    let findings = settled(&site, allowed(&site, findings));
    let exit = report_beside(common, &findings, &site.sources, err);
    if let Err(error) = written {
        return output_fault(&error, err);
    }
    if exit != Exit::Well {
        let _ = writeln!(
            err,
            "{}; nothing was published",
            crate::diagnostic::summary(&findings)
        );
        return exit;
    }
    // To give back all that a site holds takes a while, and nobody has to wait for it.
    rayon::spawn(move || drop(site));
    match staging.publish() {
        Ok(published) => {
            for warning in &published.warnings {
                let _ = writeln!(err, "warning: {warning}\n  = help: {}", warning.help());
            }
            if !common.quiet {
                let warnings = findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Warning)
                    .count();
                let _ = writeln!(
                    err,
                    "{} files: {} written, {} unchanged, {} removed{}",
                    published.written + published.unchanged,
                    published.written,
                    published.unchanged,
                    published.removed,
                    match warnings {
                        0 => String::new(),
                        1 => "; 1 warning".to_owned(),
                        count => format!("; {count} warnings"),
                    }
                );
            }
            Exit::Well
        }
        Err(error) => output_fault(&error, err),
    }
}

/// Where the site is written, and what may not be overwritten.
fn target(common: &Common, build: &Build, site: &Site) -> Settings {
    let root = &common.root;
    let output = build.output.clone().unwrap_or_else(|| root.join("public"));
    let mut settings = Settings::new(output);
    if common.public {
        // An earlier site may hold what is internal; nothing of it is kept beside one for all.
        settings.spare_from = u64::MAX;
    }
    settings
        .guarded
        .push(Guarded::around("the site's folder", root));
    for (name, folder) in [
        ("the content", "content"),
        ("the static files", "static"),
        ("the templates", "templates"),
        ("the words", "words"),
        ("the themes", "themes"),
    ] {
        settings
            .guarded
            .push(Guarded::source(name, root.join(folder)));
    }
    if let Some(theme) = &site.settings.theme.folder {
        let folder = root.join(&theme.value);
        settings.guarded.push(Guarded::source("the theme", folder));
    }
    settings
}

/// A file from this size on is copied by itself, in bytes: each is held in memory whole.
const LARGE: u64 = 16 * 1024 * 1024;

/// Pages for one thread at a time. Left to itself, rayon hands out quarters of all pages, and one
/// thread waits for the other at the end.
const GRAIN: usize = 16;

/// The places of all routes, those first that hold the whole site: one thread would be at work on
/// the last of them alone.
fn largest_first(site: &Site) -> Vec<usize> {
    let is_part = |place: &usize| {
        let route = match site.routes.at(*place).1 {
            Route::Edition(_, inner) => inner,
            route => route,
        };
        matches!(
            route,
            Route::Thing(_)
                | Route::Difference(..)
                | Route::Print(_)
                | Route::Alias(_)
                | Route::Static(_)
                | Route::SearchFile(SearchFile::Places(_))
        )
    };
    let (parts, mut places): (Vec<usize>, Vec<usize>) = (0..site.routes.len()).partition(is_part);
    places.extend(parts);
    places
}

/// Renders every route and puts it into the staging folder. A page that can't be rendered is a
/// finding; the first that can't be written ends the build. What is written is what a `proof` looks
/// at, and gives what it must not show.
fn pages(
    site: &Arc<Site>,
    staging: &Staging,
    proof: Option<&Proof>,
) -> (Vec<Diagnostic>, Vec<Shown>, Result<(), OutputError>) {
    let turn = Mutex::new(());
    let results: Vec<Result<Put, OutputError>> = largest_first(site)
        .into_par_iter()
        .with_max_len(GRAIN)
        .map(|place| {
            let (path, route) = site.routes.at(place);
            let is_large = match route {
                Route::Static(found) => site.layers.size(found) >= LARGE,
                _ => false,
            };
            let _turn = is_large.then(|| turn.lock().unwrap_or_else(PoisonError::into_inner));
            match render(site, route, path) {
                Ok(bytes) => staging.put(path, &bytes).map(|_| match proof {
                    Some(proof) => Put::Looked(proof.look_at(site, route, path, &bytes)),
                    None => Put::Looked(Vec::new()),
                }),
                Err(finding) => Ok(Put::Fault(finding)),
            }
        })
        .filter(|result| !matches!(result, Ok(Put::Looked(shown)) if shown.is_empty()))
        .collect();
    let mut findings = Vec::new();
    let mut shown = Vec::new();
    for result in results {
        match result {
            Ok(Put::Looked(found)) => shown.extend(found),
            Ok(Put::Fault(finding)) => findings.push(*finding),
            Err(error) => return (merged(findings), shown, Err(error)),
        }
    }
    (merged(findings), shown, Ok(()))
}

/// What came of one page.
enum Put {
    /// It was written; what stands in it and mustn't.
    Looked(Vec<Shown>),
    /// It can't be rendered.
    Fault(Box<Diagnostic>),
}

fn output_fault(error: &OutputError, err: &mut dyn Write) -> Exit {
    let _ = writeln!(err, "error: {error}");
    let help = error.help();
    let _ = writeln!(err, "  = help: {help}");
    match error.fault() {
        Fault::Content => Exit::Content,
        Fault::Usage => Exit::Usage,
        Fault::Machine => Exit::Machine,
    }
}
