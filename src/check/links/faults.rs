//! What is wrong with links, each said once and where it can be mended.

use super::address::Leads;
use super::anchors::Anchors;
use super::authored::Authored;
use super::html::Use;
use super::meant;
use super::pages::{Open, Page};
use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::decode;
use crate::route::Route;
use crate::site::Site;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};

/// Where an address leads that leads nowhere: what two links have in common that are wrong for one
/// reason.
type Target<'a> = (&'a Leads, Option<&'a str>);

/// Reports links that lead nowhere. A page shows what authors wrote, so a wrong address in it that
/// an author wrote is that author's; what remains was made by a template.
pub(super) fn of_links(
    site: &Site,
    pages: &[Page],
    anchors: &Anchors<'_>,
    authored: &[Authored],
) -> Vec<Diagnostic> {
    let wrong: Vec<&Authored> = authored
        .iter()
        .filter(|link| {
            let fragment = link.followed.fragment.as_deref();
            is_wrong(&link.followed.leads, fragment, anchors)
        })
        .collect();
    let mut findings: Vec<Diagnostic> = Vec::new();
    findings.par_extend(wrong.par_iter().map(|link| of_author(site, link)));

    let known: HashSet<Target<'_>> = wrong.iter().map(|link| target(link)).collect();
    let written: HashSet<&str> = wrong.iter().map(|link| &*link.address).collect();
    // A place named without its page means another page wherever its text is shown.
    let mut bare: HashMap<&str, &Authored> = HashMap::new();
    for link in authored {
        if link.address.starts_with('#') {
            bare.entry(&*link.address).or_insert(link);
        }
    }
    for page in pages {
        for open in &page.open {
            let fragment = open.fragment.as_deref();
            let is_known =
                known.contains(&(&open.leads, fragment)) || written.contains(&*open.address);
            if is_known || !is_wrong(&open.leads, fragment, anchors) {
                continue;
            }
            findings.push(match bare.get(&*open.address) {
                Some(link) => of_shown(site, link, page),
                None => of_template(site, open, page),
            });
        }
    }
    findings
}

fn target(link: &Authored) -> Target<'_> {
    (&link.followed.leads, link.followed.fragment.as_deref())
}

fn is_wrong(leads: &Leads, fragment: Option<&str>, anchors: &Anchors<'_>) -> bool {
    match (leads, fragment) {
        (Leads::Elsewhere, _) => false,
        (Leads::Nowhere(_) | Leads::Outside, _) => true,
        (Leads::Route(route), Some(fragment)) => anchors.lacks(*route, fragment),
        (Leads::Route(_), None) => false,
    }
}

/// A link that an author wrote, where it was written.
fn of_author(site: &Site, link: &Authored) -> Diagnostic {
    let written = &link.written;
    match (&link.followed.leads, &link.followed.fragment) {
        (Leads::Route(route), Some(fragment)) => {
            let page = site.routes.at(*route).0;
            let finding = no_place(page, fragment).at(link.span);
            match meant::place(site, *route, fragment) {
                Some(near) => finding.suggest(Some(&near)),
                None => finding.help("name a heading of that page, or take the place away"),
            }
        }
        (Leads::Nowhere(path), _) if link.what == Use::Asset || is_file(path) => {
            let finding =
                Diagnostic::new(code(link.what), format!("there is no file at `{written}`"))
                    .at(link.span);
            match meant::asset(site, path) {
                Some(near) => {
                    finding.help(format!("put it there as `static/{path}`, or use `/{near}`"))
                }
                None => finding.help(format!("put it there as `static/{path}`")),
            }
        }
        (Leads::Nowhere(path), _) => {
            let finding =
                Diagnostic::new(Code::BrokenLink, format!("there is no page at `{written}`"))
                    .at(link.span);
            match meant::page(site, link, path) {
                Some(near) => finding.suggest(Some(&near)),
                None => finding.help("mend the address, or take the link away"),
            }
        }
        _ => Diagnostic::new(
            code(link.what),
            format!("`{written}` leads out of the site"),
        )
        .at(link.span)
        .help("write where it stands in the site, or a whole address with `https://`"),
    }
}

/// A place in an author's own page, on another page that shows the same text.
fn of_shown(site: &Site, link: &Authored, page: &Page) -> Diagnostic {
    let path = site.routes.at(page.place).0;
    Diagnostic::new(
        Code::BrokenAnchor,
        format!(
            "`{}` means another place wherever this text is shown",
            link.written
        ),
    )
    .at(link.span)
    .help("name the page as well, like `staff.md#scope`")
    .note(format!("`{path}` shows it, and has no such place"))
}

/// A link that a template made.
fn of_template(site: &Site, open: &Open, page: &Page) -> Diagnostic {
    let (path, route) = site.routes.at(page.place);
    let address = &open.address;
    let finding = match (&open.leads, &open.fragment) {
        (Leads::Route(target), Some(fragment)) => no_place(site.routes.at(*target).0, fragment),
        (Leads::Nowhere(target), _) if open.what == Use::Asset => Diagnostic::new(
            Code::MissingAsset,
            format!("there is no file at `{target}`"),
        ),
        (Leads::Nowhere(target), _) => {
            let target = without_index(target);
            Diagnostic::new(Code::BrokenLink, format!("there is no page at `{target}`"))
        }
        _ => Diagnostic::new(
            code(open.what),
            format!("`{address}` leads out of the site"),
        ),
    };
    match route {
        Route::Static(found) => finding
            .help("mend the address")
            .note(format!("`{}` has it as `{address}`", found.path)),
        _ => finding
            .help("mend the template that makes this address")
            .note(format!("`{path}` has it as `{address}`")),
    }
}

/// Whether an address names a file to be had, and no page.
fn is_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| !matches!(ending, "md" | "html" | "htm"))
}

fn no_place(page: &str, fragment: &str) -> Diagnostic {
    Diagnostic::new(
        Code::BrokenAnchor,
        format!(
            "the page `{}` has no place `{}`",
            without_index(page),
            decode(fragment)
        ),
    )
}

fn without_index(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some("") => "/",
        Some(folder) => folder,
        None => path,
    }
}

fn code(what: Use) -> Code {
    match what {
        Use::Link => Code::BrokenLink,
        Use::Asset => Code::MissingAsset,
    }
}

/// Reports ids that stand in a page more than once: at the heading that bears it where an author
/// gave it.
pub(super) fn of_doubled(site: &Site, pages: &[Page]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for page in pages {
        let (path, route) = site.routes.at(page.place);
        for id in &page.doubled {
            let finding = Diagnostic::new(
                Code::DuplicateAnchor,
                format!("the id `{id}` stands in one page several times"),
            )
            .note(format!("the page is `{}`", without_index(path)));
            findings.push(match heading(site, route, id) {
                Some(span) => finding
                    .at(span)
                    .help("give the heading another id, like `{#other}`"),
                None => finding.help("make it unique in the template, or in the text"),
            });
        }
    }
    findings
}

fn heading(site: &Site, route: &Route, id: &str) -> Option<Span> {
    let Route::Thing(thing) = route else {
        return None;
    };
    let headings = &site.common(*thing).body.outline.headings;
    let found = headings.iter().find(|heading| *heading.id == *id);
    found.map(|heading| heading.span)
}
