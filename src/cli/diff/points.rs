//! What is told of each thing, in order, before it is text or Markdown.

use super::Report;
use super::details::{counts, detail};
use super::wording::{counted, field, kind_heading, listed, noun, step, value};
use crate::compare::{
    FieldChange, LineChange, LineKind, Listed, Name, Part, SectionName, ThingChange, Value, What,
    words,
};
use std::collections::{BTreeMap, HashMap};

/// All that is told of one kind.
pub(in crate::cli) struct Group {
    pub heading: &'static str,
    pub cards: Vec<Card>,
}

/// All that is told of one thing.
pub(in crate::cli) struct Card {
    pub title: String,
    pub name: Name,
    /// What became of the thing as a whole: "is new, with 3 statements".
    pub whole: Option<String>,
    pub points: Vec<Point>,
}

/// One matter: a field, a skill, a section.
pub(in crate::cli) struct Point {
    pub subject: String,
    /// Whether the subject and what is said are one sentence: "Writing rises from …".
    pub is_sentence: bool,
    pub said: Vec<Part>,
    pub details: Vec<Detail>,
}

/// One line of text that changed.
pub(in crate::cli) struct Detail {
    pub what: What,
    pub parts: Vec<Part>,
    /// What else is to be said of it: where it stood.
    pub note: Option<String>,
}

/// What changed in one thing.
#[derive(Default)]
struct Matters<'a> {
    thing: Option<&'a ThingChange>,
    lines: Vec<&'a LineChange>,
    /// Lines that stand in another thing now.
    left: Vec<&'a LineChange>,
}

/// Everything that is to be told.
pub(super) fn groups(report: &Report) -> Vec<Group> {
    let mut order: Vec<&Name> = Vec::new();
    let mut matters: HashMap<&Name, Matters<'_>> = HashMap::new();
    for change in &report.changes.things {
        order.push(&change.name);
        matters.entry(&change.name).or_default().thing = Some(change);
    }
    for name in report.changes.renamed.0.values() {
        order.push(name);
        matters.entry(name).or_default();
    }
    for change in &report.changes.lines {
        let Some(spot) = change.spot() else { continue };
        order.push(&spot.thing);
        matters.entry(&spot.thing).or_default().lines.push(change);
        if let Some((old, _)) = change
            .old
            .as_ref()
            .filter(|(old, _)| old.thing != spot.thing)
        {
            order.push(&old.thing);
            matters.entry(&old.thing).or_default().left.push(change);
        }
    }
    let followers = followers(report);
    let mut groups: Vec<Group> = Vec::new();
    let mut cards: BTreeMap<usize, Vec<Card>> = BTreeMap::new();
    let mut kinds: Vec<&'static str> = Vec::new();
    order.sort_by_key(|name| report.place(name));
    for name in order {
        let Some(matter) = matters.remove(name) else {
            continue;
        };
        let rank = kinds.iter().position(|kind| *kind == name.kind);
        let rank = rank.unwrap_or_else(|| {
            kinds.push(name.kind);
            kinds.len() - 1
        });
        if let Some(card) = card(report, name, &matter, &followers) {
            cards.entry(rank).or_default().push(card);
        }
    }
    let mut ranks: Vec<usize> = (0..kinds.len()).collect();
    ranks.sort_by_key(|rank| KINDS.iter().position(|kind| *kind == kinds[*rank]));
    for rank in ranks {
        if let Some(cards) = cards.remove(&rank) {
            groups.push(Group {
                heading: kind_heading(kinds[rank]),
                cards,
            });
        }
    }
    groups
}

/// The order in which kinds are told: what people are asked for comes first.
const KINDS: [&str; 13] = [
    "level",
    "track",
    "skill",
    "path",
    "phase",
    "resource",
    "archetype",
    "pitfall",
    "packet",
    "page",
    "scale",
    "area",
    "site",
];

/// Levels whose steps follow that of another one, by that level and the skill.
type Followers<'a> = HashMap<(&'a Name, Option<&'a Name>), Vec<&'a Name>>;

fn followers(report: &Report) -> Followers<'_> {
    let mut followers: Followers<'_> = HashMap::new();
    for thing in &report.changes.things {
        for field in &thing.fields {
            if let Some(origin) = &field.follows {
                let key = (origin, field.name.about.as_ref());
                followers.entry(key).or_default().push(&thing.name);
            }
        }
    }
    followers
}

fn card(
    report: &Report,
    name: &Name,
    matter: &Matters<'_>,
    followers: &Followers<'_>,
) -> Option<Card> {
    let what = matter.thing.map(ThingChange::what);
    let mut card = Card {
        title: report.title(name),
        name: name.clone(),
        whole: None,
        points: Vec::new(),
    };
    match what {
        Some(What::Added) => {
            card.whole = Some(whole("is new", name, &matter.lines, What::Added));
            let moved: Vec<&LineChange> = matter
                .lines
                .iter()
                .copied()
                .filter(|change| change.what() != What::Added)
                .collect();
            card.points = sections(report, name, &[], &moved, &[], followers);
        }
        Some(What::Removed) => {
            card.whole = Some(whole("is gone", name, &matter.lines, What::Removed));
            card.points = sections(report, name, &[], &[], &matter.left, followers);
        }
        _ => {
            let was = report.changes.renamed.old_name(name);
            card.whole = was.map(|was| format!("has the id `{}`, was `{}`", name.id, was.id));
            let fields = matter.thing.map_or(&[][..], |thing| &thing.fields);
            if let Some(thing) = matter.thing {
                card.points.extend(title(report, thing));
                card.points.extend(headings(report, thing));
            }
            let others = fields.iter().filter(|change| !is_step(change));
            card.points
                .extend(others.map(|change| self::plain_field(report, change)));
            let steps: Vec<&FieldChange> = fields
                .iter()
                .filter(|change| is_step(change) && change.follows.is_none())
                .collect();
            let points = sections(report, name, &steps, &matter.lines, &matter.left, followers);
            card.points.extend(points);
            if card.points.is_empty() && card.whole.is_none() {
                return None;
            }
        }
    }
    Some(card)
}

fn is_step(change: &FieldChange) -> bool {
    matches!(
        change.new.as_ref().or(change.old.as_ref()),
        Some(Value::Step(_))
    ) && &*change.name.key == "requires"
}

/// "is new, with 3 statements and 1 paragraph"
fn whole(verb: &str, name: &Name, lines: &[&LineChange], what: What) -> String {
    let mut counts: BTreeMap<LineKind, usize> = BTreeMap::new();
    let sides = lines.iter().filter(|change| change.what() == what);
    for (_, line) in sides.filter_map(|change| change.new.as_ref().or(change.old.as_ref())) {
        *counts.entry(line.kind).or_default() += 1;
    }
    let counts: Vec<String> = counts
        .into_iter()
        .map(|(kind, count)| counted(count, noun(kind)))
        .collect();
    match counts.is_empty() || name.kind == "site" {
        true => verb.to_owned(),
        false => format!("{verb}, with {}", counts.join(", ")),
    }
}

fn title(report: &Report, thing: &ThingChange) -> Option<Point> {
    let (old, new) = (thing.old_title.as_ref()?, thing.new_title.as_ref()?);
    // Two levels have two titles, which the heading tells.
    (old != new && !report.is_of_levels()).then(|| Point {
        subject: "Title".to_owned(),
        is_sentence: false,
        said: words(old, new),
        details: Vec::new(),
    })
}

fn headings(report: &Report, thing: &ThingChange) -> Vec<Point> {
    let point = |(old, new): &(SectionName, SectionName)| {
        let name = |section| report.section(section).unwrap_or_default();
        Point {
            subject: "Heading".to_owned(),
            is_sentence: false,
            said: words(&name(old), &name(new)),
            details: Vec::new(),
        }
    };
    thing.sections.iter().map(point).collect()
}

fn plain_field(report: &Report, change: &FieldChange) -> Point {
    let in_words = |side: &Option<Value>| side.as_ref().map(|side| value(report, side));
    let said = match Listed::between(change.old.as_ref(), change.new.as_ref()) {
        Some(list) => vec![Part::Same(listed(report, &list))],
        None => match (in_words(&change.old), in_words(&change.new)) {
            (Some(old), Some(new)) => words(&old, &new),
            (Some(old), None) => vec![Part::Removed(old)],
            (None, Some(new)) => vec![Part::Added(new)],
            (None, None) => Vec::new(),
        },
    };
    Point {
        subject: field(report, change),
        is_sentence: false,
        said,
        details: Vec::new(),
    }
}

/// What is told under one heading.
#[derive(Default)]
struct InSection<'a> {
    step: Option<&'a FieldChange>,
    lines: Vec<&'a LineChange>,
    left: Vec<&'a LineChange>,
}

fn sections(
    report: &Report,
    name: &Name,
    steps: &[&FieldChange],
    lines: &[&LineChange],
    left: &[&LineChange],
    followers: &Followers<'_>,
) -> Vec<Point> {
    let mut order: Vec<SectionName> = Vec::new();
    let mut matters: HashMap<SectionName, InSection<'_>> = HashMap::new();
    for change in steps {
        let section = SectionName {
            skill: change.name.about.clone(),
            path: Vec::new(),
        };
        matters.entry(section.clone()).or_default().step = Some(change);
        order.push(section);
    }
    for change in lines {
        let Some(spot) = change.spot() else { continue };
        matters
            .entry(spot.section.clone())
            .or_default()
            .lines
            .push(change);
        order.push(spot.section.clone());
    }
    for change in left {
        let Some((spot, _)) = &change.old else {
            continue;
        };
        matters
            .entry(spot.section.clone())
            .or_default()
            .left
            .push(change);
        order.push(spot.section.clone());
    }
    let mut points = Vec::new();
    for section in order {
        if let Some(matter) = matters.remove(&section) {
            points.push(point(report, name, &section, &matter, followers));
        }
    }
    points
}

fn point(
    report: &Report,
    name: &Name,
    section: &SectionName,
    matter: &InSection<'_>,
    followers: &Followers<'_>,
) -> Point {
    let mut said: Vec<String> = Vec::new();
    if let Some(change) = matter.step {
        let mut sentence = step(change);
        if let Some(also) = followers.get(&(name, change.name.about.as_ref())) {
            let also: Vec<String> = also.iter().map(|level| report.title(level)).collect();
            sentence.push_str(&format!(" (and so at {})", also.join(", ")));
        }
        said.push(sentence);
    }
    said.extend(counts(&matter.lines));
    let mut places: BTreeMap<(String, &'static str), usize> = BTreeMap::new();
    for change in &matter.left {
        if let Some((spot, line)) = &change.new {
            *places
                .entry((report.title(&spot.thing), noun(line.kind)))
                .or_default() += 1;
        }
    }
    let left = places.into_iter();
    said.extend(
        left.map(|((place, noun), count)| format!("{} moved to {place}", counted(count, noun))),
    );
    Point {
        subject: report.section(section).unwrap_or_else(|| "Text".to_owned()),
        is_sentence: matter.step.is_some(),
        said: vec![Part::Same(said.join("; "))],
        details: matter
            .lines
            .iter()
            .map(|change| detail(report, change))
            .collect(),
    }
}
