//! Links a level: what its own file says; what it includes is counted in later.

use super::fields::{Fields, Site};
use super::settle::read;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Document, Kind};
use crate::link::names::{Found, Reference};
use crate::markdown::{Block, Heading, Item, Section};
use crate::model::{Common, Idx, Level, Need, Skill, State, Statement, Thing};
use crate::overlay::statement_key;
use crate::source::{Sources, Span};
use std::collections::BTreeMap;

/// What a level's own file says of each skill.
#[derive(Debug, Default)]
pub(super) struct Own {
    pub cells: BTreeMap<Idx<Skill>, OwnCell>,
}

/// What a level's own file says of one skill.
#[derive(Debug, Default)]
pub(super) struct OwnCell {
    pub step: Option<(u8, Need)>,
    pub state: Option<State>,
    /// In order; the level and the skill are filled in when the levels have their numbers.
    pub statements: Vec<OwnStatement>,
    /// The key or the heading that speaks of it.
    pub span: Option<Span>,
    pub sections: Vec<Section>,
}

/// A statement of a level's own file.
#[derive(Debug)]
pub(super) struct OwnStatement {
    pub id: Box<str>,
    pub is_pinned: bool,
    pub text: Span,
    pub item: (usize, usize),
    pub key: u128,
}

impl OwnStatement {
    pub fn settled(self, level: Idx<Level>, skill: Idx<Skill>) -> Statement {
        Statement {
            id: self.id,
            is_pinned: self.is_pinned,
            level,
            skill,
            text: self.text,
            item: self.item,
            key: self.key,
        }
    }
}

pub(super) fn settle(
    document: &Document,
    site: &Site<'_>,
    sources: &Sources,
    out: &mut Vec<Diagnostic>,
) -> (Level, Own) {
    let mut own = Own::default();
    let (common, keys) = read(document, site, out, |fields| {
        steps(fields, &mut own);
        states(fields, &mut own);
        (
            fields.one("track"),
            fields.text("code"),
            fields.texts("equivalents"),
            fields.many("includes"),
            fields.prose("scope"),
            fields.duration("typical_time").map(|time| time.value),
            fields.flag("career_level"),
        )
    });
    let (track, code, equivalents, includes, scope, typical_time, career_level) = keys;
    let (skills, sections) = sections(&common, site);
    statements(&common, skills, sources, &mut own, out);
    let level = Level {
        common,
        // Its place on the track follows when all tracks are known.
        track: track.map(|track| (track, usize::MAX)),
        code,
        equivalents,
        includes,
        scope,
        typical_time,
        career_level,
        cells: Vec::new(),
        sections,
        paths_from: Vec::new(),
        paths_to: Vec::new(),
        archetypes: Vec::new(),
        pitfalls: Vec::new(),
        packets: Vec::new(),
    };
    (level, own)
}

fn steps(fields: &mut Fields<'_>, own: &mut Own) {
    for (key, need) in [("requires", Need::Required), ("optional", Need::Optional)] {
        for (skill, step, span) in fields.steps(key) {
            let cell = own.cells.entry(skill).or_default();
            if cell.step.is_some() {
                fields.faults.push(
                    Diagnostic::new(Code::DuplicateKey, "this skill has a step already")
                        .at(span)
                        .help("keep one of the two keys"),
                );
                continue;
            }
            cell.step = Some((step, need));
            cell.span = Some(span);
        }
    }
}

fn states(fields: &mut Fields<'_>, own: &mut Own) {
    for (name, value) in fields.reader.texts_table("state") {
        let Some(skill) = fields.thing::<Skill>(&name.value, name.span) else {
            continue;
        };
        match State::named(&value.value) {
            Some(state) => {
                let cell = own.cells.entry(skill).or_default();
                cell.state = Some(state);
                cell.span.get_or_insert(name.span);
            }
            None => fields.faults.push(
                Diagnostic::new(
                    Code::BadValue,
                    format!("`{}` is no state of a cell", value.value),
                )
                .at(value.span)
                .help("write `expected`, `same`, `not-expected` or `undefined`"),
            ),
        }
    }
}

/// The statements under each heading that names a skill, at whatever rank it stands: a level may
/// group its skills.
fn statements(
    common: &Common,
    skills: Vec<(Idx<Skill>, Section)>,
    sources: &Sources,
    own: &mut Own,
    out: &mut Vec<Diagnostic>,
) {
    let outline = &common.body.outline;
    let mut pinned: BTreeMap<Box<str>, Span> = BTreeMap::new();
    for (skill, section) in skills {
        let cell = own.cells.entry(skill).or_default();
        cell.span.get_or_insert(outline.heading(&section).span);
        let statements = outline.opening_in(section.blocks.clone());
        cell.sections.push(section);
        for block in statements {
            let Block::List(list) = &outline.blocks[block] else {
                continue;
            };
            for (place, item) in list.items.iter().enumerate() {
                let text = common.body.slice(item.text, sources);
                let statement = statement(item, text, (block, place));
                if let Some(id) = &item.id
                    && let Some(first) = pinned.insert(id.value.clone(), id.span)
                {
                    out.push(
                        Diagnostic::new(
                            Code::DuplicateId,
                            format!("two statements have the id `{}`", id.value),
                        )
                        .at(id.span)
                        .label(first, "the other one")
                        .help("give one of them another id"),
                    );
                }
                cell.statements.push(statement);
            }
        }
    }
}

fn statement(item: &Item, text: &str, place: (usize, usize)) -> OwnStatement {
    let key = statement_key(text);
    let (id, is_pinned) = match &item.id {
        Some(id) => (id.value.clone(), true),
        None => (format!("s-{:08x}", key as u32).into(), false),
    };
    OwnStatement {
        id,
        is_pinned,
        text: item.text,
        item: place,
        key,
    }
}

/// The sections of a level whose headings are skills (a reference, or a skill's title or id), and
/// all others. A heading that only groups skills is neither.
fn sections(common: &Common, site: &Site<'_>) -> (Vec<(Idx<Skill>, Section)>, Vec<Section>) {
    let outline = &common.body.outline;
    let (mut skills, mut others) = (Vec::new(), Vec::new());
    let mut open = outline.sections();
    open.reverse();
    while let Some(section) = open.pop() {
        if let Some(skill) = skill_of(outline.heading(&section), site) {
            skills.push((skill, section));
            continue;
        }
        let is_group = outline.blocks[section.blocks.clone()].iter().any(|block| {
            matches!(block, Block::Heading(inner) if skill_of(&outline.headings[*inner], site).is_some())
        });
        if !is_group {
            others.push(section);
            continue;
        }
        open.extend(
            outline
                .sections_in(section.blocks.clone())
                .into_iter()
                .rev(),
        );
        let opening = Section {
            heading: section.heading,
            blocks: outline.opening_in(section.blocks),
        };
        if !opening.blocks.is_empty() {
            others.push(opening);
        }
    }
    (skills, others)
}

/// The skill that a heading names. A reference that leads nowhere is reported with all others.
fn skill_of(heading: &Heading, site: &Site<'_>) -> Option<Idx<Skill>> {
    let reference = heading.reference.as_ref();
    let name = reference.map_or(&*heading.text, |reference| &*reference.value);
    match site.names.find(Reference::read(name), Some(Kind::Skill)) {
        Found::Thing(Thing::Skill(skill)) => Some(skill),
        _ => None,
    }
}
