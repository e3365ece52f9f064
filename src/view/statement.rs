//! Statements, items, and cells of the ladder.

use super::group::named;
use super::level::LevelView;
use super::prose;
use super::scope::Scope;
use super::skill::{SkillView, StepView};
use crate::markdown::{Block, Item};
use crate::model::{Cell, Common, Idx, Level, Need, Statement, Thing};
use minijinja::Value;
use std::ops::Range;

view! {
    /// A statement of a level.
    StatementView(Idx<Statement>);
    /// Its id, unique within its skill.
    id = |v| &*v.statement().id;
    /// Its words as HTML.
    html = |v| v.html();
    /// Nested bullets: examples. Each has `html`, `notes` and `after`.
    notes = |v| v.notes();
    /// What follows the nested bullets, as HTML.
    after = |v| v.item().map(|item| prose::tail(&v.scope, v.common(), item));
    /// All of these together, as HTML, to stand in a list.
    full = |v| v.item().map(|item| full(&v.scope, v.common(), item));
    /// The level whose file it stands in.
    level = |v| LevelView::value(&v.scope, v.statement().level);
    /// What it is about.
    skill = |v| SkillView::value(&v.scope, v.statement().skill);
}

impl StatementView {
    fn statement(&self) -> &Statement {
        &self.scope.site.model.statements[self.id]
    }

    fn common(&self) -> &Common {
        &self.scope.site.model.levels[self.statement().level].common
    }

    fn item(&self) -> Option<&Item> {
        let (block, place) = self.statement().item;
        match self.common().body.outline.blocks.get(block)? {
            Block::List(list) => list.items.get(place),
            _ => None,
        }
    }

    fn html(&self) -> Value {
        match self.item() {
            Some(item) => prose::item(&self.scope, self.common(), item),
            None => ().into(),
        }
    }

    fn notes(&self) -> Value {
        match self.item() {
            Some(item) => notes(&self.scope, self.common(), item),
            None => Value::from(Vec::<Value>::new()),
        }
    }
}

view! {
    /// An item of a list.
    ItemView((Thing, usize, usize));
    /// The id that the author gave it, or none.
    id = |v| v.item().and_then(|item| Some(&*item.id.as_ref()?.value));
    /// Its words as HTML.
    html = |v| v.item().map(|item| prose::item(&v.scope, v.common(), item));
    /// Nested bullets: the same of each.
    notes = |v| v.item().map(|item| notes(&v.scope, v.common(), item));
    /// What follows the nested bullets, as HTML.
    after = |v| v.item().map(|item| prose::tail(&v.scope, v.common(), item));
    /// All of these together, as HTML, to stand in a list.
    full = |v| v.item().map(|item| full(&v.scope, v.common(), item));
    /// Whether its box is ticked; none without a box.
    ticked = |v| v.item().and_then(|item| item.ticked);
}

impl ItemView {
    fn common(&self) -> &Common {
        self.scope.site.common(self.id.0)
    }

    fn item(&self) -> Option<&Item> {
        let (_, block, place) = self.id;
        match self.common().body.outline.blocks.get(block)? {
            Block::List(list) => list.items.get(place),
            _ => None,
        }
    }
}

/// The items of all lists directly within some blocks of a thing's text.
pub(super) fn items(scope: &Scope, thing: impl Into<Thing>, blocks: Range<usize>) -> Value {
    let thing = thing.into();
    let outline = &scope.site.common(thing).body.outline;
    let places = blocks.flat_map(|block| {
        let count = match &outline.blocks[block] {
            Block::List(list) => list.items.len(),
            _ => 0,
        };
        (0..count).map(move |place| (thing, block, place))
    });
    ItemView::values(scope, places)
}

/// The ids that are pinned to the items of all lists directly within some blocks, `-` for an item
/// without; none where there is none. In a page they tell the scripts which item is which.
pub(super) fn pins(scope: &Scope, thing: impl Into<Thing>, blocks: Range<usize>) -> Option<String> {
    let outline = &scope.site.common(thing.into()).body.outline;
    let ids: Vec<_> = outline.items(blocks).map(|item| item.id.as_ref()).collect();
    ids.iter().any(Option::is_some).then(|| {
        let names: Vec<&str> = ids
            .iter()
            .map(|id| id.map_or("-", |id| &id.value))
            .collect();
        names.join(" ")
    })
}

/// The notes of an item, with theirs.
fn notes(scope: &Scope, common: &Common, item: &Item) -> Value {
    let note = |note: &Item| {
        named([
            ("id", note.id.as_ref().map(|id| &*id.value).into()),
            ("html", prose::item(scope, common, note)),
            ("notes", notes(scope, common, note)),
            ("after", prose::tail(scope, common, note)),
            ("full", full(scope, common, note)),
            ("ticked", note.ticked.into()),
        ])
    };
    item.notes.iter().map(note).collect()
}

/// A statement with its notes, to stand in a list.
pub(super) fn statement_into(html: &mut String, scope: &Scope, id: Idx<Statement>) {
    let site = &scope.site;
    let statement = &site.model.statements[id];
    let common = &site.model.levels[statement.level].common;
    let (block, place) = statement.item;
    if let Some(Block::List(list)) = common.body.outline.blocks.get(block)
        && let Some(item) = list.items.get(place)
    {
        full_into(html, scope, common, item);
    }
}

/// An item with its notes and what follows them. Lists of statements make up most of the pages of
/// levels, and a template that looks for notes at each of them takes three times as long.
fn full(scope: &Scope, common: &Common, item: &Item) -> Value {
    if item.notes.is_empty() && item.tail.is_none() {
        return prose::item(scope, common, item);
    }
    let mut html = String::new();
    full_into(&mut html, scope, common, item);
    Value::from_safe_string(html)
}

fn full_into(html: &mut String, scope: &Scope, common: &Common, item: &Item) {
    html.push_str(&prose::inline_at(scope, common, item.text, item.indent));
    rest_into(html, scope, common, item);
}

/// What stands beneath the words of an item.
fn rest_into(html: &mut String, scope: &Scope, common: &Common, item: &Item) {
    if !item.notes.is_empty() {
        html.push_str("<ul>\n");
        for note in &item.notes {
            html.push_str("<li>");
            full_into(html, scope, common, note);
            html.push_str("</li>\n");
        }
        html.push_str("</ul>\n");
    }
    if let Some(tail) = item.tail {
        html.push_str(&prose::inline_at(scope, common, tail, item.indent));
    }
}

/// The words of a statement and what stands beneath them, as HTML: together what a list shows.
pub(super) fn in_parts(scope: &Scope, id: Idx<Statement>) -> (String, String) {
    let view = StatementView {
        scope: scope.clone(),
        id,
    };
    let Some(item) = view.item() else {
        return Default::default();
    };
    let words = prose::inline_at(scope, view.common(), item.text, item.indent);
    let mut rest = String::new();
    rest_into(&mut rest, scope, view.common(), item);
    (words, rest)
}

view! {
    /// What a level requires or expects of a skill.
    CellView((Idx<Level>, usize));
    /// The skill.
    skill = |v| SkillView::value(&v.scope, v.cell().skill);
    /// The level.
    level = |v| LevelView::value(&v.scope, v.id.0);
    /// The id of the heading under which the level's own file speaks of the skill, or none.
    id = |v| v.heading_id();
    /// The rank of the heading that it has in the page of its level: 3, or 4 where skills have areas.
    rank = |v| v.rank();
    /// What the level's own file says of the skill, as HTML: statements, what stands between them,
    /// and what stands under headings of a lower rank.
    own = |v| v.own();
    /// What stands there beside the statements, as HTML.
    prose = |v| v.prose();
    /// The step that is required or optional, or none.
    step = |v| StepView::of(&v.scope, v.cell().skill, v.cell().step.map(|(step, _)| step));
    /// Whether the step is asked of everyone.
    required = |v| v.cell().step.is_some_and(|(_, need)| need == Need::Required);
    /// Whether the step is held by some.
    optional = |v| v.cell().step.is_some_and(|(_, need)| need == Need::Optional);
    /// `expected`, `same`, `not-expected` or `undefined`.
    state = |v| v.cell().state.name();
    /// The step at the level below, or none.
    step_below = |v| StepView::of(&v.scope, v.cell().skill, v.below());
    /// Whether the step is higher than at the level below.
    rises = |v| v.cell().step.map(|(step, _)| step) > v.below() && v.below().is_some();
    /// All statements, inherited ones first.
    statements = |v| StatementView::values(&v.scope, v.cell().statements.iter().copied());
    /// The statements of the level's own file.
    new = |v| StatementView::values(&v.scope, v.split().0);
    /// The statements that it inherits.
    inherited = |v| StatementView::values(&v.scope, v.split().1);
    /// The same in groups: `level`, in whose file they stand, and `statements` of each.
    inherited_by_level = |v| v.inherited_by_level();
    /// How many statements it inherits.
    inherited_count = |v| v.split().1.len();
}

impl CellView {
    fn heading_id(&self) -> Option<&str> {
        let own = self.cell().sections.first()?;
        Some(&self.common().body.outline.heading(own).id)
    }

    fn prose(&self) -> Value {
        let outline = &self.common().body.outline;
        let mut html = String::new();
        for own in &self.cell().sections {
            for block in &outline.blocks[outline.opening_in(own.blocks.clone())] {
                if !matches!(block, Block::List(_)) {
                    let span = block.span(outline);
                    html.push_str(&prose::html(&self.scope, self.common(), span, 0));
                }
            }
        }
        Value::from_safe_string(html)
    }

    /// A second heading for the same skill stands beneath the first.
    fn own(&self) -> Value {
        let outline = &self.common().body.outline;
        let mut html = String::new();
        for (place, own) in self.cell().sections.iter().enumerate() {
            let heading = outline.heading(own);
            let Some(mut span) = outline.span(own.blocks.clone()) else {
                continue;
            };
            let mut rank = self.rank();
            if place > 0 {
                span.start = heading.span.start;
                rank += 1;
            }
            let demote = prose::demotion(heading.level, rank);
            html.push_str(&prose::html(&self.scope, self.common(), span, demote));
        }
        Value::from_safe_string(html)
    }

    fn rank(&self) -> u8 {
        let model = &self.scope.site.model;
        let cells = &model.levels[self.id.0].cells;
        let mut shown = cells.iter().filter(|cell| cell.is_shown());
        3 + u8::from(shown.any(|cell| model.skills[cell.skill].area.is_some()))
    }

    fn common(&self) -> &Common {
        &self.scope.site.model.levels[self.id.0].common
    }

    fn cell(&self) -> &Cell {
        &self.scope.site.model.levels[self.id.0].cells[self.id.1]
    }

    fn below(&self) -> Option<u8> {
        let model = &self.scope.site.model;
        let skill = self.cell().skill;
        model.levels[self.id.0]
            .includes
            .iter()
            .filter_map(|level| model.levels[*level].cell(skill)?.step)
            .map(|(step, _)| step)
            .max()
    }

    fn inherited_by_level(&self) -> Value {
        let level = |id: &Idx<Statement>| self.scope.site.model.statements[*id].level;
        let (_, inherited) = self.split();
        inherited
            .chunk_by(|a, b| level(a) == level(b))
            .map(|group| {
                let statements = StatementView::values(&self.scope, group.iter().copied());
                named([
                    ("level", LevelView::value(&self.scope, level(&group[0]))),
                    ("statements", statements),
                ])
            })
            .collect()
    }

    fn split(&self) -> (Vec<Idx<Statement>>, Vec<Idx<Statement>>) {
        let statements = &self.scope.site.model.statements;
        self.cell()
            .statements
            .iter()
            .copied()
            .partition(|id| statements[*id].level == self.id.0)
    }
}
