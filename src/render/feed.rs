//! `feed.xml`: what was published or changed last. Atom, RFC 4287.

use crate::markdown::escape_into;
use crate::route::thing_url;
use crate::site::Site;
use crate::view::newest;

/// Entries of the feed.
const ENTRIES: usize = 30;

/// The feed. Its date is that of its newest entry, so that the same content gives the same feed.
pub(super) fn feed(site: &Site) -> String {
    // What isn't translated is new in the feed of the language that it is written in.
    let is_said = |thing| site.language_of(site.common(thing)) == site.settings.language;
    let newest: Vec<_> = newest(site)
        .into_iter()
        .filter(|(_, thing)| is_said(*thing))
        .collect();
    let base = &site.settings.base_url;
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"",
    );
    escape_into(&mut out, &site.settings.language);
    out.push_str("\">\n");
    element(&mut out, "  ", "title", &site.settings.title);
    element(&mut out, "  ", "id", &base.absolute(""));
    link(&mut out, "  ", "self", &base.absolute("feed.xml"));
    link(&mut out, "  ", "alternate", &base.absolute(""));
    let updated = newest
        .first()
        .map_or("1970-01-01".to_owned(), |(day, _)| day.to_string());
    element(&mut out, "  ", "updated", &format!("{updated}T00:00:00Z"));
    out.push_str("  <author>");
    element(&mut out, "", "name", &site.settings.title);
    out.truncate(out.trim_end().len());
    out.push_str("</author>\n");
    for (day, thing) in newest.into_iter().take(ENTRIES) {
        let common = site.common(thing);
        let address = base.absolute(&thing_url(&site.model, thing));
        out.push_str("  <entry>\n");
        element(&mut out, "    ", "title", &common.title);
        element(&mut out, "    ", "id", &address);
        link(&mut out, "    ", "alternate", &address);
        element(&mut out, "    ", "updated", &format!("{day}T00:00:00Z"));
        if let Some(summary) = &common.summary {
            element(&mut out, "    ", "summary", summary);
        }
        out.push_str("  </entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

fn element(out: &mut String, indent: &str, name: &str, text: &str) {
    out.push_str(&format!("{indent}<{name}>"));
    escape_into(out, text);
    out.push_str(&format!("</{name}>\n"));
}

fn link(out: &mut String, indent: &str, rel: &str, address: &str) {
    out.push_str(&format!("{indent}<link rel=\"{rel}\" href=\""));
    escape_into(out, address);
    out.push_str("\"/>\n");
}
