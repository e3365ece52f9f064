//! Links paths, phases and packets.

use super::fields::{Fields, Site};
use super::names::{Found, Reference};
use super::settle::read;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Kind};
use crate::markdown::{Outline, Section};
use crate::model::{Develop, Idx, LearningPath, Next, Packet, Phase, Skill, Thing};
use crate::settings::TypedHeading;
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

pub(super) fn settle(
    document: &Document,
    site: &Site<'_>,
    out: &mut Vec<Diagnostic>,
) -> LearningPath {
    // The text is read once the keys are; a closure finishes the thing when both are there.
    let (common, finish) = read(document, site, out, |fields| {
        let (prerequisites, requires) = prerequisites(fields);
        let (track, from, to) = (fields.one("track"), fields.one("from"), fields.one("to"));
        let timeline = fields.duration("timeline");
        let (difficulty, success_rate) = (fields.prose("difficulty"), fields.prose("success_rate"));
        let competencies = fields.many("competencies");
        let (archetypes, pitfalls) = (fields.many("archetypes"), fields.many("pitfalls"));
        let (resources, packet) = (fields.many("resources"), fields.one("packet"));
        let next = next(fields);
        let targets = targets(fields);
        let author = fields.text("author");
        let date = fields.reader.date("date").map(|date| date.value);
        let featured = fields.flag("featured");
        move |common| LearningPath {
            common,
            track,
            from,
            to,
            timeline,
            difficulty,
            success_rate,
            prerequisites,
            requires,
            competencies,
            archetypes,
            pitfalls,
            resources,
            packet,
            next,
            target_spans: targets.iter().map(|(skill, _, at)| (*skill, *at)).collect(),
            targets: targets
                .into_iter()
                .map(|(skill, step, _)| (skill, step))
                .collect(),
            author,
            date,
            featured,
            phases: Vec::new(),
            changes: None,
            next_steps: None,
            sections: Vec::new(),
        }
    });
    let mut path = finish(common);
    let outline = &path.common.body.outline;
    let mut typed = Typed::read(
        outline,
        site,
        &[TypedHeading::PathChanges, TypedHeading::PathNext],
    );
    path.changes = typed.take(TypedHeading::PathChanges);
    path.next_steps = typed.take(TypedHeading::PathNext);
    path.sections = typed.others;
    path
}

/// The sections of a text, told apart by their headings.
struct Typed {
    typed: Vec<(TypedHeading, Section)>,
    others: Vec<Section>,
}

impl Typed {
    /// A heading that stands twice is typed the first time only.
    fn read(outline: &Outline, site: &Site<'_>, types: &[TypedHeading]) -> Typed {
        let mut read = Typed {
            typed: Vec::new(),
            others: Vec::new(),
        };
        for section in outline.sections() {
            let text = &outline.heading(&section).text;
            let is_taken = |kind: TypedHeading| read.typed.iter().any(|(taken, _)| *taken == kind);
            let kind = types
                .iter()
                .copied()
                .find(|kind| site.settings.headings.is(*kind, text) && !is_taken(*kind));
            match kind {
                Some(kind) => read.typed.push((kind, section)),
                None => read.others.push(section),
            }
        }
        read
    }

    fn take(&mut self, kind: TypedHeading) -> Option<Section> {
        let place = self.typed.iter().position(|(typed, _)| *typed == kind)?;
        Some(self.typed.swap_remove(place).1)
    }
}

/// What one brings along: words, or paths that come before.
fn prerequisites(fields: &mut Fields<'_>) -> (Vec<Box<str>>, Vec<Spanned<Idx<LearningPath>>>) {
    let mut words = Vec::new();
    let mut requires = Vec::new();
    for text in fields.reader.texts("prerequisites") {
        let is_reference = text.value.starts_with("[[")
            && text.value.ends_with("]]")
            && !text.value.contains("var:");
        let bare = text.value.trim_start_matches("[[").trim_end_matches("]]");
        let reference = Reference::read(bare.split('|').next().unwrap_or_default());
        let is_path = reference.kind == Some(Kind::Path)
            || (is_reference && reference.kind.is_none())
            || (!bare.contains(' ')
                && matches!(
                    fields.site.names.find(reference, Some(Kind::Path)),
                    Found::Thing(_)
                ));
        if is_path {
            if let Some(path) = fields.thing::<LearningPath>(bare, text.span) {
                requires.push(Spanned::new(path, text.span));
            }
        } else {
            fields.check_prose(&text);
            words.push(text.value.into());
        }
    }
    (words, requires)
}

fn next(fields: &mut Fields<'_>) -> Vec<Next> {
    let mut next = Vec::new();
    for text in fields.reader.texts("next") {
        match fields.find(&text.value, text.span, Kind::Path) {
            Some(Found::Thing(Thing::Path(path))) => next.push(Next::Path(path)),
            Some(Found::Planned(name)) => next.push(Next::Planned(name.into())),
            _ => {}
        }
    }
    next
}

/// The targets that the file sets, and where it does, in the order of the skills.
fn targets(fields: &mut Fields<'_>) -> Vec<(Idx<Skill>, u8, Span)> {
    let mut steps = fields.steps("targets");
    steps.sort_by_key(|(skill, step, _)| (*skill, *step));
    steps
}

pub(super) fn settle_phase(
    document: &Document,
    site: &Site<'_>,
    out: &mut Vec<Diagnostic>,
) -> Phase {
    let path = document.id.split('/').next().unwrap_or_default().to_owned();
    let path = match site.names.find(Reference::read(&path), Some(Kind::Path)) {
        Found::Thing(Thing::Path(path)) => path,
        // Every phase has a path by now: one is made where the folder has none.
        _ => Idx::new(0),
    };
    let (common, (duration, skills, resources, after)) = read(document, site, out, |fields| {
        (
            fields.duration("duration"),
            fields.many::<Skill>("skills"),
            fields.many("resources"),
            fields.many("after"),
        )
    });
    let outline = &common.body.outline;
    let types = [
        TypedHeading::PhaseSkills,
        TypedHeading::PhaseProjects,
        TypedHeading::PhaseMetrics,
    ];
    let mut typed = Typed::read(outline, site, &types);
    let mut skills = skills;
    let mut develops = Vec::new();
    let learning = typed.take(TypedHeading::PhaseSkills);
    if let Some(section) = &learning {
        for section in outline.sections_in(section.blocks.clone()) {
            let heading = outline.heading(&section);
            let name = heading
                .reference
                .as_ref()
                .map_or(&*heading.text, |reference| &*reference.value);
            match site.names.find(Reference::read(name), Some(Kind::Skill)) {
                Found::Thing(Thing::Skill(skill)) => {
                    if !skills.contains(&skill) {
                        skills.push(skill);
                    }
                    develops.push(Develop { skill, section });
                }
                // A reference that leads nowhere is reported with all others.
                _ if heading.reference.is_some() => typed.others.push(section),
                _ => {
                    out.push(
                        Diagnostic::new(
                            Code::UnknownId,
                            format!("no skill is called `{}`", heading.text),
                        )
                        .at(heading.span)
                        .help("name a skill in the heading, like `### [[system-design]]`"),
                    );
                    typed.others.push(section);
                }
            }
        }
    }
    let projects = typed.take(TypedHeading::PhaseProjects);
    let metrics = typed.take(TypedHeading::PhaseMetrics);
    let taught = develops.iter().map(|part: &Develop| &part.section);
    distinct(outline, taught.chain(&metrics), out);
    Phase {
        path,
        duration,
        skills,
        resources,
        after,
        learning,
        develops,
        projects,
        metrics,
        sections: typed.others,
        common,
    }
}

/// Says which ids are pinned to two items of a phase: readers' ticks go by them.
fn distinct<'s>(
    outline: &Outline,
    sections: impl Iterator<Item = &'s Section>,
    out: &mut Vec<Diagnostic>,
) {
    let mut pinned: BTreeMap<&str, Span> = BTreeMap::new();
    let items = sections.flat_map(|section| outline.items(section.blocks.clone()));
    for id in items.filter_map(|item| item.id.as_ref()) {
        if let Some(first) = pinned.insert(&id.value, id.span) {
            out.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    format!("two items have the id `{}`", id.value),
                )
                .at(id.span)
                .label(first, "the other one")
                .help("give one of them another id"),
            );
        }
    }
}

pub(super) fn settle_packet(
    document: &Document,
    site: &Site<'_>,
    out: &mut Vec<Diagnostic>,
) -> Packet {
    let (common, level) = read(document, site, out, |fields| fields.one("level"));
    let mut typed = Typed::read(&common.body.outline, site, &[TypedHeading::PacketEvidence]);
    Packet {
        level,
        evidence: typed.take(TypedHeading::PacketEvidence),
        template: typed.others,
        paths: Vec::new(),
        common,
    }
}
