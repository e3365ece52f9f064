//! `waypost print`

mod chosen;
mod folder;

use super::Exit;
use super::args::{Common, Orientation, Paper, Print};
use super::refused::refused;
use super::report::{load, proof, report_beside};
use crate::browser::{Printing, find, print as run};
use crate::check::{allowed, settled};
use crate::diagnostic::{merged, summary};
use crate::route::page_file;
use crate::site::Site;
use crate::start::Refusal;
use chosen::{Job, chosen};
use folder::{Folder, lay_out};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Browsers at work at once: each takes some 200 MB.
const MOST_AT_ONCE: usize = 4;

/// Prints what the arguments name as PDFs.
pub(super) fn print(
    common: &Common,
    print: &Print,
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let site = match load(common, err) {
        Ok(site) => site,
        Err(exit) => return exit,
    };
    let prepared = jobs(common, &site, print).and_then(|jobs| {
        let browser = browser(print)?;
        Ok((jobs, browser))
    });
    let (jobs, browser) = match prepared {
        Ok(prepared) => prepared,
        Err(refusal) => return refused(&refusal, err),
    };
    let folder = match Folder::make(&output(common, print)) {
        Ok(folder) => folder,
        Err(refusal) => return refused(&refusal, err),
    };
    let proof = proof(common, &site);
    let faults = match lay_out(&site, &jobs, &folder, &sheets(print), proof.as_ref()) {
        Ok(faults) => faults,
        Err(refusal) => return refused(&refusal, err),
    };
    let mut findings = site.diagnostics.clone();
    findings.extend(faults);
    let findings = settled(&site, allowed(&site, merged(findings)));
    let exit = report_beside(common, &findings, &site.sources, err);
    if exit != Exit::Well {
        let _ = writeln!(err, "{}; nothing was printed", summary(&findings));
        return exit;
    }
    all(common, print, &site, &browser, &folder, &jobs, out, err)
}

/// What is printed, unless it would take the place of something else.
fn jobs(common: &Common, site: &Site, print: &Print) -> Result<Vec<Job>, Refusal> {
    let jobs = chosen(site, &print.things)?;
    for job in &jobs {
        let file = output(common, print).join(job.file(&site.model));
        if fs::metadata(&file).is_ok() && !is_pdf(&file) {
            return Err(Refusal::new(
                format!("`{}` is there, and no PDF", file.display()),
                "move it away, or name another folder with `--output`",
            ));
        }
    }
    Ok(jobs)
}

fn is_pdf(file: &Path) -> bool {
    let mut start = [0; 5];
    let read = fs::File::open(file).and_then(|mut file| {
        use std::io::Read;
        file.read_exact(&mut start)
    });
    read.is_ok() && &start == b"%PDF-"
}

fn output(common: &Common, print: &Print) -> PathBuf {
    let beside = match common.root == Path::new(".") {
        true => PathBuf::from("print"),
        false => common.root.join("print"),
    };
    print.output.clone().unwrap_or(beside)
}

fn browser(print: &Print) -> Result<PathBuf, Refusal> {
    // A variable of the environment that is empty is one that isn't set.
    let named = print.browser.as_deref();
    let named = named.filter(|named| !named.as_os_str().is_empty());
    find(named).ok_or_else(|| match named {
        Some(named) => Refusal::new(
            format!("there is no browser `{}`", named.display()),
            "give the path of Chromium or Chrome with `--browser` or `WAYPOST_BROWSER`",
        ),
        None => Refusal {
            message: "there is neither Chromium nor Chrome on this machine, or it isn't found"
                .to_owned(),
            help: Some(
                "install one, or give its path with `--browser` or `WAYPOST_BROWSER`; any browser prints the same pages from its own menu"
                    .to_owned(),
            ),
            is_machine: true,
        },
    })
}

/// The stylesheet that says which paper it is.
fn sheets(print: &Print) -> String {
    let paper = match print.paper {
        Paper::A4 => "A4",
        Paper::Letter => "letter",
    };
    let (upright, across) = match print.orientation() {
        None => ("portrait", "landscape"),
        Some(Orientation::Portrait) => ("portrait", "portrait"),
        Some(Orientation::Landscape) => ("landscape", "landscape"),
    };
    format!(
        "@page upright {{ size: {paper} {upright}; }}\n@page booklet {{ size: {paper} {upright}; }}\n@page across {{ size: {paper} {across}; }}\n"
    )
}

/// Prints all of them, some at once, and says which were written, in their order.
#[allow(clippy::too_many_arguments)]
fn all(
    common: &Common,
    print: &Print,
    site: &Arc<Site>,
    browser: &Path,
    folder: &Folder,
    jobs: &[Job],
    out: &mut (dyn Write + Send),
    err: &mut (dyn Write + Send),
) -> Exit {
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result<PathBuf, Refusal>>>> =
        Mutex::new(jobs.iter().map(|_| None).collect());
    let work = || {
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(place) else { return };
            let result = one(common, print, site, browser, folder, job, place);
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            // A browser that can't print one can't print the others either.
            if result.is_err() {
                next.store(jobs.len(), Ordering::Relaxed);
            }
            results[place] = Some(result);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 1..cores.min(MOST_AT_ONCE).min(jobs.len()) {
            scope.spawn(work);
        }
        work();
    });
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut exit = Exit::Well;
    for result in results.into_iter().flatten() {
        match result {
            Ok(_) if common.quiet => {}
            Ok(file) if writeln!(out, "{}", file.display()).is_ok() => {}
            Ok(_) => exit = Exit::Machine,
            Err(refusal) => exit = refused(&refusal, err),
        }
    }
    exit
}

/// Prints one, and moves it to its place once it is whole.
fn one(
    common: &Common,
    print: &Print,
    site: &Site,
    browser: &Path,
    folder: &Folder,
    job: &Job,
    place: usize,
) -> Result<PathBuf, Refusal> {
    let page = folder.page(&page_file(&job.layout.url(&site.model)));
    let pdf = folder.path.join(format!("{place}.pdf"));
    let printed = run(&Printing {
        browser,
        page: &page,
        fragment: job.part,
        pdf: &pdf,
        folder: &folder.path.join(place.to_string()),
        sandbox: !print.no_sandbox,
        limit: Duration::from_secs(print.time_limit),
    });
    let name = job.file(&site.model);
    if let Err(fault) = printed {
        let text = fault.to_string();
        return Err(Refusal {
            message: format!("`{name}`: the browser `{}` {text}", browser.display()),
            help: Some(match text.contains("--no-sandbox") {
                true => "run it as another user than root, or with `--no-sandbox` where you trust the content".to_owned(),
                false => "name another one with `--browser`, or give it more time with `--time-limit`".to_owned(),
            }),
            is_machine: true,
        });
    }
    let target = output(common, print).join(name);
    fs::rename(&pdf, &target).map_err(|error| Refusal::disk(&target, &error))?;
    Ok(target)
}
