//! Links all documents: names first, then each document by itself, then what needs several.

use super::Names;
use super::fields::{CommonFields, Fields, Site};
use super::leaving::Leaving;
use super::order::{peek_texts, sort};
use super::scales::{areas, scales, skill_scales};
use super::{
    archetype, backlinks, check_references, cycles, inherit, level, page, path, resource, skill,
    track,
};
use crate::diagnostic::{Code, Diagnostic, limit, nearest};
use crate::document::{Body, Document, Kind, slug};
use crate::model::{
    Archetype, Common, LearningPath, Level, Model, Packet, Page, Phase, Pitfall, Resource, Skill,
    Thing, Track,
};
use crate::overlay::Hidden;
use crate::settings::Settings;
use crate::source::{Source, Sources, Spanned};
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

/// The graph and the names that prose may use.
#[derive(Debug)]
pub struct Linked {
    /// Everything, linked.
    pub model: Model,
    /// For references in texts, which are resolved where they are shown.
    pub names: Names,
}

/// One document, linked.
pub(super) enum Settled {
    Track(Track),
    Level(Level, level::Own),
    Skill(Skill),
    Path(LearningPath),
    Phase(Phase),
    Resource(Resource),
    Archetype(Archetype),
    Pitfall(Pitfall),
    Packet(Packet),
    Page(Page),
}

/// Links the documents of a site, without those that are `hidden`. With `drafts` unfinished things
/// count, with `public` internal ones don't.
pub fn link(
    documents: Vec<Arc<Document>>,
    hidden: &[Hidden],
    settings: &Settings,
    sources: &mut Sources,
    drafts: bool,
    public: bool,
    out: &mut Vec<Diagnostic>,
) -> Linked {
    let mut names = Names::default();
    let leaving = Leaving {
        drafts,
        public,
        vars: &settings.vars,
    };
    leaving.hide(hidden, &mut names);
    let mut documents = leaving.shown(documents, &mut names);
    with_missing_paths(&mut documents, sources, out);
    sort(&mut documents, settings);
    let documents = without_duplicates(documents, sources, out);
    let things = number(&documents);
    name_all(&documents, &things, sources, &mut names);

    let mut model = Model {
        scales: scales(settings),
        areas: areas(settings),
        ..Model::default()
    };
    let skill_scales = skill_scales(&documents, &model.scales);
    let site = Site {
        settings,
        names: &names,
        scales: &model.scales,
        skill_scales: &skill_scales,
        record: None,
    };
    let sources = &*sources;
    let settled: Vec<(Settled, Vec<Diagnostic>)> = documents
        .into_par_iter()
        .map(|document| {
            let mut faults = Vec::new();
            let settled = settle(&document, &site, sources, &mut faults);
            limit(&mut faults);
            (settled, faults)
        })
        .collect();
    let mut own = Vec::new();
    for (settled, mut faults) in settled {
        out.append(&mut faults);
        match settled {
            Settled::Track(track) => drop(model.tracks.push(track)),
            Settled::Level(level, cells) => {
                model.levels.push(level);
                own.push(cells);
            }
            Settled::Skill(skill) => drop(model.skills.push(skill)),
            Settled::Path(path) => drop(model.paths.push(path)),
            Settled::Phase(phase) => drop(model.phases.push(phase)),
            Settled::Resource(resource) => drop(model.resources.push(resource)),
            Settled::Archetype(archetype) => drop(model.archetypes.push(archetype)),
            Settled::Pitfall(pitfall) => drop(model.pitfalls.push(pitfall)),
            Settled::Packet(packet) => drop(model.packets.push(packet)),
            Settled::Page(page) => drop(model.pages.push(page)),
        }
    }
    cycles::break_all(&mut model, out);
    inherit::fill(&mut model, own, out);
    backlinks::fill(&mut model);
    Linked { model, names }
}

impl Linked {
    /// Reports references in texts that lead nowhere. What `out` holds twice by now is told once.
    pub fn check(&self, settings: &Settings, out: &mut Vec<Diagnostic>) {
        check_references::check(&self.model, &self.names, settings, out);
        told_once(out);
    }
}

pub(super) fn settle(
    document: &Document,
    site: &Site<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Settled {
    match document.kind {
        Kind::Track => Settled::Track(track::settle(document, site, out)),
        Kind::Level => {
            let (level, own) = level::settle(document, site, sources, out);
            Settled::Level(level, own)
        }
        Kind::Skill => Settled::Skill(skill::settle(document, site, out)),
        Kind::Path => Settled::Path(path::settle(document, site, out)),
        Kind::Phase => Settled::Phase(path::settle_phase(document, site, out)),
        Kind::Resource => Settled::Resource(resource::settle(document, site, out)),
        Kind::Archetype => Settled::Archetype(archetype::settle(document, site, out)),
        Kind::Pitfall => Settled::Pitfall(archetype::settle_pitfall(document, site, out)),
        Kind::Packet => Settled::Packet(path::settle_packet(document, site, out)),
        Kind::Page => Settled::Page(page::settle(document, site, sources, out)),
    }
}

/// Reads the common keys of a typed kind; its title must be given.
pub(super) fn common(
    fields: CommonFields,
    document: &Document,
    out: &mut Vec<Diagnostic>,
) -> Common {
    let title = match fields.title.clone().filter(|title| !title.is_empty()) {
        Some(title) => title,
        None => {
            let heading = document.heading();
            // A title of the wrong type, or under a mistyped key, is reported as that.
            let is_reported = document
                .table
                .entries()
                .iter()
                .any(|entry| nearest(entry.key.as_str(), ["title"]).is_some());
            if heading.is_none() && !is_reported {
                out.push(
                    Diagnostic::new(
                        Code::MissingKey,
                        format!("this {} has no `title`", document.kind.name()),
                    )
                    .at(document.span)
                    .help("write `title = \"…\"` in its front matter"),
                );
            }
            heading.unwrap_or(&document.name).into()
        }
    };
    fields.with(document, title)
}

/// Reads the keys of a kind and then those that all kinds have.
pub(super) fn read<T>(
    document: &Document,
    site: &Site<'_>,
    out: &mut Vec<Diagnostic>,
    keys: impl FnOnce(&mut Fields<'_>) -> T,
) -> (Common, T) {
    let mut faults = Vec::new();
    let mut late = Vec::new();
    let mut fields = Fields::new(document, site, &mut faults);
    let read = keys(&mut fields);
    let common_fields = fields.finish(document, &mut late);
    out.append(&mut faults);
    out.append(&mut late);
    (common(common_fields, document, out), read)
}

/// Phases in a folder that has no `index.md` get a path all the same, so that they are published.
fn with_missing_paths(
    documents: &mut Vec<Arc<Document>>,
    sources: &mut Sources,
    out: &mut Vec<Diagnostic>,
) {
    let known: std::collections::HashSet<Arc<str>> = documents
        .iter()
        .filter(|document| document.kind == Kind::Path)
        .map(|document| document.id.clone())
        .collect();
    let mut missing: std::collections::BTreeMap<String, (String, crate::source::Span)> =
        Default::default();
    for phase in documents
        .iter()
        .filter(|document| document.kind == Kind::Phase)
    {
        let path = phase.id.split('/').next().unwrap_or_default();
        if !known.contains(path) {
            let file = &sources.get(phase.span.source).path;
            let folder = file
                .rsplit_once('/')
                .map_or("", |(folder, _)| folder)
                .to_owned();
            missing
                .entry(path.to_owned())
                .or_insert((folder, phase.span));
        }
    }
    for (path, (folder, span)) in missing {
        out.push(
            Diagnostic::new(
                Code::MissingKey,
                format!("the folder `{folder}` holds phases and no path"),
            )
            .at(span)
            .help(format!("write the path in `{folder}/index.md`")),
        );
        let source = sources.add(Source {
            path: format!("{folder}/index.md").into(),
            layer: "".into(),
            text: "".into(),
        });
        let mut table = crate::data::Table::default();
        let at = crate::source::Span::start_of(source);
        // A title, so that its absence isn't reported as a second fault.
        let _ = table.insert(
            Spanned::new("title".to_owned(), at),
            Spanned::new(crate::data::Value::String(path.clone()), at),
        );
        documents.push(Arc::new(Document {
            kind: Kind::Path,
            id: path.as_str().into(),
            order: None,
            name: path.into(),
            table,
            body: Arc::new(Body::empty(source)),
            span: at,
            is_row: false,
            overlay: None,
        }));
    }
}

/// Drops what was said already: a column of a table that no kind knows is met in every row.
fn told_once(out: &mut Vec<Diagnostic>) {
    let mut told = std::collections::HashSet::new();
    out.retain(|finding| told.insert((finding.code, finding.span(), finding.message.clone())));
    limit(out);
}

/// Of two things of one kind with one id the first counts, and both are named.
fn without_duplicates(
    documents: Vec<Arc<Document>>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> Vec<Arc<Document>> {
    let mut kept: Vec<Arc<Document>> = Vec::with_capacity(documents.len());
    // Two of one id may be apart: a number before a file's name moves it.
    let mut known: HashMap<(Kind, Arc<str>), usize> = HashMap::with_capacity(documents.len());
    for document in documents {
        let place = *known
            .entry((document.kind, document.id.clone()))
            .or_insert(kept.len());
        match kept.get(place) {
            Some(before) => {
                let first = sources.position(before.span);
                out.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        format!(
                            "two {}s have the id `{}`: `{}` and `{}`",
                            document.kind.name(),
                            document.id,
                            called(before, sources),
                            called(&document, sources)
                        ),
                    )
                    .at(document.span)
                    .label(before.span, "the other one")
                    .note(format!(
                        "the other one is in {}:{}, and is the one that is published",
                        sources.get(before.span.source).path,
                        first.line
                    ))
                    .help("give one of them another name"),
                );
            }
            None => kept.push(document),
        }
    }
    kept
}

/// What tells two of one id apart: their files, or the ids of their rows.
fn called<'a>(document: &'a Document, sources: &'a Sources) -> &'a str {
    match document.is_row {
        true => &document.name,
        false => &sources.get(document.span.source).path,
    }
}

/// The number of each document's thing: its place among those of its kind.
fn number(documents: &[Arc<Document>]) -> Vec<Thing> {
    let mut counts: HashMap<Kind, usize> = HashMap::new();
    documents
        .iter()
        .map(|document| {
            let count = counts.entry(document.kind).or_default();
            *count += 1;
            Thing::new(document.kind, *count - 1)
        })
        .collect()
}

fn name_all(documents: &[Arc<Document>], things: &[Thing], sources: &Sources, names: &mut Names) {
    names.reserve(documents.len());
    for (document, thing) in documents.iter().zip(things) {
        names.add(*thing, document);
        let parts = document
            .overlay
            .iter()
            .flat_map(|overlay| &overlay.documents);
        let files = std::iter::once((document.is_row, document.span))
            .chain(parts.map(|part| (part.is_row, part.span)));
        for (_, span) in files.filter(|(is_row, _)| !is_row) {
            names.add_file(sources.get(span.source).path.clone(), *thing);
        }
    }
    for (document, thing) in documents.iter().zip(things) {
        for former in peek_texts(&document.table, "was") {
            names.add_alias(&slug(&former), *thing);
        }
    }
}
