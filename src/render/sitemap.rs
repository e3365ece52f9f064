//! `sitemap.xml` and `robots.txt`. <https://www.sitemaps.org/protocol.html>

use crate::markdown::escape_into;
use crate::route::{Route, SITEMAP_LIMIT};
use crate::site::Site;

/// The sitemap; an index of its parts when there are more addresses than one may hold.
pub(super) fn sitemap(site: &Site, part: Option<usize>) -> String {
    let pages: Vec<(&str, &Route)> = site
        .routes
        .iter()
        .filter(|(_, route)| route.is_page())
        .collect();
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
    if part.is_none() && pages.len() > SITEMAP_LIMIT {
        let mut out = format!("{head}<sitemapindex {space}>\n");
        for number in 1..=pages.len().div_ceil(SITEMAP_LIMIT) {
            let address = site
                .settings
                .base_url
                .absolute(&format!("sitemap-{number}.xml"));
            entry(&mut out, "sitemap", &address, None);
        }
        out.push_str("</sitemapindex>\n");
        return out;
    }
    let start = part.unwrap_or(0) * SITEMAP_LIMIT;
    let mut out = format!("{head}<urlset {space}>\n");
    for (path, route) in pages.iter().skip(start).take(SITEMAP_LIMIT) {
        let url = path.strip_suffix("index.html").unwrap_or(path);
        let changed = match route {
            Route::Thing(thing) => site.changed(site.common(*thing)),
            _ => None,
        };
        entry(
            &mut out,
            "url",
            &site.settings.base_url.absolute(url),
            changed,
        );
    }
    out.push_str("</urlset>\n");
    out
}

fn entry(out: &mut String, name: &str, address: &str, changed: Option<jiff::civil::Date>) {
    out.push_str(&format!("  <{name}><loc>"));
    escape_into(out, address);
    out.push_str("</loc>");
    if let Some(day) = changed {
        out.push_str(&format!("<lastmod>{day}</lastmod>"));
    }
    out.push_str(&format!("</{name}>\n"));
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
