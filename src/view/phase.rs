//! Phases of paths.

use super::group::named;
use super::path::{PathView, hours};
use super::prose;
use super::resource::ResourceView;
use super::section::{section, sections};
use super::skill::SkillView;
use super::statement::{items, pins};
use super::thing::dashed;
use crate::model::{Common, Develop, Idx, Phase, Thing};
use minijinja::Value;

view! {
    /// A phase of a path.
    PhaseView(Idx<Phase>) thing |v| Thing::Phase(v.id);
    /// The path that it is part of.
    path = |v| PathView::value(&v.scope, v.phase().path);
    /// Its place in the path, from 1.
    number = |v| v.place() + 1;
    /// The phase before it in the path, or none.
    previous = |v| v.place().checked_sub(1).and_then(|place| v.sibling(place));
    /// The phase after it in the path, or none.
    following = |v| v.sibling(v.place() + 1);
    /// How long it takes, in words, or none.
    duration = |v| v.phase().duration.as_ref().map(|duration| dashed(&duration.value.words));
    /// The same in months, `least` and `most` (none for “or longer”); or none.
    months = |v| v.months();
    /// When it begins and ends, in months from the start of the path: `earliest` start, `latest`
    /// end, and `start` and `end` at a middling pace; or none.
    span = |v| v.span();
    /// The skills it develops.
    skills = |v| SkillView::values(&v.scope, v.phase().skills.iter().copied());
    /// Those of them that its text says nothing of.
    other_skills = |v| v.other_skills();
    /// What to read and do.
    resources = |v| ResourceView::values(&v.scope, v.phase().resources.iter().copied());
    /// Phases that come before it.
    after = |v| PhaseView::values(&v.scope, v.phase().after.iter().copied());
    /// The section with what to learn: `id`, `title`, `name` and `opening` (what stands there before
    /// the first skill); or none.
    learning = |v| v.phase().learning.as_ref().map(|learning| section(&v.scope, v.id, learning));
    /// What to learn, skill by skill: `skill`, `id`, `html`, `items` (`html` and `notes`) and `pins`.
    develops = |v| v.develops();
    /// Project ideas: `id`, `title`, `name`, `opening` and `projects`, of which each has `id`,
    /// `title`, `name` and `html`; or none.
    projects = |v| v.phase().projects.as_ref().map(|projects| section(&v.scope, v.id, projects));
    /// How others see that it is done: `id`, `title`, `name`, `html` and `items`; or none.
    metrics = |v| v.phase().metrics.as_ref().map(|metrics| section(&v.scope, v.id, metrics));
    /// Other sections of its text: `id`, `title`, `name`, `html`.
    sections = |v| sections(&v.scope, v.id, &v.phase().sections);
    /// Hours that its resources take, from and to; or none.
    hours = |v| hours(&v.scope, v.phase().resources.iter().copied());
}

impl PhaseView {
    fn phase(&self) -> &Phase {
        &self.scope.site.model.phases[self.id]
    }

    fn siblings(&self) -> &[Idx<Phase>] {
        &self.scope.site.model.paths[self.phase().path].phases
    }

    fn place(&self) -> usize {
        self.siblings()
            .iter()
            .position(|id| *id == self.id)
            .unwrap_or(0)
    }

    fn sibling(&self, place: usize) -> Option<Value> {
        self.siblings()
            .get(place)
            .map(|id| PhaseView::value(&self.scope, *id))
    }

    fn months(&self) -> Option<Value> {
        let duration = &self.phase().duration.as_ref()?.value;
        let most = Some(duration.most).filter(|most| most.is_finite());
        let least = Value::from(duration.least);
        Some(named([("least", least), ("most", most.into())]))
    }

    fn span(&self) -> Option<Value> {
        let phases = &self.scope.site.model.phases;
        let length = |id: Idx<Phase>| {
            let duration = &phases[id].duration.as_ref()?.value;
            let most = if duration.most.is_finite() {
                duration.most
            } else {
                duration.least
            };
            Some((duration.least, most))
        };
        let (least, most) = length(self.id)?;
        let before = &self.siblings()[..self.place()];
        let (earliest, latest) = before
            .iter()
            .filter_map(|id| length(*id))
            .fold((0.0, 0.0), |sum, (least, most)| {
                (sum.0 + least, sum.1 + most)
            });
        Some(named([
            ("earliest", Value::from(earliest)),
            ("latest", Value::from(latest + most)),
            ("start", Value::from((earliest + latest) / 2.0)),
            ("end", Value::from((earliest + latest + least + most) / 2.0)),
        ]))
    }

    fn other_skills(&self) -> Value {
        let developed = |skill: &Idx<_>| {
            self.phase()
                .develops
                .iter()
                .any(|in_text| in_text.skill == *skill)
        };
        let others = self
            .phase()
            .skills
            .iter()
            .copied()
            .filter(|skill| !developed(skill));
        SkillView::values(&self.scope, others)
    }

    fn develops(&self) -> Value {
        let count = self.phase().develops.len();
        DevelopView::values(&self.scope, (0..count).map(|place| (self.id, place)))
    }
}

view! {
    /// What a phase teaches of a skill.
    DevelopView((Idx<Phase>, usize));
    /// The skill.
    skill = |v| SkillView::value(&v.scope, v.develop().skill);
    /// The id of its heading.
    id = |v| &*v.common().body.outline.heading(&v.develop().section).id;
    /// What to learn, as HTML.
    html = |v| v.html();
    /// The same as items: `html` and `notes` of each.
    items = |v| items(&v.scope, v.id.0, v.develop().section.blocks.clone());
    /// Ids that `{#id}` pins to those items, by their place, `-` where there is none; or none where
    /// no item has one.
    pins = |v| pins(&v.scope, v.id.0, v.develop().section.blocks.clone());
}

impl DevelopView {
    fn common(&self) -> &Common {
        &self.scope.site.model.phases[self.id.0].common
    }

    fn html(&self) -> Value {
        let section = &self.develop().section;
        let written = self.common().body.outline.heading(section).level;
        let demote = prose::demotion(written, 3);
        prose::blocks(&self.scope, self.common(), section.blocks.clone(), demote)
    }

    fn develop(&self) -> &Develop {
        &self.scope.site.model.phases[self.id.0].develops[self.id.1]
    }
}
