//! The folder that the browser reads from, gone when all is printed.

use super::chosen::Job;
use crate::diagnostic::Diagnostic;
use crate::markdown::{Safety, safety};
use crate::proof::Proof;
use crate::render::render;
use crate::route::{Route, joined, page_file};
use crate::site::Site;
use crate::start::Refusal;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A folder that is taken away when it is no longer used. It lies in the one that the PDFs go to:
/// a browser that was installed as a snap sees neither hidden folders nor the system's own for what
/// is temporary.
pub(super) struct Folder {
    pub path: PathBuf,
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

impl Folder {
    pub fn make(within: &Path) -> Result<Folder, Refusal> {
        fs::create_dir_all(within).map_err(|error| Refusal::disk(within, &error))?;
        // The browser doesn't start where we do.
        let within = within
            .canonicalize()
            .map_err(|error| Refusal::disk(within, &error))?;
        let path = within.join(format!("waypost-print-{}", std::process::id()));
        // What a process of the same number left behind is nobody's.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir(&path).map_err(|error| Refusal::disk(&path, &error))?;
        Ok(Folder { path })
    }

    /// The place of a file of the site.
    pub fn page(&self, path: &str) -> PathBuf {
        self.path.join("site").join(path)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let place = self.page(path);
        let made = place.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&place, bytes))
            .map_err(|error| Refusal::disk(&place, &error))
    }
}

/// What pages are made of beside their text. Scripts are not: nothing that an author wrote runs.
const PARTS: [&str; 11] = [
    ".css", ".woff2", ".woff", ".ttf", ".otf", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp",
];

/// The stylesheet that `waypost print` puts another into the place of.
const PAPER: &str = "theme/paper.css";

/// Writes the pages that are printed, and what they need. Gives the faults of pages that can't be.
pub(super) fn lay_out(
    site: &Arc<Site>,
    jobs: &[Job],
    folder: &Folder,
    paper: &str,
    proof: Option<&Proof>,
) -> Result<Vec<Diagnostic>, Refusal> {
    let mut faults = Vec::new();
    let mut shown = Vec::new();
    let mut put = |route: &Route, path: &str| match render(site, route, path) {
        Ok(bytes) if matches!(route, Route::Print(_)) => {
            let html = on_paper(site, path, &bytes);
            shown.extend(proof.iter().flat_map(|it| it.look(path, html.as_bytes())));
            folder.put(path, html.as_bytes())
        }
        Ok(bytes) => folder.put(path, &bytes),
        Err(fault) => {
            faults.push(*fault);
            Ok(())
        }
    };
    for job in jobs.iter().filter(|job| job.part.is_none()) {
        let path = page_file(&job.layout.url(&site.model));
        put(&Route::Print(job.layout), &path)?;
    }
    for (path, route) in site.routes.iter() {
        let is_part = match route {
            Route::Tokens => true,
            Route::Static(_) => PARTS.iter().any(|ending| path.ends_with(ending)),
            _ => false,
        };
        if is_part && path != PAPER {
            put(route, path)?;
        }
    }
    folder.put(PAPER, paper.as_bytes())?;
    if let Some(proof) = proof {
        faults.extend(proof.findings(&shown, false));
    }
    Ok(faults)
}

/// A page with its links to others of the site as they are called up from anywhere; without an
/// address where the site doesn't say where it is published. From the folder they would lead into
/// the folder.
fn on_paper(site: &Site, path: &str, html: &[u8]) -> String {
    const HREF: &str = " href=\"";
    let html = String::from_utf8_lossy(html);
    let base_url = &site.settings.base_url;
    let mut out = String::with_capacity(html.len() + 1024);
    let mut rest = &*html;
    // In texts each `<` is written `&lt;`, and so is each quote in the value of an attribute.
    while let Some(start) = rest.find("<a ") {
        let (before, link) = rest.split_at(start);
        let (tag, after) = link.split_at(link.find('>').unwrap_or(link.len()));
        out.push_str(before);
        rest = after;
        let Some((name, value)) = tag.split_once(HREF) else {
            out.push_str(tag);
            continue;
        };
        let (address, others) = value.split_at(value.find('"').unwrap_or(value.len()));
        out.push_str(name);
        let is_here = address.starts_with('#') || safety(address) == Safety::Elsewhere;
        let place = address.find(['#', '?']).unwrap_or(address.len());
        let whole = joined(path, &address[..place]).filter(|_| base_url.is_known());
        match (is_here, whole) {
            (true, _) => out.extend([HREF, address, others]),
            (false, Some(whole)) => {
                let whole = whole.strip_suffix("index.html").unwrap_or(&whole);
                let start = base_url.absolute("");
                out.extend([HREF, &*start, whole, &address[place..], others]);
            }
            (false, None) => out.push_str(others.strip_prefix('"').unwrap_or(others)),
        }
    }
    out.push_str(rest);
    out
}
