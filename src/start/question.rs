//! What is asked before something new is written.

use super::Wish;
use crate::data::Shape;
use crate::diagnostic::nearest;
use crate::document::{Kind, slug};
use crate::link::{Found, Reference};
use crate::model::{Idx, Level, Thing, Track};
use crate::site::Site;

/// A question for one key.
#[derive(Clone, Debug)]
pub struct Question {
    /// The key.
    pub path: String,
    /// What it holds, in words.
    pub means: String,
    /// What may be answered; empty where anything may.
    pub known: Vec<String>,
    /// What counts when nothing is answered.
    pub default: Vec<String>,
    /// Whether several may be answered.
    pub is_list: bool,
}

/// The keys that are asked for, kind by kind: those without which a page says little.
fn asked(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Track => &["title", "levels"],
        Kind::Level => &["title", "track", "includes", "code"],
        Kind::Skill => &["title", "area"],
        Kind::Path => &["title", "from", "to"],
        Kind::Phase => &["title", "skills", "duration"],
        Kind::Resource => &["title", "type", "by", "url", "skills"],
        Kind::Archetype => &["title", "levels", "skills"],
        Kind::Pitfall => &["title", "levels", "skills"],
        Kind::Packet => &["title", "level"],
        Kind::Page => &["title"],
    }
}

/// What is to be asked next, if anything.
pub fn next_question(site: &Site, wish: &Wish) -> Option<Question> {
    let mut paths = asked(wish.kind).iter();
    let path = *paths.find(|path| !wish.has(path))?;
    let key = wish.key(path)?;
    let known = match (key.names, path) {
        (Some(kind), _) => ids(site, kind),
        (None, "area") => areas(site),
        _ => key.choices().into_iter().map(str::to_owned).collect(),
    };
    Some(Question {
        path: path.to_owned(),
        means: key.words.map_or(path, |words| words.means).to_owned(),
        default: default(site, wish, path, &known),
        is_list: key.shape == Shape::Texts && path != "includes",
        known,
    })
}

/// The answer as it is to be written, if it is one.
///
/// # Errors
/// What is wrong with it, in a line.
pub fn accepted(
    site: &Site,
    wish: &Wish,
    question: &Question,
    answer: &str,
) -> Result<String, String> {
    let key = wish.key(&question.path);
    if let Some(kind) = key.and_then(|key| key.names) {
        return match site.names.find(Reference::read(answer), Some(kind)) {
            Found::Thing(_) | Found::Planned(_) | Found::Hidden(_) => Ok(answer.to_owned()),
            _ => Err(no_such(
                kind.name(),
                answer,
                site.names.nearest(answer, Some(kind)),
            )),
        };
    }
    if question.known.is_empty() || question.known.contains(&slug(answer).into_owned()) {
        return Ok(answer.to_owned());
    }
    let near = nearest(answer, question.known.iter().map(String::as_str));
    Err(no_such(&question.path, answer, near.map(str::to_owned)))
}

fn no_such(what: &str, answer: &str, near: Option<String>) -> String {
    let near = near.map(|near| format!("; did you mean `{near}`?"));
    format!("no {what} is called `{answer}`{}", near.unwrap_or_default())
}

fn ids(site: &Site, kind: Kind) -> Vec<String> {
    let things = site.model.things().filter(|thing| thing.kind() == kind);
    things
        .map(|thing| site.common(thing).id.to_string())
        .collect()
}

fn areas(site: &Site) -> Vec<String> {
    let areas = &site.settings.areas;
    areas.iter().map(|area| area.id.value.clone()).collect()
}

fn default(site: &Site, wish: &Wish, path: &str, known: &[String]) -> Vec<String> {
    let model = &site.model;
    let level = |id: Idx<Level>| model.levels[id].common.id.to_string();
    let found = match (wish.kind, path) {
        (_, "title") => Some(in_words(&wish.id)),
        (Kind::Level, "track") | (Kind::Skill, "area") if known.len() == 1 => {
            known.first().cloned()
        }
        (Kind::Level, "includes") => track(site, wish)
            .and_then(|track| model.tracks[track].levels.last())
            .map(|top| level(*top)),
        (Kind::Path, "from") => next_step(site).map(|(from, _)| level(from)),
        (Kind::Path, "to") => match wish.one("from") {
            Some(from) => above(site, from).map(level),
            None => None,
        },
        (Kind::Phase, "skills") => undeveloped(site, wish),
        (Kind::Packet, "level") => model
            .levels
            .iter()
            .rfind(|(_, level)| level.packets.is_empty())
            .map(|(id, _)| level(id)),
        _ => None,
    };
    found.into_iter().collect()
}

fn track(site: &Site, wish: &Wish) -> Option<Idx<Track>> {
    match site
        .names
        .find(Reference::read(wish.one("track")?), Some(Kind::Track))
    {
        Found::Thing(Thing::Track(track)) => Some(track),
        _ => None,
    }
}

/// The first two neighbours on a track that no path leads from one to the other of.
fn next_step(site: &Site) -> Option<(Idx<Level>, Idx<Level>)> {
    let model = &site.model;
    let steps = model.tracks.iter().flat_map(|(_, track)| {
        let levels = track.levels.windows(2);
        levels.filter_map(|pair| Some((*pair.first()?, *pair.last()?)))
    });
    let mut steps = steps.into_iter();
    steps.find(|(from, to)| {
        let paths = model.levels[*from].paths_from.iter();
        !paths
            .into_iter()
            .any(|path| model.paths[*path].to == Some(*to))
    })
}

fn above(site: &Site, level: &str) -> Option<Idx<Level>> {
    let Found::Thing(Thing::Level(level)) =
        site.names.find(Reference::read(level), Some(Kind::Level))
    else {
        return None;
    };
    let (track, rank) = site.model.levels[level].track?;
    site.model.tracks[track].levels.get(rank + 1).copied()
}

/// The first skill that the phase's path aims at and no phase of it develops.
fn undeveloped(site: &Site, wish: &Wish) -> Option<String> {
    let model = &site.model;
    let path = wish.id.split('/').next().unwrap_or_default();
    let Found::Thing(Thing::Path(path)) = site.names.find(Reference::read(path), Some(Kind::Path))
    else {
        return None;
    };
    let path = &model.paths[path];
    let developed = |skill| {
        let mut phases = path.phases.iter();
        phases.any(|phase| model.phases[*phase].skills.contains(&skill))
    };
    let targets = path.targets.iter().map(|(skill, _)| *skill);
    let mut wanted = path.competencies.iter().copied().chain(targets);
    let skill = wanted.find(|skill| !developed(*skill))?;
    Some(model.skills[skill].common.id.to_string())
}

/// An id as a title: `system-design` is "System design".
fn in_words(id: &str) -> String {
    let name = id.strip_suffix("/index").unwrap_or(id);
    let name = name
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .replace('-', " ");
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
