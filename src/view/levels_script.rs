//! What the browser needs to show the difference between any two levels of a track.
//!
//! It holds what the levels say, each statement once, and what the comparison found: which
//! statements of which two levels are the same in other words. The browser puts these together and
//! compares nothing itself, so that it can say nothing else than the pages do. A script and no JSON,
//! since a page that was opened from a folder can't ask for a file.

use super::prose;
use super::scope::{PageScope, Scope};
use super::skill::StepView;
use super::statement::in_parts;
use super::thing::dashed;
use super::way::ways;
use crate::compare::{Part, Row, Wordings, compare_with, words};
use crate::model::{Idx, LearningPath, Level, Need, Skill, State, Statement, Track};
use crate::route::{Choice, Root};
use crate::site::Site;
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// The words that the browser says.
const WORDS: [&str; 33] = [
    "to",
    "comma",
    "here",
    "count.changes",
    "count.resources",
    "difference.title",
    "difference.lead",
    "difference.none",
    "difference.short",
    "difference.between",
    "difference.reverse",
    "difference.tally-new",
    "difference.tally-raised",
    "difference.tally-lowered",
    "difference.tally-reworded",
    "difference.tally-moved",
    "difference.tally-gone",
    "difference.tally-same",
    "difference.new",
    "difference.reworded",
    "difference.moved",
    "difference.gone",
    "difference.moved-from",
    "difference.not-asked",
    "difference.stay",
    "difference.unchanged",
    "difference.step-new",
    "difference.step-required",
    "difference.step-optional",
    "difference.step-gone",
    "difference.way",
    "difference.develops",
    "nav.page",
];

/// The file, for the page beside it.
pub fn levels_script(site: &Arc<Site>, track: Idx<Track>, path: &str) -> Vec<u8> {
    let scope: Scope = Arc::new(PageScope::new(site.clone(), Root::of(path)));
    let choice = Choice::of(&site.model, track);
    let levels: Vec<Idx<Level>> = choice.own.iter().copied().chain(choice.others()).collect();
    let mut said = Said::new(&scope, &levels);
    let levels_data: Vec<Value> = levels.iter().map(|level| said.level(*level)).collect();
    let (pairs, found) = found(site, &choice, &levels, &said);
    let (paths, ways) = ways_between(&scope, &levels, &said);
    let data = json!({
        "language": site.settings.language,
        "words": in_words(&scope),
        "own": choice.own.len(),
        "levels": levels_data,
        "skills": said.skills,
        "steps": said.steps,
        "statements": said.statements,
        "pairs": pairs,
        "found": found,
        "paths": paths,
        "ways": ways,
    });
    let mut text = b"var waypostLevels = ".to_vec();
    // Neither a tree of values nor a list of bytes can refuse.
    let written = serde_json::to_writer(&mut text, &data);
    debug_assert!(written.is_ok());
    text.extend_from_slice(b";\n");
    text
}

/// Skills, in the order of the site, and steps and statements, as they are first said.
struct Said<'a> {
    scope: &'a Scope,
    /// Id, title and address of each.
    skills: Vec<Value>,
    by_skill: BTreeMap<Idx<Skill>, usize>,
    steps: Vec<String>,
    by_step: HashMap<String, usize>,
    /// A statement is its words as HTML; where there is more to it a list of them, of what stands
    /// beneath them, and of the first statement that says the same.
    statements: Vec<Value>,
    numbers: HashMap<(Idx<Skill>, u128, String, String), usize>,
    first: HashMap<(Idx<Skill>, u128), usize>,
    by_statement: HashMap<Idx<Statement>, usize>,
}

impl<'a> Said<'a> {
    fn new(scope: &'a Scope, levels: &[Idx<Level>]) -> Self {
        let model = &scope.site.model;
        let cells = levels.iter().flat_map(|level| &model.levels[*level].cells);
        let skills: BTreeSet<Idx<Skill>> = cells.map(|cell| cell.skill).collect();
        let skill = |skill: &Idx<Skill>| {
            let common = &model.skills[*skill].common;
            json!([&*common.id, &*common.title, scope.href((*skill).into())])
        };
        Said {
            scope,
            skills: skills.iter().map(skill).collect(),
            by_skill: skills.into_iter().zip(0..).collect(),
            steps: Vec::new(),
            by_step: HashMap::new(),
            statements: Vec::new(),
            numbers: HashMap::new(),
            first: HashMap::new(),
            by_statement: HashMap::new(),
        }
    }

    /// A level: id, title, address, and its cells. A cell is its skill, then the place of the
    /// step (1 and so on, 0 for none), whether it is required, the step, and its statements.
    fn level(&mut self, level: Idx<Level>) -> Value {
        let model = &self.scope.site.model;
        let common = &model.levels[level].common;
        let cells: Vec<Value> = model.levels[level]
            .cells
            .iter()
            .filter(|cell| cell.state != State::NotExpected)
            .map(|cell| {
                let mut keys = HashSet::new();
                let statements = cell.statements.iter().copied();
                // What is said twice counts once, as when it is compared.
                let once = statements.filter(|id| keys.insert(model.statements[*id].key));
                let statements: Vec<usize> = once.map(|id| self.statement(id)).collect();
                let (step, need) = cell.step.unzip();
                json!([
                    self.by_skill.get(&cell.skill),
                    step.map_or(0, |step| u32::from(step) + 1),
                    u8::from(need == Some(Need::Required)),
                    step.map_or(0, |step| self.step(cell.skill, step)),
                    statements,
                ])
            })
            .collect();
        json!([
            &*common.id,
            &*common.title,
            self.scope.href(level.into()),
            cells,
        ])
    }

    fn step(&mut self, skill: Idx<Skill>, step: u8) -> usize {
        let html = StepView::html_of(self.scope, skill, step);
        let next = self.steps.len();
        let number = *self.by_step.entry(html.clone()).or_insert(next);
        if number == next {
            self.steps.push(html);
        }
        number
    }

    fn statement(&mut self, id: Idx<Statement>) -> usize {
        if let Some(number) = self.by_statement.get(&id) {
            return *number;
        }
        let statement = &self.scope.site.model.statements[id];
        let (html, rest) = in_parts(self.scope, id);
        let same = (statement.skill, statement.key);
        let next = self.statements.len();
        let key = (same.0, same.1, html, rest);
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None => {
                let first = *self.first.entry(same).or_insert(next);
                self.statements
                    .push(match (key.3.is_empty(), first == next) {
                        (true, true) => json!(key.2),
                        (false, true) => json!([key.2, key.3]),
                        (_, false) => json!([key.2, key.3, first]),
                    });
                self.numbers.insert(key, next);
                next
            }
        };
        self.by_statement.insert(id, number);
        number
    }
}

/// What the comparison found: pairs of statements that aren't the same to the letter, with what
/// differs between their words, and which of them stand in which two levels. Two levels are named
/// by their places, that of the first times the number of levels plus that of the second.
fn found(
    site: &Arc<Site>,
    choice: &Choice,
    levels: &[Idx<Level>],
    said: &Said<'_>,
) -> (Vec<Value>, Map<String, Value>) {
    let places: HashMap<Idx<Level>, usize> = levels.iter().copied().zip(0..).collect();
    let of_levels: Vec<(Idx<Level>, Idx<Level>)> = choice.pairs().collect();
    type Pairs = Vec<(Idx<Statement>, Idx<Statement>)>;
    let wordings = Wordings::of_levels(&site.model, levels, |id| site.statement(id));
    let rows: Vec<Pairs> = of_levels
        .par_iter()
        .map(|(from, to)| {
            let difference = compare_with(&site.model, *from, *to, &wordings);
            let rows = difference.skills.into_iter().flat_map(|skill| skill.rows);
            let pairs = rows.filter_map(|row| match row {
                Row::Reworded(old, new) | Row::Moved(old, new) => Some((old, new)),
                _ => None,
            });
            pairs.collect()
        })
        .collect();
    let (mut pairs, mut numbers) = (Vec::new(), HashMap::new());
    let mut found = Map::new();
    for ((from, to), rows) in of_levels.iter().zip(rows) {
        let mut of_these = BTreeSet::new();
        for (old, new) in rows {
            let (Some(i), Some(j)) = (said.by_statement.get(&old), said.by_statement.get(&new))
            else {
                continue;
            };
            let number = *numbers.entry((*i, *j)).or_insert_with(|| {
                pairs.push(pair(said.scope, (old, *i), (new, *j)));
                pairs.len() - 1
            });
            of_these.insert(number);
        }
        if !of_these.is_empty() {
            let key = places[from] * levels.len() + places[to];
            found.insert(key.to_string(), json!(of_these));
        }
    }
    (pairs, found)
}

/// Two statements by their numbers, and their words: first of both, then of the one, then of the
/// other, and so on.
fn pair(
    scope: &Scope,
    (old, i): (Idx<Statement>, usize),
    (new, j): (Idx<Statement>, usize),
) -> Value {
    let statements = &scope.site.model.statements;
    let is_moved = statements[old].skill != statements[new].skill;
    if is_moved && statements[old].key == statements[new].key {
        return json!([i, j]);
    }
    let plain = |id: Idx<Statement>| {
        let common = &scope.site.model.levels[statements[id].level].common;
        prose::plain(scope, common, statements[id].text)
    };
    let mut parts: Vec<String> = Vec::new();
    for part in words(&plain(old), &plain(new)) {
        let (place, text) = match part {
            Part::Same(text) => (0, text),
            Part::Removed(text) => (1, text),
            Part::Added(text) => (2, text),
        };
        while parts.len() % 3 != place {
            parts.push(String::new());
        }
        parts.push(text);
    }
    json!([i, j, parts])
}

/// The paths that lead from any of the levels to another, and which of them do between which two.
fn ways_between(
    scope: &Scope,
    levels: &[Idx<Level>],
    said: &Said<'_>,
) -> (Vec<Value>, Map<String, Value>) {
    let mut numbers: BTreeMap<Idx<LearningPath>, usize> = BTreeMap::new();
    let (mut paths, mut between) = (Vec::new(), Map::new());
    for (place, from) in levels.iter().enumerate() {
        let ways = ways(&scope.site.model, *from);
        for (other, to) in levels.iter().enumerate() {
            let Some(way) = ways.get(to) else { continue };
            let way = way.iter().map(|id| {
                *numbers.entry(*id).or_insert_with(|| {
                    paths.push(path(scope, *id, said));
                    paths.len() - 1
                })
            });
            let key = place * levels.len() + other;
            between.insert(key.to_string(), way.collect::<Vec<usize>>().into());
        }
    }
    (paths, between)
}

/// A path: title, address, how long it takes, and its phases: the same of each, the skills that it
/// develops, and how many resources it has.
fn path(scope: &Scope, id: Idx<LearningPath>, said: &Said<'_>) -> Value {
    let model = &scope.site.model;
    let path = &model.paths[id];
    let phases = path.phases.iter().map(|id| {
        let phase = &model.phases[*id];
        let duration = phase.duration.as_ref();
        let skills = phase
            .skills
            .iter()
            .filter_map(|skill| said.by_skill.get(skill));
        json!([
            &*phase.common.title,
            scope.href((*id).into()),
            duration.map(|duration| dashed(&duration.value.words)),
            skills.collect::<Vec<_>>(),
            phase.resources.len(),
        ])
    });
    let timeline = path.timeline.as_ref();
    json!([
        &*path.common.title,
        scope.href(id.into()),
        timeline.map(|timeline| dashed(&timeline.value.words)),
        phases.collect::<Vec<_>>(),
    ])
}

/// Each word, or its forms for numbers.
fn in_words(scope: &Scope) -> Map<String, Value> {
    let words = &scope.site.theme.words;
    let word = |key: &str| -> Value {
        let forms = ["zero", "one", "two", "few", "many", "other"].iter();
        let forms: Map<String, Value> = forms
            .filter_map(|form| {
                Some((
                    (*form).to_owned(),
                    json!(words.get(&format!("{key}.{form}"))?),
                ))
            })
            .collect();
        match (words.get(key), forms.is_empty()) {
            (Some(word), _) => json!(word),
            (None, false) => forms.into(),
            (None, true) => json!(key),
        }
    };
    let all = WORDS.iter().map(|key| ((*key).to_owned(), word(key)));
    all.collect()
}
