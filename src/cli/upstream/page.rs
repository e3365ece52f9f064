//! `waypost upstream status --as html`: one page for whoever decides, with all that it needs in it.
//! No script, and what upstream wrote is text.

use super::said::{marked, part, plain};
use super::told::{Fault, Flow, Gone, One, Told};
use crate::cli::diff::{Card, Detail, Group};
use crate::compare::{Part, What};
use crate::drift::State;
use crate::layers::{Layer, Layers};
use crate::markdown::escape_into;
use crate::render::render;
use crate::site::Site;
use crate::source::Sources;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::io::{self, Write};
use std::sync::Arc;

/// What the page is about.
pub(super) struct Page<'a> {
    pub site: &'a Arc<Site>,
    pub upstream: &'a str,
    /// Where a snapshot was looked for that isn't the site's yet.
    pub source: Option<&'a str>,
    pub told: &'a Told,
    /// What flows in, by meaning.
    pub news: &'a [Group],
}

/// Writes the page.
pub(super) fn write(page: &Page<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut html = String::new();
    let title = format!("What {} has changed", page.upstream);
    let sheet = utf8_percent_encode(&sheet(page.site), NON_ALPHANUMERIC).to_string();
    html.push_str(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>",
    );
    escape_into(&mut html, &title);
    html.push_str("</title>\n<link rel=\"stylesheet\" href=\"data:text/css;charset=utf-8,");
    html.push_str(&sheet);
    html.push_str("\">\n</head>\n<body>\n<header>\n");
    tag(&mut html, "p class=\"kicker\"", &page.site.settings.title);
    tag(&mut html, "h1", &title);
    head(&mut html, page);
    html.push_str("</header>\n<main>\n");
    decisions(&mut html, page.told);
    broken(&mut html, page.told);
    flowing(&mut html, page);
    rest(&mut html, page.told);
    html.push_str("</main>\n</body>\n</html>\n");
    out.write_all(html.as_bytes())
}

/// The tokens of the theme, those that the site sets, and the rules of this page.
fn sheet(site: &Arc<Site>) -> String {
    let shipped = Layers::new(vec![Layer::default_theme()]);
    let listing = shipped.list(
        "static/theme/waypost.css",
        &mut Sources::default(),
        &mut Vec::new(),
    );
    let found = listing.files.first();
    let bytes = found.and_then(|found| shipped.read(found, u64::from(u32::MAX)).ok());
    let text = String::from_utf8(bytes.unwrap_or_default()).unwrap_or_default();
    let mut css = block(&text, "@layer tokens {")
        .unwrap_or_default()
        .to_owned();
    let mut all = 0..site.routes.len();
    let tokens = all.find(|place| *site.routes.at(*place).0 == *"theme/tokens.css");
    if let Some(place) = tokens {
        let (path, route) = site.routes.at(place);
        let set = render(site, route, path).unwrap_or_default();
        css.push_str(&String::from_utf8_lossy(&set));
    }
    css + include_str!("page.css")
}

/// A block of a stylesheet, from its name to the brace that closes it.
fn block<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let start = text.find(name)?;
    let mut depth = 0;
    for (at, byte) in text[start..].bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return text.get(start..=start + at),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn open(told: &Told) -> Vec<&One> {
    told.overrides.iter().filter(|one| one.is_open()).collect()
}

fn head(html: &mut String, page: &Page<'_>) {
    let told = page.told;
    let open = open(told).len() + told.orphans.len() + told.faults.len() + told.active.len();
    let flows = told.flows_beside().len()
        + page
            .news
            .iter()
            .map(|group| group.cards.len())
            .sum::<usize>();
    let says = |wanted: State| told.overrides.iter().filter(|it| it.how == wanted).count();
    html.push_str("<ul class=\"tally\">\n");
    for (count, what) in [
        (open, "to decide"),
        (flows, "flow in by themselves"),
        (says(State::Stands), "of yours stand"),
        (says(State::Same), "can go"),
    ] {
        html.push_str(&format!("<li><strong>{count}</strong> {what}</li>\n"));
    }
    html.push_str("</ul>\n");
    if let Some(source) = page.source {
        tag(
            html,
            "p",
            &format!(
                "This is what a new snapshot would bring, taken from {source}. Nothing has been taken yet."
            ),
        );
    }
}

fn decisions(html: &mut String, told: &Told) {
    tag(html, "h2", "What needs a decision");
    let open = open(told);
    if open.is_empty() && !told.needs_decision() {
        tag(html, "p", "Nothing.");
    }
    for one in open {
        tag(html, "h3", &format!("{}: {}", one.title, part(&one.part)));
        place(html, &one.path, one.line);
        tag(
            html,
            "p",
            match one.how {
                State::Conflict => "A merge left two versions here. Keep what is right.",
                State::Renamed => "Upstream calls this otherwise now. Merging takes yours along.",
                State::Removed => {
                    "Upstream has taken away what yours was based on. Keep yours, or let it go as well."
                }
                _ => "Both of you have changed this. Merge, or keep yours.",
            },
        );
        let was = one.based_on.as_deref().map(plain);
        let was = was.unwrap_or_default();
        html.push_str("<dl class=\"sides\">\n");
        side(html, "As it was", &[Part::Same(was.clone())]);
        for (name, said) in [("Yours", &one.here), ("Upstream's", &one.upstream)] {
            let said = said.as_deref().map(plain).unwrap_or_default();
            side(html, name, &marked(&was, &said));
        }
        html.push_str("</dl>\n");
    }
}

fn side(html: &mut String, name: &str, parts: &[Part]) {
    html.push_str("<div>");
    tag(html, "dt", name);
    html.push_str("<dd>");
    let is_empty = parts.iter().all(|part| match part {
        Part::Same(text) | Part::Removed(text) | Part::Added(text) => text.trim().is_empty(),
    });
    match is_empty {
        true => html.push_str("<span class=\"soft\">nothing</span>"),
        false => self::parts(html, parts),
    }
    html.push_str("</dd></div>\n");
}

fn parts(html: &mut String, parts: &[Part]) {
    for part in parts {
        let (text, name) = match part {
            Part::Same(text) => (text, ""),
            Part::Removed(text) => (text, "del"),
            Part::Added(text) => (text, "ins"),
        };
        let inner = text.trim_end();
        match name {
            "" => escape_into(html, text),
            name => {
                html.push_str(&format!("<{name}>"));
                escape_into(html, inner);
                html.push_str(&format!("</{name}>"));
                // What is taken away and what stands in its place don't run together.
                match (name, &text[inner.len()..]) {
                    ("del", "") => html.push(' '),
                    (_, blank) => escape_into(html, blank),
                }
            }
        }
    }
}

fn broken(html: &mut String, told: &Told) {
    let lists = [
        (
            "Upstream has taken these away; yours is all that there is",
            told.orphans.iter().map(Gone::told).collect(),
        ),
        (
            "What check would find",
            told.faults.iter().map(Fault::told).collect(),
        ),
        (
            "Read these files: they could put anything into pages",
            told.active.clone(),
        ),
    ];
    for (heading, lines) in lists {
        if !lines.is_empty() {
            tag(html, "h3", heading);
            list(html, &lines);
        }
    }
}

fn flowing(html: &mut String, page: &Page<'_>) {
    tag(html, "h2", "What flows in by itself");
    if page.news.is_empty() && page.told.flows_beside().is_empty() {
        tag(html, "p", "Nothing that this site shows.");
    }
    for group in page.news {
        for card in &group.cards {
            self::card(html, card);
        }
    }
    if !page.told.flows_beside().is_empty() {
        tag(html, "h3", "Settings, words and files");
        let lines: Vec<String> = page
            .told
            .flows_beside()
            .into_iter()
            .map(Flow::told)
            .collect();
        list(html, &lines);
    }
}

fn card(html: &mut String, card: &Card) {
    let whole = card.whole.as_deref().unwrap_or_default();
    tag(html, "h3", format!("{} {whole}", card.title).trim());
    if card.points.is_empty() {
        return;
    }
    html.push_str("<ul>\n");
    for point in &card.points {
        let colon = if point.is_sentence { " " } else { ": " };
        html.push_str("<li><strong>");
        escape_into(html, &point.subject);
        html.push_str("</strong>");
        html.push_str(colon);
        parts(html, &point.said);
        if !point.details.is_empty() {
            html.push_str("<ul>\n");
            point.details.iter().for_each(|it| detail(html, it));
            html.push_str("</ul>\n");
        }
        html.push_str("</li>\n");
    }
    html.push_str("</ul>\n");
}

fn detail(html: &mut String, detail: &Detail) {
    let what = match detail.what {
        What::Added => "New: ",
        What::Removed => "Gone: ",
        What::Moved => "Moved: ",
        _ => "",
    };
    html.push_str("<li>");
    html.push_str(what);
    parts(html, &detail.parts);
    if let Some(note) = &detail.note {
        html.push_str(" <span class=\"soft\">(");
        escape_into(html, note);
        html.push_str(")</span>");
    }
    html.push_str("</li>\n");
}

fn rest(html: &mut String, told: &Told) {
    for (state, heading) in [
        (
            State::Same,
            "Yours says what upstream says by now, and can go",
        ),
        (
            State::Unrecorded,
            "Written by hand: nobody has noted what these were based on",
        ),
        (State::Stands, "Yours stands"),
    ] {
        let all = told.overrides.iter().filter(|one| one.how == state);
        let lines: Vec<String> = all
            .map(|one| {
                format!(
                    "{}: {} ({}:{})",
                    one.title,
                    part(&one.part),
                    one.path,
                    one.line
                )
            })
            .collect();
        if !lines.is_empty() {
            tag(html, "h2", heading);
            list(html, &lines);
        }
    }
}

fn place(html: &mut String, path: &str, line: usize) {
    tag(html, "p class=\"place\"", &format!("{path}:{line}"));
}

fn list(html: &mut String, lines: &[String]) {
    html.push_str("<ul>\n");
    for line in lines {
        tag(html, "li", line);
    }
    html.push_str("</ul>\n");
}

/// A text in a tag, escaped.
fn tag(html: &mut String, name: &str, text: &str) {
    html.push_str(&format!("<{name}>"));
    escape_into(html, text);
    let name = name.split(' ').next().unwrap_or_default();
    html.push_str(&format!("</{name}>\n"));
}
