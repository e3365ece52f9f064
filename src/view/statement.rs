//! Statements, items, and cells of the ladder.

use super::group::named;
use super::level::LevelView;
use super::prose;
use super::scope::Scope;
use super::skill::{SkillView, StepView};
use crate::markdown::{Block, Item};
use crate::model::{Cell, Common, Idx, Level, Need, Statement};
use minijinja::Value;

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
            Some(item) => items(&self.scope, self.common(), &item.notes),
            None => Value::from(Vec::<Value>::new()),
        }
    }
}

/// Items with their notes: `html`, `notes`, `after` (what follows the notes) and `id` of each.
pub(super) fn items<'a>(
    scope: &Scope,
    common: &Common,
    items: impl IntoIterator<Item = &'a Item>,
) -> Value {
    items
        .into_iter()
        .map(|item| one_item(scope, common, item))
        .collect()
}

fn one_item(scope: &Scope, common: &Common, item: &Item) -> Value {
    named([
        ("id", item.id.as_ref().map(|id| &*id.value).into()),
        ("html", prose::item(scope, common, item)),
        ("notes", items(scope, common, &item.notes)),
        ("after", prose::tail(scope, common, item)),
        ("ticked", item.ticked.into()),
    ])
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

    fn split(&self) -> (Vec<Idx<Statement>>, Vec<Idx<Statement>>) {
        let statements = &self.scope.site.model.statements;
        self.cell()
            .statements
            .iter()
            .copied()
            .partition(|id| statements[*id].level == self.id.0)
    }
}
