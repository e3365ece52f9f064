//! Resources.

use super::path::{PathView, hours_value};
use super::phase::PhaseView;
use super::section::all_sections;
use super::skill::SkillView;
use super::thing::date;
use crate::model::{Idx, Resource, Thing};
use minijinja::Value;

view! {
    /// A resource.
    ResourceView(Idx<Resource>) thing |v| Thing::Resource(v.id);
    /// What it is: `book`, `course`, `paper` …
    medium = |v| v.resource().medium.name();
    /// The same in the language of the site.
    medium_name = |v| v.scope.word(&format!("medium.{}", v.resource().medium.name()));
    /// Who made it, or none.
    by = |v| v.resource().by.as_deref();
    /// Where it is, or none.
    address = |v| v.resource().url.as_deref().and_then(|url| v.scope.address(&v.resource().common, url));
    /// The host of that address, to say where a link leads; or none.
    host = |v| v.host();
    /// Hours that it takes: `from`, `to`, `words`; or none.
    hours = |v| v.resource().hours.map(|(from, to)| hours_value(&v.scope, from, to));
    /// What it costs, in words, or none.
    cost = |v| v.resource().cost.as_deref();
    /// The language that it is in, or none.
    language = |v| v.resource().language.as_deref();
    /// What it teaches.
    skills = |v| SkillView::values(&v.scope, v.resource().skills.iter().copied());
    /// Phases that recommend it.
    phases = |v| PhaseView::values(&v.scope, v.resource().phases.iter().copied());
    /// Paths that recommend it.
    paths = |v| PathView::values(&v.scope, v.resource().paths.iter().copied());
    /// Every path that it belongs to, by itself or by one of its phases.
    all_paths = |v| v.all_paths();
    /// When its address was last seen to work, or none.
    checked = |v| date(v.resource().checked);
    /// What is to be read in its stead, or none.
    replaced_by = |v| v.resource().replaced_by.map(|id| ResourceView::value(&v.scope, id));
    /// Sections of its text: `id`, `title` (as HTML), `name` (the same as words), `html`.
    sections = |v| all_sections(&v.scope, v.id);
}

impl ResourceView {
    fn resource(&self) -> &Resource {
        &self.scope.site.model.resources[self.id]
    }

    fn host(&self) -> Option<&str> {
        let (_, rest) = self.resource().url.as_deref()?.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
    }

    fn all_paths(&self) -> Value {
        let model = &self.scope.site.model;
        let phases = self
            .resource()
            .phases
            .iter()
            .map(|phase| model.phases[*phase].path);
        let mut paths: Vec<_> = phases
            .chain(self.resource().paths.iter().copied())
            .collect();
        paths.sort();
        paths.dedup();
        PathView::values(&self.scope, paths)
    }
}
