//! Skills, steps and scales.

use super::group::named;
use super::level::LevelView;
use super::path::{PathView, path_rank};
use super::phase::PhaseView;
use super::prose;
use super::resource::ResourceView;
use super::scope::Scope;
use super::section::sections;
use super::small::{ArchetypeView, PitfallView};
use super::statement::items;
use crate::link::statement_key;
use crate::markdown::escape_into;
use crate::model::{Area, Idx, Need, Scale, Skill, Thing};
use minijinja::Value;

view! {
    /// A skill.
    SkillView(Idx<Skill>) thing |v| Thing::Skill(v.id);
    /// Its area, or none.
    area = |v| v.skill().area.map(|area| AreaView::value(&v.scope, area));
    /// The scale that it is measured by.
    scale = |v| ScaleView::value(&v.scope, v.skill().scale);
    /// Every step with what it looks like.
    steps = |v| v.steps();
    /// Whether it has names of its own for the steps of its scale.
    has_own_steps = |v| !v.skill().step_names.is_empty();
    /// Sections of its text that are no step: `id`, `title`, `html`.
    sections = |v| sections(&v.scope, v.id, &v.skill().sections);
    /// Skills that are near it.
    related = |v| SkillView::values(&v.scope, v.skill().related.iter().copied());
    /// Addresses of descriptions elsewhere.
    external = |v| v.skill().external.iter().filter_map(|url| v.scope.address(&v.skill().common, url)).map(Value::from).collect::<Value>();
    /// Levels that require it or hold it optional: `level`, `step`, `required` of each.
    levels = |v| v.levels();
    /// Paths that target it: `path` and `step` of each.
    paths = |v| v.paths();
    /// Phases that develop it.
    phases = |v| v.phases();
    /// Resources that teach it.
    resources = |v| ResourceView::values(&v.scope, v.skill().resources.iter().copied());
    /// Pitfalls that touch it.
    pitfalls = |v| PitfallView::values(&v.scope, v.skill().pitfalls.iter().copied());
    /// Archetypes that lean on it.
    archetypes = |v| ArchetypeView::values(&v.scope, v.skill().archetypes.iter().copied());
}

impl SkillView {
    fn skill(&self) -> &Skill {
        &self.scope.site.model.skills[self.id]
    }

    fn levels(&self) -> Value {
        let model = &self.scope.site.model;
        self.skill()
            .levels
            .iter()
            .filter_map(|level| {
                let (step, need) = model.levels[*level].cell(self.id)?.step?;
                Some(named([
                    ("level", LevelView::value(&self.scope, *level)),
                    ("step", StepView::of(&self.scope, self.id, Some(step))),
                    ("required", (need == Need::Required).into()),
                ]))
            })
            .collect()
    }

    fn phases(&self) -> Value {
        let model = &self.scope.site.model;
        let mut phases = self.skill().phases.clone();
        phases.sort_by_key(|phase| path_rank(model, model.phases[*phase].path));
        PhaseView::values(&self.scope, phases)
    }

    fn paths(&self) -> Value {
        let model = &self.scope.site.model;
        let mut paths = self.skill().paths.clone();
        paths.sort_by_key(|path| path_rank(model, *path));
        paths
            .iter()
            .map(|path| {
                let step = model.paths[*path]
                    .targets
                    .iter()
                    .find(|(skill, _)| *skill == self.id)
                    .map(|(_, step)| *step);
                named([
                    ("path", PathView::value(&self.scope, *path)),
                    ("step", StepView::of(&self.scope, self.id, step)),
                ])
            })
            .collect()
    }

    fn steps(&self) -> Value {
        let count = self.skill().steps.len();
        SkillStepView::values(&self.scope, (0..count).map(|step| (self.id, step as u8)))
    }
}

view! {
    /// A step of a skill: what it looks like.
    SkillStepView((Idx<Skill>, u8));
    /// The step.
    step = |v| StepView::of(&v.scope, v.id.0, Some(v.id.1));
    /// The id of its heading, or none when it isn't described.
    id = |v| v.heading_id();
    /// What it looks like, as HTML.
    html = |v| v.html();
    /// A number made of the words on it: another one when they are others.
    mark = |v| v.mark();
    /// What it looks like, as items: `html` and `notes` of each.
    items = |v| v.items();
    /// Levels that require just this step.
    required_by = |v| v.levels(Need::Required);
    /// Levels that hold it optional.
    optional_for = |v| v.levels(Need::Optional);
}

impl SkillStepView {
    fn skill(&self) -> &Skill {
        &self.scope.site.model.skills[self.id.0]
    }

    fn heading_id(&self) -> Option<&str> {
        let section = self.skill().steps[usize::from(self.id.1)].as_ref()?;
        Some(&self.skill().common.body.outline.heading(section).id)
    }

    fn html(&self) -> Value {
        match &self.skill().steps[usize::from(self.id.1)] {
            Some(section) => {
                let common = &self.skill().common;
                let written = common.body.outline.heading(section).level;
                let demote = prose::demotion(written, 3);
                prose::blocks(&self.scope, common, section.blocks.clone(), demote)
            }
            None => Value::from_safe_string(String::new()),
        }
    }

    /// Of the source, not of the HTML: a theme that shows it in another way has said nothing else.
    fn mark(&self) -> String {
        let site = &self.scope.site;
        let base = site
            .languages
            .as_deref()
            .and_then(|all| all.base.as_deref());
        // What it says in the language that the site is written in: a translation says the same.
        let model = base.unwrap_or(&site.model);
        let skill = &model.skills[self.id.0];
        let common = &skill.common;
        let section = skill.steps[usize::from(self.id.1)].as_ref();
        let span = section.and_then(|section| common.body.outline.span(section.blocks.clone()));
        let scale = &model.scales[skill.scale];
        let words = match span {
            Some(span) => common.body.slice(span, &self.scope.site.sources),
            None => scale.steps[usize::from(self.id.1)]
                .definition
                .as_deref()
                .unwrap_or_default(),
        };
        format!("{:012x}", statement_key(words) as u64 & 0xffff_ffff_ffff)
    }

    fn items(&self) -> Value {
        match &self.skill().steps[usize::from(self.id.1)] {
            Some(section) => items(&self.scope, self.id.0, section.blocks.clone()),
            None => Value::from(Vec::<Value>::new()),
        }
    }

    fn levels(&self, wanted: Need) -> Value {
        let model = &self.scope.site.model;
        let levels = self.skill().levels.iter().copied().filter(|level| {
            model.levels[*level]
                .cell(self.id.0)
                .is_some_and(|cell| cell.step == Some((self.id.1, wanted)))
        });
        LevelView::values(&self.scope, levels)
    }
}

view! {
    /// A step of a scale, by the name that the skill has for it.
    StepView((Idx<Scale>, u8, Option<Idx<Skill>>));
    /// Its place on the scale, from 1.
    number = |v| v.id.1 + 1;
    /// How many steps the scale has.
    of = |v| v.scale().steps.len();
    /// Its id.
    id = |v| &*v.scale().steps[usize::from(v.id.1)].id;
    /// The step as a row of marks, filled up to it, as HTML; says nothing to a screen reader.
    marks = |v| Value::from_safe_string(v.marks());
    /// The row of marks and what it is called, as HTML.
    html = |v| Value::from_safe_string(v.html());
    /// What it is called.
    title = |v| v.title();
    /// What it means for every skill, as HTML-safe words, or none.
    definition = |v| Value::from(v.scale().steps[usize::from(v.id.1)].definition.as_deref());
}

impl StepView {
    // Steps stand in every cell of every table. A macro of the theme for them took a tenth of a
    // build, since each call of one costs as much as a page has blocks.
    fn marks(&self) -> String {
        let empty = self.scale().steps.len() - usize::from(self.id.1) - 1;
        format!(
            "<span class=\"marks\" aria-hidden=\"true\">{}{}</span>",
            "<i></i>".repeat(usize::from(self.id.1) + 1),
            "<i class=\"o\"></i>".repeat(empty)
        )
    }

    fn html(&self) -> String {
        let mut html = format!("<span class=\"step\">{}", self.marks());
        escape_into(&mut html, self.title().as_str().unwrap_or_default());
        html.push_str("</span>");
        html
    }

    fn scale(&self) -> &Scale {
        &self.scope.site.model.scales[self.id.0]
    }

    fn title(&self) -> Value {
        let own = self.id.2.and_then(|skill| {
            self.scope.site.model.skills[skill]
                .step_names
                .get(usize::from(self.id.1))
        });
        Value::from(own.unwrap_or(&self.scale().steps[usize::from(self.id.1)].title))
    }

    /// The row of marks of a step of a skill's scale and what it is called, as HTML.
    pub(super) fn html_of(scope: &Scope, skill: Idx<Skill>, step: u8) -> String {
        let id = (scope.site.model.skills[skill].scale, step, Some(skill));
        let scope = scope.clone();
        StepView { scope, id }.html()
    }

    /// A step of a skill's scale, or none.
    pub(super) fn of(scope: &Scope, skill: Idx<Skill>, step: Option<u8>) -> Value {
        let scale = scope.site.model.skills[skill].scale;
        match step {
            Some(step) => StepView::value(scope, (scale, step, Some(skill))),
            None => ().into(),
        }
    }
}

view! {
    /// A scale of proficiency.
    ScaleView(Idx<Scale>);
    /// Its id; `default` for the site's own.
    id = |v| &*v.scale().id;
    /// What it is called; empty for the site's own.
    title = |v| Value::from(&v.scale().title);
    /// Its steps from the lowest to the highest.
    steps = |v| StepView::values(&v.scope, (0..v.scale().steps.len()).map(|step| (v.id, step as u8, None)));
}

impl ScaleView {
    fn scale(&self) -> &Scale {
        &self.scope.site.model.scales[self.id]
    }
}

view! {
    /// An area of skills.
    AreaView(Idx<Area>);
    /// Its id.
    id = |v| &*v.area().id;
    /// What it is called.
    title = |v| Value::from(&v.area().title);
    /// What belongs to it, or none.
    description = |v| Value::from(v.area().description.as_deref());
    /// Its skills.
    skills = |v| SkillView::values(&v.scope, v.area().skills.iter().copied());
}

impl AreaView {
    fn area(&self) -> &Area {
        &self.scope.site.model.areas[self.id]
    }
}
