//! A route as bytes.

use super::{feed, model_json, sitemap, tokens, words};
use crate::diagnostic::{Code, Diagnostic};
use crate::layers::unreadable;
use crate::route::{Layout, Route};
use crate::sheet::{Unfit, published_csv, published_xlsx};
use crate::site::Site;
use crate::view::{levels_script, packet_template, page_view, search_file, told};
use std::sync::Arc;

/// The largest file that is copied, in bytes: videos belong elsewhere, and a copy is held in memory.
const LARGEST_FILE: u64 = 256 * 1024 * 1024;

/// The bytes of a route of the site; `path` is the file that it is published at.
///
/// # Errors
/// A fault of a template or of a file, as a finding. The page can't be had then.
pub fn render(site: &Arc<Site>, route: &Route, path: &str) -> Result<Vec<u8>, Box<Diagnostic>> {
    if let Route::Edition(number, inner) = route {
        let Some(edition) = site.editions.get(usize::from(*number)) else {
            return Ok(Vec::new());
        };
        let folder = edition.folder().len();
        return render(edition, inner, path.get(folder..).unwrap_or_default());
    }
    if let Some(template) = template(route) {
        let page = site
            .theme
            .render(template, page_view(site, route, path), path)?;
        return Ok(match site.folder() {
            "" => page,
            _ => told(site, page),
        });
    }
    Ok(match route {
        Route::PacketTemplate(packet) => packet_template(site, *packet, path).into_bytes(),
        Route::CompareScript(track) => levels_script(site, *track, path),
        Route::SearchFile(file) => search_file(site, *file),
        Route::Sitemap(part) => sitemap::sitemap(site, *part).into_bytes(),
        Route::Robots => sitemap::robots(site).into_bytes(),
        Route::Feed => feed::feed(site).into_bytes(),
        Route::ModelJson => model_json::model_json(site),
        Route::MatrixCsv => published_csv(site).map_err(unfit)?,
        Route::MatrixXlsx => published_xlsx(site).map_err(unfit)?,
        Route::Words => words::words(site).into_bytes(),
        Route::Tokens => tokens::tokens(site).into_bytes(),
        Route::Static(found) => site
            .layers
            .copy(found, LARGEST_FILE)
            .map_err(|error| Box::new(unreadable(&found.path, LARGEST_FILE, &error)))?,
        // All other routes have a template.
        _ => Vec::new(),
    })
}

fn unfit(Unfit(what): Unfit) -> Box<Diagnostic> {
    Box::new(Diagnostic::new(Code::TooLarge, what))
}

/// The template of a route that is a page.
pub(crate) fn template(route: &Route) -> Option<&'static str> {
    use crate::document::Kind;
    Some(match route {
        Route::Home => "home.html",
        Route::Thing(thing) => match thing.kind() {
            Kind::Track => "track.html",
            Kind::Level => "level.html",
            Kind::Skill => "skill.html",
            Kind::Path => "path.html",
            Kind::Phase => "phase.html",
            Kind::Resource => "resource.html",
            Kind::Archetype => "archetype.html",
            Kind::Pitfall => "pitfall.html",
            Kind::Packet => "packet.html",
            Kind::Page => "page.html",
        },
        Route::Difference(..) => "difference.html",
        Route::Compare(_) => "compare.html",
        Route::Matrix(_) => "matrix.html",
        Route::Plan(_) => "plan.html",
        Route::Print(layout) => match layout {
            Layout::Ladder(_) => "print/ladder.html",
            Layout::Levels(..) => "print/levels.html",
            Layout::Path(_) => "print/path.html",
            Layout::Sheet(_) => "print/sheet.html",
            Layout::Packet(_) => "print/packet.html",
        },
        Route::List(kind) => match kind {
            Kind::Track => "tracks.html",
            Kind::Level => "levels.html",
            Kind::Skill => "skills.html",
            Kind::Resource => "resources.html",
            Kind::Archetype => "archetypes.html",
            Kind::Pitfall => "pitfalls.html",
            Kind::Packet => "packets.html",
            _ => "paths.html",
        },
        Route::Glossary => "glossary.html",
        Route::YourCopy => "your-copy.html",
        Route::Search => "search.html",
        Route::NotFound => "404.html",
        Route::Alias(_) => "alias.html",
        _ => return None,
    })
}
