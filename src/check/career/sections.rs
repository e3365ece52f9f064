//! Sections that are empty, and sections that a kind lives from and that aren't there.

use crate::diagnostic::{Code, Diagnostic};
use crate::markdown::{Block, Item, Outline};
use crate::model::{Common, Packet, Phase, State, Thing};
use crate::settings::TypedHeading;
use crate::site::Site;
use rayon::prelude::*;
use std::ops::Range;

/// Reports headings with nothing beneath them, in all kinds but plain pages. The template of a
/// packet is there to be filled in by others, so only its evidence is looked at.
pub(in crate::check) fn empty(site: &Site) -> Vec<Diagnostic> {
    let things: Vec<Thing> = site.model.things().collect();
    things
        .into_par_iter()
        .flat_map_iter(|thing| {
            let common = site.common(thing);
            let outline = &common.body.outline;
            let blocks = match thing {
                Thing::Page(_) => 0..0,
                Thing::Packet(id) => match &site.model.packets[id].evidence {
                    // The heading itself stands before its blocks.
                    Some(evidence) => evidence.blocks.start - 1..evidence.blocks.end,
                    None => 0..0,
                },
                _ => 0..outline.blocks.len(),
            };
            empty_within(site, common, blocks)
        })
        .collect()
}

fn empty_within(site: &Site, common: &Common, blocks: Range<usize>) -> Vec<Diagnostic> {
    let outline = &common.body.outline;
    let mut findings = Vec::new();
    // The last heading and whether anything stands beneath it so far.
    let mut open: Option<(usize, bool)> = None;
    for block in &outline.blocks[blocks] {
        match block {
            Block::Heading(next) => {
                if let Some((heading, false)) = open
                    && outline.headings[*next].level <= outline.headings[heading].level
                {
                    findings.push(finding(outline, heading));
                }
                open = Some((*next, false));
            }
            block => {
                if let Some((_, is_filled)) = &mut open {
                    *is_filled |= says_something(site, common, block);
                }
            }
        }
    }
    if let Some((heading, false)) = open {
        findings.push(finding(outline, heading));
    }
    findings
}

fn finding(outline: &Outline, heading: usize) -> Diagnostic {
    let heading = &outline.headings[heading];
    let name = match &heading.reference {
        Some(reference) => &reference.value,
        None => &heading.text,
    };
    Diagnostic::new(
        Code::EmptySection,
        format!("nothing stands beneath the heading `{name}`"),
    )
    .at(heading.span)
    .help("write what belongs there, or take the heading out")
}

/// Whether a reader sees anything of a block. A comment is a note to the author.
fn says_something(site: &Site, common: &Common, block: &Block) -> bool {
    match block {
        Block::Heading(_) => false,
        Block::List(list) => list.items.iter().any(item_says_something),
        Block::Table(table) => table
            .rows
            .iter()
            .flatten()
            .any(|cell| cell.start < cell.end),
        Block::Prose(span) => {
            let text = common.body.slice(*span, &site.sources).trim();
            let is_comment = text.starts_with("<!--") && text.ends_with("-->");
            !text.is_empty() && !is_comment
        }
    }
}

fn item_says_something(item: &Item) -> bool {
    item.text.start < item.text.end
        || item.tail.is_some()
        || item.notes.iter().any(item_says_something)
}

/// Reports things without the sections that their kind lives from.
pub(in crate::check) fn missing(site: &Site) -> Vec<Diagnostic> {
    let model = &site.model;
    let mut findings = Vec::new();
    for (_, path) in model
        .paths
        .iter()
        .filter(|(_, path)| path.phases.is_empty())
    {
        findings.push(
            lacking(&path.common, "has no phases")
                .help("write each phase as a file beside this one"),
        );
    }
    for (_, phase) in model.phases.iter() {
        missing_in_phase(site, phase, &mut findings);
    }
    for (_, packet) in model.packets.iter() {
        missing_in_packet(site, packet, &mut findings);
    }
    for (_, level) in model.levels.iter() {
        let expects = level
            .cells
            .iter()
            .any(|cell| cell.state != State::NotExpected || cell.step.is_some());
        if !expects {
            findings.push(
                lacking(&level.common, "expects nothing of anybody")
                    .help("set what it requires, like `requires.system-design = \"advanced\"`"),
            );
        }
    }
    findings
}

fn missing_in_phase(site: &Site, phase: &Phase, findings: &mut Vec<Diagnostic>) {
    let outline = &phase.common.body.outline;
    let names = &site.settings.headings;
    let has_heading = |kind| {
        let mut headings = outline.headings.iter();
        headings.any(|heading| names.is(kind, &heading.text))
    };
    let checks = [
        (TypedHeading::PhaseSkills, phase.skills.is_empty()),
        (TypedHeading::PhaseMetrics, phase.metrics.is_none()),
    ];
    for (kind, is_missing) in checks {
        // A heading with nothing beneath is reported as such.
        if is_missing && !has_heading(kind) {
            findings.push(no_section(&phase.common, names.name(kind)));
        }
    }
}

fn missing_in_packet(site: &Site, packet: &Packet, findings: &mut Vec<Diagnostic>) {
    if packet.evidence.is_none() {
        let name = site.settings.headings.name(TypedHeading::PacketEvidence);
        findings.push(no_section(&packet.common, name));
    }
}

fn no_section(common: &Common, name: &str) -> Diagnostic {
    lacking(common, &format!("has no section `{name}`")).help(format!(
        "write `## {name}` and beneath it what belongs there"
    ))
}

fn lacking(common: &Common, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::MissingSection,
        format!("the {} `{}` {what}", common.kind.name(), common.id),
    )
    .at(common.span)
}
