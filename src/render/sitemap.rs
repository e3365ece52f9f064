//! `sitemap.xml` and `robots.txt`. <https://www.sitemaps.org/protocol.html>

use crate::markdown::escape_into;
use crate::route::{Route, SITEMAP_LIMIT};
use crate::site::Site;
use crate::view::alternates;

/// A page of a sitemap, and the edition that it is of.
struct Entry<'a> {
    site: &'a Site,
    path: &'a str,
    route: &'a Route,
}

/// The pages of a site, those of its other languages behind them as far as they are translated.
fn entries(site: &Site) -> Vec<Entry<'_>> {
    let pages = |site| all(site).filter(|entry: &Entry<'_>| entry.route.is_page());
    let others = site.editions.iter().flat_map(|edition| {
        let languages = edition.languages.as_deref();
        let is_said =
            move |path: &str| languages.is_some_and(|all| all.own().pages.get(path) == Some(&true));
        pages(edition).filter(move |entry| is_said(entry.path))
    });
    pages(site).chain(others).collect()
}

fn all(site: &Site) -> impl Iterator<Item = Entry<'_>> {
    let routes = site.routes.iter();
    routes.map(move |(path, route)| Entry { site, path, route })
}

/// The sitemap; an index of its parts when there are more addresses than one may hold.
pub(super) fn sitemap(site: &Site, part: Option<usize>) -> String {
    let pages = entries(site);
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
    if part.is_none() && pages.len() > SITEMAP_LIMIT {
        let mut out = format!("{head}<sitemapindex {space}>\n");
        for number in 1..=pages.len().div_ceil(SITEMAP_LIMIT) {
            let address = site
                .settings
                .base_url
                .absolute(&format!("sitemap-{number}.xml"));
            out.push_str("  <sitemap>");
            location(&mut out, &address);
            out.push_str("</sitemap>\n");
        }
        out.push_str("</sitemapindex>\n");
        return out;
    }
    let start = part.unwrap_or(0) * SITEMAP_LIMIT;
    let links = match site.editions.is_empty() {
        true => "",
        false => " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"",
    };
    let mut out = format!("{head}<urlset {space}{links}>\n");
    for entry in pages.iter().skip(start).take(SITEMAP_LIMIT) {
        page(&mut out, entry);
    }
    out.push_str("</urlset>\n");
    out
}

fn page(out: &mut String, entry: &Entry<'_>) {
    let Entry { site, path, route } = entry;
    let url = path.strip_suffix("index.html").unwrap_or(path);
    out.push_str("  <url>");
    location(out, &site.settings.base_url.absolute(url));
    let changed = match route {
        Route::Thing(thing) => site.changed(site.common(*thing)),
        _ => None,
    };
    if let Some(day) = changed {
        out.push_str(&format!("<lastmod>{day}</lastmod>"));
    }
    let languages = site.languages.as_deref();
    let others = languages.map_or_else(Vec::new, |all| alternates(site, all, path));
    for (code, address) in others {
        out.push_str(&format!(
            "<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\""
        ));
        escape_into(out, &address);
        out.push_str("\"/>");
    }
    out.push_str("</url>\n");
}

fn location(out: &mut String, address: &str) {
    out.push_str("<loc>");
    escape_into(out, address);
    out.push_str("</loc>");
}

/// Everything may be read; where the sitemap is.
pub(super) fn robots(site: &Site) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if site.settings.base_url.is_known() {
        out.push_str(&format!(
            "\nSitemap: {}\n",
            site.settings.base_url.absolute("sitemap.xml")
        ));
    }
    out
}
