//! The picture of a level: a bar for each skill, as high as the step that is asked for.

use super::group::named;
use super::scope::Scope;
use crate::model::{Idx, Level, Need, Skill};
use minijinja::Value;
use std::fmt::Write;

/// Fewer bars than this are no picture yet, and more are none any more.
const BARS: std::ops::RangeInclusive<usize> = 3..=60;

/// The height of a scale, and the width of a bar with the gap after it; units of the drawing.
const HEIGHT: f64 = 40.0;
const BAR: f64 = 8.0;
const PITCH: f64 = 12.0;
const GAP: f64 = 8.0;

/// The bars of the skills that a level asks a step of.
pub(super) fn of_level(scope: &Scope, level: Idx<Level>) -> Option<Value> {
    let cells = scope.site.model.levels[level].cells.iter();
    let asked = cells.filter(|cell| cell.step.is_some());
    let skills: Vec<_> = asked.map(|cell| cell.skill).collect();
    profile(scope, level, &skills)
}

/// The bars of these skills, with a wider gap between areas. What rises above the levels that it
/// includes stands apart from what they ask for; what is optional is hollow; a thin post shows how
/// far the scale goes. Nothing is said by colour, and nothing here isn't in the list of steps that
/// stands beside it. None where they are too few or too many,
/// or where no step is asked for.
pub(super) fn profile(scope: &Scope, level: Idx<Level>, skills: &[Idx<Skill>]) -> Option<Value> {
    let model = &scope.site.model;
    let level = &model.levels[level];
    let has_step = |skill: &Idx<Skill>| level.cell(*skill).is_some_and(|cell| cell.step.is_some());
    if !BARS.contains(&skills.len()) || !skills.iter().any(has_step) {
        return None;
    }
    let mut drawn = String::new();
    let mut x = 0.0;
    let mut before = None;
    for skill in skills.iter().copied() {
        let area = model.skills[skill].area;
        if before.is_some_and(|before| before != area) {
            x += GAP;
        }
        before = Some(area);
        let Some((step, need)) = level.cell(skill).and_then(|cell| cell.step) else {
            let _ = write!(drawn, "M{x} {HEIGHT}h{BAR}");
            x += PITCH;
            continue;
        };
        let unit = HEIGHT / model.scales[model.skills[skill].scale].steps.len().max(1) as f64;
        let height = |steps: u8| f64::from(steps) * unit;
        let below = level.includes.iter();
        let below = below.filter_map(|it| model.levels[*it].cell(skill)?.step);
        let below = below.map(|(step, _)| step + 1).max().unwrap_or(0);
        let post = x + BAR / 2.0;
        let _ = write!(drawn, "M{post} 0V{HEIGHT}");
        let held = below.min(step + 1);
        let is_hollow = need == Need::Optional;
        rect(&mut drawn, x, 0.0, height(held), is_hollow);
        rect(&mut drawn, x, height(held), height(step + 1), is_hollow);
        x += PITCH;
    }
    let width = x - (PITCH - BAR);
    Some(Value::from_safe_string(format!(
        "<svg class=\"bars\" viewBox=\"-1 -1 {} {}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <path d=\"{drawn}\" fill=\"currentColor\" stroke=\"currentColor\"/></svg>",
        width + 2.0,
        HEIGHT + 2.0,
        width + 2.0,
        HEIGHT + 2.0,
    )))
}

/// A piece of a bar from one height to another, with room between it and the next one. A hollow
/// one is four thin sides.
fn rect(drawn: &mut String, x: f64, from: f64, to: f64, is_hollow: bool) {
    if to <= from {
        return;
    }
    let (top, bottom) = (HEIGHT - to + 1.0, HEIGHT - from - 1.0);
    let right = x + BAR;
    let _ = write!(drawn, "M{x} {top}H{right}V{bottom}H{x}Z");
    if is_hollow {
        let (inner, far) = (x + 1.5, right - 1.5);
        let (above, under) = (top + 1.5, bottom - 1.5);
        // The other way round, so that it is left empty.
        let _ = write!(drawn, "M{inner} {above}V{under}H{far}V{above}Z");
    }
}

/// How many skills a level asks for at each step, the highest first: `title` and `count`.
pub(super) fn steps(scope: &Scope, id: Idx<Level>) -> Value {
    let model = &scope.site.model;
    let mut counts: Vec<(u8, &str, usize)> = Vec::new();
    for cell in &model.levels[id].cells {
        let Some((step, _)) = cell.step else {
            continue;
        };
        let skill = &model.skills[cell.skill];
        let own = skill.step_names.get(usize::from(step));
        let title = own.unwrap_or(&model.scales[skill.scale].steps[usize::from(step)].title);
        match counts.iter_mut().find(|known| known.1 == &**title) {
            Some(known) => known.2 += 1,
            None => counts.push((step, title, 1)),
        }
    }
    counts.sort_by_key(|(step, ..)| std::cmp::Reverse(*step));
    let count = |(_, title, count): &(u8, &str, usize)| {
        named([("title", Value::from(*title)), ("count", (*count).into())])
    };
    counts.iter().map(count).collect()
}
