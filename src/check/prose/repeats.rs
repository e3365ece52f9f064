//! Statements that stand word for word in several places.

use crate::diagnostic::{Code, Diagnostic};
use crate::link::statement_key;
use crate::markdown::{Item, Section};
use crate::model::{Common, Thing};
use crate::site::Site;
use crate::source::Span;
use rayon::prelude::*;

/// Items of so few words are names (`Code review`), and may stand in several lists.
const SHORTEST: usize = 4;
/// So many of the places are pointed at.
const MOST: usize = 5;

/// One sentence of a list.
struct Said {
    key: u128,
    /// Its place in reading order: levels, then skills, then phases.
    order: (usize, usize),
    span: Span,
}

/// Reports statements of levels, items of skill steps and items of phases that say the same in
/// several places: once for all of them, at the second place. What a level inherits stands in one
/// file only and is no repeat.
pub(in crate::check) fn repeated(site: &Site) -> Vec<Diagnostic> {
    let mut things: Vec<Thing> = Vec::new();
    things.extend(site.model.levels.ids().map(Thing::from));
    things.extend(site.model.skills.ids().map(Thing::from));
    things.extend(site.model.phases.ids().map(Thing::from));
    let mut said: Vec<Said> = things
        .par_iter()
        .enumerate()
        .flat_map_iter(|(place, thing)| said_by(site, *thing, place))
        .collect();
    said.par_sort_unstable_by_key(|said| (said.key, said.order));
    said.chunk_by(|a, b| a.key == b.key)
        .filter(|same| same.len() > 1)
        .map(finding)
        .collect()
}

fn said_by(site: &Site, thing: Thing, place: usize) -> Vec<Said> {
    let model = &site.model;
    let common = site.common(thing);
    let mut said = Vec::new();
    match thing {
        Thing::Level(_) => {
            let outline = &common.body.outline;
            add(
                site,
                common,
                outline.items(0..outline.blocks.len()),
                place,
                &mut said,
            );
        }
        Thing::Skill(id) => {
            let steps = model.skills[id].steps.iter().flatten();
            add_sections(site, common, steps, place, &mut said);
        }
        Thing::Phase(id) => {
            let phase = &model.phases[id];
            let sections = phase
                .develops
                .iter()
                .map(|develop| &develop.section)
                .chain(&phase.projects)
                .chain(&phase.metrics);
            add_sections(site, common, sections, place, &mut said);
        }
        _ => {}
    }
    said
}

fn add_sections<'a>(
    site: &Site,
    common: &'a Common,
    sections: impl Iterator<Item = &'a Section>,
    place: usize,
    said: &mut Vec<Said>,
) {
    for section in sections {
        let items = common.body.outline.items(section.blocks.clone());
        add(site, common, items, place, said);
    }
}

fn add<'a>(
    site: &Site,
    common: &Common,
    items: impl Iterator<Item = &'a Item>,
    place: usize,
    said: &mut Vec<Said>,
) {
    for item in items {
        let text = common.body.slice(item.text, &site.sources);
        if is_sentence(text) {
            said.push(Said {
                key: statement_key(text),
                order: (place, item.text.start as usize),
                span: item.text,
            });
        }
        add(site, common, item.notes.iter(), place, said);
    }
}

/// Whether an item says something of its own. A reference is a name of something else, and has
/// its place in every list that recommends it.
fn is_sentence(text: &str) -> bool {
    let mut words = 0;
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        words += rest[..open].split_whitespace().count();
        rest = match rest[open..].find("]]") {
            Some(close) => &rest[open + close + 2..],
            None => &rest[open + 2..],
        };
    }
    words += rest.split_whitespace().count();
    // Scripts without blanks between words.
    let dense = text
        .chars()
        .filter(|c| ('\u{2E80}'..='\u{FAFF}').contains(c));
    words >= SHORTEST || dense.count() >= 2 * SHORTEST
}

fn finding(same: &[Said]) -> Diagnostic {
    let mut finding = Diagnostic::new(
        Code::RepeatedStatement,
        match same.len() {
            2 => "this stands word for word in another place".to_owned(),
            count => format!("this stands word for word in {count} places"),
        },
    )
    .at(same[1].span)
    .label(same[0].span, "here already")
    .help("keep it in one place, and say in the other what differs there");
    for other in same[2..].iter().take(MOST - 2) {
        finding = finding.label(other.span, "and here");
    }
    finding
}
