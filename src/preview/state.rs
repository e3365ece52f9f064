//! What the preview's script asks for: the version of a page, and what is to be said beside it.

use super::Edition;
use super::assets::assets;
use super::edition::subjects;
use super::page::{Page, Shown};
use super::parts::{Part, Written, parts, written};
use crate::check::planned;
use crate::diagnostic::{Diagnostic, Format, Printer, Severity, sorted};
use crate::document::Kind;
use crate::model::{State as CellState, Thing};
use crate::route::{Route, thing_url};
use crate::settings::Editor;
use crate::site::Site;
use crate::source::SourceId;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// So many faults are told; how many there are is told as well.
const MOST_FAULTS: usize = 200;

/// So many lines of a list of things to do.
const MOST_THINGS: usize = 100;

/// What the preview knows of a page, as JSON. Every text in it is text, never markup.
#[derive(Debug, Serialize)]
pub struct State {
    version: Option<String>,
    assets: BTreeMap<String, String>,
    shown: &'static str,
    effects: Vec<String>,
    checking: bool,
    errors: usize,
    warnings: usize,
    faults: Vec<Fault>,
    parts: Vec<Part>,
    page: Option<About>,
    site: OfSite,
    edited: Option<EditedPage>,
}

#[derive(Debug, Serialize)]
struct Fault {
    severity: &'static str,
    code: &'static str,
    message: String,
    help: Option<String>,
    /// The whole of it, as the terminal prints it.
    frame: String,
    path: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    layer: Option<String>,
    edit: Option<String>,
    here: bool,
}

#[derive(Debug, Serialize)]
struct About {
    kind: &'static str,
    id: String,
    draft: bool,
    internal: bool,
    owner: Option<String>,
    reviewed: Option<String>,
    overdue: Option<String>,
    planned: Vec<Item>,
    undefined: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    title: String,
    #[serde(flatten)]
    written: Written,
}

#[derive(Debug, Serialize)]
struct OfSite {
    drafts: bool,
    public: bool,
    overdue: Vec<Overdue>,
    unfinished: Vec<Unfinished>,
}

#[derive(Debug, Serialize)]
struct Overdue {
    title: String,
    url: String,
    owner: Option<String>,
    due: String,
}

#[derive(Debug, Serialize)]
struct Unfinished {
    title: String,
    url: String,
    why: &'static str,
}

#[derive(Debug, Serialize)]
struct EditedPage {
    number: u64,
    page: String,
}

/// How the site was loaded, which the bar says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Audience {
    /// With what is unfinished.
    pub drafts: bool,
    /// Without what is internal.
    pub public: bool,
}

/// What is known of the page that is published at `file`, which may not be there.
pub fn state(
    edition: &Edition,
    file: &str,
    audience: Audience,
    editor: Option<&Editor>,
    today: Date,
) -> State {
    let site = &edition.site;
    let page = edition.page(file);
    let route = site.routes.get(file);
    // A page of another language is about what its edition says.
    let (of, route) = match route.map(|route| site.behind(route)) {
        Some((of, route)) => (of, Some(route)),
        None => (&**site, None),
    };
    let things = route.map_or_else(Vec::new, |route| subjects(of, route));
    let sources: Vec<SourceId> = things
        .iter()
        .flat_map(|thing| {
            let common = of.common(*thing);
            let translated = common.translation().is_some();
            let parts = of.sources_of(common).filter(move |_| translated);
            std::iter::once(common.body.source).chain(parts)
        })
        .collect();
    let mut known: Vec<Diagnostic> = edition.known().to_vec();
    if let Some(fault) = page.as_ref().and_then(|page| page.fault.as_deref())
        && !known.iter().any(|finding| finding.labels == fault.labels)
    {
        known.push(fault.clone());
    }
    let is_here = |finding: &Diagnostic| {
        let of_template = page.as_ref().and_then(|page| page.fault.as_deref());
        of_template.is_some_and(|fault| fault.labels == finding.labels)
            || finding
                .span()
                .is_some_and(|span| sources.contains(&span.source))
    };
    let count = |severity| known.iter().filter(|f| f.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let mut order = sorted(&known, &site.sources);
    order.sort_by_key(|finding| (!is_here(finding), finding.severity != Severity::Error));
    State {
        version: page.as_ref().map(|page| page.version()),
        assets: page
            .as_ref()
            .map_or_else(BTreeMap::new, |page| assets(&page.site, file, &page.bytes)),
        shown: match page.as_ref().map(|page| page.shown) {
            Some(Shown::LastGood) => "last-good",
            Some(Shown::Broken) => "broken",
            _ => "current",
        },
        effects: effects(edition, page.as_deref(), &known, &is_here),
        checking: edition.is_checking(),
        errors,
        warnings,
        faults: order
            .iter()
            .take(MOST_FAULTS)
            .map(|finding| fault(site, finding, is_here(finding), editor))
            .collect(),
        parts: route.map_or_else(Vec::new, |route| parts(of, route, editor)),
        page: route.map(|route| about(of, route, &things, editor, today)),
        site: of_site(site, audience, today),
        edited: edition.edited.as_ref().map(|edited| EditedPage {
            number: edited.number,
            page: edited.page.clone(),
        }),
    }
}

fn fault(site: &Site, finding: &Diagnostic, here: bool, editor: Option<&Editor>) -> Fault {
    let mut frame = Vec::new();
    // A vector takes everything.
    let _ =
        Printer::new(Format::Human, &site.sources).print(std::slice::from_ref(finding), &mut frame);
    let written = finding.span().map(|span| written(site, span, editor));
    Fault {
        severity: finding.severity.name(),
        code: finding.code.name(),
        message: finding.message.clone(),
        help: finding.help.clone(),
        frame: String::from_utf8_lossy(&frame).trim_end().to_owned(),
        path: written.as_ref().map(|written| written.path.clone()),
        line: written.as_ref().map(|written| written.line),
        column: written.as_ref().map(|written| written.column),
        layer: written.as_ref().map(|written| written.layer.clone()),
        edit: written.and_then(|written| written.edit),
        here,
    }
}

/// What the faults do to this page, in sentences.
fn effects(
    edition: &Edition,
    page: Option<&Page>,
    known: &[Diagnostic],
    is_here: &dyn Fn(&Diagnostic) -> bool,
) -> Vec<String> {
    let errors = known
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let (here, elsewhere): (Vec<_>, Vec<_>) = errors.partition(|finding| is_here(finding));
    let mut effects = Vec::new();
    match page.map(|page| page.shown) {
        Some(Shown::LastGood) if edition.is_all_broken() => effects.push(
            "Every page is shown as it last was without the error in the settings or the theme."
                .to_owned(),
        ),
        Some(Shown::LastGood) => {
            effects.push("This page is shown as it last was without an error.".to_owned());
        }
        Some(Shown::Broken) if page.is_some_and(|page| page.fault.is_some()) => {
            effects.push("This page can’t be shown: its template fails.".to_owned())
        }
        Some(Shown::Broken) => effects.push(
            "This page has not been without an error yet; it is shown as far as it can be read."
                .to_owned(),
        ),
        Some(Shown::Current) if !here.is_empty() => {
            effects.push("This page is shown as it is, with its errors.".to_owned());
        }
        _ => {}
    }
    // A build doesn't ask what only a check of all pages finds.
    let keeps_from_publishing = edition
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
        || page.is_some_and(|page| page.fault.is_some());
    if keeps_from_publishing {
        effects.push("Nothing is published while there is an error.".to_owned());
    } else if !here.is_empty() || !elsewhere.is_empty() {
        effects.push("A build goes through; `waypost check` fails.".to_owned());
    }
    effects
}

fn about(
    site: &Site,
    route: &Route,
    things: &[Thing],
    editor: Option<&Editor>,
    today: Date,
) -> About {
    let common = things.first().map(|thing| site.common(*thing));
    let sources: Vec<SourceId> = things
        .iter()
        .map(|thing| site.common(*thing).body.source)
        .collect();
    let item = |title: String, span| Item {
        title,
        written: written(site, span, editor),
    };
    let is_draft = |thing: &Thing| site.common(*thing).draft;
    let is_internal = |thing: &Thing| site.common(*thing).internal;
    About {
        kind: match (route, common) {
            (Route::Thing(_), Some(common)) => common.kind.name(),
            (Route::Difference(..), _) => "difference",
            (Route::Compare(_), _) => "compare",
            (Route::Matrix(_), _) => "matrix",
            (Route::Plan(_), _) => "plan",
            (Route::Print(_), _) => "print",
            (Route::Home, _) => "home",
            _ => "list",
        },
        id: common.map_or_else(String::new, |common| {
            format!("{}:{}", common.kind.name(), common.id)
        }),
        draft: things.iter().any(is_draft),
        internal: things.iter().any(is_internal),
        owner: common.and_then(|common| Some(common.owner.as_deref()?.to_owned())),
        reviewed: common.and_then(|common| Some(common.reviewed.as_ref()?.value.to_string())),
        overdue: common.and_then(|common| {
            let due = common.review_due().filter(|due| *due < today)?;
            Some(due.to_string())
        }),
        planned: planned(site)
            .into_iter()
            .filter(|(_, span)| sources.contains(&span.source))
            .map(|(name, span)| item(name, span))
            .collect(),
        undefined: undefined(site, things)
            .into_iter()
            .map(|(title, span)| item(title, span))
            .collect(),
    }
}

/// Cells of the ladder that say nothing, by their skills.
fn undefined(site: &Site, things: &[Thing]) -> Vec<(String, crate::source::Span)> {
    let mut found = Vec::new();
    for thing in things {
        let Thing::Level(level) = thing else { continue };
        for cell in &site.model.levels[*level].cells {
            if let (CellState::Undefined, Some(span)) = (cell.state, cell.span) {
                let skill = &site.model.skills[cell.skill].common;
                found.push((skill.title.to_string(), span));
            }
        }
    }
    found
}

fn of_site(site: &Site, audience: Audience, today: Date) -> OfSite {
    let things = || site.model.things().map(|thing| (thing, site.common(thing)));
    let mut overdue: Vec<Overdue> = things()
        .filter_map(|(thing, common)| {
            let due = common.review_due().filter(|due| *due < today)?;
            Some(Overdue {
                title: common.title.to_string(),
                url: thing_url(&site.model, thing),
                owner: common.owner.as_deref().map(str::to_owned),
                due: due.to_string(),
            })
        })
        .collect();
    overdue.sort_by(|a, b| (&a.due, &a.url).cmp(&(&b.due, &b.url)));
    overdue.truncate(MOST_THINGS);
    let unfinished = things()
        .filter(|(_, common)| common.draft || common.internal)
        .filter(|(_, common)| common.kind != Kind::Page || !common.id.is_empty())
        .map(|(thing, common)| Unfinished {
            title: common.title.to_string(),
            url: thing_url(&site.model, thing),
            why: match common.draft {
                true => "draft",
                false => "internal",
            },
        })
        .take(MOST_THINGS)
        .collect();
    OfSite {
        drafts: audience.drafts,
        public: audience.public,
        overdue,
        unfinished,
    }
}
