//! Paths.

use super::group::named;
use super::level::{LevelView, difference_href};
use super::phase::PhaseView;
use super::prose;
use super::resource::ResourceView;
use super::scope::Scope;
use super::section::{section, sections};
use super::skill::{SkillView, StepView};
use super::small::{ArchetypeView, PacketView, PitfallView};
use super::thing::{dashed, date, minutes};
use super::track::TrackView;
use crate::markdown::{Block, Section};
use crate::model::{Common, Idx, LearningPath, Level, Model, Next, Thing};
use crate::route::page_file;
use crate::source::Span;
use minijinja::Value;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

view! {
    /// A learning path.
    PathView(Idx<LearningPath>) thing |v| Thing::Path(v.id);
    /// Its track, or none.
    track = |v| v.path().track.map(|track| TrackView::value(&v.scope, track));
    /// The level at which it begins, or none.
    from = |v| v.path().from.map(|level| LevelView::value(&v.scope, level));
    /// The level that it leads to, or none.
    to = |v| v.path().to.map(|level| LevelView::value(&v.scope, level));
    /// How long it takes, in words, or none.
    timeline = |v| v.path().timeline.as_ref().map(|timeline| dashed(&timeline.value.words));
    /// How hard it is, in words, or none.
    difficulty = |v| v.inline(v.path().difficulty.as_deref());
    /// How many get there, in words, or none.
    success_rate = |v| v.inline(v.path().success_rate.as_deref());
    /// What one brings along, in words, as HTML.
    prerequisites = |v| v.path().prerequisites.iter().map(|text| v.inline(Some(text))).collect::<Value>();
    /// Paths that come before it.
    requires = |v| PathView::values(&v.scope, v.path().requires.iter().map(|path| path.value));
    /// The skills at its core.
    competencies = |v| SkillView::values(&v.scope, v.path().competencies.iter().copied());
    /// The steps it aims at: `skill` and `step` of each.
    targets = |v| v.targets();
    /// The same in tables, each of skills whose steps have the same names: `steps` (the names) and
    /// `targets`, of which each has `phases` and `resources` of the path that lead there as well.
    matrix = |v| super::matrix::tables(&v.scope, v.id);
    /// Its phases in order.
    phases = |v| PhaseView::values(&v.scope, v.path().phases.iter().copied());
    /// The months that the timeline is drawn to, or none when no phase has a duration.
    months = |v| total(&v.scope, v.path());
    /// Ways to fill the level that it leads to.
    archetypes = |v| ArchetypeView::values(&v.scope, v.path().archetypes.iter().copied());
    /// What goes wrong on it.
    pitfalls = |v| PitfallView::values(&v.scope, v.path().pitfalls.iter().copied());
    /// What to read for the path as a whole.
    resources = |v| ResourceView::values(&v.scope, v.path().resources.iter().copied());
    /// The packet at its end, or none.
    packet = |v| v.path().packet.map(|packet| PacketView::value(&v.scope, packet));
    /// What comes after it: `path`, or none and `title` where it is planned.
    next = |v| v.next();
    /// Who wrote it, or none.
    author = |v| v.path().author.as_deref();
    /// When it was published, or none.
    date = |v| date(v.path().date);
    /// Whether it is shown first.
    featured = |v| v.path().featured;
    /// What changes: `id`, `title`, `name`, `before` (what stands there before the table), `head` (two
    /// cells), `rows` (of two cells) and `html` (what follows), or none.
    changes = |v| v.path().changes.as_ref().map(|changes| ChangesView::value(&v.scope, Changes::of(v.id, changes)));
    /// Next steps: `id`, `title`, `name`, `opening` and `branches`, of which each has `id`, `title`,
    /// `name` and `html`; or none.
    next_steps = |v| v.path().next_steps.as_ref().map(|steps| section(&v.scope, v.id, steps));
    /// Other sections of its text: `id`, `title`, `name`, `html`.
    sections = |v| sections(&v.scope, v.id, &v.path().sections);
    /// The address of the self-assessment sheet.
    matrix_url = |v| v.scope.file_href(&page_file(&format!("paths/{}/matrix/", v.common().id)));
    /// The address of the page on which it is planned with dates; none without phases.
    plan_url = |v| (!v.path().phases.is_empty()).then(|| v.scope.file_href(&page_file(&format!("paths/{}/plan/", v.common().id))));
    /// The address of the difference between its two levels, or none.
    difference_url = |v| v.difference_url();
    /// Minutes that the path and its phases take to read.
    minutes_total = |v| v.minutes_total();
    /// Hours that the resources of all phases take, from and to, each counted once; or none.
    hours = |v| hours(&v.scope, v.all_resources());
}

impl PathView {
    fn path(&self) -> &LearningPath {
        &self.scope.site.model.paths[self.id]
    }

    fn common(&self) -> &Common {
        &self.path().common
    }

    fn inline(&self, text: Option<&str>) -> Value {
        text.map(|text| prose::inline(&self.scope, self.common(), text))
            .into()
    }

    fn targets(&self) -> Value {
        self.path()
            .targets
            .iter()
            .map(|(skill, step)| {
                named([
                    ("skill", SkillView::value(&self.scope, *skill)),
                    ("step", StepView::of(&self.scope, *skill, Some(*step))),
                ])
            })
            .collect()
    }

    fn next(&self) -> Value {
        self.path()
            .next
            .iter()
            .map(|next| match next {
                Next::Path(path) => named([
                    ("path", PathView::value(&self.scope, *path)),
                    (
                        "title",
                        Value::from(&self.scope.site.model.paths[*path].common.title),
                    ),
                ]),
                Next::Planned(name) => {
                    named([("path", ().into()), ("title", Value::from(&**name))])
                }
            })
            .collect()
    }

    fn difference_url(&self) -> Option<String> {
        difference_href(&self.scope, self.path().from?, self.path().to?)
    }

    fn minutes_total(&self) -> u32 {
        let model = &self.scope.site.model;
        let phases = self
            .path()
            .phases
            .iter()
            .map(|phase| &model.phases[*phase].common);
        let words = phases.map(|common| common.body.outline.words).sum::<u32>();
        minutes(words.saturating_add(self.common().body.outline.words))
    }

    fn all_resources(&self) -> BTreeSet<Idx<crate::model::Resource>> {
        let model = &self.scope.site.model;
        let phases = self
            .path()
            .phases
            .iter()
            .flat_map(|phase| &model.phases[*phase].resources);
        phases.chain(&self.path().resources).copied().collect()
    }
}

/// The section of a path that says what changes.
#[derive(Clone, Debug)]
pub struct Changes {
    path: Idx<LearningPath>,
    section: Section,
    /// Asked for several times.
    table: OnceLock<Table>,
}

impl Changes {
    fn of(path: Idx<LearningPath>, section: &Section) -> Self {
        Changes {
            path,
            section: section.clone(),
            table: OnceLock::new(),
        }
    }
}

/// The first table of a section, and the blocks before and after it.
#[derive(Clone, Debug)]
struct Table {
    head: Value,
    rows: Value,
    before: Range<usize>,
    after: Range<usize>,
}

view! {
    /// What changes on a path.
    ChangesView(Changes);
    /// The id of its heading.
    id = |v| &*v.common().body.outline.heading(&v.id.section).id;
    /// Its heading as HTML.
    title = |v| prose::title(&v.scope, v.common(), &v.id.section);
    /// Its heading as words.
    name = |v| prose::name(&v.scope, v.common(), &v.id.section);
    /// What stands before its table, as HTML.
    before = |v| prose::beneath(&v.scope, v.common(), &v.id.section, v.table().before.clone(), 2);
    /// The head of its table: two cells.
    head = |v| v.table().head.clone();
    /// The rows of its table, of two cells each.
    rows = |v| v.table().rows.clone();
    /// What follows the table, as HTML.
    html = |v| v.after();
}

impl ChangesView {
    fn common(&self) -> &Common {
        &self.scope.site.model.paths[self.id.path].common
    }

    fn table(&self) -> &Table {
        self.id.table.get_or_init(|| self.read())
    }

    fn after(&self) -> Value {
        let written = self.common().body.outline.heading(&self.id.section).level;
        let demote = prose::demotion(written, 2);
        let after = self.table().after.clone();
        prose::blocks(&self.scope, self.common(), after, demote)
    }

    fn read(&self) -> Table {
        let blocks = self.id.section.blocks.clone();
        let all = &self.common().body.outline.blocks;
        let table = blocks.clone().find_map(|place| match &all[place] {
            Block::Table(table) => Some((place, table)),
            _ => None,
        });
        let Some((place, table)) = table else {
            return Table {
                head: Value::from(Vec::<Value>::new()),
                rows: Value::from(Vec::<Value>::new()),
                after: blocks.end..blocks.end,
                before: blocks,
            };
        };
        let row = |cells: &Vec<Span>| -> Value {
            let html = |span: &Span| prose::inline_at(&self.scope, self.common(), *span, 0);
            let cells = cells.iter().map(html);
            cells.map(Value::from_safe_string).collect()
        };
        Table {
            head: row(&table.head),
            rows: table.rows.iter().map(row).collect(),
            before: blocks.start..place,
            after: place + 1..blocks.end,
        }
    }
}

/// Track and rank of a level; without one it comes last.
pub(super) fn level_rank(model: &Model, level: Option<Idx<Level>>) -> (usize, usize) {
    let place = level.and_then(|level| model.levels[level].track);
    place.map_or((usize::MAX, 0), |(track, rank)| (track.place(), rank))
}

/// The order in which people take paths: by the level that a path leads to, then by the one that
/// it comes from.
pub(super) fn path_rank(model: &Model, path: Idx<LearningPath>) -> [(usize, usize); 2] {
    let path = &model.paths[path];
    [level_rank(model, path.to), level_rank(model, path.from)]
}

/// The months that a path's phases take at most; phases without a duration count nothing.
fn total(scope: &Scope, path: &LearningPath) -> Option<f64> {
    let phases = &scope.site.model.phases;
    let most = path
        .phases
        .iter()
        .filter_map(|phase| phases[*phase].duration.as_ref())
        .map(|duration| {
            if duration.value.most.is_finite() {
                duration.value.most
            } else {
                duration.value.least
            }
        })
        .sum::<f64>();
    (most > 0.0).then_some(most)
}

/// Hours that resources take: `from`, `to`, and `words` such as `40-60`.
pub(super) fn hours(
    scope: &Scope,
    resources: impl IntoIterator<Item = Idx<crate::model::Resource>>,
) -> Option<Value> {
    let all = &scope.site.model.resources;
    let (from, to) = resources
        .into_iter()
        .filter_map(|id| all[id].hours)
        .fold((0.0, 0.0), |sum, hours| (sum.0 + hours.0, sum.1 + hours.1));
    // Sums of estimates: half an hour means nothing there.
    (to > 0.0).then(|| hours_value(scope, from.round(), to.round().max(1.0)))
}

/// A range of hours as a template sees it.
pub(super) fn hours_value(scope: &Scope, from: f64, to: f64) -> Value {
    let figures = if from == to {
        format!("{from}")
    } else {
        format!("{from}\u{2013}{to}")
    };
    let words = match figures.contains('.') {
        true => figures.replace('.', &scope.word("number.decimal")),
        false => figures,
    };
    named([
        ("from", Value::from(from)),
        ("to", Value::from(to)),
        ("words", Value::from(words)),
    ])
}
