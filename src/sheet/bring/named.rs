//! Cells in words.

use crate::model::Common;
use crate::sheet::table::Slot;
use crate::site::Site;

/// What a cell is about.
pub(super) fn named(site: &Site, slot: &Slot) -> String {
    let model = &site.model;
    match slot {
        Slot::Step(level, skill) => format!(
            "{}: {}, step",
            model.levels[*level].common.title, model.skills[*skill].common.title
        ),
        Slot::Statements(level, skill) => format!(
            "{}: {}",
            model.levels[*level].common.title, model.skills[*skill].common.title
        ),
        Slot::Target(path, skill) => format!(
            "{}: {}, target",
            model.paths[*path].common.title, model.skills[*skill].common.title
        ),
        Slot::Looks(skill, step) => {
            let names = crate::sheet::written::step_names(site, *skill);
            let name = names.get(*step).map_or("", String::as_str);
            format!("{}: {name}", model.skills[*skill].common.title)
        }
        Slot::Key(resource, key) => {
            format!("{}: {key}", model.resources[*resource].common.title)
        }
    }
}

/// Refuses a thing that an upstream has a part in: a snapshot isn't edited, and what several layers
/// have stands in no one file.
pub(super) fn not_upstreams(site: &Site, common: &Common) -> Result<(), String> {
    let source = site.sources.get(common.body.source);
    match common.overlay.is_none() && source.layer.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "write it into a file of this site that lies over {}:{}; the text is the upstream's",
            common.kind.name(),
            common.id
        )),
    }
}
