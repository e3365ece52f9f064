//! The page at an address: of the newest snapshot, or of the last good one.

use super::Edition;
use super::assets::version;
use super::edition::Rendering;
use super::fault::page_of_faults;
use crate::diagnostic::Diagnostic;
use crate::render::render;
use crate::route::{Root, Route};
use crate::site::Site;
use std::sync::{Arc, PoisonError};

/// So many pages are remembered of a snapshot.
const REMEMBERED: usize = 12;

/// Which version of a page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// The newest.
    Current,
    /// The last one without an error: its source has one now.
    LastGood,
    /// The newest, with its errors: there never was another.
    Broken,
}

/// What stands at an address.
pub struct Page {
    /// As a build would write it.
    pub bytes: Vec<u8>,
    /// Which version it is.
    pub shown: Shown,
    /// The site that it is a page of.
    pub site: Arc<Site>,
    /// Why the newest can't be shown, where its template fails.
    pub fault: Option<Box<Diagnostic>>,
    /// Whether it is a page that people read.
    pub is_html: bool,
}

impl Page {
    /// What tells this version of the page from another.
    pub fn version(&self) -> String {
        version(&self.bytes)
    }

    /// The page with the preview's script, which stands directly before the end of the body and
    /// finds the site by the address that the page was asked for at.
    pub fn with_script(&self, requested: &str) -> Vec<u8> {
        let script = format!(
            "<script src=\"{}{}preview.js\" data-version=\"{}\" defer></script>",
            Root::of(requested).to(""),
            super::FOLDER,
            self.version()
        );
        let end = b"</body>";
        let at = self
            .bytes
            .windows(end.len())
            .rposition(|window| window.eq_ignore_ascii_case(end))
            .unwrap_or(self.bytes.len());
        let mut bytes = Vec::with_capacity(self.bytes.len() + script.len());
        bytes.extend_from_slice(&self.bytes[..at]);
        bytes.extend_from_slice(script.as_bytes());
        bytes.extend_from_slice(&self.bytes[at..]);
        bytes
    }
}

impl Edition {
    /// What stands at a file of the site; `None` where there is nothing. Of a page whose source has
    /// an error the last good version is shown, as long as one is remembered.
    pub fn page(&self, file: &str) -> Option<Arc<Page>> {
        if !self.site.routes.get(file).is_some_and(Route::is_html) {
            return self.rendered(file).map(Arc::new);
        }
        let rendering = {
            let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
            let known = pages.iter().position(|(known, _)| **known == *file);
            let last = match known {
                Some(place) => pages.remove(place),
                None => (file.into(), Rendering::default()),
            };
            let rendering = last.1.clone();
            pages.push(last);
            if pages.len() > REMEMBERED {
                pages.remove(0);
            }
            rendering
        };
        let page = rendering.get_or_init(|| self.rendered(file).map(Arc::new));
        page.clone()
    }

    fn rendered(&self, file: &str) -> Option<Page> {
        let route = self.site.routes.get(file);
        let is_broken = match route {
            Some(route) => self.is_broken(route),
            None => self.is_all_broken(),
        };
        if is_broken
            && let Some(good) = self.good(route)
            && let Some(page) = of(good, file, Shown::LastGood)
        {
            return Some(page);
        }
        let route = route?;
        let shown = match is_broken {
            true => Shown::Broken,
            false => Shown::Current,
        };
        let fault = match render(&self.site, route, file) {
            Ok(bytes) => return Some(self.made(bytes, shown, route, None)),
            Err(fault) => fault,
        };
        let before = self.before_templates();
        if let Some(mut page) = before.and_then(|site| of(site, file, Shown::LastGood)) {
            page.fault = Some(fault);
            return Some(page);
        }
        let bytes = match route.is_html() {
            true => page_of_faults(&self.site, &fault),
            false => Vec::new(),
        };
        Some(self.made(bytes, Shown::Broken, route, Some(fault)))
    }

    fn made(
        &self,
        bytes: Vec<u8>,
        shown: Shown,
        route: &Route,
        fault: Option<Box<Diagnostic>>,
    ) -> Page {
        Page {
            bytes,
            shown,
            site: self.site.clone(),
            fault,
            is_html: is_read(route),
        }
    }
}

/// A page of one site, if it has it and can show it.
fn of(site: &Arc<Site>, file: &str, shown: Shown) -> Option<Page> {
    let route = site.routes.get(file)?;
    Some(Page {
        bytes: render(site, route, file).ok()?,
        shown,
        site: site.clone(),
        fault: None,
        is_html: is_read(route),
    })
}

/// A former address leads on at once, and needs no bar.
fn is_read(route: &Route) -> bool {
    route.is_html() && !matches!(route, Route::Alias(_))
}
