//! The matrix of a path: a row for each skill that it aims at, with what each step looks like.

use super::lines::{Line, shown};
use super::table::{Cell, Column, INHERITED, Row, Sheet, Slot};
use super::written::{Written, path_common, step_name, step_names};
use crate::markdown::Block;
use crate::model::{Idx, LearningPath, Need, Skill};
use crate::site::Site;

/// The matrix of a path.
pub fn matrix(site: &Site, path: Idx<LearningPath>) -> Sheet {
    let model = &site.model;
    let learning = &model.paths[path];
    let mut sheet = Sheet {
        name: learning.common.title.to_string(),
        columns: Vec::new(),
        rows: Vec::new(),
        lists: Vec::new(),
    };
    let mut column = |key: String, head: String, width| {
        sheet.columns.push(Column { key, head, width });
    };
    column("area".to_owned(), "Area".to_owned(), 14.0);
    column("skill".to_owned(), "Skill".to_owned(), 24.0);
    let id = &learning.common.id;
    column(format!("path:{id}.target"), "Target".to_owned(), 15.0);
    let skills = learning.targets.iter().map(|(skill, _)| *skill);
    let scales: Vec<Vec<String>> = skills.map(|skill| step_names(site, skill)).collect();
    let most = scales.iter().map(Vec::len).max().unwrap_or(0);
    for step in 0..most {
        // Skills may name the steps each in their own way; then the head says which one it is.
        let name = scales.first().and_then(|names| names.get(step));
        let is_shared = scales.iter().all(|names| names.get(step) == name);
        let head = name.filter(|_| is_shared).cloned();
        let number = step + 1;
        column(
            format!("step:{number}"),
            head.unwrap_or_else(|| format!("Step {number}")),
            44.0,
        );
    }
    let written = Written::of(site, path_common(site, path));
    let own: Vec<Idx<Skill>> = written
        .targets(site)
        .into_iter()
        .map(|step| step.skill)
        .collect();
    for (skill, step) in &learning.targets {
        let names = step_names(site, *skill);
        let name = step_name(&names, *step, Need::Required);
        let slot = Slot::Target(path, *skill);
        let target = match own.contains(skill) {
            true => Cell::of(slot, name),
            false => {
                let level = learning.to.map(|level| &model.levels[level].common.id);
                let level = level.map_or(String::new(), |id| format!(" `{id}`"));
                Cell::of(slot, format!("{INHERITED} {name}")).fixed(Some(format!(
                    "edit it in the ladder: the path aims at what the level{level} requires"
                )))
            }
        };
        let list = sheet.list(names.clone());
        let held = &model.skills[*skill];
        let mut cells = vec![
            Cell::label(held.area.map_or("", |area| &model.areas[area].title)),
            Cell::label(&*held.common.title),
            target.from_list(list),
        ];
        cells.extend((0..most).map(|step| match step < names.len() {
            true => looks(site, *skill, step),
            false => Cell::label(""),
        }));
        sheet.rows.push(Row {
            id: format!("skill:{}", held.common.id),
            cells,
        });
    }
    sheet
}

/// What a step of a skill looks like: its items, a line each; where it has none, its text.
fn looks(site: &Site, skill: Idx<Skill>, step: usize) -> Cell {
    let slot = Slot::Looks(skill, step);
    let held = &site.model.skills[skill];
    let Some(Some(section)) = held.steps.get(step) else {
        return Cell::of(slot, "");
    };
    let body = &held.common.body;
    let opening = body.outline.opening_in(section.blocks.clone());
    let file = site.file(&held.common);
    let mut lines = Vec::new();
    let mut fixed = None;
    for item in body.outline.items(opening.clone()) {
        let text = body.slice(item.text, &site.sources);
        match Line::of(text, item.indent) {
            Some(line) if line.text.trim().is_empty() => {}
            Some(line) => lines.push(shown(&line.text)),
            None => {
                lines.push(shown(
                    &text.split_whitespace().collect::<Vec<_>>().join(" "),
                ));
                fixed = Some(format!("edit it in `{file}`"));
            }
        }
    }
    let has_list = body.outline.blocks[opening.clone()]
        .iter()
        .any(|block| matches!(block, Block::List(_)));
    if !has_list && !opening.is_empty() {
        let span = body.outline.span(opening);
        let text = span.map_or("", |span| body.slice(span, &site.sources));
        lines.push(text.trim().to_owned());
        fixed = Some(format!("edit it in `{file}`: it is no list"));
    }
    Cell::of(slot, lines.join("\n")).fixed(fixed)
}
