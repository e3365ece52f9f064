//! The text of a thing as sections of lines.

use super::{Line, LineKind, Name, Section, SectionName};
use crate::markdown::{Block, Item};
use crate::model::{Common, Model, Thing};
use crate::source::{Sources, Span};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Stands before each note beneath an item.
const NOTE: &str = " \u{2022} ";

/// What the sections of a text depend on beside the text.
#[derive(PartialEq, Eq)]
pub struct Plan {
    /// The skills that headings of a level name, by the number of the heading.
    skills: HashMap<usize, Name>,
    /// The heading that is the title.
    title: Option<usize>,
}

impl Plan {
    pub(super) fn of(model: &Model, thing: Thing) -> Plan {
        let mut skills = HashMap::new();
        if let Thing::Level(id) = thing {
            for cell in &model.levels[id].cells {
                for section in &cell.sections {
                    skills.insert(section.heading, Name::of(model, cell.skill));
                }
            }
        }
        let title = match thing {
            Thing::Page(id) => model.pages[id].title_block,
            _ => None,
        };
        Plan { skills, title }
    }
}

/// The sections of a thing's text in order; one whose heading stands twice is one.
pub(super) fn sections(common: &Common, sources: &Sources, plan: &Plan) -> Vec<Section> {
    let outline = &common.body.outline;
    if outline.blocks.is_empty() {
        return Vec::new();
    }
    let Plan { skills, title } = plan;
    let mut places: BTreeMap<SectionName, usize> = BTreeMap::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Vec<(u8, Heading)> = Vec::new();
    for (place, block) in outline.blocks.iter().enumerate() {
        if let Block::Heading(number) = block {
            if Some(place) == *title {
                continue;
            }
            let heading = &outline.headings[*number];
            open.retain(|(rank, _)| *rank < heading.level);
            open.push((
                heading.level,
                match skills.get(number) {
                    Some(skill) => Heading::Skill(skill.clone()),
                    None => Heading::Words(heading_text(heading)),
                },
            ));
            continue;
        }
        let name = name(&open);
        let is_statement = name.skill.is_some() && name.path.is_empty();
        let lines = lines(common, sources, block, is_statement);
        if !lines.is_empty() {
            let at = *places.entry(name.clone()).or_insert_with(|| {
                sections.push(Section {
                    name,
                    lines: Vec::new(),
                });
                sections.len() - 1
            });
            sections[at].lines.extend(lines);
        }
    }
    sections
}

enum Heading {
    Skill(Name),
    Words(Arc<str>),
}

fn heading_text(heading: &crate::markdown::Heading) -> Arc<str> {
    match &heading.reference {
        Some(reference) => format!("[[{}]]", reference.value).into(),
        None => heading
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
    }
}

/// How the headings above a skill group it means nothing.
fn name(open: &[(u8, Heading)]) -> SectionName {
    let mut name = SectionName::default();
    for (_, heading) in open {
        match heading {
            Heading::Skill(skill) => {
                name.skill = Some(skill.clone());
                name.path.clear();
            }
            Heading::Words(words) => name.path.push(words.clone()),
        }
    }
    name
}

fn lines(common: &Common, sources: &Sources, block: &Block, is_statement: bool) -> Vec<Line> {
    let text = |span: Span| one_line(common.body.slice(span, sources));
    let line = |kind, text: String, pin: Option<&str>| Line {
        kind,
        text: text.into(),
        pin: pin.map(Arc::from),
    };
    let mut lines = match block {
        Block::Heading(_) => Vec::new(),
        Block::Prose(span) => vec![line(LineKind::Paragraph, text(*span), None)],
        Block::Table(table) => std::iter::once(&table.head)
            .chain(&table.rows)
            .map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| text(*cell)).collect();
                line(LineKind::Row, cells.join(" | "), None)
            })
            .collect(),
        Block::List(list) => {
            let kind = match is_statement {
                true => LineKind::Statement,
                false => LineKind::Item,
            };
            let items = list.items.iter().map(|item| {
                let mut words = String::new();
                item_text(item, &text, &mut words);
                let pin = item.id.as_ref().map(|id| &*id.value);
                line(kind, words, pin)
            });
            items.collect()
        }
    };
    // What only authors see says nothing.
    lines.retain(|line| !line.text.is_empty() && !line.text.starts_with("<!--"));
    lines
}

fn item_text(item: &Item, text: &impl Fn(Span) -> String, out: &mut String) {
    out.push_str(&text(item.text));
    for note in &item.notes {
        out.push_str(NOTE);
        item_text(note, text, out);
    }
    if let Some(tail) = item.tail {
        out.push(' ');
        out.push_str(&text(tail));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
