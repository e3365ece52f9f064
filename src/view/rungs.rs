//! The rows of a ladder as HTML. A thousand skills by twelve levels are twelve thousand cells: a
//! template takes seconds for them, and a browser as long for any element too many.

use super::ladder::Ladder;
use super::scope::Scope;
use super::statement::statement_into;
use crate::markdown::escape_into;
use crate::model::{Cell, Idx, Level, Need, Skill, State, Statement};
use std::fmt::Write;

/// What writes the rows of one ladder.
pub(super) struct Row<'a> {
    scope: &'a Scope,
    ladder: &'a Ladder,
    /// The words for a cell in which nothing is expected, and for the others.
    not_expected: String,
    same: String,
    undefined: String,
    optional: String,
}

/// The cells of one skill, one for each column; none where nothing is expected.
type Cells<'a> = Vec<Option<&'a Cell>>;

/// What a cell inherits.
struct Inherited {
    /// Columns of which all statements hold here too.
    columns: Vec<usize>,
    /// Statements that no such column holds.
    others: Vec<Idx<Statement>>,
    count: usize,
}

impl<'a> Row<'a> {
    pub fn new(scope: &'a Scope, ladder: &'a Ladder) -> Row<'a> {
        let word = |key: &str| {
            let mut html = String::new();
            escape_into(&mut html, &scope.word(key));
            html
        };
        Row {
            scope,
            ladder,
            not_expected: word("track.not-expected"),
            same: word("track.same"),
            undefined: word("track.undefined"),
            optional: word("level.optional"),
        }
    }

    /// Writes the row of a skill: its head, which leads to its page, and a cell for each level. The
    /// row and each cell has an id: `wp-system-design` and `wp-system-design.staff`.
    pub fn write(&self, html: &mut String, skill: Idx<Skill>) {
        let model = &self.scope.site.model;
        let common = &model.skills[skill].common;
        let _ = write!(
            html,
            "<tr id=\"wp-{}\"><th scope=\"row\"><a href=\"",
            common.id
        );
        html.push_str(&self.scope.href(skill.into()));
        html.push_str("\">");
        escape_into(html, &self.scope.titled(common));
        html.push_str("</a></th>\n");
        let cell = |level: Idx<Level>| {
            let cell = model.levels[level].cell(skill)?;
            (cell.state != State::NotExpected).then_some(cell)
        };
        let cells: Cells<'_> = self
            .ladder
            .columns
            .iter()
            .map(|it| cell(it.level))
            .collect();
        for place in 0..cells.len() {
            self.cell(html, &common.id, &cells, place);
        }
        html.push_str("</tr>\n");
    }

    fn cell(&self, html: &mut String, skill: &str, cells: &Cells<'_>, place: usize) {
        let column = &self.ladder.columns[place];
        let level = &self.scope.site.model.levels[column.level];
        html.push_str("<td");
        // A level that stands in two tracks has its ids once.
        let mut before = self.ladder.columns[..place].iter();
        if !before.any(|other| other.level == column.level) {
            let _ = write!(html, " id=\"wp-{skill}.{}\"", level.common.id);
        }
        let _ = write!(html, " class=\"{}", self.class(cells[place], column.level));
        if self.ladder.has_tracks {
            let _ = write!(html, " t{}", column.track);
            html.push_str(if column.is_first { " edge" } else { "" });
        }
        html.push_str("\">");
        match cells[place] {
            Some(cell) => self.expected(html, cell, cells, place),
            None => {
                let _ = write!(html, "<span class=\"vh\">{}</span>", self.not_expected);
            }
        }
        html.push_str("</td>\n");
    }

    /// What a cell is, for the sheet and for the filter: nothing is expected, the step rises, there
    /// are new statements, it is the same as below, or nobody has said what it means.
    fn class(&self, cell: Option<&Cell>, level: Idx<Level>) -> &'static str {
        match cell {
            None => "none",
            Some(cell) => match cell.state {
                State::NotExpected => "none",
                State::Same => "same",
                State::Undefined => "gap",
                State::Expected if self.rises(cell, level) => "up",
                State::Expected => "has",
            },
        }
    }

    fn rises(&self, cell: &Cell, level: Idx<Level>) -> bool {
        let levels = &self.scope.site.model.levels;
        let includes = levels[level].includes.iter();
        let below = includes.filter_map(|it| levels[*it].cell(cell.skill)?.step);
        let below = below.map(|(step, _)| step).max();
        below.is_some() && cell.step.map(|(step, _)| step) > below
    }

    fn expected(&self, html: &mut String, cell: &Cell, cells: &Cells<'_>, place: usize) {
        let model = &self.scope.site.model;
        let level = self.ladder.columns[place].level;
        let has_base = !model.levels[level].includes.is_empty();
        let is_own = |id: &&Idx<Statement>| model.statements[**id].level == level;
        let own: Vec<_> = cell.statements.iter().filter(is_own).collect();
        self.line(html, cell, own.len(), has_base);
        if !own.is_empty() {
            html.push_str(if has_base {
                "<ul class=\"new\">"
            } else {
                "<ul>"
            });
            self.items(html, own.iter().map(|id| **id));
        }
        let inherited = self.inherited(cell, cells, place);
        if inherited.count == 0 {
            return;
        }
        html.push_str("<p class=\"on\"");
        if !inherited.columns.is_empty() {
            let columns: Vec<_> = inherited.columns.iter().map(usize::to_string).collect();
            let _ = write!(html, " data-of=\"{}\"", columns.join(" "));
        }
        html.push('>');
        escape_into(
            html,
            &self.scope.counted("level.inherited", inherited.count),
        );
        html.push_str("</p>");
        if !inherited.others.is_empty() {
            html.push_str("<ul class=\"old\">");
            self.items(html, inherited.others.into_iter());
        }
    }

    /// The one line of a cell: the step, and what is to be said of it.
    fn line(&self, html: &mut String, cell: &Cell, own: usize, has_base: bool) {
        let model = &self.scope.site.model;
        let skill = &model.skills[cell.skill];
        match cell.step {
            Some((step, _)) => {
                let scale = &model.scales[skill.scale];
                let (step, of) = (usize::from(step), scale.steps.len());
                let _ = write!(html, "<p data-m=\"{}\">", dots(step + 1, of));
                let own_name = skill.step_names.get(step);
                escape_into(html, own_name.unwrap_or(&scale.steps[step].title));
            }
            None => html.push_str("<p>"),
        }
        let state = match cell.state {
            State::Undefined => self.undefined.clone(),
            _ if own > 0 && has_base => self.counted("track.new", own),
            // Without a step the cell would look like one that asks for nothing.
            _ if own > 0 && cell.step.is_none() => self.counted("count.expectations", own),
            State::Same => self.same.clone(),
            _ => String::new(),
        };
        let is_optional = matches!(cell.step, Some((_, Need::Optional)));
        let optional = if is_optional { &*self.optional } else { "" };
        let said = [&*state, optional];
        let said: Vec<&str> = said.into_iter().filter(|it| !it.is_empty()).collect();
        if !said.is_empty() {
            let _ = write!(html, " <small>{}</small>", said.join(" · "));
        }
        html.push_str("</p>");
    }

    fn counted(&self, key: &str, count: usize) -> String {
        let mut html = String::new();
        escape_into(&mut html, &self.scope.counted(key, count));
        html
    }

    fn items(&self, html: &mut String, statements: impl Iterator<Item = Idx<Statement>>) {
        for statement in statements {
            html.push_str("<li>");
            statement_into(html, self.scope, statement);
            html.push_str("</li>");
        }
        html.push_str("</ul>");
    }

    /// Where the statements that a cell inherits stand in the same row, it names the columns: each
    /// level would otherwise repeat all those below it.
    fn inherited(&self, cell: &Cell, cells: &Cells<'_>, place: usize) -> Inherited {
        let statements = &self.scope.site.model.statements;
        let columns = &self.ladder.columns;
        let of = |cell: &Cell, level: Idx<Level>| {
            let all = cell.statements.iter();
            all.filter(|id| statements[**id].level == level).count()
        };
        let level = columns[place].level;
        let mut inherited = Inherited {
            columns: Vec::new(),
            others: Vec::new(),
            count: cell.statements.len() - of(cell, level),
        };
        let mut known = vec![level];
        if inherited.count > 0 {
            for (other, column) in columns.iter().enumerate() {
                let here = of(cell, column.level);
                let there = cells[other].map_or(0, |cell| of(cell, column.level));
                if here > 0 && here == there && !known.contains(&column.level) {
                    inherited.columns.push(other + 1);
                    known.push(column.level);
                }
            }
            let others = cell.statements.iter().copied();
            inherited.others = others
                .filter(|id| !known.contains(&statements[*id].level))
                .collect();
        }
        inherited
    }
}

/// A step of a scale as a row of dots. Elements for them made up half of what a ladder holds.
fn dots(step: usize, of: usize) -> String {
    ["●".repeat(step), "○".repeat(of.saturating_sub(step))].concat()
}
