//! The keys of a thing as its file has them, with their places.

use crate::data::{
    Entry, FrontMatterFormat, Syntax, Table, Value, parse_toml, parse_yaml, split_front_matter,
};
use crate::document::{Kind, read_csv, read_toml};
use crate::link::{Found, Reference};
use crate::model::{Common, Idx, LearningPath, Level, Need, Skill, Thing};
use crate::site::Site;
use crate::source::Spanned;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The front matter of a file, or a row of a table.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The keys.
    pub table: Table,
    /// Where the front matter stands, without its fences; of a row the whole file.
    pub matter: Range<usize>,
    /// Whether the file has front matter at all.
    pub is_there: bool,
}

impl Written {
    /// The front matter of a thing with a file of its own. What is wrong with it was reported when
    /// the site was loaded.
    pub fn of(site: &Site, common: &Common) -> Written {
        let source = common.body.source;
        let text = &*site.sources.get(source).text;
        let mut out = Vec::new();
        let split = split_front_matter(source, text, &mut out);
        let matter = &text[split.matter.clone()];
        let table = match split.format {
            FrontMatterFormat::None => Table::default(),
            FrontMatterFormat::Toml => parse_toml(source, matter, split.matter.start, &mut out),
            FrontMatterFormat::Yaml => parse_yaml(source, matter, split.matter.start, &mut out),
        };
        Written {
            table,
            matter: split.matter,
            is_there: split.format != FrontMatterFormat::None,
        }
    }

    /// The language of the keys.
    pub fn syntax(&self) -> Syntax {
        self.table.syntax()
    }

    /// The keys of a group whose names are skills.
    fn group(&self, name: &str) -> &[Entry] {
        match self.table.get(name).map(|value| &value.value) {
            Some(Value::Table(table)) => table.entries(),
            _ => &[],
        }
    }

    /// The steps in a group whose names are skills, as far as they can be read.
    fn steps<'a>(&'a self, site: &Site, group: &str, need: Need) -> Vec<OwnStep<'a>> {
        let entries = self.group(group).iter();
        let step = |entry: &'a Entry| {
            let skill = skill(site, &entry.key.value)?;
            match &entry.value.value {
                Value::String(_) => Some(OwnStep { skill, need, entry }),
                _ => None,
            }
        };
        entries.filter_map(step).collect()
    }

    /// The steps that a level's own file asks for.
    pub fn level_steps(&self, site: &Site) -> Vec<OwnStep<'_>> {
        let mut steps = self.steps(site, "requires", Need::Required);
        steps.extend(self.steps(site, "optional", Need::Optional));
        steps
    }

    /// The steps that a path's own file aims at.
    pub fn targets(&self, site: &Site) -> Vec<OwnStep<'_>> {
        self.steps(site, "targets", Need::Required)
    }

    /// The state that a level's own file sets for a skill.
    pub fn state(&self, site: &Site, wanted: Idx<Skill>) -> Option<&Spanned<Value>> {
        let mut entries = self.group("state").iter();
        let entry = entries.find(|entry| skill(site, &entry.key.value) == Some(wanted))?;
        Some(&entry.value)
    }
}

/// A step that a file asks for.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnStep<'a> {
    pub skill: Idx<Skill>,
    pub need: Need,
    /// The name of the skill and of the step.
    pub entry: &'a Entry,
}

fn skill(site: &Site, name: &str) -> Option<Idx<Skill>> {
    let bare = name.trim_start_matches("[[").trim_end_matches("]]");
    match site.names.find(Reference::read(bare), Some(Kind::Skill)) {
        Found::Thing(Thing::Skill(skill)) => Some(skill),
        _ => None,
    }
}

/// The rows of all tables and the front matter of all files of a kind.
pub(super) struct Rows {
    rows: HashMap<(crate::source::SourceId, Arc<str>), Arc<Written>>,
}

impl Rows {
    /// Those of the resources.
    pub fn of_resources(site: &Site) -> Rows {
        let mut rows = HashMap::new();
        let mut read = std::collections::HashSet::new();
        for (_, resource) in site.model.resources.iter() {
            let source = resource.common.body.source;
            if !resource.common.is_row {
                let written = Written::of(site, &resource.common);
                rows.insert((source, resource.common.id.clone()), Arc::new(written));
                continue;
            }
            if !read.insert(source) {
                continue;
            }
            let found = site.sources.get(source);
            let (text, mut out) = (&*found.text, Vec::new());
            let documents = match found.path.ends_with(".csv") {
                true => read_csv(Kind::Resource, source, text, &mut out),
                false => read_toml(Kind::Resource, source, text, &mut out),
            };
            for document in documents {
                let written = Written {
                    table: document.table,
                    matter: 0..text.len(),
                    is_there: true,
                };
                // Of two with one id the first counts.
                rows.entry((source, document.id))
                    .or_insert_with(|| Arc::new(written));
            }
        }
        Rows { rows }
    }

    /// Those of one thing.
    pub fn get(&self, common: &Common) -> Option<&Arc<Written>> {
        self.rows.get(&(common.body.source, common.id.clone()))
    }
}

/// The names of the steps of a skill, in their order.
pub(super) fn step_names(site: &Site, skill: Idx<Skill>) -> Vec<String> {
    let skill = &site.model.skills[skill];
    let steps = &site.model.scales[skill.scale].steps;
    let own = |place: usize| skill.step_names.get(place);
    let names = steps.iter().enumerate();
    names
        .map(|(place, step)| own(place).unwrap_or(&step.title).to_string())
        .collect()
}

/// How a step that some have is told from one that is asked of everyone.
pub(super) const OPTIONAL: &str = " (optional)";

/// The name of a step as it stands in a cell.
pub(super) fn step_name(names: &[String], step: u8, need: Need) -> String {
    let name = names.get(usize::from(step)).map_or("", String::as_str);
    match need {
        Need::Required => name.to_owned(),
        Need::Optional => format!("{name}{OPTIONAL}"),
    }
}

/// The common part of a level or path by number.
pub(super) fn level_common(site: &Site, level: Idx<Level>) -> &Common {
    &site.model.levels[level].common
}

/// The same of a path.
pub(super) fn path_common(site: &Site, path: Idx<LearningPath>) -> &Common {
    &site.model.paths[path].common
}
